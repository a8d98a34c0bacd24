"""Two issues of a document in, one Word file with tracked changes out.

Accepting every change gives the words of the new issue, rejecting every change those of the old one, in every part.
What an insertion or a deletion cannot carry (the page, spacing, widths of columns, properties) is the new issue's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.redline.borrow import (
    drop_unused,
    free_headings,
    free_ids,
    name_styles_alike,
    share_relations,
    share_styles,
)
from policygen.redline.lists import Continued, Lists
from policygen.redline.marks import Marker
from policygen.redline.package import DOCUMENT, NUMBERING, Package
from policygen.redline.plan import Step, kept_paragraphs, paragraphs, plan
from policygen.redline.read import read
from policygen.redline.sections import Counter, places
from policygen.redline.stories import Pair, bodies, edges, notes
from policygen.redline.tree import Node
from policygen.redline.wordml import CHANGES, COMMENTS, MARK_START, R, W, value, w
from policygen.redline.write import Changed, Writer

OURS = "policygen-manifest"  # the custom property that our Word files carry
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_SPARE = f'<w:p xmlns:w="{W}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True)
class Redlined:
    """The redline, how many changes are marked in it, and what happened to each clause, in reading order."""

    data: bytes
    marks: int
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose the changes are, and the day that they bear as an ISO date; empty for none."""

    author: str
    day: str


def redlined(
    old: Package, new: Package, hand: Hand | None = None, counting: Callable[[Package], Counter] | None = None
) -> Redlined:
    """The new file with every difference from the old one marked; both are used up. Without a `hand` the new file tells it.

    `counting` says what numbers Word shows in a file, for the places of changes.
    """
    refuse_marked(old)
    refuse_marked(new)
    where = {
        paragraph: place
        for one in (old, new)
        if counting is not None
        for paragraph, place in places(one.tree(DOCUMENT), counting(one)).items()
    }
    body = bodies(old, new)
    pairs = (*notes(old, new), body, *edges(old, new))
    for pair in pairs:
        if pair.old_part:
            share_relations(old, pair.old_part, new, pair.new_part)
            free_ids(pair.old, pair.new)
            name_styles_alike(old, new, pair.old)
            free_headings(pair.old)
            free_headings(pair.new)
    before, after = (Lists(one.tree(NUMBERING) if one.has(NUMBERING) else None) for one in (old, new))
    planned = [_Planned(pair, before, after) for pair in pairs]
    shared = [(a.list_[0], b.list_[0]) for one in planned for a, b in kept_paragraphs(one.steps) if a.list_[0]]
    used = [paragraph.list_ for one in planned for paragraph in paragraphs(one.new)]
    names = {value(one, "name") for pair in pairs for one in pair.new.iter(MARK_START)}
    hand = hand or maker(new)
    marker = Marker(hand.author, *moments(hand.day))
    writer = Writer(marker, Continued(before, after, shared, used), frozenset(names), where)
    for one in planned:
        spare = etree.fromstring(_SPARE) if one.pair is body else None
        writer.story(one.pair.new, one.steps, spare)
        share_styles(old, new, one.pair.new)
    for part in dict.fromkeys(pair.new_part for pair in pairs):
        drop_unused(new, part)
    _put_lists(new, after)
    return Redlined(new.packed(), marker.used, tuple(writer.changes))


def is_ours(package: Package) -> bool:
    """Whether a file was issued by policygen, by the property that it carries."""
    return bool(package.property(OURS))


def refuse_marked(package: Package) -> None:
    """A file with changes or comments of its own would mix them with ours: that is for its owner to settle first."""
    found: list[Diagnostic] = []
    stories = [package.tree(part) for part in package.stories()]
    where = Where(package.name)
    if any(_holds(story, CHANGES) for story in stories):
        hint = "accept or reject them in Word (Review), save, and run this again"
        found.append(Diagnostic("PG-X002", "the file holds tracked changes already", where, hint))
    if any(_holds(story, COMMENTS) for story in stories):
        hint = "delete them in a copy (Review, Delete all comments), and run this again with the copy"
        found.append(Diagnostic("PG-X003", "the file holds comments, which a redline would lose", where, hint))
    if found:
        raise PolicygenError(found)


def _holds(story: etree._Element, tags: frozenset[str]) -> bool:
    return next(story.iter(*tags), None) is not None


class _Planned:
    """A story with the plan for it."""

    def __init__(self, pair: Pair, before: Lists, after: Lists) -> None:
        old: Sequence[Node] = read(pair.old, before.kind)
        self.pair = pair
        self.new: Sequence[Node] = read(pair.new, after.kind)
        self.steps: tuple[Step, ...] = plan(old, self.new)


def maker(package: Package) -> Hand:
    """Who made a file, and on which day, by its properties."""
    found = _DAY.match(package.core("modified") or package.core("created"))
    return Hand(package.core("creator") or "policygen", found[0] if found else "")


def moments(day: str) -> tuple[str, str]:
    """A day as the time of a change, and an hour later; nothing where there is no day."""
    return (f"{day}T00:00:00Z", f"{day}T01:00:00Z") if day else ("", "")


def _put_lists(package: Package, lists: Lists) -> None:
    if package.has(NUMBERING) or lists.tree.find(w("num")) is None:
        return
    package.put(NUMBERING, lists.tree)
    package.declare(NUMBERING, _NUMBERING_TYPE)
    package.relate(DOCUMENT, f"{R}/numbering", "numbering.xml")
