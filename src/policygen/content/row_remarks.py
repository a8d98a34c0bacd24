"""What looks like a mistake in a row that can be issued all the same: said at its cell, and not refused."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygen.domain.rows import NAME, VENDOR, Row, Table
from policygen.errors import Diagnostic

_WHO = f"{VENDOR}name"


@dataclass
class Remarks:
    """The warnings of the rows of a table, asked for in order: a row is compared with those before it."""

    table: Table
    _first: dict[bytes, int] = field(default_factory=dict)

    def of(self, row: Row) -> tuple[Diagnostic, ...]:
        """The warnings of a row."""
        return tuple(self._of(row))

    def _of(self, row: Row) -> Iterator[Diagnostic]:
        said = repr(sorted((name, cell) for name, cell in row.cells.items() if name != NAME)).encode()
        first = self._first.setdefault(hashlib.blake2b(said, digest_size=16).digest(), row.number)
        if first != row.number:
            hint = "Take one of the two out, unless there are two contracts: then name each in `vendor.main_contract`."
            where = self.table.where(row.number)
            yield Diagnostic("PG-B012", f"the row says what row {first} says", where, hint, "warning")
        name = row.cells.get(_WHO, "")
        if not name and any(column.startswith(VENDOR) for column in self.table.columns):
            hint = "Fill `vendor.name`; without it, the document has a line to write the name on."
            yield Diagnostic("PG-B013", "the row names no vendor", self.table.where(row.number), hint, "warning")
        elif name and name.replace(".", "").replace(",", "").isdecimal():
            hint = "Look whether the cell holds a number of your list, or a formula, in place of the name."
            where = self.table.where(row.number, _WHO)
            yield Diagnostic("PG-B014", f"the vendor would be called {name}", where, hint, "warning")
