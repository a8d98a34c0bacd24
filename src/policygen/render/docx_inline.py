"""Inlines as runs, links and cross-references of Word."""

from dataclasses import replace
from typing import assert_never

from policygen.domain.document import Break, Emphasis, Inline, Inlines, Link, Reference, Strong, Text
from policygen.render.docx_pen import Pen
from policygen.render.docx_xml import PLAIN, Mark, field, line_break, run


def runs(pen: Pen, inlines: Inlines, mark: Mark = PLAIN) -> str:
    """The runs of a line of text."""
    mark = replace(mark, language=pen.language) if pen.language else mark
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
    """A number that Word can refresh, its result in place already, and a linked title.

    Neither stands within the other: LibreOffice empties a field that repeats the words of a content control, and
    moves words beside a field to before it within a link. A number that is not the target's own (an untitled
    clause goes by its section's) is plain text.
    """
    if not pen.leads(reference):
        return run(pen.labels["docx.left_out"].format(clause=reference.title or reference.number), mark)
    name, linked = pen.bookmark(reference.anchor), replace(mark, style=pen.style("Hyperlink"))
    number, rest = reference.number, reference.words
    code = ""
    if number and number == pen.number_at(reference.anchor):
        code, rest = field(f"REF {name} \\r \\h", number, linked), rest.removeprefix(number)
    link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(rest, linked)}</w:hyperlink>' if rest else ""
    return code + link
