"""The law in what an issue says about itself: duties by column, packs, facts with their evidence, doubts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from policygen.assembly.choose import Situation
from policygen.assembly.duties import Account, Accounts, Column
from policygen.domain.law import Law, LawValue
from policygen.domain.pack import Evidence, Moment, Pack
from policygen.domain.pack_words import joined
from policygen.domain.values import AnyValue, Duration, Record
from policygen.templating.filters import Speaker, spoken_date, spoken_duration, spoken_number

_IN_ORDER: tuple[Moment, ...] = ("before", "adoption", "incident", "yearly", "always")


def records(
    name: str, rows: "Iterator[Mapping[str, AnyValue]] | Sequence[Mapping[str, AnyValue]]"
) -> tuple[Record, ...]:
    """Rows of one kind as records."""
    return tuple(Record(name, row) for row in rows)


def jurisdictions(situation: Situation) -> tuple[Record, ...]:
    """The places of law that the documents are about."""
    found = situation.scope.lookup(("jurisdictions",))
    return tuple(r for r in found if isinstance(r, Record)) if isinstance(found, tuple) else ()


def duties(accounts: Accounts, column: Column, situation: Situation, speaker: Speaker) -> tuple[Record, ...]:
    """The duties of a column, one record each."""
    law, language = situation.law, speaker.locale.split("-")[0]
    asked = (record.text("asked") for record in jurisdictions(situation))
    names = {code: law.name(code, language) for code in asked}
    return records("duty", [_duty(row, names, speaker.labels, language) for row in accounts.column(column)])


def to_do(accounts: Accounts, situation: Situation, speaker: Speaker) -> tuple[Record, ...]:
    """Each duty once, by its moment, with the places where it falls: the law's own name where it does so at every place."""
    law, language = situation.law, speaker.locale.split("-")[0]
    everywhere = {record.text("asked") for record in jurisdictions(situation)}
    found: dict[Account, list[str]] = {}
    for row in accounts.column("do"):
        found.setdefault(replace(row, place="", numbers=(), missing=()), []).append(row.place)
    rows = []
    for row, places in sorted(found.items(), key=lambda duty: _IN_ORDER.index(duty[0].moment)):
        codes = (row.pack,) if set(places) == everywhere and len(places) > 1 else places
        names = [law.name(code, language) for code in codes]
        said = _duty(row, {}, speaker.labels, language)
        rows.append({**said, "place": speaker.labels["site.between"].join(names)})
    return records("duty", rows)


def named(jurisdiction: Record, law: Law, language: str) -> Record:
    """A jurisdiction with the name of its place in a language."""
    kept = {name: jurisdiction.get(name) for name in ("id", "code", "name", "covered", "covers", "asked", "places")}
    return Record("jurisdiction", {**kept, "asked_name": law.name(jurisdiction.text("asked"), language)})


def _duty(row: Account, names: Mapping[str, str], labels: Mapping[str, str], language: str) -> dict[str, AnyValue]:
    document = labels.get(f"start.document_{row.document}", row.document)
    numbers = labels["review.numbers"].join(number for number in row.numbers_of(language) if number)
    sources = tuple(_sources(row, labels))
    never = row.kind in ("never", "answer") and row.column == "said"
    said = labels[f"review.{row.kind}_kept"] if never else joined(document, numbers) or labels["review.every_document"]
    return {
        "id": row.id,
        "what": row.says,
        "force": labels[f"review.force_{row.force}"],
        "place": names.get(row.place, row.place),
        "said": said,
        "when": labels[f"review.moment_{row.moment}"],
        "why": row.reason or labels["review.numbers"].join(row.missing) or labels["review.not_said"],
        "source": labels["site.between"].join(said for said, _ in sources) or row.pack,
        "sources": records(
            "source",
            [
                {"text": source, "url": url, "further": number > 0}
                for number, (source, url) in enumerate(sources or [(row.pack, "")])
            ],
        ),
    }


def _sources(row: Account, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What each source of a duty is called, with how it was checked, and where it is to be read."""
    for cite in row.cites:
        evidence = labels[f"review.evidence_{_weaker(cite.evidence, row.evidence)}"]
        yield (
            labels["site.state"].format(state=cite.text, evidence=evidence),
            cite.url if cite.url.startswith("https://") else "",
        )


def _weaker(*marks: Evidence) -> Evidence:
    """The mark of a duty is no stronger than what was read of the duty itself."""
    return max(marks, key=get_args(Evidence).index)


def pack_record(pack: Pack, name: str, labels: Mapping[str, str]) -> Record:
    """A pack: when it was checked, by whom reviewed, and how many of its sources are known how well."""
    counted = Counter(instrument.evidence for instrument in pack.instruments)
    fields: dict[str, AnyValue] = {
        "name": name,
        "checked": pack.checked_on,
        "due": pack.review_by,
        "reviewed": pack.reviewed_by.name if pack.reviewed_by else labels["notices.not_reviewed"],
        "primary": counted["primary"],
        "secondary": counted["secondary"],
        "background": counted["background"] + counted["unread"],
    }
    return Record("pack", fields)


def facts(law: Law, codes: Sequence[str], speaker: Speaker) -> Iterator[Record]:
    """Every value of the law behind the documents, with its evidence and source."""
    seen: dict[str, LawValue] = {}
    for code in codes:
        seen.update({value.key: value for value in law.values(code).values()})
    for value in seen.values():
        pack = law.packs[value.code]
        says = next((p.says for p in pack.parameters if p.id == value.id), value.id)
        fields: dict[str, AnyValue] = {
            "place": law.name(pack.code, speaker.locale.split("-")[0]),
            "what": says,
            "value": _shown(value, speaker),
            "evidence": speaker.labels[f"review.evidence_{value.evidence}"],
            "source": value.source or speaker.labels["site.between"].join(_cited(value, law)),
        }
        yield Record("fact", fields)


def _cited(value: LawValue, law: Law) -> Iterator[str]:
    known = law.citations(value.code)
    return (known[cite].text if cite in known else cite for cite in value.cites)


def _shown(value: LawValue, speaker: Speaker) -> str:
    match value.value:
        case Duration() as length:
            return spoken_duration(length, speaker)
        case bool() as yes:
            return speaker.labels["review.yes" if yes else "review.no"]
        case date() as day:
            return spoken_date(day, speaker)
        case int() as number:
            return joined(spoken_number(number, speaker), value.unit)
        case other:
            return str(other)


def withheld(law: Law, packs: Sequence[Pack], speaker: Speaker) -> Iterator[Record]:
    """Phone numbers of authorities that are not printed until somebody has checked them."""
    labels = speaker.labels
    for pack in packs:
        for body in pack.authorities:
            key = f"{pack.code}.{body.id}.phone"
            if body.phone is not None and not law.printable(body.phone, key):
                fields: dict[str, AnyValue] = {
                    "place": law.name(pack.code, speaker.locale.split("-")[0]),
                    "what": labels["review.named"].format(name=body.name, what=body.phone.value),
                    "key": key,
                    "evidence": labels[f"review.evidence_{body.phone.evidence}"],
                }
                yield Record("fact", fields)


def doubts(law: Law, packs: Sequence[Pack], language: str = "en") -> Iterator[Record]:
    """Every doubt once: of instruments and what happened to them, of values, of authorities and duties."""
    for pack in packs:
        for what, doubt in dict.fromkeys(_doubted(pack, law.as_of)):
            if doubt:
                place = law.name(pack.code, language)
                yield Record("doubt", {"place": place, "what": what, "doubt": doubt})


def _doubted(pack: Pack, as_of: date) -> Iterator[tuple[str, str]]:
    """What a pack says with its doubt. A value counts if it holds on the day or is expected; one that is past does not."""
    for instrument in pack.instruments:
        yield instrument.title, instrument.doubt
        yield from ((instrument.title, event.doubt) for event in instrument.events)
        for provision in instrument.provisions:
            yield (
                provision.citation or f"{instrument.citation or instrument.title} {provision.pinpoint}",
                provision.doubt,
            )
    for parameter in pack.parameters:
        yield parameter.says, parameter.doubt
        yield from ((parameter.says, v.doubt) for v in parameter.values if v.expected or v.covers(as_of))
    yield from ((rule.says, rule.doubt) for rule in pack.counting)
    yield from ((body.name, body.doubt) for body in pack.authorities)
    yield from ((duty.id, duty.doubt) for duty in pack.obligations)
