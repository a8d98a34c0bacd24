"""What changes in a pack over time: events and values between two days, and what is overdue on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policygen.domain.pack import About, Event, Evidence, Instrument, Pack, Parameter
from policygen.errors import Diagnostic

ChangeKind = Literal["made", "starts", "ends", "value"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are a parameter's values; `how` is how an instrument ended."""

    day: date
    about: About
    code: str
    id: str
    title: str
    kind: ChangeKind
    expected: bool
    evidence: Evidence
    before: str = ""
    after: str = ""
    how: str = ""
    cites: tuple[str, ...] = ()


def changes(pack: Pack, since: date, until: date) -> tuple[Change, ...]:
    """Everything of the pack that happens or is expected from `since` until before `until`, oldest first."""
    found = [*_events(pack), *_values(pack)]
    return tuple(sorted((c for c in found if since <= c.day < until), key=lambda c: (c.day, c.id, c.kind)))


def overdue(packs: Mapping[str, Pack], today: date) -> tuple[Diagnostic, ...]:
    """A warning for each expected start that has passed without anybody confirming it."""
    return tuple(
        Diagnostic(
            "PG-L010",
            f'"{change.id}" was expected to start on {change.day.isoformat()}; nobody has confirmed it',
            packs[change.code].where(change.id),
            "Look for the commencement, then remove `expected: true` or give the new day. Until then it is not law.",
            "warning",
        )
        for pack in packs.values()
        for change in changes(pack, date.min, today)
        if change.expected and change.kind in ("starts", "value")
    )


def stale(packs: Mapping[str, Pack], today: date) -> tuple[Diagnostic, ...]:
    """A warning for each pack that is past its review."""
    return tuple(
        Diagnostic(
            "PG-L011",
            f'the law of "{pack.code}" was last checked on {pack.checked_on.isoformat()}; '
            f"a review was due on {pack.review_by.isoformat()}",
            pack.where(),
            "Have someone qualified in the place check the pack before you rely on it.",
            "warning",
        )
        for pack in packs.values()
        if pack.review_by < today
    )


def _events(pack: Pack) -> Iterator[Change]:
    for instrument in pack.instruments:
        for event in instrument.events:
            if event.day is not None:
                yield _event(pack, instrument, event, event.day)


def _event(pack: Pack, instrument: Instrument, event: Event, day: date) -> Change:
    return Change(
        day, event.about, pack.code, instrument.id, instrument.title, event.kind, event.expected, event.evidence,
        how=event.how or "", cites=(instrument.id,),
    )  # fmt: skip


def _values(pack: Pack) -> Iterator[Change]:
    for parameter in pack.parameters:
        yield from _history(pack, parameter)


def _history(pack: Pack, parameter: Parameter) -> Iterator[Change]:
    before = ""
    dated = sorted((p.starts, i) for i, p in enumerate(parameter.values) if p.starts is not None)
    for starts, index in dated:
        period = parameter.values[index]
        after = _worded(period.value, parameter.unit)
        yield Change(
            starts, period.about, pack.code, parameter.id, parameter.says, "value", period.expected,
            period.evidence, before, after, cites=parameter.cites,
        )  # fmt: skip
        before = after
    last = parameter.values[dated[-1][1]] if dated else None
    if last is not None and last.ends is not None:
        yield Change(
            last.ends, "", pack.code, parameter.id, parameter.says, "value", last.expected, last.evidence,
            before, cites=parameter.cites,
        )  # fmt: skip


def _worded(value: str | int | bool, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if unit in ("text", "id", "date", "") else f"{value} {unit}"
