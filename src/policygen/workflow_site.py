"""From answers to a site: the same issue, laid out as pages with downloads and contacts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from policygen.assembly import reports
from policygen.assembly.assemble import Assembled, Look, assemble
from policygen.assembly.plan import Planned
from policygen.assembly.situation import locale_of, record_names
from policygen.domain.document import Document
from policygen.domain.manifest import Artifact
from policygen.domain.sheet import SheetFormat
from policygen.domain.values import Record
from policygen.errors import PolicygenError
from policygen.publish.site import write_site
from policygen.publish.site_input import SiteContact, SiteInput, SitePage
from policygen.render.formats import Setting, rendered
from policygen.render.shell_files import shells_dir
from policygen.templating import tokens
from policygen.workflow import Issue, Request, issued, render_all, writer, written_language


def site(request: Request, today: date) -> tuple[Path, ...]:
    """Issue the documents as a site for staff: a start page, each document with its downloads, the contacts."""
    issue = issued(request, today)
    artifacts, _, findings = render_all(issue, request)
    if findings:
        raise PolicygenError(findings)
    return write_site(request.out, site_pages(issue, artifacts), shells_dir() / "site", force=request.force)


def site_pages(issue: Issue, artifacts: Sequence[Artifact]) -> SiteInput:
    """What the site is made of: every main document in one language, its variants as downloads."""
    job = issue.job
    language = written_language(job, ("site-start",))
    labels = job.library.words[language]
    look = Look(
        language,
        locale_of(job.situation.law, job.situation.codes, language),
        SheetFormat("a4"),
        job.draft,
        job.situation.law.as_of,
    )
    start = assemble(
        job.library.outlines["site-start"], job.situation, writer(job, job.situation, language), look
    ).document
    first = SitePage(start.id, _title(start), rendered(start, "md", Setting(labels)), {})
    pages = tuple(
        _site_page(planned, one, artifacts, issue)
        for planned, one in zip(job.planned, issue.assembled, strict=True)
        if not one.outline.variant_of and planned.language == language
    )
    organisation = str(job.answers.get("organisation.name"))
    contacts = tuple(_site_contact(record) for record in reports.contacts(job.answers))
    return SiteInput(organisation, language, job.situation.law.as_of, first, pages, contacts, labels, job.brand)


def _site_page(planned: Planned, one: Assembled, artifacts: Sequence[Artifact], issue: Issue) -> SitePage:
    """A document's page. One that is issued for a place or a law is named by it: its page, and its title in the menu."""
    of = (planned.outline.document, planned.language, planned.record, planned.place)
    stems = {p.stem for p in issue.job.planned if (p.outline.document, p.language, p.record, p.place) == of}
    found = {a.path: a.data for a in artifacts if a.path.rpartition(".")[0] in stems}
    downloads = {path: data for path, data in found.items() if path.endswith((".docx", ".pdf"))}
    place = planned.record or planned.place
    id_, title = one.document.id, _title(one.document)
    if place:
        names = record_names(issue.job.situation)
        id_, title = f"{id_}-{place}", f"{title}: {names[place] or place}"
    return SitePage(id_, title, found[f"{planned.stem}.md"], downloads)


def _site_contact(record: Record) -> SiteContact:
    texts = {name: record.text(name) for name in ("post", "name", "phone", "email", "hours")}
    return SiteContact(**texts, outside=record.get("outside") is True)


def _title(document: Document) -> str:
    return tokens.filled(document.title, document.values)
