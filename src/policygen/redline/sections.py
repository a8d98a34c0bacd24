"""Where in a document a clause or a paragraph stands: the numbers that Word shows, and the headings above."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from policygen.redline.tree import SECTION_MARK
from policygen.redline.wordml import (
    CLAUSE_MARK,
    MARK_START,
    RUN,
    RUN_PROPERTIES,
    P,
    child_value,
    text_of,
    value,
    w,
)

_LONGEST = 60  # letters of words in bold that open a paragraph and name it
_STOPS = ".:。：．"
_ARTICLE = re.compile(r"[^\W\d]+\s?\d+[^\W\d]*")  # "第25条", "Article 25": the paragraphs below count from one again
_WHOLE_NUMBER = re.compile(r"\d+(?:\.\d+)+")  # says by itself in which clause a paragraph stands


class Counter(Protocol):
    """Counts on through paragraphs and says the number that Word shows before each."""

    def label(self, paragraph: etree._Element) -> str: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a clause stands: its number, and the heading above it where its own number and title do not say it.

    `nameless` is a clause of paragraphs that bear titles, without a heading over them: it goes by the one above.
    `article` is the number of the heading above ("第25条", "Article 25") of which the clause is a numbered paragraph; the
    clause goes by both numbers and by the words of that heading, which are `above`.
    """

    number: str = ""
    above: str = ""
    nameless: bool = False
    article: str = ""

    def name(self, title: str, labels: Mapping[str, str], number: str = "") -> str:
        """The clause of this title as a reader finds it; `number` is said where the document shows none."""
        if self.nameless:
            return self.above
        if self.article:
            place = labels["redline.paragraph"].format(article=self.article, number=self.number)
            return f"{place} {self.above}".strip()
        own = f"{self.number or number} {title}".strip()
        return labels["redline.within"].format(section=self.above, clause=own) if self.above else own


def sections(body: etree._Element, counter: Counter, headings: Collection[str]) -> Mapping[str, Spot]:
    """Bookmark of a clause → where it stands. `headings` are the ids of styles that head something."""
    found: dict[str, Spot] = {}
    section = last = words = article = ""
    for paragraph in body.iter(P):
        number, heads = counter.label(paragraph).rstrip(_STOPS), _style(paragraph) in headings
        names = [name for mark in paragraph.iter(MARK_START) if (name := value(mark, "name")).startswith(CLAUSE_MARK)]
        nameless = not heads and bool(last) and bool(run_in(paragraph))
        for name in names:
            if name.startswith(SECTION_MARK):
                section = "" if number else text_of(paragraph).strip().rstrip(_STOPS)
            else:
                spot = Spot(number, last, nameless) if nameless else Spot(number, section)
                paragraph_of = article if not heads and number.isdecimal() else ""
                found.setdefault(name, Spot(number, words, article=paragraph_of) if paragraph_of else spot)
        if heads:
            words = text_of(paragraph).strip()
            last = f"{number} {words}".strip()
            article = number if _ARTICLE.fullmatch(number) else ""
    return found


def places(body: etree._Element, counter: Counter) -> Mapping[etree._Element, str]:
    """Paragraph → where it stands, as `Places` says it."""
    walk = Places()
    found = {paragraph: walk.of(paragraph, counter.label(paragraph)) for paragraph in body.iter(P)}
    return {paragraph: place for paragraph, place in found.items() if place}


class Places:
    """The places of paragraphs in their order: "12.1", "Telling each other", "12.1 (a)"; empty for most."""

    def __init__(self) -> None:
        self._main = ""

    def of(self, paragraph: etree._Element, label: str) -> str:
        number, title = label.rstrip(_STOPS), run_in(paragraph)
        here = f"{number} {title}".strip()
        if title or not number or _WHOLE_NUMBER.fullmatch(number):
            self._main = here
            return here
        return f"{self._main} {number}".strip()


def run_in(paragraph: etree._Element) -> str:
    """The title that a paragraph opens with in bold, without its full stop; empty where it has none."""
    bold, after = "", False
    for run in paragraph.iterfind(RUN):
        look = run.find(f"{RUN_PROPERTIES}/{w('b')}")
        if look is None or value(look) in ("0", "false"):
            after = bool(text_of(run).strip())
            if after:
                break
        bold += text_of(run)
    title = bold.strip()
    return title.rstrip(_STOPS) if after and title.endswith(tuple(_STOPS)) and len(title) <= _LONGEST else ""


def heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of the styles with a place in the outline."""
    found = () if styles is None else styles.iterfind(w("style"))
    return frozenset(
        value(one, "styleId") for one in found if child_value(one, "pPr", "outlineLvl") in tuple("012345678")
    )


def _style(paragraph: etree._Element) -> str:
    return child_value(paragraph, "pPr", "pStyle")
