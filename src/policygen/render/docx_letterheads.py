"""Letterheads to begin with: our own look as a Word template that a user changes, plain or with a cover page."""

import re
from collections.abc import Mapping
from datetime import date

from policygen.domain.document import Document, Paper
from policygen.render.docx_numbering import Numbering
from policygen.render.docx_package import filled, skeleton
from policygen.render.docx_parts import builtin_base, core_properties
from policygen.render.docx_xml import Format, paragraph, run
from policygen.render.shell_files import shells_dir

_COVER_SPACE = 4200  # twips above the title of a cover: about a quarter of the page
_PLACE = "{{p document }}"


def letterhead(paper: Paper, cover: bool, locale: str, labels: Mapping[str, str]) -> bytes:
    """A template on this paper whose tags print the organisation, the title, and the running lines of a document.

    With a cover, the title, its subtitle and the organisation stand on a page of their own, without running lines.
    """
    base = builtin_base(_stub(paper, locale), labels, shells_dir() / "docx")
    head, middle, end = base.numbering
    page = base.texts[1]
    parts = dict(base.parts)
    body = _cover(page) if cover else ""
    parts["word/document.xml"] = f"{base.texts[0]}{body}{paragraph(Format('BodyText'), run(_PLACE))}{page}".encode()
    parts["word/styles.xml"] = (shells_dir() / "docx" / "styles.xml").read_bytes()
    numbering = Numbering()
    parts["word/numbering.xml"] = f"{head}{numbering.definitions()}{middle}{numbering.instances()}{end}".encode()
    made = {
        "word/_rels/document.xml.rels": f"{base.links}</Relationships>".encode(),
        "docProps/core.xml": core_properties(_stub(paper, locale), "", ""),
        "docProps/custom.xml": f"{base.properties}</Properties>".encode(),
    }
    return filled(skeleton(parts), (), made)


def _cover(page: str) -> str:
    """A section of its own: the title below the middle of the upper half, the organisation below it, no running lines."""
    section = re.sub(r"<w:(?:header|footer)Reference[^>]*/>", "", page.partition("</w:sectPr>")[0]) + "</w:sectPr>"
    section = section.replace("<w:sectPr>", '<w:sectPr><w:type w:val="nextPage"/>', 1)
    title = paragraph(Format("Title"), run("{{ document.title }}"))
    space = f'<w:spacing w:before="{_COVER_SPACE}"/>'
    return (
        title.replace("</w:pPr>", f"{space}</w:pPr>", 1)
        + paragraph(Format("Subtitle"), run("{{ document.subtitle }}"))
        + paragraph(Format("BodyText"), run("{{ organisation.name }}"))
        + paragraph(Format("BodyText"), run("{{ document.foot }}"))
        + f"<w:p><w:pPr>{section}</w:pPr></w:p>"
    )


def _stub(paper: Paper, locale: str) -> Document:
    """A document without words, on this paper, with tags where its running lines stand."""
    return Document(
        id="letterhead",
        variant="",
        record="",
        language=locale.partition("-")[0],
        locale=locale,
        title="",
        subtitle="",
        organisation="",
        running_head="{{ document.head }}",
        running_foot="{{ document.foot }}",
        paper=paper,
        numbering="headings",
        contents=False,
        draft=False,
        created=date(1980, 1, 1),
        sections=(),
        values=(),
        key="letterhead",
    )
