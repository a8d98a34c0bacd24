"""A document becomes a PDF that says its words exactly, is tagged, and is the same file every time."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from policygen.domain.document import (
    Box,
    Document,
    Field,
    FieldKind,
    Fields,
    Heading,
    Link,
    PageBreak,
    Reference,
    Sign,
    Strong,
    Table,
    Text,
    Value,
)  # fmt: skip
from policygen.errors import PolicygenError
from policygen.render.fonts import missing
from policygen.render.pdf_tree import tree
from policygen.render.to_pdf import pdf
from policygen.templating.tokens import token
from policygen.verify.pdf_checks import findings, words
from policygen.verify.pdf_file import PdfFile
from tests.render import pdf_samples as samples
from tests.render.pdf_samples import HOSTILE, LABELS, bullets, clause, document, one, p, section, t

V = token(0)


def said(made: Document) -> str:
    return " ".join(words(pdf(made, LABELS)))


def pages(data: bytes) -> int:
    return len(pikepdf.open(BytesIO(data)).pages)


def values(*texts: str) -> tuple[Value, ...]:
    return tuple(Value(text, "organisation.name") for text in texts)


def test_a_hostile_value_is_printed_exactly_wherever_it_stands() -> None:
    table = Table((t(f"Head {V}"), t("B")), ((t(f"cell {V}"), (Strong(t(V)),)),))
    made = one(
        p(f"Text {V} end"), bullets(f"item {V}"), table, Box((p(f"box {V}"),)), Sign(f"For {V}", (Field("n", "person", f"Name {V}"),)),
        values=values(HOSTILE), title=f"Title {V}", subtitle=f"Sub {V}", organisation=HOSTILE, running_head=V, running_foot=V,
    )  # fmt: skip
    text = said(made)
    for before in ("Text", "item", "Head", "cell", "box", "For", "Name", "Title", "Sub"):
        assert f"{before} {HOSTILE}" in text
    opened = pikepdf.open(BytesIO(pdf(made, LABELS)))
    assert opened.open_metadata()["dc:title"] == f"Title {HOSTILE}"


def test_japanese_names_are_printed_with_no_missing_glyph() -> None:
    assert "Tell 髙橋 﨑子 or 彅田 now." in said(
        one(p(f"Tell {V} or {token(1)} now."), values=values("髙橋 﨑子", "彅田"))
    )


def test_a_text_of_many_different_characters_is_read_as_it_was_printed() -> None:
    all_ = [chr(code) for code in range(0x4E00, 0x5200)]
    held = "".join(character for character in all_ if not missing(character))[:300]
    assert len(held) == 300
    assert held in "".join(words(pdf(one(p(V), values=values(held)), LABELS)))


def test_a_character_no_font_holds_is_refused_with_its_question_and_code_point() -> None:
    with pytest.raises(PolicygenError) as refused:
        pdf(one(p(f"Tell {V}."), values=(Value("Ann 😀", "contacts.hr.name"),)), LABELS)
    (finding,) = refused.value.diagnostics
    assert finding.code == "PG-R010"
    assert str(finding.where) == "contacts.hr.name"
    assert '"😀" (U+1F600) of "Ann 😀"' in finding.message
    assert "--font" in finding.hint


def test_a_name_in_letters_that_no_font_holds_is_one_finding() -> None:
    with pytest.raises(PolicygenError) as refused:
        pdf(one(p(f"{V} and {token(1)}."), values=(Value("مكتبة النور", "a"), Value("مكتبة النور", "b"))), LABELS)
    (finding,) = refused.value.diagnostics
    assert '"م" (U+0645), "ك" (U+0643)' in finding.message
    assert 'and 5 more of "مكتبة النور"' in finding.message


def test_a_character_of_the_content_that_no_font_holds_is_refused_with_its_surroundings() -> None:
    with pytest.raises(PolicygenError, match=r"U\+2610"):
        pdf(one(p("Tick ☐ here")), LABELS)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(samples.policy(), LABELS) == pdf(samples.policy(), LABELS)


def test_a_line_break_in_a_value_is_a_line_break_on_paper() -> None:
    assert "1 Example Street Geelong VIC" in said(one(p(V), values=values("1 Example Street\nGeelong VIC")))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("make", [samples.policy, samples.contract, samples.form])
def test_every_promise_of_the_file_holds(make: object, paper: str) -> None:
    data = pdf(make(paper), LABELS)  # type: ignore[operator]  # a sample function
    assert findings(data) == ()
    with pikepdf.open(BytesIO(data)) as opened:
        sides = [round(float(side)) for side in list(opened.pages[0].mediabox)[2:]]
    assert sides == ([595, 842] if paper == "a4" else [612, 792])


def test_heading_levels_are_never_skipped() -> None:
    deep = clause("deep", Heading(6, t("Small")), p("x"), title="Deep", level=3)
    assert findings(pdf(document(section("s", deep)), LABELS)) == ()


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(PolicygenError, match="PG-R013"):
        pdf(one(p("x"), title=" "), LABELS)


def test_the_header_row_of_a_table_is_tagged_and_repeated_on_each_page() -> None:
    table = Table((t("Who"), t("When")), tuple((t(f"row {n}"), t("now")) for n in range(80)))
    data = pdf(one(table), LABELS)
    assert pages(data) > 1
    assert findings(data) == ()
    assert words(data).count("Who") == 1


def test_a_table_without_words_in_its_header_has_no_empty_row() -> None:
    made = one(Table(((), ()), ((t("Owner"), t("HR")),)))
    assert "Owner HR" in said(made)


def test_numbers_and_labels_are_printed_as_computed() -> None:
    text = said(samples.contract())
    for number in ("1. Telling each other", "2.2 A party", "(a) date", "(i) short"):
        assert number in text


def test_cross_references_contents_and_addresses_are_links() -> None:
    body = p("See ", Reference("two", "2", "Two"), " or ", Link("mailto:a@b.example", t("write")), ".")
    clause_one = clause("one", body, title="One", level=3)
    made = document(section("s", clause_one, clause("two", p("x"), title="Two", level=3), title="Part"), contents=True)
    opened = pikepdf.open(BytesIO(pdf(made, LABELS)))
    links = [link for page in opened.pages for link in page.get("/Annots", [])]
    addresses = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
    assert addresses == ["mailto:a@b.example"]
    assert len(links) == 1 + 1 + 1  # contents, reference, address
    assert [str(entry.title) for entry in opened.open_outline().root] == ["Part"]


def test_language_author_and_date_come_from_the_document() -> None:
    opened = pikepdf.open(BytesIO(pdf(one(p("x"), locale="en-US"), LABELS)))
    meta = opened.open_metadata()
    assert str(opened.Root.Lang) == "en-US"
    assert meta["dc:creator"] == ["Harbour Street Clinic"]
    assert meta["xmp:CreateDate"] == "2026-11-21T00:00:00+00:00"


def test_a_signature_block_stays_on_one_page() -> None:
    sign = Sign("Signed by", tuple(Field(f"f{n}", "signature", f"Line {n}") for n in range(6)))
    made = one(*(p("filler " * 60) for _ in range(7)), sign)
    data = pdf(made, LABELS)
    with pikepdf.open(BytesIO(data)) as opened:
        texts = [bytes(page.Contents.read_bytes()) for page in opened.pages]
    assert len(texts) == 2
    assert pages(pdf(one(sign), LABELS)) == 1


def test_a_page_break_starts_a_page_even_inside_a_panel() -> None:
    assert pages(pdf(document(section("s", clause("c", p("a"), PageBreak(), p("b")), look="card")), LABELS)) == 2


def test_every_kind_of_field_shows_its_label_and_options() -> None:
    kinds = ("text", "date", "time", "one-of", "several-of", "tick", "signature", "person")
    fields = tuple(Field(kind, kind, f"Label of {kind}", 2, ("Yes", "No")) for kind in kinds)  # type: ignore[arg-type]
    text = said(one(Fields(fields)))
    assert all(f"Label of {kind}" in text for kind in kinds)
    assert text.count("Yes No") == 2
    assert "day month year" in text


def test_a_table_to_fill_in_shows_its_head_and_rows_tall_enough_for_a_hand() -> None:
    halves = tuple(Field(name, "person", name, half=True) for name in ("To", "From"))
    assert "To From Then" in said(one(Fields((*halves, Field("t", "text", "Then")))))
    entries = Field("e", "entries", "What was done", columns=("When", "What", "By"), rows=20)
    assert "What was done When What By" in said(one(Fields((entries,))))
    assert pages(pdf(one(Fields((replace(entries, rows=40),))), LABELS)) == 2
    assert pages(pdf(one(Fields((replace(entries, rows=12),))), LABELS)) == 1


def test_a_table_to_fill_in_shows_the_words_given_for_its_first_column() -> None:
    entries = Field("e", "entries", "Reports", columns=("Who", "Count"), rows=2, given=(f"Of {V}", "Visitors"))
    assert "Reports Who Count Of LCN Visitors" in said(one(Fields((entries,)), values=values("LCN")))


def test_dates_to_be_written_by_hand_follow_the_place() -> None:
    assert "month day year" in said(one(Fields((Field("d", "date", "When"),)), locale="en-US"))


def test_a_draft_is_marked_and_its_gaps_are_kept() -> None:
    made = one(p(f"Call {V}."), values=values("[to be completed: phone]"), draft=True)
    data = pdf(made, LABELS)
    assert "Call [to be completed: phone]." in " ".join(words(data))
    assert findings(data) == ()


def test_a_long_address_in_a_narrow_cell_keeps_its_words_whole_for_readers() -> None:
    address = "someone.with.a.very.long.name@department.of.an.organisation.example"
    table = Table(tuple(t(f"C{n}") for n in range(4)), (tuple((Text(V),) for _ in range(4)),))
    assert said(one(table, values=values(address))).count(address) == 4


@pytest.mark.parametrize(
    ("words_", "divided"),
    [
        ("Vice President and Legal Counsel of the company, adviser", False),
        ("to secretariat-of-the-committee@administration.example", False),
        ("responsibilities and recommendations of representatives", True),
    ],
)
def test_only_what_a_narrow_column_may_not_hold_is_divided(words_: str, divided: bool) -> None:
    table = Table(tuple(t(f"C{n}") for n in range(6)), (tuple((Text(V),) for _ in range(6)),))
    file = PdfFile(pdf(one(table, values=values(words_)), LABELS))
    tables = [file.stream(number) for number in file.objects]
    assert any(b"<00AD>" in found for found in tables if b"beginbf" in found) is divided


def test_other_shells_can_stand_in(tmp_path: Path) -> None:
    (tmp_path / "document.typ").write_text(
        "#let data = json(bytes(sys.inputs.data))\n#set document(title: data.title)\n"
        "#set text(font: data.fonts)\n= Own #data.title",
        encoding="utf-8",
    )
    assert words(pdf(one(p("x")), LABELS, shells=tmp_path)) == ("Own", "A", "sample", "document")


_UNNAMED = dict.fromkeys(("draft", "day", "month", "year", "other"), "")


@pytest.mark.parametrize(("count", "whole"), [(10, True), (40, False)])
def test_a_short_table_stays_whole_and_its_times_on_one_line(count: int, whole: bool) -> None:
    rows = tuple(
        (t(f"Step {n}: the party that receives a report tells it"), t("15 working days")) for n in range(count)
    )
    made = tree(one(Table((t("Who must do what"), t("Time")), rows)), _UNNAMED, ())
    (table,) = made["sections"][0]["clauses"][0]["blocks"]
    assert table["keep"] is whole
    assert [share is None for share in table["columns"]] == [False, True]


@pytest.mark.parametrize(("columns", "parts"), [(3, ["hello@sakura.example"]), (5, ["hello@", "sakura.", 'example."'])])
def test_an_address_may_break_at_its_marks_where_many_columns_share_the_line(columns: int, parts: list[str]) -> None:
    row = (t('"Write to hello@sakura.example."'), *(t("word") for _ in range(columns - 1)))
    made = one(Table(row, (row,)))
    shown = str(tree(made, _UNNAMED, ()))
    assert all(part in shown for part in parts)
    assert ("['whole', 'hello@sakura.example" in shown or "hello@sakura.example.\"'" in shown) == (len(parts) == 1)
    assert "hello@sakura.example" in said(made)


def test_the_number_of_a_japanese_article_is_not_parted() -> None:
    shown = str(tree(one(p("第23条第2項及び附則第8条の2の規定による。")), _UNNAMED, ()))
    assert all(f"['whole', '{number}']" in shown for number in ("第23条", "第2項", "第8条の2"))


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Valid from 1 December 2026.", ["1 December"]),
        ("Valid from December 1, 2026.", ["December 1"]),
        ("Open 8:30 am to 5.30 pm, or 9 a.m. to 6 p.m.", ["8:30 am", "5.30 pm", "9 a.m.", "6 p.m."]),
        ("For 30 days, in step 4 or 5 of the code.", []),
    ],
)
def test_a_day_stays_with_its_month_and_an_hour_with_its_half_of_the_day(said: str, whole: list[str]) -> None:
    shown = str(tree(one(p(said)), _UNNAMED, ())["sections"])
    assert re.findall(r"\['whole', '(.*?)'\]", shown) == whole


def test_a_contract_takes_fewer_pages_than_the_same_words_elsewhere() -> None:
    words_of_a_contract = [p("Each party must tell the other party's Contact Person what it knows. " * 4)] * 120
    plain = pdf(one(*words_of_a_contract, numbering="none"), LABELS)
    contract = pdf(one(*words_of_a_contract, numbering="legal"), LABELS)
    assert pages(contract) < pages(plain)


def test_a_paragraph_over_two_pages_is_read_in_order() -> None:
    long = " ".join(f"word{n}" for n in range(1500))
    assert long in said(one(p(long, number="8.2")))


def test_two_halves_share_a_row_of_a_form() -> None:
    kinds: tuple[FieldKind, ...] = ("date", "text", "person", "time")
    fields = tuple(Field(f"f{n}", kinds[n % 4], f"Label {n}") for n in range(90))
    whole, halves = (one(Fields(tuple(replace(f, half=half) for f in fields))) for half in (False, True))
    assert halves.is_form()
    assert pages(pdf(halves, LABELS)) < pages(pdf(whole, LABELS))
    assert findings(pdf(halves, LABELS)) == ()


def test_a_form_takes_fewer_pages_than_its_fields_by_themselves() -> None:
    fields = tuple(
        field
        for n in range(10)
        for field in (
            Field(f"c{n}", "one-of", f"Choice {n}?", options=("Yes", "No")),
            Field(f"d{n}", "date", "On"),
            Field(f"t{n}", "time", "At"),
            Field(f"x{n}", "text", f"Text {n}", lines=2),
        )
    )
    form = one(Fields(fields))
    parts = [one(Fields(fields[at : at + 14])) for at in (0, 14, 28)]
    assert form.is_form()
    assert not any(part.is_form() for part in parts)
    assert pages(pdf(form, LABELS)) < sum(pages(pdf(part, LABELS)) for part in parts)
    assert "Choice 3? Yes No On day month year At Text 3" in said(form)
    assert findings(pdf(form, LABELS)) == ()
