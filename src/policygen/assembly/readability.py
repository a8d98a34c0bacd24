"""Reading grade and length of a document's own words: every value counts as one short word, a list item as a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policygen.assembly import prose
from policygen.assembly.compose import plain_text
from policygen.domain.document import Clause, Document, Field, Fields, Table
from policygen.templating import tokens

_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
VALUE = "name"


@dataclass(frozen=True, slots=True)
class Grade:
    """US school grade by Flesch-Kincaid, words in all, mean words a sentence, the longest sentence."""

    grade: float
    words: int
    mean: float
    longest: int
    longest_sentence: str

    def as_dict(self) -> dict[str, float | int | str]:
        return {
            "grade": self.grade,
            "words": self.words,
            "words_per_sentence": self.mean,
            "longest_sentence": self.longest,
        }

    def __str__(self) -> str:
        return f"grade {self.grade}, {self.words} words, {self.mean} a sentence, the longest {self.longest}"


def grade(document: Document, *, leave_out: frozenset[str] = frozenset()) -> Grade:
    """Measure a document. `leave_out` are section anchors (annexes, forms) that are not counted.

    Cells of tables count as words, not as sentences: a row of catchwords would make any text look easy.
    """
    sections = tuple(s for s in document.sections if s.anchor not in leave_out)
    clauses = tuple(clause for section in sections for clause in section.clauses)
    sentences = tuple(sentence for clause in clauses for sentence in _clause(clause, tables=False))
    return replace(measured(sentences), words=sum(words(clause) for clause in clauses))


def words(clause: Clause) -> int:
    """How many words a clause has."""
    return sum(len(_WORD.findall(sentence)) for sentence in _clause(clause, tables=True))


def measured(sentences: tuple[str, ...]) -> Grade:
    """Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    counted = [(len(_WORD.findall(sentence)), sentence) for sentence in sentences]
    counted = [(number, sentence) for number, sentence in counted if number]
    total = sum(number for number, _ in counted)
    if not total:
        return Grade(0.0, 0, 0.0, 0, "")
    syllables_ = sum(syllables(word) for _, sentence in counted for word in _WORD.findall(sentence))
    mean = total / len(counted)
    longest, sentence = max(counted)
    return Grade(round(0.39 * mean + 11.8 * syllables_ / total - 15.59, 1), total, round(mean, 1), longest, sentence)


def syllables(word: str) -> int:
    """Vowel groups, less a silent final e; at least one."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    if (
        lower.endswith(("e", "es", "ed"))
        and not lower.endswith(("le", "les", "ted", "ded", "ses", "ces", "ges"))
        and count > 1
    ):
        count -= 1
    return max(count, 1)


def _clause(clause: Clause, *, tables: bool) -> Iterator[str]:
    if clause.title and tables:
        yield _plain(plain_text(clause.title))
    for block in clause.blocks:
        if isinstance(block, Fields):
            yield from (_plain(words) for field in block.fields for words in _field(field, tables=tables))
        elif tables or not isinstance(block, Table):
            yield from (_plain(sentence) for sentence in prose.sentences(block))


def _field(field: Field, *, tables: bool) -> Iterator[str]:
    """The questions of a form are sentences; catchwords, options and headings of columns count as words only."""
    yield from (part for part in prose.split(field.label) if tables or part.endswith((".", "?", "!")))
    if tables:
        yield from (*field.options, field.other, *field.columns)


def _plain(text: str) -> str:
    return tokens.PATTERN.sub(VALUE, text).strip()
