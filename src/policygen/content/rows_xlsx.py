"""Rows of a workbook's first sheet, read as a person sees them: formulas by their results, dates as days, 000 as 000.

Only cells are read: a workbook is a zip of XML (ECMA-376, part 1, section 18), and nothing else of it matters here.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta

from lxml import etree

from policygen.domain.rows import Record, letters
from policygen.errors import Diagnostic, Where, fail

MOST_BYTES = 50 * 1024 * 1024  # of one part, unpacked
_MOST_PARTS = 2_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# What reading raises for bytes that are no whole workbook.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, ValueError, OverflowError, RuntimeError,
    etree.XMLSyntaxError,
)  # fmt: skip
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DAY = "y"
_IS_DAY = re.compile("[dy]", re.IGNORECASE)
_ZEROS = re.compile(r"0+(?=;|$)")  # so many digits, zeros in front
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|[_*].')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def xlsx_records(data: bytes, file: str, most_columns: int) -> Iterator[Record]:
    """Each row with its cells as text, up to `most_columns` and one more. Raises where it is no workbook.

    A cell that shows nothing is a fault of its row.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > _MOST_PARTS or any(i.file_size > MOST_BYTES for i in package.infolist()):
                raise fail("PG-B004", "the workbook is too large to be a table of rows", Where(file), "Save it as CSV.")
            yield from _rows(_Workbook(package, file), most_columns)
    except _DAMAGE as error:
        hint = "Open it in a spreadsheet and save it again as .xlsx or as CSV UTF-8."
        raise fail("PG-B004", "this is not a workbook that can be read", Where(file), hint) from error


class _NothingShownError(Exception):
    """What a cell holds in place of a value."""


class _Workbook:
    """The parts of a workbook that say what its first sheet shows."""

    def __init__(self, package: zipfile.ZipFile, file: str) -> None:
        self.package = package
        self.file = file
        book = self._tree("xl/workbook.xml")
        properties = book.find(f"{_MAIN}workbookPr")
        late = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = date(1904, 1, 1) if late else date(1899, 12, 30)
        first = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
        if first is None:
            raise fail("PG-B004", "the workbook has no sheet", Where(file), "Save the sheet of rows in it.")
        self.sheet = self._target(str(first.get(f"{_OFFICE}id")))
        self.shared = self._shared()
        self.formats = self._formats()

    def _target(self, id_: str) -> str:
        links = self._tree("xl/_rels/workbook.xml.rels")
        target = {str(link.get("Id")): str(link.get("Target")) for link in links}[id_]
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.package.namelist():
            return []
        return [_text(item) for item in self._tree("xl/sharedStrings.xml").iter(f"{_MAIN}si")]

    def _formats(self) -> tuple[str, ...]:
        """The number format of each cell style: `y` for every format that shows a day."""
        if "xl/styles.xml" not in self.package.namelist():
            return ()
        styles = self._tree("xl/styles.xml")
        codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in styles.iter(f"{_MAIN}numFmt")}
        codes |= dict.fromkeys(_DATES, _DAY)
        used = (int(xf.get("numFmtId", "0")) for xf in styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf"))
        return tuple(codes.get(id_, "") for id_ in used)

    def format(self, cell: etree._Element) -> str:
        """The number format of a cell, empty where it has none of its own."""
        style = int(cell.get("s", "0"))
        return self.formats[style] if style < len(self.formats) else ""

    def _tree(self, part: str) -> etree._Element:
        return etree.fromstring(self.package.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _rows(book: _Workbook, most_columns: int) -> Iterator[Record]:
    number = 0
    with book.package.open(book.sheet) as stream:
        for _, row in etree.iterparse(stream, tag=f"{_MAIN}row", resolve_entities=False, no_network=True):
            given = str(row.get("r", ""))
            number = int(given) if given.isdecimal() else number + 1
            cells: list[str] = []
            problems: list[Diagnostic] = []
            for cell in row.iter(f"{_MAIN}c"):
                at = min(_column(cell.get("r", ""), len(cells)), most_columns)
                cells += [""] * (at - len(cells) + 1)
                try:
                    cells[at] = _shown(cell, book)
                except _NothingShownError as error:
                    problems.append(_unreadable(book, number, at, str(error)))
            yield Record(number, cells, tuple(problems))
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]


def _column(reference: str, following: int) -> int:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return following
    found = 0
    for letter in match[1]:
        found = found * 26 + ord(letter) - 64
    return found - 1


def _shown(cell: etree._Element, book: _Workbook) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    if kind == "inlineStr":
        return _text(cell)
    if not value:
        if kind == "str" or cell.find(f"{_MAIN}f") is None:
            return ""
        raise _NothingShownError("a formula without a result")
    match kind:
        case "s":
            return book.shared[int(value)]
        case "b":
            return "yes" if value == "1" else "no"
        case "e":
            raise _NothingShownError(f"the error {value}")
        case "n":
            return _number(value, book.format(cell), book.epoch)
    return str(value)


def _number(value: str, code: str, epoch: date) -> str:
    number = float(value)
    if 0 < number < 200_000 and _IS_DAY.search(_NOT_CODE.sub("", code)):
        return (epoch + timedelta(days=int(number))).isoformat()
    if number != int(number):
        return repr(number)
    zeros = _ZEROS.match(code)
    return f"{int(number):0{len(zeros[0])}}" if zeros else str(int(number))


def _text(element: etree._Element) -> str:
    """The text of a string, without the readings that Japanese workbooks keep beside it."""
    return "".join(
        part.text or ""
        for part in element.iter(f"{_MAIN}t")
        if not any(above.tag == f"{_MAIN}rPh" for above in part.iterancestors())
    )


def _unreadable(book: _Workbook, row: int, at: int, what: str) -> Diagnostic:
    hint = "Copy the column and paste it as values, or save the sheet as CSV UTF-8."
    where = Where(book.file, subject=f"row {row}, column {letters(at)}")
    return Diagnostic("PG-B004", f"cell {letters(at)}{row} holds {what}", where, hint)
