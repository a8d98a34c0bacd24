"""What changed in the law of a place, newest first, and what in the documents answers it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from pages import refer
from pages.known import EVIDENCE, awaited
from pages.markup import noted, text, to
from pages.material import Material
from pages.place_answers import Answers
from policygen.content.touched import Touched, touched
from policygen.domain.changes import Change, announced, changes
from policygen.domain.pack import Pack

FIRST = 3
ABOUT = """Newest first. What a day brings and what it takes away stand apart. The mark after a change says how well it is known. Two marks
stand where the text of the source is known better than its day, or less; [what each means](index.md#how-to-read-these-pages).
"""
OLDER = "What happened before {year} stands with the values and sources below, and [by day on one page for all places](changes.md).\n"
DONE = {"made": "is made", "starts": "starts", "ends": "ends"}


def section(material: Material, pack: Pack) -> Iterator[str]:
    """Every dated event of the last years, and all that is to come: a heading for each day."""
    found = newest_first(pack)
    coming = announced(pack)
    if not (found or coming):
        return
    yield "## What changed, and what is coming {#changes}\n"
    yield ABOUT
    if coming:
        yield "### Announced, with no day known {#announced}\n"
        yield from _listed(material, pack, coming)
    recent = _recent(material, found)
    for when, of_day in _by_day(material, recent):
        yield f"### {when}: {_title(of_day)}{_awaited(material, of_day)} {{#day-{when}}}\n"
        yield from _listed(material, pack, of_day)
    if len(recent) < len(found):
        yield OLDER.format(year=material.day.year - 1)


def first(material: Material, pack: Pack) -> Iterator[str]:
    """Links to the newest days on which something changed that clauses of documents rest on."""
    days = _by_day(material, _recent(material, newest_first(pack)))
    moving = [(when, of_day) for when, of_day in days if any(_rests(material, one).clauses for one in of_day)]
    for when, of_day in moving[:FIRST]:
        title = text(refer.short(of_day[0].title)) + _awaited(material, of_day)
        yield to("", f"day-{when}", f"{when}: {title}")


def newest_first(pack: Pack) -> tuple[Change, ...]:
    """Everything dated; of one day, the law comes before the values that follow from it."""
    return tuple(
        sorted(
            changes(pack, date.min, date.max),
            key=lambda one: (one.day or date.min, one.kind != "value", not one.about),
            reverse=True,
        )
    )


def described(material: Material, change: Change) -> str:
    """What happens: an event of a source of law, or an old and a new value."""
    sure = f" ({awaited(material, change.day, change.about)})" if change.expected else ""
    if change.kind != "value":
        return (DONE[change.kind] + (f": {change.how}" if change.how else "")) + sure
    before = f"{text(change.before)} → " if change.before else ""
    return f"{before}{text(change.after) or 'ends'}{sure}"


def _recent(material: Material, found: Iterable[Change]) -> list[Change]:
    return [one for one in found if one.day and one.day.year >= material.day.year - 1]


def _by_day(material: Material, found: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Day by day, what weighs most first."""
    for when, group in groupby(found, key=lambda one: one.when):
        yield when, sorted(group, key=lambda one: _weight(material, one), reverse=True)


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


def _awaited(material: Material, found: list[Change]) -> str:
    """That nothing of a day is law yet, where that is so."""
    one = found[0]
    return f" ({awaited(material, one.day, one.about)})" if all(change.expected for change in found) else ""


def _listed(material: Material, pack: Pack, found: Iterable[Change]) -> Iterator[str]:
    """A change each; those that nothing in the documents rests on come last."""
    idle: list[str] = []
    for change in found:
        rests = _rests(material, change)
        what = noted(described(material, change), _known(material, change))
        if rests.clauses or rests.duties:
            yield f"- **{_what(change)}**: {what}"
            yield from (
                f"    - {line}\n    {{: data-search-exclude }}"
                for line in Answers(material, pack, change, rests).lines()
            )
        else:
            idle.append(f"- {_what(change)}: {what}")
    yield from idle
    yield ""


def _known(material: Material, change: Change) -> str:
    """How well the day is known; and the text it rests on, where that is known better or less."""
    law = material.law.citations(change.code)
    cited = change.cites if change.kind == "value" else (change.id,)
    marks = [law[id_].evidence for id_ in cited if id_ in law]
    best = min(marks, key=list(EVIDENCE).index, default=change.evidence)
    return change.evidence if best == change.evidence else f"{change.evidence} for the day, {best} for the text"


def _what(change: Change) -> str:
    kind = "value-" if change.kind == "value" else ""
    return to("", f"{kind}{change.id}", text(refer.short(change.title)))
