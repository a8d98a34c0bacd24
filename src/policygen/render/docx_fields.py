"""Declared blanks as content controls: to be typed into in Word, or printed and filled in by hand.

One choice of a few options is drawn as check boxes, not as a drop-down list, because a printed list shows nothing
to tick; a longer list is a drop-down with its options named below it, so that paper and screen say the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from policygen.domain.document import Field, Sign, in_rows
from policygen.render.blank_parts import date_parts, time_parts, units_follow
from policygen.render.docx_pen import LONGEST_TAG, Pen
from policygen.render.docx_tables import KEPT_ROWS, cell, described, frame, spacer
from policygen.render.docx_xml import PLAIN, Format, Mark, escaped, line_break, paragraph, quoted, run
from policygen.templating.tokens import PATTERN

MOST_BOXES = 7
MOST_FLOWING = 30  # options of a form that stand one after the other, in as few lines as they need
_BLANK = "\u2003" * 3  # em spaces: a place to click that prints as nothing
_ROOM = "\u3000" * 3  # ideographic spaces: room for a number before its unit
_SPACE = "\u2002"
_DATE_FORMATS = {"ja": "yyyy年M月d日"}
_GAP = "\u2002 \u2002"  # between the options of a form
_SHORT = 44  # letters of options that stand beside each other
_HALF = 58  # letters of options that a form sets beside their label, in one line
_LINE = 400  # twips of one ruled line
_SIGNING_LINE = 340
_CLOSE_LINE = 340  # twips of one line in a form
_CLOSE_ENTRY = 440
_TOLD_LINE = 454  # twips of one line of what is told at length, in a form without lines
_ENTRY = 560  # twips of one row of entries, tall enough for a hand
_UNDER_LABEL = 80
_TALL = 3  # from this many lines a text field takes the full width
_BOX_FONT = (
    '<w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:cs="MS Gothic" '
    'w:hint="eastAsia"/></w:rPr>'
)
_LOOK = (
    '<w:tblLook w:val="0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)
_ENTRIES_LOOK = (
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)
_SIGN_LOOK = (
    '<w:tblLook w:val="0700" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="1" '
    'w:noHBand="1" w:noVBand="1"/>'
)


def form(pen: Pen, fields: Sequence[Field], width: int) -> str:
    """Fields as a table of label and entry; long texts and ticks take the whole width, entries a table of their own."""
    made = ""
    for apart, group in groupby(fields, lambda field: field.kind == "entries"):
        if apart:
            made += "".join(_entries(pen, field, width) for field in group)
        else:
            made += _form(pen, tuple(group), width)
    return made


def _form(pen: Pen, fields: Sequence[Field], width: int) -> str:
    """Rows of label and entry. Two halves in a row need a finer grid, over which the other rows span."""
    if _ruled(pen):
        return _ruled_form(pen, fields, width)
    label, look = width * (45 if pen.form else 36) // 100, _look(pen, fields)
    rows = in_rows(fields)
    if all(len(row) == 1 for row in rows):
        widths = (label, width - label)
        return frame(pen, "FormTable", widths, "".join(_row(pen, row[0], widths) for row in rows), look)
    short, middle = width * 17 // 100, width // 2
    grid = (short, label - short, middle - label, short, width - middle - short)
    made = "".join(
        _halves(pen, row, grid) if len(row) == 2 else _row(pen, row[0], (label, width - label), (2, 3)) for row in rows
    )
    return frame(pen, "FormTable", grid, made, look)


def _ruled(pen: Pen) -> bool:
    """Whether labels stand narrow to the left of everything, as in forms of the places that write units behind."""
    return pen.form and units_follow(pen.locale)


def _ruled_form(pen: Pen, fields: Sequence[Field], width: int) -> str:
    label, middle = width * 24 // 100, width * 16 // 100
    entry = (width - label - middle) // 2
    grid = (label, entry, middle, width - label - middle - entry)
    made = "".join(
        _halves(pen, row, grid) if len(row) == 2 else _row(pen, row[0], (label, width - label), (1, 3))
        for row in in_rows(fields)
    )
    return frame(pen, "FormTable", grid, made, _look(pen, fields))


def _look(pen: Pen, fields: Sequence[Field]) -> str:
    return _LOOK + described(pen, "entries", (field.label for field in fields))


def signature(pen: Pen, block: Sign, width: int, keep_next: bool = False) -> str:
    """A signature block: a heading and ruled lines that stay on one page, and on that of a next block to be signed."""
    new_page = pen.take_new_page()
    head = ""
    if block.heading:
        look = Format(pen.style("Signature"), keep_next=True, new_page=new_page)
        head = paragraph(look, pen.marked(run(block.heading)))
    elif new_page:
        head = spacer(pen, new_page=True, keep_next=True)
    widths = (width * 30 // 100, width - width * 30 // 100)
    last = len(block.fields) - 1
    about = described(pen, "entries", (field.label for field in block.fields), block.heading)
    rows = "".join(_signing_row(pen, field, widths, keep_next or at < last) for at, field in enumerate(block.fields))
    return head + frame(pen, "SignTable", widths, rows, _SIGN_LOOK + about, keep_next)


def _entries(pen: Pen, field: Field, width: int) -> str:
    """A table of empty rows below its label; the header row is repeated on every page, and rows do not break."""
    shares = field.shares()
    widths = [width * share // sum(shares) for share in shares]
    widths[-1] += width - sum(widths)
    together = field.rows if field.rows <= KEPT_ROWS else 2
    head = "".join(
        cell(wide, paragraph(Format(pen.style("TableHeading"), keep_next=True), pen.marked(run(column))))
        for wide, column in zip(widths, field.columns, strict=True)
    )
    rows = "".join(
        f"<w:tr>{_height(_CLOSE_ENTRY if pen.form else _ENTRY)}"
        + "".join(
            cell(wide, _entry_cell(pen, field, column, row, row < together)) for column, wide in enumerate(widths, 1)
        )
        + "</w:tr>"
        for row in range(1, field.rows + 1)
    )
    label = paragraph(Format(pen.style("FieldLabel"), keep_next=True, after=_UNDER_LABEL), pen.marked(run(field.label)))
    header = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    alt = described(pen, "entries", field.columns, field.label)
    return label + frame(pen, "FormTable", widths, header + rows, _ENTRIES_LOOK + alt)


def _entry_cell(pen: Pen, field: Field, column: int, row: int, keep_next: bool) -> str:
    if column == 1 and field.given:
        return paragraph(Format(pen.style("TableText"), keep_next=keep_next), pen.marked(run(field.given[row - 1])))
    return _entry(pen, _entry_control(pen, field, column, row), keep_next)


def _entry_control(pen: Pen, field: Field, column: int, row: int) -> str:
    name = pen.labels["docx.cell"].replace("{row}", str(row)).replace("{column}", field.columns[column - 1])
    one = replace(field, id=f"{field.id}-{row}-{column}", label=name)
    return _text_control(pen, one)


def _halves(pen: Pen, fields: Sequence[Field], grid: Sequence[int]) -> str:
    """Two fields in a row: label, entry, label, entry; the entry on the left takes every column left over."""
    left, right = fields
    cells = (
        cell(grid[0], _label(pen, left)),
        cell(sum(grid[1:-2]), _entry(pen, _control(pen, left)), _span(len(grid) - 3)),
        cell(grid[-2], _label(pen, right)),
        cell(grid[-1], _entry(pen, _control(pen, right))),
    )
    return f"<w:tr>{_height(_LINE)}{''.join(cells)}</w:tr>"


def _row(pen: Pen, field: Field, widths: tuple[int, int], spans: tuple[int, int] = (1, 1)) -> str:
    width, columns = sum(widths), sum(spans)
    if field.kind == "tick":
        return _wide(width, columns, _entry(pen, _boxes(pen, field, (field.label,))))
    label = _label(pen, field)
    if pen.form and 0 < len(field.options) <= MOST_FLOWING:
        boxes = _entry(pen, _flowing(pen, field))
        if _length(field.options) > _HALF and not _ruled(pen):
            return _wide(width, columns, label + boxes)
        return _beside(widths, spans, label, boxes, _CLOSE_LINE)
    if field.kind == "text" and field.lines >= _TALL and not _ruled(pen):
        height = _LINE * (field.lines + 1)
        return _wide(width, columns, label + _entry(pen, _control(pen, field)), height)
    line = _TOLD_LINE if _ruled(pen) and field.lines >= _TALL else _CLOSE_LINE if pen.form else _LINE
    height = line * {"signature": 2}.get(field.kind, max(1, field.lines))
    return _beside(widths, spans, label, _entry(pen, _control(pen, field)), height)


def _beside(widths: tuple[int, int], spans: tuple[int, int], label: str, entry: str, height: int) -> str:
    cells = cell(widths[0], label, _span(spans[0])) + cell(widths[1], entry, _span(spans[1]))
    return f"<w:tr>{_height(height)}{cells}</w:tr>"


def _flowing(pen: Pen, field: Field) -> str:
    """Options one after the other; each keeps to one line unless a value in it is long."""
    boxes = [_box(pen, field, option, option.replace(" ", "\u00a0")) for option in field.options]
    return run(_GAP).join([*boxes, *_other(pen, field)])


def _length(options: Sequence[str]) -> int:
    """Letters of options beside each other, with their boxes."""
    return sum(len(PATTERN.sub("mmmmmmmmmm", option)) + 4 for option in options)


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


def _wide(width: int, columns: int, inner: str, height: int = _LINE) -> str:
    white = f'{_span(columns)}<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
    return f"<w:tr>{_height(height)}{cell(width, inner, white)}</w:tr>"


def _signing_row(pen: Pen, field: Field, widths: tuple[int, int], keep_next: bool) -> str:
    low = '<w:vAlign w:val="bottom"/>'
    height = _SIGNING_LINE * max(2 if field.kind == "signature" else 1, field.lines)
    look = Format(pen.style("FieldEntry"), keep_next=keep_next)
    label = paragraph(Format(pen.style("FieldLabel"), keep_next=keep_next), pen.marked(run(field.label)))
    entry = paragraph(look, _control(pen, field))
    if field.kind == "tick":
        entry, label = paragraph(look, _boxes(pen, field, (field.label,))), paragraph(look, "")
    return f"<w:tr>{_height(height)}{cell(widths[0], label, low)}{cell(widths[1], entry, low)}</w:tr>"


def _height(twips: int) -> str:
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips}" w:hRule="atLeast"/></w:trPr>'


def _label(pen: Pen, field: Field) -> str:
    return paragraph(Format(pen.style("FieldLabel")), pen.marked(run(field.label)))


def _entry(pen: Pen, runs: str, keep_next: bool = False) -> str:
    return paragraph(Format(pen.style("FieldEntry"), keep_next=keep_next), pen.marked(runs))


def _control(pen: Pen, field: Field) -> str:
    match field.kind:
        case "time" if units_follow(pen.locale):
            return _text_control(pen, field, blank=_in_parts(pen, time_parts(pen.locale)))
        case "text" | "person" | "time" | "signature":
            return _text_control(pen, field)
        case "date":
            parts = _in_parts(pen, date_parts(pen.locale)) if units_follow(pen.locale) else _BLANK
            return _text_control(pen, field, _date(pen.locale), parts)
        case "one-of" if len(field.options) > MOST_BOXES:
            return _drop_down(pen, field)
        case "one-of" | "several-of":
            return _boxes(pen, field, field.options)
        case "tick":
            return _boxes(pen, field, (field.label,))
        case "entries":
            raise AssertionError("entries have a table of their own")
        case _:
            assert_never(field.kind)


def _text_control(pen: Pen, field: Field, kind: str = "", blank: str = _BLANK) -> str:
    """A place to type in; never one of plain text, whose Japanese words LibreOffice saves several times over."""
    return _wrapped(pen, field, f"<w:showingPlcHdr/>{kind}", run(blank, Mark(style=pen.style("PlaceholderText"))))


def _in_parts(pen: Pen, parts: Sequence[str]) -> str:
    """A place to click that prints as room for each part before its unit."""
    return "".join(f"{_ROOM}{pen.labels[f'docx.{part}']}" for part in parts)


def _date(locale: str) -> str:
    written = _DATE_FORMATS.get(locale.partition("-")[0], "d MMMM yyyy")
    return (
        f'<w:date><w:dateFormat w:val="{written}"/><w:lid w:val="{locale}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def _drop_down(pen: Pen, field: Field) -> str:
    choices = "".join(
        f'<w:listItem w:displayText="{quoted(option)}" w:value="{at}"/>' for at, option in enumerate(field.options, 1)
    )
    prompt = run(pen.labels["docx.choose"], Mark(style=pen.style("PlaceholderText")))
    control = _wrapped(pen, field, f"<w:showingPlcHdr/><w:dropDownList>{choices}</w:dropDownList>", prompt)
    return control + line_break() + run(" · ".join(field.options))


def _boxes(pen: Pen, field: Field, options: Sequence[str]) -> str:
    """A check box before each option; each on its own line, or in a row where all are short."""
    between = run(_BLANK) if _length(options) <= _SHORT and not field.other else line_break()
    return between.join([*(_box(pen, field, option) for option in options), *_other(pen, field)])


def _other(pen: Pen, field: Field) -> list[str]:
    """A last option with a place to type in beside it; none where the field has none."""
    if not field.other:
        return []
    before, after = pen.labels["docx.other"].replace("{option}", field.other).split("{blank}")
    blank = _text_control(pen, replace(field, id=f"{field.id}-other", label=field.other), blank=_BLANK * 2)
    return [f"{_box(pen, field, field.other, before)}{run(_SPACE)}{blank}{run(_SPACE + after)}"]


def _box(pen: Pen, field: Field, option: str, shown: str = "") -> str:
    checked, font, blank = ("2611", "Segoe UI Symbol", "□") if units_follow(pen.locale) else ("2612", "MS Gothic", "☐")
    kind = (
        f'<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="{checked}" w14:font="{font}"/>'
        f'<w14:uncheckedState w14:val="{ord(blank):04X}" w14:font="MS Gothic"/></w14:checkbox>'
    )
    box = _wrapped(pen, field, kind, f"<w:r>{_BOX_FONT}<w:t>{blank}</w:t></w:r>", option)
    return box + run(f"\u00a0{shown or option}", PLAIN)


def _wrapped(pen: Pen, field: Field, kind: str, inner: str, name: str = "") -> str:
    alias = name or field.label
    if PATTERN.search(alias) or len(alias) > LONGEST_TAG:
        alias = field.id
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{quoted(alias)}"/><w:tag w:val="{escaped(field.id[:LONGEST_TAG])}"/>'
        f'<w:id w:val="{pen.control_id()}"/>{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )
