"""The guide names the smallest type of each print sheet; sheets that are too full are set in just that."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policygen.domain.document import Paper
from policygen.domain.sheet import SheetKind, Wanted, formats, holds_two_languages
from policygen.render.to_pdf import pdf_sheet
from tests.render.pdf_samples import clause, document, p, section
from tests.render.test_sheet_sizes import BRAND, WORDS, type_sizes

GUIDE = Path(__file__).parents[2] / "site" / "print.md"
KINDS = {"code for the wall": "wall", "poster": "poster", "leaflet": "leaflet", "large print": "leaflet"}
PAPERS: tuple[tuple[Paper, ...], ...] = (("a3",), ("a4", "letter"), ("a5",), ("a6",))


def promised() -> dict[tuple[str, Paper], float]:
    """The table of the guide: the name of a sheet, its paper, and its smallest type in points."""
    rows = [line.strip("| ").split("|") for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows if row[0].split(",")[0].strip() in KINDS]
    return {
        (name, paper): float(size)
        for name, *sizes in cells
        for papers, size in zip(PAPERS, [*sizes, "", "", ""][:4], strict=True)
        for paper in papers
        if size
    }


def named(kind: SheetKind) -> set[tuple[str, Paper]]:
    """Every size that a kind of sheet comes in, as the guide calls it."""
    found = set()
    for one in formats(kind, ("a4", "letter"), Wanted(("a3", "a5", "a6", "large-print"), landscape=True)):
        name = "large print" if one.large else next(name for name, of in KINDS.items() if of == kind)
        lies = ", landscape" * one.landscape
        found.add((name + lies, one.paper))
        if kind != "leaflet" and holds_two_languages(kind, one):
            found.add((f"{name}, two languages{lies}", one.paper))
    return found


def test_the_guide_names_the_type_of_every_sheet() -> None:
    assert set(promised()) == named("wall") | named("poster") | named("leaflet")


@pytest.mark.parametrize(("sheet", "least"), promised().items(), ids=str)
def test_a_sheet_that_is_too_full_is_set_in_the_smallest_type_that_the_guide_names(
    sheet: tuple[str, Paper], least: float
) -> None:
    name, paper = sheet
    kind: Any = KINDS[name.split(",")[0]]
    many = p("We say this in rather too many words. " * 600)
    looks = ("plain", "card", "box")
    full = document(
        *(section(look, clause(f"{look}-1", many), title="Please", look=look) for look in looks),
        title="Welcome", paper=paper, landscape="landscape" in name, large=name == "large print", draft=True,
    )  # fmt: skip
    full = replace(full, beside=replace(full, language="ja", locale="ja_JP") if "two languages" in name else None)
    found = type_sizes(pdf_sheet(full, WORDS, kind, brand=BRAND).data)
    assert least in found
    assert min(found) == pytest.approx(max(0.8 * least, 9) if kind == "poster" else least, abs=0.05)
