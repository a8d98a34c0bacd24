"""Putting files into their folder: staged beside it, moved one by one, the manifest last; nothing edited is lost."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policygen.domain.batch import is_batch
from policygen.domain.manifest import Artifact, file_digests
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.alone import alone

MANIFEST = "manifest.json"
_OLD = ".before"


@dataclass(frozen=True)
class Put:
    """What happened to the folder: files written, files of the last issue removed, files left that need a look."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[Diagnostic, ...]


def put(out: Path, artifacts: Sequence[Artifact], manifest: bytes, *, force: bool = False) -> Put:
    """Write an issue into `out`. A file changed by hand since the last issue is refused unless `force`."""
    with alone(out):
        return _put(out, artifacts, manifest, force=force)


def _put(out: Path, artifacts: Sequence[Artifact], manifest: bytes, *, force: bool) -> Put:
    if is_batch(previous_manifest(out)):
        hint = "Choose another folder to write to: a batch and a build do not share one."
        raise fail("PG-S017", f"{out} holds a batch", Where(str(out)), hint)
    previous = _previous(out)
    changed = _changed(out, artifacts, previous)
    if changed and not force:
        raise PolicygenError(changed)
    stage = _stage(out, artifacts, manifest)
    paths = tuple(artifact.path for artifact in artifacts)
    touched = tuple(dict.fromkeys((*paths, *previous, MANIFEST)))
    try:
        _keep(stage, out, touched)
        try:
            _move(stage, out, paths)
            removed, left = _clear(out, previous, set(paths))
            os.replace(stage / MANIFEST, out / MANIFEST)
        except OSError:
            _put_back(stage, out, touched, set(paths))
            raise
    except OSError as error:
        raise _cannot_write(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return Put(paths, removed, left)


def previous_manifest(out: Path) -> bytes:
    """The manifest of the last issue in the folder, empty where there is none."""
    try:
        return (out / MANIFEST).read_bytes()
    except OSError:
        return b""


def _previous(out: Path) -> dict[str, str]:
    return file_digests(previous_manifest(out))


def _changed(out: Path, artifacts: Iterable[Artifact], previous: dict[str, str]) -> list[Diagnostic]:
    """Files that this issue would overwrite although somebody has edited or made them."""
    problems: list[Diagnostic] = []
    for artifact in artifacts:
        path = out / artifact.path
        if not path.is_file():
            continue
        here = _digest(path)
        if here in (artifact.digest, previous.get(artifact.path)):
            continue
        what = "was changed since it was issued" if artifact.path in previous else "was not made by policygen"
        hint = "Move or rename it, choose another folder, or write over it (--force, in Python force=True)."
        problems.append(Diagnostic("PG-S010", f"{artifact.path} {what}", Where(str(path)), hint))
    return problems


def _stage(out: Path, artifacts: Sequence[Artifact], manifest: bytes) -> Path:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise fail(
                "PG-S011", f"{out} is a file, not a folder", Where(str(out)), "Choose another folder to write to."
            )
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        for artifact in artifacts:
            path = stage / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.data)
        (stage / MANIFEST).write_bytes(manifest)
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        raise _cannot_write(out, error) from error
    return stage


def _keep(stage: Path, out: Path, paths: Iterable[str]) -> None:
    """Copy what stands in the folder, so that a failure half-way can put it back."""
    for path in paths:
        if (out / path).is_file() and _inside(out, out / path):
            kept = stage / _OLD / path
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(out / path, kept)


def _put_back(stage: Path, out: Path, paths: Iterable[str], new: set[str]) -> None:
    for path in paths:
        kept, target = stage / _OLD / path, out / path
        with contextlib.suppress(OSError):
            if kept.is_file():
                os.replace(kept, target)
            elif path in new and not (stage / path).exists():
                target.unlink()


def _move(stage: Path, out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(stage / path, target)


def _clear(out: Path, previous: dict[str, str], now: set[str]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Remove what the last issue made and this one does not, unless somebody has edited it."""
    removed: list[str] = []
    left: list[Diagnostic] = []
    for path, digest in sorted(previous.items()):
        target = out / path
        if path in now or not _inside(out, target) or not target.is_file():
            continue
        if _digest(target) == digest:
            target.unlink()
            removed.append(path)
        else:
            message = f"{path} belongs to an earlier issue and was changed by hand; it is left as it is"
            left.append(Diagnostic("PG-S014", message, Where(str(target)), "Move or delete it.", "warning"))
    return tuple(removed), tuple(left)


def _inside(out: Path, target: Path) -> bool:
    return target.resolve().is_relative_to(out.resolve())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cannot_write(out: Path, error: OSError) -> PolicygenError:
    hint = "Check that the folder may be written to and that the disk has room; what was there before is unchanged."
    return fail("PG-S015", f"cannot write to {out}: {error.strerror or error}", Where(str(out)), hint)
