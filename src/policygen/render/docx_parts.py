"""The parts of a Word file beside its body: header, footer, properties, relationships and content types."""

import re
from collections.abc import Mapping
from pathlib import Path

from policygen.domain.document import Document, Paper
from policygen.render.blank_parts import units_follow
from policygen.render.docx_pen import Base, Spot
from policygen.render.docx_styles import closer, latin, lean_sheet, lines_set, smaller, tables_closer, title_size
from policygen.render.docx_xml import DECLARATION, Format, escaped, field, paragraph, quoted, root, run, tab
from policygen.render.fonts import breadth
from policygen.templating.tokens import PATTERN

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_MODEL = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEETS: Mapping[Paper, tuple[int, int, int]] = {"a4": (11906, 16838, 1417), "letter": (12240, 15840, 1440)}
_SUBJECT = 0.6  # of the size of a title: the subject line of a letter
_RULED = 0.75  # of the size of a heading: between the ruled tables of a form
_FULL_WIDTH = (
    0.84  # of the size of a title: characters of full width, whose titles are short and should stay on one line
)
_SMALLEST = 0.75  # a title made smaller than that reads as a heading
_CLOSE = 1090  # twips: the margins of a contract or a letter
_PAGES = re.compile(r"(\{pages?\})")


def builtin_base(document: Document, labels: Mapping[str, str], folder: Path) -> Base:
    """The built-in package: our styles, our page, our header and footer."""
    wide, high, margin = _SHEETS[document.paper]
    top, bottom = 1474, 1360
    sheet = (folder / "styles.xml").read_text("utf-8")
    if document.head():
        sheet = smaller(sheet, "Title", _SUBJECT)
    elif document.language == "ja":
        sheet = smaller(sheet, "Title", _FULL_WIDTH)
    if document.close or document.numbering == "legal":
        margin, top, bottom, sheet = (
            _CLOSE,
            _CLOSE + 110,
            _CLOSE,
            closer(tables_closer(sheet) if document.head() else sheet),
        )
    elif document.is_form():
        margin, top, bottom, sheet = _CLOSE, _CLOSE + 110, _CLOSE, closer(tables_closer(sheet))
        if units_follow(document.locale):
            sheet = smaller(sheet, "Heading1", _RULED)
    if margin == _CLOSE and document.language == "ja":
        sheet = lines_set(sheet)
    width = wide - 2 * margin
    sheet = smaller(sheet, "Title", _fit(document, sheet, width))
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"/><w:pgMar w:top="{top}" w:right="{margin}" w:bottom="{bottom}" '
        f'w:left="{margin}" w:header="680" w:footer="624" w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "word/document.xml": b"",
        "word/_rels/document.xml.rels": b"",
        "word/styles.xml": b"",
        "word/settings.xml": _settings(folder, document),
        "word/theme/theme1.xml": (folder / "theme.xml").read_bytes(),
        "word/fontTable.xml": (folder / "fontTable.xml").read_bytes(),
        "word/numbering.xml": b"",
        "word/header1.xml": _header(document, labels, width),
        "word/footer1.xml": _footer(document, labels, width),
        "docProps/core.xml": b"",
        "docProps/custom.xml": b"",
    }
    return Base(
        parts,
        texts=(f"{root('document')}<w:body>", f"{page}</w:body></w:document>"),
        spots=(Spot(width),),
        numbering=(root("numbering"), "", "</w:numbering>"),
        links=_relationships(),
        properties=f'{DECLARATION}<Properties xmlns="{OFFICE_MODEL}/custom-properties" '
        f'xmlns:vt="{OFFICE_MODEL}/docPropsVTypes">',
        styles={},
        sheet=lambda written: lean_sheet(sheet, latin(document.locale), written),
    )


def _fit(document: Document, sheet: str, width: int) -> float:
    """The share of its size at which a title of full width keeps to one line, where a little less is enough.

    A line of such characters may break within a word, and a title that runs over by a few would end in half of one.
    """
    size, characters = title_size(sheet), breadth(document.title) / 2
    if document.language != "ja" or PATTERN.search(document.title) or not characters:
        return 1.0
    fitting = int(width / 10 / characters)  # half points, of which ten twips make one
    return fitting / size if _SMALLEST * size <= fitting < size else 1.0


def link_relationship(name: str, address: str) -> str:
    return _relationship(name, "hyperlink", quoted(address), ' TargetMode="External"')


def core_properties(document: Document, title: str, author: str) -> bytes:
    """Title, maker, language and dates, all from the document and none from a clock."""
    day = f"{document.created.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escaped(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{escaped(document.locale)}</dc:language></cp:coreProperties>"
    ).encode()


def custom_property(pid: int, name: str, text: str) -> str:
    return (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{quoted(name)}">'
        f"<vt:lpwstr>{escaped(text)}</vt:lpwstr></property>"
    )


def _header(document: Document, labels: Mapping[str, str], width: int) -> bytes:
    draft = f"{tab()}{run(labels['docx.draft'])}" if document.draft else ""
    return _edge("hdr", "Header", run(document.running_head) + draft, width)


def _footer(document: Document, labels: Mapping[str, str], width: int) -> bytes:
    codes = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    pages = "".join(
        field(codes[part], "1") if part in codes else run(part) for part in _PAGES.split(labels["docx.page"])
    )
    return _edge("ftr", "Footer", f"{run(document.running_foot)}{tab()}{pages}", width)


def _edge(element: str, style: str, runs: str, width: int) -> bytes:
    """One line at the edge of the page, with a stop at the right margin."""
    line = paragraph(Format(style), runs)
    if width != 9072:
        stops = f'<w:tabs><w:tab w:val="clear" w:pos="9072"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        line = line.replace("</w:pPr>", f"{stops}</w:pPr>", 1)
    return f"{root(element)}{line}</w:{element}>".encode()


def _settings(folder: Path, document: Document) -> bytes:
    """Settings with the language that Word's own menus of fonts go by."""
    text = (folder / "settings.xml").read_text(encoding="utf-8")
    font = f'<w:themeFontLang w:val="{latin(document.locale)}" w:eastAsia="ja-JP" w:bidi="hi-IN"/>'
    return text.replace("  <w:decimalSymbol", f"  {font}\n  <w:decimalSymbol").encode()


def _relationships() -> str:
    kinds = {"styles": "styles", "settings": "settings", "numbering": "numbering", "fontTable": "fontTable"}
    kinds |= {"theme": "theme/theme1", "header": "header1", "footer": "footer1"}
    inner = "".join(_relationship(f"rId{kind.title()}", kind, f"{target}.xml") for kind, target in kinds.items())
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{inner}'


def _relationship(name: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def _package_relationships() -> bytes:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        + _relationship("rId1", "officeDocument", "word/document.xml")
        + f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
        + _relationship("rId3", "custom-properties", "docProps/custom.xml")
        + "</Relationships>"
    ).encode()


def _content_types() -> bytes:
    kinds = {
        "word/document.xml": f"{_MAIN}.document.main+xml",
        "word/styles.xml": f"{_MAIN}.styles+xml",
        "word/settings.xml": f"{_MAIN}.settings+xml",
        "word/numbering.xml": f"{_MAIN}.numbering+xml",
        "word/fontTable.xml": f"{_MAIN}.fontTable+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "word/header1.xml": f"{_MAIN}.header+xml",
        "word/footer1.xml": f"{_MAIN}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()
