"""Print sheets: which sizes each kind comes in, and what these are called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policygen.domain.document import Paper

SheetKind = Literal["", "wall", "leaflet", "poster", "notice"]
LARGE_PRINT = "large-print"
SIZES: Mapping[Paper, tuple[float, float]] = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
}  # millimetres, upright
_COMES_ON: Mapping[SheetKind, tuple[Paper, ...]] = {
    "wall": ("a4", "letter", "a3", "a5"),
    "leaflet": ("a4", "letter", "a6"),
    "poster": ("a4", "letter", "a3", "a5", "a6"),
    "notice": ("a4", "letter"),
}
_LIES: tuple[SheetKind, ...] = ("wall", "poster")
_LARGE: tuple[SheetKind, ...] = ("leaflet",)
_SIDE_BY_SIDE: Mapping[SheetKind, tuple[Paper, ...]] = {"wall": ("a3",), "poster": ("a4", "letter", "a3")}
_IN_TURN: Mapping[SheetKind, tuple[Paper, ...]] = {
    "wall": ("a5",), "leaflet": ("a4", "letter", "a6"), "poster": ("a5", "a6"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """One size that a sheet is printed in: its paper, upright or lying on its long side, or in large print."""

    paper: Paper
    landscape: bool = False
    large: bool = False

    @property
    def name(self) -> str:
        """As it stands in names of files: `a3`, `a3-landscape`, `a4-large-print`."""
        return f"{self.paper}{'-landscape' * self.landscape}{f'-{LARGE_PRINT}' * self.large}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        wide, high = SIZES[self.paper]
        return (high, wide) if self.landscape else (wide, high)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an organisation prints beyond the paper of its places: sizes, sheets that lie, two languages on one sheet."""

    sizes: tuple[str, ...] = ()
    landscape: bool = False
    two_languages: bool = False


NOTHING_MORE = Wanted()


def formats(kind: SheetKind, papers: Sequence[Paper], wanted: Wanted = NOTHING_MORE) -> tuple[SheetFormat, ...]:
    """Every size of a kind of sheet: on the papers of its places, then in the sizes wanted that it comes in."""
    return tuple(dict.fromkeys(_formats(kind, papers, wanted)))


def holds_two_languages(kind: SheetKind, format_: SheetFormat) -> bool:
    """Whether a sheet of this size comes in two languages: on one page, or what is held in the hand one after the other."""
    return shares_page(kind, format_) or format_.paper in _IN_TURN.get(kind, ())


def shares_page(kind: SheetKind, format_: SheetFormat) -> bool:
    """Whether one page has room for two languages, each as large as alone on half the paper."""
    return format_.paper in _SIDE_BY_SIDE.get(kind, ())


def _formats(kind: SheetKind, papers: Sequence[Paper], wanted: Wanted) -> Iterator[SheetFormat]:
    more = [paper for paper in _COMES_ON[kind] if paper in wanted.sizes]
    if wanted.two_languages and kind in _SIDE_BY_SIDE and not {*papers, *more} & set(_SIDE_BY_SIDE[kind]):
        more.append(_SIDE_BY_SIDE[kind][0])
    for paper in (*papers, *more):
        yield SheetFormat(paper)
        if wanted.landscape and kind in _LIES:
            yield SheetFormat(paper, landscape=True)
    if LARGE_PRINT in wanted.sizes and kind in _LARGE:
        yield from (SheetFormat(paper, large=True) for paper in papers)
