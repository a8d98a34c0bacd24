"""What is typed in another script or language, as the answers file writes it: digits, commas, lengths of time."""

import re
import unicodedata
from collections.abc import Mapping

from policygen.domain.questions import Question
from policygen.domain.values import UNITS

_SIGNS = (
    "number",
    "date",
    "duration",
    "phone",
    "email",
    "reach",
    "url",
    "colour",
)  # kinds made of digits and signs alone
_MONTHS = re.compile("[ヶケカヵヵ箇]月")


def plainly(question: Question, text: str, labels: Mapping[str, str]) -> str:
    """The text with plain digits and commas; a length of time in the words of a language becomes "2 working days"."""
    if question.kind not in _SIGNS:
        return text
    plain = unicodedata.normalize("NFKC", text).replace("、", ",")
    return _length(plain.strip(), labels) if question.kind == "duration" else plain


def _length(text: str, labels: Mapping[str, str]) -> str:
    bare = _MONTHS.sub("か月", re.sub(r"\s+", "", text))
    for unit in UNITS:
        said = labels.get(f"filters.{unit.replace(' ', '_')}_other", "")
        match = re.fullmatch(re.escape(said).replace(re.escape("{amount}"), "([0-9]+)"), bare) if said else None
        if match:
            return f"{match[1]} {unit}"
    return text
