"""The numbers of a user's own contract, for clauses of ours to join: its headings count, and ours count on with them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from policygen.render.docx_xml import W

_UNNUMBERED = ("bullet", "none", "")


@dataclass(frozen=True, slots=True)
class Joined:
    """The list that numbers the headings of a template: `heading` and `paragraph` are a list and a level of it.

    `paragraph` is None where the list has no numbered level below. `shape` is how a number reads, as "§ %1".
    """

    heading: tuple[int, int]
    paragraph: tuple[int, int] | None
    shape: str
    style: str

    def label(self, number: int) -> str:
        """A number as a cross-reference shows it: without the full stop that Word leaves out, too."""
        return self.shape.replace("%", str(number), 1)


def joined(sheet: bytes, numbering: bytes, heading: str) -> Joined | None:
    """The list of the heading style, if its headings are numbered one by one."""
    styles = {str(one.get(f"{{{W}}}styleId")): one for one in etree.fromstring(sheet).iter(f"{{{W}}}style")}
    found = next(
        (own for style in _based(styles, heading) if (own := style.find(f"{{{W}}}pPr/{{{W}}}numPr")) is not None), None
    )
    if found is None or not numbering:
        return None
    tree = etree.fromstring(numbering)
    number, level = _number(found, "numId", 0), _number(found, "ilvl", 0)
    levels = _levels(tree, number)
    for at, (_, _, style) in levels.items():
        level = at if style == heading else level
    kind, text, _ = levels.get(level, ("", "", ""))
    own = f"%{level + 1}"
    if kind != "decimal" or text.count("%") != 1 or own not in text:
        return None
    below = levels.get(level + 1, ("", "", ""))[0]
    paragraph = None if below in _UNNUMBERED else (number, level + 1)
    return Joined((number, level), paragraph, text.replace(own, "%").rstrip(". "), heading)


def apart(sheet: bytes, numbering: bytes, body: etree._Element, known: Collection[str]) -> tuple[str, ...]:
    """The names of styles, other than the `known` ids, that number headings of a page one by one."""
    if not numbering:
        return ()
    tree = etree.fromstring(numbering)
    styles = {str(one.get(f"{{{W}}}styleId")): one for one in etree.fromstring(sheet).iter(f"{{{W}}}style")}
    used = dict.fromkeys(str(one.get(f"{{{W}}}val")) for one in body.iter(f"{{{W}}}pStyle"))
    return tuple(
        _val(styles[one], "name")
        for one in used
        if one in styles and one not in known and _heads(tree, list(_based(styles, one)))
    )


def _heads(tree: etree._Element, chain: Sequence[etree._Element]) -> bool:
    """Whether a style, with those it is based on, has a number that counts alone and a place in the outline."""
    outlined = any(style.find(f"{{{W}}}pPr/{{{W}}}outlineLvl") is not None for style in chain)
    found = next((own for style in chain if (own := style.find(f"{{{W}}}pPr/{{{W}}}numPr")) is not None), None)
    if found is None or not outlined:
        return False
    kind, text, _ = _levels(tree, _number(found, "numId", 0)).get(_number(found, "ilvl", 0), ("", "", ""))
    return kind not in _UNNUMBERED and text.count("%") == 1


def before(paragraph: etree._Element, body: etree._Element, own: Joined) -> int:
    """How many headings the list has numbered before a paragraph."""
    count = 0
    for one in body.iter(f"{{{W}}}p"):
        if one is paragraph:
            return count
        count += _counts(one, own)
    return count


def _counts(paragraph: etree._Element, own: Joined) -> bool:
    direct = paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr")
    if direct is not None and direct.find(f"{{{W}}}numId") is not None:
        return (_number(direct, "numId", 0), _number(direct, "ilvl", 0)) == own.heading
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style is not None and style.get(f"{{{W}}}val") == own.style


def _based(styles: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    """A style and those that it is based on, the nearest first."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        base = styles[name].find(f"{{{W}}}basedOn")
        name = "" if base is None else str(base.get(f"{{{W}}}val"))


def _levels(numbering: etree._Element, number: int) -> dict[int, tuple[str, str, str]]:
    """Format, text and style of each level of a list."""
    for instance in numbering.iter(f"{{{W}}}num"):
        if instance.get(f"{{{W}}}numId") != str(number):
            continue
        abstract = _number(instance, "abstractNumId", -1)
        for one in numbering.iter(f"{{{W}}}abstractNum"):
            if one.get(f"{{{W}}}abstractNumId") == str(abstract):
                return {int(level.get(f"{{{W}}}ilvl", 0)): _level(level) for level in one.iter(f"{{{W}}}lvl")}
    return {}


def _level(level: etree._Element) -> tuple[str, str, str]:
    return _val(level, "numFmt"), _val(level, "lvlText"), _val(level, "pStyle")


def _number(element: etree._Element, name: str, missing: int) -> int:
    value = _val(element, name)
    return int(value) if value.isdigit() else missing


def _val(element: etree._Element, name: str) -> str:
    child = element.find(f"{{{W}}}{name}")
    return "" if child is None else str(child.get(f"{{{W}}}val", ""))
