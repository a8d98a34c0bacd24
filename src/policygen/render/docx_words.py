"""The bare words of a line of the tree."""

from typing import assert_never

from policygen.domain.document import Break, Emphasis, Inline, Inlines, Link, Reference, Strong, Text


def plain(inlines: Inlines) -> str:
    """The words of a line without its marks."""
    return "".join(_words(inline) for inline in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Break():
            return " "
        case Strong() | Emphasis() | Link():
            return plain(inline.children)
        case Reference():
            return inline.words
        case _:
            assert_never(inline)
