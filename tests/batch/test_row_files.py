"""Tables of rows as people save them: read exactly, or refused with what to do; nothing of them is ever run."""

import csv
import io
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygen.content.rows import MOST_COLUMNS, table, tidy
from policygen.domain.rows import Names, Row, file_name, letters
from policygen.errors import PolicygenError
from tests.batch import workbooks
from tests.batch.workbooks import DAY, ZEROS, formula, number, shared, text, workbook

RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10))}
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def rows(data: bytes, file: str = "rows.csv", encoding: str = "") -> list[Row]:
    return list(table(data, file, encoding))


def cells(data: bytes, file: str = "rows.csv", encoding: str = "") -> list[dict[str, str]]:
    return [dict(row.cells) for row in rows(data, file, encoding)]


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(PolicygenError) as raised:
        work()
    return str(raised.value)


# --- CSV ----------------------------------------------------------------------------------------------------------


def test_empty_cells_are_no_answers_and_empty_rows_no_rows() -> None:
    found = rows(b"vendor.name,vendor.address\n\nOne,\n,,\n  ,Somewhere\n")
    assert [(row.number, dict(row.cells)) for row in found] == [
        (3, {"vendor.name": "One"}),
        (5, {"vendor.address": "Somewhere"}),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_first_line(separator: str) -> None:
    data = f'vendor.name{separator}vendor.address\nOne{separator}"1, Road; 2 | Street"\n'.encode()
    assert cells(data) == [{"vendor.name": "One", "vendor.address": "1, Road; 2 | Street"}]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", ""), ("utf-8-sig", ""), ("cp932", "cp932"), ("utf-16", "utf-16")]
)
def test_a_file_is_read_in_its_encoding(encoding: str, named: str) -> None:
    assert cells("vendor.name\n株式会社見本\n".encode(encoding), encoding=named) == [{"vendor.name": "株式会社見本"}]


def test_another_encoding_is_said_with_the_line_and_what_to_do() -> None:
    told = refusal(lambda: rows("vendor.name\nOne\nCafé\n".encode("cp1252")))
    assert "PG-B002  line 3 is not in UTF-8 (byte 0xE9)" in told
    assert "--encoding cp1252" in told
    assert "Add --encoding utf-16" in refusal(lambda: rows("vendor.name\nCafé\n".encode("utf-16")))
    assert "PG-B001  there is no encoding 'utf-99'" in refusal(lambda: rows(b"vendor.name\n", encoding="utf-99"))
    assert "PG-B001" in refusal(lambda: rows(b"vendor.name\n", encoding="hex"))
    assert "is not in idna" in refusal(lambda: rows(b"vendor.name\xff\n", encoding="idna"))
    assert "ends with .xlsx" in refusal(lambda: rows(workbook([[text("é")]])))


def test_a_quotation_mark_left_open_is_refused_with_its_row() -> None:
    assert "PG-B003  row 3 cannot be read" in refusal(lambda: rows(b'vendor.name\nOne\n"Two\nThree\n'))


def test_a_million_columns_are_refused_at_the_first_row() -> None:
    data = ",".join(f"c{n}" for n in range(1_000_000)).encode() + b"\n"
    assert f"PG-B005  the file has more than {MOST_COLUMNS} columns" in refusal(lambda: rows(data))


def test_a_column_named_twice_is_refused() -> None:
    told = refusal(lambda: rows(b"vendor.name,row, vendor.name \nA,B,C\n"))
    assert 'PG-B006  "vendor.name" heads column A and column C' in told


def test_a_file_without_rows_says_what_its_first_row_is_for() -> None:
    assert "PG-B005  the file holds no rows" in refusal(lambda: rows(b" , ,\n"))
    assert "--columns" in refusal(lambda: rows(b""))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygen.content.rows.MOST_ROWS", 2)
    assert "PG-B005  the file has more than 2 rows" in refusal(lambda: rows(b"vendor.name\n1\n2\n3\n"))


def test_a_cell_beside_the_columns_is_told_and_not_lost() -> None:
    [row] = rows(b"vendor.name,,vendor.address\nOne,stray,1 Road,more\n")
    assert [str(found).splitlines()[0] for found in row.problems] == [
        "rows.csv row 2, column B  PG-B007  this cell stands in a column without a name"
    ]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=3, max_size=3), max_size=5))
@example([["=1+1", '"', "a\r\nb"]])
def test_any_table_that_a_program_writes_is_read_as_it_was(written: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["a.a", "b.b", "c.c"], *written])
    tidied = [[tidy(cell) for cell in row] for row in written]
    filled = [{k: c for k, c in zip(("a.a", "b.b", "c.c"), row, strict=True) if c.strip()} for row in tidied]
    assert cells(stream.getvalue().encode()) == [row for row in filled if row]


@given(
    st.binary(max_size=400) | st.text("ab.,;\t\"'\n\r=é\0", max_size=80).map(str.encode), st.sampled_from(["", "cp932"])
)
def test_any_bytes_give_rows_or_a_refusal(data: bytes, encoding: str) -> None:
    assert _rows_or_refusal(data, "rows.csv", encoding)


# --- workbooks ----------------------------------------------------------------------------------------------------


def test_a_workbook_is_read_as_its_first_sheet_shows_it() -> None:
    data = workbook(
        [
            [shared(0), text("vendor.address"), text("vendor.main_contract"), text("vendor.contact")],
            [text(' =HYPERLINK("x")'), "", number(46204, DAY), number(15550100)],
            [],
            [formula('"Bee"&" Ltd"', "Bee Ltd"), number(1.5), shared(1), '<c{at} t="b"><v>1</v></c>'],
        ],
        ["<t>vendor.name</t>", "<r><t>Rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh>"],
    )
    assert [(row.number, dict(row.cells)) for row in rows(data, "rows.xlsx")] == [
        (2, {"vendor.name": '=HYPERLINK("x")', "vendor.main_contract": "2026-07-01", "vendor.contact": "15550100"}),
        (
            4,
            {
                "vendor.name": "Bee Ltd",
                "vendor.address": "1.5",
                "vendor.main_contract": "Rich text",
                "vendor.contact": "yes",
            },
        ),
    ]


@pytest.mark.parametrize(("value", "shown"), [(0, "000"), (61, "061"), (1234, "1234"), (1.5, "1.5")])
def test_a_number_that_shows_zeros_in_front_is_read_with_them(value: float, shown: str) -> None:
    data = workbook([[text("place.id"), text("place.emergency")], [text("geelong"), number(value, ZEROS)]])
    assert [row.cells["place.emergency"] for row in rows(data, "rows.xlsx")] == [shown]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (formula("1+1", "", "n"), "a formula without a result"),
        (formula("1/0", "#DIV/0!", "e"), "the error #DIV/0!"),
    ],
)
def test_a_cell_that_shows_nothing_is_a_fault_of_its_row(cell: str, told: str) -> None:
    data = workbook([[text("vendor.name"), text("vendor.address")], [text("A"), cell], [cell, cell], [text("B")]])
    first, both, whole = rows(data, "rows.xlsx")
    [found] = first.problems
    assert str(found).startswith(f"rows.xlsx row 2, column B  PG-B004  cell B2 holds {told}\n")
    assert [str(one.where) for one in both.problems] == ["rows.xlsx row 3, column A", "rows.xlsx row 3, column B"]
    assert (whole.cells, whole.problems) == ({"vendor.name": "B"}, ())


def test_a_first_row_that_shows_nothing_is_refused_whole() -> None:
    bad = formula("1+1", "", "n")
    told = refusal(lambda: rows(workbook([[bad, text("vendor.name"), bad], [text("A")]]), "rows.xlsx"))
    assert "cell A1 holds" in told
    assert "cell C1 holds" in told


def test_a_string_that_a_workbook_lacks_is_damage() -> None:
    assert "PG-B004  this is not a workbook" in refusal(
        lambda: rows(workbook([[text("vendor.name")], [shared(7)]]), "rows.xlsx")
    )


def test_spaces_that_nobody_sees_are_not_part_of_a_name() -> None:
    assert cells("vendor.name\n  Ironwood   Security\u00a0 Ltd \u3000\n株式会社\u3000見本\n".encode()) == [
        {"vendor.name": "Ironwood Security\u00a0Ltd"},
        {"vendor.name": "株式会社\u3000見本"},
    ]


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    bomb = workbook([], more={"xl/worksheets/sheet1.xml": b" " * (60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert "PG-B004  the workbook is too large" in refusal(lambda: rows(bomb, "rows.xlsx"))


def test_entities_of_a_workbook_are_not_opened() -> None:
    cell = b'<row r="1"><c t="str"><v>&x;</v></c></row>'
    bad = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _sheet(cell)
    data = workbook([], more={"xl/worksheets/sheet1.xml": bad})
    assert "root:" not in refusal(lambda: rows(data, "rows.xlsx"))


def test_columns_far_to_the_right_are_refused() -> None:
    far = _sheet(b'<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>')
    data = workbook([], more={"xl/worksheets/sheet1.xml": far})
    assert f"more than {MOST_COLUMNS} columns" in refusal(lambda: rows(data, "rows.xlsx"))


@given(st.data())
def test_any_damage_to_a_workbook_gives_rows_or_a_refusal(data: st.DataObject) -> None:
    good = bytearray(workbook([[text("vendor.name"), shared(0)], [number(3.5, DAY), text("b")]], ["<t>a</t>"]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert _rows_or_refusal(bytes(good), "rows.xlsx")


@given(
    st.text('<>/="&;xlcvrtsA1 ', max_size=60), st.sampled_from(["worksheets/sheet1.xml", "workbook.xml", "styles.xml"])
)
def test_any_part_of_a_workbook_gives_rows_or_a_refusal(part: str, name: str) -> None:
    data = workbook([[text("vendor.name")], [number(1, DAY)]], more={f"xl/{name}": part.encode()})
    assert _rows_or_refusal(data, "rows.xlsx")


def _sheet(body: bytes) -> bytes:
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (workbooks.MAIN.encode(), body)


def _rows_or_refusal(data: bytes, file: str, encoding: str = "") -> bool:
    try:
        return all(cell.strip() for row in rows(data, file, encoding) for cell in row.cells.values())
    except PolicygenError as error:
        return all(found.hint and found.where.file for found in error.diagnostics)


# --- names --------------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.text(max_size=20)
        | st.sampled_from(["Acme", "ACME", "ａｃｍｅ", "acme-2", "CON", "nul.", "..", "é", "e\u0301"])
    )
)
def test_names_of_files_are_legal_everywhere_and_no_two_the_same_on_any_disk(wanted: list[str]) -> None:
    names = Names()
    found = [f"vendor-clauses@{names.free(one, row)}.en.docx" for row, one in enumerate(wanted, 2)]
    assert len({unicodedata.normalize("NFC", one).casefold() for one in found}) == len(found)
    for name in found:
        assert not FORBIDDEN & set(name)
        assert name.split(".")[0] not in RESERVED
        assert name == name.strip(" .")
        assert len(name.encode()) <= 255


def test_names_keep_their_script() -> None:
    assert file_name("Brightwell Cleaning & Co. (2026)") == "brightwell-cleaning-co-2026"
    assert file_name("株式会社見本") == "株式会社見本"
    assert file_name("हिन्दी सेवा") == "हिन्दी-सेवा"
    assert file_name("x" * 1_000) == "x" * 120
    assert file_name("***") == ""
    assert Names().free("***", 7) == "row-7"


@given(st.integers(0, 20_000))
def test_columns_are_lettered_as_in_a_spreadsheet(index: int) -> None:
    number = 0
    for letter in letters(index):
        number = number * 26 + ord(letter) - 64
    assert number == index + 1
