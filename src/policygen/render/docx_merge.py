"""The filled letterhead as a base to lay a document into: theirs kept, room made for ours."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from policygen.errors import fail
from policygen.render.docx_parts import OFFICE, OFFICE_MODEL, PACKAGE
from policygen.render.docx_pen import Base
from policygen.render.docx_styles import added_sheet, their_ids
from policygen.render.docx_xml import DECLARATION, MC, NAMESPACES, W, root
from policygen.render.shell_files import shell_text, shells_dir

ANCHOR = "\U0010fffd"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"{PACKAGE}/content-types"
_RELATIONSHIPS = f"{PACKAGE}/relationships"
_SPLIT = "<!--policygen-->"
_WIDTH = 9072


def merged(data: bytes) -> Base:
    """The parts of a filled letterhead, with its ids counted and the place of the document cut open."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in sorted(package.namelist()) if not name.endswith("/")}
    _drop_legacy_styles(parts)
    tree = _with_our_prefixes(etree.fromstring(parts["word/document.xml"]))
    body = tree.find(f"{{{W}}}body")
    if body is None:
        raise fail("PG-R121", "the letterhead has no page to write on")
    _cut(body)
    before, after = etree.tostring(tree, encoding="unicode").split(_SPLIT)
    ours = shell_text(shells_dir() / "docx" / "styles.xml")
    their_sheet = parts.get("word/styles.xml") or f"{root('styles')}</w:styles>".encode()
    ids = their_ids(ours, their_sheet)
    numbering, abstract, number = _numbering(parts)
    links = _linked(parts)
    properties, pid = _properties(parts)
    for name in (
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
    ):
        parts[name] = b""
    parts["word/_rels/document.xml.rels"] = b""
    return Base(
        {"[Content_Types].xml": parts.pop("[Content_Types].xml"), **parts},
        body=(DECLARATION + before, after),
        numbering=numbering,
        links=links,
        properties=properties,
        styles=ids,
        numbered=_numbered(their_sheet),
        sheet=lambda written: added_sheet(ours, their_sheet, ids, written),
        width=_text_width(body),
        own_edges=False,
        first_abstract=abstract,
        first_number=number,
        first_mark=_after(body.iter(f"{{{W}}}bookmarkStart"), "id"),
        first_control=max(1001, _after((i for s in body.iter(f"{{{W}}}sdtPr") for i in s.iter(f"{{{W}}}id")), "val")),
        first_property=pid,
    )


def _drop_legacy_styles(parts: dict[str, bytes]) -> None:
    """Leave out Word 2010's second copy of the styles: beside styles of ours it would be out of step."""
    if parts.pop("word/stylesWithEffects.xml", None) is None:
        return
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        tree = etree.fromstring(parts[name])
        for entry in list(tree):
            if (entry.get("PartName") or entry.get("Target") or "").endswith("stylesWithEffects.xml"):
                tree.remove(entry)
        parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_our_prefixes(tree: etree._Element) -> etree._Element:
    """The same tree under a root that declares the prefixes our XML is written with."""
    spaces = {prefix: uri for prefix, uri in tree.nsmap.items() if prefix not in NAMESPACES}
    fresh = etree.Element(tree.tag, tree.attrib, nsmap={**spaces, **NAMESPACES})
    ignorable = set(fresh.get(f"{{{MC}}}Ignorable", "").split()) | {"w14", "w15"}
    fresh.set(f"{{{MC}}}Ignorable", " ".join(sorted(ignorable & set(fresh.nsmap))))
    fresh.extend(list(tree))
    return fresh


def _cut(body: etree._Element) -> None:
    """Mark where the document goes: instead of its tag, or at the end before the last section's page."""
    mark = etree.Comment("policygen")
    for paragraph in body.iter(f"{{{W}}}p"):
        if "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t")) != ANCHOR:
            continue
        parent = paragraph.getparent()
        at = parent.index(paragraph)
        if paragraph.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None or parent.tag == f"{{{W}}}tc":
            paragraph.remove(paragraph.find(f"{{{W}}}r"))
        else:
            parent.remove(paragraph)
        parent.insert(at, mark)
        return
    last = body[-1] if len(body) and body[-1].tag == f"{{{W}}}sectPr" else None
    body.append(mark) if last is None else last.addprevious(mark)


def _numbering(parts: dict[str, bytes]) -> tuple[tuple[str, str, str], int, int]:
    """Their numbering, open for our definitions and our instances; and the first ids that are free."""
    if "word/numbering.xml" not in parts:
        _declare(parts, "word/numbering.xml", f"{_MAIN}.numbering+xml")
        return (root("numbering"), "", "</w:numbering>"), 0, 1
    tree = _with_our_prefixes(etree.fromstring(parts["word/numbering.xml"]))
    first, second = etree.Comment("policygen"), etree.Comment("policygen")
    numbers = tree.findall(f"{{{W}}}num")
    if numbers:
        numbers[0].addprevious(first)
        numbers[-1].addnext(second)
    else:
        definitions = tree.findall(f"{{{W}}}abstractNum")
        definitions[-1].addnext(first) if definitions else tree.append(first)
        first.addnext(second)
    head, middle, end = etree.tostring(tree, encoding="unicode").split(_SPLIT)
    abstract = _after(tree.iter(f"{{{W}}}abstractNum"), "abstractNumId")
    return (DECLARATION + head, middle, end), abstract, max(1, _after(numbers, "numId"))


def _linked(parts: dict[str, bytes]) -> str:
    """Their relationships, open at the end, with numbering and styles among them."""
    tree = etree.fromstring(parts["word/_rels/document.xml.rels"])
    kinds = {relation.get("Type") for relation in tree}
    for kind in ("styles", "numbering"):
        if f"{OFFICE}/{kind}" not in kinds:
            etree.SubElement(
                tree,
                f"{{{_RELATIONSHIPS}}}Relationship",
                Id=f"rIdOur{kind.title()}",
                Type=f"{OFFICE}/{kind}",
                Target=f"{kind}.xml",
            )
    return _open(tree)


def _properties(parts: dict[str, bytes]) -> tuple[str, int]:
    """Their custom properties, open at the end, and the first free id."""
    related = etree.fromstring(parts["_rels/.rels"])
    for name, kind, place in (
        ("docProps/core.xml", f"{_RELATIONSHIPS}/metadata/core-properties", "core-properties"),
        ("docProps/custom.xml", f"{OFFICE}/custom-properties", "custom-properties"),
    ):
        if name not in parts:
            etree.SubElement(
                related, f"{{{_RELATIONSHIPS}}}Relationship", Id=f"rIdOur{place.title()}", Type=kind, Target=name
            )
            main = "openxmlformats-package" if place == "core-properties" else "openxmlformats-officedocument"
            _declare(parts, name, f"application/vnd.{main}.{place}+xml")
    parts["_rels/.rels"] = etree.tostring(related, xml_declaration=True, encoding="UTF-8", standalone=True)
    if parts.get("docProps/custom.xml"):
        tree = etree.fromstring(parts["docProps/custom.xml"])
        return _open(tree), max(2, _after(tree, "pid", namespace=""))
    spaces = f'xmlns="{OFFICE_MODEL}/custom-properties" xmlns:vt="{OFFICE_MODEL}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {spaces}>", 2


def _declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    types = etree.fromstring(parts["[Content_Types].xml"])
    if not any(one.get("PartName") == f"/{name}" for one in types):
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    parts["[Content_Types].xml"] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _open(tree: etree._Element) -> str:
    """A tree as text without its closing tag, with `vt` declared where properties need it."""
    text = etree.tostring(tree, encoding="unicode")
    if text.endswith("/>"):
        return f"{DECLARATION}{text[:-2]}>"
    return DECLARATION + re.sub(r"</[^<>]+>$", "", text)


def _numbered(sheet: bytes) -> frozenset[str]:
    found = etree.fromstring(sheet).iter(f"{{{W}}}style")
    return frozenset(
        str(style.get(f"{{{W}}}styleId")) for style in found if style.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None
    )


def _text_width(body: etree._Element) -> int:
    """The width of the text on the page the document is laid on."""
    page = next(body.iter(f"{{{W}}}sectPr"), None)
    size, margin = (None, None) if page is None else (page.find(f"{{{W}}}pgSz"), page.find(f"{{{W}}}pgMar"))
    if size is None or margin is None:
        return _WIDTH
    width = _number(size, "w") - _number(margin, "left") - _number(margin, "right")
    return width if width > 0 else _WIDTH


def _after(elements: Iterator[etree._Element], name: str, namespace: str = f"{{{W}}}") -> int:
    values = [value for e in elements if (value := e.get(f"{namespace}{name}", "")).lstrip("-").isdigit()]
    return max((int(value) for value in values), default=-1) + 1


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{{{W}}}{name}", "0")
    return int(value) if value.lstrip("-").isdigit() else 0
