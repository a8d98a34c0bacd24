"""From answers to issued documents, top to bottom: load, prepare, assemble, account, render, report, put."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policygen.assembly import built, changed_since, letterhead, reports, together
from policygen.assembly.assemble import Assemble, Assembled, Look, assemble
from policygen.assembly.duties import Accounts
from policygen.assembly.plan import Planned
from policygen.assembly.situation import locale_of
from policygen.assembly.unissued import unissued
from policygen.content import broken
from policygen.content.files import read_file
from policygen.domain.answers import Answers
from policygen.domain.library import Library
from policygen.domain.manifest import Artifact
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.publish.output import Put, previous_manifest, put
from policygen.workflow_prepare import Job, Request, load, prepare, situation_in, used, writer
from policygen.workflow_render import Issue, manifest, render_all, render_one, report_all, setting_of, to_render

__all__ = [
    "Built", "Files", "Issue", "Job", "Request", "account_all", "assemble_all", "build", "files", "issue_of",
    "issued", "issued_of", "load", "manifest", "prepare", "refuse_bad_shell", "render_all", "render_one", "report_all",
    "setting_of", "situation_in", "to_render", "used", "write", "writer",
]  # fmt: skip


@dataclass(frozen=True)
class Files:
    """The files of an issue in memory, what could not be made and why, and what should be looked at."""

    artifacts: tuple[Artifact, ...]
    missing: Mapping[str, str]
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Built:
    """What a build left behind: the issue, the files, what could not be made, and what happened to the folder."""

    issue: Issue
    artifacts: tuple[Artifact, ...]
    missing: Mapping[str, str]
    findings: tuple[Diagnostic, ...]
    put: Put

    @property
    def made(self) -> bool:
        """Whether any document was made, and not only the pages about them."""
        return any(one.document not in reports.PAGES for one in self.artifacts)


def build(request: Request, today: date) -> Built:
    """Issue the documents of an answers file into a folder. `today` stands in where no law date is given."""
    return write(issued(request, today), request)


def write(issue: Issue, request: Request) -> Built:
    """Put the files of an issue into the folder of the request."""
    previous = previous_manifest(request.out)
    made = files(issue, request, previous)
    now = manifest(issue, made.artifacts, made.missing)
    record = replace(now, since=changed_since.kept(previous, now)).to_json()
    done = put(request.out, made.artifacts, record, force=request.force)
    return Built(issue, made.artifacts, made.missing, (*made.findings, *done.left), done)


def files(issue: Issue, request: Request, previous: bytes = b"") -> Files:
    """Every file of an issue but its manifest, in memory. `previous` is the manifest of the last issue, if there was one."""
    refuse_bad_shell(request, issue.job.library)
    artifacts, missing, findings = render_all(issue, request)
    pages = report_all(issue, artifacts, missing, previous, findings)
    remarks = (*broken.warnings(issue.job.library), *issue.job.remarks, *findings)
    return Files((*artifacts, *pages), missing, remarks)


def refuse_bad_shell(request: Request, library: Library) -> None:
    """A letterhead is read by nothing before its bytes have passed the gate."""
    if request.shell is None:
        return
    from policygen.assembly.letterhead_samples import samples
    from policygen.verify.shell_check import check_shell  # only who has a template of their own waits for it
    from policygen.verify.shell_names import Names

    values, lists = frozenset(letterhead.names(library)), letterhead.fields(library)
    names = Names(values, frozenset(letterhead.clauses(library)), lists=lists, samples=samples(library))
    found = check_shell(read_file(request.shell), request.shell.name, names)
    if any(finding.severity == "error" for finding in found):
        raise PolicygenError(found)


def issued(request: Request, today: date) -> Issue:
    """Everything up to the finished words, without a file written."""
    return issued_of(*load(request), request, today)


def issued_of(library: Library, answers: Answers, request: Request, today: date) -> Issue:
    """`issued` for answers that are read already. Raises where none of the documents asked for is for these answers."""
    issue = issue_of(library, answers, request, today)
    left = unissued(library, answers, request.documents, issue.job.planned, request.formats)
    return replace(issue, job=replace(issue.job, remarks=(*issue.job.remarks, *left)))


def issue_of(
    library: Library, answers: Answers, request: Request, today: date, assembling: Assemble = assemble
) -> Issue:
    """What the answers make of what is asked for, which may be nothing, as for a row of a batch."""
    job = prepare(library, answers, request, today)
    assembled = assemble_all(job, assembling)
    refuse_other_points(job, assembled)
    accounts = account_all(job, assembled)
    if accounts.findings and not request.draft:
        raise PolicygenError(accounts.findings)
    return Issue(job, assembled, accounts)


def assemble_all(job: Job, assembling: Assemble = assemble) -> tuple[Assembled, ...]:
    """Assemble every planned document; the problems of all are collected and raised once."""
    done: list[Assembled] = []
    problems: list[Diagnostic] = []
    for planned in job.planned:
        try:
            done.append(_assembled(job, planned, assembling))
        except PolicygenError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise PolicygenError(dict.fromkeys(problems))
    return tuple(done)


def refuse_other_points(job: Job, assembled: Sequence[Assembled]) -> None:
    """A document and its translation have the same articles, paragraphs, items and fields."""
    found = [one for pair in together.pairs(job.planned, assembled) for one in together.differences(pair)]
    if found:
        raise PolicygenError(found)


def account_all(job: Job, assembled: Sequence[Assembled]) -> Accounts:
    """Every duty of every place; where each place has documents of its own, in these and by its own answers."""
    if job.answers.shape != "separate":
        return built.accounts(job.situation, [one.built for one in assembled])
    found = [
        built.accounts(
            here, [one.built for planned, one in zip(job.planned, assembled, strict=True) if planned.place == id_]
        )
        for id_, here in job.apart.items()
    ]
    return Accounts(
        tuple(dict.fromkeys(row for one in found for row in one.rows)),
        tuple(dict.fromkeys(finding for one in found for finding in one.findings)),
        tuple(row for one in found for row in one.uncovered),
    )


def _assembled(job: Job, planned: Planned, assembling: Assemble) -> Assembled:
    here = job.situation_of(planned)
    locale = locale_of(here.law, here.codes, planned.language)
    look = Look(planned.language, locale, planned.format, job.draft, here.law.as_of)
    plain = writer(job, here, planned.language)
    manner = plain.write(planned.outline.manner, here.scope, Where(planned.outline.file)).text
    own = writer(job, here, planned.language, manner)
    return assembling(planned.outline, here, own, look, planned.record)
