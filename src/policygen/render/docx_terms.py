"""What clauses taken into a contract bring along unsaid: terms defined in clauses left out, names for another document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from policygen.domain.document import Clause, Document, Paragraph, Reference, Text
from policygen.domain.wording import definitions
from policygen.errors import Diagnostic, Where
from policygen.templating.tokens import filled

_ITSELF = "wording.itself"  # terms for the document and for the contract beside which it stands, with bars between them
_INSTEAD = "wording.itself_instead"  # the clause whose words fit into a contract
_PARTIES = "wording.parties"  # how a document names its parties, each in a group
_TAG = re.compile(r"<(/w:p|w:t|w:tab|w:br)\b[^<>]*>|<[^<>]*>")


def term_findings(
    document: Document, taken: Document, pages: str, labels: Mapping[str, str], name: str
) -> Iterator[Diagnostic]:
    """What speaks for taking another clause along, or another one instead.

    `taken` is what `document` gives to a template, `pages` the XML of the template's own page, whose terms are its own.
    """
    said = filled(_said(taken.clauses()), taken.values)
    itself = [term for term in labels.get(_ITSELF, "").split("|") if term]
    here = {*definitions(said, labels), *definitions(_words(pages), labels)}
    for clause in document.clauses():
        terms = [one for one in definitions(_said((clause,)), labels) if one not in here and _used(one, said)]
        others = [term for term in terms if term not in itself]
        if others:
            yield _undefined(clause.id, others, name, document.id)
    own = [term for term in itself if term in definitions(_said(document.clauses()), labels) and _used(term, said)]
    if own:
        message = f"the clauses taken speak of another document than your contract: {_quoted(own)}"
        instead = labels.get(_INSTEAD, "")
        hint = "mend these words in your contract" + (f", or take {_tag(instead)} instead" if instead else "")
        yield Diagnostic("PG-R128", message, Where(file=name, subject=document.id), hint, "warning")
    named = _parties(filled(_said(document.clauses()), document.values), labels) - _parties(said, labels)
    if strange := sorted(party for party in named if _used(party, said) and not _used(party, _words(pages))):
        yield _nameless(strange, labels, name, document.id)


def _parties(text: str, labels: Mapping[str, str]) -> set[str]:
    """What a text calls the parties where it names them."""
    found = re.search(labels.get(_PARTIES, "(?!)"), text)
    return set(found.groups()) if found else set()


def _nameless(parties: Sequence[str], labels: Mapping[str, str], name: str, document: str) -> Diagnostic:
    message = f"the clauses taken call the parties by names that your contract does not have: {_quoted(parties)}"
    instead = labels.get(_INSTEAD, "")
    hint = f"write behind the party that is meant, as in (“{parties[-1]}”)" + (
        f", or take {_tag(instead)} instead, which names no party" if instead else ""
    )
    return Diagnostic("PG-R131", message, Where(file=name, subject=document), hint, "warning")


def _undefined(clause: str, terms: Sequence[str], name: str, document: str) -> Diagnostic:
    many = f"{len(terms)} terms" if len(terms) > 1 else "a term"
    message = f"the clauses taken use {many} defined in {clause}, which is left out: {', '.join(sorted(terms))}"
    hint = f"add {_tag(clause)} to the template, or define them in your contract"
    return Diagnostic("PG-R127", message, Where(file=name, subject=document), hint, "warning")


def _tag(clause: str) -> str:
    return f"{{{{p clause('{clause}') }}}}"


def _quoted(terms: Sequence[str]) -> str:
    return ", ".join(f"“{term}”" for term in terms)


def _used(term: str, text: str) -> bool:
    """Whether a text uses a term as it is written where it is defined, in whatever number."""
    return re.search(rf"\b{re.escape(term)}s?\b" if term.isascii() else re.escape(term), text) is not None


def _said(clauses: Sequence[Clause]) -> str:
    return "".join(text for clause in clauses for text in _texts(clause.blocks))


def _texts(node: object) -> Iterator[str]:
    """The words of a piece of the tree in their order, a line for each paragraph."""
    if isinstance(node, Text):
        yield node.text
    elif isinstance(node, Reference):
        yield node.words
    elif isinstance(node, tuple):
        for one in node:
            yield from _texts(one)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))
        if isinstance(node, Paragraph):
            yield "\n"


def _words(pages: str) -> str:
    """The words of a page of Word, a line for each paragraph."""
    return _TAG.sub(lambda tag: "\n" if tag[1] == "/w:p" else " " if tag[1] in ("w:tab", "w:br") else "", pages)
