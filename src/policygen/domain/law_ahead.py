"""What the owner of an organisation is told about the law of its places: what has passed unconfirmed, what lies ahead."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from policygen.domain.changes import Change, changes, unconfirmed
from policygen.domain.pack import Pack
from policygen.errors import Diagnostic, Where

TWELVE_MONTHS = timedelta(days=366)


def unsettled(packs: Mapping[str, Pack], today: date) -> tuple[Diagnostic, ...]:
    """A warning for each day of a place that has passed without anybody confirming that its laws started."""
    return tuple(
        Diagnostic(
            "PG-L010",
            f"nobody has confirmed yet that this started {_spoken(found[0])}: {_names(found, pack)}",
            Where(subject=pack.name),
            "Ask your adviser whether it has started. The documents do not state it as law.",
            "warning",
        )
        for pack in packs.values()
        for found in _by_day(unconfirmed(pack, today))
    )


def upcoming(packs: Mapping[str, Pack], as_of: date, today: date) -> tuple[Diagnostic, ...]:
    """A warning for each day within twelve months on which the law changes, or is expected to, after `as_of`."""
    until = today + TWELVE_MONTHS
    return tuple(
        _upcoming(pack, found)
        for pack in packs.values()
        for found in _by_day(
            c for c in changes(pack, today, until) if c.kind != "made" and (c.expected or _after(c, as_of))
        )
    )


def changed_since(packs: Mapping[str, Pack], approved_on: date, as_of: date) -> Iterator[str]:
    """The names of the laws that changed after an approval and up to the day whose law the documents state."""
    for pack in packs.values():
        found = changes(pack, approved_on + timedelta(days=1), as_of + timedelta(days=1))
        sure = [change for change in found if change.kind != "made" and not change.expected]
        if sure:
            yield from _named(sure, pack)


def _upcoming(pack: Pack, found: list[Change]) -> Diagnostic:
    sure = not all(change.expected for change in found)
    message = f"the law {'changes' if sure else 'is expected to change'} {_spoken(found[0])}: {_names(found, pack)}"
    hint = (
        "Issue the documents again with the law of that day."
        if sure
        else "Ask your adviser when that day has come. Until it is confirmed, the documents do not state it as law."
    )
    return Diagnostic("PG-L012", message, Where(subject=pack.name), hint, "warning")


def _by_day(found: Iterable[Change]) -> Iterator[list[Change]]:
    days: dict[tuple[date | None, str], list[Change]] = {}
    for change in found:
        days.setdefault((change.day, change.when), []).append(change)
    yield from days.values()


def _names(found: list[Change], pack: Pack) -> str:
    return "; ".join(_named(found, pack))


def _named(found: list[Change], pack: Pack) -> tuple[str, ...]:
    """The laws behind changes of one time, each once; a value that rests on one of them goes without saying."""
    laws = {change.id for change in found if change.kind != "value"}
    holds = pack.provisions()
    told: dict[str, None] = {}
    for change in found:
        behind = {holds[cite][0].id for cite in change.cites if cite in holds}
        if change.id in laws or laws.isdisjoint(behind):
            told[change.title] = None
    return tuple(told)


def _after(change: Change, as_of: date) -> bool:
    return change.day is not None and change.day > as_of


def _spoken(change: Change) -> str:
    """On 1 October 2026; in October 2026 or in 2026 where only the month or the year is known."""
    day = change.day or date.max
    if change.about == "year":
        return f"in {day.year}"
    return f"in {day:%B %Y}" if change.about == "month" else f"on {day.day} {day:%B %Y}"
