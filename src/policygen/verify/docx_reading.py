"""A finished Word file as its reader sees it: words in reading order, numbers as Word would show them."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LEVELS = 9
_SKIPPED = {f"{{{W}}}{name}" for name in ("instrText", "delText", "sdtPr", "pPr", "rPr", "tblPr", "tcPr", "trPr")}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of the package by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parsed(data: bytes) -> etree._Element:
    """One part as a tree; nothing outside the file is read."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def words(data: bytes, numbers: bool = False) -> tuple[str, ...]:
    """The visible words of the body in reading order, without the list of contents.

    With `numbers`, the automatic number of each paragraph stands before its words.
    """
    return tuple(word for line in lines(data, numbers) for word in line.split())


def lines(data: bytes, numbers: bool = False) -> tuple[str, ...]:
    """The visible paragraphs of the body in reading order, without the list of contents."""
    found = parts(data)
    counting = Counting(found.get("word/numbering.xml", b""), found.get("word/styles.xml", b""))
    shown = []
    for paragraph in _paragraphs(parsed(found["word/document.xml"])):
        number = counting.label(paragraph)
        text = "".join(_text(paragraph))
        shown.append(f"{number} {text}" if numbers and number else text)
    return tuple(line for line in shown if line.strip())


def _paragraphs(tree: etree._Element) -> Iterator[etree._Element]:
    for child in tree:
        if child.tag == f"{{{W}}}p":
            yield child
        elif _is_contents(child):
            continue
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child)


def _is_contents(node: etree._Element) -> bool:
    gallery = node.find(f"{{{W}}}sdtPr/{{{W}}}docPartObj/{{{W}}}docPartGallery")
    return gallery is not None and gallery.get(f"{{{W}}}val") == "Table of Contents"


def _text(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{{{W}}}t":
            yield child.text or ""
        elif child.tag in (f"{{{W}}}br", f"{{{W}}}tab", f"{{{W}}}cr"):
            yield " "
        elif not (child.tag == f"{{{W}}}sdt" and _is_blank(child)):
            yield from _text(child)


def _is_blank(control: etree._Element) -> bool:
    """A control that shows a prompt or a check box: a place to fill in, not words."""
    properties = control.find(f"{{{W}}}sdtPr")
    return properties is not None and any(
        properties.find(name) is not None for name in (f"{{{W}}}showingPlcHdr", f"{{{W14}}}checkbox")
    )


class Counting:
    """Word's way of counting: one count for each definition, started anew where a number overrides it."""

    def __init__(self, numbering: bytes, styles: bytes) -> None:
        tree = parsed(numbering) if numbering else etree.Element("none")
        self._levels = {_value(a, "abstractNumId"): _levels(a) for a in tree.iter(f"{{{W}}}abstractNum")}
        self._of = {_value(n, "numId"): _child(n, "abstractNumId") for n in tree.iter(f"{{{W}}}num")}
        self._starts = {_value(n, "numId"): _overrides(n) for n in tree.iter(f"{{{W}}}num")}
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        self._styled = _style_numbers(styles)

    def label(self, paragraph: etree._Element) -> str:
        """The number that stands before a paragraph, counted on."""
        number, level = self._number(paragraph)
        if number in ("", "0") or number not in self._of:
            return ""
        abstract = self._of[number]
        levels = self._levels[abstract]
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        start = levels[level][1]
        if number not in self._used:
            self._used.add(number)
            for at, value in self._starts[number].items():
                counts[at] = None
                start = value if at == level else start
        current = counts[level]
        counts[level] = start if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if levels[level][0] == "bullet":
            return ""
        text = levels[level][2]
        for at in range(_LEVELS):
            known = counts[at]
            if at in levels:
                value = levels[at][1] if known is None else known
                text = text.replace(f"%{at + 1}", _shown(value, levels[at][0]))
        return text

    def _number(self, paragraph: etree._Element) -> tuple[str, int]:
        own = paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr")
        if own is not None:
            return _child(own, "numId"), int(_child(own, "ilvl") or 0)
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        return self._styled.get(_value(style, "val") if style is not None else "", ("", 0))


def _levels(abstract: etree._Element) -> Mapping[int, tuple[str, int, str]]:
    return {
        int(_value(level, "ilvl")): (
            _child(level, "numFmt"), int(_child(level, "start") or 1), _child(level, "lvlText")
        )
        for level in abstract.iter(f"{{{W}}}lvl")
    }  # fmt: skip


def _overrides(number: etree._Element) -> Mapping[int, int]:
    return {
        int(_value(override, "ilvl")): int(_child(override, "startOverride") or 1)
        for override in number.iter(f"{{{W}}}lvlOverride")
    }


def _style_numbers(styles: bytes) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in parsed(styles).iter(f"{{{W}}}style") if styles else ():
        own = style.find(f"{{{W}}}pPr/{{{W}}}numPr")
        if own is not None:
            found[_value(style, "styleId")] = (_child(own, "numId"), int(_child(own, "ilvl") or 0))
    return found


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(f"{{{W}}}{name}", ""))


def _child(element: etree._Element, name: str) -> str:
    child = element.find(f"{{{W}}}{name}")
    return "" if child is None else _value(child, "val")


def _shown(value: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter":
            letters = chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            letters = ""
            for amount, sign in _ROMAN:
                while value >= amount:
                    letters, value = letters + sign, value - amount
        case _:
            return str(value)
    return letters.upper() if kind.startswith("upper") else letters
