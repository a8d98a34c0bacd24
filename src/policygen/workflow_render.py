"""From an issue to its files: the documents, the pages about them, the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen import __version__
from policygen.assembly import letterhead, recorded, reports, together
from policygen.assembly.assemble import Assembled, Look, assemble
from policygen.assembly.duties import Accounts
from policygen.assembly.plan import Planned, written_in
from policygen.assembly.situation import (
    locale_of,
)
from policygen.domain.document import Document
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact, Manifest
from policygen.domain.sheet import SheetFormat
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.artifacts import artifact, library_versions
from policygen.render.formats import Setting, clauses_in_place, remarks, rendered
from policygen.workflow_prepare import FIRST, Job, Request, situation_in, used, writer
from policygen.workflow_taken import Held, Taken, taken

_IN_CONTRACT = ("PG-R125", "PG-R127", "PG-R128", "PG-R131")  # what single clauses lack in the user's own contract


@dataclass(frozen=True)
class Issue:
    """The documents of a job, with every duty accounted for."""

    job: Job
    assembled: tuple[Assembled, ...]
    accounts: Accounts


def render_all(
    issue: Issue, request: Request
) -> tuple[tuple[Artifact, ...], Mapping[str, str], tuple[Diagnostic, ...]]:
    """Every document in every format. A format that cannot be made is left out and reported; the others are made."""
    artifacts: list[Artifact] = []
    missing: dict[str, str] = {}
    findings: list[Diagnostic] = []
    template = in_template(issue, request)
    missing.update(template.refused)
    findings.extend(template.findings)
    for planned, document in to_render(issue):
        setting = setting_of(issue, request, planned.language, planned.beside)
        for format_ in planned.formats:
            path = f"{planned.stem}.{format_}"
            if path in template.left or path in template.refused:
                continue
            try:
                data = rendered(document, format_, setting, planned.outline.sheet)
                findings.extend(remarks(document, format_, setting))
            except PolicygenError as error:
                missing[path] = "; ".join(d.message for d in error.diagnostics)
                findings.extend(error.diagnostics)
                continue
            artifacts.append(artifact(path, data, planned.outline.id, planned.together or planned.language))
    return tuple(artifacts), missing, tuple(dict.fromkeys(findings))


def render_one(issue: Issue, request: Request, planned: Planned, document: Document, format_: Format) -> bytes:
    """One document of an issue in one of the formats it comes in."""
    if format_ not in planned.formats:
        hint = f"It comes as {', '.join(planned.formats)}."
        raise fail("PG-D044", f"{planned.stem} does not come as {format_}", Where(subject=planned.stem), hint)
    return rendered(document, format_, setting_of(issue, request, planned.language), planned.outline.sheet)


def in_template(issue: Issue, request: Request) -> Taken:
    """What becomes of the Word files where a template takes single clauses; nothing where it takes whole documents."""
    wanted = clauses_in_place(Setting({}, request.shell))
    if not wanted or request.shell is None:
        return Taken()
    from policygen.render.docx_picked import ids

    files = [
        Held(f"{planned.stem}.docx", planned, ids(document))
        for planned, document in to_render(issue)
        if "docx" in planned.formats
    ]
    return taken(issue.job, issue.assembled, files, wanted, request.shell.name)


def to_render(issue: Issue) -> Iterator[tuple[Planned, Document]]:
    """Every document that becomes files: one for each language, or one for a document and its translation or twin."""
    labels = issue.job.library.words
    both = {id(pair.source): pair for pair in together.pairs(issue.job.planned, issue.assembled)}
    for planned, assembled in zip(issue.job.planned, issue.assembled, strict=True):
        if planned.beside:
            pages = zip(issue.job.planned, issue.assembled, strict=True)
            other = next(twin.document for there, twin in pages if planned.is_beside(there))
            yield planned, replace(assembled.document, beside=other)
        elif not planned.together:
            yield planned, assembled.document
        elif not planned.outline.source:
            yield planned, together.together(both[id(assembled)], labels)


def setting_of(issue: Issue, request: Request, language: str, beside: str = "") -> Setting:
    """How the documents of an issue are rendered in a language, with another `beside` it on sheets of two."""
    words = issue.job.library.words
    labels, other = words[language], words.get(beside)
    speaker = writer(issue.job, issue.job.situation, language).speaker
    values = letterhead.values(issue.job.answers, speaker) if request.shell else None
    return Setting(labels, request.shell, values, request.fonts, issue.job.answers.digest, issue.job.brand, other)


def report_all(
    issue: Issue,
    artifacts: Sequence[Artifact],
    missing: Mapping[str, str],
    previous: bytes,
    findings: Sequence[Diagnostic] = (),
) -> tuple[Artifact, ...]:
    """START-HERE, README and the pages for review, assembled from clauses like every other document.

    The `findings` are those of rendering: what single clauses lack in the user's own contract is for its lawyer to read.
    The pages for review are in the first language of the issue that they are written in, START-HERE in each.
    """
    job = issue.job
    written = written_languages(job, tuple(reports.PAGES))
    now = manifest(issue, artifacts, missing)
    lacking = tuple(one for one in findings if one.code in _IN_CONTRACT)
    told = reports.Told(job.planned, issue.assembled, issue.accounts, missing, now, previous, written, lacking)
    return tuple(page for language in written for page in _reported(job, told, language))


def _reported(job: Job, told: reports.Told, language: str) -> Iterator[Artifact]:
    here = situation_in(job, language)
    writes, locale = writer(job, here, language), locale_of(here.law, here.codes, language)
    scope = reports.scope(here, here.scope.answers, told, writes.speaker)
    situated, look = replace(here, scope=scope), Look(language, locale, SheetFormat("a4"), job.draft, here.law.as_of)
    for id_ in reports.PAGES if language == told.written[0] else (reports.START,):
        outline = written_in(here, job.library.outlines[id_], language) or job.library.outlines[id_]
        document = assemble(outline, situated, writes, look).document
        for at in range(len(reports.PAGES[id_])):
            path = reports.path(id_, told.written, language, at)
            format_: Format = "html" if path.endswith(".html") else "md"
            yield Artifact(path, rendered(document, format_, Setting(job.library.words[language])), id_, language)


def written_languages(job: Job, pages: Sequence[str]) -> tuple[str, ...]:
    """The languages of the issue in which these pages about it are written, for all its places; else the first of all."""
    asked = dict.fromkeys(one.language for one in job.planned)
    return tuple(one for one in asked if all(_written(job, page, one) for page in pages)) or (FIRST,)


def _written(job: Job, page: str, language: str) -> bool:
    here = job.situation
    own = written_in(here, job.library.outlines[page], language)
    if own is None:
        return False
    stacks = ([pack.code for pack in here.law.stack(code)] for code in here.codes)
    return not own.owner or all(own.owner in stack for stack in stacks)


def manifest(issue: Issue, artifacts: Sequence[Artifact], missing: Mapping[str, str]) -> Manifest:
    """The record of the issue."""
    job = issue.job
    decisions = tuple(
        decision
        for planned, one in zip(job.planned, issue.assembled, strict=True)
        for decision in recorded.decisions(one, planned.stem)
    )
    return Manifest(
        law_as_of=job.situation.law.as_of,
        answers_digest=job.answers.digest,
        program=__version__,
        packs={code: pack.checked_on.isoformat() for code, pack in used(job).items()},
        versions=library_versions(),
        files={artifact.path: _about(artifact) for artifact in artifacts},
        decisions=decisions,
        citations=recorded.citations(job.situation.law, decisions),
        heads={
            planned.stem: recorded.head(one.document) for planned, one in zip(job.planned, issue.assembled, strict=True)
        },
        contacts=recorded.contacts(job.answers),
        issue=recorded.issue(job.answers),
        missing=missing,
        draft=job.draft,
    )


def _about(artifact: Artifact) -> dict[str, str]:
    about = {"sha256": artifact.digest, "document": artifact.document, "language": artifact.language}
    return {**about, "parts": artifact.parts} if artifact.parts else about
