"""FOLDER/answers.yaml on disk: written whole after every answer, its comments and order kept."""

import io
import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from policygen.errors import Where, fail
from policygen.interview.reader import Raw

NAME = "answers.yaml"
VERSION = 1
WIDTH = 110
_UNFOLDED = 100_000  # one answer stays on one line, however long
# Plain for YAML 1.2, but read as something else by older readers and by people.
_AMBIGUOUS = {"y", "yes", "n", "no", "on", "off", "true", "false", "null", "~", ""}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARKS = re.compile(r"^[?-]|[][{},:#'\"]")
_TOP = (
    "version",
    "law_as_of",
    "organisation",
    "documents",
    "shape",
    "places",
    "contacts",
    "meeting_people",
    "reporting",
    "response",
    "support",
    "public_contact",
    "vendors",
    "vendor",
    "issue",
)
_LAST = ("confirmed", "accepted_suggestions")


class Store:
    """One answers file. `order` are the dotted question paths in the order their keys should stand."""

    def __init__(self, path: Path, order: Sequence[str] = ()) -> None:
        self.path = path
        self._order = {name: at for at, name in enumerate(_with_groups(order))}
        for left_over in path.parent.glob(f".{path.name}.*.tmp"):
            with suppress(OSError):
                left_over.unlink()

    def put(self, changes: dict[str, Raw]) -> None:
        """Set the values at dotted paths; None takes the key away. The file is read again first, so that an edit
        made meanwhile in an editor is kept."""
        tree = self._read()
        for path, raw in changes.items():
            _remove(tree, path) if raw is None else self._set(tree, path, raw)
        self._write(tree)

    def _read(self) -> CommentedMap:
        if not self.path.exists():
            return CommentedMap({"version": VERSION})
        try:
            tree = _yaml().load(self.path.read_text(encoding="utf-8-sig"))
        except (YAMLError, UnicodeDecodeError) as error:
            hint = "Mend it or undo the last change, then run the interview again. No answer before it is lost."
            raise fail(
                "PG-I001", "the file was changed meanwhile and cannot be read", Where(str(self.path)), hint
            ) from error
        if tree is None:
            return CommentedMap({"version": VERSION})
        if not isinstance(tree, CommentedMap):
            raise fail("PG-I001", "the file holds no answers", Where(str(self.path)), "Move it away and run again.")
        if "version" not in tree:
            tree.insert(0, "version", VERSION)
        return tree

    def _set(self, tree: CommentedMap, path: str, raw: Raw) -> None:
        above = path.split(".")[:-1]
        here = tree
        for depth, part in enumerate(above):
            inner = here.get(part)
            if not isinstance(inner, CommentedMap):
                inner = CommentedMap()
                self._insert(here, ".".join(above[: depth + 1]), inner)
            here = inner
        _lay_out(here, path)
        self._insert(here, path, _dressed(raw))

    def _insert(self, here: CommentedMap, path: str, value: Any) -> None:
        key = path.rpartition(".")[2]
        if key in here:
            here[key] = value
        else:
            here.insert(self._place(here, path), key, value)
        if here.fa.flow_style() and _too_wide(here):
            here.fa.set_block_style()

    def _place(self, here: CommentedMap, path: str) -> int:
        """Where a new key goes: before the first key that stands after it."""
        prefix = path.rpartition(".")[0]
        rank = self._rank(path)
        later = [
            at for at, other in enumerate(here) if self._rank(f"{prefix}.{other}" if prefix else str(other)) > rank
        ]
        return later[0] if later else len(here)

    def _rank(self, path: str) -> tuple[int, int]:
        if "." not in path:
            if path in _LAST:
                return 2, _LAST.index(path)
            return (0, _TOP.index(path)) if path in _TOP else (1, self._order.get(path, 0))
        root, *rest = path.split(".")
        inside = f"{root}.{'.'.join(rest[1:])}" if f"{root}.*" in self._order and len(rest) > 1 else path
        return 1, self._order.get(inside, len(self._order))

    def _write(self, tree: CommentedMap) -> None:
        text = io.StringIO()
        _yaml().dump(tree, text)
        write_atomically(self.path, text.getvalue().encode("utf-8"))


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step: whoever reads it sees the old bytes or the new ones, whole."""
    target = path.resolve()  # a linked answers file stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def question_order(ids: Sequence[str], records: Sequence[str]) -> tuple[str, ...]:
    """The order of keys for a store: question ids, with `root.*` marking the questions that hold records by id."""
    return (*(f"{root}.*" for root in records), *ids)


def _with_groups(order: Sequence[str]) -> tuple[str, ...]:
    """Each path after the groups above it, once."""
    found: dict[str, None] = {}
    for path in order:
        parts = path.split(".")
        for length in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:length]))
    return tuple(found)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _UNFOLDED
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    return yaml


def _lay_out(here: CommentedMap, path: str) -> None:
    """Write small groups (people, languages, times, one contact) on one line."""
    if not here and path.count(".") >= 2:
        here.fa.set_flow_style()


def _dressed(raw: Raw) -> Any:
    if isinstance(raw, str):
        return _dressed_text(raw)
    if isinstance(raw, list):
        listed = CommentedSeq([_dressed(one) for one in raw])
        if not any(isinstance(one, dict) for one in raw) and len(", ".join(map(str, raw))) < WIDTH:
            listed.fa.set_flow_style()
        return listed
    if isinstance(raw, dict) and not isinstance(raw, CommentedMap):
        mapped = CommentedMap({key: _dressed(value) for key, value in raw.items()})
        mapped.fa.set_flow_style()
        return mapped
    return raw


def _dressed_text(text: str) -> Any:
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    letters = any(character.isalpha() for character in text)
    plain = letters and text.isprintable() and text.lower() not in _AMBIGUOUS and not _MARKS.search(text)
    return text if plain else DoubleQuotedScalarString(text)


def _too_wide(group: CommentedMap) -> bool:
    return sum(len(str(key)) + len(str(value)) + 6 for key, value in group.items()) > WIDTH - 10


def _remove(tree: CommentedMap, path: str) -> None:
    *above, last = path.split(".")
    here: Any = tree
    for part in above:
        here = here.get(part) if isinstance(here, CommentedMap) else None
    if isinstance(here, CommentedMap) and last in here:
        del here[last]
