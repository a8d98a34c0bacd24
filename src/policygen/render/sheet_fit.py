"""Whether a print sheet fits on its paper, and what could go where it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policygen.domain.document import Document
from policygen.domain.sheet import SheetFormat
from policygen.errors import Diagnostic, Where
from policygen.render.sheet_sizes import Setting, sheet_format

_LONG = 60  # characters of an answer that makes a sheet long
Found = Mapping[str, Any]  # Any: what a shell reports, as JSON


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A print sheet. Where it does not fit, `missing_mm` is the height that lacks at the smallest size, and
    `longest_clauses` are the ids of its clauses, first those it could do without, of these first the one with the most
    lines. `enough` says that leaving out the first makes it fit; `needed` that the sheet can do without none.
    `pages` are those that a booklet takes, `most_pages` those that it may take; `most_pages` is 0 where the height is
    measured."""

    data: bytes
    fits: bool
    size_pt: float
    missing_mm: float = 0.0
    longest_clauses: tuple[str, ...] = ()
    enough: bool = False
    needed: bool = False
    pages: int = 0
    most_pages: int = 0


def of_measured(document: Document, data: bytes, found: Found) -> SheetResult:
    """The result of a sheet of a fixed number of pages, whose height is measured."""
    if found["fits"]:
        return SheetResult(data, True, found["size"], pages=found["pages"])
    room, short = found["room"], found["need"] - found["room"]
    without = sorted((clause not in _may_go(document), height, clause) for height, clause in found["without"])
    needed, least = without[0][:2] if without else (True, room)
    names = tuple(dict.fromkeys(clause for *_, clause in without))
    enough = not needed and least <= room
    return SheetResult(data, False, found["size"], round(short, 1), names, enough, needed, found["pages"])


def of_pages(document: Document, data: bytes, found: Found, set_in: Setting) -> SheetResult:
    """The result of a booklet whose pages are counted."""
    pages, most = int(found["pages"]), max(set_in.pages)
    fits = bool(found["wide"]) and pages <= most
    longest = sorted((clause not in _may_go(document), -height, clause) for height, clause in found["clauses"])
    names = () if fits else tuple(clause for *_, clause in longest)
    needed = not fits and (not longest or longest[0][0])
    return SheetResult(data, fits, found["size"], 0.0, names, False, needed, pages, most)


def unfit(document: Document, result: SheetResult, *, no_code: bool = False) -> Diagnostic:
    """The finding for a sheet that does not fit, naming the clause that could go; `no_code` says that it fits without its
    QR code."""
    name = f"{document.id}-{document.variant}" if document.variant else document.id
    on = f"{_paper(sheet_format(document))}{' in two languages' if document.beside else ''}"
    at = f"at {result.size_pt:g} pt, the smallest type of this sheet"
    if 0 < result.most_pages < result.pages:
        message = f"the text takes {result.pages} pages of {on} {at}; it may take {result.most_pages}"
    elif result.most_pages:
        message = f"a word is wider than a page of {on} {at}"
    else:
        there = "one page" if result.pages == 1 else f"{result.pages} pages"
        message = f"the text does not fit on {there} of {on}: {at}, {result.missing_mm:g} mm are missing"
    first = result.longest_clauses[0] if result.longest_clauses else ""
    values = (*document.values, *(document.beside.values if document.beside else ()))
    longest = max((v for v in values if "." in v.source), key=lambda v: len(v.text), default=None)
    answer = f"; its longest answer is `{longest.source}`" if longest and len(longest.text) > _LONG else ""
    if result.enough:
        hint = f"leave out `{first}` and it fits, or issue the sheet on larger paper{answer}"
    elif result.needed:
        hint = f"shorten it, beginning with `{first}`, its longest clause, which must stay{answer}"
    else:
        hint = f"leave out `{first}`, the longest clause that could go, and shorten the rest{answer}"
    if no_code:
        hint = f"write `qr_code: false` under `print`, without which it fits; or {hint}"
    return Diagnostic("PG-R012", message, Where(subject=name), hint)


def _may_go(document: Document) -> frozenset[str]:
    return document.may_go | (document.beside.may_go if document.beside else frozenset())


def _paper(format_: SheetFormat) -> str:
    return f"{format_.paper.title()}{', landscape' if format_.landscape else ''}"
