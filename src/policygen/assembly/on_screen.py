"""A form on a screen, where nobody writes by hand: one line stands for each blank, one row for each table of entries."""

from dataclasses import replace

from policygen.domain.document import Block, Box, Clause, Document, Field, Fields, Sign


def on_screen(document: Document) -> Document:
    """The document without the room to write, under a key of its own."""
    sections = tuple(replace(section, clauses=tuple(map(_clause, section.clauses))) for section in document.sections)
    return replace(document, sections=sections, key=document.key and f"{document.key} on screen")


def _clause(clause: Clause) -> Clause:
    return replace(clause, blocks=tuple(map(_block, clause.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Box(blocks):
            return Box(tuple(map(_block, blocks)))
        case Fields(fields) | Sign(_, fields):
            return replace(block, fields=tuple(map(_field, fields)))
        case _:
            return block


def _field(field: Field) -> Field:
    return replace(field, lines=1, rows=min(field.rows, 1))
