"""A document as PDF: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same document."""

import json
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policygen.domain.document import Document
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.render import fonts
from policygen.render.pdf_tree import tree
from policygen.templating.tokens import PATTERN

if TYPE_CHECKING:
    import typst

SheetKind = Literal["wall", "leaflet", "poster", "notice"]
_AREA = "pdf."
_LONG = 60  # characters of an answer that makes a sheet long
_KEPT = 10  # typst keeps what one of its last ten compilations used
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A print sheet. Where it does not fit, `missing_mm` is the height that lacks at the smallest size, and
    `longest_clauses` are the ids of its clauses, first those it could do without, of these first the one with the most
    lines. `enough` says that leaving out the first makes it fit; `needed` that the sheet can do without none."""

    data: bytes
    fits: bool
    size_pt: float
    missing_mm: float = 0.0
    longest_clauses: tuple[str, ...] = ()
    enough: bool = False
    needed: bool = False


def pdf(
    document: Document,
    labels: Mapping[str, str],
    *,
    sheet: Literal["", "wall", "leaflet", "poster", "notice"] = "",
    shells: Path | None = None,
    extra_fonts: tuple[Path, ...] = (),
) -> bytes:
    """The bytes of the PDF. Refuses characters that no font holds and, unless a draft, a sheet that does not fit."""
    if not sheet:
        return _compiled(document, labels, "", shells, extra_fonts)[0]
    result = pdf_sheet(document, labels, sheet, shells=shells, extra_fonts=extra_fonts)
    if not result.fits and not document.draft:
        raise PolicygenError([unfit(document, result)])
    return result.data


def pdf_sheet(
    document: Document,
    labels: Mapping[str, str],
    sheet: SheetKind,
    *,
    shells: Path | None = None,
    extra_fonts: tuple[Path, ...] = (),
) -> SheetResult:
    """A sheet of one page at the largest type that fits, with what to leave out where none does."""
    data, compiler = _compiled(document, labels, sheet, shells, extra_fonts)
    found = json.loads(compiler.query("<fit>", field="value", one=True))
    if found["fits"]:
        return SheetResult(data, True, found["size"])
    room, short = found["room"], found["need"] - found["room"]
    without = sorted((clause not in document.may_go, height, clause) for height, clause in found["without"])
    needed, least = without[0][:2] if without else (True, room)
    names = tuple(clause for *_, clause in without)
    return SheetResult(data, False, found["size"], round(short, 1), names, not needed and least <= room, needed)


def unfit(document: Document, result: SheetResult) -> Diagnostic:
    """The finding for a sheet that does not fit, naming the clause that could go."""
    name = f"{document.id}-{document.variant}" if document.variant else document.id
    first = result.longest_clauses[0] if result.longest_clauses else ""
    longest = max((v for v in document.values if "." in v.source), key=lambda v: len(v.text), default=None)
    answer = f"; its longest answer is `{longest.source}`" if longest and len(longest.text) > _LONG else ""
    if result.enough:
        hint = f"leave out `{first}` and it fits, or issue the sheet on larger paper{answer}"
    elif result.needed:
        hint = f"shorten it, beginning with `{first}`, its longest clause, which must stay{answer}"
    else:
        hint = f"leave out `{first}`, the longest clause that could go, and shorten the rest{answer}"
    message = (
        f"the text does not fit on one page of {document.paper.title()}: at {result.size_pt:g} pt, the smallest type "
        f"of this sheet, {result.missing_mm:g} mm are missing"
    )
    return Diagnostic("PG-R012", message, Where(subject=name), hint)


def unheld(document: Document, extra_fonts: tuple[Path, ...] = ()) -> tuple[Diagnostic, ...]:
    """A finding for each value that holds a character no font can print."""
    return tuple(
        _character(character, value.text, value.source)
        for value in dict.fromkeys(document.values)
        for character in fonts.missing(value.text, extra_fonts)
    )


def _character(character: str, text: str, source: str) -> Diagnostic:
    return Diagnostic(
        "PG-R010",
        f'no font of the PDF holds "{character}" (U+{ord(character):04X}) of "{text[:60]}"',
        Where(subject=source),
        "write it without this character, name a font that holds it with --font FILE, or build the other formats",
    )


def _compiled(
    document: Document, labels: Mapping[str, str], sheet: str, shells: Path | None, extra: tuple[Path, ...]
) -> tuple[bytes, "typst.Compiler"]:
    import typst

    _forget()
    folder = shells or shells_dir()
    compiler = typst.Compiler(
        input=str(folder / f"{sheet or 'document'}.typ"),
        root=str(folder),
        font_paths=fonts.offered(extra),
        sys_inputs={"data": _data(document, labels, sheet, extra)},
    )
    try:
        created = timegm(document.created.timetuple())
        data = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=created)
    except typst.TypstError as error:
        raise fail("PG-R019", error.message, Where(subject=document.id), "; ".join(error.hints)) from error
    assert isinstance(data, bytes)
    return data, compiler


def _forget() -> None:
    """Let typst drop what it keeps of earlier documents: no other document uses it, and it is most of the memory."""
    blank = _blank()
    for _ in range(_KEPT + 1):
        blank.compile(format="svg")


@cache
def _blank() -> "typst.Compiler":
    import typst

    folder = shells_dir()
    return typst.Compiler(input=str(folder / "blank.typ"), root=str(folder), font_paths=fonts.offered())


def _data(document: Document, labels: Mapping[str, str], sheet: str, extra: tuple[Path, ...]) -> str:
    if not document.title.strip():
        raise fail("PG-R013", "the document has no title", Where(subject=document.id), "give its outline a title")
    own = {key.removeprefix(_AREA): words for key, words in labels.items() if key.startswith(_AREA)}
    data = json.dumps(tree(document, own, fonts.families(extra), sheet), ensure_ascii=False)
    if fonts.missing(data, extra):
        raise PolicygenError(unheld(document, extra) or tuple(_in_content(document, data, extra)))
    if PATTERN.search(data):
        raise fail("PG-R014", "a value was not filled in", Where(subject=document.id))
    return data


def _in_content(document: Document, data: str, extra: tuple[Path, ...]) -> Iterator[Diagnostic]:
    for character in fonts.missing(data, extra):
        at = data.index(character)
        yield _character(character, data[max(0, at - 20) : at + 20], document.id)


def shells_dir() -> Path:
    """The built-in print shells: in the package, or in its checkout."""
    root = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent.parent
    return root / "templates" / "shells" / "print"
