"""What an issue says about itself: the records that START-HERE and the pages for review list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from policygen.assembly import changed, law_watch
from policygen.assembly.advice import advice
from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Accounts, in_words
from policygen.assembly.plan import Planned
from policygen.assembly.promises import promises
from policygen.assembly.reported_law import (
    doubts,
    duties,
    facts,
    jurisdictions,
    named,
    pack_record,
    records,
    to_do,
    withheld,
)
from policygen.assembly.scope import AnswerScope
from policygen.assembly.situation import record_names
from policygen.domain.answers import Answers
from policygen.domain.law import Law
from policygen.domain.manifest import Manifest
from policygen.domain.pack import Pack
from policygen.domain.pack_words import joined
from policygen.domain.values import AnyValue, Record
from policygen.errors import Diagnostic
from policygen.templating import tokens
from policygen.templating.filters import Speaker

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
    """Everything the pages are told: the documents, their duties and files, what stood in the folder before, the
    languages that the pages are written in, the first of them that of the pages for review, and what speaks against the
    clauses in the user's own template."""

    planned: Sequence[Planned]
    assembled: Sequence[Assembled]
    accounts: Accounts
    missing: Mapping[str, str]
    now: Manifest
    previous: bytes
    written: Sequence[str] = ()
    in_template: Sequence[Diagnostic] = ()


def scope(situation: Situation, answers: Answers, told: Told, speaker: Speaker) -> AnswerScope:
    """The situation's scope with the records of the pages."""
    law, labels, language = situation.law, speaker.labels, speaker.locale.split("-")[0]
    packs, accounts = _packs(situation), in_words(told.accounts, law)
    here = _in_language(told.assembled, language)
    languages = {one: words["site.language"] for one, words in situation.library.words.items()}
    rows: dict[str, AnyValue] = {
        **asked(situation, told.planned, told.accounts, speaker),
        "issued": tuple(_issued(here, told, labels, record_names(situation), languages)),
        "start_here": records(
            "page",
            ({"name": languages[o], "file": path(START, told.written, o)} for o in told.written if o != language),
        ),
        "pages_language": next(iter(told.written), language),
        "formats_issued": _formats(told.now),
        "documents_titles": tuple(_titles(here)),
        "languages_issued": tuple(dict.fromkeys(one.language for one in told.planned)),
        "files_missing": records("file", ({"name": name, "why": why} for name, why in told.missing.items())),
        "duties_said": duties(accounts, "said", situation, speaker),
        "duties_not_built": duties(accounts, "not-built", situation, speaker),
        "duties_not_covered": duties(accounts, "not-covered", situation, speaker),
        "packs_overdue": _checked((pack for pack in packs if pack.review_by < law.as_of), law, speaker),
        "legal_facts": tuple(facts(law, situation.codes, speaker)),
        "legal_doubts": tuple(doubts(law, packs, language)),
        "issue_findings": tuple(
            dict.fromkeys(
                _finding(d, law, speaker)
                for d in (*told.in_template, *advice(situation, answers, told.assembled, law.as_of))
            )
        ),
        "promises": records("promise", promises(here)),
        "first_issue": not told.previous,
        **changed.records(told.previous, told.now, _every_title(told, labels), situation, speaker),
        "notice_a": labels["notices.a"],
        "notice_c": labels["notices.c"],
    }
    return AnswerScope(answers, {**situation.scope.derived, **rows}, {})


def asked(
    situation: Situation, planned: Sequence[Planned], accounts: Accounts, speaker: Speaker
) -> dict[str, AnyValue]:
    """What the law asks of the organisation itself, and how far that law was checked and is known to change."""
    law, language = situation.law, speaker.locale.split("-")[0]
    packs = _packs(situation)
    foreign = (law.name(pack.code, language) for pack in packs if not situation.library.worded(pack.code, language))
    return {
        "documents_core": _planned(planned, own=False),
        "documents_own": _planned(planned, own=True),
        "duties_to_do": to_do(in_words(accounts, law), situation, speaker),
        "facts_withheld": tuple(withheld(law, packs, speaker)),
        "law_coming": law_watch.coming(law, packs, speaker),
        "law_in_source": tuple(foreign),
        "law_not_covered": tuple(
            named(r, law, language) for r in jurisdictions(situation) if r.get("covered") is False
        ),
        "packs_used": _checked(packs, law, speaker),
    }


def _packs(situation: Situation) -> tuple[Pack, ...]:
    """The packs behind the documents, each once."""
    law = situation.law
    return tuple({pack.code: pack for code in situation.codes for pack in law.stack(code)}.values())


def _checked(packs: Iterable[Pack], law: Law, speaker: Speaker) -> tuple[Record, ...]:
    language = speaker.locale.split("-")[0]
    return tuple(pack_record(pack, law.name(pack.code, language), speaker.labels) for pack in packs)


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


def path(page: str, written: Sequence[str], language: str, at: int = 0) -> str:
    """The file of a page in a language: the first language has the plain name, any other its code before the end."""
    name = PAGES[page][at]
    stem, _, end = name.rpartition(".")
    return name if language == written[0] else f"{stem}.{language}.{end}"


def _finding(found: Diagnostic, law: Law, speaker: Speaker) -> Record:
    """A finding in the words that the language has for its kind and for what it tells, else as the program says it."""
    words = speaker.labels.get(f"review.finding_{found.code}", "")
    subject = found.where.subject or ""
    place = law.name(subject, speaker.locale.split("-")[0]) if subject in law.codes() else subject
    told = {"place": place, **dict(found.facts)}
    if words and {name for _, name, _, _ in Formatter().parse(words) if name} <= told.keys():
        return Record("finding", {"what": words.format(**told), "hint": "", "worded": True})
    return Record("finding", {"what": _sentence(found.message), "hint": _sentence(found.hint), "worded": False})


def _sentence(text: str) -> str:
    """A message or a hint as a sentence on a page."""
    ended = text if not text or text.endswith(".") else f"{text}."
    return f"{ended[:1].upper()}{ended[1:]}"


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
            "reader": labels.get(f"start.reader_{one.outline.id}") or labels[f"start.reader_{one.outline.reader}"],
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


def _planned(planned: Sequence[Planned], *, own: bool) -> tuple[str, ...]:
    """The ids of the documents issued from an outline of a language's own, or of those issued from any other."""
    mains = (one for one in planned if not one.outline.variant_of)
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
