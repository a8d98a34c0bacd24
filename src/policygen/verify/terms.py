"""Defined terms of finished documents: every term that is defined is used, and used as it was defined."""

import re
from collections.abc import Iterator, Mapping

from policygen.domain.wording import definitions
from policygen.errors import Diagnostic, Where


def misused(name: str, text: str, labels: Mapping[str, str], known: frozenset[str]) -> Iterator[Diagnostic]:
    """Terms that a text defines and does not use, writes in small letters, or takes from another document.

    `known` are the terms that the documents of the issue in this language define. A text without definitions uses
    ordinary words and is left alone.
    """
    defined = definitions(text, labels)
    for term, (first, last) in defined.items():
        if not _anywhere(term).search(text[:first] + text[last:]):
            hint = "Use it, or take its definition out."
            yield Diagnostic("PG-V244", f'"{term}" is defined and never used', Where(name), hint)
        if " " in term and (small := re.search(rf"\b{re.escape(term.lower())}\b", text)) and term.istitle():
            hint = f'Write "{term}", as it is defined.'
            yield Diagnostic("PG-V243", f'"{small[0]}" is not written as it is defined', Where(name), hint)
    for term in sorted(known - defined.keys() if defined else ()):
        if " " in term and term.istitle() and re.search(rf"\b{re.escape(term)}s?\b", text) and not _quoted(term, text):
            hint = "Define it here too, or write it in ordinary words."
            yield Diagnostic("PG-V243", f'"{term}" is used as a term and not defined here', Where(name), hint)


def _anywhere(term: str) -> re.Pattern[str]:
    """A term wherever it is used: in whatever case and number, where its language has them."""
    return re.compile(rf"\b{re.escape(term)}s?\b" if term.isascii() else re.escape(term), re.IGNORECASE)


def _quoted(term: str, text: str) -> bool:
    """Whether a text says in a sentence of its own how to read a term."""
    return re.search(rf"[“\"]{re.escape(term)}[”\"]", text) is not None
