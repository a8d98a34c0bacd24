"""The filled letterhead as a base to lay a document into: theirs kept, room made for ours."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from policygen.errors import fail
from policygen.render.docx_apart import apart
from policygen.render.docx_headed import CUT, headed, heading_styles
from policygen.render.docx_joined import Joined, before, counted, joined
from policygen.render.docx_mended import MAIN, declare, mend
from policygen.render.docx_parts import OFFICE, OFFICE_MODEL, PACKAGE
from policygen.render.docx_pen import Base, Spot
from policygen.render.docx_roles import default_style, mapped
from policygen.render.docx_styles import added_sheet, our_styles
from policygen.render.docx_xml import DECLARATION, MC, NAMESPACES, W, root, spoken
from policygen.render.shell_files import shell_text, shells_dir

ANCHOR = "\U0010fffd"
_RELATIONSHIPS = f"{PACKAGE}/relationships"
_SPLIT = f"<!--{CUT}-->"
_WIDTH = 9072
_CELL_MARGINS = 216


def merged(data: bytes, locale: str) -> Base:
    """The parts of a filled letterhead, with its ids counted and the place of the document cut open."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in sorted(package.namelist()) if not name.endswith("/")}
    mend(parts)
    tree = _with_our_prefixes(etree.fromstring(parts["word/document.xml"]))
    body = tree.find(f"{{{W}}}body")
    if body is None:
        raise fail("PG-R121", "the letterhead has no page to write on")
    ours = shell_text(shells_dir() / "docx" / "styles.xml")
    their_sheet = parts.get("word/styles.xml") or f"{root('styles')}</w:styles>".encode()
    roles = mapped(our_styles(ours), their_sheet)
    lists = parts.get("word/numbering.xml", b"")
    own = joined(their_sheet, lists, roles.ids["Heading1"])
    spots = _cut(body, own, heading_styles(their_sheet))
    texts = etree.tostring(tree, encoding="unicode").split(_SPLIT)
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
        texts=(DECLARATION + texts[0], *texts[1:]),
        spots=spots,
        numbering=numbering,
        links=links,
        properties=properties,
        styles=roles.ids,
        numbered=_numbered(their_sheet, roles.ids),
        sheet=lambda written: added_sheet(ours, their_sheet, roles.ids, written),
        own_edges=False,
        first_abstract=abstract,
        first_number=number,
        first_mark=_after(body.iter(f"{{{W}}}bookmarkStart"), "id"),
        first_control=max(1001, _after((i for s in body.iter(f"{{{W}}}sdtPr") for i in s.iter(f"{{{W}}}id")), "val")),
        first_property=pid,
        language=_spoken(their_sheet, locale),
        joined=own,
        counted=counted(body, own) if own else 0,
        apart=() if own else apart(their_sheet, lists, body, _headings(roles.ids)),
        unmapped=roles.unmapped,
    )


def counting_apart(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """What numbers headings in a user's template and is not joined by our clauses, in words."""
    sheet, page = parts.get("word/styles.xml"), parts.get("word/document.xml")
    if not sheet or not page:
        return ()
    ours = shell_text(shells_dir() / "docx" / "styles.xml")
    ids, lists = mapped(our_styles(ours), sheet).ids, parts.get("word/numbering.xml", b"")
    if joined(sheet, lists, ids["Heading1"]):
        return ()
    return apart(sheet, lists, etree.fromstring(page), _headings(ids))


def _headings(ids: Mapping[str, str]) -> frozenset[str]:
    """The ids of the headings that number themselves where they can be joined."""
    return frozenset(id_ for ours, id_ in ids.items() if ours.startswith("Heading"))


def lacking(sheet: bytes) -> tuple[str, ...]:
    """The roles of text that a user's style sheet has no style for."""
    ours = shell_text(shells_dir() / "docx" / "styles.xml")
    return tuple(mapped(our_styles(ours), sheet).unmapped.values())


def _with_our_prefixes(tree: etree._Element) -> etree._Element:
    """The same tree under a root that declares the prefixes our XML is written with."""
    spaces = {prefix: uri for prefix, uri in tree.nsmap.items() if prefix not in NAMESPACES}
    fresh = etree.Element(tree.tag, tree.attrib, nsmap={**spaces, **NAMESPACES})
    ignorable = set(fresh.get(f"{{{MC}}}Ignorable", "").split()) | {"w14", "w15"}
    fresh.set(f"{{{MC}}}Ignorable", " ".join(sorted(ignorable & set(fresh.nsmap))))
    fresh.extend(list(tree))
    return fresh


def _cut(body: etree._Element, own: Joined | None, headings: frozenset[str]) -> tuple[Spot, ...]:
    """Mark where our text goes: instead of its tags, or at the end before the last section's page."""
    spots = []
    for paragraph in list(body.iter(f"{{{W}}}p")):
        said = "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        if not said.startswith(ANCHOR):
            continue
        parent = paragraph.getparent()
        after = before(paragraph, body, own) if own else 0
        spots.append(Spot(text_width(paragraph), said.removeprefix(ANCHOR), after, headed(paragraph, headings)))
        paragraph.addprevious(etree.Comment(CUT))
        if paragraph.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None or parent.tag == f"{{{W}}}tc":
            for run in paragraph.findall(f"{{{W}}}r"):
                paragraph.remove(run)
        else:
            parent.remove(paragraph)
    return tuple(spots)


def add_anchor(body: etree._Element) -> None:
    """A paragraph to be cut out again, at the end of the last page."""
    last = body[-1] if len(body) and body[-1].tag == f"{{{W}}}sectPr" else None
    paragraph = etree.Element(f"{{{W}}}p")
    etree.SubElement(etree.SubElement(paragraph, f"{{{W}}}r"), f"{{{W}}}t").text = ANCHOR
    body.append(paragraph) if last is None else last.addprevious(paragraph)


def _numbering(parts: dict[str, bytes]) -> tuple[tuple[str, str, str], int, int]:
    """Their numbering, open for our definitions and our instances; and the first ids that are free."""
    if "word/numbering.xml" not in parts:
        declare(parts, "word/numbering.xml", f"{MAIN}.numbering+xml")
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
            declare(parts, name, f"application/vnd.{main}.{place}+xml")
    parts["_rels/.rels"] = etree.tostring(related, xml_declaration=True, encoding="UTF-8", standalone=True)
    if parts.get("docProps/custom.xml"):
        tree = etree.fromstring(parts["docProps/custom.xml"])
        return _open(tree), max(2, _after(tree, "pid", namespace=""))
    spaces = f'xmlns="{OFFICE_MODEL}/custom-properties" xmlns:vt="{OFFICE_MODEL}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {spaces}>", 2


def _open(tree: etree._Element) -> str:
    """A tree as text without its closing tag, with `vt` declared where properties need it."""
    text = etree.tostring(tree, encoding="unicode")
    if text.endswith("/>"):
        return f"{DECLARATION}{text[:-2]}>"
    return DECLARATION + re.sub(r"</[^<>]+>$", "", text)


def _numbered(sheet: bytes, ids: Mapping[str, str]) -> frozenset[str]:
    """The styles that number their paragraphs, themselves or through the style that they are based on."""
    tree = etree.fromstring(sheet)
    based: dict[str, str] = {}
    numbered: set[str] = set()
    for style in tree.iter(f"{{{W}}}style"):
        style_id, base = str(style.get(f"{{{W}}}styleId")), style.find(f"{{{W}}}basedOn")
        based[style_id] = "" if base is None else str(base.get(f"{{{W}}}val"))
        own = style.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if own is not None and own.get(f"{{{W}}}val") != "0":
            numbered.add(style_id)
    based |= {ids["PanelHeading"]: ids["Heading1"], ids["PanelSubheading"]: ids["Heading2"]}
    for style_id in based:
        at, seen = style_id, set[str]()
        while at and at not in seen and at not in numbered:
            seen.add(at)
            at = based.get(at, "")
        if at in numbered:
            numbered.add(style_id)
    return frozenset(numbered)


def _spoken(sheet: bytes, locale: str) -> str:
    """The language that our words are marked with, where the template's own is another one."""
    tree = etree.fromstring(sheet)
    normal = default_style(tree)
    own = [
        *tree.iterfind(f".//{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr/{{{W}}}lang"),
        *tree.iterfind(f".//{{{W}}}style[@{{{W}}}styleId='{normal}']/{{{W}}}rPr/{{{W}}}lang"),
    ]
    wanted = etree.fromstring(f'<a xmlns:w="{W}">{spoken(locale)}</a>')[0]
    [(kind, language)] = wanted.attrib.items()
    said = next((str(one.get(kind)) for one in reversed(own) if one.get(kind)), "")
    return "" if said == language else locale


def text_width(paragraph: etree._Element) -> int:
    """The width of the text where a paragraph stands: of its cell, or of a column of its section's page."""
    cell = next(paragraph.iterancestors(f"{{{W}}}tc"), None)
    own = None if cell is None else cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    if own is not None and own.get(f"{{{W}}}type") == "dxa" and _number(own, "w") > _CELL_MARGINS:
        return _number(own, "w") - _CELL_MARGINS
    following = paragraph.xpath("(.|following::*)/descendant-or-self::w:sectPr[1]", namespaces={"w": W})
    page = following[0] if following else None
    size, margin = (None, None) if page is None else (page.find(f"{{{W}}}pgSz"), page.find(f"{{{W}}}pgMar"))
    if page is None or size is None or margin is None:
        return _WIDTH
    width = _number(size, "w") - _number(margin, "left") - _number(margin, "right")
    columns = page.find(f"{{{W}}}cols")
    many = max(1, _number(columns, "num")) if columns is not None else 1
    width = (width - (many - 1) * _number(columns, "space")) // many if columns is not None and many > 1 else width
    return width if width > 0 else _WIDTH


def _after(elements: Iterator[etree._Element], name: str, namespace: str = f"{{{W}}}") -> int:
    values = [value for e in elements if (value := e.get(f"{namespace}{name}", "")).lstrip("-").isdigit()]
    return max((int(value) for value in values), default=-1) + 1


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{{{W}}}{name}", "0")
    return int(value) if value.lstrip("-").isdigit() else 0
