"""Inline content as Markdown."""

from collections.abc import Sequence
from html import escape
from typing import assert_never

from policygen.domain.document import Break, Emphasis, Inline, Inlines, Link, Reference, Strong, Text
from policygen.render.layout import Slot, safe_url
from policygen.render.markdown_escape import LINE, MARKUP, VALUE, authored, value, value_at_start
from policygen.templating import tokens

Parts = list[str | Slot]
Lines = list[Parts]
_OPENS = frozenset(" (\"'")
_CLOSES = frozenset(" .,;:?)\"'")


def plain_text(text: str, *, starts: bool = False) -> Parts:
    """A text without markup of its own: a title, a label. `starts` when it begins a line."""
    return write_inlines((Text(text),), starts=starts)


def write_inlines(inlines: Inlines, *, starts: bool = False) -> Parts:
    """Words, emphasis, links and cross-references of one line."""
    parts: Parts = []
    for at, node in enumerate(inlines):
        before = MARKUP if at or not starts else LINE
        after = MARKUP if at + 1 < len(inlines) else LINE
        if isinstance(node, Text):
            parts += _text(node.text, before, after)
        else:
            parts += _marked(node, _opens(inlines[:at]), _closes(inlines[at + 1 :]))
    return parts


def _text(text: str, before: str, after: str) -> Parts:
    parts: Parts = []
    pieces = tokens.pieces(text)
    starts = before == LINE
    for at, piece in enumerate(pieces):
        if isinstance(piece, int):
            parts.append(Slot((piece,), value_at_start if starts else value))
            continue
        left = VALUE if at else before
        right = VALUE if at + 1 < len(pieces) else after
        parts.append(authored(piece, left, right, starts=starts))
        starts = False
    return parts


def _marked(node: Strong | Emphasis | Link | Reference | Break, opens: bool, closes: bool) -> Parts:
    match node:
        case Break():
            return ["<br>"]
        case Strong(children):
            mark = ("**", "**") if opens and closes and _simple(children) else ("<strong>", "</strong>")
        case Emphasis(children):
            mark = ("*", "*") if opens and closes and _simple(children) else ("<em>", "</em>")
        case Link(href, children):
            return ["[", *write_inlines(children), "](", Slot(tokens.pieces(href), _href), ")"]
        case Reference(anchor, _, _):
            return ["[", *plain_text(node.words), f"](#{anchor})"]
        case _:
            assert_never(node)
    return [mark[0], *write_inlines(children), mark[1]]


def _href(url: str) -> str:
    return escape(safe_url(url))


def _simple(children: Sequence[Inline]) -> bool:
    return not any(isinstance(child, Strong | Emphasis | Break) for child in children)


def _opens(before: Sequence[Inline]) -> bool:
    """Whether asterisks would open emphasis after these: only then are they used instead of tags."""
    if not before:
        return True
    last = before[-1]
    return isinstance(last, Break) or (isinstance(last, Text) and last.text[-1:] in _OPENS)


def _closes(after: Sequence[Inline]) -> bool:
    if not after:
        return True
    following = after[0]
    return isinstance(following, Break) or (isinstance(following, Text) and following.text[:1] in _CLOSES)
