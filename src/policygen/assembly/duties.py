"""Accounting for duties: which are said and where, which only the organisation can meet, and which are open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from policygen.assembly.scope import AnswerScope
from policygen.domain.law import BINDING, Citation, Law
from policygen.domain.pack import Evidence, Force, Kind, Moment, Obligation, Pack
from policygen.domain.values import Record
from policygen.errors import Diagnostic, Where
from policygen.templating.expression import condition, evaluate

Column = Literal["said", "do", "not-built", "not-covered"]


@dataclass(frozen=True, slots=True)
class BuiltClause:
    """A clause as it stands in a document. `record` is the id of the record its section is repeated for."""

    id: str
    record: str
    number: str
    elements: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class BuiltDocument:
    """A document of the build as duties see it; a variant answers for no `say` of the document it shortens.

    `record` is the place or the law that the document is issued for, where it is issued for each. `owner` is the pack
    whose places alone a document in a language of its own is about.
    """

    id: str
    variant: str
    clauses: tuple[BuiltClause, ...]
    record: str = ""
    language: str = ""
    owner: str = ""
    _known: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False, compare=False, repr=False)

    def may_say(self, phrases: tuple[str, ...]) -> bool:
        """Whether one of the phrases stands in the words of all clauses together: most documents hold none."""
        if phrases not in self._known:
            self._known[phrases] = bool(_first(phrases, self._words))
        return self._known[phrases]

    @cached_property
    def _words(self) -> str:
        return _normal("\n".join(clause.text for clause in self.clauses))


@dataclass(frozen=True, slots=True)
class Account:
    """One duty at one place. `numbers` are where it is said, in whatever language; `numbers_in` has those of each
    language. `missing` are the elements and clauses that are not there."""

    place: str
    pack: str
    id: str
    row: str
    kind: Kind
    force: Force
    column: Column
    says: str
    document: str
    moment: Moment
    numbers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    cites: tuple[Citation, ...] = ()
    evidence: Evidence = "background"
    doubt: str = ""
    numbers_in: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def numbers_of(self, language: str) -> tuple[str, ...]:
        """Where it is said in a language; in any other where it is not said in this one."""
        return dict(self.numbers_in).get(language, self.numbers)


@dataclass(frozen=True)
class Accounts:
    """Every duty that falls to the organisation on the day, and what a build may not leave as it is."""

    rows: tuple[Account, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    uncovered: tuple[Mapping[str, str], ...] = field(default=())

    def column(self, column: Column) -> tuple[Account, ...]:
        """The rows of one of the four columns, in the order of the packs."""
        return tuple(row for row in self.rows if row.column == column)


def account(law: Law, scope: AnswerScope, jurisdictions: Sequence[Record], built: Sequence[BuiltDocument]) -> Accounts:
    """Account for every duty of every place whose law the documents follow."""
    places = frozenset(record.text("id") for record in jurisdictions)
    laws = {id_: record.text("id") for record in jurisdictions for id_ in (record.text("id"), *_place_ids(record))}
    rows: list[Account] = []
    findings: list[Diagnostic] = []
    for record in jurisdictions:
        here = _Here(law, scope, record, places, laws, built)
        for pack, duty in law.obligations(record.text("code")):
            for found, problem in here.accounts(pack, duty):
                rows.append(found)
                findings += [problem] if problem else []
    uncovered = tuple(
        {"obligation": row.id, "place": row.place, "document": row.document}
        for row in rows
        if row.kind == "say" and row.force in BINDING and row.column == "not-covered" and row.missing
    )
    return Accounts(tuple(rows), tuple(dict.fromkeys(findings)), uncovered)


def in_words(accounts: Accounts, law: Law) -> Accounts:
    """The same accounts in the words of a law: what each duty asks, why it is left out, and the law behind it."""
    packs = dict.fromkeys(row.pack for row in accounts.rows)
    duties = {(code, duty.id): duty for code in packs for duty in law.packs[code].obligations}
    rows = (_worded(row, duties[row.pack, row.id], law.citations(row.place)) for row in accounts.rows)
    return replace(accounts, rows=tuple(rows))


def _worded(row: Account, duty: Obligation, cited: Mapping[str, Citation]) -> Account:
    cites = tuple(cited.get(cite.id, cite) for cite in row.cites)
    if (row.says, row.reason, row.doubt, row.cites) == (duty.says, duty.reason, duty.doubt, cites):
        return row
    return replace(row, says=duty.says, reason=duty.reason, doubt=duty.doubt, cites=cites)


def _place_ids(jurisdiction: Record) -> tuple[str, ...]:
    places = jurisdiction.get("places")
    return tuple(p.text("id") for p in places if isinstance(p, Record)) if isinstance(places, tuple) else ()


@dataclass(frozen=True)
class _Here:
    """One place of the build. `laws` tells which law the record of a document belongs to."""

    law: Law
    scope: AnswerScope
    place: Record
    places: frozenset[str]
    laws: Mapping[str, str]
    built: Sequence[BuiltDocument]
    known: dict[tuple[int, ...], Mapping[str, str]] = field(default_factory=dict, compare=False)

    def accounts(self, pack: Pack, duty: Obligation) -> Iterator[tuple[Account, Diagnostic | None]]:
        """The duty's account, with what is wrong with it; nothing where its condition does not hold."""
        scopes = [scope for scope in self._scopes(duty) if _holds(duty.when, scope)]
        if not scopes:
            return
        if duty.accounted:
            yield self._row(pack, duty, "not-covered"), None
            return
        match duty.kind:
            case "do":
                yield self._row(pack, duty, "do"), None
            case "say":
                yield self._said(pack, duty, scopes)
            case "never":
                yield self._never(pack, duty)
            case "answer":
                yield self._answered(pack, duty, scopes)

    def _scopes(self, duty: Obligation) -> Iterator[AnswerScope]:
        code = self.place.text("code")
        here = self.scope.within(jurisdiction=self.place, law=self.law.scope(code))
        if not duty.each:
            yield here
            return
        records = here.lookup((duty.each,))
        for record in records if isinstance(records, tuple) else ():
            if isinstance(record, Record) and record.text("code") in ("", self.place.text("asked"), code):
                yield here.within(**{duty.each.rstrip("s"): record})

    def _said(self, pack: Pack, duty: Obligation, scopes: Sequence[AnswerScope]) -> tuple[Account, Diagnostic | None]:
        documents = [one for one in self.built if one.id == duty.document and not one.variant and self._ours(one)]
        if not documents:
            return self._row(pack, duty, "not-built"), None
        wanted = (*duty.elements, *duty.clauses)
        records = self._issued_to(documents, scopes) or ("",)
        languages = dict.fromkeys(one.language for one in documents)
        found = [
            (language, self._numbers(*(one for one in documents if one.record == record and one.language == language)))
            for record in records
            for language in languages
            if len(languages) == 1 or any(o.record == record and o.language == language for o in documents)
        ]
        missing = tuple(name for name in wanted if any(name not in said for _, said in found))
        if missing:
            row = self._row(pack, duty, "not-covered", missing=missing)
            return row, _lacking(row) if duty.force in BINDING else None
        numbers: dict[str, None] = {}
        spoken: dict[str, dict[str, None]] = {}
        for language, said in found:
            here = dict.fromkeys(said[name] for name in wanted)
            numbers |= here
            spoken[language] = spoken.get(language, {}) | here
        row = self._row(pack, duty, "said", numbers=tuple(numbers))
        return replace(row, numbers_in=tuple((language, tuple(here)) for language, here in spoken.items())), None

    def _ours(self, document: BuiltDocument) -> bool:
        """Whether the document is issued for all, or for this law or one of its places, and not for another's."""
        here = self.place.text("id")
        packs = {"", *(pack.code for pack in self.law.stack(self.place.text("code")))}
        return document.owner in packs and self.laws.get(document.record, here) == here

    def _issued_to(self, documents: Sequence[BuiltDocument], scopes: Sequence[AnswerScope]) -> tuple[str, ...]:
        """The places that need a document of their own: those the duty falls to, else those that got one.

        None where the document is issued once for all, or once for each place as a set of its own.
        """
        if not any(one.record for one in documents):
            return ()
        falls = (scope.local.get("place") for scope in scopes)
        asked = tuple(place.text("id") for place in falls if isinstance(place, Record))
        return asked or tuple(one.record for one in documents)

    def _numbers(self, *documents: BuiltDocument) -> Mapping[str, str]:
        """The number of each clause and element that the documents hold; found once, since many duties ask."""
        found = self.known.get(held := tuple(map(id, documents)))
        if found is None:
            found = self.known[held] = self._counted(documents)
        return found

    def _counted(self, documents: Sequence[BuiltDocument]) -> Mapping[str, str]:
        clauses = [clause for one in documents for clause in self._clauses(one)]
        said = {clause.id: clause.number for clause in reversed(clauses)}
        return said | {element: clause.number for clause in reversed(clauses) for element in clause.elements}

    def _never(self, pack: Pack, duty: Obligation) -> tuple[Account, Diagnostic | None]:
        for one in self.built:
            if duty.document in ("", one.id) and one.may_say(duty.phrases):
                for clause in self._clauses(one):
                    phrase = broken(duty.phrases, clause.text)
                    if phrase:
                        row = self._row(pack, duty, "not-covered", missing=(phrase,))
                        return row, _broken(row, one.id, clause.id, phrase)
        return self._row(pack, duty, "said"), None

    def _answered(
        self, pack: Pack, duty: Obligation, scopes: Sequence[AnswerScope]
    ) -> tuple[Account, Diagnostic | None]:
        failing = [scope.local.get("place") for scope in scopes if not _holds(duty.holds, scope)]
        if not failing:
            return self._row(pack, duty, "said"), None
        row = self._row(pack, duty, "not-covered", missing=(duty.holds,))
        names = tuple(place.text("name") or place.text("id") for place in failing if isinstance(place, Record))
        return row, _refused(row, names, duty.mend)

    def _clauses(self, document: BuiltDocument) -> Iterator[BuiltClause]:
        """The document's own clauses and those of this place's annex, not those of another place's."""
        here = self.place.text("id")
        return (c for c in document.clauses if c.record == here or c.record not in self.places)

    def _row(
        self, pack: Pack, duty: Obligation, column: Column, numbers: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
    ) -> Account:  # fmt: skip
        cited = self.law.citations(self.place.text("code"))
        return Account(
            self.place.text("asked"), pack.code, duty.id, duty.checklist_row, duty.kind, duty.force, column,
            duty.says, duty.document, duty.moment, numbers, missing, duty.reason,
            tuple(cited[cite] for cite in duty.cites if cite in cited), duty.evidence, duty.doubt,
        )  # fmt: skip


def broken(phrases: Sequence[str], text: str) -> str:
    """The first of the phrases that stands in the text as whole words, in whatever case; empty where none does."""
    return _first(phrases, _plain(text))


def _first(phrases: Sequence[str], plain: str) -> str:
    return next((phrase for phrase in phrases if _plain(phrase) in plain and _pattern(phrase).search(plain)), "")


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    plain = _plain(phrase)
    # Scripts without spaces have no edges of words: a phrase in them is found wherever it stands.
    before, after = ("" if edge > "\u2fff" else r"\w" for edge in (plain[:1], plain[-1:]))
    return re.compile((f"(?<!{before})" if before else "") + re.escape(plain) + (f"(?!{after})" if after else ""))


def _normal(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


_plain = lru_cache(maxsize=4096)(_normal)


def _holds(text: str, scope: AnswerScope) -> bool:
    return evaluate(condition(text), scope) is True


def _cited(row: Account) -> str:
    return "; ".join(citation.text for citation in row.cites)


def _lacking(row: Account) -> Diagnostic:
    message = f"{row.document} does not meet {row.id}: {row.says} ({_cited(row)})"
    hint = f"It lacks {', '.join(row.missing)}; `policygen why` shows what left it out."
    return Diagnostic("PG-L020", message, Where(subject=f"{row.document}, {row.place}"), hint)


def _broken(row: Account, document: str, clause: str, phrase: str) -> Diagnostic:
    message = f'{document} says "{phrase}", which {row.id} forbids: {row.says} ({_cited(row)})'
    hint = f"Change the words in {clause}, or the answer they come from."
    return Diagnostic("PG-L021", message, Where(subject=f"{document}, {clause}"), hint)


def _refused(row: Account, places: Sequence[str], mend: str) -> Diagnostic:
    at = f" at {', '.join(places)}" if places else ""
    message = f"{row.id} is not met{at}: {row.says} ({_cited(row)})"
    hint = mend or f"Change the answers so that this holds: {', '.join(row.missing)}."
    return Diagnostic("PG-L022", message, Where(subject=", ".join((row.place, *places))), hint)
