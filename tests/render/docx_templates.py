"""Word templates as other people's programs make them: paragraphs with tags, styles and numbers of any name."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from policygen.render.docx_letterheads import letterhead
from policygen.render.docx_xml import run
from tests.render.docx_samples import LABELS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = f'xmlns:w="{W}"'
_LEVEL = (
    '<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}<w:lvlText w:val="{text}"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
)


def saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def template(*paragraphs: str | tuple[str, str]) -> bytes:
    """A file with these paragraphs; a pair is a style's name and a text."""
    made = docx.Document()
    for one in paragraphs:
        style, text = one if isinstance(one, tuple) else (None, one)
        made.add_paragraph(text, style=style)
    return saved(made)


def renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """The file with styles under other names, and ids made of them."""

    def change(sheet: bytes) -> bytes:
        tree = etree.fromstring(sheet)
        for style in tree.iter(f"{{{W}}}style"):
            name = style.find(f"{{{W}}}name")
            new = names.get(name.get(f"{{{W}}}val"))
            if new is not None:
                name.set(f"{{{W}}}val", new)
                style.set(f"{{{W}}}styleId", "x" + new.encode().hex())
        return bytes(etree.tostring(tree))

    return edited(data, {"word/styles.xml": change})


def edited(
    data: bytes, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """The file with some parts changed, and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part) if name in changes else part)
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def with_body(data: bytes, xml: str) -> bytes:
    """The file with some XML at the end of its page."""
    return edited(data, {"word/document.xml": lambda part: part.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)})


def numbering_headings(first: str, second: str, *paragraphs: str | tuple[str, str]) -> bytes:
    """A contract whose first heading style counts; `first` and `second` are the texts of its list's levels."""
    made = docx.Document()
    heading = made.styles["Heading 1"]
    levels = _LEVEL.format(at=0, kind="decimal", style='<w:pStyle w:val="Heading1"/>', text=first)
    levels += _LEVEL.format(at=1, kind="decimal", style="", text=second) if second else ""
    numbering = made.part.numbering_part.element
    numbering.insert(0, etree.fromstring(f'<w:abstractNum {_SPACE} w:abstractNumId="40">{levels}</w:abstractNum>'))
    numbering.append(etree.fromstring(f'<w:num {_SPACE} w:numId="40"><w:abstractNumId w:val="40"/></w:num>'))
    properties = heading.element.get_or_add_pPr()
    properties.insert(2, etree.fromstring(f'<w:numPr {_SPACE}><w:numId w:val="40"/></w:numPr>'))
    for one in paragraphs:
        style, text = one if isinstance(one, tuple) else (None, one)
        made.add_paragraph(text, style=style)
    return saved(made)


def numbered_apart(
    *paragraphs: str | tuple[str, str], name: str = "Own", outline: bool = False, direct: bool = False
) -> bytes:
    """A contract whose pairs are headings that count in a style of the house, or each by itself."""
    made = docx.Document()
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    numbering = made.part.numbering_part.element
    level = _LEVEL.format(at=0, kind="decimal", style="", text="%1.")
    numbering.insert(0, etree.fromstring(f'<w:abstractNum {_SPACE} w:abstractNumId="40">{level}</w:abstractNum>'))
    numbering.append(etree.fromstring(f'<w:num {_SPACE} w:numId="40"><w:abstractNumId w:val="40"/></w:num>'))
    number = f'<w:numPr {_SPACE}><w:ilvl w:val="0"/><w:numId w:val="40"/></w:numPr>'
    properties = style.element.get_or_add_pPr()
    properties.extend([] if direct else [etree.fromstring(number)])
    properties.extend([etree.fromstring(f'<w:outlineLvl {_SPACE} w:val="0"/>')] if outline else [])
    for one in paragraphs:
        added = made.add_paragraph(
            one[1] if isinstance(one, tuple) else one, style=style if isinstance(one, tuple) else None
        )
        if direct and isinstance(one, tuple):
            added._p.get_or_add_pPr().append(etree.fromstring(number))
    return saved(made)


def with_styles(*names: str) -> bytes:
    """A file with paragraph styles of these names, as a user adds them, and none of the usual headings or lists."""
    made = docx.Document()
    for style in list(made.styles):
        if style.name not in ("Normal", "Default Paragraph Font", "Normal Table", "No List"):
            style.delete()
    for name in names:
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("{{p document }}")
    return saved(made)


def lean(*paragraphs: str, cut: int = 1000) -> bytes:
    """A small file with these paragraphs, each in runs of at most `cut` letters."""
    written = "".join(
        "<w:p>" + "".join(run(text[at : at + cut]) for at in range(0, len(text), cut)) + "</w:p>" for text in paragraphs
    )
    place = re.compile(rb"<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr>.*?</w:p>", re.DOTALL)
    change = {"word/document.xml": lambda part: place.sub(lambda _: written.encode(), part)}
    return edited(letterhead("a4", False, "en-GB", LABELS), change)
