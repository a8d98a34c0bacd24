"""A story of a Word file read for comparing: clauses, paragraphs, tables, rows and cells, each with what makes it equal."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from policygen.redline.inline import Atom, atoms, words
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
_CONTENTS = "contents"
_SECTION_MARK = f"{CLAUSE_MARK}s_"


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """`shape` is what no tracked insertion or deletion can change; `list_` is its list and level."""

    element: etree._Element
    shape: tuple[object, ...]
    atoms: tuple[Atom, ...]
    key: tuple[object, ...]
    words: Counter[str]
    mark: str
    list_: tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    element: etree._Element
    shape: tuple[object, ...]
    cells: tuple[tuple["Node", ...], ...]
    key: tuple[object, ...]
    words: Counter[str]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    element: etree._Element
    shape: tuple[object, ...]
    rows: tuple[Row, ...]
    key: tuple[object, ...]
    words: Counter[str]
    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A clause in its control, or what follows a bookmark of ours up to the next; `tag` is its id and version.

    `head` and `tail` are the runs of a list of contents' field, taken out of its first and last entry.
    """

    key: tuple[object, ...]
    tag: str
    title: str
    control: etree._Element | None
    content: tuple["Node", ...]
    head: tuple[etree._Element, ...] = ()
    tail: tuple[etree._Element, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    mark: str = ""
    shape: tuple[object, ...] = ()

    @property
    def is_clause(self) -> bool:
        """Whether it is a clause of the content, and not a list of contents or the heading of a section."""
        return self.key[1] != _CONTENTS and (bool(self.tag) or not self.mark.startswith(_SECTION_MARK))


@dataclass(frozen=True, slots=True, eq=False)
class Other:
    """What stands between blocks and is not text, as a bookmark around several."""

    element: etree._Element
    key: tuple[object, ...]
    shape: tuple[object, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    mark: str = ""


Node = Paragraph | Table | Clause | Other


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


def clause_id(tag: str) -> tuple[str, str]:
    """The id and the version in a control's tag."""
    id_, _, version = tag.rpartition("@")
    return (id_, version) if id_ and version.isdigit() else (tag, "")


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
        *(Clause(("clause", group[0].mark), "", _title(group), None, tuple(group), mark=group[0].mark,
                 words=_sum(group)) for group in marked),
    ]  # fmt: skip


def _control(control: etree._Element, kind: Kind) -> Clause:
    content = control.find(w("sdtContent"))
    tag = child_value(control, "sdtPr", "tag")
    contents = control.find(f"{w('sdtPr')}/{w('docPartObj')}") is not None
    head, tail = _cut_field(content) if contents and content is not None else ((), ())
    inner = () if content is None else _plain(content, kind)
    mark = first_mark(control)
    key = ("clause", _CONTENTS if contents else mark or clause_id(tag)[0] or key_of(control))
    title = child_value(control, "sdtPr", "alias") or _title(inner)
    return Clause(key, tag, title, control, inner, head, tail, _sum(inner), mark)


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
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    style, number, level, section = "", "", 0, False
    if properties is not None:
        style = child_value(properties, "pStyle")
        number = child_value(properties, "numPr", "numId")
        depth = child_value(properties, "numPr", "ilvl")
        level = int(depth) if re.fullmatch(r"\d", depth) else 0
        section = properties.find(SECTION) is not None
    pieces = atoms(child for child in paragraph if child.tag != PARAGRAPH_PROPERTIES)
    shape = ("paragraph", style, kind(number, level) if number else None, level if number else 0, section)
    key = (shape, *(atom.key if atom.key[0] != "link" else (*atom.key, key_of(atom.whole[0])) for atom in pieces))
    counted = Counter(word for word in words(text_of(paragraph)) if word.strip())
    return Paragraph(paragraph, shape, pieces, key, counted, first_mark(paragraph), (number, level))


def _table(table: etree._Element, kind: Kind) -> Table:
    rows = tuple(_row(row, kind) for row in table.iterfind(TR))
    columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    shape = ("table", child_value(table, "tblPr", "tblStyle"), columns, len(rows) == 1 and len(rows[0].cells) == 1)
    return Table(table, shape, rows, (shape, *(row.key for row in rows)), _sum(rows), first_mark(table))


def _row(row: etree._Element, kind: Kind) -> Row:
    cells = row.findall(TC)
    inner = tuple(read(cell, kind) for cell in cells)
    header = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    shape = (header, *((_span(cell), *_end(found)) for cell, found in zip(cells, inner, strict=True)))
    key = (
        shape,
        *(tuple(node.key if not isinstance(node, Clause) else deep_key(node) for node in found) for found in inner),
    )
    return Row(row, shape, inner, key, _sum([node for found in inner for node in found]))


def deep_key(node: Node) -> tuple[object, ...]:
    """What makes a clause equal to another in every word."""
    if isinstance(node, Clause):
        return (node.key, clause_id(node.tag)[1], *(deep_key(inner) for inner in node.content))
    return node.key


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
            return text_of(node.element).strip()
        if isinstance(node, Table):
            found = next((_title(cell) for row in node.rows for cell in row.cells if _title(cell)), "")
            if found:
                return found
    return ""


def _sum(nodes: Sequence[Node | Row]) -> Counter[str]:
    total: Counter[str] = Counter()
    for node in nodes:
        total.update(node.words)
    return total


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


_FRAME = frozenset({SECTION, CELL_PROPERTIES, w("proofErr")})
