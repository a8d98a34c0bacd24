"""What a change of the law touches: the clauses that rest on it, the duties, and the documents they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass

from policygen.domain.changes import Change
from policygen.domain.law import Law
from policygen.domain.library import Clause, Library
from policygen.domain.pack import Obligation, Pack
from policygen.templating.reads import condition_names, names_read


@dataclass(frozen=True)
class Touched:
    """Ids, each once, in the order of the library."""

    clauses: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def touched(library: Library, law: Law, change: Change) -> Touched:
    """What rests on the change in its own pack and in every narrower one."""
    packs = [pack for pack in library.packs.values() if change.code in {one.code for one in law.stack(pack.code)}]
    basis = _Basis.of(library.packs[change.code], change)
    duties = [duty for pack in packs for duty in pack.obligations if basis.carries_duty(duty)]
    named = {id_ for duty in duties for id_ in duty.clauses}
    owners = frozenset(pack.code for pack in packs)
    clauses = [
        clause
        for clause in library.clauses
        if clause.layer == "place" and clause.owner in owners and (clause.id in named or basis.carries(clause))
    ]
    documents = [slot.partition("/")[0] for clause in clauses for slot in clause.slots]
    documents += [duty.document for duty in duties if duty.document]
    return Touched(_once(c.id for c in clauses), _once(d.id for d in duties), _once(documents))


@dataclass(frozen=True)
class _Basis:
    """What a clause or duty may rest on: citations, and names under `law.`."""

    cites: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, pack: Pack, change: Change) -> "_Basis":
        if change.kind == "value":
            parameter = next(one for one in pack.parameters if one.id == change.id)
            return cls(frozenset(), frozenset({parameter.id, parameter.instead_of} - {""}))
        instrument = next(one for one in pack.instruments if one.id == change.id)
        return cls(frozenset({instrument.id, *(provision.id for provision in instrument.provisions)}), frozenset())

    def carries(self, clause: Clause) -> bool:
        cited = {*clause.cites, *clause.anticipates}
        return bool(self.cites & cited) or self._read(names_read(clause))

    def carries_duty(self, duty: Obligation) -> bool:
        read = condition_names(duty.when) | condition_names(duty.holds)
        return bool(self.cites & set(duty.cites)) or self._read(read)

    def _read(self, names: frozenset[tuple[str, ...]]) -> bool:
        return any(path[0] == "law" and path[1] in self.names for path in names if len(path) > 1)


def _once(ids: "Iterator[str] | list[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
