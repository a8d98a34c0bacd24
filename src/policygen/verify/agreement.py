"""Finished files agree: with the answers, with the law of the day, with each other, and with what no document may say.

Reads the bytes of Word, PDF, HTML and Markdown files as their readers see them, so that it holds of files that
somebody has worked on since they were issued. Words may be changed; what an answer or the law gave may not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import chain
from pathlib import PurePosixPath

from policygen.domain.wording import definitions, refused
from policygen.errors import Diagnostic, Where
from policygen.verify import docx_reading, pdf_checks, running_lines
from policygen.verify.running_lines import NONE, Running
from policygen.verify.terms import misused
from policygen.verify.words import html_words, markdown_words

READERS: Mapping[str, Callable[[bytes], tuple[str, ...]]] = {
    ".docx": partial(docx_reading.words, numbers=True),
    ".pdf": pdf_checks.words,
    ".html": html_words,
    ".md": markdown_words,
}
_WIDE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"  # written without spaces: every character counts alone
_WORD = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+")
_BULLETS = frozenset("•–◦‣-")
_FACT = re.compile(r"\d|@")
_GIVEN = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w+])\+\d[\d ()-]{6,}\d"
    r"|\b[1-9]\d{0,2} (?:(?:working|business|calendar) )?(?:minute|hour|day|week|month|year)s?\b"
    r"|\d+(?:営業日|分|時間|日|週間|か月|年)以内"
)
_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[[^\]]*\]|\b(?:N/A|and/or|TBD|TBC|TODO|XXX|lorem ipsum)\b|_{3,}|\?\?\?|[\U00100000-\U0010ffff]"
)
_AROUND = 40
_BESIDE = 4  # words shown on either side of what does not agree


@dataclass(frozen=True)
class Said:
    """A document as it was assembled: its words in order, the index of a printed value before it and after it.

    `sources` says, for each value, the answer or legal value that it came from. `fair` asks that it says what is not
    harassment. `head` and `foot` are its running lines; of a print sheet, which has none, they are empty.
    """

    pieces: tuple[str | int, ...]
    sources: tuple[str, ...] = ()
    fair: bool = False
    head: Running = NONE
    foot: Running = NONE

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True)
class Facts:
    """What the files may say: the documents of the issue by the name of their files, and the labels of each language."""

    said: Mapping[str, Said]
    labels: Mapping[str, Mapping[str, str]]


def disagreements(files: Mapping[str, bytes], facts: Facts) -> tuple[Diagnostic, ...]:
    """Every fact, blank, phrase, term or cross-reference of a file that the issue does not bear out."""
    texts = {name: " ".join(READERS[PurePosixPath(name).suffix](files[name])) for name in _held(files, facts)}
    terms = {
        language: frozenset(chain.from_iterable(definitions(text, labels) for text in texts.values()))
        for language, labels in facts.labels.items()
    }
    found: list[Diagnostic] = []
    for name, text in texts.items():
        said = facts.said[PurePosixPath(name).stem]
        language = PurePosixPath(name).stem.rpartition(".")[2].partition("-")[0]  # of two, the one that prevails
        labels = facts.labels.get(language, {})
        found += _changed(name, text, said, labels)
        found += _left_over(name, text, said)
        found += _forbidden(name, text, said, labels)
        found += _unfair(name, text, said, labels)
        found += misused(name, text, labels, terms.get(language, frozenset()))
        found += _astray(name, files[name])
        found += running_lines.astray(name, files[name], said.head, said.foot)
    return tuple(found)


def _held(files: Mapping[str, bytes], facts: Facts) -> list[str]:
    """The files that can be read here and whose document the issue has, in order."""
    paths = map(PurePosixPath, sorted(files))
    return [str(path) for path in paths if path.suffix in READERS and path.stem in facts.said]


@dataclass(frozen=True)
class _Word:
    """A word as it stands and as it is compared, with the value that it is part of, if any."""

    text: str
    bare: str
    value: int | None = None


def _words(*pieces: str | int) -> tuple[_Word, ...]:
    """The words of a text; between two indexes of a value they belong to it."""
    owners: list[int | None] = []
    inside: int | None = None
    for piece in pieces:
        if isinstance(piece, int):
            inside = None if inside is not None else piece
        else:
            owners += [inside] * len(piece)
    found = []
    for match in _WORD.finditer("".join(piece for piece in pieces if isinstance(piece, str))):
        owner = next((one for one in owners[match.start() : match.end()] if one is not None), None)
        if match[0] not in _BULLETS:
            found.append(_Word(match[0], _bare(match[0]), owner))
    return tuple(found)


def _changed(name: str, text: str, said: Said, labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Where the file says another value, number or count than the document it was made from."""
    wanted, shown = _words(*said.pieces), _words(text)
    known = {_bare(_told(value)) for value in _values(wanted)}
    counted = frozenset(labels.get("wording.counted", "").split("|"))
    told: set[int | None] = set()
    matcher = SequenceMatcher(None, [one.bare for one in wanted], [one.bare for one in shown])
    for tag, first, last, start, end in matcher.get_opcodes():
        lost, new = wanted[first:last], shown[start:end]
        if tag == "equal" or "".join(w.bare for w in lost) == "".join(w.bare for w in new):
            continue
        value = _touched(wanted, first, last)
        if value in told if value is not None else not _counted(lost, new, counted, known):
            continue
        told.add(value)
        whole = tuple(word for word in wanted if word.value == value) if value is not None else lost
        near = _told(shown[max(0, start - _BESIDE) : end + _BESIDE])
        message = f'"{near}" does not agree with the issue' + (f': it says "{_told(whole)}"' if whole else "")
        source = said.sources[value] if value is not None else ""
        message += f" ({source})" if "." in source else ""
        hint = "Correct it in the file, or change the answers and build again."
        yield Diagnostic("PG-V201", message, Where(name), hint)


def _touched(wanted: tuple[_Word, ...], first: int, last: int) -> int | None:
    """The value that a change from one word to another falls on, or into."""
    for word in wanted[first:last]:
        if word.value is not None:
            return word.value
    before, after = wanted[first - 1 : first], wanted[last : last + 1]
    inside = before and after and before[0].value == after[0].value
    return before[0].value if inside else None


def _values(wanted: tuple[_Word, ...]) -> Iterator[tuple[_Word, ...]]:
    run: list[_Word] = []
    for word in wanted:
        if run and word.value != run[-1].value:
            yield tuple(run)
            run = []
        if word.value is not None:
            run.append(word)
    if run:
        yield tuple(run)


def _counted(lost: tuple[_Word, ...], new: tuple[_Word, ...], counted: frozenset[str], known: set[str]) -> bool:
    """Whether a change is one of numbers, or puts in an address or a time that the document gives nowhere."""
    if not lost:
        return any(_bare(match[0]) not in known for match in _GIVEN.finditer(_told(new)))
    before, after = ([w.bare for w in words if _FACT.search(w.text) or w.bare in counted] for words in (lost, new))
    return before != after


def _left_over(name: str, text: str, said: Said) -> Iterator[Diagnostic]:
    for match in _LEFT_OVER.finditer(text):
        if match[0] not in said.text:
            yield Diagnostic(
                "PG-V202", f'"{_near(text, match)}" is left over', Where(name), "Complete it or take it out."
            )


def _forbidden(name: str, text: str, said: Said, labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Words that no document may hold; what the organisation answered word for word may hold them."""
    own = {_bare(match[0]) for match, _ in refused(said.text, labels)}
    for match, instead in refused(text, labels):
        if _bare(match[0]) not in own:
            message = f'"{_near(text, match)}" holds "{match[0]}", which no document may say'
            yield Diagnostic("PG-V203", message, Where(name), f"Write: {instead}.")


def _unfair(name: str, text: str, said: Said, labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    pattern = labels.get("wording.not_harassment")
    if said.fair and pattern and not re.search(pattern, text, re.IGNORECASE):
        message = "it does not say what is not harassment, for instance a complaint"
        hint = "Put the sentence back that says so, or build the document again."
        yield Diagnostic("PG-V240", message, Where(name), hint)


def _astray(name: str, data: bytes) -> Iterator[Diagnostic]:
    """Cross-references that lead to nothing in the file. In a PDF they are made of its structure and cannot."""
    match PurePosixPath(name).suffix:
        case ".docx":
            page = docx_reading.parts(data)["word/document.xml"].decode()
            wanted, there = r'w:anchor="([^"]+)"', r'w:bookmarkStart [^>]*w:name="([^"]+)"'
        case ".html" | ".md":
            page, wanted, there = data.decode(), r'(?:href="|\]\()#([^")]+)', r'\bid="([^"]+)"'
        case _:
            return
    anchors = set(re.findall(there, page))
    for anchor in dict.fromkeys(re.findall(wanted, page)):
        if anchor not in anchors:
            hint = "Put back what it refers to, or take the reference out."
            yield Diagnostic("PG-V241", f'a cross-reference leads to "{anchor}", which is not there', Where(name), hint)


def _told(words: tuple[_Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _bare(text: str) -> str:
    """A word without the case, the spacing, the marks around it and `https://`, which differ with the layout."""
    return re.sub(r"https://|[\s()\-.,;:*|\"“”]", "", text).casefold()


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _AROUND) : match.end() + _AROUND].strip()
