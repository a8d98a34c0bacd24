"""What an issue says about itself: the records that START-HERE and the pages for review list."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from policygen.assembly import changed, law_watch
from policygen.assembly.advice import advice
from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Account, Accounts, Column
from policygen.assembly.plan import Planned
from policygen.assembly.promises import promises
from policygen.assembly.scope import AnswerScope
from policygen.assembly.situation import record_names
from policygen.domain.answers import Answers
from policygen.domain.law import Law, LawValue
from policygen.domain.manifest import Manifest
from policygen.domain.pack import Evidence, Pack
from policygen.domain.values import AnyValue, Duration, Record
from policygen.templating import tokens
from policygen.templating.filters import Speaker, spoken_date, spoken_duration

PAGES: Mapping[str, tuple[str, ...]] = {
    "start-here": ("START-HERE.html", "README.md"),
    "review-coverage": ("for-review/coverage.html", "for-review/coverage.md"),
    "review-notes": ("for-review/notes.html", "for-review/notes.md"),
    "review-promises": ("for-review/promises.html", "for-review/promises.md"),
    "review-changes": ("for-review/changes.html", "for-review/changes.md"),
}
_BOTH = re.compile(r"\.[a-z]{2}-[a-z]{2}\.pdf$")  # the languages of a sheet that holds two
_SIZE = re.compile(r"-(a3|a4|a5|a6|letter)(?:-(landscape|large-print))?[.@]")
_KIND = re.compile(r"\.(docx|pdf|html|md)$")


@dataclass(frozen=True)
class Told:
    """Everything the pages are told: the documents, their duties and files, and what stood in the folder before."""

    planned: Sequence[Planned]
    assembled: Sequence[Assembled]
    accounts: Accounts
    missing: Mapping[str, str]
    now: Manifest
    previous: bytes


def scope(situation: Situation, answers: Answers, told: Told, speaker: Speaker) -> AnswerScope:
    """The situation's scope with the records of the pages."""
    law, labels = situation.law, speaker.labels
    packs = tuple(law.packs[code] for code in dict.fromkeys(p.code for c in situation.codes for p in law.stack(c)))
    language = speaker.locale.split("-")[0]
    used = tuple(_pack(pack, law.name(pack.code, language), labels) for pack in packs)
    rows: dict[str, AnyValue] = {
        "issued": tuple(_issued(told, labels, record_names(situation))),
        "formats_issued": _formats(told.now),
        "documents_titles": tuple(_titles(told)),
        "documents_core": _planned(told, own=False),
        "documents_own": _planned(told, own=True),
        "languages_issued": tuple(dict.fromkeys(one.language for one in told.planned)),
        "files_missing": _records("file", ({"name": name, "why": why} for name, why in told.missing.items())),
        "law_not_covered": tuple(
            _named(r, law, language) for r in _jurisdictions(situation) if r.get("covered") is False
        ),
        "duties_said": _duties(told.accounts, "said", situation, labels),
        "duties_to_do": _to_do(told.accounts, situation, speaker),
        "duties_not_built": _duties(told.accounts, "not-built", situation, labels),
        "duties_not_covered": _duties(told.accounts, "not-covered", situation, labels),
        "packs_used": used,
        "law_coming": law_watch.coming(law, packs, speaker),
        "packs_overdue": tuple(one for one, pack in zip(used, packs, strict=True) if pack.review_by < law.as_of),
        "legal_facts": tuple(_facts(law, situation.codes, speaker)),
        "facts_withheld": tuple(_withheld(law, packs)),
        "legal_doubts": tuple(doubts(law, packs)),
        "issue_findings": _records(
            "finding",
            ({"what": d.message + ".", "hint": d.hint} for d in advice(situation, answers, told.assembled, law.as_of)),
        ),
        "promises": _records("promise", promises(told.assembled)),
        "first_issue": not told.previous,
        **changed.records(told.previous, told.now, _every_title(told, labels), situation, speaker),
        "notice_a": labels["notices.a"],
        "notice_c": labels["notices.c"],
    }
    return AnswerScope(answers, {**situation.scope.derived, **rows}, {})


def _every_title(told: Told, labels: Mapping[str, str]) -> dict[str, str]:
    """Titles by the names of files without extension."""
    pairs = zip(told.planned, told.assembled, strict=True)
    return {planned.stem: _title(one, labels) for planned, one in pairs}


def _title(one: Assembled, labels: Mapping[str, str]) -> str:
    """A document's title with what it is for, as the list of files names it."""
    variant = labels.get(f"start.variant_{one.outline.variant or 'main'}", "")
    kind = labels.get(f"start.about_{one.outline.id}", variant)
    title = tokens.filled(one.document.title, one.document.values)
    return f"{title} ({kind})" if kind else title


def _records(
    name: str, rows: "Iterator[Mapping[str, AnyValue]] | Sequence[Mapping[str, AnyValue]]"
) -> tuple[Record, ...]:
    return tuple(Record(name, row) for row in rows)


def _issued(told: Told, labels: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Record]:
    """One row a document or variant, its files by kind."""
    files: dict[str, list[str]] = {}
    for path, about in told.now.files.items():
        files.setdefault(about["document"], []).append(path)
    for one in {a.outline.id: a for a in told.assembled}.values():
        paths = files.get(one.outline.id, [])
        if not paths:
            continue
        row: dict[str, AnyValue] = {
            "title": _title(one, labels),
            "reader": labels[f"start.reader_{one.outline.reader}"],
            "use": one.outline.use,
            "files": _records("file", [{"name": path, "kind": _kind(path, labels, names)} for path in paths]),
        }
        yield Record("issued", row)


def _planned(told: Told, *, own: bool) -> tuple[str, ...]:
    """The ids of the documents issued from an outline of a language's own, or of those issued from any other."""
    mains = (one for one in told.planned if not one.outline.variant_of)
    return tuple(dict.fromkeys(one.outline.document for one in mains if bool(one.within) is own))


def _formats(now: Manifest) -> tuple[str, ...]:
    """The formats of the files, each once: "docx", "pdf", "html" or "md"."""
    return tuple(sorted({match[1] for path in now.files if (match := _KIND.search(path))}))


def _kind(name: str, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    match = _KIND.search(name)
    kind = labels[f"start.kind_{match[1]}"] if match else name
    if size := _SIZE.search(name):
        kind = " ".join([kind, *(labels[f"start.paper_{part}"] for part in size.groups() if part)])
        kind += f" {labels['start.paper_both']}" if _BOTH.search(name) else ""
    record = name.partition("@")[2].partition(".")[0]
    return f"{names[record]}: {kind}" if record in names else kind


def _titles(told: Told) -> Iterator[str]:
    """Each document by the title of its main version, or of its first variant where only variants are built."""
    first: dict[str, Assembled] = {}
    for one in sorted(told.assembled, key=lambda one: bool(one.outline.variant_of)):
        first.setdefault(one.outline.document, one)
    for one in told.assembled:
        if first[one.outline.document] is one:
            yield tokens.filled(one.document.title, one.document.values)


def _jurisdictions(situation: Situation) -> tuple[Record, ...]:
    found = situation.scope.lookup(("jurisdictions",))
    return tuple(r for r in found if isinstance(r, Record)) if isinstance(found, tuple) else ()


def _duties(accounts: Accounts, column: Column, situation: Situation, labels: Mapping[str, str]) -> tuple[Record, ...]:
    names = {record.text("asked"): record.text("asked_name") for record in _jurisdictions(situation)}
    return _records("duty", [_duty(row, names, labels) for row in accounts.column(column)])


def _to_do(accounts: Accounts, situation: Situation, speaker: Speaker) -> tuple[Record, ...]:
    """Each duty once, with the places where it falls: the law's own name where it does so at every place."""
    law, language = situation.law, speaker.locale.split("-")[0]
    everywhere = {record.text("asked") for record in _jurisdictions(situation)}
    found: dict[Account, list[str]] = {}
    for row in accounts.column("do"):
        found.setdefault(replace(row, place="", numbers=(), missing=()), []).append(row.place)
    rows = []
    for row, places in found.items():
        codes = (row.pack,) if set(places) == everywhere and len(places) > 1 else places
        names = [law.name(code, language) for code in codes]
        said = _duty(row, {}, speaker.labels)
        rows.append({**said, "place": speaker.labels["site.between"].join(names)})
    return _records("duty", rows)


def _named(jurisdiction: Record, law: Law, language: str) -> Record:
    """A jurisdiction with the name of its place in a language."""
    kept = {name: jurisdiction.get(name) for name in ("id", "code", "name", "covered", "covers", "asked", "places")}
    return Record("jurisdiction", {**kept, "asked_name": law.name(jurisdiction.text("asked"), language)})


def _duty(row: Account, names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, AnyValue]:
    document = labels.get(f"start.document_{row.document}", row.document)
    numbers = ", ".join(number for number in row.numbers if number)
    never = row.kind in ("never", "answer") and row.column == "said"
    said = (
        labels[f"review.{row.kind}_kept"]
        if never
        else f"{document} {numbers}".strip() or labels["review.every_document"]
    )
    return {
        "id": row.id,
        "what": row.says,
        "force": labels[f"review.force_{row.force}"],
        "place": names.get(row.place, row.place),
        "said": said,
        "when": labels[f"review.moment_{row.moment}"],
        "why": row.reason or ", ".join(row.missing) or labels["review.not_said"],
        "source": "; ".join(
            f"{c.text} ({labels[f'review.evidence_{_weaker(c.evidence, row.evidence)}']})" for c in row.cites
        )
        or row.pack,
    }


def _weaker(*marks: Evidence) -> Evidence:
    """The mark of a duty is no stronger than what was read of the duty itself."""
    return max(marks, key=get_args(Evidence).index)


def _pack(pack: Pack, name: str, labels: Mapping[str, str]) -> Record:
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


def _facts(law: Law, codes: Sequence[str], speaker: Speaker) -> Iterator[Record]:
    seen: dict[str, LawValue] = {}
    for code in codes:
        seen.update({value.key: value for value in law.values(code).values()})
    for value in seen.values():
        pack = law.packs[value.code]
        says = next((p.says for p in pack.parameters if p.id == value.id), value.id)
        fields: dict[str, AnyValue] = {
            "place": pack.name,
            "what": says,
            "value": _shown(value.value, speaker),
            "evidence": speaker.labels[f"review.evidence_{value.evidence}"],
            "source": value.source or "; ".join(value.cites),
        }
        yield Record("fact", fields)


def _shown(value: AnyValue, speaker: Speaker) -> str:
    if isinstance(value, Duration):
        return spoken_duration(value, speaker)
    if isinstance(value, bool):
        return speaker.labels["review.yes" if value else "review.no"]
    if isinstance(value, date):
        return spoken_date(value, speaker)
    return str(value)


def _withheld(law: Law, packs: Sequence[Pack]) -> Iterator[Record]:
    for pack in packs:
        for body in pack.authorities:
            key = f"{pack.code}.{body.id}.phone"
            if body.phone is not None and not law.printable(body.phone, key):
                what = f"{body.name}: {body.phone.value}"
                yield Record("fact", {"place": pack.name, "what": what, "key": key, "evidence": body.phone.evidence})


def doubts(law: Law, packs: Sequence[Pack]) -> Iterator[Record]:
    """Every doubt once: of instruments and what happened to them, of values, of authorities and duties."""
    for pack in packs:
        for what, doubt in dict.fromkeys(_doubted(pack, law.as_of)):
            if doubt:
                yield Record("doubt", {"place": pack.name, "what": what, "doubt": doubt})


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
