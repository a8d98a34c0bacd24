"""Short ids for places and contacts, made from what people typed."""

import re
import unicodedata
from collections.abc import Collection

_MOST = 32
_TAKEN = ("supervisor", "nobody")


def record_id(text: str, fallback: str, taken: Collection[str]) -> str:
    """A new id in small letters, digits and `_`, made from the text, or from the fallback and a number."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_MOST].strip("_")
    if not base or not base[0].isalpha():
        base = fallback
    if base not in taken and base not in _TAKEN:
        return base
    number = 2
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def town(address: str) -> str:
    """The likely town of an address: the last part with words, without codes and postcodes; empty where unclear."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    for part in reversed(parts[1:]):
        words = [
            word
            for word in part.split()
            if not any(c.isdigit() for c in word) and not (word.isupper() and len(word) <= 3)
        ]
        if words:
            return " ".join(words)
    return ""
