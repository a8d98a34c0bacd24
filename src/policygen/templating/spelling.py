"""Words swapped by a closed list, for the spelling of a place."""

import re
from collections.abc import Mapping
from functools import lru_cache


def respelled(text: str, pairs: Mapping[str, str]) -> str:
    """Swap whole words by a closed list, keeping an initial capital and the ids that references name."""
    return _respelled(text, tuple(sorted(pairs.items()))) if pairs else text


@lru_cache(maxsize=4096)
def _respelled(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    return _pattern(pairs).sub(lambda match: _swap(match[0], dict(pairs)), text)


@lru_cache(maxsize=8)
def _pattern(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word, _ in sorted(pairs, key=lambda pair: -len(pair[0])))
    return re.compile(rf"\]\(#[^)]*\)|\b(?:{words})\b", re.IGNORECASE)


def _swap(word: str, pairs: dict[str, str]) -> str:
    other = pairs.get(word.lower(), word)
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
