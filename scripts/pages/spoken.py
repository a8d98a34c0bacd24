"""Words that depend on answers, as a reader of a page can take them in."""

import re

from pages.conditions import Words
from pages.forms import as_read
from pages.full_text import titled
from pages.markup import text
from policygen.domain.library import Clause

_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*|`")
_NO_SENTENCE = ("|", "```", "#", "{%")
_ELSE = re.compile(r"\s*\{%-? *el(?:se|if)\b.*?%\}\s*")
_STEP = re.compile(r"\{%.*?%\}")
LONGEST = {"en": 100}
LONGEST_DENSE = 50  # letters of a language that writes without spaces


def plain(words: Words, source: str) -> str:
    """Its ways one after the other, its values in square brackets."""
    return text(titled(words, source))


def begins(words: Words, clause: Clause) -> str:
    """The first words of a clause."""
    found = (line.strip() for line in as_read(clause.body).splitlines() if not line.lstrip().startswith(_NO_SENTENCE))
    first = _MARKS.sub(lambda match: match[1] or "", next((line for line in found if line), ""))
    shown = titled(words, _STEP.sub("", _ELSE.sub(" / ", first))).lstrip("-> ")
    longest = LONGEST.get(clause.language, LONGEST_DENSE)
    return text(shown if len(shown) <= longest else f"{_cut(shown[:longest])} …")


def _cut(words: str) -> str:
    """Without a word or a value that was cut in two."""
    whole = words.rpartition(" ")[0] or words
    return whole[: whole.rindex("[")].rstrip() if whole.rfind("[") > whole.rfind("]") else whole
