"""Which stories of two files belong together: bodies, headers and footers by section and kind, notes by their words."""

import copy
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policygen.redline.align import aligned
from policygen.redline.package import DOCUMENT, ENDNOTES, FOOTNOTES, Package
from policygen.redline.wordml import SECTION, R, text_of, value, w

_EDGES = (w("headerReference"), w("footerReference"))
_ID = f"{{{R}}}id"
_NOTES = {FOOTNOTES: ("footnote", "footnoteReference"), ENDNOTES: ("endnote", "endnoteReference")}


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A story of the old file and of the new one, with the parts they stand in; both are there, if empty."""

    old_part: str
    new_part: str
    old: etree._Element
    new: etree._Element


def bodies(old: Package, new: Package) -> Pair:
    return Pair(DOCUMENT, DOCUMENT, _body(old), _body(new))


def edges(old: Package, new: Package) -> Iterator[Pair]:
    """Headers and footers, the last sections first, since sections are added in front; each part once.

    One that only the old file has comes into the new one, empty, for its words to be struck out in it.
    """
    done: set[str] = set()
    sections = zip(reversed(_sections(old)), reversed(_sections(new)), strict=False)
    for theirs, ours in sections:
        before, after = _edges(old, theirs), _edges(new, ours)
        for kind in dict.fromkeys((*after, *before)):
            old_part = before.get(kind, "")
            new_part = after.get(kind) or _added(old, old_part, new, ours, kind)
            if new_part in done:
                continue
            done.add(new_part)
            tree = new.tree(new_part)
            yield Pair(old_part, new_part, old.tree(old_part) if old_part else etree.Element(tree.tag), tree)


def notes(old: Package, new: Package) -> Iterator[Pair]:
    """Footnotes and endnotes; those of the old file get the numbers they have in the redline."""
    for part, (kind, reference) in _NOTES.items():
        if not old.has(part) and not new.has(part):
            continue
        if not new.has(part):
            _bring_notes(old, new, part, kind)
        ours, theirs = _listed(new, part, kind), _listed(old, part, kind)
        old_part = part if old.has(part) else ""
        free = max((int(value(one, "id")) for one in new.tree(part) if value(one, "id").isdigit()), default=0) + 1
        known: dict[str, str] = {}
        for one, other in aligned(theirs, ours, text_of, _alike):
            kept = etree.SubElement(new.tree(part), w(kind), {w("id"): str(free)}) if other is None else other
            free += other is None
            if one is not None:
                known[value(one, "id")] = value(kept, "id")
            yield Pair(old_part, part, etree.Element(w(kind)) if one is None else one, kept)
        for mark in _body(old).iter(w(reference)):
            mark.set(w("id"), known.get(value(mark, "id"), value(mark, "id")))


def _alike(old: etree._Element, new: etree._Element) -> float:
    before, after = set(text_of(old).split()), set(text_of(new).split())
    common = len(before & after)
    return float(common) if common * 2 >= max(len(before), len(after)) else 0.0


def _body(package: Package) -> etree._Element:
    found = package.tree(DOCUMENT).find(w("body"))
    return etree.SubElement(package.tree(DOCUMENT), w("body")) if found is None else found


def _sections(package: Package) -> list[etree._Element]:
    return list(_body(package).iter(SECTION))


def _edges(package: Package, section: etree._Element) -> dict[tuple[str, str], str]:
    relations = package.relations(DOCUMENT)
    return {
        (str(one.tag), value(one, "type")): package.target(DOCUMENT, relations[str(one.get(_ID))])
        for one in section
        if one.tag in _EDGES and one.get(_ID) in relations
    }


def _added(old: Package, old_part: str, new: Package, section: etree._Element, kind: tuple[str, str]) -> str:
    """An empty header or footer in the new file, of a kind that only the old one has."""
    stem, ending = posixpath.splitext(old_part)
    name, at = old_part, 1
    while new.has(name):
        name, at = f"{stem}-old{at}{ending}", at + 1
    new.put(name, etree.Element(old.tree(old_part).tag, nsmap=old.tree(old_part).nsmap))
    new.declare(name, old.type_of(old_part))
    family = "header" if kind[0] == _EDGES[0] else "footer"
    id_ = new.relate(DOCUMENT, f"{R}/{family}", posixpath.relpath(name, posixpath.dirname(DOCUMENT)))
    section.insert(0, etree.Element(kind[0], {w("type"): kind[1], _ID: id_}))
    return name


def _listed(package: Package, part: str, kind: str) -> list[etree._Element]:
    """The notes that somebody wrote, without the lines that separate them from the text."""
    found = package.tree(part).iterfind(w(kind)) if package.has(part) else ()
    return [one for one in found if not value(one, "type")]


def _bring_notes(old: Package, new: Package, part: str, kind: str) -> None:
    tree = copy.deepcopy(old.tree(part))
    for one in tree.findall(w(kind)):
        if not value(one, "type"):
            tree.remove(one)
    new.put(part, tree)
    new.declare(part, old.type_of(part))
    new.relate(DOCUMENT, f"{R}/{kind}s", posixpath.basename(part))
