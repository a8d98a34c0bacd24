"""What a telephone dials for a number as people write it."""

import re
import unicodedata

_NUMBER = re.compile(r"[+*#]?\(?\d[\d\s().\-\u2010-\u2015]*[*#]?")
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
