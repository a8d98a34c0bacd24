"""What the law of a place is known from: its dated values, its sources, its authorities, how times are counted."""

import re
from collections.abc import Iterator

from pages import refer
from pages.known import REPORTED, awaited, counted
from pages.markup import anchor, folded, lines, link, noted, table, text
from pages.material import Material
from policygen.domain.pack import (
    PRINTABLE,
    Authority,
    Event,
    Instrument,
    Pack,
    Parameter,
    Provision,
    ValuePeriod,
    sure_day,
)

VALUE_HEADS = ("What", "Value", "From", "Until", "Evidence", "Rests on")
VALUES = """Numbers, times and states of the law. A value holds from its first day until the day before the one in the column *until*.
"""
PLAIN = ("text", "id", "date", "yes or no", "phone", "url")
_ONE_WORD = re.compile(r"[a-z]+(_[a-z]+)+")
STATUS = {
    "in-force": "in force",
    "not-yet": "not yet in force",
    "announced": "announced, not law",
    "superseded": "superseded",
    "rescinded": "rescinded",
    "stayed": "stayed",
    "lapsed": "lapsed",
}


def values(material: Material, pack: Pack) -> Iterator[str]:
    """Every dated value with its periods: the first day is in, the last is the day before `until`."""
    if pack.parameters:
        rows = [row for one in pack.parameters for row in _parameter(material, pack, one)]
        yield from folded(2, "Values", "values", rows, [VALUES, *table(VALUE_HEADS, rows)])


def _parameter(material: Material, pack: Pack, one: Parameter) -> Iterator[tuple[str, ...]]:
    for at, period in enumerate(one.values):
        what = lines((f"{anchor(f'value-{one.id}')}{text(one.says)}", f"`law.{one.id}`")) if at == 0 else text(one.says)
        yield (
            what,
            value(material, one, period),
            _day(period),
            str(period.ends or ""),
            period.evidence,
            _source(material, pack, one, period),
        )


def value(material: Material, one: Parameter, period: ValuePeriod) -> str:
    """One value with its unit; what is no law says so."""
    shown = {True: "yes", False: "no"}[period.value] if isinstance(period.value, bool) else text(_spoken(period.value))
    words = shown if one.unit in PLAIN else counted(period.value, text(one.unit))
    if period.expected:
        return noted(words, awaited(material, period.starts, period.about))
    return noted(words, REPORTED) if one.basis == "proposal" else words


def _spoken(value: object) -> str:
    """A value that conditions compare is one word with low lines; it is read as several."""
    words = str(value)
    return words.replace("_", " ") if _ONE_WORD.fullmatch(words) else words


def _day(period: ValuePeriod) -> str:
    if period.starts is None:
        return "no day known"
    return period.starts.isoformat()[: {"month": 7, "year": 4}.get(period.about, 10)]


def _source(material: Material, pack: Pack, one: Parameter, period: ValuePeriod) -> str:
    """The sources that were in force when the value began, and where it was seen."""
    day = None if period.expected else sure_day(period.starts, period.about, "starts")
    then = material.law_on(day).citations(pack.code) if day else {}
    held = tuple(id_ for id_ in one.cites if id_ in then and then[id_].status == "in-force")
    return lines((refer.cited(material, pack, held or one.cites), text(period.source)))


def instruments(material: Material, pack: Pack) -> Iterator[str]:
    """Every act, rule and guideline with what happened to it and its status on the day."""
    if pack.instruments:
        rows = [_instrument(material, one) for one in pack.instruments]
        about = f"With the status of each on {material.day}, reckoned from its events.\n"
        inner = [about, *table(("What", "Status", "Events", "Basis, evidence"), rows)]
        yield from folded(2, "Acts, rules and guidance", "sources", rows, inner)


def _instrument(material: Material, one: Instrument) -> tuple[str, ...]:
    sources = f"seen at: {', '.join(text(source) for source in one.sources)}" if one.sources else ""
    cited = f"cited: {'; '.join(map(_provision, one.provisions))}" if one.provisions else ""
    return (
        lines(
            (
                f"{anchor(one.id)}**{text(one.title)}**",
                text(one.citation),
                link(one.url) if one.url else "",
                sources,
                cited,
            )
        ),
        STATUS[one.status(material.day)],
        lines(_event(material, one, event) for event in one.events),
        lines((one.basis, one.evidence)),
    )


def _provision(one: Provision) -> str:
    known = f" ({one.evidence})" if one.evidence else ""
    return f"{anchor(one.id)}{link(one.url, one.pinpoint) if one.url else text(one.pinpoint)}{known}"


def _event(material: Material, one: Instrument, event: Event) -> str:
    day = event.day.isoformat()[: {"month": 7, "year": 4}.get(event.about, 10)] if event.day else "no day known"
    how = f" ({event.how})" if event.how else ""
    sure = f", {awaited(material, event.day, event.about)}" if event.expected else ""
    known = f", {event.evidence}" if event.evidence != one.evidence else ""
    source = f", {text(event.source)}" if event.source else ""
    return f"{day} {event.kind}{how}{sure}{known}{source}"


def bodies(pack: Pack) -> Iterator[str]:
    """Whom people can turn to, and how times are counted."""
    if pack.emergency:
        yield "## Emergency number {#emergency}\n"
        yield f"{text(pack.emergency.number)} ({pack.emergency.evidence}). Documents print the number that the organisation confirms.\n"
    if pack.authorities:
        yield "## Whom people can turn to {#authorities}\n"
        yield "Phone numbers are printed in documents from primary or secondary evidence alone.\n"
        yield from table(("Body", "For", "Phone", "Time limits", "Evidence"), (_body(one) for one in pack.authorities))
    if pack.counting:
        yield "## How times are counted {#counting}\n"
        rows = ((f"{anchor(f'counting-{one.id}')}{text(one.says)}", one.evidence) for one in pack.counting)
        yield from table(("Rule", "Evidence"), rows)


def _body(one: Authority) -> tuple[str, ...]:
    phone = ""
    if one.phone:
        phone = text(one.phone.value) if one.phone.evidence in PRINTABLE else f"not printed ({one.phone.evidence})"
    limits = lines(f"[`{limit}`](#value-{limit})" for limit in one.limits)
    return (
        lines((f"{anchor(f'body-{one.id}')}{text(one.name)}", link(one.url))),
        text(one.purpose),
        phone,
        limits,
        one.evidence,
    )
