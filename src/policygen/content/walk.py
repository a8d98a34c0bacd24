"""The files of a folder of content by how their names end; `pathlib` takes ten times as long for as many files."""

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path, *endings: str) -> Iterator[tuple[Path, str]]:
    """Every file below a folder with one of the endings, and its path inside it with `/`; a folder's in order of name."""
    found = sorted(_below(str(folder), (), endings))
    return ((Path(path), "/".join(parts)) for parts, path in found)


def _below(folder: str, inside: tuple[str, ...], endings: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            here = (*inside, entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, here, endings)
            elif entry.name.endswith(endings):
                yield here, entry.path
