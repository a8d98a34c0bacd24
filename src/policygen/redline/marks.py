"""Tracked changes as Word writes them: `w:ins` and `w:del` around runs, in the marks of paragraphs and in rows."""

import copy
from collections.abc import Iterable, Sequence

from lxml import etree

from policygen.redline.inline import Atom, Fate
from policygen.redline.wordml import (
    LINK,
    MARK_END,
    MARK_START,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SDT,
    SECTION,
    TEXT,
    XML_SPACE,
    P,
    w,
)

_TAGS = {"gone": w("del"), "new": w("ins")}
_STRUCK = {TEXT: w("delText"), w("instrText"): w("delInstrText")}
_HOLDERS = frozenset({LINK, w("fldSimple")})  # what may hold a change but not stand in one
_BEFORE_MARK = (w("ins"), w("del"))


class Marker:
    """Who changed it and when; each mark gets the next free number.

    `moment` is that of whole paragraphs and rows. Words within a paragraph have `later`, another hour: LibreOffice
    takes changes of one author within minutes for one, and the end of a paragraph that stays would go with the next.
    """

    def __init__(self, author: str, moment: str, later: str, first: int = 1) -> None:
        self._author, self._moments, self._first, self._next = author, (moment, later), first, first

    @property
    def used(self) -> int:
        """How many changes are marked."""
        return self._next - self._first

    def wrapper(self, fate: Fate, within: bool = False) -> etree._Element:
        """An empty `w:ins` or `w:del`; `within` a paragraph that stays, or of a whole one."""
        held = {w("id"): str(self._next), w("author"): self._author}
        if self._moments[within]:
            held[w("date")] = self._moments[within]
        self._next += 1
        return etree.Element(_TAGS[fate], held)

    def tracked(self, elements: Iterable[etree._Element], fate: Fate, within: bool = False) -> list[etree._Element]:
        """Children of a paragraph, each in a change; a link holds the change, a control comes as its text."""
        found: list[etree._Element] = []
        open_: etree._Element | None = None
        for element in _uncontrolled(elements):
            if element.tag in (MARK_START, MARK_END):
                found.append(element)
                continue
            if element.tag in _HOLDERS:
                self._hold(element, fate, within)
                found.append(element)
                open_ = None
                continue
            if fate == "gone":
                strike(element)
            if open_ is None:
                open_ = self.wrapper(fate, within)
                found.append(open_)
            open_.append(element)
        return found

    def paragraph(self, paragraph: etree._Element, fate: Fate) -> None:
        """A whole paragraph, its mark included."""
        inner = [child for child in paragraph if child.tag != PARAGRAPH_PROPERTIES]
        for child in inner:
            paragraph.remove(child)
        paragraph.extend(self.tracked(inner, fate))
        self.end_of(paragraph, fate)

    def end_of(self, paragraph: etree._Element, fate: Fate) -> None:
        """The mark that ends a paragraph; `kept` takes a change off it."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        if properties is None:
            properties = etree.Element(PARAGRAPH_PROPERTIES)
            paragraph.insert(0, properties)
        look = properties.find(RUN_PROPERTIES)
        if look is None:
            look = etree.Element(RUN_PROPERTIES)
            section = properties.find(SECTION)
            properties.append(look) if section is None else section.addprevious(look)
        for change in [child for child in look if child.tag in _BEFORE_MARK]:
            look.remove(change)
        if fate != "kept":
            look.insert(0, self.wrapper(fate))
        elif not len(look):
            properties.remove(look)

    def row(self, row: etree._Element, fate: Fate) -> None:
        """A whole row of a table, with everything in it."""
        properties = row.find(ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(ROW_PROPERTIES)
            etree.SubElement(
                properties, w("cantSplit"), {w("val"): "off"}
            )  # a validator wants more in it than a change
            at = 1 if len(row) and row[0].tag == w("tblPrEx") else 0
            row.insert(at, properties)
        properties.append(self.wrapper(fate))

    def _hold(self, element: etree._Element, fate: Fate, within: bool) -> None:
        inner = list(element)
        for child in inner:
            element.remove(child)
        element.extend(self.tracked(inner, fate, within))


def runs(atoms: Sequence[Atom]) -> list[etree._Element]:
    """Atoms as children of a paragraph: those of one look in one run, the others as they were."""
    found: list[etree._Element] = []
    look: object = None
    run: etree._Element | None = None
    for atom in atoms:
        if atom.whole:
            found += atom.whole
            run = None
            continue
        if run is None or atom.key[-1] != look:
            run, look = etree.Element(RUN), atom.key[-1]
            if atom.look is not None:
                run.append(copy.deepcopy(atom.look))
            found.append(run)
        if atom.child is not None:
            run.append(atom.child)
        elif len(run) and run[-1].tag == TEXT:
            run[-1].text += atom.text
        else:
            text = etree.SubElement(run, TEXT)
            text.set(XML_SPACE, "preserve")
            text.text = atom.text
    return found


def is_new(element: etree._Element) -> bool:
    """Whether a paragraph or row is new as a whole."""
    kind = f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}" if element.tag == P else ROW_PROPERTIES
    return element.find(f"{kind}/{_TAGS['new']}") is not None


def strike(element: etree._Element) -> None:
    """Text of a deletion has elements of its own."""
    for one in list(element.iter(*_STRUCK)):
        one.tag = _STRUCK[one.tag]


def _uncontrolled(elements: Iterable[etree._Element]) -> Iterable[etree._Element]:
    for element in elements:
        if element.tag == SDT:
            content = element.find(w("sdtContent"))
            yield from _uncontrolled([] if content is None else list(content))
        elif element.tag == w("proofErr"):
            continue
        else:
            yield element
