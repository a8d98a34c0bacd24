"""Numbering: one computed label for each section, clause, paragraph and list item, the same in every format."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeGuard

from policygen.domain.document import Block, Box, Clause, Item, List, Paragraph, Section

ARTICLES = ("{number}", "{number}", "")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def headed(section: Section) -> Iterator[tuple[Clause, Clause | None]]:
    """Each clause with the clause whose number and title a reader finds above it: itself, or the one it goes on from."""
    head: Clause | None = None
    for clause in section.clauses:
        if clause.title or clause.number:
            head = clause
        yield clause, head


def first_number(clause: Clause) -> str:
    """The number of the first paragraph of a clause; empty where it bears none."""
    return next((block.number for block in clause.blocks if _counts(block)), "")


class Numberer:
    """Numbers a document from its first section to its last. Legal clauses count on from section to section,
    and start again at 1 in a section that has a title of its own (a schedule). Articles run on through the whole
    document; its titled sections are chapters. The first paragraph of an article bears no number, the next is 2.

    `articles` is how a language writes the number of an article and of a chapter, and its letters for items of items.
    """

    def __init__(self, articles: tuple[str, str, str] = ARTICLES) -> None:
        self.headings = 0
        self.legal = 0
        self.chapters = 0
        self.articles = 0
        self.paragraphs = 0
        self.article, self.chapter, self.letters = articles

    def number(self, found: tuple[Section, ...]) -> tuple[Section, ...]:
        """The same sections with every label filled in."""
        return tuple(self._section(section) for section in found)

    def _section(self, section: Section) -> Section:
        if section.look != "plain" or section.numbering == "none":
            return replace(section, clauses=tuple(_labelled(c, legal=False) for c in section.clauses))
        if section.numbering == "articles":
            return self._chapter(section)
        if section.numbering == "legal":
            return self._legal(section)
        if not section.title:
            return replace(section, clauses=tuple(self._heading_clause(c) for c in section.clauses))
        self.headings += 1
        number = str(self.headings)
        return replace(section, number=number, clauses=tuple(_counted(section.clauses, number)))

    def _heading_clause(self, clause: Clause) -> Clause:
        labelled = _labelled(clause, legal=False)
        if not clause.title:
            return labelled
        self.headings += 1
        return replace(labelled, number=str(self.headings))

    def _legal(self, section: Section) -> Section:
        if section.title:
            self.legal = 0
        clauses: list[Clause] = []
        for clause in section.clauses:
            labelled = _labelled(clause, legal=True)
            if clause.title:
                self.legal += 1
                labelled = _legal_paragraphs(replace(labelled, number=str(self.legal)))
            clauses.append(labelled)
        return replace(section, clauses=tuple(clauses))

    def _chapter(self, section: Section) -> Section:
        number = ""
        if section.title:
            self.chapters += 1
            number = self.chapter.format(number=self.chapters)
        return replace(section, number=number, clauses=tuple(self._article(clause) for clause in section.clauses))

    def _article(self, clause: Clause) -> Clause:
        """An article, or the further paragraphs of the one before where the clause has no title."""
        if clause.title:
            self.articles += 1
            self.paragraphs = 0
            clause = replace(clause, number=self.article.format(number=self.articles))
        blocks: list[Block] = []
        for block in clause.blocks:
            if _counts(block):
                self.paragraphs += 1
                blocks.append(replace(block, number=str(self.paragraphs) if self.paragraphs > 1 else ""))
            else:
                blocks.append(_labels(block, 0, self._item_label))
        return replace(clause, blocks=tuple(blocks))

    def _item_label(self, position: int, depth: int) -> str:
        if depth == 0:
            return f"({position})"
        known = self.letters[position - 1 : position]
        return known or _letters(position)


def _counted(clauses: tuple[Clause, ...], section: str) -> Iterator[Clause]:
    count = 0
    for clause in clauses:
        labelled = _labelled(clause, legal=False)
        if clause.title:
            count += 1
            labelled = replace(labelled, number=f"{section}.{count}")
        yield labelled


def _legal_paragraphs(clause: Clause) -> Clause:
    blocks: list[Block] = []
    count = 0
    for block in clause.blocks:
        if _counts(block):
            count += 1
            blocks.append(replace(block, number=f"{clause.number}.{count}"))
        else:
            blocks.append(block)
    return replace(clause, blocks=tuple(blocks))


def _counts(block: Block) -> TypeGuard[Paragraph]:
    """Whether it is a paragraph to be numbered; a line on the right or in the centre is none."""
    return isinstance(block, Paragraph) and block.side == "left"


def _labelled(clause: Clause, *, legal: bool) -> Clause:
    depth = 1 if legal else 0
    return replace(clause, blocks=tuple(_labels(block, depth, _label) for block in clause.blocks))


def _labels(block: Block, depth: int, label: Callable[[int, int], str]) -> Block:
    """The ordered items of a block labelled by their position and depth."""
    if isinstance(block, Box):
        return Box(tuple(_labels(inner, depth, label) for inner in block.blocks))
    if not isinstance(block, List):
        return block
    deeper = depth + 1 if block.ordered else depth
    return List(
        block.ordered,
        tuple(
            Item(
                tuple(_labels(inner, deeper, label) for inner in item.blocks),
                label(position, depth) if block.ordered else "",
            )
            for position, item in enumerate(block.items, 1)
        ),
    )


def _label(position: int, depth: int) -> str:
    if depth == 0:
        return f"{position}."
    return f"({_letters(position)})" if depth == 1 else f"({_roman(position)})"


def _letters(position: int) -> str:
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(position: int) -> str:
    parts = []
    for amount, letters in _ROMAN:
        while position >= amount:
            parts.append(letters)
            position -= amount
    return "".join(parts)
