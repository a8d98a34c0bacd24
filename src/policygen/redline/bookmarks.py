"""Bookmarks of both documents, each in one place that outlives accepting and rejecting."""

from collections.abc import Iterable, Sequence

from lxml import etree

from policygen.redline.marks import is_new
from policygen.redline.wordml import (
    MARK_END,
    MARK_START,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    TBL,
    TR,
    P,
    value,
    w,
)


def drop_marks(element: etree._Element, names: frozenset[str]) -> list[str]:
    """Take the bookmarks of these names out, which stand elsewhere in the document; the names of those that were there."""
    found = {value(one, "id"): one for one in element.iter(MARK_START) if value(one, "name") in names}
    for end in list(element.iter(MARK_END)):
        if value(end, "id") in found:
            end.getparent().remove(end)
    for start in found.values():
        start.getparent().remove(start)
    return [value(start, "name") for start in found.values()]


def keep_marks(paragraph: etree._Element, own: Iterable[etree._Element], known: frozenset[str]) -> None:
    """Bookmarks that only the old document has stay in its paragraph, so that what points to them still arrives."""
    names = {value(one, "id") for one in own if one.tag == MARK_START and value(one, "name") not in known}
    kept = [one for one in own if value(one, "id") in names]
    at = 0 if paragraph.find(PARAGRAPH_PROPERTIES) is None else 1
    for one in reversed([one for one in kept if one.tag == MARK_START]):
        paragraph.insert(at, one)
    paragraph.extend(one for one in kept if one.tag == MARK_END)


def plant(story: etree._Element, unmarked: Sequence[tuple[str, etree._Element]]) -> None:
    """A bookmark whose place is new stands before its old place and its new one, so that it outlives either."""
    if not unmarked:
        return
    order = {element: at for at, element in enumerate(story.iter(P, TBL))}
    starts = {value(one, "name"): one for one in story.iter(MARK_START)}
    ends = {value(one, "id"): one for one in story.iter(MARK_END)}
    for name, old in unmarked:
        start = starts.get(name)
        if start is None or not any(map(is_new, start.iterancestors(P, TR))):
            continue
        places = [_lasting(place) for place in (old, *start.iterancestors(P)) if place in order]
        first = min(places, key=lambda place: order[place])
        end = ends[value(start, "id")]
        first.addprevious(start)
        first.addprevious(end)


def _lasting(place: etree._Element) -> etree._Element:
    """The block that holds a place and is in no row that comes or goes."""
    rows = [row for row in place.iterancestors(TR) if row.find(f"{ROW_PROPERTIES}/{w('ins')}") is not None
            or row.find(f"{ROW_PROPERTIES}/{w('del')}") is not None]  # fmt: skip
    return rows[-1].getparent() if rows else place
