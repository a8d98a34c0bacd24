"""The law of all places side by side."""

from collections.abc import Callable, Iterator, Sequence

from pages import refer
from pages.law_index import ordered
from pages.markup import items, lines, link, table, text, to
from pages.material import Material, once
from pages.place_answers import DUTY_SLOT
from pages.place_sources import value
from pages.places import MARKS, evidence
from policygen.domain.pack import BINDING, Authority, Obligation, Pack, Parameter, ValuePeriod
from policygen.domain.values import UNITS

Wanted = Callable[[Pack, Parameter], bool]
STATES = ("text", "yes or no")
FEW = 3
PEOPLE = ("workers", "employees", "people", "contract workers", "occasions")
SENTENCE, PRISON = "Longest sentence", "in prison"
HEAD = """---
hide: [toc]
---

# Places side by side

The law of {day} by topic. Choose places to see their rows alone; with none chosen, all stand here. The wider law holds in each part
too: a row says under which.
"""
CHOOSE = '<fieldset class="only"><legend>Show only</legend>{choices}</fieldset>\n'
CHOICE = '<label><input type="checkbox" id="only-{code}"> {name}</label>'
TOPICS = """- [The duty on the employer](#duty)
- [Thresholds](#thresholds)
- [Times to complain or claim, by body](#authorities)
- [Bodies without a time](#bodies)
- [Other times in the law](#times)
- [Prison terms](#sentences)
- [How well it is known](#evidence)

[How to read these pages](index.md#how-to-read-these-pages).
"""
DUTY = """The rule on harassment by people from outside, and what the policy of an employer has to say about it. What a place adds beyond
this stands on its own page, also where it has no row here.
"""
TIMES = "A time that is only expected stands below the one that is law, and says so.\n"
BODIES = "For these the packs hold no time to complain or claim. That does not mean that there is none.\n"
MISSING = """<div class="none" markdown>

*No row, because the pack holds nothing of this kind:*

{names}
</div>
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """One page."""
    yield "law/compare.md", "\n".join(_page(material))


def _page(material: Material) -> Iterator[str]:
    packs = ordered(material)
    yield HEAD.format(day=material.day)
    choices = " ".join(CHOICE.format(code=one.code, name=refer.called(one)) for one in packs if _choosable(one))
    yield CHOOSE.format(choices=choices)
    yield TOPICS
    yield "## The duty on the employer {#duty}\n"
    yield DUTY
    heads = ("Place", "The rule", "What the policy has to say", "Rests on", "How binding, how well known")
    yield from _table(packs, heads, [(pack, row) for pack in packs for row in _duty(material, pack)])
    yield "## Thresholds {#thresholds}\n"
    yield "Numbers of people, and of occasions, from which a rule holds or beyond which it stops.\n"
    yield from _values(material, packs, lambda _, one: one.unit in PEOPLE)
    yield "## Times to complain or claim, by body {#authorities}\n"
    yield TIMES
    limited = [(pack, _body(material, pack, body)) for pack in packs for body in pack.authorities if body.limits]
    yield from _table(packs, ("Place", "Body", "For", "Time limits", "Evidence"), limited)
    yield "## Bodies without a time {#bodies}\n"
    yield BODIES
    yield from _table(packs, ("Place", "Bodies"), [(pack, row) for pack in packs for row in _unlimited(pack)])
    yield "## Other times in the law {#times}\n"
    yield from _values(
        material, packs, lambda pack, one: one.unit in UNITS and not _is_limit(pack, one) and not _is_sentence(one)
    )
    yield "## Prison terms {#sentences}\n"
    yield from _values(material, packs, lambda _, one: _is_sentence(one))
    yield "## How well it is known {#evidence}\n"
    known = ("Place", "Checked", "Check again by", *(name for name, _ in evidence(packs[0])))
    yield from _table(packs, known, [(pack, _known(pack)) for pack in packs])


def _choosable(pack: Pack) -> bool:
    """Places of their own; the rows of their parts go with them."""
    return not pack.within


def _table(packs: list[Pack], heads: tuple[str, ...], rows: Sequence[tuple[Pack, tuple[str, ...]]]) -> Iterator[str]:
    """A table, and the countries that have no row in it, whether of their own or of a part."""
    yield from table(heads, (row for _, row in rows))
    held = {pack.code.partition("-")[0] if pack.within else pack.code for pack, _ in rows}
    names = [refer.place(one) for one in packs if _choosable(one) and one.code not in held]
    if names:
        yield MISSING.format(names="\n".join(items(names)))


def _place(material: Material, pack: Pack) -> str:
    """A place, and the wider ones whose rows hold in it too."""
    wider = [text(one.name) for one in material.law.stack(pack.code)[:-1]]
    return lines((refer.place(pack), f"with {' and '.join(wider)}" if wider else ""))


def _duty(material: Material, pack: Pack) -> Iterator[tuple[str, ...]]:
    """The binding duties that the first clauses of the annex answer, and the values that rest on the same provisions."""
    slotted = {one.id for one in material.library.clauses if one.owner == pack.code and DUTY_SLOT in one.slots}
    duties = [
        one
        for one in pack.obligations
        if slotted.intersection(one.clauses) and one.force in BINDING and material.law.in_force(pack.code, one.cites)
    ]
    if duties:
        says = [f"{text(one.says)} ({', '.join(_answered(material, pack, one))})" for one in duties]
        more = [refer.place(pack, "duties", f"and {len(says) - FEW} more")] if len(says) > FEW else []
        yield (
            _place(material, pack),
            lines(_rules(material, pack, duties)),
            lines([*says[:FEW], *more]),
            refer.cited(material, pack, once(cite for one in duties[:FEW] for cite in one.cites), elsewhere=True),
            lines(once(f"{material.force(one.force)}, {one.evidence}" for one in duties)),
        )


def _answered(material: Material, pack: Pack, one: Obligation) -> Iterator[str]:
    """A duty, and the first clause that answers it."""
    yield refer.duty(pack, one)
    if one.clauses:
        yield f"answered by {refer.clauses(material, one.clauses[:1], one.document)}"


def _rules(material: Material, pack: Pack, duties: list[Obligation]) -> Iterator[str]:
    cites = {cite for one in duties for cite in one.cites}
    for one in pack.parameters:
        for period in one.values if one.unit in STATES and cites.intersection(one.cites) else ():
            if period.covers(material.day) or period.expected:
                named = to(f"{pack.code}.md", f"value-{one.id}", text(one.says))
                yield f"{named}: {value(material, one, period)}{_since(material, pack, period)}"


def _since(material: Material, pack: Pack, period: ValuePeriod) -> str:
    """From which day a value holds, if it is known; what that day brought stands on the page of its place, if it is not long ago."""
    if not period.starts or period.about or period.expected:
        return ""
    words = f"since {period.starts}"
    recent = period.starts.year >= material.day.year - 1
    return f", {to(f'{pack.code}.md', f'day-{period.starts}', words) if recent else words}"


def _values(material: Material, packs: list[Pack], wanted: Wanted) -> Iterator[str]:
    rows = [
        (
            pack,
            (
                _place(material, pack),
                to(f"{pack.code}.md", f"value-{one.id}", text(one.says)),
                lines(value(material, one, period) for period in periods),
                lines(once(period.evidence for period in periods)),
            ),
        )
        for pack in packs
        for one in pack.parameters
        if wanted(pack, one)
        for periods in [_on(material, one)]
        if periods
    ]
    yield from _table(packs, ("Place", "What", "Value", "Evidence"), rows)


def _on(material: Material, one: Parameter) -> list[ValuePeriod]:
    """What is law on the day, and below it what is expected."""
    return sorted(
        (period for period in one.values if period.covers(material.day) or period.expected),
        key=lambda period: period.expected,
    )


def _is_limit(pack: Pack, one: Parameter) -> bool:
    return any(one.id in body.limits for body in pack.authorities)


def _is_sentence(one: Parameter) -> bool:
    return one.says.startswith(SENTENCE) or any(PRISON in str(period.value) for period in one.values)


def _body(material: Material, pack: Pack, body: Authority) -> tuple[str, ...]:
    held = {one.id: (wider, one) for wider in material.law.stack(pack.code) for one in wider.parameters}
    limits = lines(
        f"{to(f'{wider.code}.md', f'value-{one.id}', text(one.says))}: {value(material, one, period)} ({period.evidence})"
        for wider, one in (held[id_] for id_ in body.limits)
        for period in _on(material, one)
    )
    return (_place(material, pack), link(body.url, body.name), text(body.purpose), limits, body.evidence)


def _unlimited(pack: Pack) -> Iterator[tuple[str, ...]]:
    """The bodies of a place for which no time is held, in one row."""
    found = [f"{link(one.url, one.name)}: {text(one.purpose)}" for one in pack.authorities if not one.limits]
    if found:
        yield (refer.place(pack), lines(found))


def _known(pack: Pack) -> tuple[str, ...]:
    counted = (", ".join(f"{found[mark]} {mark}" for mark in MARKS if found[mark]) for _, found in evidence(pack))
    return (refer.place(pack), str(pack.checked_on), str(pack.review_by), *counted)
