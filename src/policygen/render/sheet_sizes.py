"""How each kind of print sheet is set in each size: its shell, and the smallest and largest type for its distance."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from policygen.domain.document import Document, Paper
from policygen.domain.sheet import SheetFormat, SheetKind, shares_page

UNLIMITED = 99


@dataclass(frozen=True, slots=True)
class Setting:
    """The shell that draws it, and the sizes of type in points. A booklet has `pages`: how many it may take, the fewest
    first, which are kept to where the text fits on them."""

    shell: str
    least: float
    most: float
    pages: tuple[int, ...] = ()

    @property
    def is_booklet(self) -> bool:
        """Whether its words run on over pages, so that it is the pages that are counted."""
        return bool(self.pages)


# Least and most size of type by paper. Read from a chair or a queue: 14 pt on A4. Read in passing: 18 pt on A4. At a
# counter or in the hand: 10 to 14 pt. A sheet that lies is set smaller, since its band is as wide as the page.
Range = tuple[float, float]
_WALL: Mapping[Paper, Range] = {"a4": (14, 30), "letter": (14, 30), "a3": (20, 43)}
_WALL_LYING: Mapping[Paper, Range] = {"a4": (12, 30), "letter": (12, 30), "a3": (17, 43)}
_POSTER: Mapping[Paper, Range] = {"a4": (18, 40), "letter": (18, 40), "a3": (25, 57), "a5": (14, 28), "a6": (10, 20)}
_POSTER_LYING: Mapping[Paper, Range] = {**_POSTER, "a5": (12, 28), "a6": (9, 20)}
_HALF: Mapping[Paper, Paper] = {"a3": "a4", "a4": "a5", "letter": "a5"}  # the paper of one of two languages


def sheet_format(document: Document) -> SheetFormat:
    """The size a document is to be printed in."""
    return SheetFormat(document.paper, document.landscape, document.large)


def setting(kind: SheetKind, document: Document) -> Setting:
    """How a sheet is set on its paper; two languages on one page each as on half of it, which lies the other way."""
    halved = bool(document.beside) and shares_page(kind, sheet_format(document))
    paper = _HALF[document.paper] if halved else document.paper
    lies = document.landscape != halved
    match kind:
        case "wall":
            booklet = Setting("booklet", 11.5, 18, (2, 4) if document.beside else (1, 2))
            if paper == "a5":
                return Setting("leaflet", 11.5, 18) if lies else booklet
            return Setting("wall", *(_WALL_LYING if lies else _WALL)[paper])
        case "leaflet":
            if document.large:
                return Setting("booklet", 18, 18, (UNLIMITED,))
            return Setting("leaflet", 9, 14) if paper == "a6" else Setting("leaflet", 11, 17)
        case "poster":
            return Setting("poster", *(_POSTER_LYING if lies else _POSTER)[paper])
        case "notice":
            return Setting("notice", 8, 22)
        case "":
            raise ValueError("not a print sheet")
        case _:
            assert_never(kind)
