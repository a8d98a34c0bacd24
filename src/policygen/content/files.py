"""Reading a file the user named, or saying why it cannot be read."""

from pathlib import Path

from policygen.errors import Where, fail


def read_file(path: Path) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "Check the path and its permissions."
        raise fail("PG-C001", f"cannot read {path}: {error.strerror or error}", Where(str(path)), hint) from error
