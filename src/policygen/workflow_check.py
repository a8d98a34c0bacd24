"""From answers to findings: everything a build would say, without a file written, and why a clause stands or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policygen.assembly import advice
from policygen.assembly.readability import Grade
from policygen.assembly.readability_ja import Measure
from policygen.content import answers_checks, broken
from policygen.domain.changes import overdue, upcoming
from policygen.errors import Diagnostic
from policygen.templating import tokens
from policygen.workflow import Issue, Request, account_all, assemble_all, load, prepare, used


@dataclass(frozen=True)
class Checked:
    """What `check` found: findings by severity, duties a document in the build lacks, and reading grades."""

    findings: tuple[Diagnostic, ...]
    uncovered: tuple[Mapping[str, str], ...] = ()
    grades: Mapping[str, Grade | Measure] = field(default_factory=dict)


def check(request: Request, today: date) -> Checked:
    """Everything a build would say, without a file written."""
    library, answers = load(request)
    job = prepare(library, answers, request, today)
    assembled = assemble_all(job)
    accounts = account_all(job, assembled)
    findings = (
        *accounts.findings,
        *answers_checks.remarks(answers, library),
        *broken.warnings(library),
        *job.remarks,
        *overdue(used(job), today),
        *upcoming(used(job), job.situation.law.as_of, today),
        *advice.advice(job.situation, answers, assembled, today),
    )
    return Checked(findings, accounts.uncovered, advice.grades(assembled))


def clauses_named(issue: Issue, wanted: str) -> frozenset[str]:
    """The clause with an id, or every clause whose finished text holds a phrase."""
    known = {decision.clause for one in issue.assembled for decision in one.decisions}
    if wanted in known:
        return frozenset([wanted])
    phrase = " ".join(wanted.lower().split())
    return frozenset(
        one.clause.id
        for assembled in issue.assembled
        for one in assembled.written
        if phrase in " ".join(tokens.filled(one.body.text, one.body.values).lower().split())
    )
