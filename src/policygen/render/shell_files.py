"""Where the shells that ship with the program are found."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shells_dir() -> Path:
    """The built-in `templates/shells/`: in the package, or in its checkout."""
    root = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent.parent
    return root / "templates" / "shells"


@lru_cache(maxsize=32)
def shell_text(path: Path) -> str:
    """A shell file as text, read once."""
    return path.read_text(encoding="utf-8")
