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
from policygen.assembly.duties import Account, Accounts, Column, in_words
from policygen.assembly.plan import Planned
from policygen.assembly.promises import promises
from policygen.assembly.scope import AnswerScope
from policygen.assembly.situation import record_names
from policygen.domain.answers import Answers
from policygen.domain.law import Law, LawValue
from policygen.domain.manifest import Manifest
from policygen.domain.pack import Evidence, Pack
from policygen.domain.pack_words import joined
from policygen.domain.values import AnyValue, Duration, Record
from policygen.errors import Diagnostic
from policygen.templating import tokens
from policygen.templating.filters import Speaker, spoken_date, spoken_duration

START = "start-here"
PAGES: Mapping[str, tuple[str, ...]] = {
    START: ("START-HERE.html", "README.md"),
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
    """Everything the pages are told: the documents, their duties and files, what stood in the folder before, and the
    languages that the pages are written in, the first of them that of the pages for review."""

    planned: Sequence[Planned]
    assembled: Sequence[Assembled]
    accounts: Accounts
    missing: Mapping[str, str]
    now: Manifest
    previous: bytes
    written: Sequence[str] = ()


def scope(situation: Situation, answers: Answers, told: Told, speaker: Speaker) -> AnswerScope:
    """The situation's scope with the records of the pages."""
    law, labels = situation.law, speaker.labels
    packs = tuple(law.packs[code] for code in dict.fromkeys(p.code for c in situation.codes for p in law.stack(c)))
    language = speaker.locale.split("-")[0]
    used = tuple(_pack(pack, law.name(pack.code, language), labels) for pack in packs)
    accounts = in_words(told.accounts, law)
    foreign = (law.name(pack.code, language) for pack in packs if not situation.library.worded(pack.code, language))
    here = _in_language(told.assembled, language)
    languages = {one: words["site.language"] for one, words in situation.library.words.items()}
    rows: dict[str, AnyValue] = {
        "issued": tuple(_issued(here, told, labels, record_names(situation), languages)),
        "start_here": _records(
            "page",
            ({"name": languages[o], "file": path(START, told.written, o)} for o in told.written if o != language),
        ),
        "pages_language": next(iter(told.written), language),
        "formats_issued": _formats(told.now),
        "documents_titles": tuple(_titles(here)),
        "documents_core": _planned(told, own=False),
        "documents_own": _planned(told, own=True),
        "languages_issued": tuple(dict.fromkeys(one.language for one in told.planned)),
        "files_missing": _records("file", ({"name": name, "why": why} for name, why in told.missing.items())),
        "law_not_covered": tuple(
            _named(r, law, language) for r in _jurisdictions(situation) if r.get("covered") is False
        ),
        "duties_said": _duties(accounts, "said", situation, speaker),
        "duties_to_do": _to_do(accounts, situation, speaker),
        "law_in_source": tuple(foreign),
        "duties_not_built": _duties(accounts, "not-built", situation, speaker),
        "duties_not_covered": _duties(accounts, "not-covered", situation, speaker),
        "packs_used": used,
        "law_coming": law_watch.coming(law, packs, speaker),
        "packs_overdue": tuple(one for one, pack in zip(used, packs, strict=True) if pack.review_by < law.as_of),
        "legal_facts": tuple(_facts(law, situation.codes, speaker)),
        "facts_withheld": tuple(_withheld(law, packs, speaker)),
        "legal_doubts": tuple(doubts(law, packs, language)),
        "issue_findings": tuple(
            dict.fromkeys(_finding(d, law, speaker) for d in advice(situation, answers, told.assembled, law.as_of))
        ),
        "promises": _records("promise", promises(here)),
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
    return labels["start.titled"].format(title=title, kind=kind) if kind else title


def _records(
    name: str, rows: "Iterator[Mapping[str, AnyValue]] | Sequence[Mapping[str, AnyValue]]"
) -> tuple[Record, ...]:
    return tuple(Record(name, row) for row in rows)


def path(page: str, written: Sequence[str], language: str, at: int = 0) -> str:
    """The file of a page in a language: the first language has the plain name, any other its code before the end."""
    name = PAGES[page][at]
    stem, _, end = name.rpartition(".")
    return name if language == written[0] else f"{stem}.{language}.{end}"


def _finding(found: Diagnostic, law: Law, speaker: Speaker) -> Record:
    """A finding in the words that the language has for its kind, else as the program says it."""
    words = speaker.labels.get(f"review.finding_{found.code}", "")
    subject = found.where.subject or ""
    place = law.name(subject, speaker.locale.split("-")[0]) if subject in law.codes() else subject
    what, hint = (words.format(place=place), "") if words else (f"{found.message}.", found.hint)
    return Record("finding", {"what": what, "hint": hint, "worded": bool(words)})


def _in_language(assembled: Sequence[Assembled], language: str) -> tuple[Assembled, ...]:
    """The documents in a language, and in another those that it lacks."""
    has = {one.outline.id for one in assembled if one.document.language == language}
    return tuple(one for one in assembled if one.document.language == language or one.outline.id not in has)


def _issued(
    assembled: Sequence[Assembled], told: Told, labels: Mapping[str, str], names: Mapping[str, str],
    languages: Mapping[str, str],
) -> Iterator[Record]:  # fmt: skip
    """One row a document or variant, its files by kind; where there are several languages, by language before that."""
    files: dict[str, list[str]] = {}
    for path, about in told.now.files.items():
        files.setdefault(about["document"], []).append(path)
    several = len({one.language for one in told.planned}) > 1
    for one in {a.outline.id: a for a in assembled}.values():
        paths = files.get(one.outline.id, [])
        if not paths:
            continue
        row: dict[str, AnyValue] = {
            "title": _title(one, labels),
            "reader": labels[f"start.reader_{one.outline.reader}"],
            "use": one.outline.use,
            "files": tuple(_files(paths, told.now, labels, names, languages if several else {})),
        }
        yield Record("issued", row)


def _files(
    paths: Sequence[str], now: Manifest, labels: Mapping[str, str], names: Mapping[str, str],
    languages: Mapping[str, str],
) -> Iterator[Record]:  # fmt: skip
    """The files of a document; the first of each language bears its name, or the names of both that the file holds."""
    by_language: dict[str, list[str]] = {}
    for path in paths:
        by_language.setdefault(now.files[path]["language"], []).append(path)
    for language, found in by_language.items():
        spoken = labels["start.languages"].join(languages.get(one, "") for one in language.split("-"))
        for path in found:
            first = spoken if path == found[0] else ""
            yield Record("file", {"name": path, "kind": _kind(path, labels, names), "language": first})


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
        for part in (*size.groups(), "both" if _BOTH.search(name) else ""):
            kind = joined(kind, labels[f"start.paper_{part}"]) if part else kind
    record = name.partition("@")[2].partition(".")[0]
    return f"{names[record]}: {kind}" if record in names else kind


def _titles(assembled: Sequence[Assembled]) -> Iterator[str]:
    """Each document by the title of its main version, or of its first variant where only variants are built."""
    first: dict[str, Assembled] = {}
    for one in sorted(assembled, key=lambda one: bool(one.outline.variant_of)):
        first.setdefault(one.outline.document, one)
    for one in assembled:
        if first[one.outline.document] is one:
            yield tokens.filled(one.document.title, one.document.values)


def _jurisdictions(situation: Situation) -> tuple[Record, ...]:
    found = situation.scope.lookup(("jurisdictions",))
    return tuple(r for r in found if isinstance(r, Record)) if isinstance(found, tuple) else ()


def _duties(accounts: Accounts, column: Column, situation: Situation, speaker: Speaker) -> tuple[Record, ...]:
    law, language = situation.law, speaker.locale.split("-")[0]
    asked = (record.text("asked") for record in _jurisdictions(situation))
    names = {code: law.name(code, language) for code in asked}
    return _records("duty", [_duty(row, names, speaker.labels, language) for row in accounts.column(column)])


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
        said = _duty(row, {}, speaker.labels, language)
        rows.append({**said, "place": speaker.labels["site.between"].join(names)})
    return _records("duty", rows)


def _named(jurisdiction: Record, law: Law, language: str) -> Record:
    """A jurisdiction with the name of its place in a language."""
    kept = {name: jurisdiction.get(name) for name in ("id", "code", "name", "covered", "covers", "asked", "places")}
    return Record("jurisdiction", {**kept, "asked_name": law.name(jurisdiction.text("asked"), language)})


def _duty(row: Account, names: Mapping[str, str], labels: Mapping[str, str], language: str) -> dict[str, AnyValue]:
    document = labels.get(f"start.document_{row.document}", row.document)
    numbers = labels["review.numbers"].join(number for number in row.numbers_of(language) if number)
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
        "source": labels["site.between"].join(_sources(row, labels)) or row.pack,
    }


def _sources(row: Account, labels: Mapping[str, str]) -> Iterator[str]:
    for cite in row.cites:
        evidence = labels[f"review.evidence_{_weaker(cite.evidence, row.evidence)}"]
        yield labels["site.state"].format(state=cite.text, evidence=evidence)


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
            return joined(str(number), value.unit)
        case other:
            return str(other)


def _withheld(law: Law, packs: Sequence[Pack], speaker: Speaker) -> Iterator[Record]:
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
