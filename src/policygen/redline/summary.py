"""One page that says what changed between two issues and why, as a document of ours."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policygen.domain.document import Block, Document, Inlines, Paper, Paragraph, Section, Table, Text
from policygen.domain.document import Clause as Part
from policygen.redline import reasons
from policygen.redline.write import Changed

MOST_ROWS = 13  # as many as one page holds, however long their reasons are
_LONGEST_WHY = 170
_LONGEST_TITLE = 60
_LONGEST_REST = 500
_LONGEST_WORDS = 90  # as many letters of a change are shown as it was made; a longer one is counted


@dataclass(frozen=True, slots=True)
class About:
    """What the summary names: the document's title and maker, what is compared, the two files, language and paper.

    `sections` are headings above clauses, by their bookmarks. `by_hand` says that the newer file is not as it was issued:
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
    sections: Mapping[str, str] = field(default_factory=dict)


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
    rows = tuple(_row(change, records, labels, about) for change in shown)
    header = tuple(_text(labels[f"redline.{name}"]) for name in ("clause", "change", "why"))
    lines = (about.files, f"{count} {labels['redline.unmarked']}", labels["redline.internal"])
    blocks: list[Block] = [*(Paragraph(_text(line)) for line in lines), Table(header, rows)]
    if left:
        names = _cut(", ".join(_name(change, records, labels, about) for change in left), _LONGEST_REST)
        blocks.append(Paragraph(_text(labels["redline.rest"].format(clauses=names))))
    key = hashlib.sha256(repr((about, rows, left and blocks[-1], count)).encode()).hexdigest()
    part = Part("redline-summary", 1, "summary", 2, "", (), tuple(blocks))
    section = Section("", "", (), "plain", False, "none", (part,))
    return Document(
        id="redline-summary", variant="", record="", language=about.language, locale=about.language,
        title=labels["redline.title"], subtitle=about.compared, organisation=about.organisation,
        running_head=about.organisation, running_foot=labels["redline.title"], paper=about.paper, numbering="none",
        contents=False, draft=False, created=about.day, sections=(section,), values=(), key=key, close=True,
    )  # fmt: skip


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
) -> tuple[Inlines, ...]:
    if about.by_hand:
        why: tuple[str, ...] = (labels["redline.by_hand"],)
    elif not change.is_clause:
        why = (labels["redline.elsewhere"],)
    else:
        why = reasons.reasons(change, *records, labels)
    return tuple(
        map(_text, (_name(change, records, labels, about), what(change, labels), _cut("; ".join(why), _LONGEST_WHY)))
    )


def what(change: Changed, labels: Mapping[str, str]) -> str:
    """What happened to a clause: in a word, in its own words, or in numbers where they are many."""
    if change.is_clause and change.old is None:
        return labels["redline.new"]
    if change.is_clause and change.new is None:
        return labels["redline.gone"]
    shown = list(_pieces(change, labels))
    if shown and sum(map(len, shown)) <= _LONGEST_WORDS:
        return "; ".join(shown)
    counted = {"gone": change.gone, "fresh": change.fresh}
    return "; ".join(labels[f"redline.words_{name}"].format(count=n) for name, n in counted.items() if n)


def _pieces(change: Changed, labels: Mapping[str, str]) -> Iterator[str]:
    """What was struck out and what stands in its place, place by place."""
    at = 0
    while at < len(change.pieces):
        (fate, text), following = change.pieces[at], change.pieces[at + 1 : at + 2]
        if fate == "gone" and following and following[0][0] == "new":
            yield labels["redline.becomes"].format(before=text, after=following[0][1])
            at += 1
        else:
            yield labels["redline.struck" if fate == "gone" else "redline.added"].format(text=text)
        at += 1


def _name(
    change: Changed,
    records: tuple[reasons.Record | None, reasons.Record | None],
    labels: Mapping[str, str],
    about: About,
) -> str:
    if not change.is_clause:
        return labels["redline.front"]
    number = reasons.number(change, *records)
    name = f"{number} {_cut(change.title, _LONGEST_TITLE)}".strip()
    above = about.sections.get(change.mark, "")
    return labels["redline.within"].format(section=above, clause=name) if above else name


def _text(text: str) -> Inlines:
    return (Text(text),)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
