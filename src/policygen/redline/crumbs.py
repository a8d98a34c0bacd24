"""Words of a change as a reader takes them in: a number, a day, a phone number or a name is shown whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygen.domain.mailbox import MAILBOX
from policygen.redline.inline import Fate

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_COUNTER = (
    r"(?:か月|営業日|週間|時間|[年月週日時分回人名歳円条項])"  # no space parts a counter of Japanese from words around
)
_NAME = r"(?!(?:The|A|An|This|These|In|On|At|To|For|From|By|With|Where|When|If|No|Ask|Tell|Call)\b)[A-Z][\w'’-]+"
_FAR = 80  # letters that are looked at on either side of a change
_KANJI = "\u3400-\u9fff\uf900-\ufaff々"
_WHOLE = re.compile(
    "|".join(
        (
            r"\+?\(?\d[\d()]*(?:[ .\u2010\u2011-]\(?\d[\d()]*)+",  # a phone number, or a day as 2026-12-01
            rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?",
            r"(?:令和|平成|昭和)?(?:\d+|元)年(?:\d+月(?:\d+日)?)?|\d+月\d+日",
            rf"第?\d+(?:[.,:]\d+)*(?:{_COUNTER}| [ap]\.m\.| (?:(?:working|business|calendar) )?[^\W\d_]+)?",
            MAILBOX.pattern,
            rf"{_NAME}(?: {_NAME}){{1,3}}",
            rf"(?<![{_KANJI}])[{_KANJI}]{{1,3}}\u3000[{_KANJI}]{{1,3}}(?![{_KANJI}])",
        )
    )
)


@dataclass(slots=True)
class _Change:
    """What went and what came at one place; either may be empty."""

    gone: str
    fresh: str


def whole(line: Sequence[tuple[Fate, str]]) -> list[tuple[str, str]]:
    """What is gone and what is new at each place of a line, widened by what stays of the number or name around it.

    What stays elsewhere is left out. Changes within one number or name become one; one of the two texts may be empty.
    """
    kept, changes = _apart(line)
    at = 0
    while at < len(changes):
        before, after = kept[at], kept[at + 1]
        left, right = _reach(kept, changes, at)
        if at and left >= len(before) and left:
            _join(kept, changes, at - 1)
            at -= 1
        elif at + 1 < len(changes) and right >= len(after) and right:
            _join(kept, changes, at)
        else:
            one, head, tail = changes[at], before[len(before) - left :], after[:right]
            changes[at] = _Change(f"{head}{one.gone}{tail}", f"{head}{one.fresh}{tail}")
            kept[at], kept[at + 1] = before[: len(before) - left], after[right:]
            at += 1
    return [(one.gone.strip(), one.fresh.strip()) for one in changes if one.gone.strip() or one.fresh.strip()]


def _apart(line: Sequence[tuple[Fate, str]]) -> tuple[list[str], list[_Change]]:
    """The texts that stay, and the changes between them: one fewer."""
    kept, changes = [""], list[_Change]()
    ready = False  # whether the last change may still take words
    for fate, text in line:
        if fate == "kept":
            kept[-1] += text
            ready = ready and not text
            continue
        if not ready:
            changes.append(_Change("", ""))
            kept.append("")
            ready = True
        if fate == "gone":
            changes[-1].gone += text
        else:
            changes[-1].fresh += text
    return kept, changes


def _reach(kept: Sequence[str], changes: Sequence[_Change], at: int) -> tuple[int, int]:
    """How far the number or name around a change goes into what stays before it and after it, in either text."""
    left = right = 0
    one = changes[at]
    for text, sides in ((one.gone, [c.gone for c in changes]), (one.fresh, [c.fresh for c in changes])):
        if not text.strip():
            continue
        start, end = _before(kept, sides, at), _after(kept, sides, at)
        own = text if len(text) <= 2 * _FAR else f"{text[:_FAR]}\n{text[-_FAR:]}"
        first, last = len(start) + len(own) - len(own.lstrip()), len(start) + len(own.rstrip())
        for begins, stops in _spans(f"{start}{own}{end}", first, last):
            left, right = max(left, len(start) - begins), max(right, stops - len(start) - len(own))
    return min(left, len(kept[at])), min(right, len(kept[at + 1]))


def _before(kept: Sequence[str], sides: Sequence[str], at: int) -> str:
    """The text before a change, as far as a number or a name reaches."""
    text = kept[at][-_FAR:]
    while len(text) < _FAR and at:
        at -= 1
        text = f"{kept[at][-_FAR:]}{sides[at][-_FAR:]}{text}"
    return text[-_FAR:]


def _after(kept: Sequence[str], sides: Sequence[str], at: int) -> str:
    text = kept[at + 1][:_FAR]
    while len(text) < _FAR and at + 1 < len(sides):
        at += 1
        text = f"{text}{sides[at][:_FAR]}{kept[at + 1][:_FAR]}"
    return text[:_FAR]


def _spans(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where the numbers and names stand that hold some of the text between two places."""
    for found in _WHOLE.finditer(text):
        if found.start() < last and first < found.end():
            yield found.start(), found.end()


def _join(kept: list[str], changes: list[_Change], at: int) -> None:
    """Make one of a change and the next, with what stays between them."""
    between, one, other = kept.pop(at + 1), changes[at], changes.pop(at + 1)
    changes[at] = _Change(f"{one.gone}{between}{other.gone}", f"{one.fresh}{between}{other.fresh}")
