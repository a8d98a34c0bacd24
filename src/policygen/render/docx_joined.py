"""The numbers of a user's own contract, for clauses of ours to join: its headings count, and ours count on with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policygen.render.docx_xml import W

UNNUMBERED = ("bullet", "none", "")


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
        (own for style in based(styles, heading) if (own := style.find(f"{{{W}}}pPr/{{{W}}}numPr")) is not None), None
    )
    if found is None or not numbering:
        return None
    tree = etree.fromstring(numbering)
    number, level = number_of(found, "numId", 0), number_of(found, "ilvl", 0)
    found_levels = levels(tree, number)
    for at, (_, _, style) in found_levels.items():
        level = at if style == heading else level
    kind, text, _ = found_levels.get(level, ("", "", ""))
    own = f"%{level + 1}"
    if kind != "decimal" or text.count("%") != 1 or own not in text:
        return None
    below = found_levels.get(level + 1, ("", "", ""))[0]
    paragraph = None if below in UNNUMBERED else (number, level + 1)
    return Joined((number, level), paragraph, text.replace(own, "%").rstrip(". "), heading)


def before(paragraph: etree._Element, body: etree._Element, own: Joined) -> int:
    """How many headings the list has numbered before a paragraph."""
    count = 0
    for one in body.iter(f"{{{W}}}p"):
        if one is paragraph:
            return count
        count += _counts(one, own)
    return count


def counted(body: etree._Element, own: Joined) -> int:
    """How many headings the list numbers in all."""
    return sum(_counts(one, own) for one in body.iter(f"{{{W}}}p"))


def _counts(paragraph: etree._Element, own: Joined) -> bool:
    direct = paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr")
    if direct is not None and direct.find(f"{{{W}}}numId") is not None:
        return (number_of(direct, "numId", 0), number_of(direct, "ilvl", 0)) == own.heading
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return style is not None and style.get(f"{{{W}}}val") == own.style


def based(styles: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    """A style and those that it is based on, the nearest first."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        base = styles[name].find(f"{{{W}}}basedOn")
        name = "" if base is None else str(base.get(f"{{{W}}}val"))


def levels(numbering: etree._Element, number: int) -> dict[int, tuple[str, str, str]]:
    """Format, text and style of each level of a list."""
    for instance in numbering.iter(f"{{{W}}}num"):
        if instance.get(f"{{{W}}}numId") != str(number):
            continue
        abstract = number_of(instance, "abstractNumId", -1)
        for one in numbering.iter(f"{{{W}}}abstractNum"):
            if one.get(f"{{{W}}}abstractNumId") == str(abstract):
                return {int(level.get(f"{{{W}}}ilvl", 0)): _level(level) for level in one.iter(f"{{{W}}}lvl")}
    return {}


def _level(level: etree._Element) -> tuple[str, str, str]:
    return val(level, "numFmt"), val(level, "lvlText"), val(level, "pStyle")


def number_of(element: etree._Element, name: str, missing: int) -> int:
    """The whole number that a child of this name gives."""
    value = val(element, name)
    return int(value) if value.isdigit() else missing


def val(element: etree._Element, name: str) -> str:
    """The `val` of a child; empty where there is none."""
    child = element.find(f"{{{W}}}{name}")
    return "" if child is None else str(child.get(f"{{{W}}}val", ""))
