"""Writes HTML piece by piece: our markup as it is, everything else escaped for its place."""

import re
from html import escape

from policygen.render.layout import Escape, Layout, Slot, join, safe_url
from policygen.templating import tokens

_LONG_WORD = re.compile(r"[!-~]{25,}")
_BREAK_AFTER = re.compile(r"[^/.@_?&=-]{1,24}[/.@_?&=-]*|[/.@_?&=-]+")
_MAY_BREAK = "\x04"


def text_value(value: str) -> str:
    """A value as page text; its line breaks stay, and a long address may break so that tables keep their width."""
    broken = _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_BREAK_AFTER.findall(word[0])), value)
    return escape(broken).replace("\n", "<br>").replace(_MAY_BREAK, "<wbr>")


def attribute_value(value: str) -> str:
    """A value inside an attribute or a title; a line break becomes a space."""
    return escape(value).replace("\n", " ")


def style_value(value: str) -> str:
    """A value inside a string of the style sheet: every character but letters and digits as its number."""
    flat = value.replace("\n", " ")
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in flat)


def href_value(value: str) -> str:
    """A whole address inside an attribute."""
    return escape(safe_url(value))


class Writer:
    """Collects the parts of a layout."""

    def __init__(self) -> None:
        self._parts: list[str | Slot] = []

    def markup(self, markup: str) -> None:
        """Our own markup, never a word of a document."""
        self._parts.append(markup)

    def text(self, text: str, *, copy: bool = False) -> None:
        self._add(text, text_value, copy=copy)

    def attribute(self, text: str) -> None:
        self._add(text, attribute_value, copy=True)

    def style(self, text: str) -> None:
        self._add(text, style_value, copy=True)

    def href(self, url: str) -> None:
        self._parts.append(Slot(tokens.pieces(url), href_value))

    def extend(self, layout: Layout) -> None:
        self._parts.extend(layout)

    def layout(self) -> Layout:
        return join(self._parts)

    def _add(self, text: str, escaping: Escape, *, copy: bool) -> None:
        for piece in tokens.pieces(text):
            self._parts.append(escaping(piece) if isinstance(piece, str) else Slot((piece,), escaping, copy))
