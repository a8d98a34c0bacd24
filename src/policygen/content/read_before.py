"""What files of content gave when they were last read, handed out again while they stay as they were."""

import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from policygen.content.seen import Seen

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class ReadBefore:
    """What was read so far, by what read it and from where, with the times and sizes of the files then."""

    _now: Seen = field(default_factory=dict, init=False)
    _folders: dict[str, list[object]] = field(default_factory=dict, init=False)  # each with the files right in it
    _given: dict[Hashable, tuple[object, Any]] = field(default_factory=dict, init=False)  # whatever a reader gives

    @contextmanager
    def at(self, now: Seen) -> Iterator[None]:
        """Read content with this at hand. `now` are the files as they were seen before they are read."""
        self._now = now
        self._folders = {}
        for path, stamp in now.items():
            folder, _, name = path.rpartition(os.sep)
            self._folders.setdefault(folder, []).append((name, stamp))
        token = _AT_HAND.set(self)
        try:
            yield
        finally:
            _AT_HAND.reset(token)

    def get(self, key: Hashable, files: Iterable[Path], read: Callable[[], T]) -> T:
        """What `read` gives; the same object where the files, and folders with all below, are as when it gave it."""
        stamps = tuple(map(self._stamp, map(str, files)))
        found = self._given.get(key)
        if found is None or found[0] != stamps:
            found = self._given[key] = stamps, read()
        return found[1]  # type: ignore[no-any-return]  # a key names its reader

    def _stamp(self, path: str) -> object:
        if path in self._now:
            return self._now[path]
        below = path + os.sep
        return [(at, files) for at, files in self._folders.items() if at == path or at.startswith(below)]


_AT_HAND: ContextVar[ReadBefore | None] = ContextVar("read before", default=None)


def once(
    files: Callable[[Path], Iterable[Path]] = lambda path: (path,),
) -> Callable[[Callable[Concatenate[Path, P], T]], Callable[Concatenate[Path, P], T]]:
    """A reader of a file or folder that reads once while `files` stay as they were, with a `ReadBefore` at hand.

    What it gives is shared: nobody may change it.
    """

    def of(read: Callable[Concatenate[Path, P], T]) -> Callable[Concatenate[Path, P], T]:
        @wraps(read)
        def reader(path: Path, /, *args: P.args, **named: P.kwargs) -> T:
            key = (read.__module__, read.__qualname__, str(path), args, tuple(named.items()))
            return kept(key, lambda: files(path), lambda: read(path, *args, **named))

        return reader

    return of


def kept(key: Hashable, files: Callable[[], Iterable[Path]], read: Callable[[], T]) -> T:
    """What `read` gives of the files; what it gave before while they stay, for whoever has a `ReadBefore` at hand."""
    known = _AT_HAND.get()
    return known.get(key, files(), read) if known else read()
