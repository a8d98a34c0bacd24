"""Assembled documents as the accounting of duties sees them."""

from collections.abc import Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Accounts, BuiltClause, BuiltDocument, account
from policygen.assembly.expanded import Written
from policygen.domain.values import Record
from policygen.templating import tokens


def accounts(situation: Situation, assembled: Sequence[Assembled]) -> Accounts:
    """Account for the duties of every place of the situation in the documents assembled."""
    found = situation.scope.lookup(("jurisdictions",))
    records = tuple(r for r in found if isinstance(r, Record)) if isinstance(found, tuple) else ()
    return account(situation.law, situation.scope, records, [built(one) for one in assembled])


def built(one: Assembled) -> BuiltDocument:
    """A document's clauses with their numbers and finished words."""
    numbers = {(d.clause, d.record): d.number for d in one.decisions if d.outcome == "in"}
    clauses = tuple(_clause(written, numbers.get((written.clause.id, written.record), "")) for written in one.written)
    return BuiltDocument(one.document.id, one.document.variant, clauses)


def _clause(written: Written, number: str) -> BuiltClause:
    text = "\n".join(tokens.filled(part.text, part.values) for part in (written.title, written.body))
    return BuiltClause(written.clause.id, written.record, number, written.clause.supplies, text)
