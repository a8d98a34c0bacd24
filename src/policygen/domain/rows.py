"""A table of rows: for each row, documents of its own."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.errors import Diagnostic, Where

NAME = "row"  # the column that names the row's files
VENDOR = "vendor."  # answers about the one that a document is issued to; nothing but clauses reads them
PLACE = "place."  # in a column: the fields of the place that a document is issued for
PLACE_ID = "place.id"
_LONGEST_NAME = 120  # bytes, so that a file's whole name stays below 255


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a file as it is read: its number in a spreadsheet, its cells, and those that show nothing."""

    number: int
    cells: Sequence[str]
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of a row under their columns, as text; `number` is the row's number in a spreadsheet."""

    number: int
    cells: Mapping[str, str]
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, read anew each time they are asked for."""

    file: str
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.read()

    def where(self, row: int, column: str = "") -> Where:
        """A cell, as somebody who has the table open finds it."""
        at = f", column {letters(self.columns.index(column))} ({column})" if column in self.columns else ""
        return Where(self.file, subject=f"row {row}{at}")

    def at_row(self, found: Diagnostic, row: int) -> Diagnostic:
        """A finding that is one row's, with what it is about."""
        if found.where.file == self.file:
            return found
        about = f": {found.where}" if found.where != Where() else ""
        return replace(found, where=Where(self.file, subject=f"row {row}{about}"))


class Names:
    """Names for the files of rows: legal everywhere, and no two the same, whatever case a disk tells apart."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def free(self, wanted: str, row: int) -> str:
        """The name of a row called `wanted`: followed by a number where an earlier row has it."""
        base = file_name(wanted) or f"{NAME}-{row}"
        name, count = base, 1
        while name in self._rows:
            count += 1
            name = f"{base}-{count}"
        self._rows[name] = row
        return name

    def first(self, wanted: str) -> int:
        """The row that has this name already, or 0."""
        return self._rows.get(file_name(wanted), 0)


def file_name(text: str) -> str:
    """The letters and digits of a text in small letters, joined by dashes: "Acme & Co." is acme-co."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    name = "-".join("".join(c if c == "_" or unicodedata.category(c)[0] in "LMN" else " " for c in plain).split())
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip("-")


def letters(index: int) -> str:
    """The name of a spreadsheet's column: A for 0, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
