"""The first page of the law: every place with a pack, and how to read its page."""

from collections.abc import Iterator

from pages import refer
from pages.known import EVIDENCE, FORCE
from pages.markup import table, text, upper
from pages.material import Material
from pages.places import MARKS, evidence
from policygen.domain.pack import Pack

HEAD = """# The law of each place

policygen holds the law on harassment by outsiders as data: dated values, duties, sources, and how well each is known. One page for each
place shows all of it. The pages state the law of **{day}**, the newest day on which a pack was checked. They do not follow today's date:
`policygen law CODE` shows any day, and `policygen check` says what has changed since.

- [Places side by side](compare.md): the duty, thresholds, time limits and authorities, of all places or of those you choose.
- [What changed in the law](changes.md): every dated event of every place, newest first.
"""
READ = """## How to read these pages

**How well it is known.** Every fact carries a mark.

{evidence}
Phone numbers and time limits stand in documents only from primary or secondary evidence, or where the organisation confirms them.

**How binding a duty is.**

{force}
**Status.** An act is *in force* on a day when it surely started by then and has not ended. What is *announced* or *expected* is not law,
and no document treats it as law. *Day passed, start not confirmed* means: the day that was announced lies behind us, and nobody has seen
that it began; that is not law either.

**Where a duty is answered.** *Answered by* names clauses. Each leads to the page of its document, where you see when the clause stands in
it. That a clause addresses a duty does not mean that the duty is fulfilled.
"""
COUNTS = """Four columns count the acts, rules and guidance of a place by how well each is known: from a
[primary, secondary, unread or background](#how-to-read-these-pages) source.
"""
NOT_HERE = """## Places that are not here {#not-here}

A state, province or prefecture of these countries that has no line above gets the law of its country; its annex says that the law of the
place itself is not covered. No other country is here, neither Canada with Ontario nor any member of the European Union: policygen
writes no document for a place there. [Maintain a pack](../maintain-a-pack.md) shows how one is begun.
"""
NOBODY = "No place has been reviewed by a lawyer"
SOME = "Not every place has been reviewed by a lawyer"


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
    packs = ordered(material)
    yield HEAD.format(day=material.day)
    yield "## Places, and whether each has been reviewed {#places}\n"
    yield from _unreviewed(packs)
    yield COUNTS
    reviewed = any(pack.reviewed_by for pack in packs)
    heads = (
        "Place",
        *(("Reviewed by",) if reviewed else ()),
        "Checked",
        "Check again by",
        *map(upper, MARKS),
        "Duties",
    )
    yield from table(heads, (_row(pack, reviewed) for pack in packs))
    yield NOT_HERE
    evidence_rows = table(("Mark", "Means"), EVIDENCE.items())
    force_rows = table(("Mark", "Means"), ((material.force(force), means) for force, means in FORCE.items()))
    yield READ.format(evidence="\n".join(evidence_rows), force="\n".join(force_rows))


def _unreviewed(packs: list[Pack]) -> Iterator[str]:
    if not any(pack.reviewed_by for pack in packs):
        yield f'!!! warning "{NOBODY}"'
        yield "    Have someone qualified in each place check its law before you rely on it.\n"
    elif not all(pack.reviewed_by for pack in packs):
        yield f'!!! warning "{SOME}"'
        yield "    The table says which. Have someone qualified in each other place check its law before you rely on it.\n"


def _row(pack: Pack, reviewed: bool) -> tuple[str, ...]:
    counted = dict(evidence(pack))["Acts, rules and guidance"]
    by = text(pack.reviewed_by.name) if pack.reviewed_by else "nobody yet"
    return (
        refer.place(pack) if pack.within else f"**{refer.place(pack)}**",
        *((by,) if reviewed else ()),
        str(pack.checked_on),
        str(pack.review_by),
        *(str(counted[mark]) for mark in MARKS),
        str(len(pack.obligations)),
    )
