"""From answers to issued documents, top to bottom: load, prepare, assemble, account, render, report, put."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from policygen import __version__
from policygen.assembly import built, letterhead, needs, recorded, reports, together
from policygen.assembly.assemble import Assembled, Look, assemble
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Accounts
from policygen.assembly.expanded import Writer
from policygen.assembly.plan import Planned, Wish, alone, documents, left_out, plan, written_in
from policygen.assembly.situation import (
    at_law,
    at_place,
    beside_company,
    calendar_of,
    locale_of,
    of_company,
    only_law,
    only_place,
    place_records,
    places_under,
    situation,
    spelling_of,
)
from policygen.content import broken
from policygen.content.answers_file import read_answers
from policygen.content.brand import read_brand
from policygen.content.contact_reach import supervisor
from policygen.content.files import read_file
from policygen.content.law_words import stale
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.translations import drift
from policygen.domain.answers import Answers
from policygen.domain.brand import PLAIN, Brand
from policygen.domain.document import Document
from policygen.domain.library import FORMATS, Format, Library, Outline
from policygen.domain.manifest import Artifact, Manifest
from policygen.domain.pack import Pack
from policygen.domain.sheet import SheetFormat
from policygen.domain.values import Missing
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.artifacts import artifact, library_versions
from policygen.publish.output import Put, previous_manifest, put
from policygen.render.formats import Setting, clauses_in_place, remarks, rendered
from policygen.templating.filters import Speaker

_FIRST = "en"  # the language that content and answers are written in first


@dataclass(frozen=True)
class Request:
    """What the user asks for. Empty lists mean: what the answers and the profile say."""

    answers: Path
    out: Path = Path("out")
    documents: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    shell: Path | None = None
    fonts: tuple[Path, ...] = ()
    draft: bool = False
    force: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)
    content: tuple[Path, ...] = ()
    variants: bool = True


@dataclass(frozen=True)
class Job:
    """Everything read and decided before the first word is written."""

    library: Library
    answers: Answers
    situation: Situation
    outlines: tuple[Outline, ...]
    planned: tuple[Planned, ...]
    draft: bool
    apart: Mapping[str, Situation] = field(default_factory=dict)
    laws: Mapping[str, Situation] = field(default_factory=dict)
    spoken: Mapping[tuple[str, str, str], Situation] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()
    brand: Brand = PLAIN

    def situation_of(self, planned: Planned) -> Situation:
        """The situation a document is assembled in, in its language: all places, those of its law, or its own alone."""
        place, by_law = planned.record or planned.place, planned.outline.each == "jurisdictions"
        found = self.spoken.get((place, planned.language, planned.within))
        here = found or (self.laws if by_law and planned.record else self.apart).get(place, self.situation)
        if by_law:
            return at_law(here)
        return at_place(here) if planned.record else here


@dataclass(frozen=True)
class Issue:
    """The documents of a job, with every duty accounted for."""

    job: Job
    assembled: tuple[Assembled, ...]
    accounts: Accounts


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
    made = files(issue, request, previous_manifest(request.out))
    record = manifest(issue, made.artifacts, made.missing).to_json()
    done = put(request.out, made.artifacts, record, force=request.force)
    return Built(issue, made.artifacts, made.missing, (*made.findings, *done.left), done)


def files(issue: Issue, request: Request, previous: bytes = b"") -> Files:
    """Every file of an issue but its manifest, in memory. `previous` is the manifest of the last issue, if there was one."""
    refuse_bad_shell(request, issue.job.library)
    artifacts, missing, findings = render_all(issue, request)
    pages = report_all(issue, artifacts, missing, previous)
    remarks = (*broken.warnings(issue.job.library), *issue.job.remarks, *findings)
    return Files((*artifacts, *pages), missing, remarks)


def refuse_bad_shell(request: Request, library: Library) -> None:
    """A letterhead is read by nothing before its bytes have passed the gate."""
    if request.shell is None:
        return
    from policygen.verify.shell_check import check_shell  # only who has a template of their own waits for it

    data, known = read_file(request.shell), letterhead.names(library)
    found = check_shell(data, request.shell.name, known, letterhead.clauses(library))
    if any(finding.severity == "error" for finding in found):
        raise PolicygenError(found)


def issued(request: Request, today: date) -> Issue:
    """Everything up to the finished words, without a file written."""
    return issue_of(*load(request), request, today)


def issue_of(library: Library, answers: Answers, request: Request, today: date) -> Issue:
    """`issued` for answers that are read already."""
    job = prepare(library, answers, request, today)
    assembled = assemble_all(job)
    refuse_other_points(job, assembled)
    accounts = account_all(job, assembled)
    if accounts.findings and not request.draft:
        raise PolicygenError(accounts.findings)
    return Issue(job, assembled, accounts)


def used(job: Job) -> Mapping[str, Pack]:
    """The packs behind the documents, by code."""
    law = job.situation.law
    return {pack.code: pack for code in job.situation.codes for pack in law.stack(code)}


def load(request: Request) -> tuple[Library, Answers]:
    """Read all content and the answers."""
    library = load_library(roots(request.content, request.answers.resolve().parent))
    return library, read_answers(request.answers, library, request.overrides)


def prepare(library: Library, answers: Answers, request: Request, today: date) -> Job:
    """Date the law, choose the documents, and refuse to go on while an answer they need is missing."""
    refuse_supplement_to_nothing(answers)
    as_of = request.as_of or answers.law_as_of or today
    built_in = supervisor(library.words[_FIRST])
    plain = situation(library, answers, as_of, built_in)
    outlines = documents(plain, answers, request.documents, variants=request.variants)
    answers = of_company(answers, outlines)
    everywhere = situation(library, answers, as_of, built_in, outlines)
    separate = answers.shape == "separate"
    apart: dict[str, Situation] = {}
    if separate or any(outline.each == "places" for outline in outlines):
        for place in place_records(answers):
            id_ = place.text("id")
            apart[id_] = situation(library, only_place(answers, id_), as_of, built_in, outlines)
    laws: dict[str, Situation] = {}
    codes = tuple(dict.fromkeys(place.text("code") for place in place_records(answers)))
    if len(codes) > 1 and not separate and any(outline.each == "jurisdictions" for outline in outlines):
        for code in codes:
            laws[code] = situation(library, only_law(answers, code), as_of, built_in, outlines)
    named = (*(library.outlines[id_].document for id_ in request.documents), *answers.also)
    wish = Wish(request.formats, request.languages, named)
    planned = tuple(
        one
        for id_, here in (apart if separate else {"": everywhere}).items()
        for one in plan(here, answers, outlines, wish, id_, laws)
    )
    if not request.draft:
        own = {(one.outline.id, one.language): one.outline for one in planned if one.within}
        read = (*outlines, *own.values())
        lacking = needs.missing(everywhere, answers, needs.uses(everywhere, read))
        if lacking:
            raise PolicygenError(lacking)
    spoken = {
        (one.record or one.place, one.language, one.within): _spoken(library, answers, as_of, outlines, one)
        for one in planned
        if one.language != _FIRST or one.within or _FIRST in answers.spoken
    }
    remarks = left_out(everywhere, answers, outlines) if not request.languages else ()
    remarks += alone(planned, answers)
    remarks += beside_company(answers, outlines)
    translated = [one.outline for one in planned if one.outline.source]
    remarks += tuple(drift(library, translated)) if translated else ()
    if any(one.language != _FIRST for one in planned):
        law = everywhere.law
        remarks += tuple(stale(library, (pack.code for code in everywhere.codes for pack in law.stack(code))))
    brand = read_brand(answers, request.answers.resolve().parent)
    return Job(library, answers, everywhere, outlines, planned, request.draft, apart, laws, spoken, remarks, brand)


def _spoken(
    library: Library, answers: Answers, as_of: date, outlines: Sequence[Outline], planned: Planned
) -> Situation:
    """The situation of a document in another language: the answers in its words, and the places it is about."""
    own, labels = of_company(answers.in_language(planned.language), outlines), library.words[planned.language]
    if planned.record and planned.outline.each == "jurisdictions":
        own = only_law(own, planned.record)
    elif planned.record or planned.place:
        own = only_place(own, planned.record or planned.place)
    if planned.within:
        own = places_under(own, planned.within, library)
    return situation(library, own, as_of, supervisor(labels), outlines, labels, planned.language)


def refuse_supplement_to_nothing(answers: Answers) -> None:
    """A supplement names the policy beside which it stands, or there would be two definitions of harassment."""
    if answers.supplement and isinstance(answers.get("organisation.harassment_policy"), Missing):
        hint = (
            "Answer `organisation.harassment_policy` with its title, or take `supplement: true` out for a whole policy."
        )
        where = answers.where("documents.supplement")
        raise fail("PG-D090", "a supplement stands beside a harassment policy, and none is named", where, hint)


def assemble_all(job: Job) -> tuple[Assembled, ...]:
    """Assemble every planned document; the problems of all are collected and raised once."""
    done: list[Assembled] = []
    problems: list[Diagnostic] = []
    for planned in job.planned:
        try:
            done.append(_assembled(job, planned))
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
        return built.accounts(job.situation, assembled)
    found = [
        built.accounts(here, [one for planned, one in zip(job.planned, assembled, strict=True) if planned.place == id_])
        for id_, here in job.apart.items()
    ]
    return Accounts(
        tuple(dict.fromkeys(row for one in found for row in one.rows)),
        tuple(dict.fromkeys(finding for one in found for finding in one.findings)),
        tuple(row for one in found for row in one.uncovered),
    )


def _assembled(job: Job, planned: Planned) -> Assembled:
    here = job.situation_of(planned)
    locale = locale_of(here.law, here.codes, planned.language)
    look = Look(planned.language, locale, planned.format, job.draft, here.law.as_of)
    plain = writer(job, here, planned.language)
    manner = plain.write(planned.outline.manner, here.scope, Where(planned.outline.file)).text
    own = writer(job, here, planned.language, manner)
    return assemble(planned.outline, here, own, look, planned.record)


def render_all(
    issue: Issue, request: Request
) -> tuple[tuple[Artifact, ...], Mapping[str, str], tuple[Diagnostic, ...]]:
    """Every document in every format. A format that cannot be made is left out and reported; the others are made."""
    artifacts: list[Artifact] = []
    missing: dict[str, str] = {}
    findings: list[Diagnostic] = []
    beside, told = beside_template(issue, request)
    findings.extend(told)
    for planned, document in to_render(issue):
        setting = setting_of(issue, request, planned.language, planned.beside)
        for format_ in planned.formats:
            path = f"{planned.stem}.{format_}"
            if path in beside:
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


def beside_template(issue: Issue, request: Request) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """The Word files that a template of single clauses is not for: documents that lack one of its clauses."""
    wanted = clauses_in_place(Setting({}, request.shell))
    if not wanted or request.shell is None:
        return frozenset(), ()
    from policygen.render.docx_picked import ids

    words = [(f"{planned.stem}.docx", document) for planned, document in to_render(issue) if "docx" in planned.formats]
    most = max((len(wanted & ids(document)) for _, document in words), default=0)
    left = [path for path, document in words if len(wanted & ids(document)) < most]
    message = f"not made, for they lack clauses that the template takes: {', '.join(left)}"
    where, hint = Where(file=request.shell.name), "build them without --shell"
    return frozenset(left), (Diagnostic("PG-R126", message, where, hint, "note"),) if left else ()


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


def report_all(
    issue: Issue, artifacts: Sequence[Artifact], missing: Mapping[str, str], previous: bytes
) -> tuple[Artifact, ...]:
    """START-HERE, README and the pages for review, assembled from clauses like every other document.

    The pages for review are in the first language of the issue that they are written in, START-HERE in each.
    """
    job = issue.job
    written = written_languages(job, tuple(reports.PAGES))
    now = manifest(issue, artifacts, missing)
    told = reports.Told(job.planned, issue.assembled, issue.accounts, missing, now, previous, written)
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


def situation_in(job: Job, language: str) -> Situation:
    """The situation of all places in the words of a language: the answers, the industries and the law."""
    if language == _FIRST and _FIRST not in job.answers.spoken:
        return job.situation
    labels, answers = job.library.words[language], job.answers.in_language(language)
    law = job.situation.law
    return situation(job.library, answers, law.as_of, supervisor(labels), job.outlines, labels, language)


def written_languages(job: Job, pages: Sequence[str]) -> tuple[str, ...]:
    """The languages of the issue in which these pages about it are written, for all its places; else the first of all."""
    asked = dict.fromkeys(one.language for one in job.planned)
    return tuple(one for one in asked if all(_written(job, page, one) for page in pages)) or (_FIRST,)


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
        missing=missing,
        draft=job.draft,
    )


def writer(job: Job, here: Situation, language: str, manner: str = "") -> Writer:
    """How text is written in a language: as at the first place, and each pack's clauses as at their own."""
    packs = (pack for code in here.codes for pack in here.law.stack(code))
    places = {pack.code: _writer(job, here, language, (pack.code,), manner) for pack in packs}
    return replace(_writer(job, here, language, here.codes, manner), places=places)


def _writer(job: Job, here: Situation, language: str, codes: Sequence[str], manner: str) -> Writer:
    spelling = spelling_of(job.library, here.law, codes, language)
    locale, labels = locale_of(here.law, codes, language), job.library.words[language]
    calendar = calendar_of(here.law, codes, job.answers)
    return Writer(Speaker(locale, labels, spelling, manner, calendar), job.draft)


def setting_of(issue: Issue, request: Request, language: str, beside: str = "") -> Setting:
    """How the documents of an issue are rendered in a language, with another `beside` it on sheets of two."""
    words = issue.job.library.words
    labels, other = words[language], words.get(beside)
    speaker = writer(issue.job, issue.job.situation, language).speaker
    values = letterhead.values(issue.job.answers, speaker) if request.shell else None
    return Setting(labels, request.shell, values, request.fonts, issue.job.answers.digest, issue.job.brand, other)


def _about(artifact: Artifact) -> dict[str, str]:
    about = {"sha256": artifact.digest, "document": artifact.document, "language": artifact.language}
    return {**about, "parts": artifact.parts} if artifact.parts else about
