"""One run at a time in a folder: a lock that ends with its process, however that ends, and leaves no file behind."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policygen.errors import Where, fail


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Make the folder and hold it. Raises at once where another run holds it, and where it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = _held(out)
    except FileExistsError as error:
        raise fail(
            "PG-S011", f"{out} is a file, not a folder", Where(str(out)), "Choose another folder to write to."
        ) from error
    except BlockingIOError as error:
        hint = "Wait until it is done, or choose another folder to write to."
        raise fail("PG-S016", f"another run is writing into {out}", Where(str(out)), hint) from error
    except OSError as error:
        hint = "Check that the folder may be written to."
        raise fail("PG-S015", f"cannot write to {out}: {error.strerror or error}", Where(str(out)), hint) from error
    try:
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _held(out: Path) -> int:
        """A file that Windows deletes when its only process is gone."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT
        try:
            return os.open(out / ".policygen-lock", flags)
        except FileExistsError as error:
            raise BlockingIOError(str(out)) from error

else:
    import fcntl

    def _held(out: Path) -> int:
        """The folder itself, locked."""
        handle = os.open(out, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
