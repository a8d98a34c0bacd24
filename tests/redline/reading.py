"""A Word file as a reader and a lawyer's tools see it, read for the tests from its parts alone."""

import re
from dataclasses import dataclass

from lxml import etree

from policygen.verify.docx_reading import lines, parsed, parts
from tests.redline.engine import uncontrolled

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EDGE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*[\w-]*\.xml")


@dataclass(frozen=True)
class Seen:
    """Lines of the body with their numbers, paragraphs with their styles, rows of tables, links, fields, other stories."""

    numbered: tuple[str, ...]
    styled: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    others: tuple[str, ...]


def seen(data: bytes) -> Seen:
    """What a file shows, its controls left out."""
    data = uncontrolled(data)
    found = parts(data)
    body = parsed(found["word/document.xml"])
    targets = {str(one.get("Id")): str(one.get("Target")) for one in parsed(found["word/_rels/document.xml.rels"])}
    return Seen(
        numbered=lines(data, numbers=True),
        styled=tuple((_style(p), _text(p)) for p in body.iter(f"{_W}p") if _text(p).strip()),
        rows=tuple(tuple(_text(cell) for cell in row.iterfind(f"{_W}tc")) for row in body.iter(f"{_W}tr")),
        links=tuple(
            (targets.get(str(one.get(f"{_R}id")), str(one.get(f"{_W}anchor"))), _text(one))
            for one in body.iter(f"{_W}hyperlink")
        ),
        fields=tuple((one.text or "").strip() for one in body.iter(f"{_W}instrText")),
        others=tuple(
            text
            for name in sorted(found)
            if _EDGE.fullmatch(name)
            for p in parsed(found[name]).iter(f"{_W}p")
            if (text := _text(p)).strip()
        ),
    )


def marks(data: bytes) -> set[str]:
    """The names of the bookmarks of the body."""
    return {str(one.get(f"{_W}name")) for one in parsed(parts(data)["word/document.xml"]).iter(f"{_W}bookmarkStart")}


def controls(data: bytes) -> list[str]:
    """The tags of the controls of clauses, in reading order; a control that holds nothing is one that should be gone."""
    found = parsed(parts(data)["word/document.xml"]).iter(f"{_W}sdt")
    held = [one for one in found if one.find(f"{_W}sdtPr/{_W}tag") is not None and one.getparent().tag != f"{_W}p"]
    assert all(len(one.find(f"{_W}sdtContent")) for one in held), "a control is left with nothing in it"
    return [str(one.find(f"{_W}sdtPr/{_W}tag").get(f"{_W}val")) for one in held]


def revisions(data: bytes) -> list[etree._Element]:
    """Every mark of a tracked change of any kind, in every part."""
    names = re.compile(r"\}(ins|del|move\w+|\w+Change|cell(Ins|Del|Merge)|customXml\w+Range\w+)$")
    return [
        one
        for name, part in parts(data).items()
        if name.startswith("word/") and name.endswith(".xml")
        for one in parsed(part).iter()
        if isinstance(one.tag, str) and names.search(one.tag)
    ]


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _text(element: etree._Element) -> str:
    return "".join(
        (one.text or "") if one.tag == f"{_W}t" else " "
        for one in element.iter(f"{_W}t", f"{_W}br", f"{_W}tab")
        if one.getparent().tag == f"{_W}r"
    )
