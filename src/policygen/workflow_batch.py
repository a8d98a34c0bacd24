"""A batch from first to last: rows prepared in order, made by an executor, written as they come, recorded."""

import csv
import io
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date

from policygen import __version__
from policygen.content.rows import read_table
from policygen.domain.batch import Entry, Status, entry_of
from policygen.domain.manifest import Artifact
from policygen.domain.rows import PLACE_ID, Table
from policygen.errors import Diagnostic, Where, fail
from policygen.publish.alone import alone
from policygen.publish.artifacts import library_versions
from policygen.publish.batch_folder import BatchFolder
from policygen.workflow_made import Chunk, Made, in_template, make
from policygen.workflow_rows import Preparing, Ready, Refused, Rows, preparing

_CHUNK = 50  # rows that travel together: enough that the way there costs little
_CHUNK_OF_PDFS = 4  # a PDF takes as long as dozens of the other files
_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANK = " \u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a row. `findings` are what its owner can mend."""

    row: int
    name: str
    status: Status
    kept: bool = False
    findings: tuple[Diagnostic, ...] = ()


@dataclass
class Batch:
    """The rows of a table on their way into a folder. `remarks` are complete when all rows are done."""

    rows: Rows
    preparing: Preparing
    remarks: list[Diagnostic] = field(default_factory=list)
    _warned: dict[int, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def checked(self) -> Iterator[Done]:
        """Every row checked, its Word files tried in a template of the user's own, and nothing written."""
        table = self.preparing.reader.table
        for row in self.preparing.rows():
            match row:
                case Refused(number, name, findings):
                    yield Done(number, name, "refused", findings=findings)
                case Ready():
                    tried = in_template(row.kind.packed, row.filled)
                    found = tuple(table.at_row(finding, row.row) for finding in tried.findings)
                    yield Done(
                        row.row,
                        row.filled.name,
                        "incomplete" if tried.missing else "issued",
                        findings=(*found, *row.warnings),
                    )
        self.remarks += self.preparing.remarks

    def made(self, executor: Executor, ahead: int) -> Iterator[Done]:
        """Every row made and written, in about the order of the table; `ahead` chunks are under way at once."""
        request = self.rows.request
        with alone(request.out):
            folder = BatchFolder(request.out, request.force)
            folder.open()
            with closing(self._under_way(folder, executor, ahead)) as done:
                yield from done
            self.remarks += (*self.preparing.remarks, *folder.finish(self._about(), self._summary(folder)))

    def _under_way(self, folder: BatchFolder, executor: Executor, ahead: int) -> Generator[Done, None, None]:
        waiting: deque[tuple[tuple[Ready, ...], Future[tuple[Made, ...]]]] = deque()
        batch: list[Ready] = []
        table = self.preparing.reader.table
        try:
            for row in self.preparing.rows():
                if isinstance(row, Refused):
                    folder.record(folder.refused(row.row, row.name, row.findings))
                    yield Done(row.row, row.name, "refused", findings=row.findings)
                    continue
                if row.warnings:
                    self._warned[row.row] = row.warnings
                kept = folder.kept(row.made, row.filled.name)
                if kept:
                    folder.keep(kept, row.row)
                    yield Done(row.row, kept.name, kept.status, kept=True, findings=row.warnings)
                    continue
                batch.append(row)
                if len(batch) >= _size(row.kind.with_pdf):
                    waiting.append((tuple(batch), executor.submit(make, _chunk(batch))))
                    batch = []
                while len(waiting) > ahead:
                    yield from _written(folder, table, *waiting.popleft())
            if batch:
                waiting.append((tuple(batch), executor.submit(make, _chunk(batch))))
            while waiting:
                yield from _written(folder, table, *waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()

    def _about(self) -> dict[str, object]:
        day = self.preparing.law_as_of
        return {
            "program": __version__,
            "law_as_of": day.isoformat() if day else "",
            "draft": self.rows.request.draft,
            "packs": self.preparing.packs,
            "versions": library_versions(),
        }

    def _summary(self, folder: BatchFolder) -> Iterator[bytes]:
        """A table that a spreadsheet opens: what became of each row. No cell of it is a formula."""
        labels = self.preparing.library.words["en"]
        table = self.preparing.reader.table
        who = [column for column in (PLACE_ID, "vendor.name") if column in table.columns]
        first, second, *rest = (labels[f"batch.{head}"] for head in ("row", "name", "status", "files", "problems"))
        yield b"\xef\xbb\xbf" + _line((first, second, *who, *rest))
        for row in table:
            entry = entry_of(folder.lines[row.number])
            assert entry is not None, "every row was recorded"
            warned = map(str, self._warned.get(row.number, ()))
            told = "\n".join((*entry.problems, *entry.missing.values(), *warned))
            files = "" if entry.status == "refused" else "; ".join(entry.files)
            cells = (entry.name, *(row.cells.get(column, "") for column in who), labels[f"batch.{entry.status}"])
            yield _line((str(row.number), *cells, files, told))


def count(rows: Rows) -> int:
    """How many rows the table has; reads them all, so that one that breaks off is refused before any row is made."""
    table = read_table(rows.table, rows.encoding)
    found = sum(1 for _ in table)
    if not found:
        raise fail("PG-B005", "the file holds no rows below the first", Where(table.file), "Write a row for each.")
    return found


def pieces(rows: Rows, number: int) -> int:
    """About how many pieces of work so many rows make."""
    return -(-number // _size("pdf" in rows.request.formats))


def open_batch(rows: Rows, today: date) -> Batch:
    """Read everything that all rows share; what is wrong with it is said before any row is touched."""
    return Batch(rows, preparing(rows, today))


def _size(with_pdf: bool) -> int:
    return _CHUNK_OF_PDFS if with_pdf else _CHUNK


def _chunk(rows: list[Ready]) -> Chunk:
    """Rows with each of their kinds once."""
    kinds = tuple(dict.fromkeys(row.kind.packed for row in rows))
    return Chunk(kinds, tuple(replace(row.filled, kind=kinds.index(row.kind.packed)) for row in rows))


def _written(
    folder: BatchFolder, table: Table, rows: tuple[Ready, ...], future: Future[tuple[Made, ...]]
) -> Iterator[Done]:
    try:
        made = future.result()
    except BrokenExecutor as error:
        hint = "It may have run out of memory. Run the same command again with fewer --jobs: finished rows are kept."
        raise fail("PG-B021", "a worker process ended before its work was done", hint=hint) from error
    both: list[tuple[Entry, tuple[Artifact, ...]]] = []
    findings: list[tuple[Diagnostic, ...]] = []
    for row, one in zip(rows, made, strict=True):
        edited = folder.edited(one.artifacts)
        found = tuple(table.at_row(finding, row.row) for finding in one.findings) or edited
        found += row.warnings
        entry = folder.refused(row.row, row.filled.name, edited) if edited else _entry(row, one)
        both.append((entry, () if edited else one.artifacts))
        findings.append(found)
    folder.write(both)
    for (entry, _), found in zip(both, findings, strict=True):
        yield Done(entry.row, entry.name, entry.status, findings=found)


def _entry(row: Ready, made: Made) -> Entry:
    files = {
        one.path: {"sha256": one.digest, "document": one.document, "language": one.language}
        | ({"parts": one.parts} if one.parts else {})
        for one in made.artifacts
    }
    return Entry(row.row, row.filled.name, row.made, row.filled.digest, files, made.missing)


def _line(cells: Iterable[str]) -> bytes:
    """A line of CSV whose cells no spreadsheet takes for a formula."""
    stream = io.StringIO()
    own = (f"'{cell}" if cell.lstrip(_BLANK).startswith(_LIVE) else cell for cell in cells)
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(own)
    return stream.getvalue().encode()
