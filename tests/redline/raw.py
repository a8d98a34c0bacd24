"""Small Word files written by hand, for what issues of ours seldom or never hold."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
OURS = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="policygen-manifest"><vt:lpwstr>1</vt:lpwstr>'
    "</property></Properties>"
)


def p(words: str, style: str = "BodyText", more: str = "") -> str:
    """A paragraph of plain words; `more` are further children."""
    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}{more}</w:p>'


def table(*rows: tuple[str, ...]) -> str:
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
    cells = (
        "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{p(one)}</w:tc>' for one in row)
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(id_: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{id_}"/></w:r>'


def footnotes(**notes: str) -> str:
    """Footnotes by number, as `_2="words"`."""
    lines = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    return lines + "".join(f'<w:footnote w:id="{id_[1:]}">{p(words)}</w:footnote>' for id_, words in notes.items())


def file(body: str, stories: Mapping[str, str] | None = None, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A file of ours with this body; `stories` are `header`, `footer` or `footnotes`, `extra` further parts."""
    stories = stories or {}
    edges = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in ("header", "footer") if kind in stories
    )
    section = f'<w:sectPr>{edges}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    spaces = f'xmlns:w="{W}" xmlns:r="{R}"'
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{s}"/></w:style>' for s in _STYLES)
    parts: dict[str, str] = {
        "[Content_Types].xml": _types(stories),
        "_rels/.rels": _relations(
            ("d", f"{R}/officeDocument", "word/document.xml"), ("c", f"{R}/custom-properties", "docProps/custom.xml")
        ),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{R}/styles", "styles.xml"), *((kind, f"{R}/{kind}", f"{kind}.xml") for kind in stories)
        ),
        "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        "docProps/custom.xml": OURS,
    }
    for kind, inner in stories.items():
        parts[f"word/{kind}.xml"] = f"<w:{_KINDS[kind]} {spaces}>{inner}</w:{_KINDS[kind]}>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return made.getvalue()


def _relations(*found: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in found)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _types(stories: Mapping[str, str]) -> str:
    kinds = {"word/document.xml": "document.main", "word/styles.xml": "styles"} | {f"word/{k}.xml": k for k in stories}
    inner = "".join(f'<Override PartName="/{name}" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in kinds.items())
    custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'{inner}<Override PartName="/docProps/custom.xml" ContentType="{custom}"/></Types>'
    )


_STYLES = ("BodyText", "Heading1", "FootnoteText")
