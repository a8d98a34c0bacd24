"""A story as it is compared: clauses, paragraphs, tables, rows and cells, each with what makes it equal to another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from policygen.redline.inline import Atom, atoms, words
from policygen.redline.wordml import (
    CLAUSE_MARK,
    PARAGRAPH_PROPERTIES,
    text_of,
)

CONTENTS = "contents"
SECTION_MARK = f"{CLAUSE_MARK}s_"


@dataclass(frozen=True, eq=False)
class Paragraph:
    """`shape` is what no tracked insertion or deletion can change; `list_` is its list and level.

    Most paragraphs are the same in both documents: of those nothing but the `key` is ever looked at.
    """

    element: etree._Element
    shape: tuple[object, ...]
    key: tuple[object, ...]
    mark: str
    list_: tuple[str, int]

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        return atoms(child for child in self.element if child.tag != PARAGRAPH_PROPERTIES)

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(word for word in words(text_of(self.element)) if word.strip())


@dataclass(frozen=True, eq=False)
class Row:
    element: etree._Element
    shape: tuple[object, ...]
    cells: tuple[tuple["Node", ...], ...]
    key: tuple[object, ...]

    @cached_property
    def words(self) -> Counter[str]:
        return _sum([node for found in self.cells for node in found])


@dataclass(frozen=True, eq=False)
class Table:
    element: etree._Element
    shape: tuple[object, ...]
    rows: tuple[Row, ...]
    key: tuple[object, ...]
    mark: str

    @cached_property
    def words(self) -> Counter[str]:
        return _sum(self.rows)


@dataclass(frozen=True, eq=False)
class Clause:
    """A clause in its control, or what follows a bookmark of ours up to the next; `tag` is its id and version.

    `head` and `tail` are the runs of a list of contents' field, taken out of its first and last entry.
    """

    key: tuple[object, ...]
    tag: str
    title: str
    control: etree._Element | None
    content: tuple["Node", ...]
    mark: str
    head: tuple[etree._Element, ...] = ()
    tail: tuple[etree._Element, ...] = ()
    shape: tuple[object, ...] = ()

    @cached_property
    def words(self) -> Counter[str]:
        return _sum(self.content)

    @property
    def is_clause(self) -> bool:
        """Whether it is a clause of the content, and not a list of contents or the heading of a section."""
        return self.key[1] != CONTENTS and (bool(self.tag) or not self.mark.startswith(SECTION_MARK))


@dataclass(frozen=True, slots=True, eq=False)
class Other:
    """What stands between blocks and is not text, as a bookmark around several."""

    element: etree._Element
    key: tuple[object, ...]
    shape: tuple[object, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    mark: str = ""


Node = Paragraph | Table | Clause | Other


def clause_id(tag: str) -> tuple[str, str]:
    """The id and the version in a control's tag."""
    id_, _, version = tag.rpartition("@")
    return (id_, version) if id_ and version.isdigit() else (tag, "")


def deep_key(node: Node) -> tuple[object, ...]:
    """What makes a clause equal to another in every word."""
    if isinstance(node, Clause):
        return (node.key, clause_id(node.tag)[1], *(deep_key(inner) for inner in node.content))
    return node.key


def _sum(nodes: Sequence[Node | Row]) -> Counter[str]:
    total: Counter[str] = Counter()
    for node in nodes:
        total.update(node.words)
    return total
