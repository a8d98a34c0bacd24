"""The law behind each clause of a finished document: what the clause itself cites, and the duties that it alone answers."""

from collections.abc import Iterator, Mapping, Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.duties import Account
from policygen.domain.law import Citation, Law


def grounds(
    one: Assembled, said: Sequence[Account], law: Law, codes: Sequence[str]
) -> Mapping[str, tuple[Citation, ...]]:
    """Anchor → sources of each clause that has any; those of duties first, every source once. `said` are the duties
    that the document says, `codes` the places it is about.

    A duty stands behind a clause that alone answers it in the document: one that several share is about none of them.
    """
    alone = _answered(said, one, law, codes)
    found: dict[str, tuple[Citation, ...]] = {}
    for written in one.written:
        clause, record = written.clause, written.record
        here = [row for row in said if alone.get((row.pack, row.id)) == clause.id and _falls(row, record, law)]
        anchor = f"{clause.id}-{record}" if record else clause.id
        cited = (*(cite for row in here for cite in row.cites), *_cited(clause.cites, law, codes))
        if once := tuple({cite.id: cite for cite in reversed(cited)}.values())[::-1]:
            found[anchor] = once
    return found


def _answered(said: Sequence[Account], one: Assembled, law: Law, codes: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Pack and id of each duty that a single clause of the document answers, with that clause's id."""
    duties = {(p.code, d.id): d for code in codes for p, d in law.obligations(code)}
    names = {written.clause.id: {written.clause.id, *written.clause.supplies} for written in one.written}
    found: dict[tuple[str, str], str] = {}
    for key in {(row.pack, row.id) for row in said} & duties.keys():
        asked = {*duties[key].elements, *duties[key].clauses}
        clauses = [id_ for id_, said_by in names.items() if not asked.isdisjoint(said_by)]
        if len(clauses) == 1:
            found[key] = clauses[0]
    return found


def _falls(row: Account, record: str, law: Law) -> bool:
    """Whether a duty is one of the place that a clause is repeated for; a clause of the core answers those of all."""
    return record not in law.packs or row.pack in {pack.code for pack in law.stack(record)}


def _cited(ids: Sequence[str], law: Law, codes: Sequence[str]) -> Iterator[Citation]:
    for id_ in ids:
        for code in codes:
            if cited := law.citations(code).get(id_):
                yield cited
                break
