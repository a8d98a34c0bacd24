"""Print sheets take the largest type that fits on their page, or say what is missing and what could go."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from policygen.domain.brand import Brand
from policygen.domain.document import Clause
from policygen.errors import PolicygenError
from policygen.render.to_pdf import pdf, pdf_sheet
from policygen.verify.pdf_checks import findings, words
from tests.render import pdf_samples as samples
from tests.render.pdf_samples import LABELS, clause, p

SHEETS = [("wall", samples.wall), ("leaflet", samples.leaflet)]


def more(*lengths: int) -> tuple[Clause, ...]:
    return tuple(clause(f"extra-{n}", p("We also say this, in rather too many words. " * n)) for n in lengths)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("kind", "make"), SHEETS)
def test_a_sheet_of_the_planned_length_fits_in_type_that_can_be_read(kind: Any, make: Any, paper: str) -> None:
    made = pdf_sheet(make(paper), LABELS, kind)
    assert made.fits
    assert made.size_pt >= (14 if kind == "wall" else 11)
    assert len(pikepdf.open(BytesIO(made.data)).pages) <= (1 if kind == "wall" else 2)
    assert findings(made.data) == ()


def baselines(page: pikepdf.Page) -> list[float]:
    """How far above the lower edge each piece of text stands, in millimetres."""
    matrix, kept, found = pikepdf.Matrix(), [], []
    instructions: Any = pikepdf.parse_content_stream(page)  # pairs, which its types do not say
    for operands, operator in instructions:
        match str(operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                found.append((pikepdf.Matrix(*map(float, operands)) @ matrix).f / 72 * 25.4)
    return found


@pytest.mark.parametrize(("paper", "large"), [("a6", False), ("a5", False), ("a4", True), ("letter", True)])
def test_no_printer_and_no_knife_cuts_a_line(paper: str, large: bool) -> None:
    pages = pikepdf.open(BytesIO(pdf(samples.leaflet(paper, large=large), LABELS, sheet="leaflet"))).pages
    assert min(mm for page in pages for mm in baselines(page)) >= 5


def test_fewer_words_are_set_larger() -> None:
    full, short = samples.wall(), samples.wall()
    short = samples.document(*short.sections[:3], title="Kind to each other", paper="a4")
    assert pdf_sheet(short, LABELS, "wall").size_pt > pdf_sheet(full, LABELS, "wall").size_pt


def test_a_sheet_that_would_overflow_says_which_clause_could_go() -> None:
    full = samples.wall("letter", more(5, 17))
    full = replace(full, may_go=frozenset({"extra-5", "extra-17"}))
    made = pdf_sheet(full, LABELS, "wall")
    assert (made.fits, made.enough) == (False, True)
    assert made.missing_mm > 0
    first = made.longest_clauses[0]
    parts = (replace(each, clauses=tuple(c for c in each.clauses if c.id != first)) for each in full.sections)
    assert pdf_sheet(replace(full, sections=tuple(parts)), LABELS, "wall").fits
    with pytest.raises(PolicygenError) as refused:
        pdf(full, LABELS, sheet="wall")
    (finding,) = refused.value.diagnostics
    assert finding.code == "PG-R012"
    assert "one page of Letter: at 14 pt" in finding.message
    assert f"leave out `{first}` and it fits" in finding.hint


def test_a_sheet_that_fits_without_its_qr_code_says_so() -> None:
    words = LABELS | {"pdf.qr": "Code that leads to {address}", "pdf.qr-below": "Full code: {address}"}
    linked = Brand(address="https://clinic.example/code")
    size = next(
        size
        for size in range(1, 60)
        if not pdf_sheet(samples.wall("letter", more(size)), words, "wall", brand=linked).fits
    )
    with pytest.raises(PolicygenError, match="write `qr_code: false` under `print`, without which it fits; or"):
        pdf(samples.wall("letter", more(size)), words, sheet="wall", brand=linked)


def test_where_no_clause_alone_would_do_the_longest_is_named() -> None:
    full = replace(samples.wall("a4", more(30, 40)), may_go=frozenset({"extra-30", "extra-40"}))
    with pytest.raises(PolicygenError, match="leave out `extra-40`, the longest clause that could go"):
        pdf(full, LABELS, sheet="wall")


def test_where_every_clause_must_stay_the_longest_is_named_to_be_shortened() -> None:
    with pytest.raises(PolicygenError, match="beginning with `extra-40`, its longest clause, which must stay"):
        pdf(samples.wall("a4", more(30, 40)), LABELS, sheet="wall")


def test_a_draft_sheet_is_written_though_it_does_not_fit() -> None:
    assert pdf(samples.wall("a4", more(40), draft=True), LABELS, sheet="wall")


def test_of_the_clauses_that_could_go_the_one_with_the_most_lines_is_named_first() -> None:
    full = replace(samples.wall("letter", more(9, 40, 20)), may_go=frozenset({"extra-9", "extra-20"}))
    assert pdf_sheet(full, LABELS, "wall").longest_clauses[:3] == ("extra-20", "extra-9", "extra-40")


@pytest.mark.parametrize(("kind", "make"), SHEETS)
def test_a_sheet_says_its_words_once_and_in_order(kind: Any, make: Any) -> None:
    text = " ".join(words(pdf_sheet(make(), LABELS, kind).data))
    parts = (
        "You are welcome",
        "You can expect",
        "Please",
        "We do not accept",
        "ask you to stop",
        "Practice Manager: +61",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count("Kind to each other") == 1


@pytest.mark.parametrize(("kind", "make"), SHEETS)
def test_the_same_sheet_gives_the_same_bytes(kind: Any, make: Any) -> None:
    assert pdf_sheet(make(), LABELS, kind) == pdf_sheet(make(), LABELS, kind)


def test_a_wall_sheet_with_a_little_too_much_keeps_its_type_and_slims_its_band() -> None:
    full = samples.wall("a4", more(4))
    made = pdf_sheet(full, LABELS, "wall")
    assert made.fits
    assert made.size_pt >= 14
