"""Length and plainness of a text without spaces between words: characters, the longest sentence, the share of kanji."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from policygen.assembly import prose
from policygen.assembly.compose import plain_text
from policygen.domain.document import Clause, Document, Field, Fields, Section, Sign, Table
from policygen.templating import tokens

VALUE = "名"
_KANJI = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_ADDRESS = re.compile(r"@|://|\.[a-z]{2,}\b")
_BRACKETED = re.compile(r"（[^（）]*）")
_COUNTED = re.compile(r"\S")
_OPEN, _CLOSE, _ENDS = "（「『", "）」』", "。！？"


@dataclass(frozen=True, slots=True)
class Measure:
    """Characters in all and a sentence, the longest sentence, and how many characters of a hundred are kanji."""

    characters: int
    mean: float
    longest: int
    longest_sentence: str
    kanji: int

    def as_dict(self) -> dict[str, float | int | str]:
        return {
            "characters": self.characters,
            "characters_per_sentence": self.mean,
            "longest_sentence": self.longest,
            "kanji_percent": self.kanji,
        }

    def __str__(self) -> str:
        return f"{self.characters} characters, {self.mean} a sentence, the longest {self.longest}, {self.kanji}% kanji"


def measure(document: Document, leave_out: frozenset[str] = frozenset()) -> Measure:
    """Measure a document. Tables and options of fields count as characters, not as sentences."""
    clauses = [c for s in document.sections if s.anchor not in leave_out for c in s.clauses]
    counted = [(span(sentence), sentence) for clause in clauses for sentence in sentences(clause)]
    characters = sum(length(clause) for clause in clauses)
    longest, sentence = max(counted, default=(0, ""))
    mean = round(sum(number for number, _ in counted) / len(counted), 1) if counted else 0.0
    kanji = sum(len(_KANJI.findall(text)) for clause in clauses for text in _texts(clause, tables=True))
    return Measure(characters, mean, longest, sentence, round(100 * kanji / characters) if characters else 0)


def length(clause: Clause) -> int:
    """How many characters a clause has, spaces left out."""
    return sum(_length(text) for text in _texts(clause, tables=True))


def span(sentence: str) -> int:
    """How many characters a reader takes in at once: what stands in brackets is read, or left, apart."""
    return _length(_BRACKETED.sub("", sentence))


def sentences(clause: Clause) -> Iterator[str]:
    """The sentences of a clause, a list item for a sentence; a full stop in brackets ends none."""
    for text in _texts(clause, tables=False):
        yield from split(text)


def split(text: str) -> Iterator[str]:
    """A text cut after each full stop outside brackets."""
    depth, start = 0, 0
    for at, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if sign in _ENDS and depth <= 0:
            yield text[start : at + 1].strip()
            start = at + 1
    if text[start:].strip():
        yield text[start:].strip()


def out_of_place(section: Section, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each word of a section's own text that does not belong there: the clause, the word, and what to write."""
    for clause in section.clauses:
        text = "\n".join(_texts(clause, tables=True))
        yield from ((clause.id, word, instead) for word, instead in words.items() if word in text)


def as_given(document: Document, words: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Each answer in words of another script, with its question: no address, number or value of the law.

    `words` are those of the language, of whatever script ("SNS"): an option that prints as one of them is none.
    """
    seen: set[str] = set(words)
    for value in document.values:
        text, legal = value.text, value.source.startswith("law.")
        if (
            text not in seen
            and not legal
            and _LATIN.search(text)
            and not _ADDRESS.search(text)
            and not _KANA.search(text)
        ):
            seen.add(text)
            yield text, value.source


def found(document: Document, pattern: str) -> Iterator[tuple[str, str]]:
    """Each match of a pattern in the document's own text, with its clause."""
    for section in document.sections:
        for clause in section.clauses:
            for text in _texts(clause, tables=True):
                yield from ((clause.id, match[0]) for match in re.finditer(pattern, text))


def _texts(clause: Clause, *, tables: bool) -> Iterator[str]:
    if clause.title and tables:
        yield _plain(plain_text(clause.title))
    for block in clause.blocks:
        if isinstance(block, Fields | Sign):
            yield from (_plain(words) for field in block.fields for words in _field(field, tables=tables))
        elif tables or not isinstance(block, Table):
            yield from map(_plain, prose.sentences(block))


def _field(field: Field, *, tables: bool) -> Iterator[str]:
    """What a form asks and offers; only what ends as a sentence counts as one."""
    yield from field.words() if tables else (part for part in (field.label,) if part.endswith(tuple(_ENDS)))


def _plain(text: str) -> str:
    return tokens.PATTERN.sub(VALUE, text).strip()


def _length(text: str) -> int:
    return len(_COUNTED.findall(text))
