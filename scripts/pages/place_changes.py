"""What changed in the law of a place, newest first, and what in the documents answers it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from pages import refer
from pages.markup import text, to
from pages.material import Material, once
from policygen.content.touched import Touched, touched
from policygen.domain.changes import Change, announced, changes
from policygen.domain.pack import Pack

FEW = 7
OLDER = "What happened before {year} stands with the values and sources below, and [by day on one page for all places](changes.md).\n"
DONE = {"made": "is made", "starts": "starts", "ends": "ends"}


def section(material: Material, pack: Pack) -> Iterator[str]:
    """Every dated event of the last years, and all that is to come: a heading for each day."""
    found = newest_first(pack)
    coming = announced(pack)
    if not (found or coming):
        return
    yield "## What changed, and what is coming {#changes}\n"
    yield "Newest first, with the duties and the clauses of documents that rest on each change.\n"
    if coming:
        yield "### Announced, with no day known {#announced}\n"
        yield from _listed(material, pack, coming)
    recent = [one for one in found if one.day and one.day.year >= material.day.year - 1]
    for when, group in groupby(recent, key=lambda one: one.when):
        of_day = sorted(group, key=lambda one: _weight(material, one), reverse=True)
        yield f"### {when}: {_title(of_day)} {{#day-{when}}}\n"
        yield from _listed(material, pack, of_day)
    if len(recent) < len(found):
        yield OLDER.format(year=material.day.year - 1)


def newest_first(pack: Pack) -> tuple[Change, ...]:
    """Everything dated; of one day, the law comes before the values that follow from it."""
    return tuple(
        sorted(
            changes(pack, date.min, date.max),
            key=lambda one: (one.day or date.min, one.kind != "value", not one.about),
            reverse=True,
        )
    )


def described(change: Change) -> str:
    """What happens: an event of a source of law, or an old and a new value."""
    sure = " (expected)" if change.expected else ""
    if change.kind != "value":
        return (DONE[change.kind] + (f": {change.how}" if change.how else "")) + sure
    before = f"{text(change.before)} → " if change.before else ""
    return f"{before}{text(change.after) or 'ends'}{sure}"


def _rests(material: Material, change: Change) -> Touched:
    """What rests on a change; nothing on the mere making of an act, which is followed by its start."""
    return Touched() if change.kind == "made" else touched(material.library, material.law, change)


def _weight(material: Material, change: Change) -> tuple[bool, int]:
    """What changed from one value to another comes first, then what most rests on."""
    rests = _rests(material, change)
    return bool(change.before and rests.clauses), len(rests.duties) + len(rests.clauses)


def _title(found: list[Change]) -> str:
    more = len(found) - 1
    words = text(refer.short(found[0].title))
    return words + (f", and {more} more" if more else "")


def _listed(material: Material, pack: Pack, found: Iterable[Change]) -> Iterator[str]:
    """A change each; those that nothing in the documents rests on come last."""
    idle: list[str] = []
    for change in found:
        rests = _rests(material, change)
        what = f"{described(change)} ({change.evidence})"
        if rests.clauses or rests.duties:
            yield f"- **{_what(change)}**: {what}"
            yield from (f"    - {line}" for line in _answers(material, pack, change, rests))
        else:
            idle.append(f"- {_what(change)}: {what}")
    yield from idle
    yield ""


def _what(change: Change) -> str:
    kind = "value-" if change.kind == "value" else ""
    return to("", f"{kind}{change.id}", text(refer.short(change.title)))


def _answers(material: Material, pack: Pack, change: Change, rests: Touched) -> Iterator[str]:
    """The duties, those that rest on the same provision included, then the clauses document by document; of many
    documents, the number of clauses in each."""
    if change.kind == "value":
        yield f"Rests on: {refer.cited(material, pack, change.cites)}"
    same = (one.id for one in pack.obligations if change.kind == "value" and set(change.cites).intersection(one.cites))
    duties = once((*rests.duties, *same))
    if duties:
        yield f"Duties: {refer.duties(material, duties, pack)}"
    there = {document: _standing(material, document, rests.clauses) for document in material.outlines}
    found = {document: ids for document, ids in there.items() if ids}
    if len(found) > FEW:
        named = ", ".join(f"{refer.documents(material, (document,))} {len(ids)}" for document, ids in found.items())
        yield f"Clauses that cite it or read it, by document: {named}"
        return
    for document, ids in found.items():
        yield f"In {refer.documents(material, (document,))}: {refer.clauses(material, ids, document)}"


def _standing(material: Material, document: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some clauses that can stand in a document, in the order in which they stand there."""
    order = material.order[document]
    return tuple(sorted((id_ for id_ in ids if id_ in order), key=lambda id_: order[id_]))
