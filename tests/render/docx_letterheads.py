"""Letterheads as users make them: with tags in odd places, other style names and numbers of their own."""

import io
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from lxml import etree


def letterhead(anchor: bool = True, body: str = "Dear reader of {{ organisation.name }},") -> bytes:
    """A letterhead with tags in body, table, header and footer, and a second page setting of its own."""
    made = docx.Document()
    _rename_heading(made.styles.element)
    made.styles.add_style("Firm Text", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(11)
    section = made.sections[0]
    section.header.paragraphs[0].text = "{{ organisation.name }} · {{ organisation.name | upper }}"
    footer = section.footer.paragraphs[0]
    footer.add_run("From {{ organ")
    footer.add_run("isation.name }}").bold = True
    made.add_paragraph(body, style="Firm Text")
    if anchor:
        made.add_paragraph("{{p document }}")
    made.add_paragraph("{% if organisation.charity %}A registered charity.{% endif %}")
    table = made.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "{{ organisation.name }}"
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def written(folder: Path, data: bytes, name: str = "letterhead.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _rename_heading(styles: etree._Element) -> None:
    """Give Heading 1 the id that a German Word gives it; its name stays."""
    for element in styles.iter():
        for key, value in element.attrib.items():
            if value == "Heading1":
                element.set(key, "berschrift1")
