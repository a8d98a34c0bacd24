"""From two issues of a document to a redline, a view of it, and a page that says what changed and why."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policygen.content.locate import roots
from policygen.content.words import read_question_names, read_words
from policygen.domain.document import Document
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.redline import foreign
from policygen.redline.compare import Redlined, is_ours, redlined
from policygen.redline.package import DOCUMENT, NUMBERING, STYLES, Package
from policygen.redline.page import Told, page
from policygen.redline.sections import Spot, heading_styles, sections
from policygen.redline.summary import About, summary
from policygen.render.formats import Setting, rendered
from policygen.render.shell_files import shell_text, shells_dir
from policygen.verify.docx_reading import Counting
from policygen.workflow_sides import LOCALE, PLAIN, Asked, Side, compared, hand_of, issued, remarks, sides_of, signed

_FIRST = "en"


@dataclass(frozen=True)
class Done:
    """The files that were written, how many changes are marked, and what should be looked at."""

    written: tuple[Path, ...]
    marks: int
    findings: tuple[Diagnostic, ...]


def redline(old: Path, new: Path, out: Path, asked: Asked = PLAIN, *, force: bool = False) -> Done:
    """Compare two Word files. Beside OUT stand its HTML view and, for two files of ours, the summary.

    Changes of an issue bear its organisation and its day; those of a file that is not as it was issued, the other side
    and the day of the comparison.
    """
    sides = sides_of(old, new)
    refuse_bad_place(out, sides, force=force)
    if not all(is_ours(side.package()) for side in sides):
        return _foreign(*sides, out, asked)
    labels = labels_for(sides[1].package())
    hand = hand_of(sides[1], asked, labels)
    made = redlined(sides[0].package(), sides[1].package(), hand, _counting)
    if not made.marks:
        raise no_difference(*sides)
    above = {**_sections(sides[0].package()), **_sections(sides[1].package())}
    document = _summary(made, sides, labels, above)
    told = Told((compared(*sides, labels), signed(hand, labels)), above)
    files = {
        out: made.data,
        out.with_suffix(".html"): _view(made, out.name, labels, told),
        out.with_name(f"{out.stem}-summary.docx"): rendered(document, "docx", Setting(labels)),
    }
    _write(files)
    return Done(tuple(files), made.marks, tuple(remarks(*sides, hand, asked)))


def labels_for(package: Package) -> Mapping[str, str]:
    """The words of the document's own language where they are written, else English."""
    locale = package.core("language") or _FIRST
    language = locale.partition("-")[0]
    found = read_words(roots(), language)
    if "redline.title" in found:
        return {**read_question_names(roots(), language), **found, LOCALE: locale if is_ours(package) else language}
    return {**read_question_names(roots(), _FIRST), **read_words(roots(), _FIRST), LOCALE: _FIRST}


def refuse_bad_place(out: Path, sides: tuple[Side, Side], *, force: bool) -> None:
    """A redline is a Word file of its own, and nothing that stands in its place is lost unasked."""
    if out.suffix.lower() != ".docx":
        raise fail(
            "PG-X004",
            f"a redline is a Word file, and {out.name} is not named as one",
            hint=f"Name it {out.stem}.docx.",
        )
    if any(out.resolve() == side.path.resolve() for side in sides):
        raise fail("PG-X005", f"{out} is one of the two files compared", hint="Choose another name for the redline.")
    there = [
        path for path in (out, out.with_suffix(".html"), out.with_name(f"{out.stem}-summary.docx")) if path.exists()
    ]
    if there and not force:
        hint = "Move it, choose another name for the redline, or write over it (--force, in Python force=True)."
        raise PolicygenError(
            Diagnostic("PG-X006", f"{path} is there already", Where(str(path)), hint) for path in there
        )


def no_difference(old: Side, new: Side) -> PolicygenError:
    """Nothing is written where there is nothing to show."""
    same = old.data == new.data
    message = "the two files are the same" if same else "the two documents say the same words in every part"
    hint = "Name two issues that differ: the older one first, then the newer one. No file was written."
    return fail("PG-X007", f"{message}: there is nothing to mark", Where(f"{old.path}, {new.path}"), hint)


def _foreign(old: Side, new: Side, out: Path, asked: Asked) -> Done:
    """Two files of which one at least is not ours: an engine of its own kind, without reasons."""
    labels = labels_for(new.package())
    hand = hand_of(replace(new, came_back=False), asked, labels)
    made = foreign.redlined(old.package(), new.package(), old.data, new.data, hand)
    if not made.marks:
        raise no_difference(old, new)
    files = {out: made.data, out.with_suffix(".html"): _view(made, out.name, labels, Told((signed(hand, labels),)))}
    _write(files)
    stranger = next(side for side in (old, new) if not is_ours(side.package()))
    note = f"{stranger.path.name} was not issued by policygen: the redline has no summary of reasons"
    return Done(tuple(files), made.marks, (Diagnostic("PG-X008", note, severity="note"),))


def _view(made: Redlined, name: str, labels: Mapping[str, str], told: Told) -> bytes:
    package = Package(made.data, name)
    counters = (_counting(package), _counting(package))
    looks = shells_dir() / "redline"
    return page(package, made.changes, made.marks, counters, labels, told, lambda file: shell_text(looks / file))


def _counting(package: Package) -> Counting:
    return Counting(*(package.parts.get(part, b"") for part in (NUMBERING, STYLES)))


def _sections(package: Package) -> Mapping[str, Spot]:
    styles = package.tree(STYLES) if package.has(STYLES) else None
    return sections(package.tree(DOCUMENT), _counting(package), heading_styles(styles))


def _summary(
    made: Redlined, sides: tuple[Side, Side], labels: Mapping[str, str], above: Mapping[str, Spot]
) -> Document:
    new = sides[1].package()
    about = About(
        title=new.core("title") or sides[1].path.stem,
        organisation=new.core("creator"),
        compared=compared(*sides, labels),
        files=labels["redline.files"].format(before=sides[0].path, after=sides[1].path),
        day=date.fromisoformat(issued(sides[1])),
        language=labels[LOCALE] if not labels[LOCALE].startswith(_FIRST) else _FIRST,
        paper="letter" if b'w:w="12240"' in new.parts["word/document.xml"] else "a4",
        by_hand=sides[1].came_back,
        sections=above,
    )
    return summary(about, made.changes, made.marks, (sides[0].record, sides[1].record), labels)


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
