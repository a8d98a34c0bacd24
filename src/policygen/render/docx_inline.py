"""Inlines as runs, links and cross-references of Word."""

from dataclasses import replace
from typing import assert_never

from policygen.domain.document import Break, Emphasis, Inline, Inlines, Link, Reference, Strong, Text
from policygen.render.docx_pen import Pen
from policygen.render.docx_xml import PLAIN, Mark, field, line_break, run


def runs(pen: Pen, inlines: Inlines, mark: Mark = PLAIN) -> str:
    """The runs of a line of text."""
    return "".join(_one(pen, inline, mark) for inline in inlines)


def _one(pen: Pen, inline: Inline, mark: Mark) -> str:
    match inline:
        case Text():
            return run(inline.text, mark)
        case Break():
            return line_break(mark)
        case Strong():
            return runs(pen, inline.children, replace(mark, strong=True))
        case Emphasis():
            return runs(pen, inline.children, replace(mark, emphasis=True))
        case Link():
            inner = runs(pen, inline.children, replace(mark, style=pen.style("Hyperlink")))
            return f'<w:hyperlink r:id="{pen.link(inline.href)}" w:history="1">{inner}</w:hyperlink>'
        case Reference():
            return _reference(pen, inline, mark)
        case _:
            assert_never(inline)


def _reference(pen: Pen, reference: Reference, mark: Mark) -> str:
    """Fields that Word can refresh, holding our words as their result; nothing asks for an update on opening.

    Words that are not the target's own (an untitled clause goes by its section's title) are a plain link.
    """
    name, own = pen.bookmark(reference.anchor), pen.target(reference.anchor)
    linked = replace(mark, style=pen.style("Hyperlink"))

    def said(words: str, owned: bool, code: str) -> str:
        return field(f"REF {name} {code}", words, linked) if words and owned else run(words, linked)

    number = said(reference.number, reference.number == own[0], "\\r \\h")
    title = said(reference.title, reference.title == own[1], "\\h")
    inner = f"{number}{run(' (', linked)}{title}{run(')', linked)}" if number and title else number or title
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'
