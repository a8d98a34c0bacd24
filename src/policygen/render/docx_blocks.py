"""Blocks of the tree as paragraphs, lists, tables and panels of Word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from policygen.domain.document import (
    Block,
    Box,
    Fields,
    Heading,
    Inlines,
    Item,
    List,
    PageBreak,
    Paragraph,
    Sign,
    Table,
)
from policygen.render.docx_fields import form, signature
from policygen.render.docx_inline import runs
from policygen.render.docx_numbering import STEP, list_indent, outline_indent
from policygen.render.docx_pen import Pen
from policygen.render.docx_tables import kept, panel, spacer, table
from policygen.render.docx_xml import Format, paragraph, run, tab

_INTRODUCED = (List, Table, Fields, Sign, Box)
PANEL_PADDING = 460  # twips that a frame takes from the width of what it holds
_FEW = 4  # fields that stay with the signatures below them
AFTER_LIST = 130  # twips after a list, as after a paragraph; items stand closer
_BULLET_STYLE, _NUMBER_STYLE, _CONTINUE_STYLE = "ListBullet", "ListNumber", "ListContinue"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands.

    `level` is the outline level of numbered paragraphs here (None outside legal numbering); `in_panel` asks for
    the smaller headings, `legal` for those of a contract; lists of `articles` have numbers apart from the outline,
    which begins at 2 below an article; what `joins` counts with the headings of the user's own contract; `depth` and
    `left` say how far lists are indented already.
    """

    width: int
    level: int | None = None
    depth: int = 0
    left: int = 0
    in_panel: bool = False
    legal: bool = False
    articles: bool = False
    joins: bool = False


def blocks(pen: Pen, found: Sequence[Block], place: Place) -> str:
    """Blocks in their order; a paragraph stays with what it introduces, and so does what is signed together."""
    return "".join(
        _one(pen, block, place, keep_next=isinstance(after, Sign if isinstance(block, Sign | Fields) else _INTRODUCED))
        for block, after in zip(found, [*found[1:], None], strict=False)
    )


def _one(pen: Pen, block: Block, place: Place, keep_next: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(pen, block, place, keep_next)
        case Heading():
            return heading(pen, block.level, block.inlines, place)
        case List():
            return _list(pen, block, place)
        case Table():
            return fresh_page(pen) + table(pen, block, place.width - place.left)
        case Box():
            width = place.width - place.left
            inner = blocks(pen, block.blocks, Place(width - PANEL_PADDING, in_panel=True))
            return fresh_page(pen) + panel(pen, "CallOut", width, inner)
        case Fields():
            made = form(pen, block.fields, place.width - place.left)
            return fresh_page(pen) + (kept(made) if keep_next and len(block.fields) <= _FEW else made)
        case Sign():
            return signature(pen, block, place.width - place.left, keep_next)
        case PageBreak():
            pen.new_page = True
            return ""
        case _:
            assert_never(block)


def heading(
    pen: Pen,
    level: int,
    inlines: Inlines,
    place: Place,
    number: tuple[int, int] | None = None,
    label: str = "",
) -> str:
    """A heading; `level` as in HTML, where 1 is the document's title. `label` is a number Word cannot make."""
    first = "PanelHeading" if place.in_panel else "ClauseHeading" if place.legal and label else "Heading1"
    style = (first, "PanelSubheading" if place.in_panel else "Heading2", "Heading3", "Heading4")[
        min(max(level - 2, 0), 3)
    ]
    typed = f"{run(label)}{tab()}" if label and number is None else ""
    name = pen.style(style)
    silent = number is None and pen.numbers(name)
    keep = not pen.own_look  # our own headings stay with what follows by their style
    look = Format(name, keep, pen.take_new_page(), pen.numbering.unnumbered() if silent else number)
    return paragraph(look, pen.marked(typed + runs(pen, inlines)))


def fresh_page(pen: Pen) -> str:
    """The paragraph that carries a page break to a block that cannot carry it itself."""
    return spacer(pen, new_page=True) if pen.take_new_page() else ""


def _paragraph(pen: Pen, block: Paragraph, place: Place, keep_next: bool) -> str:
    number, label, left, hanging = None, block.number, None, 0
    if block.number:
        level = block.number.count(".") or place.level or 0
        theirs = pen.joined.paragraph if pen.joined and place.joins and level == 1 else None
        number = theirs or pen.numbering.outlined(level, block.number)
        if number is None:
            left = hanging = outline_indent(level)
    elif place.left:
        left = place.left
    typed = f"{run(label)}{tab()}" if label and number is None else ""
    style = _CONTINUE_STYLE if place.depth else "BodyText"
    look = Format(pen.style(style), keep_next, pen.take_new_page(), number, left, hanging, side=block.side)
    return paragraph(look, pen.marked(typed + runs(pen, block.inlines)))


def _list(pen: Pen, block: List, place: Place) -> str:
    under = place.level + 1 if place.level is not None and block.ordered and not place.articles else None
    items = pen.numbering.listed(place.depth, [i.label for i in block.items], under) if block.ordered else None
    written = []
    last = len(block.items) - 1
    for at, item in enumerate(block.items):
        if block.ordered:
            number = items.take(at) if items else None
        else:
            number = pen.numbering.bulleted(place.depth)
        in_outline = items is not None and items.outline is not None
        after = AFTER_LIST if at == last and place.depth == 0 and not in_outline else None
        written.append(_item(pen, item, place, number, in_outline, after))
    return "".join(written)


def _item(
    pen: Pen, item: Item, place: Place, number: tuple[int, int] | None, in_outline: bool, after: int | None
) -> str:
    level = place.level + 1 if in_outline and place.level is not None else None
    apart = STEP if place.articles else 0  # the items of an article stand further in than its paragraphs
    under = outline_indent(place.level) if place.level is not None and not place.articles else 0
    left = max(list_indent(place.depth) + apart, max(place.left, under) + STEP)
    left = left if level is None else outline_indent(level)
    inner = replace(place, level=level, depth=place.depth + 1, left=left)
    first, rest = (item.blocks[0], item.blocks[1:]) if item.blocks else (Paragraph(()), ())
    if not isinstance(first, Paragraph):
        first, rest = Paragraph(()), item.blocks
    style = pen.style(_NUMBER_STYLE if item.label else _BULLET_STYLE)
    typed = f"{run(item.label)}{tab()}" if item.label and number is None else ""
    shifted = left if number is None or left != _own_indent(number[1], in_outline) else None
    look = Format(
        style,
        bool(rest),
        pen.take_new_page(),
        number,
        shifted,
        STEP if shifted is not None else 0,
        after=None if rest else after,
    )
    head = paragraph(look, pen.marked(typed + runs(pen, first.inlines)))
    return head + blocks(pen, rest, inner)


def _own_indent(level: int, in_outline: bool) -> int:
    return outline_indent(level) if in_outline else list_indent(level)
