"""The law of every place as it stands on one day."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from policygen.domain.changes import Change, changes, overdue, stale
from policygen.domain.pack import (
    BINDING,
    PRINTABLE,
    Authority,
    Basis,
    Emergency,
    Evidence,
    Instrument,
    Obligation,
    Pack,
    Parameter,
    Part,
    Provision,
    Status,
)
from policygen.domain.values import UNITS, AnyValue, Duration, Missing, Record, Unit
from policygen.errors import PolicygenError, Where, fail

__all__ = [
    "BINDING", "PRINTABLE", "Authority", "Change", "Citation", "Instrument", "Law", "LawValue", "Obligation",
    "Pack", "Parameter", "changes", "overdue", "stale",
]  # fmt: skip

CONTACT_FIELDS = ("name", "purpose", "url", "site", "phone")


class Fact(Protocol):
    """Anything that says how well it is known."""

    @property
    def evidence(self) -> Evidence: ...


@dataclass(frozen=True, slots=True)
class LawValue:
    """A parameter's value on the day. `key` is the name under which a user may confirm it."""

    key: str
    id: str
    code: str
    value: AnyValue
    unit: str
    cites: tuple[str, ...]
    basis: Basis
    evidence: Evidence
    starts: date | None
    ends: date | None
    source: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation id points at, with its status on the day."""

    id: str
    code: str
    text: str
    url: str
    basis: Basis
    evidence: Evidence
    status: Status
    doubt: str


@dataclass(frozen=True)
class Law:
    """All packs on one day. `confirmed` are the keys of facts the user has checked, such as `au.ahrc.phone`."""

    as_of: date
    packs: Mapping[str, Pack]
    confirmed: frozenset[str] = frozenset()

    def codes(self) -> tuple[str, ...]:
        """Every code a place may name: packs, and the parts their packs list."""
        parts = (part.code for pack in self.packs.values() for part in pack.parts)
        return tuple(dict.fromkeys((*self.packs, *parts)))

    def covered(self, code: str) -> bool:
        """Whether the place has a pack of its own; a listed part without one has only the wider law."""
        return code in self.packs

    def pack(self, code: str) -> Pack:
        """The most local pack there is for a place, or an error that names the nearest code."""
        if code in self.packs:
            return self.packs[code]
        listing = [pack for pack in self.packs.values() if any(part.code == code for part in pack.parts)]
        if not listing:
            raise self._unknown(code)
        return max(listing, key=lambda pack: len(self.stack(pack.code)))

    def stack(self, code: str) -> tuple[Pack, ...]:
        """The packs that hold at a place, widest first."""
        found = self._stacks.get(code)
        if found is None:
            pack = self.pack(code)
            found = self._stacks[code] = (*self.stack(pack.within), pack) if pack.within else (pack,)
        return found

    def name(self, code: str, language: str = "en") -> str:
        """The name of a place with or without a pack, in the language where one is given."""
        found = self._named.get(code)
        if found is None:
            raise self._unknown(code)
        return next((one.names[language] for one in found if language in one.names), found[0].name)

    def terms(self, code: str) -> Mapping[str, str]:
        """The words of law and contracts used at a place."""
        return {name: word for pack in self.stack(code) for name, word in pack.terms.items()}

    def emergency(self, code: str) -> Emergency | None:
        """The number for police and ambulance at a place."""
        return next((p.emergency for p in reversed(self.stack(code)) if p.emergency), None)

    def values(self, code: str) -> Mapping[str, LawValue]:
        """Every parameter that has a value on the day; a narrower one stands in only where it says so."""
        found: dict[str, LawValue] = {}
        for pack in self.stack(code):
            for parameter in pack.parameters:
                value = self._value(pack, parameter)
                if value is not None:
                    found[parameter.id] = value
                    if parameter.instead_of:
                        found[parameter.instead_of] = value
        return found

    def declared(self, code: str) -> frozenset[str]:
        """Every name under `law.` that a clause of the place may use, on whatever day."""
        names: set[str] = set()
        for pack in self.stack(code):
            names.update(parameter.id for parameter in pack.parameters)
            names.update(f"{body.id}.{field}" for body in pack.authorities for field in CONTACT_FIELDS)
        return frozenset(names)

    def scope(self, code: str) -> Record:
        """What a clause of the place sees as `law`: values, and authorities with only their printable details."""
        found = self._scopes.get(code)
        if found is None:
            fields: dict[str, AnyValue] = {name: value.value for name, value in self.values(code).items()}
            for pack in self.stack(code):
                fields.update({body.id: self._contacts(pack, body) for body in pack.authorities})
            found = self._scopes[code] = Record("law", fields)
        return found

    def printable(self, fact: Fact, key: str = "") -> bool:
        """Whether contact data or a deadline may be printed: known well enough, or confirmed by the user."""
        return fact.evidence in PRINTABLE or (bool(key) and key in self.confirmed)

    def prints(self, value: LawValue) -> bool:
        """Whether a value may stand in a document; only a length of time or a day must be known that well."""
        needs = isinstance(value.value, Duration | date)
        return not needs or self.printable(value, value.key)

    def obligations(self, code: str) -> tuple[tuple[Pack, Obligation], ...]:
        """Every duty of the place on the day: one whose law has not begun, or has ended, is left out."""
        found = self._duties.get(code)
        if found is None:
            found = self._duties[code] = tuple(
                (pack, duty)
                for pack in self.stack(code)
                for duty in pack.obligations
                if self.in_force(code, duty.cites)
            )
        return found

    def citations(self, code: str) -> Mapping[str, Citation]:
        """Every instrument and provision that the place's packs may cite, with the status on the day."""
        found = self._citations.get(code)
        if found is None:
            found = {id_: citation for pack in self.stack(code) for id_, citation in self._cited(pack)}
            self._citations[code] = found
        return found

    def in_force(self, code: str, cites: tuple[str, ...]) -> bool:
        """Whether text that rests on these citations may stand on the day: at least one of them is in force."""
        cited = self.citations(code)
        return not cites or any(cite in cited and cited[cite].status == "in-force" for cite in cites)

    @cached_property
    def _citations(self) -> dict[str, Mapping[str, Citation]]:
        return {}

    @cached_property
    def _named(self) -> Mapping[str, Sequence[Pack | Part]]:
        """What names each code: its own pack, then the packs that list it."""
        found: dict[str, list[Pack | Part]] = {pack.code: [pack] for pack in self.packs.values()}
        for part in (part for pack in self.packs.values() for part in pack.parts):
            found.setdefault(part.code, []).append(part)
        return found

    @cached_property
    def _stacks(self) -> dict[str, tuple[Pack, ...]]:
        return {}

    @cached_property
    def _duties(self) -> dict[str, tuple[tuple[Pack, Obligation], ...]]:
        return {}

    @cached_property
    def _scopes(self) -> dict[str, Record]:
        return {}

    def _cited(self, pack: Pack) -> Iterator[tuple[str, Citation]]:
        for id_, (instrument, provision) in pack.provisions().items():
            yield id_, self._citation(pack, id_, instrument, provision)

    def _value(self, pack: Pack, parameter: Parameter) -> LawValue | None:
        period = next((p for p in parameter.values if p.covers(self.as_of)), None)
        if period is None:
            return None
        return LawValue(
            f"{pack.code}.{parameter.id}", parameter.id, pack.code, typed(period.value, parameter.unit),
            parameter.unit, parameter.cites, parameter.basis, period.evidence, period.starts, period.ends,
            period.source, period.doubt or parameter.doubt,
        )  # fmt: skip

    def _contacts(self, pack: Pack, body: Authority) -> Record:
        name = f"law.{body.id}"
        phone: AnyValue = Missing(f"{name}.phone")
        if body.phone is not None and self.printable(body.phone, f"{pack.code}.{body.id}.phone"):
            phone = body.phone.value
        fields = {"name": body.name, "purpose": body.purpose, "url": body.url, "site": body.site, "phone": phone}
        return Record(name, fields)

    def _citation(self, pack: Pack, id_: str, instrument: Instrument, provision: Provision | None) -> Citation:
        text = instrument.citation or instrument.title
        evidence, url, doubt = instrument.evidence, instrument.url, instrument.doubt
        if provision is not None:
            text = provision.citation or f"{text} {provision.pinpoint}"
            evidence = provision.evidence or evidence
            url, doubt = provision.url or url, provision.doubt or doubt
        status = instrument.status(self.as_of)
        return Citation(id_, pack.code, text, url, instrument.basis, evidence, status, doubt)

    def _unknown(self, code: str) -> PolicygenError:
        known = sorted(self.codes())
        near = difflib.get_close_matches(code, known, n=1, cutoff=0.5)
        hint = f'Did you mean "{near[0]}"?' if near else "Known: " + ", ".join(known) + "."
        return fail("PG-L001", f'no jurisdiction has the code "{code}"', Where(subject=code), hint)


def typed(value: str | int | bool, unit: str) -> AnyValue:
    """A value as clauses see it: a duration, a day, or the plain value."""
    if isinstance(value, int) and not isinstance(value, bool) and unit in UNITS:
        return Duration(value, _unit(unit))
    if unit == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _unit(text: str) -> Unit:
    return next(unit for unit in UNITS if unit == text)
