"""Where content is found: a folder given, the project folder, then what ships with the program."""

from collections.abc import Sequence
from pathlib import Path

from policygen.domain.asked import refused

PACKAGE = Path(__file__).resolve().parent.parent


def builtin_root() -> Path:
    """The folder that holds the built-in `templates/` and `jurisdictions/`: the package, or its checkout."""
    if (PACKAGE / "templates").is_dir():
        return PACKAGE
    return PACKAGE.parent.parent


def templates_dir() -> Path:
    """The built-in `templates/`."""
    return builtin_root() / "templates"


def jurisdictions_dir() -> Path:
    """The built-in `jurisdictions/`."""
    return builtin_root() / "jurisdictions"


def roots(content: Sequence[Path] = (), project: Path | None = None) -> tuple[Path, ...]:
    """The search path, nearest first: `--content` folders, the project folder, the built-in content."""
    given = [*content]
    if project is not None and any((project / part).is_dir() for part in ("templates", "jurisdictions")):
        given.append(project)
    unique = dict.fromkeys(path.resolve() for path in (*given, builtin_root()))
    return tuple(unique)


def folder(path: Path) -> Path:
    """A folder of content that was named. Raises where there is none."""
    if not path.is_dir():
        raise refused(f"there is no folder {path}", "Name a folder that holds templates/ or jurisdictions/.")
    return path
