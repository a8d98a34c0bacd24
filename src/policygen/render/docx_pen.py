"""What laying a document out in Word collects on its way: numbers, links, bookmarks, ids and style names."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from policygen.domain.document import Document, Reference
from policygen.errors import fail
from policygen.render.docx_joined import Joined
from policygen.render.docx_numbering import Numbering
from policygen.templating.tokens import token

LONGEST_BOOKMARK = 40
LONGEST_TAG = 64
_ADDRESS = ".address"  # how the name of an answer that is one ends


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that our text is laid into: the whole document, or the one clause or section that is named.

    `after` counts the numbered headings of the package that stand before it. `headed` says whether one of its headings
    stands above it, or nothing at all.
    """

    width: int
    clause: str = ""
    after: int = 0
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Base:
    """The package that a document is laid into: its parts, and where ours begin.

    `texts` are what stands before, between and after the `spots`; `numbering` the text before the first definition of
    ours, between definitions and instances, and after them; `links` and `properties` end where ours are added.
    `styles` maps our style ids to those of the package, `numbered` are those that bring a number of their own;
    `sheet` makes the style part, given what was written. `language` is that of words without a mark; a `titled`
    package shows the document's title itself; `name` is that of the user's own template; `counted` are its headings
    that our clauses join, `apart` its styles that number headings which they do not.
    """

    parts: Mapping[str, bytes]
    texts: tuple[str, ...]
    spots: tuple[Spot, ...]
    numbering: tuple[str, str, str]
    links: str
    properties: str
    styles: Mapping[str, str]
    sheet: Callable[[str], bytes]
    own_edges: bool = True
    numbered: frozenset[str] = frozenset()
    first_abstract: int = 0
    first_number: int = 1
    first_mark: int = 1
    first_control: int = 1001
    first_property: int = 2
    titled: bool = False
    name: str = ""
    language: str = ""
    joined: Joined | None = None
    counted: int = 0
    apart: tuple[str, ...] = ()
    unmapped: Mapping[str, str] = field(default_factory=dict)


class Pen:
    """The state of one layout. Everything it hands out is numbered in the order of asking: same input, same ids."""

    def __init__(self, document: Document, labels: Mapping[str, str], base: Base) -> None:
        self.labels = labels
        self.addresses = frozenset(token(at) for at in addresses(document))
        self.locale = document.locale
        self.form = document.is_form()
        self.numbering = Numbering(base.first_abstract, base.first_number)
        self.links: list[str] = []
        self.new_page = False
        self.language = base.language
        self.lost: list[Reference] = []
        self.used: set[str] = set()
        self._own_language = base.language
        self.joined = base.joined
        self.own_look = base.own_edges
        self._partial = any(spot.clause for spot in base.spots)
        self._styles = base.styles
        self._numbered = base.numbered
        self._controls = count(base.first_control)
        self._mark_ids = count(base.first_mark)
        self._names = bookmark_names(anchor for anchor, _ in targets(document))
        self._waiting: list[str] = []
        self._targets = dict(targets(document))

    def style(self, ours: str) -> str:
        """The id that a style of ours has in this package."""
        self.used.add(ours)
        return self._styles.get(ours, ours)

    def numbers(self, style: str) -> bool:
        """Whether a style of the package would number its paragraphs unless told not to."""
        return style in self._numbered

    def control_id(self) -> int:
        return next(self._controls)

    def link(self, href: str) -> str:
        """The relationship id of an outside address, which may be or hold a token."""
        if href not in self.links:
            self.links.append(href)
        return f"rIdLink{self.links.index(href) + 1}"

    def speak(self, language: str) -> None:
        """Write on in the language of a translation, or in the document's own; each counts its own numbers."""
        self.language = language or self._own_language
        self.numbering.voice = language

    def bookmark(self, anchor: str) -> str:
        """The bookmark that an anchor of this document has."""
        if anchor not in self._names:
            raise fail("PG-R110", f"a cross-reference points to {anchor!r}, which is not in this document")
        return self._names[anchor]

    def leads(self, reference: Reference) -> bool:
        """Whether a cross-reference has where to lead; one out of some clauses may not, and is noted."""
        there = reference.anchor in self._names or not self._partial
        if not there and reference not in self.lost:
            self.lost.append(reference)
        return there

    def number_at(self, anchor: str) -> str:
        """The number that stands at an anchor."""
        return self._targets[anchor]

    def mark_next(self, anchor: str) -> None:
        """Put the anchor's bookmark on the next paragraph that is written."""
        self._waiting.append(anchor)

    def marked(self, runs: str) -> str:
        """Runs between the bookmarks that wait for a paragraph."""
        for anchor in self._waiting:
            at = next(self._mark_ids)
            name = self._names[anchor]
            runs = f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{at}"/>'
        self._waiting.clear()
        return runs

    def take_new_page(self) -> bool:
        """Whether the next paragraph starts a page; asked once."""
        wanted, self.new_page = self.new_page, False
        return wanted


def addresses(document: Document) -> tuple[int, ...]:
    """Which of a document's values are addresses, by what they come from."""
    return tuple(at for at, value in enumerate(document.values) if value.source.endswith(_ADDRESS))


def targets(document: Document) -> Iterator[tuple[str, str]]:
    """Every anchor of sections and clauses in reading order, with the number that stands there."""
    for section in document.sections:
        if section.anchor:
            yield section.anchor, section.number
        yield from ((clause.anchor, clause.number) for clause in section.clauses)


def bookmark_names(found: Iterable[str]) -> dict[str, str]:
    """A name of at most 40 letters, digits and underscores for each anchor, none used twice."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in dict.fromkeys(found):
        name = "_c_" + re.sub(r"\W", "_", anchor, flags=re.ASCII)
        if len(name) > LONGEST_BOOKMARK or name.casefold() in taken:
            digest = hashlib.sha256(anchor.encode()).hexdigest()[:6]
            name = f"{name[: LONGEST_BOOKMARK - 7]}_{digest}"
        taken.add(name.casefold())
        names[anchor] = name
    return names
