"""The law behind each clause of a finished document: what the clause itself cites, and the duties that it answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Account, Accounts
from policygen.domain.law import Citation
from policygen.domain.pack import Obligation


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason in law: its source, and in words of the pack the duty that the clause answers, if it is one."""

    source: Citation
    duty: str = ""


def grounds(one: Assembled, accounts: Accounts, situation: Situation) -> Mapping[str, tuple[Ground, ...]]:
    """Anchor → grounds of each clause that has any; duties first, every source once."""
    duties = {(p.code, d.id): d for code in situation.codes for p, d in situation.law.obligations(code)}
    said = [row for row in accounts.column("said") if row.kind == "say" and row.document == one.document.id]
    found: dict[str, tuple[Ground, ...]] = {}
    for written in one.written:
        clause, record = written.clause, written.record
        names = {clause.id, *clause.supplies}
        here = [
            row for row in said if _answers(duties.get((row.pack, row.id)), names) and _falls(row, record, situation)
        ]
        of_duties = (Ground(cite, row.says) for row in here for cite in row.cites)
        own = (Ground(cite) for cite in _cited(clause.cites, situation))
        anchor = f"{clause.id}-{record}" if record else clause.id
        if once := tuple(_once((*of_duties, *own))):
            found[anchor] = once
    return found


def _answers(duty: Obligation | None, names: set[str]) -> bool:
    return duty is not None and not names.isdisjoint((*duty.elements, *duty.clauses))


def _falls(row: Account, record: str, situation: Situation) -> bool:
    """Whether a duty is one of the place that a clause is repeated for; a clause of the core answers those of all."""
    codes = situation.law.packs
    return record not in codes or row.pack in {pack.code for pack in situation.law.stack(record)}


def _cited(ids: Sequence[str], situation: Situation) -> Iterator[Citation]:
    for id_ in ids:
        for code in situation.codes:
            if cited := situation.law.citations(code).get(id_):
                yield cited
                break


def _once(found: Sequence[Ground]) -> Iterator[Ground]:
    seen: set[str] = set()
    for ground in found:
        if ground.source.id not in seen:
            seen.add(ground.source.id)
            yield ground
