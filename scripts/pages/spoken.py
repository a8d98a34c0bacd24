"""Words that depend on answers, as a reader of a page can take them in."""

import re

from pages.markup import text
from policygen.domain.library import Clause

_ELSE = re.compile(r"\s*\{%-? *el(?:se|if)\b.*?%\}\s*")
_STEP = re.compile(r"\{%.*?%\}")
_VALUE = re.compile(r"\{\{ *([^|}]*?) *(?:\|[^}]*)?\}\}")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*|`")
_NO_SENTENCE = ("|", "```", "#", "{%")
LONGEST = {"en": 100}
LONGEST_DENSE = 50  # letters of a language that writes without spaces


def plain(words: str) -> str:
    """Its ways one after the other, its values in angle brackets."""
    return text(_plain(words))


def begins(clause: Clause) -> str:
    """The first words of a clause."""
    found = (line.strip() for line in clause.body.splitlines() if not line.lstrip().startswith(_NO_SENTENCE))
    first = _plain(_MARKS.sub(lambda match: match[1] or "", next((line for line in found if line), ""))).lstrip("-> ")
    longest = LONGEST.get(clause.language, LONGEST_DENSE)
    return text(first if len(first) <= longest else f"{_cut(first[:longest])} …")


def _cut(words: str) -> str:
    """Without a word or a value that was cut in two."""
    whole = words[: words.rindex("‹")] if words.rfind("‹") > words.rfind("›") else words
    return whole.rpartition(" ")[0] or whole


def _plain(words: str) -> str:
    one_way = _STEP.sub("", _ELSE.sub(" / ", words))
    return _VALUE.sub(lambda match: f"‹{match[1].replace('_', ' ').replace('.', ' ')}›", one_way)
