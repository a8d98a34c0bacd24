"""Tokens: one private-use character of plane 16 for each printed value, so that a value never becomes markup.

A token behaves as a letter for every Markdown rule, cannot be split, and occurs in no real text: user input that
holds plane 15 or 16 is refused at the question, content that holds it is a load error.
"""

import re
from collections.abc import Sequence

from policygen.domain.document import Value

FIRST = 0x100000
LAST = 0x10EFFF
PATTERN = re.compile("[\U00100000-\U0010efff]")
RESERVED = re.compile("[\U000f0000-\U0010ffff]")


def token(index: int) -> str:
    """The character that stands for value `index`."""
    if not 0 <= index <= LAST - FIRST:
        raise OverflowError(f"a document can print {LAST - FIRST + 1} values, not more")
    return chr(FIRST + index)


def index(character: str) -> int:
    """The value index a token character stands for."""
    return ord(character) - FIRST


def shift(text: str, by: int) -> str:
    """The same text with every token moved on by `by`, for joining clauses that each count from 0."""
    return PATTERN.sub(lambda m: chr(ord(m[0]) + by), text) if by else text


def found(text: str) -> tuple[int, ...]:
    """The value indexes that occur in a text, in order."""
    return tuple(index(character) for character in PATTERN.findall(text))


def pieces(text: str) -> tuple[str | int, ...]:
    """A text cut at its tokens: strings and value indexes in turn. Cut once, fill many times."""
    parts: list[str | int] = []
    at = 0
    for match in PATTERN.finditer(text):
        if match.start() > at:
            parts.append(text[at : match.start()])
        parts.append(index(match[0]))
        at = match.end()
    if at < len(text):
        parts.append(text[at:])
    return tuple(parts)


def fill(parts: Sequence[str | int], values: Sequence[Value]) -> str:
    """Join pieces with their values; no value is scanned again."""
    return "".join(part if isinstance(part, str) else values[part].text for part in parts)


def filled(text: str, values: Sequence[Value]) -> str:
    """`fill` for a text used once."""
    return fill(pieces(text), values)
