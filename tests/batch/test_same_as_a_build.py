"""A row of a batch gives the same bytes as a build with the same answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.content.answer_text import RefusedError, plain_text
from policygen.content.rows import tidy
from policygen.domain.library import Format
from tests.batch.tables import Files, built, csv_text, made, prepared
from tests.samples import HOSTILE, VENDOR

COLUMNS = ("vendor.name", "vendor.address", "vendor.contact", "vendor.main_contract")
WITHOUT_PDF: tuple[Format, ...] = ("docx", "html", "md")
FEWER = settings(max_examples=max(8, settings().max_examples // 8))


def test_rows_of_a_vendor_in_every_format() -> None:
    rows = [
        ("Brightwell Ltd", "9 Sample Road, Melbourne VIC 3000", "", "Agreement of 1 July 2026"),
        (HOSTILE, "", "Site manager, site@brightwell.example", ""),
        ('=HYPERLINK("https://trap.example","Click")', "", "", ""),
        ("髙﨑清掃", "", "", ""),
        ("Undated Ltd", "9 Sample Road, Melbourne VIC 3000", "", "Services agreement"),
    ]
    found = made(prepared(csv_text(*rows, columns=COLUMNS)))
    for cells, files in zip(rows, found, strict=True):
        overrides = {name: cell for name, cell in zip(COLUMNS, cells, strict=True) if cell}
        assert _unnamed(files) == _main(built(overrides))


def test_rows_that_say_how_a_contact_is_reached() -> None:
    columns = ("vendor.name", "vendor.contact", "vendor.contact_phone", "vendor.contact_nights", "vendor.contact_email")
    rows = [
        ("One Ltd", "Site manager", "+61 3 5550 0170", "", "site@one.example"),
        ("Two Ltd", "", "+61 3 5550 0171", "+61 3 5550 0172", ""),
    ]
    labels = ("Contact Person: name and position", "Phone", "Phone outside working hours", "Email")
    found = made(prepared(csv_text(*rows, columns=columns), formats=("md",)))
    for cells, files in zip(rows, found, strict=True):
        overrides = {name: cell for name, cell in zip(columns, cells, strict=True) if cell}
        assert _unnamed(files) == _main(built(overrides, formats=("md",)))
        [page] = files.values()
        lines = page.decode().split("For the Vendor:")[1].split("3 Times")[0]
        for cell, label in zip(cells[1:], labels, strict=True):
            assert cell in lines
            assert (f"**{label}**<br>" in lines) is not bool(cell), label


def test_rows_that_change_an_answer_which_clauses_weigh() -> None:
    columns = ("vendor.name", "vendors.subcontractors", "vendors.times.notice")
    rows = [("One Ltd", "yes", "2 hours"), ("Two Ltd", "no", "1 working day"), ("Three Ltd", "", "2 hours")]
    found = made(prepared(csv_text(*rows, columns=columns), formats=WITHOUT_PDF))
    for cells, files in zip(rows, found, strict=True):
        overrides = {name: cell for name, cell in zip(columns, cells, strict=True) if cell}
        assert _unnamed(files) == _main(built(overrides, formats=WITHOUT_PDF))


def test_rows_in_two_languages() -> None:
    rows = [("見本清掃株式会社", "東京都千代田区見本町9-9-9"), ("Second Ltd", "1 Sample Street")]
    text = csv_text(*rows, columns=COLUMNS[:2])
    found = made(prepared(text, "sakura-retail", formats=WITHOUT_PDF))
    for cells, files in zip(rows, found, strict=True):
        same = built(dict(zip(COLUMNS, cells, strict=False)), "sakura-retail", formats=WITHOUT_PDF)
        assert _unnamed(files) == _main(same)


@FEWER
@given(data=st.data())
def test_any_vendors(data: st.DataObject) -> None:
    cell = st.text(min_size=0, max_size=30).filter(_taken)
    name = cell.filter(str.strip)
    rows = data.draw(st.lists(st.tuples(name, cell, cell, cell), min_size=1, max_size=2))
    found = made(prepared(csv_text(*rows, columns=COLUMNS), formats=WITHOUT_PDF))
    for cells, files in zip(rows, found, strict=True):
        overrides = {column: text for column, text in zip(COLUMNS, cells, strict=True) if text.strip()}
        assert _unnamed(files) == _main(built(overrides, formats=WITHOUT_PDF))


@pytest.mark.parametrize(
    ("name", "document", "place", "cells"),
    [
        ("indus-software", "internal-committee-notice", "pune", {}),
        ("indus-software", "internal-committee-notice", "bengaluru", {"emergency": "100"}),
        ("childrens-network", "visitor-code-of-conduct", "melbourne", {"name": "Melbourne clinic"}),
        (
            "childrens-network",
            "visitor-code-of-conduct",
            "geelong",
            {
                "name": "Geelong clinic",
                "address": "3 Sample Street, Geelong VIC 3220",
                "law": "au-vic",
                "workers": "9",
                "public": "yes",
                "emergency": "000",
            },
        ),
    ],
)
def test_rows_of_places(name: str, document: str, place: str, cells: dict[str, str]) -> None:
    columns = ("place.id", *(f"place.{field}" for field in cells))
    [files] = made(prepared(csv_text((place, *cells.values()), columns=columns), name, document, WITHOUT_PDF))
    overrides = {"shape": "separate"} | {f"places.{place}.{field}": text for field, text in cells.items()}
    same = {
        path.replace(f".{place}.", f"@{place}."): data
        for path, data in built(overrides, name, document, WITHOUT_PDF).items()
        if f".{place}." in path or f"@{place}." in path
    }
    assert files == _main(same, document)


def _unnamed(files: Files) -> Files:
    """The files without the row's name in their paths."""
    return {f"{path.partition('@')[0]}.{path.split('@')[1].split('.', 1)[1]}": data for path, data in files.items()}


def _main(files: Files, document: str = VENDOR) -> Files:
    """The files of the main variant."""
    return {path: data for path, data in files.items() if path.replace("@", ".").split(".")[0] == document}


def _taken(text: str) -> bool:
    try:
        return plain_text(text) == text == tidy(text) and "\r" not in text
    except RefusedError:
        return False
