"""Composing: written clauses become one numbered tree, with every cross-reference resolved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from policygen.assembly.expanded import Written
from policygen.assembly.numbering import ARTICLES, Numberer
from policygen.assembly.shift import Shift
from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Look,
    Numbering,
    Paragraph,
    Picture,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    Value,
)  # fmt: skip
from policygen.domain.library import Outline
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating import markdown, tokens


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tree of one clause depends on; values are left out, so equal entries give equal trees."""

    section: str
    look: Look
    picture: Picture
    numbering: Numbering
    new_page: bool
    record: str
    apart: bool
    clause: str
    version: int
    file: str
    section_title: str
    title: str
    body: str
    first_value: int


def entries(written: Sequence[Written], outline: Outline, first_value: int) -> tuple[Entry, ...]:
    """The memo key of a document's tree: its expanded texts in order, and where each one's values start."""
    found: list[Entry] = []
    for one in written:
        section = one.section
        apart = bool(section.each) and (section.new_page or "{{" in section.title)
        found.append(
            Entry(
                section.id, section.look, section.picture, section.numbering or outline.numbering, section.new_page,
                one.record, apart, one.clause.id, one.clause.version, one.clause.file, one.section_title.text, one.title.text,
                one.body.text, first_value,
            )
        )  # fmt: skip
        first_value += len(one.values)
    return tuple(found)


def values(written: Sequence[Written]) -> tuple[Value, ...]:
    """The values of all clauses, in the order the tokens count."""
    return tuple(value for one in written for value in one.values)


@lru_cache(maxsize=256)
def sections(
    found: tuple[Entry, ...], references: str, language: str, articles: tuple[str, str, str] = ARTICLES
) -> tuple[Section, ...]:
    """The numbered tree. Remembered: documents of the same expanded text share it."""
    raw = _grouped(found, language)
    numbered = Numberer(articles).number(raw)
    return _Resolver(numbered, references).resolve()


def _grouped(found: tuple[Entry, ...], language: str) -> tuple[Section, ...]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.section, entry.record if entry.apart else ""), []).append(entry)
    anchors: set[str] = set()
    return tuple(_section(group, language, anchors) for group in groups.values())


def _section(group: list[Entry], language: str, anchors: set[str]) -> Section:
    first = group[0]
    title = _titled(first.section_title, first.first_value, language, first)
    anchor = _free("s-" + first.section + (f"-{first.record}" if first.apart else ""), anchors)
    level = 3 if title else 2
    clauses = tuple(_clause(entry, level, language, anchors) for entry in group)
    return Section(anchor, "", title, first.look, first.new_page, first.numbering, clauses, first.picture)


def _clause(entry: Entry, level: int, language: str, anchors: set[str]) -> Clause:
    after_section = entry.first_value + len(tokens.found(entry.section_title))
    after_title = after_section + len(tokens.found(entry.title))
    title = _titled(entry.title, after_section, language, entry)
    where = Where(entry.file, None, None, entry.clause)
    tree = markdown.blocks(entry.body, language, where)
    shifted = tuple(Shift(after_title, level + 1 if title else level).block(block) for block in tree)
    anchor = _free(entry.clause + (f"-{entry.record}" if entry.record else ""), anchors)
    return Clause(entry.clause, entry.version, anchor, level, "", title, shifted)


def _titled(text: str, first_value: int, language: str, entry: Entry) -> Inlines:
    if not text:
        return ()
    where = Where(entry.file, None, None, entry.clause)
    return Shift(first_value, 2).inlines(markdown.inlines(text, language, where))


def _free(anchor: str, taken: set[str]) -> str:
    name, count = anchor, 1
    while name in taken:
        count += 1
        name = f"{anchor}-{count}"
    taken.add(name)
    return name


class _Resolver:
    """Fills in what each cross-reference prints: the number or title of its target."""

    def __init__(self, found: tuple[Section, ...], references: str) -> None:
        self.sections = found
        self.references = references
        self.problems: list[Diagnostic] = []
        self.targets: dict[str, tuple[str, str, str]] = {}
        for section in found:
            own = (section.anchor, section.number, plain_text(section.title))
            self.targets.setdefault(section.anchor.removeprefix("s-"), own)
            for clause in section.clauses:
                mine = (clause.anchor, clause.number, plain_text(clause.title))
                target = mine if clause.title else (clause.anchor, *own[1:])
                self.targets[clause.anchor] = target
                self.targets.setdefault(clause.id, target)

    def resolve(self) -> tuple[Section, ...]:
        resolved = tuple(
            replace(section, clauses=tuple(self._clause(clause) for clause in section.clauses))
            for section in self.sections
        )
        if self.problems:
            raise PolicygenError(self.problems)
        return resolved

    def _clause(self, clause: Clause) -> Clause:
        return replace(clause, blocks=tuple(self._block(block, clause) for block in clause.blocks))

    def _block(self, block: Block, clause: Clause) -> Block:
        match block:
            case Paragraph():
                return replace(block, inlines=self._inlines(block.inlines, clause))
            case Heading(level, inlines):
                return Heading(level, self._inlines(inlines, clause))
            case List(ordered, items):
                return List(
                    ordered, tuple(Item(tuple(self._block(b, clause) for b in i.blocks), i.label) for i in items)
                )
            case Table(header, rows):
                return Table(header, tuple(tuple(self._inlines(cell, clause) for cell in row) for row in rows))
            case Box(blocks):
                return Box(tuple(self._block(b, clause) for b in blocks))
            case _:
                return block

    def _inlines(self, found: Inlines, clause: Clause) -> Inlines:
        return tuple(self._inline(inline, clause) for inline in found)

    def _inline(self, inline: Inline, clause: Clause) -> Inline:
        match inline:
            case Reference(anchor, _, _):
                return self._reference(anchor, clause)
            case Strong(children):
                return Strong(self._inlines(children, clause))
            case Emphasis(children):
                return Emphasis(self._inlines(children, clause))
            case _:
                return inline

    def _reference(self, wanted: str, clause: Clause) -> Reference:
        target = self.targets.get(wanted)
        if target is None or not (target[1] or target[2]):
            message = f'the cross-reference to "{wanted}" leads nowhere in this document'
            hint = "Name a clause of this document, and put the sentence under the same condition as that clause."
            self.problems.append(Diagnostic("PG-D010", message, Where(subject=clause.id), hint))
            return Reference(wanted, "", wanted)
        anchor, number, title = target
        if self.references == "number" and number:
            return Reference(anchor, number, "")
        if self.references == "title" and title:
            return Reference(anchor, "", title)
        return Reference(anchor, number, title)


def plain_text(found: Inlines) -> str:
    """The words of inline markup, tokens and all."""
    parts: list[str] = []
    for inline in found:
        match inline:
            case Text(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Link(_, children):
                parts.append(plain_text(children))
            case Reference():
                parts.append(inline.words)
            case _:
                parts.append(" ")
    return "".join(parts)
