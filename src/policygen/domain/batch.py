"""The record of a batch: what became of each row, and of all of them together."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FORMAT = 1
Status = Literal["issued", "incomplete", "refused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the manifest records it: the digest of what it was made from, its files, and what is wrong with it."""

    row: int
    name: str
    made: str = ""
    answers: str = ""
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[str] = ()

    @property
    def status(self) -> Status:
        """Whether all of its files were made, some, or none."""
        if self.missing:
            return "incomplete"
        return "refused" if self.problems else "issued"

    def to_json(self) -> bytes:
        """One line."""
        return json.dumps(
            {
                "row": self.row,
                "name": self.name,
                "made": self.made,
                "answers": self.answers,
                "files": self.files,
                "missing": self.missing,
                "problems": list(self.problems),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def entry_of(line: bytes | Mapping[str, Any]) -> Entry | None:
    """An entry read back, or nothing where a line was cut short or is not ours."""
    try:
        raw = json.loads(line) if isinstance(line, bytes) else line
        files = {str(path): {str(k): str(v) for k, v in about.items()} for path, about in raw["files"].items()}
        missing = {str(path): str(why) for path, why in raw["missing"].items()}
        problems = tuple(map(str, raw["problems"]))
        return Entry(int(raw["row"]), str(raw["name"]), str(raw["made"]), str(raw["answers"]), files, missing, problems)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def entries_of(manifest: bytes) -> Iterator[Entry]:
    """The rows that an earlier manifest records; none where it records no batch."""
    try:
        rows = json.loads(manifest)["rows"]
    except (ValueError, KeyError, TypeError):
        return
    for raw in rows if isinstance(rows, list) else ():
        entry = entry_of(raw) if isinstance(raw, dict) else None
        if entry is not None:
            yield entry


def is_batch(manifest: bytes) -> bool:
    """Whether a manifest records rows."""
    try:
        return "rows" in json.loads(manifest)
    except (ValueError, TypeError):
        return False


def batch_manifest(about: Mapping[str, object], rows: Iterable[bytes]) -> Iterator[bytes]:
    """The text of a manifest, piece by piece: what holds for all rows, then one row a line."""
    head = json.dumps({"format": FORMAT, **about}, indent=1, sort_keys=True, ensure_ascii=False)
    yield head.removesuffix("\n}").encode() + b',\n "rows": ['
    for number, row in enumerate(rows):
        yield (b",\n  " if number else b"\n  ") + row
    yield b"\n ]\n}\n"
