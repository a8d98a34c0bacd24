"""Writing new content: checked together with what is there, whole or not at all."""

from pathlib import Path

from policygen.content.check import check
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.scaffold import Files
from policygen.domain.library import Library
from policygen.domain.pack import Pack
from policygen.errors import PolicygenError, Where, fail


def library_of(root: Path) -> Library:
    """The content that the new files will join; it has to be sound before something is added."""
    return load_library(roots((root,)))


def wider(library: Library, code: str) -> Pack | None:
    """The pack that a new one stands in; none for a whole country."""
    if not code:
        return None
    if code in library.packs:
        return library.packs[code]
    raise fail("PG-S003", f'no pack "{code}" to stand in', hint="Known: " + ", ".join(library.packs) + ".")


def write(root: Path, files: Files, before: Library) -> tuple[Path, ...]:
    """Write the files and check them with everything else; where they are not sound, nothing is left behind."""
    taken = [path for path in files if (root / path).exists()]
    if taken:
        hint = "Edit the file, or choose another name. Nothing was written."
        raise fail("PG-S001", f"{taken[0]} is there already", Where(taken[0]), hint)
    known = frozenset(check(before))
    made = [root / path for path in files]
    folders = _missing(made)
    try:
        for path, text in zip(made, files.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        wrong = [d for d in check(library_of(root)) if d.severity == "error" and d not in known]
        if wrong:
            raise PolicygenError(wrong)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()
        raise
    return tuple(made)


def refuse_known(kind: str, id_: str, at: str) -> PolicygenError:
    """Content that has this id already; the nearest of two would silently take the other's place."""
    hint = "Choose another id. Nothing was written."
    return fail("PG-S002", f'the {kind} "{id_}" is there already', Where(at or None, None, None, id_), hint)


def _missing(paths: list[Path]) -> list[Path]:
    """The folders that are still to be made, deepest first."""
    found = {folder for path in paths for folder in path.parents if not folder.exists()}
    return sorted(found, key=lambda folder: -len(folder.parts))
