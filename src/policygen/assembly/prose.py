"""The sentences of a document's blocks, in reading order; a value stands as its token."""

import re
from collections.abc import Iterator

from policygen.assembly.compose import plain_text
from policygen.domain.document import Block, Box, Heading, List, Paragraph, Table

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|(?<=。)(?=[^）」])")
_WHOLE_END = re.compile(r"(?<=[.!?])\s+|(?<=。)(?=[^）」])")


def sentences(block: Block, *, whole: bool = False) -> Iterator[str]:
    """Each sentence, list item by list item, cut after colons too; a table cell by cell.

    `whole` keeps what stands around a colon or a semicolon together, and a row of a table, its header left out.
    """
    match block:
        case Paragraph(inlines, _) | Heading(_, inlines):
            yield from split(plain_text(inlines), whole=whole)
        case List(_, items):
            for item in items:
                for inner in item.blocks:
                    yield from sentences(inner, whole=whole)
        case Table(_, rows) if whole:
            for row in rows:
                yield ": ".join(filter(None, (plain_text(cell).strip() for cell in row)))
        case Table(header, rows):
            for row in (header, *rows):
                for cell in row:
                    yield from split(plain_text(cell))
        case Box(blocks):
            for inner in blocks:
                yield from sentences(inner, whole=whole)
        case _:
            return


def split(text: str, *, whole: bool = False) -> list[str]:
    """A text cut after each full stop, question mark and the like, and unless `whole` after each colon."""
    return [part.strip() for part in (_WHOLE_END if whole else _SENTENCE_END).split(text) if part.strip()]
