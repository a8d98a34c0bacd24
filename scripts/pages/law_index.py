"""The first page of the law: every place with a pack, and how to read its page."""

from collections.abc import Iterator

from pages import refer
from pages.markup import table, text
from pages.material import Material
from pages.places import MARKS, evidence
from policygen.cli.notices import label
from policygen.domain.pack import Force, Pack

FORCES: tuple[Force, ...] = ("must", "in-effect", "effort", "advised", "local")
HEAD = """# The law of each place

policygen holds the law on harassment by outsiders as data: dated values, duties, sources, and how well each is known. One page for each
place shows all of it. The pages state the law of **{day}**, the newest day on which a pack was checked. They do not follow today's date:
`policygen law CODE` shows any day, and `policygen check` says what has changed since.

- [Side by side](compare.md): the duty, thresholds, time limits and authorities of all places in tables.
- [What changed and when](changes.md): every dated event of every place, newest first.
"""
READ = """## How to read these pages

**How well it is known.** Every fact carries a mark.

| Mark | Means |
|---|---|
| primary | the authority's own site, or the official gazette, was read |
| secondary | a law firm, adviser, publisher or news page, or a public repository, was read |
| unread | an official address stands there and nobody read it |
| background | knowledge of the author that was not checked |

Phone numbers and time limits stand in documents only from primary or secondary evidence, or where the organisation confirms them.

**How binding a duty is.**

| Mark | Means |
|---|---|
| {must} | an employer it falls on has to |
| {in_effect} | no text says it in these words, but who does not do it answers for it |
| {effort} | the law asks for an effort |
| {advised} | good practice, or guidance that does not bind |
| {local} | a rule of a city or a part of the country |

**Status.** An act is *in force* on a day when it surely started by then and has not ended. What is *announced* or *expected* is not law,
and no document treats it as law.

**Where a duty is answered.** *Answered by* names clauses. Each leads to the page of its document, where you see when the clause stands in
it. That a clause addresses a duty does not mean that the duty is fulfilled.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """One page."""
    yield "law/index.md", "\n".join(_page(material))


def ordered(material: Material) -> list[Pack]:
    """Each country followed by its parts, by name."""
    return sorted(
        material.packs.values(),
        key=lambda pack: [one.name.removeprefix("the ") for one in material.law.stack(pack.code)],
    )


def _page(material: Material) -> Iterator[str]:
    yield HEAD.format(day=material.day)
    yield "## Places\n"
    yield from _unreviewed(material)
    heads = ("Place", "Reviewed by", "Checked", "Check again by", "Sources: " + ", ".join(MARKS), "Duties")
    yield from table(heads, (_row(pack) for pack in ordered(material)))
    yield READ.format(**{force.replace("-", "_"): material.force(force) for force in FORCES})


def _unreviewed(material: Material) -> Iterator[str]:
    if not all(pack.reviewed_by for pack in material.packs.values()):
        yield f'!!! warning "{label("not_reviewed").rstrip(".")}"'
        yield "    This holds for each place in the table whose row says *nobody yet*.\n"


def _row(pack: Pack) -> tuple[str, ...]:
    counted = dict(evidence(pack))["Acts, rules and guidance"]
    return (
        refer.place(pack) if pack.within else f"**{refer.place(pack)}**",
        text(pack.reviewed_by.name) if pack.reviewed_by else "nobody yet",
        str(pack.checked_on),
        str(pack.review_by),
        ", ".join(str(counted[mark]) for mark in MARKS),
        str(len(pack.obligations)),
    )
