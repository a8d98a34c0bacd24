"""Words by closed lists: some are swapped for the spelling of a place, others no document may hold."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache


def respelled(text: str, pairs: Mapping[str, str]) -> str:
    """Swap whole words by a closed list, keeping an initial capital."""
    return _respelled(text, tuple(sorted(pairs.items()))) if pairs else text


REFUSED = "wording.always."  # the words that no document may hold, in the labels of a language


def refused(text: str, labels: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text holds words that the labels of its language refuse, each with what to write in their place.

    Latin words count as whole words in whatever case, over the end of a line too; others wherever they stand.
    """
    for key, instead in labels.items():
        if key.startswith(REFUSED):
            for match in _wherever(key.removeprefix(REFUSED)).finditer(text):
                yield match, instead


@lru_cache(maxsize=1024)
def _wherever(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"\b{words}\b" if phrase.isascii() else words, re.IGNORECASE)


@lru_cache(maxsize=4096)
def _respelled(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    return _pattern(pairs).sub(lambda match: _swap(match[0], dict(pairs)), text)


@lru_cache(maxsize=8)
def _pattern(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word, _ in sorted(pairs, key=lambda pair: -len(pair[0])))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _swap(word: str, pairs: dict[str, str]) -> str:
    other = pairs[word.lower()]
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
