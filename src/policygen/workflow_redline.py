"""From two issues of a document to a redline, a view of it, and a page that says what changed and why."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policygen.content.files import read_file
from policygen.content.locate import roots
from policygen.content.words import read_words
from policygen.domain.document import Document
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.publish.output import MANIFEST
from policygen.redline import foreign
from policygen.redline.compare import Redlined, is_ours, redlined
from policygen.redline.package import NUMBERING, STYLES, Package
from policygen.redline.page import page
from policygen.redline.reasons import Record, record_of
from policygen.redline.summary import About, summary
from policygen.render.formats import Setting, rendered
from policygen.render.shell_files import shell_text, shells_dir
from policygen.verify.docx_reading import Counting
from policygen.verify.shell_dangers import active
from policygen.verify.shell_package import unsafe

_FIRST = "en"


@dataclass(frozen=True)
class Side:
    """One of the two files: its bytes, and what the manifest beside it says of it."""

    path: Path
    data: bytes
    record: Record | None

    def package(self) -> Package:
        return Package(self.data, self.path.name)


@dataclass(frozen=True)
class Done:
    """The files that were written, how many changes are marked, and what should be looked at."""

    written: tuple[Path, ...]
    marks: int
    findings: tuple[Diagnostic, ...]


def redline(old: Path, new: Path, out: Path, *, force: bool = False) -> Done:
    """Compare two Word files. Beside OUT stand its HTML view and, for two files of ours, the summary."""
    sides = (_side(old), _side(new))
    refuse_bad_place(out, sides, force=force)
    if not all(is_ours(side.package()) for side in sides):
        return _foreign(*sides, out)
    made = redlined(sides[0].package(), sides[1].package())
    if not made.marks:
        raise no_difference(*sides)
    labels = labels_for(sides[1].package())
    document = _summary(made, sides, labels)
    files = {
        out: made.data,
        out.with_suffix(".html"): _view(made, out.name, labels),
        out.with_name(f"{out.stem}-summary.docx"): rendered(document, "docx", Setting(labels)),
    }
    _write(files)
    return Done(tuple(files), made.marks, _remarks(sides))


def labels_for(package: Package) -> Mapping[str, str]:
    """The words of the document's own language where they are written, else English."""
    found = read_words(roots(), package.core("language").partition("-")[0] or _FIRST)
    return found if "redline.title" in found else read_words(roots(), _FIRST)


def refuse_bad_place(out: Path, sides: tuple[Side, Side], *, force: bool) -> None:
    """A redline is a Word file of its own, and nothing that stands in its place is lost unasked."""
    if out.suffix.lower() != ".docx":
        raise fail(
            "PG-X004",
            f"a redline is a Word file, and {out.name} is not named as one",
            hint=f"Write -o {out.stem}.docx.",
        )
    if any(out.resolve() == side.path.resolve() for side in sides):
        raise fail("PG-X005", f"{out} is one of the two files compared", hint="Choose another name with -o.")
    there = [
        path for path in (out, out.with_suffix(".html"), out.with_name(f"{out.stem}-summary.docx")) if path.exists()
    ]
    if there and not force:
        hint = "Move it, choose another name with -o, or write over it with --force."
        raise PolicygenError(
            Diagnostic("PG-X006", f"{path} is there already", Where(str(path)), hint) for path in there
        )


def no_difference(old: Side, new: Side) -> PolicygenError:
    """Nothing is written where there is nothing to show."""
    same = old.data == new.data
    message = "the two files are the same" if same else "the two documents say the same words in every part"
    hint = "Name two issues that differ: the older one first, then the newer one. No file was written."
    return fail("PG-X007", f"{message}: there is nothing to mark", Where(f"{old.path}, {new.path}"), hint)


def _side(path: Path) -> Side:
    """A file, judged before it is unpacked; its manifest stands beside it."""
    data = read_file(path)
    dangers = unsafe(data, path.name) or tuple(active(Package(data, path.name).parts, path.name))
    if dangers:
        raise PolicygenError(dangers)
    manifest = path.parent / MANIFEST
    digest = hashlib.sha256(data).hexdigest()
    record = record_of(read_file(manifest), path.name, digest) if manifest.is_file() else None
    return Side(path, data, record)


def _foreign(old: Side, new: Side, out: Path) -> Done:
    """Two files of which one at least is not ours: an engine of its own kind, without reasons."""
    made = foreign.redlined(old.package(), new.package(), old.data, new.data)
    if not made.marks:
        raise no_difference(old, new)
    files = {out: made.data, out.with_suffix(".html"): _view(made, out.name, labels_for(new.package()))}
    _write(files)
    stranger = next(side for side in (old, new) if not is_ours(side.package()))
    note = f"{stranger.path.name} was not issued by policygen: the redline has no summary of reasons"
    return Done(tuple(files), made.marks, (Diagnostic("PG-X008", note, severity="note"),))


def _view(made: Redlined, name: str, labels: Mapping[str, str]) -> bytes:
    package = Package(made.data, name)
    numbering, styles = (package.parts.get(part, b"") for part in (NUMBERING, STYLES))
    counters = (Counting(numbering, styles), Counting(numbering, styles))
    looks = shells_dir() / "redline"
    return page(package, made.changes, made.marks, counters, labels, lambda file: shell_text(looks / file))


def _summary(made: Redlined, sides: tuple[Side, Side], labels: Mapping[str, str]) -> Document:
    old, new = (side.package() for side in sides)
    language = new.core("language") or _FIRST
    about = About(
        title=new.core("title") or sides[1].path.stem,
        organisation=new.core("creator"),
        before=_issued(old, sides[0]),
        after=_issued(new, sides[1]),
        day=date.fromisoformat(_issued(new, sides[1])),
        language=language if labels["redline.title"] != read_words(roots(), _FIRST)["redline.title"] else _FIRST,
        paper="letter" if b'w:w="12240"' in new.parts["word/document.xml"] else "a4",
    )
    return summary(about, made.changes, made.marks, (sides[0].record, sides[1].record), labels)


def _issued(package: Package, side: Side) -> str:
    """The day an issue is reckoned from."""
    found = side.record.law_as_of if side.record else package.core("created")[:10]
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return date(1970, 1, 1).isoformat()


def _remarks(sides: tuple[Side, Side]) -> tuple[Diagnostic, ...]:
    """What makes a redline say less, or something else, than was meant."""
    old, new = sides
    found = []
    for side in sides:
        if side.record is None:
            message = f"no manifest beside {side.path} records this file, so the summary gives no reasons"
            hint = "Keep each issue in its own folder with its manifest.json, and name the file there."
            found.append(Diagnostic("PG-X009", message, Where(str(side.path)), hint, "warning"))
    if old.record and new.record and old.record.document != new.record.document:
        message = f"these are two different documents: {old.record.document} and {new.record.document}"
        found.append(
            Diagnostic("PG-X010", message, Where(str(new.path)), "Compare two issues of one document.", "warning")
        )
    if old.record and new.record and old.record.law_as_of > new.record.law_as_of:
        message = f"the first file states the law of {old.record.law_as_of}, the second that of {new.record.law_as_of}"
        found.append(Diagnostic("PG-X011", message, Where(str(old.path)), "Name the older issue first.", "warning"))
    return tuple(found)


def _write(files: Mapping[Path, bytes]) -> None:
    """Every file whole or not at all."""
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                os.chmod(name, 0o644)
                os.replace(name, path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            hint = "Check that the folder may be written to and that the disk has room."
            raise fail("PG-X012", f"cannot write {path}: {error.strerror or error}", Where(str(path)), hint) from error
