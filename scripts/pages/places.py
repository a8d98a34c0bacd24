"""The law of each place: one page for each pack."""

from collections import Counter
from collections.abc import Iterator

from pages import place_changes, place_duties, place_scope, place_sources, refer
from pages.markup import folded, items, table, text, to, upper
from pages.material import Material
from policygen.cli.notices import label
from policygen.domain.pack import Evidence, Pack

PARTS = {
    "changes": "what changed",
    "duties": "duties",
    "values": "values",
    "sources": "acts, rules and guidance",
    "authorities": "whom people can turn to",
    "scope": "what the pack covers",
    "evidence": "how well it is known",
    "doubts": "doubts",
    "cases": "cases",
}
MARKS: tuple[Evidence, ...] = ("primary", "secondary", "unread", "background")


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """A page for each pack."""
    for pack in material.packs.values():
        yield f"law/{pack.code}.md", "\n".join(_page(material, pack))


def _page(material: Material, pack: Pack) -> Iterator[str]:
    yield f"# {refer.called(pack)}: the law\n"
    yield from _head(material, pack)
    yield from _standing(material, pack)
    yield from _ways(material, pack)
    yield from place_changes.section(material, pack)
    yield from place_duties.section(material, pack)
    yield from place_sources.values(material, pack)
    yield from place_sources.instruments(material, pack)
    yield from place_sources.bodies(pack)
    yield from _own(material, pack)
    yield from place_scope.section(material, pack)
    yield from _evidence(pack)
    yield from _doubts(pack)
    yield from _cases(material, pack)


def _head(material: Material, pack: Pack) -> Iterator[str]:
    covers = f" It covers {text(pack.covers)}." if pack.covers else ""
    yield f"This page shows the law that policygen holds for {text(pack.name)} (`{pack.code}`), as it stands on {material.day}.{covers}"
    if pack.within:
        wider = [refer.place(one) for one in material.law.stack(pack.code)[:-1]]
        yield f"The wider law holds here too: {', '.join(wider)}."
    yield ""


def _ways(material: Material, pack: Pack) -> Iterator[str]:
    """Where to go from here: the newest changes, the parts of the page, the places within this one."""
    newest = list(place_changes.first(material, pack))
    if newest:
        yield "Newest changes that documents rest on:\n"
        yield from items(newest)
    parts = " · ".join(to("", name, words) for name, words in PARTS.items() if _there(material, pack, name))
    yield f"On this page: {parts}. [How to read it](index.md#how-to-read-these-pages).\n"
    narrower = [refer.place(one) for one in material.packs.values() if one.within == pack.code]
    without = [text(part.name) for part in pack.parts if part.code not in material.packs]
    if narrower:
        yield f"Parts with a page of their own: {', '.join(narrower)}.\n"
    if without:
        yield '<details class="fold" markdown="1">'
        yield f"<summary>Parts without a pack, where the law of this page alone is used: {len(without)}</summary>\n"
        yield f"{', '.join(without)}.\n\n</details>\n"


def _there(material: Material, pack: Pack, name: str) -> bool:
    """Whether the page has a part."""
    found: dict[str, object] = {
        "changes": place_changes.newest_first(pack),
        "duties": pack.obligations,
        "values": pack.parameters,
        "sources": pack.instruments,
        "authorities": pack.authorities,
        "doubts": list(_doubts(pack)),
        "cases": material.cases.get(pack.code, ()),
    }
    return bool(found.get(name, True))


def _standing(material: Material, pack: Pack) -> Iterator[str]:
    """When it was checked and by whom."""
    reviewed = pack.reviewed_by
    title = f"Reviewed by {text(reviewed.name)}" if reviewed else label("not_reviewed").rstrip(".")
    yield f'!!! warning "{title}"'
    if reviewed:
        yield f"    {text(reviewed.qualified_as)}, {reviewed.on}. A change of the pack clears the review."
    yield f"    Last checked on {pack.checked_on}, to be checked again by {pack.review_by}. If that day has passed, have it checked first."
    if pack.review_by < material.day:
        yield "    " + label("overdue").format(name=text(pack.name), checked=pack.checked_on, due=pack.review_by)
    yield ""


def _evidence(pack: Pack) -> Iterator[str]:
    """How many facts of each kind are known how well."""
    yield "## How well it is known {#evidence}\n"
    yield "Facts of each kind by their mark. [What the marks mean](index.md#how-to-read-these-pages).\n"
    yield from table(("Facts", *MARKS), (_counted(*row) for row in evidence(pack)))


def evidence(pack: Pack) -> tuple[tuple[str, Counter[Evidence]], ...]:
    """How many facts of each kind carry each mark of evidence."""
    return (
        ("Acts, rules and guidance", Counter(one.evidence for one in pack.instruments)),
        ("Values", Counter(period.evidence for one in pack.parameters for period in one.values)),
        ("Phone numbers of authorities", Counter(one.phone.evidence for one in pack.authorities if one.phone)),
        ("Duties", Counter(one.evidence for one in pack.obligations)),
    )


def _counted(name: str, counted: Counter[Evidence]) -> tuple[str, ...]:
    return (name, *(str(counted[mark]) for mark in MARKS))


def _own(material: Material, pack: Pack) -> Iterator[str]:
    """Questions and documents that only this place has."""
    documents = tuple(o.id for o in material.documents if o.owner == pack.code)
    languages = sorted({o.language for o in material.library.own_outlines.values() if o.owner == pack.code})
    if not (documents or languages or pack.questions):
        return
    yield "## Only here {#only-here}\n"
    if documents:
        yield f"- Documents that only this place has: {refer.documents(material, documents)}."
    if languages:
        yield f"- Documents with an order of their own, in the languages {', '.join(f'`{one}`' for one in languages)}: see each document."
    if pack.questions:
        asked = ", ".join(to("../reference/questions.md", f"question-{q.id}", f"`{q.id}`") for q in pack.questions)
        yield f"- Questions that only organisations here are asked: {asked}."
    yield ""


def _doubts(pack: Pack) -> Iterator[str]:
    """What its authors are not sure of."""
    found = [
        *(("", "", "emergency number", e.doubt) for e in (pack.emergency,) if e),
        *((one.id, "", one.title, one.doubt) for one in pack.instruments),
        *((p.id, "", f"{one.title}, {p.pinpoint}", p.doubt) for one in pack.instruments for p in one.provisions),
        *((one.id, "", one.title, e.doubt) for one in pack.instruments for e in one.events),
        *((one.id, "value-", one.says, one.doubt) for one in pack.parameters),
        *((one.id, "value-", one.says, p.doubt) for one in pack.parameters for p in one.values),
        *((one.id, "", f"duty {one.id}", one.doubt) for one in pack.obligations),
        *((one.id, "body-", one.name, one.doubt) for one in pack.authorities),
        *((one.id, "counting-", one.says, one.doubt) for one in pack.counting),
    ]
    doubts = [f"{_linked(id_, kind, name)}: {text(doubt)}" for id_, kind, name, doubt in found if doubt]
    if doubts:
        yield "## Doubts {#doubts}\n"
        yield "What the authors of this pack are not sure of. A reviewing lawyer starts here.\n"
        yield from items(dict.fromkeys(doubts))


def _linked(id_: str, kind: str, name: str) -> str:
    return to("", f"{kind}{id_}", text(name)) if id_ else upper(text(name))


def _cases(material: Material, pack: Pack) -> Iterator[str]:
    """The cases that prove what the pack does."""
    rows = [(text(case.name), str(case.as_of), f"`{case.place}`") for case in material.cases.get(pack.code, ())]
    if rows:
        about = (
            "Each case states a day and some answers, and what must come out. `policygen content test` runs them all.\n"
            f"They stand in `jurisdictions/{pack.code}/cases/`.\n"
        )
        yield from folded(2, "Cases", "cases", rows, [about, *table(("Case", "Law of", "Place"), rows)])
