"""Words that have rules: those that no document may hold, and the terms that a contract defines."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

REFUSED = "wording.always."  # the words that no document may hold, in the labels of a language
DEFINED = "wording.defined"  # how a language defines a term in its contracts and rules, each term in a group


def refused(text: str, labels: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text holds words that the labels of its language refuse, each with what to write in their place.

    Latin words count as whole words in whatever case, over the end of a line too; others wherever they stand.
    """
    for key, instead in labels.items():
        if key.startswith(REFUSED):
            for match in _wherever(key.removeprefix(REFUSED)).finditer(text):
                yield match, instead


def definitions(text: str, labels: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """The terms that a text defines, each with where its first definition stands."""
    found: dict[str, tuple[int, int]] = {}
    for match in re.finditer(labels.get(DEFINED, "(?!)"), text):
        for group in range(1, len(match.groups()) + 1):
            if match[group]:
                found.setdefault(match[group], match.span(group))
    return found


@lru_cache(maxsize=1024)
def _wherever(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"\b{words}\b" if phrase.isascii() else words, re.IGNORECASE)
