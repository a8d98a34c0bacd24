"""Documents of rows, made from what was prepared for their kind: the work that a batch hands to other processes.

Everything a worker needs comes with its chunk, so that any `concurrent.futures.Executor` can do the work, on this
machine or on another; a letterhead and fonts are read by path there.
"""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from policygen import __version__
from policygen.domain.document import Document, Value
from policygen.domain.library import Format
from policygen.domain.manifest import Artifact
from policygen.domain.rows import VENDOR
from policygen.domain.sheet import SheetKind
from policygen.errors import Diagnostic, PolicygenError
from policygen.publish.artifacts import artifact
from policygen.render.formats import Setting, rendered


@dataclass(frozen=True, slots=True)
class Form:
    """One document of a kind of row: whole but for the words of free columns. `path` has `{}` for the row's name."""

    document: Document
    formats: tuple[Format, ...]
    sheet: SheetKind
    setting: Setting
    outline: str
    language: str
    path: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A row: the kind it is of, its name, the words of its free columns by path, and the digest of its answers."""

    row: int
    name: str
    kind: int
    words: Mapping[str, str]
    digest: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows with the kinds they are of, each packed."""

    kinds: tuple[bytes, ...]
    rows: tuple[Filled, ...]
    program: str = __version__


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a row, and the formats that could not be made, each with the reason."""

    row: int
    artifacts: tuple[Artifact, ...]
    missing: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def packed(forms: tuple[Form, ...]) -> bytes:
    """The documents of a kind as they travel: packed once, and unpacked once by each worker."""
    return zlib.compress(pickle.dumps(forms), 1)


def make(chunk: Chunk) -> tuple[Made, ...]:
    """The files of every row of a chunk."""
    if chunk.program != __version__:
        message = f"a worker has policygen {__version__}; this is {chunk.program}"
        found = (Diagnostic("PG-B020", message, hint="Install the same version on every worker."),)
        return tuple(Made(row.row, (), {"": message}, found) for row in chunk.rows)
    return tuple(_made(_unpacked(chunk.kinds[row.kind]), row) for row in chunk.rows)


def in_template(kind: bytes, row: Filled) -> Made:
    """The Word files of a row in the user's own template, and no other: a trial of its tags, without a folder."""
    word = (form for form in _unpacked(kind) if form.setting.shell and "docx" in form.formats)
    return _made(tuple(replace(form, formats=("docx",)) for form in word), row)


@lru_cache(maxsize=64)
def _unpacked(kind: bytes) -> tuple[Form, ...]:
    forms: tuple[Form, ...] = pickle.loads(zlib.decompress(kind))
    return forms


def _made(forms: tuple[Form, ...], row: Filled) -> Made:
    artifacts: list[Artifact] = []
    missing: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for form in forms:
        document, setting = filled(form.document, row.words), _setting(form.setting, row)
        for format_ in form.formats:
            path = f"{form.path.replace('{}', row.name)}.{format_}"
            try:
                data = rendered(document, format_, setting, form.sheet)
            except PolicygenError as error:
                missing[path] = "; ".join(d.message for d in error.diagnostics)
                findings.extend(error.diagnostics)
                continue
            artifacts.append(artifact(path, data, form.outline, form.language))
    return Made(row.row, tuple(artifacts), missing, tuple(dict.fromkeys(findings)))


def filled(document: Document, words: Mapping[str, str]) -> Document:
    """The document with the words of a row where it prints those columns."""
    if not words:
        return document
    values = tuple(Value(words[one.source], one.source) if one.source in words else one for one in document.values)
    return replace(document, values=values)


def _setting(setting: Setting, row: Filled) -> Setting:
    """The setting of a row: its digest, and its words for the tags of a letterhead."""
    values = setting.shell_values
    if values is not None and row.words:
        group = VENDOR.rstrip(".")
        own = {path.removeprefix(VENDOR): text for path, text in row.words.items()}
        before = values.get(group)
        values = {**values, group: {**(before if isinstance(before, dict) else {}), **own}}
    return replace(setting, digest=row.digest, shell_values=values)
