"""What a telephone dials for a number as people write it."""

import re
import unicodedata

_NUMBER = re.compile(r"[+*#]?\(?\d[\d\s().\-\u2010-\u2015]*[*#]?")
_LEAST = 3  # digits of an emergency number where this library knows the law: 000, 110, 999
_EXTENSION = re.compile(r"\s*,?\s*(?:extension|ext\.?|x)\s*(\d+)", re.IGNORECASE)


def dialled(number: str) -> str:
    """The first number of a text, and its extension: `110 (police) or 119` dials 110. Empty where there is none."""
    text = unicodedata.normalize("NFKC", number)
    found = _NUMBER.search(text)
    if not found:
        return ""
    extension = _EXTENSION.match(text, found.end())
    digits = re.sub(r"[^\d+*#]", "", found[0])
    return f"{digits};ext={extension[1]}" if extension else digits


def reaches_alike(number: str, other: str) -> bool:
    """Whether two numbers, as they are dialled, reach the same line: `+81355500111` and `0355500111`."""
    ends = sorted((number.lstrip("+0"), other.lstrip("+0")), key=len)
    return ends[1].endswith(ends[0])


def numbers(text: str) -> frozenset[str]:
    """Every number of a text as it is dialled, that of one or two digits left out, which help in danger nowhere has."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return frozenset(number for number in map(dialled, found) if sum(map(str.isdigit, number)) >= _LEAST)
