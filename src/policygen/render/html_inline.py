"""Inline content as HTML."""

from typing import assert_never

from policygen.domain.document import Break, Emphasis, Inlines, Link, Reference, Strong, Text
from policygen.render.html_writer import Writer


def write_inlines(writer: Writer, inlines: Inlines) -> None:
    """Write words, emphasis, links and cross-references."""
    for node in inlines:
        match node:
            case Text(text):
                writer.text(text)
            case Break():
                writer.markup("<br>")
            case Strong(children):
                _wrapped(writer, "strong", children)
            case Emphasis(children):
                _wrapped(writer, "em", children)
            case Link(href, children):
                writer.markup('<a href="')
                writer.href(href)
                writer.markup('">')
                write_inlines(writer, children)
                writer.markup("</a>")
            case Reference(anchor, number, title):
                _reference(writer, anchor, number, title)
            case _:
                assert_never(node)


def plain(inlines: Inlines) -> str:
    """The words alone, tokens kept: for attributes and lists of contents."""
    words: list[str] = []
    for node in inlines:
        match node:
            case Text(text):
                words.append(text)
            case Break():
                words.append(" ")
            case Strong(children) | Emphasis(children) | Link(_, children):
                words.append(plain(children))
            case Reference():
                words.append(node.words)
            case _:
                assert_never(node)
    return "".join(words)


def _wrapped(writer: Writer, tag: str, children: Inlines) -> None:
    writer.markup(f"<{tag}>")
    write_inlines(writer, children)
    writer.markup(f"</{tag}>")


def _reference(writer: Writer, anchor: str, number: str, title: str) -> None:
    writer.markup(f'<a class="reference" href="#{anchor}">')
    writer.text(Reference(anchor, number, title).words)
    writer.markup("</a>")
