"""Blocks, clauses and sections as HTML."""

from collections.abc import Sequence
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
from policygen.render.html_fields import FieldWriter
from policygen.render.html_inline import plain, write_inlines
from policygen.render.html_writer import Writer


class BlockWriter:
    """Writes the body of one document."""

    def __init__(self, writer: Writer, fields: FieldWriter) -> None:
        self.writer = writer
        self.fields = fields

    def section(self, section: Section) -> None:
        """A section with its heading and clauses; its id is its anchor."""
        looks = f"part {section.look}{' new-page' if section.new_page else ''}"
        self.writer.markup(f'<section id="{section.anchor}" class="{looks}">')
        if section.title:
            self._heading(2, section.number, section.title)
        for clause in section.clauses:
            self._clause(clause)
        self.writer.markup("</section>\n")

    def _clause(self, clause: Clause) -> None:
        spoken = f' translation" lang="{clause.language}"' if clause.language else '"'
        self.writer.markup(
            f'<div id="{clause.anchor}" class="clause{spoken} data-clause="{clause.id}" data-version="{clause.version}">'
        )
        if clause.title:
            self._heading(clause.level, clause.number, clause.title)
        self._blocks(clause.blocks, clause.anchor)
        self.writer.markup("</div>\n")

    def _heading(self, level: int, number: str, title: Inlines) -> None:
        self.writer.markup(f"<h{level}>")
        self._number(number)
        write_inlines(self.writer, title)
        self.writer.markup(f"</h{level}>\n")

    def _number(self, number: str) -> None:
        if number:
            self.writer.markup('<span class="number">')
            self.writer.text(number)
            self.writer.markup("</span> ")

    def _blocks(self, blocks: Sequence[Block], prefix: str) -> None:
        for block in blocks:
            self._block(block, prefix)

    def _block(self, block: Block, prefix: str) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Heading(level, inlines):
                self._heading(level, "", inlines)
            case List():
                self._list(block, prefix)
            case Table():
                self._table(block)
            case Box(blocks):
                self.writer.markup('<div class="callout">')
                self._blocks(blocks, prefix)
                self.writer.markup("</div>\n")
            case Fields(fields):
                self.fields.fields(fields, prefix)
            case Sign():
                self.fields.sign(block, prefix)
            case PageBreak():
                self.writer.markup('<div class="page-break"></div>\n')
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        look = "numbered" if paragraph.number else "" if paragraph.side == "left" else paragraph.side
        self.writer.markup(f'<p class="{look}">' if look else "<p>")
        self._number(paragraph.number)
        if paragraph.number:
            self.writer.markup("<span>")
        write_inlines(self.writer, paragraph.inlines)
        self.writer.markup("</span></p>\n" if paragraph.number else "</p>\n")

    def _list(self, found: List, prefix: str) -> None:
        # The label is printed, never counted by the browser; the role keeps the list a list for VoiceOver.
        tag = "ol" if found.ordered else "ul"
        self.writer.markup('<ol class="labelled" role="list">' if found.ordered else "<ul>")
        for item in found.items:
            self._item(item, prefix)
        self.writer.markup(f"</{tag}>\n")

    def _item(self, item: Item, prefix: str) -> None:
        self.writer.markup("<li>")
        if item.label:
            self.writer.markup('<span class="label">')
            self.writer.text(item.label)
            self.writer.markup("</span> <div>")
        first, *rest = item.blocks or (Paragraph(()),)
        if isinstance(first, Paragraph) and not first.number:
            self.writer.markup("<p>" if rest and isinstance(rest[0], Paragraph) else '<p class="tight">')
            write_inlines(self.writer, first.inlines)
            self.writer.markup("</p>")
        else:
            self._block(first, prefix)
        self._blocks(rest, prefix)
        self.writer.markup("</div></li>" if item.label else "</li>")

    def _table(self, table: Table) -> None:
        # On a narrow screen rows become blocks, which drops a table's meaning; the roles keep it.
        self.writer.markup('<div class="table"><table role="table">')
        heads = [plain(cell) for cell in table.header]
        if any(heads):
            self.writer.markup('<thead role="rowgroup"><tr role="row">')
            for cell in table.header:
                self._head_cell(cell)
            self.writer.markup("</tr></thead>")
        self.writer.markup('<tbody role="rowgroup">\n')
        for row in table.rows:
            self.writer.markup('<tr role="row">')
            for column, cell in enumerate(row):
                self._cell(cell, heads[column] if column < len(heads) else "", first=column == 0 < len(row) - 1)
            self.writer.markup("</tr>\n")
        self.writer.markup("</tbody></table></div>\n")

    def _head_cell(self, cell: Inlines) -> None:
        empty = not plain(cell)
        self.writer.markup('<td role="cell">' if empty else '<th scope="col" role="columnheader">')
        write_inlines(self.writer, cell)
        self.writer.markup("</td>" if empty else "</th>")

    def _cell(self, cell: Inlines, head: str, *, first: bool) -> None:
        heading = first and bool(plain(cell))
        self.writer.markup('<th scope="row" role="rowheader"' if heading else '<td role="cell"')
        if head:
            self.writer.markup(' data-label="')
            self.writer.attribute(head)
            self.writer.markup('"')
        self.writer.markup("><div>")
        write_inlines(self.writer, cell)
        self.writer.markup("</div></th>" if heading else "</div></td>")
