"""Headings of a user's own contract that have numbers which our clauses cannot join: in another style, or typed."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml import etree

from policygen.render.docx_joined import UNNUMBERED, based, levels, number_of, val
from policygen.render.docx_xml import W

_LONGEST = 80  # letters of a heading
_SHOWN = 30
_FEWEST = 2  # numbered lines with no place in the outline, before they are taken for headings
_PROPERTIES = f"{{{W}}}pPr"
_LIST_STYLE = re.compile("list", re.IGNORECASE)
_TYPED = re.compile(
    r"(?:§|Art(?:icle|ikel|\.)?|Clause|Section)\s*\d+\b|\d{1,2}[.)]\s+\S|第\s*[\d一二三四五六七八九十]+\s*条"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the page: the list whose number it shows alone (0 for none), and the style that gives it."""

    text: str
    list_: int
    style: str
    outlined: bool

    @property
    def typed(self) -> bool:
        return not self.list_ and _TYPED.match(self.text) is not None

    @property
    def short(self) -> bool:
        return 0 < len(self.text) <= _LONGEST and not self.text.endswith((";", ",", "；", "、"))


def apart(sheet: bytes, numbering: bytes, body: etree._Element, known: Collection[str]) -> tuple[str, ...]:
    """What numbers the headings of a page one by one, in words: a style other than the `known` ids, a list, or a hand."""
    tree = etree.fromstring(numbering) if numbering else etree.Element("none")
    styles = {str(one.get(f"{{{W}}}styleId")): one for one in etree.fromstring(sheet).iter(f"{{{W}}}style")}
    page = body.find(f"{{{W}}}body")
    read = [_line(one, tree, styles, known) for one in (body if page is None else page).iterfind(f"{{{W}}}p")]
    lines = [line for line in read if line.text]
    found = [line for at, line in enumerate(lines) if line.short and _heads(line, lines[at + 1 : at + 2])]
    counts = Counter((line.list_, line.style) for line in found)
    sure = [line for line in found if line.outlined or counts[line.list_, line.style] >= _FEWEST]
    return tuple(dict.fromkeys(_by(line, sure) for line in sure))


def _heads(line: _Line, following: Sequence[_Line]) -> bool:
    """A numbered line with a place in the outline, or one that other text follows: the items of a list stand together."""
    if not line.list_ and not line.typed:
        return False
    return line.outlined or not any(
        (one.list_ == line.list_ and one.list_) or (one.typed and line.typed) for one in following
    )


def _by(line: _Line, found: Sequence[_Line]) -> str:
    if line.list_ and line.style:
        return f"the style “{line.style}”"
    first = next(one for one in found if (one.list_, one.style) == (line.list_, line.style))
    said = first.text if len(first.text) <= _SHOWN else f"{first.text[:_SHOWN].rstrip()}…"
    return f"a list, as “{said}”" if line.list_ else f"hand, as “{said}”"


def _line(
    paragraph: etree._Element, tree: etree._Element, styles: dict[str, etree._Element], known: Collection[str]
) -> _Line:
    text = "".join(one.text or "" for one in paragraph.iter(f"{{{W}}}t")).strip()
    properties = paragraph.find(_PROPERTIES)
    name = "" if properties is None else val(properties, "pStyle")
    chain = list(based(styles, name))
    outlined = any(one.find(f"{_PROPERTIES}/{{{W}}}outlineLvl") is not None for one in chain)
    own = None if properties is None else properties.find(f"{{{W}}}numPr/{{{W}}}numId/..")
    given = next((one for style in chain if (one := style.find(f"{_PROPERTIES}/{{{W}}}numPr")) is not None), None)
    used = given if own is None else own
    number = 0 if used is None else number_of(used, "numId", 0)
    kind, shape, _ = levels(tree, number).get(0 if used is None else number_of(used, "ilvl", 0), ("", "", ""))
    called = val(chain[0], "name") if chain else ""
    passed = (name in known and given is not None) or _LIST_STYLE.search(called) is not None
    if kind in UNNUMBERED or shape.count("%") != 1 or passed:
        number = 0
    return _Line(text, number, called if given is not None else "", outlined)
