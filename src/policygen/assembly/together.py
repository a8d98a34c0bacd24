"""Two languages of one outline in one document: each clause followed by its translation, forms in both at once.

Both trees are assembled as ever; nothing is written a second time. The language that was translated prevails, which
the document says at its head and at its foot.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.assembly.assemble import Assembled
from policygen.assembly.plan import Planned
from policygen.assembly.shift import Shift
from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Document,
    Field,
    Fields,
    Inlines,
    List,
    Paragraph,
    Section,
    Sign,
    Table,
    Text,
)
from policygen.errors import Diagnostic, Where

BETWEEN = " / "
_FORMS = (Fields, Sign)


@dataclass(frozen=True)
class Pair:
    """A document and its translation, assembled from one outline."""

    source: Assembled
    translation: Assembled


def pairs(planned: Sequence[Planned], assembled: Sequence[Assembled]) -> Iterator[Pair]:
    """Every document that is issued both in the language of its outline and in a translation of it."""
    both = list(zip(planned, assembled, strict=True))
    for one, translation in both:
        if one.outline.source:
            found = (source for other, source in both if other.is_source_of(one))
            yield from (Pair(source, translation) for source in found)


def differences(pair: Pair) -> Iterator[Diagnostic]:
    """An error for each clause whose paragraphs, items or fields are not those of its translation."""
    source, translation = pair.source.document, pair.translation.document
    other = {clause.anchor: clause for clause in translation.clauses()}
    for clause in source.clauses():
        twin = other.get(clause.anchor)
        if twin is None or _shape(clause.blocks) != _shape(twin.blocks) or bool(clause.number) != bool(twin.number):
            message = f"{clause.id} has other points in {source.language} than in {translation.language}"
            hint = "Give both the same paragraphs, items, rows and fields. With `-l`, one language is built alone."
            yield Diagnostic("PG-D013", message, Where(subject=pair.source.outline.id), hint)


def together(pair: Pair, labels: Mapping[str, Mapping[str, str]]) -> Document:
    """One document of a pair; `labels` are the words of each language."""
    return _Together(pair.source.document, pair.translation.document, labels).document()


class _Together:
    def __init__(self, source: Document, translation: Document, labels: Mapping[str, Mapping[str, str]]) -> None:
        self.source = source
        self.translation = translation
        self.labels = labels
        anchors = {clause.anchor: self._anchor(clause) for clause in translation.clauses()}
        self.shift = Shift(len(source.values), anchors=anchors)

    def document(self) -> Document:
        source, other = self.source, self.translation
        twins = {section.anchor: section for section in other.sections}
        sections = tuple(self._section(section, twins[section.anchor]) for section in source.sections)
        statements = self._statement("languages"), self._statement("languages-again")
        titles = (other.title, source.subtitle, other.subtitle)
        return replace(
            source,
            subtitle=BETWEEN.join(self._texts(*titles)),
            running_foot=BETWEEN.join(self._texts(source.running_foot, other.running_foot)),
            sections=(statements[0], *sections, statements[1]),
            values=(*source.values, *other.values),
            key=self._key(),
        )

    def _key(self) -> str:
        said = "".join(self._said(language) for language in (self.source.language, self.translation.language))
        keys = (self.source.key, self.translation.key)
        return hashlib.sha256("\x00".join((*keys, said)).encode()).hexdigest() if all(keys) else ""

    def _texts(self, *texts: str) -> list[str]:
        """Running texts without repetition; those of the translation with their tokens moved."""
        own = {self.source.title, self.source.subtitle, self.source.running_foot}
        return list(dict.fromkeys(text if text in own else self.shift.text(text) for text in texts if text))

    def _said(self, language: str) -> str:
        words = self.labels[language]
        names = {name: words[f"interview.language-{code}"] for name, code in self._languages()}
        return words["document.prevails"].format(**names)

    def _languages(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("source", self.source.language), ("translation", self.translation.language)

    def _statement(self, id_: str) -> Section:
        source, other = (Paragraph((Text(self._said(language)),)) for _, language in self._languages())
        clauses = (
            Clause(id_, 1, id_, 2, "", (), (source,)),
            Clause(id_, 1, f"{id_}-{self.translation.language}", 2, "", (), (other,), self.translation.language),
        )
        return Section(f"s-{id_}", "", (), "box", False, "none", clauses)

    def _section(self, section: Section, twin: Section) -> Section:
        number = "" if twin.number == section.number else twin.number
        title = _joined(section.title, self.shift.inlines(twin.title), number)
        paired = (self._pair(*both) for both in zip(section.clauses, twin.clauses, strict=True))
        return replace(section, title=title, clauses=tuple(clause for clauses in paired for clause in clauses))

    def _pair(self, clause: Clause, twin: Clause) -> Iterator[Clause]:
        """The clause and its translation in turn; a form within them stands once, its labels in both languages."""
        moved = replace(
            twin,
            anchor=self._anchor(twin),
            title=self.shift.inlines(twin.title),
            blocks=tuple(map(self.shift.block, twin.blocks)),
            language=self.translation.language,
        )
        for at, (own, other) in enumerate(_runs(clause.blocks, moved.blocks)):
            one, two = (clause, moved) if at == 0 else (_going_on(clause, at), _going_on(moved, at))
            if own and isinstance(own[0], _FORMS):
                title = _joined(one.title, two.title, two.number)
                yield replace(one, title=title, blocks=tuple(map(_both, own, other)))
            else:
                yield replace(one, blocks=own)
                yield replace(two, blocks=other)

    def _anchor(self, clause: Clause) -> str:
        return f"{clause.anchor}-{self.translation.language}"


def _going_on(clause: Clause, at: int) -> Clause:
    """What a clause goes on with after a form: no title and no number a second time, and an anchor of its own."""
    return replace(clause, title=(), number="", anchor=f"{clause.anchor}-{at + 1}")


def _runs(own: Sequence[Block], other: Sequence[Block]) -> Iterator[tuple[tuple[Block, ...], tuple[Block, ...]]]:
    """Both sides cut where a form begins or ends; they have the same blocks in the same order."""
    if not own:
        yield (), ()
    start = 0
    for at in range(1, len(own) + 1):
        if at == len(own) or isinstance(own[at], _FORMS) != isinstance(own[start], _FORMS):
            yield tuple(own[start:at]), tuple(other[start:at])
            start = at


def _joined(own: Inlines, other: Inlines, number: str) -> Inlines:
    if not own or own == other:
        return own
    between = f"{BETWEEN}{number} " if number else BETWEEN
    return (*own, Text(between), *other)


def _both(own: Block, other: Block) -> Block:
    match own, other:
        case Fields(ours), Fields(theirs):
            return Fields(tuple(map(_field, ours, theirs)))
        case Sign(heading, ours), Sign(heading_too, theirs):
            return Sign(_words(heading, heading_too), tuple(map(_field, ours, theirs)))
        case _:
            return own


def _field(own: Field, other: Field) -> Field:
    return replace(
        own,
        label=_words(own.label, other.label),
        other=_words(own.other, other.other),
        options=tuple(map(_words, own.options, other.options)),
        columns=tuple(map(_words, own.columns, other.columns)),
        given=tuple(map(_words, own.given, other.given)),
    )


def _words(own: str, other: str) -> str:
    return own if own == other or not other else f"{own}{BETWEEN}{other}"


def _shape(blocks: Sequence[Block]) -> tuple[object, ...]:
    """What of blocks has to be the same in every language."""
    return tuple(map(_of_block, blocks))


def _of_block(block: Block) -> tuple[object, ...]:
    match block:
        case Paragraph(_, number, side):
            return ("paragraph", number, side)
        case List(ordered, items):
            return ("list", ordered, *(_shape(item.blocks) for item in items))
        case Table(header, rows):
            return ("table", len(header), len(rows))
        case Box(inner):
            return ("box", _shape(inner))
        case Fields(fields) | Sign(_, fields):
            return (
                "form",
                *((f.id, f.kind, len(f.options), bool(f.other), len(f.columns), len(f.given)) for f in fields),
            )
        case _:
            return (type(block).__name__,)
