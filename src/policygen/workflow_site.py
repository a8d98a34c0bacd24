"""From answers to a site: the same issue, laid out as pages for its readers, in each of its languages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policygen.assembly import recorded
from policygen.assembly.assemble import Assembled
from policygen.assembly.contact_roles import Role, roles
from policygen.assembly.duties import in_words
from policygen.assembly.plan import Planned
from policygen.domain.answers import Answers
from policygen.domain.audience import SHOWN, Audience, group
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact
from policygen.domain.values import AnyValue, Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.site import write_site
from policygen.publish.site_changes import Before, ClauseWords, before, changed, page_record, record
from policygen.publish.site_changes import Issue as Kept
from policygen.publish.site_input import SiteCall, SiteChange, SiteContact, SiteHelp, SiteInput, SitePage, SitePlace
from policygen.publish.site_place import kept_issue
from policygen.render.shell_files import shells_dir
from policygen.templating.filters import spoken_date
from policygen.workflow import Issue, Request, issued, render_all, situation_in, writer
from policygen.workflow_making import AFRESH, Making
from policygen.workflow_site_own import Own, has_first, own_pages
from policygen.workflow_site_page import Paged, about, paged

_STOP = ("POL-10",)  # the element that lets people leave, stop serving or end a call
_TOLD = ("MAN-20", "POL-20")  # what managers do in the first minutes with a report; else what they do at all
_FILES: tuple[Format, ...] = ("docx", "pdf")


@dataclass(frozen=True)
class _Language:
    """The pages of one language: made of documents, and of the site's own."""

    language: str
    documents: tuple[Paged, ...]
    own: Own
    contacts: tuple[SiteContact, ...]

    def record(self) -> Kept:
        """What is kept of its pages, by language and page."""
        kept = {page.page.id: page.record for page in (*self.documents, *self.own.pages()) if page.record}
        if self.contacts:
            kept["contacts"] = page_record("", tuple(map(_words_of, self.contacts)))
        return {f"{self.language}/{id_}": record for id_, record in kept.items()}


def site(request: Request, today: date, audience: Audience = "staff") -> tuple[Path, ...]:
    """Issue the documents as a site for an audience; give the paths written, the built pages apart.

    A file that cannot be made is left out of the downloads: the site is written, and then it raises what kept it, with
    a note of what the site lacks.
    """
    issue = issued(for_site(request), today)
    lacking: list[Diagnostic] = []
    left: list[str] = []

    def files(shown: Issue) -> Sequence[Artifact]:
        artifacts, missing, findings = render_all(shown, request)
        lacking.extend(findings)
        left.extend(missing)
        return artifacts

    pages = site_input(issue, audience, files, kept_issue(request.out))
    written = write_site(request.out, pages, shells_dir() / "site", force=request.force)
    if lacking:
        raise PolicygenError([*_without(request.out, left), *lacking])
    return written


def _without(out: Path, left: Sequence[str]) -> tuple[Diagnostic, ...]:
    """A note that the site is written, and which downloads it lacks."""
    message = f"the site is written, without the downloads {', '.join(left)}"
    hint = "Mend what is said of them and write it again, or use it as it is."
    return (Diagnostic("PG-R015", message, Where(subject=str(out)), hint, "note"),) if left else ()


def for_site(request: Request) -> Request:
    """The request with the formats that a site holds."""
    return replace(request, formats=(*_FILES, "md"))


def site_input(
    issue: Issue, audience: Audience, files: Callable[[Issue], Sequence[Artifact]], kept: Kept,
    making: Making = AFRESH,
) -> SiteInput:  # fmt: skip
    """What the site of an issue is made of; `files` gives what is downloaded, from the issue with that alone."""
    shown = _shown(issue, audience)
    return site_pages(issue, shown, files(_files_only(shown)), audience, kept, making)


def site_pages(
    issue: Issue, shown: Issue, artifacts: Sequence[Artifact], audience: Audience, kept: Kept,
    making: Making = AFRESH,
) -> SiteInput:  # fmt: skip
    """What the site is made of. `shown` is the issue with the audience's documents alone; `kept` the last site's record."""
    languages = tuple(_languages(issue, shown, artifacts, audience, making))
    now = {page: record for one in languages for page, record in one.record().items()}
    of = recorded.issue(issue.job.answers)
    since = before(kept, now, of)
    first, *others = (_site(one, issue, audience, since, now) for one in languages)
    return replace(first, others=tuple(others), record=record(now, of, since))


def _shown(issue: Issue, audience: Audience) -> Issue:
    """The issue without the documents that are not for the audience."""
    job = issue.job
    pairs = [
        (planned, one)
        for planned, one in zip(job.planned, issue.assembled, strict=True)
        if group(planned.outline, one.document) in SHOWN[audience]
    ]
    if not pairs:
        hint = "Choose another audience, or take a document for it out of `documents.without`."
        raise fail("PG-D045", f"none of the documents is for the audience {audience!r}", hint=hint)
    kept = replace(job, planned=tuple(planned for planned, _ in pairs))
    return replace(issue, job=kept, assembled=tuple(one for _, one in pairs))


def _files_only(issue: Issue) -> Issue:
    """The pages are written from the trees; only what is downloaded is rendered."""
    planned = (replace(p, formats=tuple(f for f in p.formats if f in _FILES)) for p in issue.job.planned)
    return replace(issue, job=replace(issue.job, planned=tuple(planned)))


def _languages(
    issue: Issue, shown: Issue, artifacts: Sequence[Artifact], audience: Audience, making: Making
) -> Iterator[_Language]:
    pairs = tuple(zip(shown.job.planned, shown.assembled, strict=True))
    spoken = dict.fromkeys(planned.language for planned, _ in pairs)
    for language in [one for one in spoken if has_first(issue.job, one, audience)]:
        mains: list[tuple[Planned, Assembled]] = [
            (planned, one) for planned, one in pairs if planned.language == language and not one.outline.variant_of
        ]
        staff = audience != "public"
        said = replace(issue, accounts=in_words(issue.accounts, situation_in(issue.job, language).law))
        documents = tuple(paged(planned, one, artifacts, said, law=staff, making=making) for planned, one in mains)
        labels, answers = issue.job.library.words[language], issue.job.answers.in_language(language)
        contacts = tuple(_contact(role, labels) for role in roles(answers)) if staff else ()
        own = own_pages(issue, language, audience, tuple(one.page for one in documents), making)
        yield _Language(language, documents, own, contacts)


def _site(one: _Language, issue: Issue, audience: Audience, since: Before, now: Kept) -> SiteInput:
    job = issue.job
    labels, answers = job.library.words[one.language], job.answers.in_language(one.language)
    speaker = writer(job, job.situation, one.language).speaker

    def day(when: date) -> str:
        return spoken_date(when, speaker)

    def changes(id_: str) -> tuple[SiteChange, ...]:
        return changed(since.pages, now, f"{one.language}/{id_}", labels, day)

    def shown(page: Paged) -> SitePage:
        return replace(page.page, changes=changes(page.page.id))

    own, staff = one.own, audience != "public"
    return SiteInput(
        organisation=str(answers.get("organisation.name")), language=one.language, as_of=job.situation.law.as_of,
        start=shown(own.start), documents=tuple(map(shown, (*one.documents, *own.further))), contacts=one.contacts,
        calls=_calls(issue, one.language) if staff else (), police=answers.text("response.police_contact") if staff else "",
        support=_support(answers) if staff else (),
        labels=labels, brand=job.brand, audience=audience, help=shown(own.help) if own.help else None,
        rule=_place(one.documents, _STOP) if staff else None, told=_place(one.documents, _TOLD) if staff else None,
        issue=_said_of(issue, one.language, law=staff), contacts_changes=changes("contacts"),
        since=since.words(labels), short_name=str(answers.get("organisation.short_name") or ""),
    )  # fmt: skip


def _said_of(issue: Issue, language: str, *, law: bool) -> str:
    """What pages that are no document say of the issue: version, days, and who keeps them."""
    job, said = issue.job, about(issue.job, language, law=law)
    owner = job.answers.in_language(language).get("issue.owner")
    kept = job.library.words[language]["site.kept"]
    return kept.format(about=said, owner=owner.text("post")) if isinstance(owner, Record) else said


def _place(documents: Sequence[Paged], elements: Sequence[str]) -> SitePlace | None:
    """The clause of the first document that says the first of these elements that any says."""
    found = (page.supplied[element] for element in elements for page in documents if element in page.supplied)
    return next(found, None)


def _contact(role: Role, labels: Mapping[str, str]) -> SiteContact:
    record = role.contact
    texts: Mapping[str, str] = {name: record.text(name) for name in ("id", "post", "name", "phone", "email", "hours")}
    does = tuple(labels[f"site.does_{word}"] for word in role.does)
    return SiteContact(**texts, outside=record.get("outside") is True, told=role.told, does=does)


def _calls(issue: Issue, language: str) -> tuple[SiteCall, ...]:
    """The emergency numbers of the places, named where they differ."""
    found = situation_in(issue.job, language).scope.derived["emergencies"]
    calls = tuple(one for one in found if isinstance(one, Record)) if isinstance(found, tuple) else ()
    return tuple(SiteCall(one.text("number"), _texts(one.get("places")) if len(calls) > 1 else ()) for one in calls)


def _support(answers: Answers) -> tuple[SiteHelp, ...]:
    found = answers.get("support.services")
    offered = (one for one in found if isinstance(one, Record)) if isinstance(found, tuple) else ()
    return tuple(SiteHelp(*(one.text(name) for name in ("what", "reach", "hours", "cost"))) for one in offered)


def _texts(value: AnyValue) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _words_of(contact: SiteContact) -> ClauseWords:
    words = (contact.post, contact.name, contact.phone, contact.email, contact.hours, *contact.does)
    return ClauseWords(contact.anchor, contact.post, "\n".join(words))
