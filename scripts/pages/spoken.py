"""Words that depend on answers, as a reader of a page can take them in."""

import re
from collections.abc import Iterator
from itertools import groupby

from pages.conditions import Words
from pages.forms import as_read
from pages.full_text import one_way, said, titled
from pages.markup import text
from policygen.domain.library import Clause
from policygen.templating.body import Branch, Each, Part, Say, body

_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*|`")
_NO_SENTENCE = ("|", "```", "#")
_DEPENDS = "\ue000"
_SENTENCE = re.compile(r"(?<=[.?!:])\s+|(?<=。)")
_ITEM = re.compile(r"[->] |\d+\. ")
LONGEST = {"en": 100}
LONGEST_DENSE = 50  # letters of a language that writes without spaces


def plain(words: Words, source: str) -> str:
    """Its ways one after the other, its values in square brackets."""
    return text(titled(words, source))


def begins(words: Words, clause: Clause, *, quoted: bool = False) -> str:
    """The first words of a clause that stand whatever is answered; where none do, how it begins in one case. Empty
    where it begins with no words."""
    parts = body(as_read(clause.body), clause.where())
    always = _first("".join(_always(words, parts)))
    shown = _short(always or _first(one_way(words, parts)), clause)
    quote = f"“{shown}”" if quoted else shown
    return quote if always or not shown else f"In some cases: {quote}"


def _first(flat: str) -> str:
    """The first words of a text: of sentences, or else of a list."""
    lines = [line.strip() for line in flat.splitlines() if line.strip() and not line.lstrip().startswith(_NO_SENTENCE)]
    found = [(line, whole) for line in lines for whole in _whole(line)]
    full = [(line, whole) for line, whole in found if not (_ITEM.match(line) or whole.endswith(":"))]
    if not found:
        return ""
    line, whole = found[0] if found[0][0] == lines[0] else (full or found)[0]
    return whole if line == lines[0] else f"… {whole}"


def _short(shown: str, clause: Clause) -> str:
    longest = LONGEST.get(clause.language, LONGEST_DENSE)
    cut = _cut(shown[:longest]) if len(shown) > longest else ""
    return text(f"{cut} …" if cut else shown)


def _always(words: Words, parts: tuple[Part, ...]) -> Iterator[str]:
    """The text with its values, and a mark where something stands only in some cases."""
    for part in parts:
        match part:
            case str():
                yield part
            case Say(expr, _):
                yield f"[{said(words, expr)}]"
            case Branch(_, inner, _) | Each(_, _, inner, _):
                yield _DEPENDS + ("\n" if inner and str(inner[-1]).endswith("\n") else "")


def _whole(line: str) -> Iterator[str]:
    """Runs of sentences that hold nothing that depends."""
    read = _MARKS.sub(lambda match: match[1] or ("[number]" if "(" in match[0] else ""), _ITEM.sub("", line, count=1))
    for depends, run in groupby(_SENTENCE.split(read), key=lambda one: _DEPENDS in one):
        together = "".join if "。" in read else " ".join
        if not depends and (whole := together(run).strip()):
            yield whole


def _cut(words: str) -> str:
    """Without a word or a value that was cut in two."""
    whole = words.rpartition(" ")[0] or words
    return whole[: whole.rindex("[")].rstrip() if whole.rfind("[") > whole.rfind("]") else whole
