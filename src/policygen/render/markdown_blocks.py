"""Blocks, clauses and sections as lines of Markdown."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Fields,
    Heading,
    Inlines,
    Item,
    List,
    PageBreak,
    Paragraph,
    Section,
    Sign,
    Table,
)  # fmt: skip
from policygen.render.markdown_escape import LINE, MARKUP, authored
from policygen.render.markdown_fields import field_lines, sign_lines
from policygen.render.markdown_inline import Lines, Parts, write_inlines

INDENT = "    "  # Python-Markdown needs four, CommonMark accepts them
APART = "<!-- -->"  # keeps two neighbouring lists or boxes from becoming one


class BlockLines:
    """Turns parts of one document into lines. Anchors wait until there is a line they can stand on."""

    def __init__(self, labels: Mapping[str, str], locale: str, after: Mapping[str, str] | None = None) -> None:
        self.labels = labels
        self.locale = locale
        self.after = after or {}
        self.anchors = ""

    def section(self, section: Section) -> Lines:
        """A section with its heading and clauses; a panel becomes a block quote."""
        self._anchor(section.anchor)
        chunks = [self._heading(2, section.number, section.title)] if section.title else []
        if section.look in ("box", "card"):
            lines = _quoted(spaced([*chunks, *(self._clause(clause) for clause in section.clauses)]))
            return spaced([lines, *(self._after(clause) for clause in section.clauses)])
        for clause in section.clauses:
            chunks += [self._clause(clause), self._after(clause)]
        return spaced(chunks)

    def _after(self, clause: Clause) -> Lines:
        note = self.after.get(clause.anchor)
        return [[note]] if note else []

    def _clause(self, clause: Clause) -> Lines:
        self._anchor(clause.anchor)
        chunks = [self._heading(clause.level, clause.number, clause.title)] if clause.title else []
        if clause.blocks:
            chunks.append(self._blocks(clause.blocks))
        return spaced(chunks)

    def _anchor(self, anchor: str) -> None:
        self.anchors += f'<a id="{anchor}"></a>'

    def _anchored(self) -> Lines:
        """The anchors that wait, on a line of their own."""
        waiting, self.anchors = self.anchors, ""
        return [[waiting], []] if waiting else []

    def _heading(self, level: int, number: str, title: Inlines) -> Lines:
        marks = f"{'#' * level} {number} " if number else f"{'#' * level} "
        return [*self._anchored(), [marks, *write_inlines(title)]]

    def _blocks(self, blocks: Sequence[Block]) -> Lines:
        chunks: list[Lines] = []
        last: Block | None = None
        for block in blocks:
            if isinstance(block, List | Box) and type(block) is type(last):
                chunks.append([[APART]])
            if not isinstance(block, PageBreak):
                chunks.append(self._block(block))
                last = block
        return spaced(chunks)

    def _block(self, block: Block) -> Lines:
        match block:
            case Paragraph():
                waiting, self.anchors = self.anchors, ""
                return [[waiting, *_paragraph(block)]]
            case Heading(level, inlines):
                return self._heading(level, "", inlines)
            case List(_, items):
                return [*self._anchored(), *self._list(items)]
            case Table():
                return [*self._anchored(), *_table(block)]
            case Box(blocks):
                return _quoted(self._blocks(blocks))
            case Fields(fields):
                return [*self._anchored(), *spaced([field_lines(f, self.labels, self.locale) for f in fields])]
            case Sign():
                return [*self._anchored(), *sign_lines(block, self.labels, self.locale)]
            case PageBreak():
                return []
            case _:
                assert_never(block)

    def _list(self, items: Sequence[Item]) -> Lines:
        counted = all(item.label == f"{number}." for number, item in enumerate(items, 1))
        written = [self._item(item, counted=counted) for item in items]
        if any([] in lines for lines in written):
            return spaced(written)
        return [line for lines in written for line in lines]

    def _item(self, item: Item, *, counted: bool) -> Lines:
        first, *rest = item.blocks or (Paragraph(()),)
        if not isinstance(first, Paragraph):
            first, rest = Paragraph(()), list(item.blocks)
        label: Parts = [authored(item.label, MARKUP, LINE, starts=False), " "] if item.label else []
        marker: Parts = [f"{item.label} "] if counted else ["- ", *label]
        lines: Lines = [[*marker, *_paragraph(first)]]
        if not rest:
            return lines
        more = self._blocks(rest)
        close = all(isinstance(block, List) for block in rest) and [] not in more
        return [*lines, *([] if close else [[]]), *([INDENT, *line] if line else [] for line in more)]


def spaced(chunks: Sequence[Lines]) -> Lines:
    """Chunks with an empty line between them."""
    lines: Lines = []
    for chunk in chunks:
        if chunk:
            lines += [[], *chunk] if lines else chunk
    return lines


def _paragraph(paragraph: Paragraph) -> Parts:
    if not paragraph.number:
        return write_inlines(paragraph.inlines, starts=True)
    return [authored(paragraph.number, LINE, LINE, starts=True), " ", *write_inlines(paragraph.inlines)]


def _table(table: Table) -> Lines:
    width = max(len(table.header), *(len(row) for row in table.rows)) if table.rows else len(table.header)
    rule = "|" + "---|" * width
    return [_row(table.header, width), [rule], *(_row(row, width) for row in table.rows)]


def _row(cells: Sequence[Inlines], width: int) -> Parts:
    parts: Parts = ["|"]
    for cell in (*cells, *((),) * (width - len(cells))):
        parts += [" ", *write_inlines(cell), " |"]
    return parts


def _quoted(lines: Lines) -> Lines:
    return [["> ", *line] if line else [">"] for line in lines]
