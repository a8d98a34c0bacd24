"""From answers to findings: everything a build would say, without a file written, and why a clause stands or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from policygen.assembly import advice
from policygen.assembly.readability import Grade
from policygen.assembly.readability_ja import Measure
from policygen.assembly.unissued import unissued
from policygen.content import answers_checks, broken
from policygen.content.files import read_file
from policygen.domain.answers import Answers
from policygen.domain.document import Document
from policygen.domain.law_ahead import changed_since, unsettled, upcoming
from policygen.domain.library import Library, Outline
from policygen.errors import Diagnostic, Where, fail
from policygen.render.to_markdown import markdown
from policygen.render.to_pdf import unheld
from policygen.templating import tokens
from policygen.verify.agreement import READERS, Facts, Said, disagreements
from policygen.verify.running_lines import NONE, Running
from policygen.verify.words import markdown_words
from policygen.workflow import (
    Issue,
    Job,
    Request,
    account_all,
    assemble_all,
    load,
    prepare,
    refuse_other_points,
    to_render,
    used,
)


@dataclass(frozen=True)
class Checked:
    """What `check` found: findings by severity, duties a document in the build lacks, and reading grades."""

    findings: tuple[Diagnostic, ...]
    uncovered: tuple[Mapping[str, str], ...] = ()
    grades: Mapping[str, Grade | Measure] = field(default_factory=dict)


def check(request: Request, today: date, files: Path | None = None) -> Checked:
    """Everything a build would say, without a file written; of finished files in a folder, what does not agree."""
    return check_of(*load(request), request, today, files)


def check_of(library: Library, answers: Answers, request: Request, today: date, files: Path | None = None) -> Checked:
    """`check` for answers that are read already."""
    job = prepare(library, answers, request, today)
    left = unissued(library, answers, request.documents, job.planned, request.formats)
    assembled = assemble_all(job)
    refuse_other_points(job, assembled)
    accounts = account_all(job, assembled)
    issue = Issue(job, assembled, accounts)
    findings = (
        *accounts.findings,
        *answers_checks.remarks(answers, library),
        *broken.warnings(library),
        *job.remarks,
        *left,
        *unsettled(used(job), today),
        *upcoming(used(job), job.situation.law.as_of, today),
        *_older_approval(job),
        *advice.advice(job.situation, answers, assembled, today),
        *unprintable(issue, request),
        *(agreement(issue, files) if files else ()),
    )
    return Checked(findings, accounts.uncovered, advice.grades(assembled))


def unprintable(issue: Issue, request: Request) -> tuple[Diagnostic, ...]:
    """A warning for each answer with characters that no font of the PDF holds."""
    printed = (document for planned, document in to_render(issue) if "pdf" in planned.formats)
    found = (replace(one, severity="warning") for document in printed for one in unheld(document, request.fonts))
    return tuple(dict.fromkeys(found))


def _older_approval(job: Job) -> Iterator[Diagnostic]:
    """An approval of documents that stated older law, where that law has changed since."""
    approved_on, as_of = job.answers.get("issue.approved_on"), job.situation.law.as_of
    if isinstance(approved_on, date) and approved_on < as_of:
        changed = tuple(dict.fromkeys(changed_since(used(job), approved_on, as_of)))
        if changed:
            message = f"the approval of {approved_on} is older than the law that the documents state, that of {as_of}"
            hint = f"Have them approved again. What has changed since: {'; '.join(changed)}."
            yield Diagnostic("PG-D075", message, job.answers.where("issue.approved_on"), hint, "warning")


def agreement(issue: Issue, folder: Path) -> tuple[Diagnostic, ...]:
    """What the finished documents of an issue in a folder say otherwise than its answers, its law and each other."""
    stems = {planned.stem for planned in issue.job.planned}
    paths = sorted(path for path in folder.glob("*") if path.suffix in READERS and path.stem in stems)
    if not paths:
        hint = "Name the folder that `policygen build` wrote."
        raise fail("PG-V200", f"there are no documents of these answers in {folder}", Where(str(folder)), hint)
    return disagreements({path.name: read_file(path) for path in paths}, facts(issue))


def facts(issue: Issue) -> Facts:
    """What the documents of an issue say, from what they were assembled from."""
    library = issue.job.library
    said = {planned.stem: _said(document, planned.outline, library) for planned, document in to_render(issue)}
    return Facts(said, library.words)


def _said(document: Document, outline: Outline, library: Library) -> Said:
    """A document's words, each value between two of its tokens, as its Markdown shows them."""
    if document.beside:
        one, two = (_said(each, outline, library) for each in (replace(document, beside=None), document.beside))
        moved = (piece if isinstance(piece, str) else piece + len(one.sources) for piece in two.pieces)
        return Said((*one.pieces, " ", *moved), (*one.sources, *two.sources), one.fair)
    values = tuple(replace(value, text=_marked(value.text, n)) for n, value in enumerate(document.values))
    shown = markdown(replace(document, values=values), library.words[document.language])
    core = library.outlines.get(outline.id, outline)
    sources = tuple(value.source for value in values)
    head, foot = (
        NONE if outline.sheet else _running(text, document) for text in (document.running_head, document.running_foot)
    )
    pieces = tokens.pieces(" ".join(markdown_words(shown)))
    return Said(pieces, sources, core.says_what_is_not, head, foot)


def _running(text: str, document: Document) -> Running:
    """A running line in its own words, with the answers that it prints."""
    printed = dict.fromkeys(document.values[index].source for index in tokens.found(text))
    return Running(tokens.filled(text, document.values), tuple(source for source in printed if "." in source))


def _marked(text: str, number: int) -> str:
    """A value between two of its tokens; where it is an address, behind its scheme, so that it stays one."""
    scheme, colon, rest = text.partition("://")
    mark = tokens.token(number)
    return f"{scheme}{colon}{mark}{rest}{mark}" if colon else f"{mark}{text}{mark}"


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
