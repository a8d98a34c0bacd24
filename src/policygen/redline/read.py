"""A story of a Word file read for comparing."""

import re
from collections.abc import Callable, Sequence

from lxml import etree

from policygen.redline.tree import CONTENTS, Clause, Node, Other, Paragraph, Row, Table, clause_id, deep_key
from policygen.redline.wordml import (
    CELL_PROPERTIES,
    CLAUSE_MARK,
    MARK_START,
    PARAGRAPH_PROPERTIES,
    RUN,
    SDT,
    SECTION,
    TBL,
    TC,
    TR,
    P,
    child_value,
    key_of,
    text_of,
    value,
    w,
)

Kind = Callable[[str, int], object]  # the list number and level of a paragraph → how its number looks
_LONGEST_TITLE = 60  # of a clause without one, which goes by its first words


def read(story: etree._Element, kind: Kind) -> tuple[Node, ...]:
    """The content of a body, header, footer, note, cell or control, in clauses where it has any."""
    nodes: list[Node] = []
    loose: list[Node] = []

    def close() -> None:
        nodes.extend(_clauses(loose))
        loose.clear()

    for child in story:
        if child.tag == SDT:
            close()
            nodes.append(_control(child, kind))
        elif child.tag == P:
            loose.append(_paragraph(child, kind))
        elif child.tag == TBL:
            loose.append(_table(child, kind))
        elif isinstance(child.tag, str) and child.tag not in _FRAME:
            loose.append(Other(child, ("other", key_of(child))))
    close()
    return tuple(nodes)


def first_mark(element: etree._Element) -> str:
    """The first bookmark of ours within an element."""
    for start in element.iter(MARK_START):
        if value(start, "name").startswith(CLAUSE_MARK):
            return value(start, "name")
    return ""


def _clauses(loose: Sequence[Node]) -> list[Node]:
    """Blocks outside controls: what follows a bookmark of ours belongs to it; what stands before the first is free."""
    groups: list[list[Node]] = [[]]
    for node in loose:
        if node.mark:
            groups.append([])
        groups[-1].append(node)
    free, *marked = groups
    return [
        *free,
        *(Clause(("clause", one[0].mark), "", _title(one), None, tuple(one), one[0].mark) for one in marked),
    ]


def _control(control: etree._Element, kind: Kind) -> Clause:
    content = control.find(w("sdtContent"))
    tag = child_value(control, "sdtPr", "tag")
    contents = child_value(control, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"
    head, tail = _cut_field(content) if contents and content is not None else ((), ())
    inner = () if content is None else _plain(content, kind)
    mark = first_mark(control)
    key = ("clause", CONTENTS if contents else mark or clause_id(tag)[0] or key_of(control))
    alias = child_value(control, "sdtPr", "alias")
    title = alias if alias and alias != clause_id(tag)[0] else _title(inner)
    return Clause(key, tag, title, control, inner, mark, head, tail)


def _plain(content: etree._Element, kind: Kind) -> tuple[Node, ...]:
    """The content of a control: one clause, so its blocks are not divided further unless it holds controls."""
    if content.find(SDT) is not None:
        return read(content, kind)
    found: list[Node] = []
    for child in content:
        if child.tag == P:
            found.append(_paragraph(child, kind))
        elif child.tag == TBL:
            found.append(_table(child, kind))
        elif isinstance(child.tag, str):
            found.append(Other(child, ("other", key_of(child))))
    return tuple(found)


def _paragraph(paragraph: etree._Element, kind: Kind) -> Paragraph:
    style, number, level, section = "", "", 0, False
    for one in paragraph.iterfind(f"{PARAGRAPH_PROPERTIES}/*"):
        if one.tag == w("pStyle"):
            style = value(one)
        elif one.tag == w("numPr"):
            number, depth = child_value(one, "numId"), child_value(one, "ilvl")
            level = int(depth) if number and re.fullmatch(r"\d", depth) else 0
        section = section or one.tag == SECTION
    shape = ("paragraph", style, kind(number, level) if number else None, level, section)
    raw = _PASSING.sub(b"", etree.tostring(paragraph, with_tail=False))
    return Paragraph(paragraph, shape, (shape, raw), first_mark(paragraph), (number, level))


def _table(table: etree._Element, kind: Kind) -> Table:
    rows = tuple(_row(row, kind) for row in table.iterfind(TR))
    columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    shape = ("table", child_value(table, "tblPr", "tblStyle"), columns, len(rows) == 1 and len(rows[0].cells) == 1)
    return Table(table, shape, rows, (shape, *(row.key for row in rows)), first_mark(table))


def _row(row: etree._Element, kind: Kind) -> Row:
    cells = row.findall(TC)
    inner = tuple(read(cell, kind) for cell in cells)
    header = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    shape = (header, *((_span(cell), *_end(found)) for cell, found in zip(cells, inner, strict=True)))
    key = (
        shape,
        *(tuple(node.key if not isinstance(node, Clause) else deep_key(node) for node in found) for found in inner),
    )
    return Row(row, shape, inner, key)


def _span(cell: etree._Element) -> tuple[object, ...]:
    properties = cell.find(CELL_PROPERTIES)
    if properties is None:
        return ("", "")
    merged = properties.find(w("vMerge"))
    return (child_value(properties, "gridSpan"), "" if merged is None else value(merged) or "continue")


def _end(nodes: Sequence[Node]) -> tuple[object, ...]:
    """The shape of the last paragraph of a cell, whose mark can be neither inserted nor deleted."""
    if not nodes:
        return ()
    last = nodes[-1]
    return _end(last.content) if isinstance(last, Clause) else last.shape


def _title(nodes: Sequence[Node]) -> str:
    for node in nodes:
        if isinstance(node, Paragraph) and node.words:
            first = text_of(node.element).strip()
            return first if len(first) <= _LONGEST_TITLE else f"{first[: _LONGEST_TITLE - 1].rstrip()}…"
        if isinstance(node, Table):
            found = next((_title(cell) for row in node.rows for cell in row.cells if _title(cell)), "")
            if found:
                return found
    return ""


def _cut_field(content: etree._Element) -> tuple[tuple[etree._Element, ...], tuple[etree._Element, ...]]:
    """The runs that open a field over several paragraphs and the one that closes it, taken out of their paragraphs."""
    entries = [p for p in content.iterfind(P) if p.find(f"{RUN}/{w('fldChar')}") is not None]
    if len(entries) != 2:
        return (), ()
    first, last = entries
    kinds = [[value(mark, "fldCharType") for mark in entry.iter(w("fldChar"))] for entry in entries]
    if kinds != [["begin", "separate"], ["end"]]:
        return (), ()
    head = [
        run for run in first.iterfind(RUN) if run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None
    ]
    tail = [run for run in last.iterfind(RUN) if run.find(w("fldChar")) is not None]
    for run in (*head, *tail):
        run.getparent().remove(run)
    return tuple(head), tuple(tail)


# Numbers that differ between savings of one text: of bookmarks and controls, of lists, and of sittings at Word.
_PASSING = re.compile(
    rb'<w:(?:bookmark(?:Start|End) w:id|id w:val|numId w:val)="-?\d+"| w:rsid\w*="[^"]*"| w14:(?:para|text)Id="[^"]*"'
)
_FRAME = frozenset({SECTION, CELL_PROPERTIES, w("proofErr")})
