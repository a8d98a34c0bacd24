"""Single clauses or sections of a document, picked by their ids and numbered as they follow each other."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import count, zip_longest
from typing import TypeVar, cast

from policygen.domain.document import Clause, Document, Paragraph, Reference, Section, Text
from policygen.errors import fail
from policygen.render.docx_joined import Joined
from policygen.render.docx_pen import Spot
from policygen.templating.tokens import token

_SECTION = "s-"  # before the id of a section in its anchor
_NUMBER = re.compile(r"\d[\d.]*(?<!\.)")
_CLAUSE_WORD = "words.clause_word"  # where the word before the number of a clause comes from
_Node = TypeVar("_Node")


def ids(document: Document) -> frozenset[str]:
    """What can be picked from a document: its clauses and its sections, by id."""
    found = {clause.id for clause in document.clauses()}
    return frozenset(found | {section.anchor.removeprefix(_SECTION) for section in document.sections if section.anchor})


def only(document: Document, spots: Sequence[Spot], joined: Joined | None = None) -> Document:
    """The document with the clauses and sections of some places alone, one section for each place.

    Clauses picked one by one count on from 1, or with the headings of a contract that numbers its own; a section keeps
    its own numbers. The title is left to the template.
    """
    wanted = [spot.clause for spot in spots]
    missing = [one for one in wanted if one not in ids(document)]
    if missing:
        near = difflib.get_close_matches(missing[0], sorted(ids(document)), n=1, cutoff=0.4)
        hint = f"the nearest is {near[0]}" if near else f"choose from {', '.join(sorted(ids(document)))}"
        raise fail("PG-R123", f"{document.id} has no clause {missing[0]!r}", hint=hint)
    sections = [_section(document, one) for one in wanted]
    after = [spot.after for spot in spots]
    numbered = replace(document, title="", subtitle="", contents=False, sections=_numbered(sections, after, joined))
    return _unnamed(numbered) if joined and not joined.label(1)[0].isdigit() else numbered


def picked(document: Document, wanted: str) -> Document:
    """The part of a document made by `only` that belongs in one place; all of it where nothing is named."""
    if not wanted:
        return document
    return replace(document, sections=tuple(one for one in document.sections if wanted in _named(one)))


def _section(document: Document, wanted: str) -> Section:
    for section in document.sections:
        if section.anchor == f"{_SECTION}{wanted}":
            return replace(section, new_page=False)
    holding = [(one, clause) for one in document.sections for clause in one.clauses if clause.id == wanted]
    clauses = tuple(clause for _, clause in holding)
    return replace(holding[0][0], anchor="", number="", title=(), look="plain", new_page=False, clauses=clauses)


def _named(section: Section) -> frozenset[str]:
    if section.anchor:
        return frozenset({section.anchor.removeprefix(_SECTION)})
    return frozenset(clause.id for clause in section.clauses)


def _numbered(sections: Sequence[Section], after: Sequence[int], joined: Joined | None) -> tuple[Section, ...]:
    """Sections whose single clauses count on, with every cross-reference to them told."""
    following = count(1)
    new: dict[str, str] = {}
    counted: dict[str, str] = {}
    old: dict[str, str] = {}
    for section, theirs in zip(sections, after, strict=True):
        for clause in section.clauses:
            old[clause.anchor] = new[clause.anchor] = clause.number
            if section.anchor or not clause.number:
                continue
            number = theirs + next(following)
            own = _NUMBER.sub(str(number), clause.number, count=1)
            counted[clause.anchor] = str(number) if joined else own
            new[clause.anchor] = joined.label(number) if joined else own

    def told(reference: Reference) -> Reference:
        if reference.number and reference.number == old.get(reference.anchor):
            return replace(reference, number=new[reference.anchor])
        return reference

    return tuple(
        replace(
            section,
            clauses=tuple(
                _clause(clause, new[clause.anchor], counted.get(clause.anchor, clause.number), told)
                for clause in section.clauses
            ),
        )
        for section in sections
    )


def _unnamed(document: Document) -> Document:
    """Without the word before a number that brings its own, as in "clause § 4"."""
    words = [token(at) for at, one in enumerate(document.values) if one.source.lower() == _CLAUSE_WORD]
    word = re.compile(rf"(?:{'|'.join(words)})\s$" if words else "(?!)")

    def line(inlines: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            replace(one, text=word.sub("", one.text)) if isinstance(one, Text) and _is_named(after) else one
            for one, after in zip_longest(inlines, inlines[1:])
        )

    return replace(document, sections=_changed(document.sections, line=line))


def _is_named(following: object) -> bool:
    return isinstance(following, Reference) and following.number != "" and not following.number[0].isdigit()


def _clause(clause: Clause, label: str, number: str, told: Callable[[Reference], Reference]) -> Clause:
    before, after = f"{clause.number}.", f"{number}."

    def numbered(paragraph: Paragraph) -> Paragraph:
        if not paragraph.number.startswith(before):
            return paragraph
        return replace(paragraph, number=after + paragraph.number.removeprefix(before))

    return replace(_changed(clause, told, numbered), number=label)


def _same(node: _Node) -> _Node:
    return node


def _changed(
    node: _Node,
    told: Callable[[Reference], Reference] = _same,
    numbered: Callable[[Paragraph], Paragraph] = _same,
    line: Callable[[tuple[object, ...]], tuple[object, ...]] = _same,
) -> _Node:
    """The same tree with every cross-reference, paragraph and line of pieces changed."""
    if isinstance(node, tuple):
        return cast(_Node, line(tuple(_changed(one, told, numbered, line) for one in node)))
    if isinstance(node, Reference):
        return cast(_Node, told(node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes = {one.name: _changed(getattr(node, one.name), told, numbered, line) for one in fields(node)}
    made = replace(node, **changes)
    return cast(_Node, numbered(made)) if isinstance(made, Paragraph) else made
