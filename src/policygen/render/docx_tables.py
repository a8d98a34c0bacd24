"""Tables of Word: data tables with repeated header rows, and the one-cell tables that panels are drawn with.

A panel is a table of one cell because paragraph frames fall apart around lists in Word and in LibreOffice.
"""

import re
from collections.abc import Iterable, Sequence

from policygen.domain.document import Inlines, Table
from policygen.render.docx_inline import runs
from policygen.render.docx_pen import Pen
from policygen.render.docx_words import plain
from policygen.render.docx_xml import Format, paragraph, quoted
from policygen.render.fonts import breadth, unbroken
from policygen.templating.tokens import PATTERN

_VALUE = "m" * 14  # how wide a value is taken to be: layouts are made before values are known
_ADDRESS = " ".join(["m" * 8] * 4)  # an address is long, and breaks between its words
_WIDEST = 60
_NARROWEST = 9
_SHORT = 24  # letters: a column of nothing longer is given room to keep each cell on one line
_LETTER = 105  # twentieths of a point: how wide a letter of a table is, on the safe side
_ONE_LINE = 16  # letters: a text as short as this is not broken
_MARGIN = 3  # letters: what the space at both sides of a cell takes
_TOLD = 8  # columns that a description names
_LOOSE = re.compile(r"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")
KEPT_ROWS = 12  # a table of more rows may break over pages


def table(pen: Pen, block: Table, width: int) -> str:
    """A data table; the header row is repeated on every page, rows do not break, and a short table stays whole.

    Of one that need not, the header stays with the first row.
    """
    columns = max(len(row) for row in (block.header, *block.rows))
    widths = _widths(pen, block, columns, width)
    headed = any(plain(cell).strip() for cell in block.header)
    header = _row(pen, block.header, widths, header=True, keep_next=True) if headed else ""
    last = len(block.rows) - 1
    together = last if block.whole and len(block.rows) <= KEPT_ROWS else min(last, int(headed))
    body = "".join(_row(pen, row, widths, keep_next=at < together) for at, row in enumerate(block.rows))
    look = (
        f'<w:tblLook w:val="{"0620" if headed else "0600"}" w:firstRow="{int(headed)}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    named = block.header if headed else [row[0] for row in block.rows if row]
    return frame(pen, "GridTable", widths, header + body, look + described(pen, "table", map(plain, named)))


def described(pen: Pen, kind: str, columns: Iterable[str], caption: str = "") -> str:
    """What a table holds, in words for whoever does not see it; `kind` is `table`, or `entries` to fill in."""
    named = pen.labels["docx.comma"].join([one for one in dict.fromkeys(columns) if one.strip()][:_TOLD])
    about = pen.labels[f"docx.{kind}"].replace("{columns}", named)
    title = f'<w:tblCaption w:val="{quoted(caption)}"/>' if caption else ""
    return f'{title}<w:tblDescription w:val="{quoted(about)}"/>'


def panel(pen: Pen, style: str, width: int, inner: str, keep: bool = True) -> str:
    """Blocks in one framed cell."""
    row = f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if keep else ''}{cell(width, inner + closing(pen))}</w:tr>"
    return frame(pen, style, (width,), row, "")


def frame(pen: Pen, style: str, widths: Sequence[int], rows: str, look: str, keep_next: bool = False) -> str:
    """A table of the full width, and the small paragraph after it without which Word joins tables."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.style(style)}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{spacer(pen, keep_next=keep_next)}"
    )


def kept(table: str) -> str:
    """A small table whose rows stay on the page of what follows it."""
    return _LOOSE.sub(r"\1<w:keepNext/>", table)


def cell(width: int, inner: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def spacer(pen: Pen, new_page: bool = False, keep_next: bool = False) -> str:
    return paragraph(Format(pen.style("Spacer"), new_page=new_page, keep_next=keep_next), "")


def closing(pen: Pen) -> str:
    """A paragraph of no height: a cell has to end with one when its content is a table or a content control."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{pen.style("Spacer")}"/>'
        '<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _row(
    pen: Pen, cells: Sequence[Inlines], widths: Sequence[int], header: bool = False, keep_next: bool = False
) -> str:
    form = Format(pen.style("TableHeading" if header else "TableText"), keep_next=keep_next)
    filled = [*cells, *[()] * (len(widths) - len(cells))]
    inner = "".join(
        cell(width, paragraph(form, pen.marked(runs(pen, inlines))))
        for width, inlines in zip(widths, filled, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{inner}</w:tr>"


def _widths(pen: Pen, block: Table, columns: int, width: int) -> tuple[int, ...]:
    """Widths by what the columns hold: none so narrow that words break, none that starves the others."""
    weights = [
        max((_weight(_words(pen, row[at])) for row in (block.header, *block.rows) if at < len(row)), default=_NARROWEST)
        for at in range(columns)
    ]
    line = width // _LETTER
    least = [
        max((_least(_words(pen, row[at])) for row in (block.header, *block.rows) if at < len(row)), default=0)
        for at in range(columns)
    ]
    parts = [float(weight * line) / sum(weights) for weight in weights]
    if sum(least) < line:
        for _ in parts:
            parts = [max(part * line / sum(parts), floor) for part, floor in zip(parts, least, strict=True)]
    shares = [int(width * part / sum(parts)) for part in parts]
    return (*shares[:-1], width - sum(shares[:-1]))


def _words(pen: Pen, inlines: Inlines) -> str:
    """The words of a cell with what stands for a value in place of each."""
    return PATTERN.sub(lambda value: _ADDRESS if value[0] in pen.addresses else _VALUE, plain(inlines))


def _least(words: str) -> int:
    """The letters a cell cannot do without: its longest word, or all of a short text.

    Where a line may break after any character, half of that is enough.
    """
    short = _ONE_LINE * len(words) // max(breadth(words), 1)
    return max(unbroken(words), min(breadth(words), short)) + _MARGIN


def _weight(words: str) -> int:
    room = 6 if breadth(words) <= _SHORT else 0
    return max(_NARROWEST, unbroken(words), min(_WIDEST, breadth(words))) + room
