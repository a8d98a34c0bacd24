"""What changed in the law of a place, newest first, and what in the documents answers it."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from pages import refer
from pages.markup import table, text, to
from pages.material import Material
from policygen.content.touched import touched
from policygen.domain.changes import Change, announced, changes
from policygen.domain.pack import Pack

DONE = {"made": "is made", "starts": "starts", "ends": "ends"}


def section(material: Material, pack: Pack) -> Iterator[str]:
    """Every dated event, a heading for each day of the last years, the older ones in one table."""
    found = newest_first(pack)
    coming = announced(pack)
    if not (found or coming):
        return
    yield "## What changed, and what is coming {#changes}\n"
    yield "Newest first. Each line names the duties and the clauses of documents that rest on it.\n"
    if coming:
        yield "### Announced, with no day known {#announced}\n"
        yield from _table(material, pack, coming)
    recent = [one for one in found if one.day and one.day.year >= material.day.year - 1]
    for when, group in groupby(recent, key=lambda one: one.when):
        of_day = tuple(group)
        yield f"### {when}: {_title(of_day)} {{#day-{when}}}\n"
        yield from _table(material, pack, of_day)
    yield from _older(material, pack, found[len(recent) :])


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
    sure = " (expected: announced, not confirmed)" if change.expected else ""
    if change.kind != "value":
        return (DONE[change.kind] + (f": {change.how}" if change.how else "")) + sure
    before = f"{text(change.before)} → " if change.before else ""
    return f"{before}{text(change.after) or 'ends'}{sure}"


def _title(found: tuple[Change, ...]) -> str:
    first = next((one for one in found if one.kind == "value" and one.before), found[0])
    more = len(found) - 1
    words = text(first.title.partition(" (")[0])
    return words + (f", and {more} more" if more else "")


def _table(material: Material, pack: Pack, found: tuple[Change, ...]) -> list[str]:
    heads = ("What", "Change", "Duties that rest on it", "Clauses that answer it", "Evidence")
    return table(heads, (_row(material, pack, change) for change in found))


def _row(material: Material, pack: Pack, change: Change) -> tuple[str, ...]:
    rests = touched(material.library, material.law, change)
    named = tuple(id_ for one in pack.obligations if one.id in rests.duties for id_ in one.clauses)
    reading = tuple(id_ for id_ in rests.clauses if id_ not in named)
    kind = "value-" if change.kind == "value" else ""
    return (
        to("", f"{kind}{change.id}", text(change.title)),
        described(change),
        refer.duties(material, rests.duties),
        refer.clauses(material, (*named, *reading)),
        change.evidence,
    )


def _older(material: Material, pack: Pack, found: tuple[Change, ...]) -> Iterator[str]:
    if found:
        yield f"### Before {material.day.year - 1} {{#before}}\n"
        heads = ("Day", "What", "Change", "Evidence")
        rows = ((one.when, *(_row(material, pack, one)[at] for at in (0, 1, 4))) for one in found)
        yield from table(heads, rows)
