"""Assembled documents as the accounting of duties sees them: clauses, their numbers and their finished words."""

from collections.abc import Iterator, Sequence

from policygen.assembly.choose import Situation
from policygen.assembly.compose import plain_text
from policygen.assembly.duties import Accounts, BuiltClause, BuiltDocument, account
from policygen.assembly.expanded import Written
from policygen.domain.decision import Decision
from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Document,
    Fields,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Sign,
    Table,
)
from policygen.domain.library import Outline
from policygen.domain.values import Record
from policygen.templating import tokens


def accounts(situation: Situation, documents: Sequence[BuiltDocument]) -> Accounts:
    """Account for the duties of every place of the situation in the documents."""
    found = situation.scope.lookup(("jurisdictions",))
    records = tuple(r for r in found if isinstance(r, Record)) if isinstance(found, tuple) else ()
    return account(situation.law, situation.scope, records, documents)


def built(
    document: Document, outline: Outline, decisions: Sequence[Decision], written: Sequence[Written]
) -> BuiltDocument:
    """A document's clauses with their numbers and finished words."""
    tree = {clause.anchor: clause for clause in document.clauses()}
    numbers = {(d.clause, d.record): d.number for d in decisions if d.outcome == "in"}
    clauses = tuple(_clause(document, one, tree, numbers) for one in written)
    own = outline.owner if outline.source or outline.language != "en" else ""
    return BuiltDocument(document.id, document.variant, clauses, document.record, document.language, own)


def _clause(
    document: Document, written: Written, tree: dict[str, Clause], numbers: dict[tuple[str, str], str]
) -> BuiltClause:
    id_, record = written.clause.id, written.record
    clause = tree.get(f"{id_}-{record}" if record else id_)
    words = "\n".join(_words(clause)) if clause is not None else ""
    text = tokens.filled(words, document.values)
    return BuiltClause(id_, record, numbers.get((id_, record), ""), written.clause.supplies, text)


def _words(clause: Clause) -> Iterator[str]:
    yield plain_text(clause.title)
    for block in clause.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(inlines, _) | Heading(_, inlines):
            yield plain_text(inlines)
        case List(_, items):
            for item in items:
                for inner in item.blocks:
                    yield from _block(inner)
        case Table(header, rows):
            yield from (plain_text(cell) for row in (header, *rows) for cell in row)
        case Box(blocks):
            for inner in blocks:
                yield from _block(inner)
        case Fields(fields):
            yield from (words for field in fields for words in field.words())
        case Sign(heading, fields):
            yield heading
            yield from (words for field in fields for words in field.words())
        case PageBreak():
            return
