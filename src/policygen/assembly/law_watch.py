"""What is known to change in the law of the documents after its day: the rows of the law-watch page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from policygen.domain.changes import Change, announced, changes, unconfirmed
from policygen.domain.law import Law
from policygen.domain.pack import Pack
from policygen.domain.values import AnyValue, Record
from policygen.templating.filters import Speaker, spoken_date, spoken_month


def coming(law: Law, packs: Sequence[Pack], speaker: Speaker) -> tuple[Record, ...]:
    """What should have started by the day of the law and nobody has confirmed; then every change after that day, the
    nearest first and those without a day last.
    """
    after = law.as_of + timedelta(days=1)
    past = [(change, pack) for pack in packs for change in unconfirmed(pack, law.as_of)]
    dated = [(change, pack) for pack in packs for change in changes(pack, after, date.max)]
    for found in (past, dated):
        found.sort(key=lambda one: one[0].day or date.max)
    open_ = [(change, pack) for pack in packs for change in announced(pack)]
    language = speaker.locale.split("-")[0]
    rows = []
    for change, pack in _once((*past, *dated, *open_)):
        late = (change, pack) in past
        rows.append(Record("change", _row(change, law.name(pack.code, language), speaker, late=late)))
    return tuple(rows)


def _once(found: Sequence[tuple[Change, Pack]]) -> Iterator[tuple[Change, Pack]]:
    """One row an instrument or value and day: that it is made matters less than that it starts, and a value that is
    only yes or no says what the instrument behind it says."""
    seen: set[tuple[str, str, str]] = set()
    for change, pack in found:
        key = (pack.code, change.id, change.when)
        if change.kind != "made" and change.after not in ("yes", "no") and key not in seen:
            seen.add(key)
            yield change, pack


def _row(change: Change, place: str, speaker: Speaker, *, late: bool) -> Mapping[str, AnyValue]:
    labels = speaker.labels
    kind = "value_change" if change.before and change.after else "value_new" if change.after else "value_ends"
    value = labels[f"site.{kind}"].format(what=change.title, before=change.before, after=change.after)
    what = value if change.kind == "value" else change.title
    state = labels[f"site.change_{'overdue' if late else 'expected' if change.expected else change.kind}"]
    evidence = labels[f"review.evidence_{change.evidence}"]
    when = _when(change, speaker)
    return {
        "when": labels["site.expected_day"].format(day=when) if late else when,
        "place": place,
        "what": what,
        "state": labels["site.state"].format(state=state, evidence=evidence),
    }


def _when(change: Change, speaker: Speaker) -> str:
    if change.day is None:
        return speaker.labels["site.no_day"]
    if change.about == "year":
        return str(change.day.year)
    return spoken_month(change.day, speaker) if change.about == "month" else spoken_date(change.day, speaker)
