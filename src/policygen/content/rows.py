"""The rows that a batch is made of: read from a file, the columns known before any row is used."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from policygen.content.files import read_file
from policygen.content.rows_csv import csv_records
from policygen.content.rows_xlsx import xlsx_records
from policygen.domain.rows import Row, Table, letters
from policygen.errors import Diagnostic, PolicygenError, Where, fail

MOST_COLUMNS = 500
MOST_ROWS = 100_000
MOST_BYTES = 100 * 1024 * 1024
Records = Callable[[], Iterator[tuple[int, list[str]]]]


def read_table(path: Path, encoding: str = "") -> Table:
    """The table in a CSV file or in the first sheet of a workbook. Everything wrong with its first row is said at once."""
    data = read_file(path)
    if len(data) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES // 1024 // 1024} MB"
        raise fail("PG-B005", message, Where(path.name), "Split it into several files of rows.")
    return table(data, path.name, encoding)


def table(data: bytes, file: str, encoding: str = "") -> Table:
    """`read_table` for a file that is read already; its name says which kind it is."""
    records: Records
    if file.lower().endswith(".xlsx"):
        records = lambda: xlsx_records(data, file, MOST_COLUMNS)  # noqa: E731 - one of two readers
    else:
        records = lambda: csv_records(data, file, encoding)  # noqa: E731 - one of two readers
    columns = _columns(next(((number, cells) for number, cells in records() if any(map(str.strip, cells))), None), file)
    return Table(file, columns, lambda: _rows(records, columns, file))


def _columns(header: tuple[int, list[str]] | None, file: str) -> tuple[str, ...]:
    if header is None:
        hint = "Its first row names the columns; `policygen batch --columns -d DOCUMENT` lists them."
        raise fail("PG-B005", "the file holds no rows", Where(file), hint)
    number, cells = header
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        message = f"the file has more than {MOST_COLUMNS} columns"
        raise fail("PG-B005", message, Where(file), "Keep the columns that answer a question.")
    problems = [
        Diagnostic(
            "PG-B006",
            f'"{name}" heads column {letters(names.index(name))} and column {letters(at)}',
            Where(file, subject=f"row {number}"),
            "Keep one of the two.",
        )
        for at, name in enumerate(names)
        if name and name in names[:at]
    ]
    if problems:
        raise PolicygenError(problems)
    return tuple(names)


def _rows(records: Records, columns: Sequence[str], file: str) -> Iterator[Row]:
    """The rows below the header that hold anything."""
    found = 0
    started = False
    for number, cells in records():
        if not any(map(str.strip, cells)):
            continue
        if not started:
            started = True
            continue
        found += 1
        if found > MOST_ROWS:
            message = f"the file has more than {MOST_ROWS:,} rows"
            raise fail("PG-B005", message, Where(file), "Split it into several files of rows.")
        filled = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
        yield Row(number, filled, tuple(_beside(number, cells, columns, file)))


def _beside(number: int, cells: Sequence[str], columns: Sequence[str], file: str) -> Iterator[Diagnostic]:
    """Cells that stand in no column would be lost."""
    for at, cell in enumerate(cells):
        if cell.strip() and (at >= len(columns) or not columns[at]):
            where = Where(file, subject=f"row {number}, column {letters(at)}")
            hint = "Name the column in the first row; put a text that holds the separator in quotation marks."
            yield Diagnostic("PG-B007", "this cell stands in a column without a name", where, hint)
            return
