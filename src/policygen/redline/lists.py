"""The lists of two documents: which of the old one goes on as which of the new, and what is brought over."""

import copy
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from policygen.redline.wordml import W, child_value, key_of, value, w

_ROOT = f'<w:numbering xmlns:w="{W}"/>'


class Lists:
    """The numbering part of one document."""

    def __init__(self, part: etree._Element | None) -> None:
        self.tree = etree.fromstring(_ROOT) if part is None else part
        self._abstracts = {value(one, "abstractNumId"): one for one in self.tree.iterfind(w("abstractNum"))}
        self._numbers = {value(one, "numId"): one for one in self.tree.iterfind(w("num"))}
        self._kinds: dict[tuple[str, int], tuple[str, ...]] = {}

    def kind(self, number: str, level: int) -> tuple[str, ...]:
        """How a level of a list looks and where it starts; two lists of one kind can go on as each other."""
        if (number, level) not in self._kinds:
            found = self.level(number, level)
            names = () if found is None else ("numFmt", "lvlText", "start")
            self._kinds[number, level] = tuple(child_value(found, name) for name in names)
        return self._kinds[number, level]

    def starts(self, number: str) -> tuple[tuple[str, str], ...]:
        """Where a list is told to begin anew, by level."""
        found = self._numbers.get(number)
        overrides = () if found is None else found.iterfind(w("lvlOverride"))
        return tuple((value(one, "ilvl"), child_value(one, "startOverride")) for one in overrides)

    def level(self, number: str, level: int) -> etree._Element | None:
        abstract = self.abstract(number)
        if abstract is None:
            return None
        return next((one for one in abstract.iterfind(w("lvl")) if value(one, "ilvl") == str(level)), None)

    def abstract(self, number: str) -> etree._Element | None:
        found = self._numbers.get(number)
        return None if found is None else self._abstracts.get(child_value(found, "abstractNumId"))

    def number(self, number: str) -> etree._Element | None:
        return self._numbers.get(number)

    def add(self, number: etree._Element, abstract: etree._Element | None, known: str = "") -> tuple[str, str]:
        """A copy of a list of another document under the next free numbers: that of the list and of its definition."""
        if not known and abstract is not None:
            known = _free(self._abstracts)
            definition = copy.deepcopy(abstract)
            definition.set(w("abstractNumId"), known)
            for own in definition.findall(w("nsid")):
                definition.remove(own)
            last = next(iter(reversed(self.tree.findall(w("abstractNum")))), None)
            self.tree.insert(0, definition) if last is None else last.addnext(definition)
            self._abstracts[known] = definition
        instance = copy.deepcopy(number)
        own = _free(self._numbers)
        instance.set(w("numId"), own)
        pointer = instance.find(w("abstractNumId"))
        if pointer is not None:
            pointer.set(w("val"), known)
        last = next(iter(reversed(self.tree.findall(w("num")))), None)
        after = last if last is not None else next(iter(reversed(self.tree.findall(w("abstractNum")))), None)
        self.tree.append(instance) if after is None else after.addnext(instance)
        self._numbers[own] = instance
        return own, known


class Continued:
    """Which list of the old document is which of the new one; decided by how many paragraphs they share."""

    def __init__(
        self, old: Lists, new: Lists, shared: Iterable[tuple[str, str]], used: Iterable[tuple[str, int]]
    ) -> None:
        self._old, self._new = old, new
        self._used = frozenset(used)  # lists and levels of the new document
        self._as: dict[str, str] = {}
        self._definitions: dict[str, str] = {}
        taken: set[str] = set()
        for (one, other), _ in Counter(shared).most_common():
            if one not in self._as and other not in taken and self._old.starts(one) == self._new.starts(other):
                self._as[one] = other
                taken.add(other)

    def same(self, old: str, new: str) -> bool:
        """Whether two paragraphs stand in one list; the list numbers are empty where there is none."""
        return self._as.get(old) == new if old and new else old == new

    def number(self, old: str, level: int) -> str:
        """The number that a struck-out paragraph's list has in the redline."""
        if old in ("", "0") or self._old.number(old) is None:
            return old
        if old not in self._as:
            self._as[old] = self._brought(old)
        known = self._as[old]
        ours, theirs = self._new.level(known, level), self._old.level(old, level)
        if ours is not None and theirs is not None and key_of(ours) != key_of(theirs):
            if (known, level) in self._used:
                return self._brought(old)
            ours.getparent().replace(ours, copy.deepcopy(theirs))
        return known

    def _brought(self, old: str) -> str:
        number, abstract = self._old.number(old), self._old.abstract(old)
        pointer = "" if number is None else child_value(number, "abstractNumId")
        own, definition = self._new.add(number, abstract, self._definitions.get(pointer, ""))
        self._definitions[pointer] = definition
        return own


def _free(known: dict[str, etree._Element]) -> str:
    return str(max((int(one) for one in known if one.isdigit()), default=0) + 1)
