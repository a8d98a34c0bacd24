"""A whole site made of hand-made documents."""

from datetime import date
from pathlib import Path

from policygen.domain.document import Document
from policygen.publish.site_input import SiteContact, SiteFile, SiteInput, SitePage
from policygen.render.to_markdown import markdown
from policygen.templating.tokens import filled
from tests.render import html_samples as samples

SHELL = Path(__file__).parents[2] / "templates" / "shells" / "site"
HOSTILE = samples.HOSTILE


def start() -> Document:
    """A start page: in danger, whom to tell, what to do next."""
    p = samples.Printed()
    box = samples.section(
        "danger", "",
        samples.clause("in-danger", "In danger now", f"Get away. Call **{p.say('000', 'places')}**.", level=2), look="box",
    )  # fmt: skip
    steps = samples.section(
        "steps", "What to do now",
        samples.clause("steps-now", "", f"1. Leave, or end the call.\n2. Tell {p.say('HR Officer', 'hr')}.\n3. Rest."),
    )  # fmt: skip
    return samples.document(
        p, box, steps, id="site-start", title="What to do now", numbering="none", values=tuple(p.values)
    )


def page(document: Document, **files: bytes) -> SitePage:
    name = f"{document.id}.en"
    downloads = files or {f"{name}.docx": b"d" * 38_000, f"{name}.pdf": b"p" * 120_000}
    given = {name: SiteFile(data) for name, data in downloads.items()}
    return SitePage(document.id, filled(document.title, document.values), markdown(document, samples.labels()), given)


def site(organisation: str = "Lantern Children's Network") -> SiteInput:
    documents = tuple(page(make()) for make in samples.ALL.values())
    first = start()
    contacts = (
        SiteContact("HR Officer", phone="+1 518 555 0101", email="hr@lantern.example", hours="Mon-Fri 9-17"),
        SiteContact(samples.HOSTILE, name="*A*\n\n# B <script>", phone="+1 518 555 0102", outside=True),
    )
    home = SitePage(first.id, first.title, markdown(first, samples.labels()), {})
    return SiteInput(organisation, "en", date(2026, 11, 21), home, documents, contacts, samples.labels())
