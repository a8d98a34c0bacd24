"""What the redline needs to know of WordprocessingML: names, and how elements are compared."""

from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CLAUSE_MARK = "_c_"  # how the bookmark of a clause or section of ours begins
_PASSING = ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect")


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{W}}}{name}"


P, TBL, TR, TC, SDT, SECTION = (w(name) for name in ("p", "tbl", "tr", "tc", "sdt", "sectPr"))
RUN, TEXT, LINK = w("r"), w("t"), w("hyperlink")
RUN_PROPERTIES, PARAGRAPH_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = (
    w(name) for name in ("rPr", "pPr", "trPr", "tcPr")
)
MARK_START, MARK_END = w("bookmarkStart"), w("bookmarkEnd")
CHANGES = frozenset(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "delText", "delInstrText",
        "customXmlInsRangeStart", "customXmlDelRangeStart", "moveFromRangeStart", "moveToRangeStart",
    )
)  # fmt: skip
COMMENTS = frozenset(w(name) for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of the main namespace; empty where the element or the attribute is not there."""
    return "" if element is None else str(element.get(w(name), ""))


def child_value(element: etree._Element, *path: str) -> str:
    """The `val` of the element found down a path of names."""
    return value(element.find("/".join(w(name) for name in path)))


def text_of(element: etree._Element) -> str:
    """The characters that an element shows, a tab or a break as a space."""
    found: list[str] = []
    for one in element.iter(TEXT, w("tab"), w("br"), w("delText")):
        if one.tag in (TEXT, w("delText")):
            found.append(one.text or "")
        elif one.getparent().tag == RUN:
            found.append(" ")
    return "".join(found)


def key_of(element: etree._Element) -> str:
    """An element as text for comparing: without ids that Word gives for each saving, and without ids of controls."""
    if element.tag == RUN_PROPERTIES and not len(element):
        return ""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    held = sorted((name, text) for name, text in element.items() if etree.QName(name).localname not in _PASSING)
    if element.tag == w("id") and element.getparent() is not None and element.getparent().tag == w("sdtPr"):
        held = []
    yield f"<{element.tag}{''.join(f' {name}={text!r}' for name, text in held)}>{(element.text or '')}"
    for child in element:
        yield from _pieces(child)
        if element.tag in (TEXT,):
            yield child.tail or ""
    yield "</>"


def blocks_within(element: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of a story, cell or control in order, those of controls within it among them."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag in (P, TBL):
            found.append(child)
        elif child.tag == SDT:
            content = child.find(w("sdtContent"))
            found += [] if content is None else blocks_within(content)
        elif child.tag in (w("customXml"), w("smartTag")):
            found += blocks_within(child)
    return found
