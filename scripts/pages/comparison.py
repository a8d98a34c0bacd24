"""The law of all places side by side."""

from collections.abc import Callable, Iterator

from pages import refer
from pages.law_index import ordered
from pages.markup import lines, link, table, text, to
from pages.material import Material, once
from pages.place_answers import DUTY_SLOT
from pages.place_sources import value
from pages.places import MARKS, evidence
from policygen.cli.notices import label
from policygen.domain.pack import BINDING, Authority, Obligation, Pack, Parameter, ValuePeriod
from policygen.domain.values import UNITS

Wanted = Callable[[Pack, Parameter], bool]
STATES = ("text", "yes or no")
FEW = 3
PEOPLE = ("workers", "employees", "people", "contract workers", "occasions")
HEAD = """# Places side by side

The law of {day} in five tables. The wider law holds in each part too: what stands in the row of a country holds in its states and
cities, unless their own row says otherwise. On a phone, move a table with your finger.

- [The duty on the employer](#duty)
- [Thresholds](#thresholds)
- [Whom people can turn to, and how long they have](#authorities)
- [Other times in the law](#times)
- [How well it is known](#evidence)

[How to read these pages](index.md#how-to-read-these-pages).
"""
DUTY = """The rule on harassment by people from outside, and what the policy of an employer has to say about it. What a place adds beyond
this stands on its own page, also where it has no row here.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """One page."""
    yield "law/compare.md", "\n".join(_page(material))


def _page(material: Material) -> Iterator[str]:
    packs = ordered(material)
    yield HEAD.format(day=material.day)
    yield "## The duty on the employer {#duty}\n"
    yield DUTY
    heads = ("Place", "The rule", "What the policy has to say", "Rests on", "How binding, how well known")
    yield from table(heads, (row for pack in packs for row in _duty(material, pack)))
    yield "## Thresholds {#thresholds}\n"
    yield "Numbers of people, and of occasions, from which a rule holds or beyond which it stops.\n"
    yield from _values(material, packs, lambda _, one: one.unit in PEOPLE)
    yield "## Whom people can turn to, and how long they have {#authorities}\n"
    rows = (_body(material, pack, body) for pack in packs for body in pack.authorities)
    yield from table(("Place", "Body", "For", "Time limits", "Evidence"), rows)
    yield "## Other times in the law {#times}\n"
    yield from _values(material, packs, lambda pack, one: one.unit in UNITS and not _is_limit(pack, one))
    yield "## How well it is known {#evidence}\n"
    yield "For each kind of fact: " + ", ".join(MARKS) + ".\n"
    known = ("Place", "Checked", "Check again by", "Review", *(name for name, _ in evidence(packs[0])))
    yield from table(known, (_known(pack) for pack in packs))


def _duty(material: Material, pack: Pack) -> Iterator[tuple[str, ...]]:
    """The binding duties that the first clauses of the annex answer, and the values that rest on the same provisions."""
    slotted = {one.id for one in material.library.clauses if one.owner == pack.code and DUTY_SLOT in one.slots}
    duties = [
        one
        for one in pack.obligations
        if slotted.intersection(one.clauses) and one.force in BINDING and material.law.in_force(pack.code, one.cites)
    ]
    if duties:
        says = [f"{text(one.says)} ({refer.duty(pack, one)})" for one in duties]
        more = [refer.place(pack, "duties", f"and {len(says) - FEW} more")] if len(says) > FEW else []
        yield (
            refer.place(pack),
            lines(_rules(material, pack, duties)),
            lines([*says[:FEW], *more]),
            refer.cited(material, pack, once(cite for one in duties[:FEW] for cite in one.cites), elsewhere=True),
            lines(once(f"{material.force(one.force)}, {one.evidence}" for one in duties)),
        )


def _rules(material: Material, pack: Pack, duties: list[Obligation]) -> Iterator[str]:
    cites = {cite for one in duties for cite in one.cites}
    for one in pack.parameters:
        for period in one.values if one.unit in STATES and cites.intersection(one.cites) else ():
            if period.covers(material.day) or period.expected:
                yield f"{to(f'{pack.code}.md', f'value-{one.id}', text(one.says))}: {value(material, one, period)}"


def _values(material: Material, packs: list[Pack], wanted: Wanted) -> Iterator[str]:
    rows = (
        (
            refer.place(pack),
            to(f"{pack.code}.md", f"value-{one.id}", text(one.says)),
            value(material, one, period),
            period.evidence,
        )
        for pack in packs
        for one in pack.parameters
        for period in _on(material, one)
        if wanted(pack, one)
    )
    yield from table(("Place", "What", "Value", "Evidence"), rows)


def _on(material: Material, one: Parameter) -> Iterator[ValuePeriod]:
    return (period for period in one.values if period.covers(material.day))


def _is_limit(pack: Pack, one: Parameter) -> bool:
    return any(one.id in body.limits for body in pack.authorities)


def _body(material: Material, pack: Pack, body: Authority) -> tuple[str, ...]:
    held = {one.id: one for wider in material.law.stack(pack.code) for one in wider.parameters}
    limits = lines(
        f"{text(held[id_].says)}: {value(material, held[id_], period)} ({period.evidence})"
        for id_ in body.limits
        for period in _on(material, held[id_])
    )
    return (refer.place(pack), link(body.url, body.name), text(body.purpose), limits, body.evidence)


def _known(pack: Pack) -> tuple[str, ...]:
    counted = (", ".join(str(found[mark]) for mark in MARKS) for _, found in evidence(pack))
    review = pack.reviewed_by.name if pack.reviewed_by else label("not_reviewed").rstrip(".")
    return (refer.place(pack), str(pack.checked_on), str(pack.review_by), text(review), *counted)
