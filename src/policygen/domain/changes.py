"""What changes in a pack over time: events and values between two days, and what is overdue on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policygen.domain.pack import About, Event, Evidence, Instrument, Pack, Parameter, sure_day
from policygen.domain.pack_words import joined
from policygen.errors import Diagnostic

ChangeKind = Literal["made", "starts", "ends", "value"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are a parameter's values; `how` is how an instrument ended.

    Only what is expected may lack a day: announced, and nobody knows for when.
    """

    day: date | None
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

    @property
    def when(self) -> str:
        """The day as well as it is known: 2026-10-01, or 2026-10 or 2026 where only the month or the year is."""
        if self.day is None:
            return ""
        return self.day.isoformat()[: {"month": 7, "year": 4}.get(self.about, 10)]


def changes(pack: Pack, since: date, until: date) -> tuple[Change, ...]:
    """Everything of the pack that happens or is expected from `since` until before `until`, oldest first."""
    found = [(c.day, c) for c in (*_events(pack), *_values(pack)) if c.day is not None and since <= c.day < until]
    return tuple(change for _, change in sorted(found, key=lambda one: (one[0], one[1].id, one[1].kind)))


def announced(pack: Pack) -> tuple[Change, ...]:
    """What is expected for a day that nobody knows yet."""
    return tuple(change for change in (*_events(pack), *_values(pack)) if change.day is None and change.expected)


def has_passed(day: date | None, about: About, on: date) -> bool:
    """Whether a day on which something was expected has surely gone by on another."""
    last = sure_day(day, about, "starts")
    return last is not None and last < on


def unconfirmed(pack: Pack, today: date) -> tuple[Change, ...]:
    """Each expected start that has surely passed without anybody confirming it, oldest first."""
    return tuple(
        change
        for change in changes(pack, date.min, today)
        if change.expected and change.kind in ("starts", "value") and has_passed(change.day, change.about, today)
    )


def overdue(packs: Mapping[str, Pack], today: date) -> tuple[Diagnostic, ...]:
    """For whoever keeps the packs: a warning for each expected start that has passed without anybody confirming it."""
    return tuple(
        Diagnostic(
            "PG-L010",
            f'"{change.id}" was expected to start on {change.when}; nobody has confirmed it',
            packs[change.code].where(change.id),
            "Look for the commencement, then remove `expected: true` or give the new day. Until then it is not law.",
            "warning",
        )
        for pack in packs.values()
        for change in unconfirmed(pack, today)
    )


def stale(packs: Mapping[str, Pack], today: date) -> tuple[Diagnostic, ...]:
    """For whoever keeps the packs: a warning for each that is past its review."""
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
            yield _event(pack, instrument, event)


def _event(pack: Pack, instrument: Instrument, event: Event) -> Change:
    return Change(
        event.day, event.about, pack.code, instrument.id, instrument.title, event.kind, event.expected, event.evidence,
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
        before = before if period.expected else after
    for period in parameter.values:
        if period.starts is None:
            after = _worded(period.value, parameter.unit)
            yield Change(
                None, period.about, pack.code, parameter.id, parameter.says, "value", period.expected,
                period.evidence, before, after, cites=parameter.cites,
            )  # fmt: skip
    last = parameter.values[dated[-1][1]] if dated else None
    if last is not None and last.ends is not None:
        yield Change(
            last.ends, "", pack.code, parameter.id, parameter.says, "value", last.expected, last.evidence,
            before, cites=parameter.cites,
        )  # fmt: skip


def _worded(value: str | int | bool, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit in ("text", "id", "date", ""):
        return str(value)
    return joined(str(value), unit.removesuffix("s") if value == 1 else unit)
