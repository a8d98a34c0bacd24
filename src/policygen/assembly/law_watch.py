"""What is known to change in the law of the documents after its day: the rows of the law-watch page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from policygen.domain.changes import Change, announced, changes
from policygen.domain.pack import Pack
from policygen.domain.values import AnyValue, Record
from policygen.templating.filters import Speaker, spoken_date, spoken_month


def coming(packs: Sequence[Pack], as_of: date, speaker: Speaker) -> tuple[Record, ...]:
    """Every change after the day, the nearest first and those without a day last."""
    after = as_of + timedelta(days=1)
    dated = [(change, pack) for pack in packs for change in changes(pack, after, date.max)]
    dated.sort(key=lambda one: one[0].day or date.max)
    open_ = [(change, pack) for pack in packs for change in announced(pack)]
    return tuple(Record("change", _row(change, pack, speaker)) for change, pack in _once((*dated, *open_)))


def _once(found: Sequence[tuple[Change, Pack]]) -> Iterator[tuple[Change, Pack]]:
    """One row an instrument or value and day: that it is made matters less than that it starts, and a value that is
    only yes or no says what the instrument behind it says."""
    seen: set[tuple[str, str, str]] = set()
    for change, pack in found:
        key = (pack.code, change.id, change.when)
        if change.kind != "made" and change.after not in ("yes", "no") and key not in seen:
            seen.add(key)
            yield change, pack


def _row(change: Change, pack: Pack, speaker: Speaker) -> Mapping[str, AnyValue]:
    labels = speaker.labels
    kind = "value_change" if change.before and change.after else "value_new" if change.after else "value_ends"
    value = labels[f"site.{kind}"].format(what=change.title, before=change.before, after=change.after)
    what = value if change.kind == "value" else change.title
    state = labels[f"site.change_{'expected' if change.expected else change.kind}"]
    evidence = labels[f"review.evidence_{change.evidence}"]
    return {
        "when": _when(change, speaker),
        "place": pack.name,
        "what": what,
        "state": labels["site.state"].format(state=state, evidence=evidence),
    }


def _when(change: Change, speaker: Speaker) -> str:
    if change.day is None:
        return speaker.labels["site.no_day"]
    if change.about == "year":
        return str(change.day.year)
    return spoken_month(change.day, speaker) if change.about == "month" else spoken_date(change.day, speaker)
