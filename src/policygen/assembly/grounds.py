"""The law behind each clause of a finished document: what the clause itself cites, and the duties that it alone answers."""

from collections.abc import Iterator, Mapping, Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Account, Accounts
from policygen.domain.law import Citation


def grounds(one: Assembled, accounts: Accounts, situation: Situation) -> Mapping[str, tuple[Citation, ...]]:
    """Anchor → sources of each clause that has any; those of duties first, every source once.

    A duty stands behind a clause that alone answers it in the document: one that several share is about none of them.
    """
    said = [row for row in accounts.column("said") if row.kind == "say" and row.document == one.document.id]
    alone = _answered(said, one, situation)
    found: dict[str, tuple[Citation, ...]] = {}
    for written in one.written:
        clause, record = written.clause, written.record
        here = [row for row in said if alone.get((row.pack, row.id)) == clause.id and _falls(row, record, situation)]
        anchor = f"{clause.id}-{record}" if record else clause.id
        cited = (*(cite for row in here for cite in row.cites), *_cited(clause.cites, situation))
        if once := tuple({cite.id: cite for cite in reversed(cited)}.values())[::-1]:
            found[anchor] = once
    return found


def _answered(said: Sequence[Account], one: Assembled, situation: Situation) -> Mapping[tuple[str, str], str]:
    """Pack and id of each duty that a single clause of the document answers, with that clause's id."""
    duties = {(p.code, d.id): d for code in situation.codes for p, d in situation.law.obligations(code)}
    names = {written.clause.id: {written.clause.id, *written.clause.supplies} for written in one.written}
    found: dict[tuple[str, str], str] = {}
    for key in {(row.pack, row.id) for row in said} & duties.keys():
        asked = {*duties[key].elements, *duties[key].clauses}
        clauses = [id_ for id_, said_by in names.items() if not asked.isdisjoint(said_by)]
        if len(clauses) == 1:
            found[key] = clauses[0]
    return found


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
