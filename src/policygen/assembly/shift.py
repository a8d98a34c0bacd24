"""Moving a piece of a tree to its place in a document: its tokens, the level of its headings, its cross-references."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policygen.domain.document import (
    Block,
    Box,
    Emphasis,
    Field,
    Fields,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Paragraph,
    Reference,
    Sign,
    Strong,
    Table,
    Text,
)
from policygen.templating import tokens


@dataclass(frozen=True)
class Shift:
    """Moves tokens on by `by` among a document's values, headings to a level (0: as they are), references to `anchors`."""

    by: int
    heading_level: int = 0
    anchors: Mapping[str, str] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, inlines=self.inlines(block.inlines))
            case Heading(level, inlines):
                return Heading(self.heading_level or level, self.inlines(inlines))
            case List(ordered, items):
                return List(ordered, tuple(Item(tuple(self.block(b) for b in i.blocks), i.label) for i in items))
            case Table(header, rows):
                return Table(tuple(map(self.inlines, header)), tuple(tuple(map(self.inlines, row)) for row in rows))
            case Box(blocks):
                return Box(tuple(self.block(b) for b in blocks))
            case Fields(fields):
                return Fields(tuple(map(self.field, fields)))
            case Sign(heading, fields):
                return Sign(self.text(heading), tuple(map(self.field, fields)))
            case _:
                return block

    def inlines(self, found: Inlines) -> Inlines:
        return tuple(map(self._inline, found))

    def text(self, text: str) -> str:
        return tokens.shift(text, self.by)

    def field(self, field: Field) -> Field:
        return replace(
            field,
            label=self.text(field.label),
            other=self.text(field.other),
            options=tuple(map(self.text, field.options)),
            columns=tuple(map(self.text, field.columns)),
            given=tuple(map(self.text, field.given)),
        )

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text(text):
                return Text(self.text(text))
            case Strong(children):
                return Strong(self.inlines(children))
            case Emphasis(children):
                return Emphasis(self.inlines(children))
            case Link(href, children):
                return Link(self.text(href), self.inlines(children))
            case Reference(anchor, number, title):
                return Reference(self.anchors.get(anchor, anchor), number, self.text(title))
            case _:
                return inline
