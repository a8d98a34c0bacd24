"""Words swapped by a closed list, for the spelling of a place."""

import re
from collections.abc import Mapping
from functools import lru_cache


def respelled(text: str, pairs: Mapping[str, str]) -> str:
    """Swap whole words by a closed list, keeping an initial capital and the ids that references name."""
    return _respelled(text, _List(pairs)) if pairs else text


class _List:
    """A closed list as the key of a cache: this one, whatever it holds; reading three hundred pairs took longer than
    the swapping. The cache keeps it, so that no other list can have its identity."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self.pairs = pairs

    def __hash__(self) -> int:
        return id(self.pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _List) and self.pairs is other.pairs


@lru_cache(maxsize=4096)
def _respelled(text: str, given: _List) -> str:
    return _pattern(given).sub(lambda match: _swap(match[0], given.pairs), text)


@lru_cache(maxsize=8)
def _pattern(given: _List) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(given.pairs, key=lambda word: (-len(word), word)))
    return re.compile(rf"\]\(#[^)]*\)|\b(?:{words})\b", re.IGNORECASE)


def _swap(word: str, pairs: Mapping[str, str]) -> str:
    other = pairs.get(word.lower(), word)
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
