"""From answers to findings: everything a build would say, without a file written, and why a clause stands or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from policygen.assembly import advice
from policygen.assembly.readability import Grade
from policygen.assembly.readability_ja import Measure
from policygen.content import answers_checks, broken
from policygen.content.files import read_file
from policygen.domain.changes import overdue, upcoming
from policygen.errors import Diagnostic, Where, fail
from policygen.templating import tokens
from policygen.verify.agreement import READERS, Facts, disagreements
from policygen.workflow import Issue, Request, account_all, assemble_all, load, prepare, refuse_other_points, used


@dataclass(frozen=True)
class Checked:
    """What `check` found: findings by severity, duties a document in the build lacks, and reading grades."""

    findings: tuple[Diagnostic, ...]
    uncovered: tuple[Mapping[str, str], ...] = ()
    grades: Mapping[str, Grade | Measure] = field(default_factory=dict)


def check(request: Request, today: date, files: Path | None = None) -> Checked:
    """Everything a build would say, without a file written; of finished files in a folder, what does not agree."""
    library, answers = load(request)
    job = prepare(library, answers, request, today)
    assembled = assemble_all(job)
    refuse_other_points(job, assembled)
    accounts = account_all(job, assembled)
    findings = (
        *accounts.findings,
        *answers_checks.remarks(answers, library),
        *broken.warnings(library),
        *job.remarks,
        *overdue(used(job), today),
        *upcoming(used(job), job.situation.law.as_of, today),
        *advice.advice(job.situation, answers, assembled, today),
        *(agreement(Issue(job, assembled, accounts), files) if files else ()),
    )
    return Checked(findings, accounts.uncovered, advice.grades(assembled))


def agreement(issue: Issue, folder: Path) -> tuple[Diagnostic, ...]:
    """What the finished documents of an issue in a folder say otherwise than its answers, its law and each other."""
    stems = {planned.stem for planned in issue.job.planned}
    paths = sorted(path for path in folder.glob("*") if path.suffix in READERS and path.stem in stems)
    if not paths:
        hint = "Name the folder that `policygen build` wrote."
        raise fail("PG-V200", f"there are no documents of these answers in {folder}", Where(str(folder)), hint)
    return disagreements({path.name: read_file(path) for path in paths}, facts(issue))


def facts(issue: Issue) -> Facts:
    """What the documents of an issue may say, from the words they were assembled from."""
    documents = [one.document for one in issue.assembled]
    said = {
        tokens.filled(text, document.values)
        for document in documents
        for text in (document.title, document.subtitle, document.running_head, document.running_foot)
    }
    for one in issue.assembled:
        for written in one.written:
            for part in (written.section_title, written.title, written.body):
                said.add(tokens.filled(part.text, part.values))
    return Facts(frozenset(said), {language: _never(words) for language, words in issue.job.library.words.items()})


def _never(words: Mapping[str, str]) -> Mapping[str, str]:
    start = "wording.always."
    return {key.removeprefix(start): instead for key, instead in words.items() if key.startswith(start)}


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
