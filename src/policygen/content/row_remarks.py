"""What looks like a mistake in a row that can be issued all the same: said at its cell, and not refused."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policygen.domain.rows import NAME, VENDOR, Row, Table
from policygen.errors import Diagnostic

_WHO = f"{VENDOR}name"
_CONTRACT = f"{VENDOR}main_contract"
_DAY = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_TRUTH = ("yes", "no", "true", "false")  # what a spreadsheet keeps where somebody typed one of them
_LEAST = 7  # digits: a shorter number may be a short code, which has no zero in front


@dataclass
class Remarks:
    """The warnings of the rows of a table, asked for in order: a row is compared with those before it.

    `phones` are the columns of phone numbers.
    """

    table: Table
    phones: Iterable[str] = ()
    _first: dict[bytes, int] = field(default_factory=dict)

    def of(self, row: Row) -> tuple[Diagnostic, ...]:
        """The warnings of a row."""
        return (*self._twice(row), *self._who(row), *self._contract(row), *self._phones(row))

    def _twice(self, row: Row) -> Iterator[Diagnostic]:
        said = repr(sorted((name, cell) for name, cell in row.cells.items() if name != NAME)).encode()
        first = self._first.setdefault(hashlib.blake2b(said, digest_size=16).digest(), row.number)
        if first != row.number:
            hint = "Take one of the two out, unless there are two contracts: then name each in `vendor.main_contract`."
            where = self.table.where(row.number)
            yield Diagnostic("PG-B012", f"the row says what row {first} says", where, hint, "warning")

    def _who(self, row: Row) -> Iterator[Diagnostic]:
        name = row.cells.get(_WHO, "")
        if not name and any(column.startswith(VENDOR) for column in self.table.columns):
            hint = "Fill `vendor.name`; without it, the document has a line to write the name on."
            yield Diagnostic("PG-B013", "the row names no vendor", self.table.where(row.number), hint, "warning")
        elif name and _is_odd(name):
            hint = "Look whether the cell holds a number of your list, a yes or no, a formula or a tag in place of the name."
            where = self.table.where(row.number, _WHO)
            yield Diagnostic("PG-B014", f"the vendor would be called {name}", where, hint, "warning")

    def _contract(self, row: Row) -> Iterator[Diagnostic]:
        cell = row.cells.get(_CONTRACT, "")
        if _DAY.fullmatch(cell):
            hint = "Write its name with the day, for instance Services agreement of 1 March 2026."
            message = f"the main contract would have a day and no name: {cell}"
            yield Diagnostic("PG-B022", message, self.table.where(row.number, _CONTRACT), hint, "warning")

    def _phones(self, row: Row) -> Iterator[Diagnostic]:
        for column in self.phones:
            cell = row.cells.get(column, "")
            if len(cell) >= _LEAST and cell.isdecimal() and not cell.startswith("0"):
                hint = "A spreadsheet drops + and leading zeros: format the column as text, and begin with + and the country."
                where = self.table.where(row.number, column)
                yield Diagnostic("PG-B015", f"the number would be printed as {cell}", where, hint, "warning")


def _is_odd(name: str) -> bool:
    number = name.replace(".", "").replace(",", "").isdecimal()
    return number or name.casefold() in _TRUTH or name.startswith("=") or "{{" in name or "{%" in name
