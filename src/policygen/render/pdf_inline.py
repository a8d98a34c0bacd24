"""Inline text of the tree as plain data for typst, values filled in."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never
from urllib.parse import quote

from policygen.domain.document import Break, Emphasis, Inline, Link, Reference, Strong, Text, Value
from policygen.domain.mailbox import MAILBOX
from policygen.templating.tokens import filled, pieces

Node = list[object]
_NAME = 14
_SOLID = re.compile(r"\S+")
_LATIN = re.compile(r"[!-~]+")
_DAY = r"(?<!\d)\d{1,2} [^\W\d_]+(?= \d{4}\b)|[^\W\d_]+ \d{1,2}(?=, \d{4}\b)"  # a day with its month, before the year
_HOUR = r"(?<![\d:.])\d{1,2}(?:[:.]\d\d)? ?[AaPp](?:[Mm]\b|\.m\.)"
# A phone number, a Japanese article, a day of a month, a time of twelve hours.
_KEPT = re.compile(rf"(\+\d[\d ()./-]{{5,20}}\d(?!\d)|第\d+[条章項号](?:の\d+)?|{_DAY}|{_HOUR})")
_URL = re.compile(r"https?://\S+")
_SECURE = "https://"
_CUT = re.compile(r"[^@./_?&=:;,-]{1,18}[@./_?&=:;,-]*|[@./_?&=:;,-]+")
_WIDE = 0x2E80
_KEPT_IN_URLS = ":/?#[]@!$&'()*+,;=%~"


class Inlines:
    """Turns inlines into nodes of `templates/shells/print/base.typ`: text, break, gap, whole, cut, strong, link…

    A newline in a value becomes a break. Words of more than `longest` characters get invisible places to break at.
    What stays whole: a phone number, the number of an article, a day with its month, an hour with its half of the day,
    a shorter web address, and a short Japanese name where words are `spaced`.
    In a draft a value in square brackets is marked as missing. On a print `sheet` a web address stands as people type
    it, without `https://`, a long word is cut only where no line holds it, and phrases of Japanese stay whole.
    """

    def __init__(
        self,
        values: Sequence[Value],
        *,
        draft: bool = False,
        spaced: bool = True,
        longest: int = 46,
        sheet: bool = False,
    ) -> None:
        self.values = values
        self.sheet = sheet
        self.draft = draft
        self.spaced = spaced
        self.longest = longest
        self.linked = False

    def nodes(self, inlines: Sequence[Inline]) -> list[Node]:
        """The nodes of a run of inlines."""
        return [node for inline in inlines for node in self._node(inline)]

    def _within(self, inlines: Sequence[Inline]) -> list[Node]:
        """The nodes of what is a link already, in which no address is one of its own."""
        own = Inlines(self.values, draft=self.draft, spaced=self.spaced, longest=self.longest, sheet=self.sheet)
        own.linked = True
        return own.nodes(inlines)

    def words(self, text: str) -> list[Node]:
        """The nodes of a text that stands outside inlines: a label, a running line."""
        return list(self._text(text))

    def line(self, text: str) -> str:
        """A filled text on one line, for titles and properties."""
        return " ".join(filled(text, self.values).split())

    def _node(self, inline: Inline) -> Iterator[Node]:
        match inline:
            case Text(text):
                yield from self._text(text)
            case Break():
                yield ["break"]
            case Strong(children):
                yield ["strong", self.nodes(children)]
            case Emphasis(children):
                yield ["emphasis", self.nodes(children)]
            case Link(href, children):
                yield ["link", link_target(filled(href, self.values)), self._within(children)]
            case Reference():
                yield ["reference", inline.anchor, self.words(inline.words)]
            case _:
                assert_never(inline)

    def _text(self, text: str) -> Iterator[Node]:
        run = ""
        for piece in pieces(text):
            words = piece if isinstance(piece, str) else self.values[piece].text
            kind = "" if isinstance(piece, str) else self._kind(words)
            if not kind:
                run += words
                continue
            yield from self._broken(run)
            run = ""
            yield ["missing", list(self._broken(words))] if kind == "missing" else [kind, words]
        yield from self._broken(run)

    def _kind(self, words: str) -> str:
        if self.draft and words[:1] + words[-1:] == "[]":
            return "missing"
        short = len(words) <= _NAME and "\n" not in words and self.spaced
        return "whole" if short and any(ord(character) >= _WIDE for character in words) else ""

    def _broken(self, text: str) -> Iterator[Node]:
        for number, line in enumerate(text.splitlines() if "\n" in text else [text] if text else []):
            if number:
                yield ["break"]
            for at, part in enumerate(_KEPT.split(line)):
                yield from [["whole", part]] if at % 2 else self._with_gaps(part)

    def _with_gaps(self, line: str) -> Iterator[Node]:
        """The line, cut at places where a long solid word may go on in the next line."""
        at = 0
        for start, word in self._solid(line) if self._may_hold_one(line) else ():
            target = "" if self.linked else _target(word)
            if len(word) <= self.longest and not _URL.match(word) and not target:
                continue
            yield from self._parted(line[at:start])
            told = word.replace(_SECURE, "", 1) if self.sheet and target else word
            parts = _cut(told) if len(told) > self.longest else [told]
            shown: list[Node] = [["whole" if len(parts) > 1 or _URL.match(word) else "text", parts[0]]]
            for part in parts[1:]:
                shown += [["gap"], ["whole", part]]
            if self.sheet and len(parts) > 1:
                shown = [["cut", shown, told]]
            if target:
                yield ["address", target, shown]
            else:
                yield from shown
            at = start + len(word)
        if at < len(line):
            yield from self._parted(line[at:])

    def _may_hold_one(self, line: str) -> bool:
        """Whether a word of the line can be an address, or too long: of most lines none is."""
        return "@" in line or "://" in line or any(len(word) > self.longest for word in line.split())

    def _parted(self, text: str) -> Iterator[Node]:
        """A text; Japanese on a sheet in phrases that stay whole."""
        if self.sheet and not self.spaced:
            from policygen.render.japanese_phrases import phrases  # only these wait for its patterns

            for whole, part in phrases(text):
                yield ["whole" if whole else "text", part]
        else:
            yield ["text", text]

    def _solid(self, line: str) -> Iterator[tuple[int, str]]:
        """Every word with its place. Between Japanese characters a line may break anyway, so of a word that has some only
        a long Latin part counts, or an address."""
        for match in _SOLID.finditer(line):
            if match[0].isascii() or not any(ord(character) >= _WIDE for character in match[0]):
                yield match.start(), match[0]
                continue
            for part in _LATIN.finditer(match[0]):
                if len(part[0]) > self.longest or _target(part[0]):
                    yield match.start() + part.start(), part[0]


def _target(word: str) -> str:
    """Where an address that stands in the text leads: a web page or a mailbox. Marks around it are none of it."""
    bare = word.strip("()\"'<>.,;:!?")
    if _URL.fullmatch(bare):
        return link_target(bare)
    return f"mailto:{link_target(bare)}" if MAILBOX.fullmatch(bare) else ""


def _cut(word: str) -> list[str]:
    """The parts of a long word, no hyphen between them; marks at its end stay with the last."""
    parts = _CUT.findall(word)
    if len(parts) > 1 and not any(map(str.isalnum, parts[-1])):
        parts[-2:] = ["".join(parts[-2:])]
    return parts


def bound(nodes: Sequence[Node]) -> list[Node]:
    """The nodes with a short last word kept beside the word before it."""
    if not nodes or nodes[-1][0] != "text":
        return list(nodes)
    start, *pair = str(nodes[-1][1]).rsplit(" ", 2)
    if len(pair) < 2 or len(pair[1]) > 6 or len(" ".join(pair)) > 16:
        return list(nodes)
    return [*nodes[:-1], ["text", start + " "], ["whole", " ".join(pair)]]


def link_target(href: str) -> str:
    """A link target that PDF readers accept: percent-encoded, phone numbers without spaces."""
    target = "".join(href.split()) if href.startswith("tel:") else href.strip()
    return quote(target, safe=_KEPT_IN_URLS)
