"""In which part of a document a clause stands, where the number of the clause alone does not say it."""

from collections.abc import Mapping
from typing import Protocol

from lxml import etree

from policygen.redline.tree import SECTION_MARK
from policygen.redline.wordml import CLAUSE_MARK, MARK_START, P, text_of, value


class Counter(Protocol):
    """Counts on through paragraphs and says the number that Word shows before each."""

    def label(self, paragraph: etree._Element) -> str: ...


def sections(body: etree._Element, counter: Counter) -> Mapping[str, str]:
    """Bookmark of a clause → the heading above it; nothing below a heading with a number, which its clauses bear too."""
    found: dict[str, str] = {}
    here = ""
    for paragraph in body.iter(P):
        number = counter.label(paragraph)
        for name in (value(mark, "name") for mark in paragraph.iter(MARK_START)):
            if name.startswith(SECTION_MARK):
                here = "" if number else text_of(paragraph).strip()
            elif name.startswith(CLAUSE_MARK):
                found.setdefault(name, here)
    return {name: title for name, title in found.items() if title}
