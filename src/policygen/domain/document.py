"""The assembled document: a tree of about ten kinds of block, the same for every format.

Text in the tree may hold *tokens*: single characters of plane 16 (`policygen.templating.tokens`), each standing
for one printed value in `Document.values`. Everything but the values is the same for every document with the
same expanded text, so a renderer may remember its layout under `Document.key` and only fill in values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

FieldKind = Literal["text", "date", "time", "one-of", "several-of", "tick", "signature", "person", "entries"]
Look = Literal["plain", "box", "card", "head"]
Picture = Literal["", "camera", "door", "hand", "heart", "letter", "phone", "steps", "talk", "tell"]
Side = Literal["left", "centre", "right"]
Numbering = Literal["none", "headings", "legal", "articles"]
Paper = Literal["a4", "letter", "a3", "a5", "a6"]
FORM_FIELDS = 15  # declared fields from which a document is a form


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value: the words shown, and the answer, parameter or derived name they came from."""

    text: str
    source: str


# --- inline ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the outside; `href` may be or hold a token. Schemes allowed: https, mailto, tel."""

    href: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a clause or section of this document; reads `number (title)`, or one of them alone."""

    anchor: str
    number: str
    title: str

    @property
    def words(self) -> str:
        return f"{self.number} ({self.title})" if self.number and self.title else self.number or self.title


Inline = Text | Break | Strong | Emphasis | Link | Reference
Inlines = tuple[Inline, ...]

# --- blocks ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is the computed label ("1.1") where the document numbers its paragraphs, else empty.

    One that stands in the `centre` or on the `right` is a line of a letter, as its date or its sender, and has no number.
    """

    inlines: Inlines
    number: str = ""
    side: Side = "left"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a clause body; `level` as in HTML (1 is the document title, so 2 to 6 here)."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; `label` is the computed marker of an ordered list ("(a)", "1."), empty for a bullet."""

    blocks: tuple["Block", ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class List:
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. One that is not `whole` may break over pages even where it is short."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A call-out: a block quote of the source."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A declared blank for a case, a signature or a hand. `lines` is the ruled space of a text field.

    `entries` is a table of `rows` empty rows under `columns`; `widths` are the shares of the columns, even if empty.
    `given` are the words of the first column where they are known beforehand, one for each row.
    `half` fields stand two in a row, as they follow each other. `other` is a last option with room to write beside it.
    """

    id: str
    kind: FieldKind
    label: str
    lines: int = 1
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    widths: tuple[int, ...] = ()
    given: tuple[str, ...] = ()
    half: bool = False
    other: str = ""

    def words(self) -> tuple[str, ...]:
        """Every text of the field that is printed."""
        return (self.label, *self.options, *filter(None, (self.other,)), *self.columns, *self.given)

    def shares(self) -> tuple[int, ...]:
        """How wide each column of `entries` is beside the others."""
        return self.widths or (1,) * len(self.columns)


def in_rows(fields: Sequence[Field]) -> tuple[tuple[Field, ...], ...]:
    """The fields row by row: two halves that follow each other share a row, every other field has its own."""
    rows: list[tuple[Field, ...]] = []
    for field in fields:
        if field.half and rows and len(rows[-1]) == 1 and rows[-1][0].half:
            rows[-1] += (field,)
        else:
            rows.append((field,))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Fields:
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A signature block: kept together on one page. `heading` reads, for instance, "Signed for X by"."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Paragraph | Heading | List | Table | Box | Fields | Sign | PageBreak


# --- clauses and sections ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in its place. `title` is empty for a clause without a heading; `anchor` is unique in the document.

    `level` is the heading level of its title (2 or 3). `number` is its computed label, empty when unnumbered.
    `language` is that of a translation beside the clause, else empty: that of the document.
    """

    id: str
    version: int
    anchor: str
    level: int
    number: str
    title: Inlines
    blocks: tuple[Block, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document. A `box` or `card` section is drawn as one framed panel around its clauses.

    A `head` section stands above the document's title, which is then the subject line of a letter. `picture` is drawn
    before its heading on a print sheet; it supports the words and says nothing of its own.
    """

    anchor: str
    number: str
    title: Inlines
    look: Look
    new_page: bool
    numbering: Numbering
    clauses: tuple[Clause, ...]
    picture: Picture = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document, ready to be rendered. Titles and running lines may hold tokens.

    `locale` is the CLDR locale of dates and spelling ("en-AU"); `language` the tag of file names ("en").
    `created` is the day the issue is reckoned from (never the clock). `contents` asks for a list of contents.
    `close` sets it closer on paper, as a letter of one page. `may_go` are the ids of clauses that it could do without,
    where a sheet has no room for all. A sheet may lie on its long side (`landscape`), be set in `large` print, or have the
    same sheet in another language `beside` it.
    """

    id: str
    variant: str
    record: str
    language: str
    locale: str
    title: str
    subtitle: str
    organisation: str
    running_head: str
    running_foot: str
    paper: Paper
    numbering: Numbering
    contents: bool
    draft: bool
    created: date
    sections: tuple[Section, ...]
    values: tuple[Value, ...]
    key: str
    close: bool = False
    may_go: frozenset[str] = frozenset()
    landscape: bool = False
    large: bool = False
    beside: "Document | None" = None

    def head(self) -> tuple[Section, ...]:
        """The sections above the title: date, reader and sender of a letter."""
        return tuple(section for section in self.sections if section.look == "head")

    def body(self) -> tuple[Section, ...]:
        """The sections below the title."""
        return tuple(section for section in self.sections if section.look != "head")

    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in reading order."""
        return tuple(clause for section in (*self.head(), *self.body()) for clause in section.clauses)

    def is_form(self) -> bool:
        """Whether it is above all to be filled in; then its fields stand close, so that a form keeps to few pages.

        A letter is none, however many blanks it has.
        """
        blocks = (block for clause in self.clauses() for block in clause.blocks)
        fields = sum(len(block.fields) for block in blocks if isinstance(block, Fields))
        return fields >= FORM_FIELDS and not self.close
