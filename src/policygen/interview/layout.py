"""Rows and details fitted to the width of a terminal, wide characters counted as two columns."""

import textwrap
import unicodedata

from policygen.interview.forms import Row

_FRAME = 6  # the pointer before a row and a margin after it


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(_columns(character) for character in text)


def cut(text: str, width: int) -> str:
    """The text, ended by … where it is wider than `width`."""
    text = " ".join(text.split())
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def row_text(row: Row, left: int, width: int) -> str:
    """A row in two columns, or in one where it has no second."""
    if not row.right:
        return cut(row.left, width - _FRAME)
    first = cut(row.left, left)
    return f"{first}{' ' * (left - columns(first))}  {cut(row.right, width - _FRAME - left - 2)}"


def detail_lines(detail: str, width: int, most: int) -> list[str]:
    """The detail of a row in at most so many lines, after an empty one."""
    lines = [line for part in detail.split("\n") for line in textwrap.wrap(part, width - 6)]
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]} …", width - 6)]
    return ["", *(f"   {line}" for line in lines)]


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
