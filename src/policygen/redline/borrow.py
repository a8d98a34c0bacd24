"""What struck-out text needs from the old file: its links and pictures, its styles, and bookmarks under free numbers."""

import copy
import posixpath

from lxml import etree

from policygen.redline.package import BROUGHT, RELATION, STYLES, Package, related, relating, relations_of
from policygen.redline.wordml import MARK_END, MARK_START, SDT, P, child_value, value, w

_IMPLIED = ("footnotes", "endnotes", "numbering")  # relationships that no element names
_NAMING = frozenset({w("alias"), w("tag"), w("id"), w("rPr")})
_STYLED = ("pStyle", "rStyle", "tblStyle")


def share_relations(old: Package, old_part: str, new: Package, new_part: str) -> None:
    """Give the old story the new one's relationship ids, so that one link reads the same in both."""
    theirs = _single(new, new_part)
    ours = old.relations(old_part)
    for element in relating(old.tree(old_part)):
        for name, id_ in related(element).items():
            if id_ not in ours:
                continue
            meaning = _meaning(old, old_part, ours[id_])
            if meaning not in theirs:
                theirs[meaning] = _bring(old, old_part, ours[id_], new, new_part)
            element.set(name, theirs[meaning])


def _single(package: Package, part: str) -> dict[tuple[str, str | bytes], str]:
    """The id of each relationship of a part by what it leads to; links to one address have one from now on."""
    first: dict[tuple[str, str | bytes], str] = {}
    again: dict[str, str] = {}
    for id_, one in package.relations(part).items():
        held = first.setdefault(_meaning(package, part, one), id_)
        if held != id_ and not package.target(part, one):
            again[id_] = held
            one.getparent().remove(one)
    for element in relating(package.tree(part)) if again else ():
        for name, id_ in related(element).items():
            element.set(name, again.get(id_, id_))
    return first


def drop_unused(package: Package, part: str) -> None:
    """Take out what was brought over for text that stayed as it was."""
    used = {id_ for element in relating(package.tree(part)) for id_ in related(element).values()}
    for id_, one in package.relations(part).items():
        named = str(one.get("Type")).rpartition("/")[2] in _IMPLIED
        if id_.startswith(BROUGHT) and id_ not in used and not named:
            one.getparent().remove(one)
            if package.target(part, one):
                package.drop(package.target(part, one))
    name = relations_of(part)
    if package.has(name) and package.tree(name).find(RELATION) is None:
        package.drop(name)


def name_styles_alike(old: Package, new: Package, story: etree._Element) -> None:
    """Give the old story the new file's style ids, by the names of styles: other editors write other ids."""
    if not (old.has(STYLES) and new.has(STYLES)):
        return
    ours = {child_value(one, "name").lower(): value(one, "styleId") for one in new.tree(STYLES).iterfind(w("style"))}
    theirs = {value(one, "styleId"): child_value(one, "name").lower() for one in old.tree(STYLES).iterfind(w("style"))}
    for one in story.iter(*(w(name) for name in _STYLED)):
        one.set(w("val"), ours.get(theirs.get(value(one), ""), value(one)))


def free_headings(story: etree._Element) -> None:
    """Take the controls off that LibreOffice leaves within a clause's first paragraph: they are no place to fill in."""
    for control in list(story.iter(SDT)):
        kinds = {child.tag for child in control.iterfind(f"{w('sdtPr')}/*")}
        content = control.find(w("sdtContent"))
        if control.getparent().tag == P and kinds <= _NAMING and content is not None:
            for child in list(content):
                control.addprevious(child)
            control.getparent().remove(control)


def share_styles(old: Package, new: Package, story: etree._Element) -> None:
    """Bring over every style that the story names and the new file lacks, with those it builds on."""
    if not (old.has(STYLES) and new.has(STYLES)):
        return
    sheet = new.tree(STYLES)
    known = {value(one, "styleId") for one in sheet.iterfind(w("style"))}
    theirs = {value(one, "styleId"): one for one in old.tree(STYLES).iterfind(w("style"))}
    wanted = [value(one) for name in _STYLED for one in story.iter(w(name))]
    while wanted:
        id_ = wanted.pop()
        if id_ in known or id_ not in theirs:
            continue
        known.add(id_)
        style = copy.deepcopy(theirs[id_])
        sheet.append(style)
        wanted += [child_value(style, name) for name in ("basedOn", "next", "link")]


def free_ids(old: etree._Element, new: etree._Element) -> None:
    """Number the old story's bookmarks above the new one's."""
    taken = [int(value(one, "id")) for one in new.iter(MARK_START, MARK_END) if value(one, "id").isdigit()]
    above = max(taken, default=0) + 1
    for one in old.iter(MARK_START, MARK_END):
        if value(one, "id").isdigit():
            one.set(w("id"), str(int(value(one, "id")) + above))


def _meaning(package: Package, part: str, relation: etree._Element) -> tuple[str, str | bytes]:
    """What a relationship leads to: an address, or the bytes of another part."""
    target = package.target(part, relation)
    kind = str(relation.get("Type"))
    return kind, package.parts.get(target, b"") if target else str(relation.get("Target"))


def _bring(old: Package, old_part: str, relation: etree._Element, new: Package, new_part: str) -> str:
    kind, target = str(relation.get("Type")), old.target(old_part, relation)
    if not target:
        return new.relate(new_part, kind, str(relation.get("Target")), str(relation.get("TargetMode")))
    name, at = target, 1
    stem, ending = posixpath.splitext(target)
    while new.has(name):
        name, at = f"{stem}-old{at}{ending}", at + 1
    new.put(name, old.parts.get(target, b""))
    new.declare(name, old.type_of(target))
    return new.relate(new_part, kind, posixpath.relpath(name, posixpath.dirname(new_part)))
