"""The decisions of an issue as its manifest records them: with the files they are about, and what each clause read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import shown
from policygen.assembly.expanded import Written
from policygen.domain.decision import Decision
from policygen.domain.law import Law
from policygen.templating.reads import names_read


def decisions(assembled: Assembled, file: str) -> Iterator[Decision]:
    """Every decision of one document; those on clauses that stand in it with the values that their words rest on."""
    written = {(one.clause.id, one.record): one for one in assembled.written}
    for decision in assembled.decisions:
        found = written.get((decision.clause, decision.record)) if decision.outcome == "in" else None
        yield replace(decision, file=file, read=_read(found) if found else ())


def citations(law: Law, decisions: tuple[Decision, ...]) -> Mapping[str, str]:
    """The words of every citation that a clause of the documents rests on."""
    cited = {id_ for decision in decisions if decision.outcome == "in" for id_ in decision.cites}
    return {id_: citation.text for code in law.packs for id_, citation in law.citations(code).items() if id_ in cited}


def _read(written: Written) -> tuple[tuple[str, str], ...]:
    """Names and values: those printed as they are printed, the others as a trace names them."""
    scope, found = written.scope, {}
    if scope is not None:
        found = {".".join(path): shown(scope.lookup(path)) for path in names_read(written.clause)}
    printed = {name: "; ".join(dict.fromkeys(v.text for v in written.values if v.source == name))
               for name in {value.source for value in written.values}}  # fmt: skip
    return tuple(sorted({**found, **printed}.items()))
