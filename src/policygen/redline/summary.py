"""One page that says what changed between two issues and why, as a document of ours."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policygen.domain.document import Block, Document, Inlines, Paper, Paragraph, Section, Table, Text
from policygen.domain.document import Clause as Part
from policygen.redline import reasons
from policygen.redline.sections import Spot
from policygen.redline.write import Changed, Said

MOST_ROWS = 13  # as many as one page holds, however long their reasons are
_LONGEST_WHY = 170
_LONGEST_TITLE = 60
_LONGEST_REST = 500
_LEAST_ROOM = 90  # letters of a change that are always shown as they were; longer ones where rows are few
_ROOM = 1200
_LEAST_ALONE = 10  # clauses without a counterpart, below which no issue is said to have another form


@dataclass(frozen=True, slots=True)
class About:
    """What the summary names: the document's title and maker, what is compared, the two files, language and paper.

    `sections` are where clauses stand, by their bookmarks. `by_hand` says that the newer file is not as it was issued:
    what is different in it rests on no answer and no law.
    """

    title: str
    organisation: str
    compared: str
    files: str
    day: date
    language: str
    paper: Paper
    by_hand: bool = False
    sections: Mapping[str, Spot] = field(default_factory=dict)


def summary(
    about: About,
    changes: Sequence[Changed],
    marks: int,
    records: tuple[reasons.Record | None, reasons.Record | None],
    labels: Mapping[str, str],
) -> Document:
    """The page: how much changed, then a row for each clause with its reasons; the smallest changes only by name."""
    clauses = merged(changes)
    told = [change for change in clauses if change.is_clause]
    shown = sorted(sorted(clauses, key=lambda c: c.size, reverse=True)[:MOST_ROWS], key=clauses.index)
    left = [change for change in clauses if change not in shown]
    count = labels["redline.how_many"].format(changes=marks, clauses=len(told))
    room = _room([len(what(change, labels, _ROOM)) for change in shown])
    rows = tuple(_row(change, records, labels, about, room) for change in shown)
    header = tuple(_text(labels[f"redline.{name}"]) for name in ("clause", "change", "why"))
    form = (labels["redline.other_form"],) if _other_form(clauses, len(about.sections)) else ()
    lines = (*form, about.files, f"{count} {labels['redline.unmarked']}", labels["redline.internal"])
    blocks: list[Block] = [*(Paragraph(_text(line)) for line in lines), Table(header, rows, whole=False)]
    if left:
        names = _cut(labels["docx.comma"].join(_name(change, records, labels, about) for change in left), _LONGEST_REST)
        blocks.append(Paragraph(_text(labels["redline.rest"].format(clauses=names))))
    key = hashlib.sha256(repr((about, form, rows, left and blocks[-1], count)).encode()).hexdigest()
    part = Part("redline-summary", 1, "summary", 2, "", (), tuple(blocks))
    section = Section("", "", (), "plain", False, "none", (part,))
    return Document(
        id="redline-summary", variant="", record="", language=about.language, locale=about.language,
        title=labels["redline.title"], subtitle=about.compared, organisation=about.organisation,
        running_head=about.organisation, running_foot=labels["redline.title"], paper=about.paper, numbering="none",
        contents=False, draft=False, created=about.day, sections=(section,), values=(), key=key, close=True,
    )  # fmt: skip


def _other_form(changes: Sequence[Changed], clauses: int) -> bool:
    """Whether most clauses of the two issues, of which there are so many, stand in one of them alone."""
    alone = sum(change.is_clause and (change.old is None or change.new is None) for change in changes)
    return alone >= _LEAST_ALONE and 2 * alone > clauses


def merged(changes: Sequence[Changed]) -> list[Changed]:
    """The changes of clauses in their order; those outside clauses together, at the end."""
    clauses = [change for change in changes if change.is_clause]
    outside = [change for change in changes if not change.is_clause]
    if not outside:
        return clauses
    return [*clauses, Changed(None, None, sum(c.gone for c in outside), sum(c.fresh for c in outside))]


def _row(
    change: Changed,
    records: tuple[reasons.Record | None, reasons.Record | None],
    labels: Mapping[str, str],
    about: About,
    room: int,
) -> tuple[Inlines, ...]:
    if about.by_hand:
        why: tuple[str, ...] = (labels["redline.by_hand"],)
    elif not change.is_clause:
        why = (labels["redline.elsewhere"],)
    else:
        why = reasons.reasons(change, *records, labels, _LONGEST_WHY)
    return tuple(
        map(
            _text,
            (
                _name(change, records, labels, about),
                what(change, labels, room),
                _whys(why, labels),
            ),
        )
    )


def _whys(why: Sequence[str], labels: Mapping[str, str]) -> str:
    """The reasons as one text. The last, which may be a citation, is never cut."""
    *first, last = why
    said = labels["redline.between"].join(first)
    return labels["redline.between"].join(filter(None, (_cut(said, _LONGEST_WHY), last)))


def what(change: Changed, labels: Mapping[str, str], most: int = _LEAST_ROOM) -> str:
    """What happened to a clause: in its own words up to `most` letters, or in numbers where they are more.

    Words that were taken out are quoted before those that came: they can be read nowhere else.
    """
    whole = change.is_clause and (change.old is None or change.new is None)
    if whole and change.new is None:
        text = " ".join(one.text for one in change.pieces)
        fits = text and len(text) <= most
        return labels["redline.gone_words"].format(text=text) if fits else _with_count(change, labels)
    if whole:
        return labels["redline.new"]
    for fates in (("gone", "new"), ("gone",)):
        shown = list(_pieces([one for one in change.pieces if one.fate in fates], labels))
        if shown and sum(map(len, shown)) <= most:
            left = () if len(fates) > 1 else _counted(change, labels, "fresh")
            return labels["redline.between"].join((*shown, *left))
    return labels["redline.between"].join(_counted(change, labels, "gone", "fresh"))


def _room(needs: Sequence[int]) -> int:
    """How many letters each change may take, so that all of them fit: what short ones leave goes to the long ones."""
    left = _ROOM
    for at, need in enumerate(sorted(needs)):
        share = left // (len(needs) - at)
        if need > share:
            return max(_LEAST_ROOM, share)
        left -= need
    return _ROOM


def _with_count(change: Changed, labels: Mapping[str, str]) -> str:
    return labels["redline.between"].join((labels["redline.gone"], *_counted(change, labels, "gone")))


def _counted(change: Changed, labels: Mapping[str, str], *kinds: str) -> Iterator[str]:
    """How many words went and came, and where."""
    counts = {"gone": change.gone, "fresh": change.fresh}
    named = labels["docx.comma"].join(dict.fromkeys(one.place for one in change.pieces if one.place))
    said = labels["redline.between"].join(
        labels[f"redline.words_{name}"].format(count=counts[name]) for name in kinds if counts[name]
    )
    if said and len(kinds) > 1 and 0 < len(named) <= _LEAST_ROOM:
        said = labels["redline.within"].format(section=named, clause=said)
    if said:
        yield said


def _pieces(pieces: Sequence[Said], labels: Mapping[str, str]) -> Iterator[str]:
    """What was struck out and what stands in its place, place by place."""
    at, named = 0, ""
    while at < len(pieces):
        one, following = pieces[at], pieces[at + 1 : at + 2]
        if one.fate == "gone" and following and _in_place_of(following[0], one):
            said = labels["redline.becomes"].format(before=one.text, after=following[0].text)
            at += 1
        else:
            said = labels["redline.struck" if one.fate == "gone" else "redline.added"].format(text=one.text)
        new_place = one.place if one.place != named and not one.text.startswith(one.place) else ""
        yield labels["redline.within"].format(section=new_place, clause=said) if new_place else said
        named = one.place
        at += 1


def _in_place_of(one: Said, gone: Said) -> bool:
    return one.fate == "new" and (one.place, one.change) == (gone.place, gone.change)


def _name(
    change: Changed,
    records: tuple[reasons.Record | None, reasons.Record | None],
    labels: Mapping[str, str],
    about: About,
) -> str:
    if not change.is_clause:
        return labels["redline.front"]
    spot = about.sections.get(change.mark, Spot())
    return spot.name(_cut(change.title, _LONGEST_TITLE), labels, reasons.number(change, *records))


def _text(text: str) -> Inlines:
    return (Text(text),)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
