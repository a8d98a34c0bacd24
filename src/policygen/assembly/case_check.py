"""Holding a case of a pack against what was assembled from its answers."""

from collections.abc import Iterator, Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Accounts, broken
from policygen.domain.cases import PackCase
from policygen.domain.law import LawValue
from policygen.domain.values import Duration
from policygen.errors import Diagnostic


def differences(
    case: PackCase, situation: Situation, assembled: Sequence[Assembled], accounts: Accounts
) -> tuple[Diagnostic, ...]:
    """Everything in which the documents differ from the case, each as one finding at the case."""
    found = (
        *_clauses(case, assembled),
        *_citations(case, situation, assembled),
        *_values(case, situation),
        *_phrases(case, assembled),
        *_duties(case, accounts),
    )
    return tuple(Diagnostic("PG-K001", message, case.where(), "Change the pack, or the case.") for message in found)


def shown(value: LawValue | None) -> str:
    """A value as cases write it: lengths of time with their unit, yes and no as true and false."""
    if value is None:
        return ""
    if isinstance(value.value, Duration):
        return f"{value.value.amount} {value.value.unit}"
    return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)


def _clauses(case: PackCase, assembled: Sequence[Assembled]) -> Iterator[str]:
    chosen = {decision.clause for one in assembled for decision in one.decisions if decision.outcome == "in"}
    known = {decision.clause for one in assembled for decision in one.decisions}
    for clause in case.clauses.there:
        if clause not in chosen:
            yield f'the clause "{clause}" is not in the documents'
    for clause in case.clauses.gone:
        if clause in chosen:
            yield f'the clause "{clause}" is in the documents'
        elif clause not in known:
            yield f'no clause of these documents is called "{clause}"'


def _citations(case: PackCase, situation: Situation, assembled: Sequence[Assembled]) -> Iterator[str]:
    cited = {
        cite for one in assembled for decision in one.decisions if decision.outcome == "in" for cite in decision.cites
    }
    known = situation.law.citations(case.place)
    for cite in (*case.citations.there, *case.citations.gone, *case.statuses):
        if cite not in known:
            yield f'no citation "{cite}" holds in {case.place}'
    yield from (f'"{cite}" is not cited' for cite in case.citations.there if cite not in cited)
    yield from (f'"{cite}" is cited' for cite in case.citations.gone if cite in cited)
    for cite, status in case.statuses.items():
        if cite in known and known[cite].status != status:
            yield f'"{cite}" is {known[cite].status}, the case says {status}'


def _values(case: PackCase, situation: Situation) -> Iterator[str]:
    values, declared = situation.law.values(case.place), situation.law.declared(case.place)
    for name, wanted in case.values.items():
        if name not in declared:
            yield f'no parameter "{name}" holds in {case.place}'
        elif shown(values.get(name)) != wanted:
            yield f'"{name}" is "{shown(values.get(name))}", the case says "{wanted}"'


def _phrases(case: PackCase, assembled: Sequence[Assembled]) -> Iterator[str]:
    text = "\n".join(clause.text for one in assembled for clause in one.built.clauses)
    yield from (f'no document says "{phrase}"' for phrase in case.phrases.must if not broken((phrase,), text))
    yield from (f'a document says "{phrase}"' for phrase in case.phrases.must_not if broken((phrase,), text))


def _duties(case: PackCase, accounts: Accounts) -> Iterator[str]:
    columns = {row.id: row.column for row in accounts.rows if row.place == case.place}
    for duty, wanted in case.duties.items():
        if columns.get(duty, "absent") != wanted:
            yield f'the duty {duty} is "{columns.get(duty, "absent")}", the case says "{wanted}"'
    codes = {finding.code for finding in accounts.findings}
    yield from (f"nothing is found wrong as {code}" for code in case.findings if code not in codes)
    if not case.findings:
        yield from (f"{f.code}: {f.message}" for f in accounts.findings if f.severity == "error")
