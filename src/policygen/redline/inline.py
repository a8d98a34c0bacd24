"""A paragraph as a line of small pieces that are kept, struck out or added whole: words, fields, links, controls."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from policygen.redline.wordml import LINK, RUN, RUN_PROPERTIES, SDT, TEXT, R, W, key_of, value, w

Fate = Literal["kept", "gone", "new"]
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
_WORD = re.compile(
    rf"\s+|[\u3400-\u9fff々]+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|{_LETTER}+(?:[^\s\w]{{1,3}}{_LETTER}+)*|[^\w\s]"
)
_MOST_DIFFERENT = 0.3  # below this share of common words a line is replaced as a whole


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """The smallest thing that changes as one. In a run: text or one child, with the run's properties; else elements."""

    key: tuple[object, ...]
    text: str = ""
    look: etree._Element | None = None
    child: etree._Element | None = None
    whole: tuple[etree._Element, ...] = ()

    @property
    def is_word(self) -> bool:
        return bool(self.text.strip()) or (self.text == "" and self.child is None)

    @property
    def is_space(self) -> bool:
        return bool(self.text) and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms that follow each other and share a fate; a kept link may hold changes, so it comes with its old self."""

    fate: Fate
    atoms: tuple[Atom, ...]
    before: Atom | None = None


def words(text: str) -> list[str]:
    """A text cut into words, spaces and signs; an address or a date is one word."""
    return _WORD.findall(text)


def atoms(children: Iterable[etree._Element]) -> tuple[Atom, ...]:
    """The pieces of a paragraph's or link's children; bookmarks and marks of the spelling checker are none.

    A field is one piece, unless it goes on in the next paragraph.
    """
    listed = list(children)
    closed = _fields_close(listed)
    found: list[Atom] = []
    field: list[etree._Element] = []
    depth = 0
    for child in listed:
        step = _depth(child)
        if closed and (depth or step or _opens(child)):
            field.append(child)
            depth += step
            if depth == 0:
                found.append(_whole("field", field))
                field = []
        elif child.tag == RUN:
            found += _of_run(child)
        elif child.tag == LINK:
            found.append(Atom(("link", child.get(f"{{{R}}}id", ""), value(child, "anchor")), whole=(child,)))
        elif child.tag in _CONTENT or not str(child.tag).startswith(f"{{{W}}}"):
            found.append(_whole("other", [child]))
    return tuple(found)


def compared(old: Sequence[Atom], new: Sequence[Atom]) -> list[Piece]:
    """What is kept, gone and new, in reading order; small common words between changes do not tear them apart."""
    matcher = SequenceMatcher(None, [atom.key for atom in old], [atom.key for atom in new], autojunk=False)
    steps = [(kind == "equal", old[o1:o2], new[n1:n2]) for kind, o1, o2, n1, n2 in matcher.get_opcodes()]
    if _too_different(steps, old, new):
        steps = [(False, old, new)]
    found: list[Piece] = []
    gone: list[Atom] = []
    fresh: list[Atom] = []
    for at, (same, before, after) in enumerate(steps):
        bridge = 0 < at < len(steps) - 1 and all(atom.is_space for atom in after)
        if not same or bridge:
            gone += before
            fresh += after
            continue
        found += _changed(gone, fresh)
        gone, fresh = [], []
        found += _kept(before, after)
    return found + _changed(gone, fresh)


def same_words(old: Sequence[Atom], new: Sequence[Atom]) -> bool:
    """Whether nothing at all differs."""
    return [atom.key for atom in old] == [atom.key for atom in new] and all(
        _link_key(one) == _link_key(other) for one, other in zip(old, new, strict=True) if one.key[0] == "link"
    )


def _kept(before: Sequence[Atom], after: Sequence[Atom]) -> Iterator[Piece]:
    """Kept atoms together, but a link whose words have changed on its own."""
    group: list[Atom] = []
    for one, other in zip(before, after, strict=True):
        if other.key[0] == "link" and _link_key(one) != _link_key(other):
            if group:
                yield Piece("kept", tuple(group))
            yield Piece("kept", (other,), one)
            group = []
        else:
            group.append(other)
    if group:
        yield Piece("kept", tuple(group))


def _changed(gone: Sequence[Atom], fresh: Sequence[Atom]) -> list[Piece]:
    both = (Piece("gone", tuple(gone)), Piece("new", tuple(fresh)))
    return [piece for piece in both if piece.atoms]


def _too_different(steps: Sequence[tuple[bool, Sequence[Atom], Sequence[Atom]]], *sides: Sequence[Atom]) -> bool:
    common = sum(atom.is_word for same, _, after in steps if same for atom in after)
    most = max(sum(atom.is_word for atom in side) for side in sides)
    return common < _MOST_DIFFERENT * most


def _of_run(run: etree._Element) -> Iterator[Atom]:
    look = run.find(RUN_PROPERTIES)
    shown = "" if look is None else key_of(look)
    for child in run:
        if child.tag == TEXT:
            yield from (Atom(("text", word, shown), word, look) for word in words(child.text or ""))
        elif child.tag != RUN_PROPERTIES and child.tag not in _PASSING:
            yield Atom(("child", key_of(child), shown), "\t" if child.tag in _SPACES else "", look, child)


def _fields_close(children: Iterable[etree._Element]) -> bool:
    depth = 0
    for child in children:
        depth += _depth(child)
        if depth < 0:
            return False
    return depth == 0


def _depth(child: etree._Element) -> int:
    kinds = [value(mark, "fldCharType") for mark in child.iterfind(w("fldChar"))] if child.tag == RUN else []
    return kinds.count("begin") - kinds.count("end")


def _opens(child: etree._Element) -> bool:
    return child.tag == RUN and child.find(w("fldChar")) is not None


def _whole(kind: str, elements: Sequence[etree._Element]) -> Atom:
    return Atom((kind, *(key_of(element) for element in elements)), whole=tuple(elements))


def _link_key(atom: Atom) -> str:
    return "".join(key_of(child) for child in atom.whole[0]) if atom.key[0] == "link" else ""


_CONTENT = frozenset({SDT, w("fldSimple"), w("smartTag"), w("customXml"), w("dir"), w("bdo")})
_PASSING = frozenset({w("lastRenderedPageBreak"), w("noProof")})
_SPACES = frozenset({w("tab"), w("br"), w("cr")})
