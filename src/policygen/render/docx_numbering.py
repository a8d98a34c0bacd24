"""Automatic numbers of Word that come out equal to the labels computed in the tree.

A label such as "1.2", "(a)", "2." or "第3条" is read back into a number format and a level text. A list or an
outline goes on counting while the labels agree with what Word would show next, also when other numbers came between,
as chapters between articles; where they do not (a schedule that starts again at 1) a new definition with its own start
begins. So the numbers cannot differ from the labels.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policygen.render.docx_xml import quoted

LEVELS = 9
STEP = 454  # twips of indent for each depth of a list: 8 mm
_DECIMAL = re.compile(r"^(?P<before>[^\d]*)(?P<parents>(?:\d+\.)*)(?P<own>\d+)(?P<after>[^\d]*)$")
_LETTERS = re.compile(r"^(?P<before>[^A-Za-z0-9]*)(?P<own>[a-z]+|[A-Z]+)(?P<after>[^A-Za-z0-9]*)$")
_ROMAN = (("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_BULLETS = ("•", "–", "◦")
_DEEPER = (("decimal", "%{}."), ("lowerLetter", "(%{})"), ("lowerRoman", "(%{})"))
_SILENT = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val=""/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
)
_LONG = 5  # signs of a label, as in "13.10", from which it needs more room before a heading
_LONG_INDENT = 907
_OUTLINE_INDENT = ((680, 680), (680, 680), (1247, 567), (1814, 567))


@dataclass(frozen=True, slots=True)
class Label:
    """A label read back: its format, the text around its number, the numbers above it and its own."""

    format: str
    before: str
    parents: tuple[int, ...]
    value: int
    after: str

    def text(self, level: int) -> str:
        """Word's level text: "%1.%2" for a label with one parent on level 1."""
        above = "".join(f"%{level - len(self.parents) + i + 1}." for i in range(len(self.parents)))
        return f"{self.before}{above}%{level + 1}{self.after}"


@dataclass(slots=True)
class Outline:
    """A multi-level list in the making: what each level looks like and how far it has counted."""

    number: int
    levels: dict[int, tuple[str, str]] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)
    longest: dict[int, int] = field(default_factory=dict)

    def fits(self, level: int, label: Label, *, anew: bool = True) -> bool:
        """Would Word show this label if the next paragraph stood on this level? Without `anew` it begins no level."""
        known = self.levels.get(level)
        if known not in (None, (label.format, label.text(level))):
            return False
        above = tuple(self.counts[level - len(label.parents) : level])
        if known is None and not anew:
            return False
        if known is None and level and not label.parents:
            return True  # the first on its level says where that level starts: the paragraphs of an article at 2
        following = self.counts[level] + 1 if self.counts[level] else self.starts.get(level, 1)
        return above == label.parents and following == label.value

    def take(self, level: int, label: Label) -> None:
        if level not in self.levels:
            self.starts.setdefault(level, label.value)
        self.levels.setdefault(level, (label.format, label.text(level)))
        own = [*map(str, label.parents), str(label.value)]
        self.longest[level] = max(self.longest.get(level, 0), len(f"{label.before}{'.'.join(own)}{label.after}"))
        self.counts[level] = label.value
        self.counts[level + 1 :] = [0] * (LEVELS - level - 1)


@dataclass(frozen=True, slots=True)
class Items:
    """The numbers of one ordered list, handed out item by item."""

    number: int
    level: int
    first: Label
    outline: Outline | None = None

    def take(self, index: int) -> tuple[int, int]:
        """Number and level of the item at this place of the list."""
        if self.outline is not None:
            self.outline.take(self.level, replace(self.first, value=self.first.value + index))
        return self.number, self.level


class Numbering:
    """Collects the lists of one document; numbers above those that a shell already uses."""

    def __init__(self, first_abstract: int = 0, first_number: int = 1) -> None:
        self._first_abstract = first_abstract
        self._first_number = first_number
        self._abstracts: list[Callable[[], str]] = []
        self._numbers: list[str] = []
        self._lists: dict[tuple[int, str, str], int] = {}
        self._outlines: dict[str, list[Outline]] = {}  # by voice, the one in use last
        self._bullets: int | None = None
        self._silent: int | None = None
        self.voice = ""  # the language written in, where a document holds two

    def outlined(self, level: int, text: str) -> tuple[int, int] | None:
        """Number and level of a numbered heading or paragraph; None where no automatic number can say it."""
        label = next(_readings(text), None)
        if label is None or len(label.parents) > level:
            return None
        known = self._outlines.setdefault(self.voice, [])
        outline = next((one for one in reversed(known) if one.fits(level, label, anew=one is known[-1])), None)
        if outline is None:
            outline = self._new_outline(level, label)
        else:
            known.remove(outline)
        known.append(outline)
        outline.take(level, label)
        return outline.number, level

    def listed(self, depth: int, labels: Sequence[str], level: int | None = None) -> "Items | None":
        """The numbers of one ordered list; None where no automatic number can say its labels.

        `level` is the level under a numbered paragraph: such a list goes on with the clauses' own outline.
        """
        label = _sequence(labels)
        if label is None:
            return None
        known = self._outlines.get(self.voice)
        if level is not None and known and known[-1].fits(level, label):
            return Items(known[-1].number, level, label, known[-1])
        return Items(self._new_list(depth, label), depth, label)

    def bulleted(self, depth: int) -> tuple[int, int]:
        """Number and level for the items of a bullet list."""
        if self._bullets is None:
            abstract = self._define(_bullet_levels)
            self._bullets = self._number(abstract)
        return self._bullets, depth

    def unnumbered(self) -> tuple[int, int]:
        """Number and level that show nothing, for a heading whose style would number it."""
        if self._silent is None:
            self._silent = self._number(self._define(lambda: _SILENT))
        return self._silent, 0

    def definitions(self) -> str:
        """Every `w:abstractNum` collected."""
        return "".join(
            f'<w:abstractNum w:abstractNumId="{self._first_abstract + i}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels()}</w:abstractNum>'
            for i, levels in enumerate(self._abstracts)
        )

    def instances(self) -> str:
        """Every `w:num` collected."""
        return "".join(self._numbers)

    def _new_outline(self, level: int, label: Label) -> Outline:
        above = level - len(label.parents)
        outline = Outline(number=0)
        for at, value in enumerate(label.parents):
            outline.starts[above + at] = outline.counts[above + at] = value
        outline.starts[level] = label.value
        outline.number = self._number(self._define(lambda: _outline_levels(outline)))
        return outline

    def _new_list(self, depth: int, label: Label) -> int:
        shape = (depth, label.format, label.text(depth))
        if shape not in self._lists:
            self._lists[shape] = self._define(lambda: _list_levels(*shape))
        return self._number(self._lists[shape], (depth, label.value))

    def _define(self, levels: Callable[[], str]) -> int:
        self._abstracts.append(levels)
        return self._first_abstract + len(self._abstracts) - 1

    def _number(self, abstract: int, start: tuple[int, int] | None = None) -> int:
        number = self._first_number + len(self._numbers)
        override = (
            f'<w:lvlOverride w:ilvl="{start[0]}"><w:startOverride w:val="{start[1]}"/></w:lvlOverride>' if start else ""
        )
        self._numbers.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        return number


def list_indent(depth: int) -> int:
    """Where the text of a list item begins, in twips from the margin."""
    return STEP * (depth + 1)


def outline_indent(level: int) -> int:
    """Where the text of a numbered paragraph or its items begins."""
    return _OUTLINE_INDENT[min(level, len(_OUTLINE_INDENT) - 1)][0]


def _readings(text: str) -> Iterator[Label]:
    """Every way to read a label; the likelier first."""
    if m := _DECIMAL.match(text):
        parents = tuple(int(part) for part in m["parents"].split(".") if part)
        yield Label("decimal", m["before"], parents, int(m["own"]), m["after"])
    elif m := _LETTERS.match(text):
        case = "lower" if m["own"].islower() else "upper"
        own = m["own"].lower()
        if len(set(own)) == 1 and (value := ord(own[0]) - 96 + 26 * (len(own) - 1)):
            yield Label(f"{case}Letter", m["before"], (), value, m["after"])
        if own == _roman(value := _from_roman(own)):
            yield Label(f"{case}Roman", m["before"], (), value, m["after"])


def _sequence(labels: Sequence[str]) -> Label | None:
    """The first label of a list, read so that the labels after it follow; one that starts at 1 is preferred."""
    readings = [list(_readings(text)) for text in labels]
    fitting = [
        first
        for first in (readings[0] if readings else [])
        if all(any(_follows(first, other, by) for other in others) for by, others in enumerate(readings[1:], 1))
    ]
    return min(fitting, key=lambda label: label.value, default=None)


def _follows(first: Label, other: Label, by: int) -> bool:
    same = (first.format, first.before, first.parents, first.after)
    return same == (other.format, other.before, other.parents, other.after) and (other.value == first.value + by)


def _from_roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(letter, 0) for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _roman(number: int) -> str:
    letters = ""
    for sign, value in _ROMAN:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


def _level(at: int, kind: str, text: str, start: int, left: int, hanging: int) -> str:
    font = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr>' if kind == "bullet" else ""
    # A number within words, as of an article, is followed by a space: a tab would tear the heading apart.
    bare = text.isascii() and not any(sign.isalpha() for sign in text)
    suffix = "" if bare or kind == "bullet" else '<w:suff w:val="space"/>'
    if suffix:
        left = hanging = 0
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'{suffix}<w:lvlText w:val="{quoted(text)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{font}</w:lvl>'
    )


def _outline_levels(outline: Outline) -> str:
    def one(at: int) -> str:
        kind, text = outline.levels.get(at) or _default(at, outline.levels)
        left, hanging = _OUTLINE_INDENT[min(at, len(_OUTLINE_INDENT) - 1)]
        if at == 1 and outline.longest.get(at, 0) >= _LONG:
            left = hanging = _LONG_INDENT
        return _level(at, kind, text, outline.starts.get(at, 1), left, hanging)

    return "".join(one(at) for at in range(LEVELS))


def _default(at: int, levels: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """A level the document does not use, for whoever goes on writing in Word; parents keep cached numbers right."""
    if at < max(levels, default=0):
        return "decimal", ".".join(f"%{i + 1}" for i in range(at + 1))
    kind, text = _DEEPER[(at + 2) % 3]
    return kind, text.format(at + 1)


def _list_levels(depth: int, kind: str, text: str) -> str:
    def one(at: int) -> str:
        default = _DEEPER[(at - depth) % 3]
        shown, words = (kind, text) if at == depth else (default[0], default[1].format(at + 1))
        return _level(at, shown, words, 1, list_indent(at), STEP)

    return "".join(one(at) for at in range(LEVELS))


def _bullet_levels() -> str:
    return "".join(_level(at, "bullet", _BULLETS[at % len(_BULLETS)], 1, list_indent(at), STEP) for at in range(LEVELS))
