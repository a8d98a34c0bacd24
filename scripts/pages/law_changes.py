"""Every dated event of the law of every place, newest first."""

from collections.abc import Iterator
from itertools import groupby

from pages import refer
from pages.markup import folded, items, table, text
from pages.material import Material
from pages.place_changes import described, newest_first
from policygen.domain.changes import Change, announced

SINGLE, DECADES = 2020, 2000
HEAD = """# What changed in the law

Every dated event that policygen holds, newest first: acts, rules and guidance that were made, started or ended, and values that changed.
What is *expected* was announced and nobody has confirmed it; it is not law, and its line says
so where the day has passed. The page of a place says which duties and clauses rest on a change. For two days of your choice:
`policygen law changes CODE --since YYYY-MM-DD --until YYYY-MM-DD`.

These pages hold the law as it was known on {day}.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """One page."""
    yield "law/changes.md", "\n".join(_page(material))


def _page(material: Material) -> Iterator[str]:
    yield HEAD.format(day=material.day)
    found = [change for pack in material.packs.values() for change in newest_first(pack)]
    found.sort(key=lambda one: str(one.day), reverse=True)
    coming = [change for pack in material.packs.values() for change in announced(pack)]
    yield "## Announced, with no day known {#announced}\n"
    yield from items(f"{_place(material, one)}: {_what(one)}: {described(material, one)}" for one in coming)
    for years, group in groupby(found, key=_years):
        rows = [_row(material, one) for one in group]
        inner = table(("Day and place", "What", "Change", "Evidence"), rows)
        if int(years[:4] if years[:4].isdigit() else 0) >= material.day.year:
            yield from (f"## {years} {{#years-{years[-4:]}}}\n", *inner)
        else:
            yield from folded(2, years, f"years-{years[-4:]}", rows, inner)


def _years(change: Change) -> str:
    """One of the last years, or a decade, or all before."""
    year = int(change.when[:4])
    if year >= SINGLE:
        return str(year)
    return f"{year // 10 * 10} to {year // 10 * 10 + 9}" if year >= DECADES else f"Before {DECADES}"


def _row(material: Material, one: Change) -> tuple[str, ...]:
    return (f"{one.when}<br>{_place(material, one)}", _what(one), described(material, one), one.evidence)


def _place(material: Material, one: Change) -> str:
    return refer.place(material.packs[one.code])


def _what(one: Change) -> str:
    kind = "value-" if one.kind == "value" else ""
    return f"[{text(one.title)}]({one.code}.md#{kind}{one.id})"
