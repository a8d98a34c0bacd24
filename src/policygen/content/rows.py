"""The rows that a batch is made of: read from a file, the columns known before any row is used."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from policygen.content.files import read_file
from policygen.content.rows_csv import csv_records
from policygen.content.rows_xlsx import xlsx_records
from policygen.domain.rows import Record, Row, Table, letters
from policygen.errors import Diagnostic, PolicygenError, Where, fail

MOST_COLUMNS = 500
MOST_ROWS = 100_000
MOST_BYTES = 100 * 1024 * 1024
Records = Callable[[], Iterator[Record]]
_SPACES = " \u00a0\u2007\u202f\u3000"
_RUN = re.compile(f"([{_SPACES}])[{_SPACES}]+")


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
    columns = _columns(next((one for one in records() if _holds(one)), None), file)
    return Table(file, columns, lambda: _rows(records, columns, file))


def tidy(cell: str) -> str:
    """A cell without the spaces around it and with one where several follow each other, which nobody sees."""
    return _RUN.sub(r"\1", cell.strip(_SPACES))


def _holds(record: Record) -> bool:
    return bool(record.problems) or any(map(str.strip, record.cells))


def _columns(header: Record | None, file: str) -> tuple[str, ...]:
    if header is None:
        hint = "Its first row names the columns; `policygen batch --columns -d DOCUMENT` lists them."
        raise fail("PG-B005", "the file holds no rows", Where(file), hint)
    if header.problems:
        raise PolicygenError(header.problems)
    names = [cell.strip() for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        message = f"the file has more than {MOST_COLUMNS} columns"
        raise fail("PG-B005", message, Where(file), "Keep the columns that answer a question.")
    problems = [
        Diagnostic(
            "PG-B006",
            f'"{name}" heads column {letters(names.index(name))} and column {letters(at)}',
            Where(file, subject=f"row {header.number}"),
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
    for record in records():
        if not _holds(record):
            continue
        if not started:
            started = True
            continue
        found += 1
        if found > MOST_ROWS:
            message = f"the file has more than {MOST_ROWS:,} rows"
            raise fail("PG-B005", message, Where(file), "Split it into several files of rows.")
        named = ((name, tidy(cell)) for name, cell in zip(columns, record.cells, strict=False) if name)
        filled = {name: cell for name, cell in named if cell.strip()}
        yield Row(record.number, filled, (*record.problems, *_beside(record, columns, file)))


def _beside(record: Record, columns: Sequence[str], file: str) -> Iterator[Diagnostic]:
    """Cells that stand in no column would be lost."""
    for at, cell in enumerate(record.cells):
        if cell.strip() and (at >= len(columns) or not columns[at]):
            where = Where(file, subject=f"row {record.number}, column {letters(at)}")
            hint = "Name the column in the first row; put a text that holds the separator in quotation marks."
            yield Diagnostic("PG-B007", "this cell stands in a column without a name", where, hint)
            return
