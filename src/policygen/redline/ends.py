"""Where a story or a cell ends: marks that cannot go."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from policygen.redline.inline import Fate
from policygen.redline.marks import Marker
from policygen.redline.wordml import PARAGRAPH_PROPERTIES, P, value, w


@dataclass(frozen=True, slots=True)
class Out:
    """A paragraph or table that stands in the redline, and its fate."""

    element: etree._Element
    fate: Fate
    shape: tuple[object, ...]


def settle(story: etree._Element, outs: Sequence[Out], marker: Marker, spare: etree._Element | None) -> None:
    """Nobody can take the last paragraph mark of a story or cell away: leave it, and let the one before it go instead.

    That needs two paragraphs that are alike but for their words, or else a `spare` one after them.
    """
    if not outs or outs[-1].fate == "kept" or outs[-1].element.tag != P:
        return
    last = outs[-1]
    before = next((out for out in reversed(outs) if out.fate != last.fate), None)
    if before is None or before.element.tag != P:
        marker.end_of(last.element, "kept")
        return
    between = outs[outs.index(before) + 1 :]
    follows = before.fate != "kept" or all(out.element.tag == P for out in between)
    if spare is not None and not (follows and _place(before) == _place(last)):
        story.append(copy.deepcopy(spare))
        return
    marker.end_of(last.element, "kept")
    if before.fate != "kept":
        _join(before.element, last.element)
    elif follows:
        marker.end_of(before.element, last.fate)


def _place(out: Out) -> tuple[object, ...]:
    """What the mark of a paragraph brings with it: its shape, and the list it stands in."""
    number = out.element.find(f"{PARAGRAPH_PROPERTIES}/{w('numPr')}/{w('numId')}")
    return (out.shape, value(number))


def _join(first: etree._Element, second: etree._Element) -> None:
    """Put what is struck out or added in one paragraph at the front of another."""
    at = 0 if second.find(PARAGRAPH_PROPERTIES) is None else 1
    inner = [child for child in first if child.tag != PARAGRAPH_PROPERTIES]
    for offset, child in enumerate(inner):
        second.insert(at + offset, child)
    first.getparent().remove(first)
