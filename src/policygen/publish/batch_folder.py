"""The folder of a batch: rows written one by one and recorded first, so that nothing finished is lost or made twice."""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from policygen.domain.batch import Entry, batch_manifest, entries_of, entry_of, is_batch
from policygen.domain.manifest import Artifact, file_digests
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.output import MANIFEST, previous_manifest

JOURNAL = "manifest.json.part"
SUMMARY = "summary.csv"
_PART = ".policygen.part"


@dataclass
class BatchFolder:
    """A folder that one batch writes into, and what earlier runs left in it. Hold it with `publish.alone`."""

    out: Path
    force: bool = False
    lines: dict[int, bytes] = field(default_factory=dict)
    _digests: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _before: dict[str, bytes] = field(default_factory=dict)
    _noted: bool = False

    def open(self) -> None:
        """Read what earlier runs recorded. Raises where the folder holds something else or an edited summary."""
        manifest = previous_manifest(self.out)
        if manifest and not is_batch(manifest):
            hint = "Choose another folder to write to: a batch and a build do not share one."
            raise fail("PG-S017", f"{self.out} holds an issue that is no batch", Where(str(self.out)), hint)
        self._digests = {path: (digest,) for path, digest in file_digests(manifest).items()}
        for entry in entries_of(manifest):
            self._before[entry.name] = entry.to_json()
        for entry in self._journal():
            self._before[entry.name] = entry.to_json()
            for path, about in entry.files.items():
                self._digests[path] = (*self._digests.get(path, ()), about.get("sha256", ""))
        edited = tuple(self._edited([Artifact(SUMMARY, b"")]))
        if edited:
            raise PolicygenError(edited)

    def kept(self, made: str, name: str) -> Entry | None:
        """The record of a row whose files are all there, as they were made from the same answers and content."""
        entry = entry_of(self._before.get(name, b""))
        if entry is None or not entry.files or entry.made != made or entry.missing or entry.problems:
            return None
        whole = all(self._digest(path) == about.get("sha256") for path, about in entry.files.items())
        return entry if whole else None

    def refused(self, row: int, name: str, problems: Iterable[Diagnostic]) -> Entry:
        """The record of a row that is not issued. The files of an earlier run stay, and stay known."""
        before = entry_of(self._before.get(name, b""))
        return Entry(row, name, files=before.files if before else {}, problems=tuple(map(str, problems)))

    def record(self, entry: Entry) -> None:
        """Note what became of a row that has no files to write."""
        self._note([entry])

    def edited(self, artifacts: Iterable[Artifact]) -> tuple[Diagnostic, ...]:
        """What forbids writing these: files that somebody made or changed since they were issued."""
        return tuple(self._edited(artifacts))

    def write(self, rows: Sequence[tuple[Entry, Sequence[Artifact]]]) -> None:
        """Record rows, then write their files, each whole or not at all."""
        self._note(entry for entry, _ in rows)
        for _, artifacts in rows:
            for artifact in artifacts:
                self._put(artifact.path, (artifact.data,))

    def keep(self, entry: Entry, row: int) -> None:
        """Take over the record of a finished row, under the number that it has in this table."""
        self.lines[row] = replace(entry, row=row).to_json()

    def finish(self, about: Mapping[str, object], summary: Iterable[bytes]) -> tuple[Diagnostic, ...]:
        """Write the summary, remove what no row makes any more, and put the manifest in place of the journal."""
        files = {SUMMARY: {"sha256": self._written(summary)}}
        self._append(Entry(0, SUMMARY, files=files).to_json())
        self._move(SUMMARY)
        found = filter(None, map(entry_of, self.lines.values()))
        left = tuple(self._clear({SUMMARY, *(path for entry in found for path in entry.files)}))
        rows = (self.lines[row] for row in sorted(self.lines))
        self._put(MANIFEST, batch_manifest({**about, "files": files}, rows))
        with contextlib.suppress(OSError):
            (self.out / JOURNAL).unlink()
        return left

    def _journal(self) -> Iterator[Entry]:
        try:
            lines = (self.out / JOURNAL).read_bytes().splitlines()
        except OSError:
            return
        yield from (entry for entry in map(entry_of, lines) if entry)

    def _note(self, entries: Iterable[Entry]) -> None:
        lines = {entry.row: entry.to_json() for entry in entries}
        self.lines |= lines
        self._append(*lines.values())

    def _append(self, *lines: bytes) -> None:
        """Add lines to the journal; the first of a run does not stand on the line that a kill cut short."""
        text = b"".join(line + b"\n" for line in lines)
        try:
            with (self.out / JOURNAL).open("ab") as journal:
                journal.write(text if self._noted else b"\n" + text)
        except OSError as error:
            raise _cannot_write(self.out, error) from error
        self._noted = True

    def _edited(self, artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
        for artifact in artifacts:
            path, here = artifact.path, "" if self.force else self._digest(artifact.path)
            if here and here != artifact.digest and here not in self._digests.get(path, ()):
                what = "was changed since it was issued" if path in self._digests else "was not made by policygen"
                hint = "Move or rename it, choose another folder, or write over it (--force, in Python force=True)."
                yield Diagnostic("PG-S010", f"{path} {what}", Where(str(self.out / path)), hint)

    def _clear(self, now: set[str]) -> Iterator[Diagnostic]:
        """Remove what earlier runs made and this one does not, unless somebody has edited it."""
        for path, digests in sorted(self._digests.items()):
            if path in now or not (self.out / path).resolve().is_relative_to(self.out.resolve()):
                continue
            here = self._digest(path)
            if here in digests:
                (self.out / path).unlink()
            elif here:
                message = f"{path} belongs to an earlier batch and was changed by hand; it is left as it is"
                yield Diagnostic("PG-S014", message, Where(str(self.out / path)), "Move or delete it.", "warning")

    def _digest(self, path: str) -> str:
        """The digest of a file in the folder, empty where there is none."""
        try:
            return hashlib.sha256((self.out / path).read_bytes()).hexdigest()
        except OSError:
            return ""

    def _put(self, path: str, pieces: Iterable[bytes]) -> None:
        self._written(pieces)
        self._move(path)

    def _written(self, pieces: Iterable[bytes]) -> str:
        """Write a file beside its place, and give its digest."""
        digest = hashlib.sha256()
        try:
            with (self.out / _PART).open("wb") as stream:
                for piece in pieces:
                    digest.update(piece)
                    stream.write(piece)
        except OSError as error:
            with contextlib.suppress(OSError):
                (self.out / _PART).unlink()
            raise _cannot_write(self.out, error) from error
        return digest.hexdigest()

    def _move(self, path: str) -> None:
        try:
            os.replace(self.out / _PART, self.out / path)
        except OSError as error:
            raise _cannot_write(self.out, error) from error


def _cannot_write(out: Path, error: OSError) -> PolicygenError:
    hint = "Free some space or mend the folder, then run the same command again: finished rows are kept."
    return fail("PG-S015", f"cannot write to {out}: {error.strerror or error}", Where(str(out)), hint)
