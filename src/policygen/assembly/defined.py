"""Defined terms of a document lead to their definitions: the first use of each in every other clause becomes a reference."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Document,
    Inline,
    Inlines,
    Item,
    List,
    Paragraph,
    Reference,
    Table,
    Text,
)

_KANJI = "[\u3400-\u9fff]"


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term: the anchor of the clause that defines it, and the sentence that does."""

    name: str
    anchor: str
    says: str


def with_terms(document: Document, terms: Sequence[Term]) -> Document:
    """The document with references to its definitions, under a key of its own."""
    if not terms:
        return document
    key = document.key and repr((document.key, [(term.name, term.anchor) for term in terms]))
    patterns = {term: _pattern(term.name) for term in sorted(terms, key=lambda term: -len(term.name))}
    sections = tuple(
        replace(section, clauses=tuple(_clause(clause, patterns) for clause in section.clauses))
        for section in document.sections
    )
    return replace(document, sections=sections, key=key)


def _pattern(name: str) -> re.Pattern[str]:
    """A term where it stands as a word of its own; Japanese words have no spaces between them."""
    around = (r"\b", r"\b") if name.isascii() else (f"(?<!{_KANJI})", f"(?!{_KANJI})")
    return re.compile(around[0] + re.escape(name) + around[1])


def _clause(clause: Clause, patterns: Mapping[Term, re.Pattern[str]]) -> Clause:
    open_ = {term: pattern for term, pattern in patterns.items() if term.anchor != clause.anchor}
    return replace(clause, blocks=tuple(_block(block, open_) for block in clause.blocks))


def _block(block: Block, open_: dict[Term, re.Pattern[str]]) -> Block:
    match block:
        case Paragraph(inlines):
            return replace(block, inlines=_inlines(inlines, open_))
        case List(_, items):
            return replace(block, items=tuple(_item(item, open_) for item in items))
        case Box(blocks):
            return replace(block, blocks=tuple(_block(one, open_) for one in blocks))
        case Table(_, rows):
            return replace(block, rows=tuple(tuple(_inlines(cell, open_) for cell in row) for row in rows))
        case _:
            return block


def _item(item: Item, open_: dict[Term, re.Pattern[str]]) -> Item:
    return replace(item, blocks=tuple(_block(block, open_) for block in item.blocks))


def _inlines(inlines: Inlines, open_: dict[Term, re.Pattern[str]]) -> Inlines:
    return tuple(piece for node in inlines for piece in _pieces(node, open_))


def _pieces(node: Inline, open_: dict[Term, re.Pattern[str]]) -> Iterator[Inline]:
    """The node, or its text cut at the first use of each term that is still to be met; each is then done with."""
    if not isinstance(node, Text):
        yield node
        return
    rest = node.text
    while found := _first(rest, open_):
        term, match = found
        del open_[term]
        if match.start():
            yield Text(rest[: match.start()])
        yield Reference(term.anchor, "", term.name)
        rest = rest[match.end() :]
    if rest:
        yield Text(rest)


def _first(text: str, open_: Mapping[Term, re.Pattern[str]]) -> tuple[Term, re.Match[str]] | None:
    found = [(term, match) for term, pattern in open_.items() if (match := pattern.search(text))]
    return min(found, key=lambda one: (one[1].start(), -len(one[0].name)), default=None)
