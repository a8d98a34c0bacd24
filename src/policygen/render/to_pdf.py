"""A document as PDF: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same document."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from policygen.domain.brand import PLAIN, Brand
from policygen.domain.document import Document
from policygen.domain.sheet import SheetKind
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.render import fonts
from policygen.render.pdf_tree import Data, sheet_tree, tree
from policygen.render.sheet_fit import SheetResult, of_measured, of_pages, unfit
from policygen.render.sheet_sizes import Setting, setting
from policygen.templating.tokens import PATTERN

if TYPE_CHECKING:
    import typst

_AREA = "pdf."
_EPOCH, _SECONDS = date(1970, 1, 1), 86_400  # of a day
_NAMED = 5  # characters that one finding names
_KEPT = 10  # typst keeps what one of its last ten compilations used
_FORGETTING = Lock()  # a compiler works for one thread at a time
_PACKAGE = Path(__file__).resolve().parent.parent


def pdf(
    document: Document,
    labels: Mapping[str, str],
    other_labels: Mapping[str, str] | None = None,
    *,
    sheet: SheetKind = "",
    shells: Path | None = None,
    extra_fonts: tuple[Path, ...] = (),
    brand: Brand = PLAIN,
) -> bytes:
    """The bytes of the PDF; `other_labels` are those of the document beside it.

    Refuses characters that no font holds and, unless a draft, a sheet that does not fit.
    """
    if not sheet:
        maker = _Maker(document, extra_fonts, shells or shells_dir())
        data = tree(document, _own(labels), fonts.families(extra_fonts), brand)
        return maker.made(maker.compiler("document", data))
    result = pdf_sheet(document, labels, sheet, other_labels, shells=shells, extra_fonts=extra_fonts, brand=brand)
    if not result.fits and not document.draft:
        plain = replace(brand, address="")
        no_code = brand.address and pdf_sheet(
            document, labels, sheet, other_labels, shells=shells, extra_fonts=extra_fonts, brand=plain
        )
        raise PolicygenError([unfit(document, result, no_code=bool(no_code and no_code.fits))])
    return result.data


def pdf_sheet(
    document: Document,
    labels: Mapping[str, str],
    sheet: SheetKind,
    other_labels: Mapping[str, str] | None = None,
    *,
    shells: Path | None = None,
    extra_fonts: tuple[Path, ...] = (),
    brand: Brand = PLAIN,
) -> SheetResult:
    """A sheet at the largest type that fits on its pages, with what to leave out where none does."""
    maker, set_in = _Maker(document, extra_fonts, shells or shells_dir()), setting(sheet, document)
    words = _own(labels), _own(other_labels or labels)
    data = sheet_tree(document, words, fonts.families(extra_fonts), sheet, brand)
    if set_in.is_booklet:
        return _booklet(maker, data, set_in)
    compiler = maker.compiler(set_in.shell, data)
    return of_measured(document, maker.made(compiler), _found(compiler))


def _booklet(maker: "_Maker", data: Data, set_in: Setting) -> SheetResult:
    """The words on as few pages as they may take, at the largest type that needs no more and parts no section."""

    tried: dict[int, tuple[typst.Compiler, Data]] = {}

    def at(step: int) -> "tuple[typst.Compiler, Data]":
        if step not in tried:
            compiler = maker.compiler(set_in.shell, {**data, "type-size": step / 2})
            tried[step] = compiler, _found(compiler)
        return tried[step]

    def good(step: int, pages: int) -> bool:
        found = at(step)[1]
        return bool(found["wide"]) and bool(found["whole"]) and found["pages"] <= pages

    low, high = int(2 * set_in.least), int(2 * set_in.most)
    pages = next((pages for pages in set_in.pages if good(low, pages)), max(set_in.pages))
    while low < high and good(low, pages):
        middle = -(-(low + high) // 2)
        low, high = (middle, high) if good(middle, pages) else (low, middle - 1)
    best, found = at(low)
    return of_pages(maker.document, maker.made(best), found, set_in)


def unheld(document: Document, extra_fonts: tuple[Path, ...] = ()) -> tuple[Diagnostic, ...]:
    """A finding for each text among the values that holds characters no font can print."""
    values = (*document.values, *(document.beside.values if document.beside else ()))
    lacking = ((value, fonts.missing(value.text, extra_fonts)) for value in dict.fromkeys(values))
    found = {
        value.text: _characters(characters, value.text, value.source) for value, characters in lacking if characters
    }
    return tuple(found.values())


def _characters(characters: Sequence[str], text: str, source: str) -> Diagnostic:
    named = ", ".join(f'"{one}" (U+{ord(one):04X})' for one in characters[:_NAMED])
    named += f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    hint = "Write it in other characters, or name a font that holds these with --font FILE. Other formats hold it as it is."
    return Diagnostic("PG-R010", f'no font of the PDF holds {named} of "{text[:60]}"', Where(subject=source), hint)


class _Maker:
    """Makes the PDF of one document, from the data of its shell."""

    def __init__(self, document: Document, extra: tuple[Path, ...], folder: Path) -> None:
        self.document = document
        self.extra = extra
        self.folder = folder

    def compiler(self, shell: str, data: Data) -> "typst.Compiler":
        """A compiler for the data: typst takes them only as it is made."""
        import typst

        return typst.Compiler(
            input=str(self.folder / f"{shell}.typ"),
            root=str(self.folder),
            font_paths=fonts.offered(self.extra),
            sys_inputs={"data": self._checked(data)},
        )

    def made(self, compiler: "typst.Compiler") -> bytes:
        """The bytes of the PDF."""
        import typst

        _forget()
        created = (self.document.created - _EPOCH).days * _SECONDS
        try:
            data = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=created)
        except typst.TypstError as error:
            raise fail("PG-R019", error.message, Where(subject=self.document.id), "; ".join(error.hints)) from error
        assert isinstance(data, bytes)
        return data

    def _checked(self, data: Data) -> str:
        if not self.document.title.strip():
            where = Where(subject=self.document.id)
            raise fail("PG-R013", "the document has no title", where, "give its outline a title")
        text = json.dumps(data, ensure_ascii=False)
        if fonts.missing(text, self.extra):
            raise PolicygenError(unheld(self.document, self.extra) or tuple(self._in_content(text)))
        if PATTERN.search(text):
            raise fail("PG-R014", "a value was not filled in", Where(subject=self.document.id))
        return text

    def _in_content(self, data: str) -> Iterator[Diagnostic]:
        for character in fonts.missing(data, self.extra):
            at = data.index(character)
            yield _characters(character, data[max(0, at - 20) : at + 20], self.document.id)


def _found(compiler: "typst.Compiler") -> Data:
    """What the shell of a sheet reports of how it fits."""
    found = json.loads(compiler.query("<fit>", field="value", one=True))
    assert isinstance(found, dict)
    return found


def _own(labels: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(_AREA): words for key, words in labels.items() if key.startswith(_AREA)}


def _forget() -> None:
    """Let typst drop what it keeps of earlier documents: no other document uses it, and it is most of the memory."""
    with _FORGETTING:
        blank = _blank()
        for _ in range(_KEPT + 1):
            blank.compile(format="svg")


@cache
def _blank() -> "typst.Compiler":
    import typst

    folder = shells_dir()
    return typst.Compiler(input=str(folder / "blank.typ"), root=str(folder), font_paths=fonts.offered())


def shells_dir() -> Path:
    """The built-in print shells: in the package, or in its checkout."""
    root = _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent.parent
    return root / "templates" / "shells" / "print"
