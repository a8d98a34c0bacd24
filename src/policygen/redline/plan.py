"""What becomes of every clause, paragraph, table, row and cell: it goes on as another, is gone, or is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygen.redline.align import aligned
from policygen.redline.tree import Clause, Node, Other, Paragraph, Row, Table, deep_key

_LEAST_ALIKE = 0.4  # of the words of two paragraphs or rows, for one to go on as the other


@dataclass(frozen=True, slots=True)
class Step:
    """A node of the old document, of the new one, or one that goes on as the other with what is inside."""

    old: Node | None
    new: Node | None
    inner: tuple["Step", ...] = ()
    rows: tuple["RowStep", ...] = ()


@dataclass(frozen=True, slots=True)
class RowStep:
    old: Row | None
    new: Row | None
    cells: tuple[tuple[Step, ...], ...] = ()


def plan(old: Sequence[Node], new: Sequence[Node]) -> tuple[Step, ...]:
    """Two contents beside each other, clauses first: words never wander from one clause into another."""
    return tuple(_step(one, other) for one, other in aligned(old, new, deep_key, _weight))


def kept_paragraphs(steps: Sequence[Step]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Every paragraph that goes on, at any depth."""
    for step in steps:
        if isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
            yield step.old, step.new
        yield from kept_paragraphs(step.inner)
        for row in step.rows:
            for cell in row.cells:
                yield from kept_paragraphs(cell)


def paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """Every paragraph of a content, at any depth."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        elif isinstance(node, Clause):
            yield from paragraphs(node.content)
        elif isinstance(node, Table):
            for row in node.rows:
                for cell in row.cells:
                    yield from paragraphs(cell)


def _step(old: Node | None, new: Node | None) -> Step:
    if isinstance(old, Clause) and isinstance(new, Clause):
        return Step(old, new, plan(old.content, new.content))
    if isinstance(old, Table) and isinstance(new, Table):
        pairs = aligned(old.rows, new.rows, lambda row: row.key, _row_weight)
        return Step(old, new, rows=tuple(_row_step(one, other) for one, other in pairs))
    return Step(old, new)


def _row_step(old: Row | None, new: Row | None) -> RowStep:
    if old is None or new is None:
        return RowStep(old, new)
    return RowStep(old, new, tuple(_cell(one, other) for one, other in zip(old.cells, new.cells, strict=True)))


def _cell(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Step, ...]:
    """A cell of one paragraph goes on as such, however little of it is left, whatever clause it is of."""
    one, other = _only(old), _only(new)
    if one is not None and other is not None and one.shape == other.shape:
        return (Step(one, other),)
    return plan(old, new)


def _only(nodes: tuple[Node, ...]) -> Paragraph | None:
    """The one paragraph that a cell holds."""
    if len(nodes) != 1:
        return None
    [node] = nodes
    if isinstance(node, Clause) and node.control is None:
        return _only(node.content)
    return node if isinstance(node, Paragraph) else None


def _weight(old: Node, new: Node) -> float:
    if isinstance(old, Clause) and isinstance(new, Clause):
        return 1000.0 if old.key == new.key else 0.0
    if isinstance(old, Other) or type(old) is not type(new) or old.shape != new.shape:
        return 0.0
    if old.mark and old.mark == new.mark:
        return 1000.0
    return _likeness(old, new)


def _row_weight(old: Row, new: Row) -> float:
    if old.shape != new.shape:
        return 0.0
    if len(old.cells) == 1:
        return 1.0 + _likeness(old, new)
    return _likeness(old, new)


def _likeness(old: Node | Row, new: Node | Row) -> float:
    """The words in common, if they are enough of all; two empty paragraphs are alike, if little."""
    most = max(old.words.total(), new.words.total())
    if not most:
        return 0.5
    common = (old.words & new.words).total()
    if isinstance(old, Table):
        return 0.5 + common
    return common + 0.5 if common >= _LEAST_ALIKE * most else 0.0
