"""Finished files agree: with the answers, with the law of the day, with each other, and with what no document may say.

Reads the bytes of Word, PDF, HTML and Markdown files as their readers see them, so that it holds of files that
somebody has worked on since they were issued.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from policygen.errors import Diagnostic, Where
from policygen.verify import docx_reading, pdf_checks
from policygen.verify.words import html_words, markdown_words

READERS = {".docx": docx_reading.words, ".pdf": pdf_checks.words, ".html": html_words, ".md": markdown_words}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()-]{6,}\d")
_TIME = re.compile(
    r"(?<!\d )\b[1-9]\d{0,2}[ \u00a0](?:(?:working|business|calendar) )?(?:minute|hour|day|week|month|year)s?\b"
)
_TIME_JA = re.compile(r"\d+(?:営業日|分|時間|日|週間|か月|年)以内")
_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[[^\]]*\]|\b(?:N/A|and/or|TBD|TBC|TODO|lorem ipsum)\b|[\U00100000-\U0010ffff]"
)
_AROUND = 40


@dataclass(frozen=True)
class Facts:
    """What the files may say: the text that was assembled for them, and the words that none may hold.

    `said` is every text that stands in the documents of the issue with its values. `never` gives, for each language,
    phrases that no document may hold, each with what to write in its place.
    """

    said: frozenset[str]
    never: Mapping[str, Mapping[str, str]]

    def known(self, pattern: re.Pattern[str]) -> frozenset[str]:
        """Everything of a kind (addresses, numbers, times) that the issue says anywhere."""
        return frozenset(_bare(match[0]) for text in self.said for match in pattern.finditer(_plain(text)))


def disagreements(files: Mapping[str, bytes], facts: Facts) -> tuple[Diagnostic, ...]:
    """Every contact, time or phrase of a file that the issue does not bear out; empty where all agree."""
    kinds = tuple((pattern, facts.known(pattern), what) for pattern, what in _KINDS)
    found: list[Diagnostic] = []
    for name, data in sorted(files.items()):
        reader = READERS.get(PurePosixPath(name).suffix)
        if reader is None:
            continue
        text = " ".join(reader(data))
        found += [*_foreign(name, text, kinds), *_left_over(name, text, facts), *_forbidden(name, text, facts)]
    return tuple(found)


_KINDS = (
    (_EMAIL, "an email address"), (_PHONE, "a phone number"), (_TIME, "a time"), (_TIME_JA, "a time"),
)  # fmt: skip
Kinds = Sequence[tuple[re.Pattern[str], frozenset[str], str]]


def _foreign(name: str, text: str, kinds: Kinds) -> Iterator[Diagnostic]:
    for pattern, known, what in kinds:
        for match in pattern.finditer(text):
            if not _borne_out(match[0], known):
                message = f'"{match[0]}" is {what} that neither the answers nor the law of the day give'
                hint = "Correct it in the file, or change the answers and build again."
                yield Diagnostic("PG-V201", message, Where(name), hint)


def _borne_out(text: str, known: frozenset[str]) -> bool:
    """Whether it is known, also where the number of the next heading follows a phone number."""
    groups = text.split()
    return any(_bare(" ".join(groups[:end])) in known for end in range(len(groups), 0, -1))


def _left_over(name: str, text: str, facts: Facts) -> Iterator[Diagnostic]:
    told = " ".join(facts.said)
    for match in _LEFT_OVER.finditer(text):
        if match[0] not in told:
            yield Diagnostic(
                "PG-V202", f'"{_near(text, match)}" is left over', Where(name), "Complete it or take it out."
            )


def _forbidden(name: str, text: str, facts: Facts) -> Iterator[Diagnostic]:
    languages = PurePosixPath(name).stem.rpartition(".")[2].split("-")
    folded = text.casefold()
    for phrase, instead in (never for one in languages for never in facts.never.get(one, {}).items()):
        bounds = (r"\b", r"\b") if phrase.isascii() else ("", "")
        match = re.search(bounds[0] + re.escape(phrase.casefold()) + bounds[1], folded)
        if match:
            message = f'"{_near(text, match)}" holds "{phrase}", which no document may say'
            yield Diagnostic("PG-V203", message, Where(name), f"Write: {instead}.")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    """An address or number without the case and the spacing, which differ with the layout."""
    return re.sub(r"[\s()-]", "", text).casefold()


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _AROUND) : match.end() + _AROUND].strip()
