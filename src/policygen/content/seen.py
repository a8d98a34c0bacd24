"""Whether files have changed since they were last looked at."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

PARTS = ("templates", "jurisdictions")
Seen = dict[str, tuple[int, int]]


def seen(paths: Iterable[Path]) -> Seen:
    """The time and size of every file at or below the paths, by its path; what is not there is left out."""
    return {path: found for one in paths for path, found in _at(str(one))}


def content_folders(roots: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of the search path that hold content."""
    return tuple(root / part for root in roots for part in PARTS if (root / part).is_dir())


def _at(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        entries = [*os.scandir(path)]
    except NotADirectoryError:
        status = os.stat(path)
        yield path, (status.st_mtime_ns, status.st_size)
        return
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _at(entry.path)
        else:
            status = entry.stat()
            yield entry.path, (status.st_mtime_ns, status.st_size)
