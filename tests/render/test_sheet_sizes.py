"""Every size of a print sheet holds its words whole, in type that is read at its distance, or says what is missing."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from policygen.domain.brand import Brand, Logo
from policygen.domain.document import Document, Paper
from policygen.domain.sheet import SIZES, SheetFormat, Wanted, formats, holds_two_languages
from policygen.errors import PolicygenError
from policygen.render.to_pdf import pdf, pdf_sheet
from policygen.verify.pdf_checks import findings, words
from policygen.verify.pdf_file import PdfFile
from tests.pictures import SVG, drawn
from tests.render import pdf_samples as samples
from tests.render.pdf_samples import LABELS, bullets, clause, p, section

MM = 72 / 25.4
LONG_NAME = "The Northern Harbour and River Valleys Community Health Trust"
WORDS = LABELS | {"pdf.qr": "Code that leads to {address}", "pdf.qr-below": "Full code: {address}"}
BRAND = Brand(Logo("svg", SVG, 300, 120), "#1f5f4a", "https://www.harbour.example/code")
ALL = ("a3", "a5", "a6", "large-print")


def poster(**other: Any) -> Document:
    sections = (
        section("respect", clause("respect-1", p("Please treat everyone here with respect.")), look="card"),
        section("follows", clause("follows-1", p("If you threaten anyone, we may:"), bullets("ask you to leave", "call the police"))),
        section("contact", clause("contact-1", p("Complaints are welcome: +61 3 5550 0101")), look="box"),
    )  # fmt: skip
    return samples.document(*sections, **({"title": "We are here to help", "numbering": "none"} | other))


def set_in(document: Document, format_: SheetFormat) -> Document:
    return replace(document, paper=format_.paper, landscape=format_.landscape, large=format_.large)


def pages(data: bytes) -> list[tuple[float, float]]:
    found = (page.mediabox for page in pikepdf.open(BytesIO(data)).pages)
    return [(round(float(box[2]) / MM, 1), round(float(box[3]) / MM, 1)) for box in found]


def type_sizes(data: bytes) -> set[float]:
    """Every size of type, in points, that the pages of a file are set in."""
    found = (pikepdf.parse_content_stream(page) for page in pikepdf.open(BytesIO(data)).pages)
    return {round(float(one.operands[1]), 1) for page in found for one in page if str(one.operator) == "Tf"}


def links(data: bytes) -> list[list[str]]:
    """Where the links of each page lead."""
    return [[str(one.A.URI) for one in page.get("/Annots", ())] for page in pikepdf.open(BytesIO(data)).pages]


def told(data: bytes, key: str) -> list[str]:
    """What every object of a file has under a key, as text."""
    file = pikepdf.open(BytesIO(data))
    return [str(one[key]) for one in file.objects if isinstance(one, pikepdf.Dictionary) and key in one]


SHEETS = {"wall": samples.wall(), "leaflet": samples.leaflet(), "poster": poster()}
EVERY = [(k, f) for k in SHEETS for f in formats(k, ("a4",), Wanted(ALL, landscape=True))]  # type: ignore[arg-type]
MOST_PAGES = {("wall", "a5"): 2, ("leaflet", "a4"): 2, ("leaflet", "a6"): 8}


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=lambda one: one if isinstance(one, str) else one.name)
def test_a_sheet_of_the_planned_length_fits_on_every_paper(kind: Any, format_: SheetFormat) -> None:
    source = replace(SHEETS[kind], organisation=LONG_NAME)
    made = pdf_sheet(set_in(source, format_), WORDS, kind, brand=BRAND)
    assert made.fits, made
    assert findings(made.data) == ()
    wide, high = SIZES[format_.paper]
    shape = (high, wide) if format_.landscape else (wide, high)
    assert set(pages(made.data)) == {tuple(round(side, 1) for side in shape)}
    assert len(pages(made.data)) <= (99 if format_.large else MOST_PAGES.get((kind, format_.paper), 1))
    assert made.size_pt >= (18 if format_.large else 9)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("kind", ["wall", "poster"])
def test_two_languages_stand_on_one_sheet_each_whole(kind: Any, landscape: bool) -> None:
    other = replace(SHEETS[kind], language="ja", locale="ja_JP", title="ご意見を伺います")
    both = replace(SHEETS[kind], paper="a3", landscape=landscape, beside=other)
    made = pdf_sheet(both, WORDS, kind, brand=BRAND)
    assert (made.fits, findings(made.data), len(pages(made.data))) == (True, (), 1)
    said = " ".join(words(made.data))
    assert said.count("+61 3 5550 0101") == 2
    assert "ご意見を伺います" in said.replace(" ", "")
    assert any(tag.startswith("ja") for tag in told(made.data, "/Lang"))


def test_large_print_holds_no_smaller_type_nor_in_its_figures_page_numbers_and_addresses() -> None:
    large = set_in(SHEETS["leaflet"], SheetFormat("a4", large=True))
    assert min(type_sizes(pdf_sheet(large, WORDS, "leaflet", brand=BRAND).data)) == 18


@pytest.mark.parametrize(("kind", "least"), [("wall", 0.78 * 14), ("poster", 0.8 * 18)])
def test_the_address_below_a_qr_code_is_no_smaller_than_other_words_may_be(kind: Any, least: float) -> None:
    made = pdf_sheet(SHEETS[kind], WORDS, kind, brand=BRAND)
    assert min(type_sizes(made.data)) >= round(least, 1)


@pytest.mark.parametrize("extra", [0, 30])
def test_a_leaflet_to_fold_has_four_pages_or_eight_and_the_contacts_on_the_back(extra: int) -> None:
    more = section(
        "more", *(clause(f"more-{n}", p("We also say this, in rather many words. " * 2)) for n in range(extra))
    )
    *parts, _ = SHEETS["leaflet"].sections
    contacts = section("reach", clause("reach-1", p("Email: hello@harbour.example")), look="box")
    source = set_in(replace(SHEETS["leaflet"], sections=(*parts, more, contacts)), SheetFormat("a6"))
    made = pdf_sheet(source, WORDS, "leaflet")
    assert made.fits
    assert made.pages == len(pages(made.data)) == (8 if extra else 4)
    assert links(made.data)[-1][-1] == "mailto:hello@harbour.example"


@pytest.mark.parametrize(("extra", "count"), [(0, 8), (30, 12)])
def test_of_two_languages_to_fold_each_takes_the_pages_it_needs_numbered_through_the_whole(
    extra: int, count: int
) -> None:
    one = SHEETS["leaflet"]
    more = (clause(f"more-{n}", p("We also say this, in rather many words. " * 2)) for n in range(extra))
    other = replace(one, language="ja", locale="ja_JP", sections=(*one.sections, section("more", *more)))
    made = pdf_sheet(replace(one, paper="a6", beside=other), LABELS, "leaflet")
    assert made.fits
    assert made.pages == len(pages(made.data)) == count
    assert PdfFile(made.data).edges() == [str(number) for number in range(1, count + 1)]


def test_addresses_stand_on_a_sheet_as_they_are_typed_and_whole_where_a_line_holds_them() -> None:
    reach = section(
        "reach",
        clause(
            "reach-1",
            p("Email: the-practice-manager@harbour.example"),
            p("Full code: https://www.harbour.example/code"),
        ),
        look="box",
    )
    made = pdf_sheet(replace(SHEETS["wall"], sections=(reach,)), WORDS, "wall").data
    assert {"the-practice-manager@harbour.example", "www.harbour.example/code"} <= set(words(made))
    assert links(made) == [["mailto:the-practice-manager@harbour.example", "https://www.harbour.example/code"]]


@pytest.mark.parametrize(
    ("kind", "paper", "most"), [("leaflet", "a4", 4), ("leaflet", "a6", 8), ("poster", "a5", 2), ("wall", "a5", 4)]
)
def test_what_is_held_in_the_hand_says_a_second_language_after_the_first(kind: Any, paper: Paper, most: int) -> None:
    other = replace(SHEETS[kind], language="ja", locale="ja_JP", title="ご意見を伺います")
    made = pdf_sheet(replace(SHEETS[kind], paper=paper, beside=other), WORDS, kind, brand=BRAND)
    assert (made.fits, findings(made.data)) == (True, ())
    assert len(pages(made.data)) % 2 == 0
    assert len(pages(made.data)) <= most
    assert "ご意見を伺います" in "".join(words(made.data))


@pytest.mark.parametrize(
    ("kind", "paper", "told"),
    [
        ("wall", "a5", "pages of A5 at .* pt, the smallest type of this sheet; it may take"),
        ("leaflet", "a6", "on 8 pages of A6"),
    ],
)
def test_a_booklet_that_takes_too_many_pages_says_so(kind: Any, paper: Paper, told: str) -> None:
    more = clause("extra", p("We also say this, in rather too many words. " * 160))
    full = set_in(replace(SHEETS[kind], sections=(*SHEETS[kind].sections, section("more", more))), SheetFormat(paper))
    full = replace(full, may_go=frozenset({"extra"}))
    with pytest.raises(PolicygenError, match=told) as no:
        pdf(full, WORDS, sheet=kind)
    assert "leave out `extra`" in no.value.diagnostics[0].hint
    assert pdf(replace(full, draft=True), WORDS, sheet=kind)


@pytest.mark.parametrize("format_", [SheetFormat("a6"), SheetFormat("a4", landscape=True), SheetFormat("a3")])
def test_a_poster_that_would_overflow_says_how_much_is_missing(format_: SheetFormat) -> None:
    more = section("more", clause("extra", p("We also say this, in rather too many words. " * 90)))
    full = set_in(replace(poster(), sections=(*poster().sections, more)), format_)
    with pytest.raises(PolicygenError, match="mm are missing"):
        pdf(full, WORDS, sheet="poster")


def test_a_word_that_is_wider_than_the_page_is_refused() -> None:
    wide = section("wide", clause("wide-1", p("Donaudampfschifffahrtsgesellschaftskapitänspatente" * 2)))
    full = set_in(replace(SHEETS["leaflet"], sections=(wide,)), SheetFormat("a4", large=True))
    made = pdf_sheet(full, WORDS, "leaflet")
    assert made.fits  # a long word goes on in the next line
    assert "Donau" in " ".join(words(made.data))


def test_the_address_of_the_qr_code_stands_below_it_and_is_told_to_who_cannot_see_it() -> None:
    data = pdf_sheet(poster(), WORDS, "poster", brand=BRAND).data
    assert "www.harbour.example/code" in "".join(words(data))
    assert "Code that leads to https://www.harbour.example/code" in told(data, "/Alt")
    assert links(data) == [["https://www.harbour.example/code"]]


@pytest.mark.parametrize("kind", ["png", "jpeg", "svg"])
def test_a_logo_is_described_by_the_name_and_gives_the_same_bytes_each_time(kind: Any) -> None:
    data = SVG if kind == "svg" else drawn(kind.upper())
    brand = Brand(Logo(kind, data, 120, 48))
    made = pdf_sheet(poster(organisation=LONG_NAME), WORDS, "poster", brand=brand).data
    assert made == pdf_sheet(poster(organisation=LONG_NAME), WORDS, "poster", brand=brand).data
    assert findings(made) == ()
    assert LONG_NAME in told(made, "/Alt")


def test_devanagari_and_japanese_stand_beside_latin_letters() -> None:
    made = pdf_sheet(poster(organisation="आशा क्लिनिक 桜 (Asha Clinic)"), WORDS, "poster")
    assert (made.fits, findings(made.data)) == (True, ())


def test_the_default_is_the_paper_of_the_places_and_no_other() -> None:
    assert formats("wall", ("a4",)) == (SheetFormat("a4"),)
    assert formats("poster", ("letter", "a4")) == (SheetFormat("letter"), SheetFormat("a4"))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_code_of_conduct_in_two_languages_asks_for_a3(paper: Paper) -> None:
    found = formats("wall", (paper,), Wanted(two_languages=True))
    assert [one for one in found if holds_two_languages("wall", one)] == [SheetFormat("a3")]
    assert formats("leaflet", (paper,), Wanted(two_languages=True)) == (SheetFormat(paper),)
