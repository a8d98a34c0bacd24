"""What is known to change in the law of the documents after its day: the rows of the law-watch page."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta

from policygen.domain.changes import Change, announced, changes, unconfirmed
from policygen.domain.law import Law
from policygen.domain.pack import Pack
from policygen.domain.values import AnyValue, Record
from policygen.templating.filters import Speaker, spoken_date, spoken_month

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
        row = _row(change, law.name(pack.code, language), speaker, late=late)
        rows.append(Record("change", {**row, "url": _address(change, pack, law)}))
    return tuple(rows)


def _once(found: Sequence[tuple[Change, Pack]]) -> Iterator[tuple[Change, Pack]]:
    """One row an instrument or value and day: that it is made matters less than that it starts, and a value that is
    only yes, no or some words says what the instrument behind it says."""
    starts = {(pack.code, change.id, change.when) for change, pack in found if change.kind == "starts"}
    seen: set[tuple[str, str, str]] = set()
    for change, pack in found:
        key = (pack.code, change.id, change.when)
        if change.kind == "made" or change.after in ("yes", "no") or key in seen or _repeats(change, pack, starts):
            continue
        seen.add(key)
        yield change, pack


def _repeats(change: Change, pack: Pack, starts: Set[tuple[str, str, str]]) -> bool:
    """Whether a value in words tells of an instrument that has a row: for the same day, or for none."""
    in_words = any(parameter.id == change.id and parameter.unit == "text" for parameter in pack.parameters)
    days = {when for code, id_, when in starts if code == pack.code and id_ in change.cites}
    return in_words and change.expected and bool(days) and (not change.when or change.when in days)


def _address(change: Change, pack: Pack, law: Law) -> str:
    """Where a change is to be read: the text of what it cites, else where it was read of; empty where none is known."""
    known = law.citations(change.code)
    texts = (known[cite].url for cite in change.cites if cite in known)
    read = (
        source
        for instrument in pack.instruments
        if instrument.id in change.cites
        for source in (*(event.source for event in instrument.events), *instrument.sources)
    )
    return next((address for address in (*texts, *read) if address.startswith("https://")), "")


def _row(change: Change, place: str, speaker: Speaker, *, late: bool) -> Mapping[str, AnyValue]:
    labels = speaker.labels
    kind = "value_change" if change.before and change.after else "value_new" if change.after else "value_ends"
    before, after = (_value(words, speaker) for words in (change.before, change.after))
    value = labels[f"site.{kind}"].format(what=change.title, before=before, after=after)
    what = value if change.kind == "value" else change.title
    state = labels[f"site.change_{'overdue' if late else 'expected' if change.expected else change.kind}"]
    evidence = labels[f"review.evidence_{change.evidence}"]
    when = _when(change, speaker)
    return {
        "when": labels["site.expected_day"].format(day=when) if change.expected and change.day else when,
        "place": place,
        "what": what,
        "state": labels["site.state"].format(state=state, evidence=evidence),
    }


def _value(words: str, speaker: Speaker) -> str:
    """A value as it is read: a day in words."""
    return spoken_date(date.fromisoformat(words), speaker) if _DAY.fullmatch(words) else words


def _when(change: Change, speaker: Speaker) -> str:
    if change.day is None:
        return speaker.labels["site.no_day"]
    if change.about == "year":
        return str(change.day.year)
    return spoken_month(change.day, speaker) if change.about == "month" else spoken_date(change.day, speaker)
