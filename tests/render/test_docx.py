"""What a Word file of ours promises."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from policygen.domain.document import (
    Block,
    Document,
    Field,
    Fields,
    Item,
    Link,
    List,
    Paragraph,
    Reference,
    Sign,
    Table,
    Text,
    Value,
)
from policygen.errors import PolicygenError
from policygen.render import to_docx
from policygen.templating.tokens import token
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import lines, parsed, parts, words
from tests.render.docx_samples import (
    ADDRESS,
    HOSTILE,
    LABELS,
    NAME,
    PHONE,
    SHORT,
    VALUES,
    clause,
    contract,
    counted,
    document,
    para,
    policy,
    report_form,
    section,
    strong,
    text,
    with_values,
)

SAMPLES = (policy, contract, report_form)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INDENT = f"{W}pPr/{W}ind"


def made(whole: Document, digest: str = "") -> bytes:
    return to_docx.docx(whole, LABELS, manifest_digest=digest)


def part(data: bytes, name: str) -> str:
    return parts(data)[name].decode()


def hostile() -> Document:
    return with_values(policy(), HOSTILE, "a@b.example", "+1", "first line\nsecond & line", HOSTILE)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_validator_of_word_files_finds_nothing(sample: Callable[[], Document], tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(made(sample(), "a digest"))
    assert OpenXmlValidator().validate(path).errors == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_our_own_checks_find_nothing(sample: Callable[[], Document]) -> None:
    assert check_docx(made(sample(), "a digest")) == ()


def test_a_hostile_value_reads_exactly_in_body_table_header_and_properties() -> None:
    data = made(hostile())
    core = parsed(parts(data)["docProps/core.xml"])
    assert f"Policy for everyone who works for {HOSTILE}" in lines(data)
    assert f"{HOSTILE} does not accept harassment" in "\n".join(lines(data))
    assert HOSTILE in "".join(parsed(parts(data)["word/header1.xml"]).itertext())
    assert core.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Lantern Children's Network"
    titled = replace(hostile(), title=NAME, running_foot=NAME, key="titled")
    core = parsed(parts(made(titled))["docProps/core.xml"])
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == HOSTILE
    assert HOSTILE in "".join(parsed(parts(made(titled))["word/footer1.xml"]).itertext())
    assert check_docx(made(titled)) == ()


def test_a_hostile_value_reads_exactly_in_a_heading_a_cell_and_the_contents() -> None:
    whole = document(
        section("x", clause("a", Table((text(NAME),), ((text(NAME),),))), title=NAME, number="1"), key="heading"
    )
    data = made(with_values(whole, HOSTILE, "a", "b", "c", "d"))
    assert list(lines(data)).count(HOSTILE) == 3
    assert "".join(parsed(parts(data)["word/document.xml"]).itertext()).count(HOSTILE) == 5


def test_a_line_break_in_a_value_is_a_line_break_in_the_file() -> None:
    body = part(made(hostile()), "word/document.xml")
    assert 'first line</w:t><w:br/><w:t xml:space="preserve">second &amp; line' in body


@pytest.mark.parametrize("sample", [policy, contract])
def test_the_automatic_numbers_of_word_equal_the_labels_of_the_tree(sample: Callable[[], Document]) -> None:
    whole = sample()
    shown = [line.split(" ", 1)[0] for line in lines(made(whole), numbers=True)]
    bare = [line.split(" ", 1)[0] for line in lines(made(whole))]
    numbers = [new for new, old in zip(shown, bare, strict=True) if new != old]
    assert numbers == list(_labels(whole))


def test_articles_are_one_list_through_all_chapters() -> None:
    """Whoever puts an article into a chapter in Word finds those of the later chapters counted on."""
    numbers = [("第1章", "第1条"), ("第2章", "第2条"), ("第3章", "第3条")]
    whole = document(
        *(
            section(f"s{at}", clause(f"c{at}", para("a"), title="Aim", number=article), title="Part", number=chapter)
            for at, (chapter, article) in enumerate(numbers)
        ),
        key="chapters",
    )
    body = parsed(parts(made(whole))["word/document.xml"])
    for heading in ("Aim", "Part"):
        found = [p for p in body.iter(f"{W}p") if "".join(p.itertext()) == heading]
        assert len(found) == 3
        assert len({one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for one in found}) == 1


def _labels(whole: Document) -> Iterator[str]:
    for part_ in whole.sections:
        if part_.number:
            yield part_.number
        for one in part_.clauses:
            if one.number:
                yield one.number
            yield from _block_labels(one.blocks)


def _block_labels(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph) and block.number:
            yield block.number
        if isinstance(block, List):
            for item in block.items:
                if item.label:
                    yield item.label
                yield from _block_labels(item.blocks)


@pytest.mark.parametrize("first", ["1.", "(a)", "(i)", "3.", "第1条", "A)", "(c)"])
def test_a_list_may_begin_with_any_label(first: str) -> None:
    following = {"1.": "2.", "(a)": "(b)", "(i)": "(ii)", "3.": "4.", "第1条": "第2条", "A)": "B)", "(c)": "(d)"}
    items = tuple(Item((para("words"),), label) for label in (first, following[first]))
    whole = document(section("x", clause("a", List(True, items), List(True, items))), contents=False, key=first)
    shown = lines(made(whole), numbers=True)[2:]
    assert shown == (f"{first} words", f"{following[first]} words") * 2


def test_a_label_that_word_cannot_count_is_typed() -> None:
    items = (Item((para("words"),), "A-1."), Item((para("words"),), "A-7."))
    whole = document(section("x", clause("a", List(True, items))), contents=False, key="typed")
    assert lines(made(whole))[2:] == ("A-1. words", "A-7. words")


def test_the_same_document_gives_the_same_bytes() -> None:
    to_docx._layouts.clear()
    first = made(hostile(), "digest")
    to_docx._layouts.clear()
    assert made(hostile(), "digest") == first
    assert made(hostile(), "digest") == first


def test_a_further_document_of_the_same_key_is_not_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(to_docx, "lay_out", counted(calls))
    to_docx._layouts.clear()
    files = {made(with_values(policy(), f"Firm {n}", "a@b.example", "1", "2", "3")) for n in range(5)}
    assert (len(calls), len(files)) == (1, 5)


def test_every_clause_is_a_tagged_control_and_a_bookmark() -> None:
    body = parsed(parts(made(policy()))["word/document.xml"])
    tags = [tag.get(f"{W}val") for tag in body.iter(f"{W}tag")]
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    for one in policy().clauses():
        assert f"{one.id}@{one.version}" in tags
        assert "_c_" + one.anchor.replace("-", "_") in names


def test_long_anchors_get_short_bookmarks_that_differ() -> None:
    long = "internal-committee-constitution-of-"
    whole = document(section("x", *(clause(f"c{n}", para("words")) for n in "ab")), contents=False, key="long anchors")
    clauses = tuple(replace(c, anchor=f"{long}{c.id}-place") for c in whole.clauses())
    whole = replace(whole, sections=(replace(whole.sections[0], clauses=clauses),))
    assert check_docx(made(whole)) == ()


def test_a_cross_reference_is_a_field_with_its_number_in_place() -> None:
    data = made(policy())
    assert " REF _c_what_we_do \\r \\h " in part(data, "word/document.xml")
    assert "We then do what 2.2 (What we do) says." in "\n".join(lines(data))


def test_a_cross_reference_to_nothing_is_refused() -> None:
    whole = document(section("x", clause("a", para(Reference("gone", "9", "Gone")))), key="gone")
    with pytest.raises(PolicygenError, match="gone"):
        made(whole)


def test_a_link_may_lead_to_a_value() -> None:
    whole = document(section("x", clause("a", para(Link(token(0), (Text("here"),))))), key="link")
    good = made(with_values(whole, "https://x.example/a b?q=1&r=é", "", "", "", "s"))
    assert 'Target="https://x.example/a%20b?q=1&amp;r=%C3%A9"' in part(good, "word/_rels/document.xml.rels")
    assert check_docx(good) == ()
    with pytest.raises(PolicygenError, match=r"organisation\.name.*javascript"):
        made(with_values(whole, "javascript:alert(1)", "", "", "", "s"))


def test_a_lost_value_is_an_error_that_names_it() -> None:
    whole = document(section("x", clause("a", para(f"one {NAME}"))), key="lost")
    orphan = replace(whole, sections=(replace(whole.sections[0], anchor=token(1)),))
    with pytest.raises(PolicygenError, match="director@lantern"):
        made(orphan)


def test_a_value_that_no_xml_can_hold_is_refused_by_its_source() -> None:
    with pytest.raises(PolicygenError, match=r"organisation\.name"):
        made(with_values(policy(), "a\x0bb", "a@b.example", "1", "2", "3"))


def test_nothing_asks_word_to_update_on_opening() -> None:
    data = made(policy())
    everything = b"".join(parts(data).values())
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_the_contents_list_is_filled_and_leads_to_headings() -> None:
    body = part(made(policy()), "word/document.xml")
    assert body.count('w:hyperlink w:anchor="_c_s_whom"') == 1
    assert "Contents" in body
    assert "PAGEREF" not in body


def test_properties_come_from_the_document_and_never_from_a_clock() -> None:
    found = parts(made(policy(), "sha256:1234"))
    core = found["docProps/core.xml"].decode()
    assert core.count("2026-11-21T00:00:00Z") == 2
    assert "<dc:language>en-AU</dc:language>" in core
    assert "<cp:lastModifiedBy>Lantern Children's Network</cp:lastModifiedBy>" in core
    assert "sha256:1234" in found["docProps/custom.xml"].decode()


def test_the_paper_is_the_one_asked_for() -> None:
    assert 'w:w="11906" w:h="16838"' in part(made(policy()), "word/document.xml")
    assert 'w:w="12240" w:h="15840"' in part(made(contract()), "word/document.xml")


def test_only_styles_in_use_are_in_the_file() -> None:
    sheet = parsed(parts(made(report_form()))["word/styles.xml"])
    names = {style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")}
    assert "FormTable" in names
    assert not names & {"PanelBox", "CallOut", "TOC1", "ListBullet"}


def test_a_draft_says_so_at_the_head_of_every_page() -> None:
    heads = [
        "".join(parsed(parts(made(one))["word/header1.xml"]).itertext())
        for one in (contract(), replace(contract(), draft=True))
    ]
    assert [LABELS["docx.draft"] in head for head in heads] == [False, True]


def test_header_rows_repeat_and_rows_do_not_break_but_a_card_with_a_page_of_its_own() -> None:
    body = parsed(parts(made(policy()))["word/document.xml"])
    assert len(list(body.iter(f"{W}tblHeader"))) == 1
    broken = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert len(broken) == 1
    assert "Receipt" in "".join(broken[0].itertext())


def test_the_page_of_a_card_begins_inside_its_frame_so_that_none_is_empty() -> None:
    body = parsed(parts(made(policy()))["word/document.xml"])
    first = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None][-1]
    assert "".join(first.itertext()) == "Receipt"
    assert next(first.iterancestors(f"{W}tc"), None) is not None


def test_a_narrow_column_keeps_room_for_its_longest_word() -> None:
    long = (Text("Insults, swearing, mocking how somebody speaks, remarks about their looks, and more of that kind"),)
    rows = ((Text("1 Dangerous"),), long, long, long)
    wide = document(
        section("s", clause("c", Table(tuple((Text(t),) for t in "LSDW"), (rows,)))), contents=False, key="wide"
    )
    body = parsed(parts(made(wide))["word/document.xml"])
    first, *others = (int(column.get(f"{W}w", "0")) for column in body.iter(f"{W}gridCol"))
    assert first >= len("1 Dangerous") * 105
    assert min(others) > first


def test_an_address_has_more_room_than_the_short_values_beside_it() -> None:
    rows = ((text(SHORT), text(ADDRESS), text(PHONE)),)
    table = Table(tuple(text(one) for one in ("Workplace", "Address", "Emergency")), rows)
    whole = document(section("s", clause("c", table)), contents=False, key="address")
    first, address, last = (int(column.get(f"{W}w", "0")) for column in body_of(whole).iter(f"{W}gridCol"))
    assert address > max(first, last) * 1.3
    moved = replace(whole, values=tuple(replace(one, source="organisation.name") for one in whole.values))
    widths = [int(column.get(f"{W}w", "0")) for column in body_of(moved).iter(f"{W}gridCol")]
    assert max(widths) < min(widths) * 1.3


TYPED = List(True, (Item((para("alone"),), "A-1."), Item((para("late"),), "A-7.")))  # no list of Word counts so


@pytest.mark.parametrize("listed", [List(False, (Item((para("alone"),)),)), TYPED])
def test_a_list_below_a_numbered_paragraph_stands_further_in_than_its_words(listed: List) -> None:
    said = clause("a", para("They work:", number="1.1"), listed, title="Work", number="1")
    whole = document(section("s", said, numbering="legal"), contents=False, numbering="legal", key=repr(listed))
    numbers = parsed(parts(made(whole))["word/numbering.xml"])
    outline = int(
        next(one for one in numbers.iter(f"{W}lvl") if one.get(f"{W}ilvl") == "1").find(INDENT).get(f"{W}left")
    )
    [item] = [one for one in body_of(whole).iter(f"{W}p") if "alone" in "".join(one.itertext())]
    indent = item.find(f"{W}pPr/{W}ind")
    assert int(indent.get(f"{W}left")) - int(indent.get(f"{W}hanging")) >= outline


@pytest.mark.parametrize(("number", "wider"), [("13.9", False), ("13.10", True)])
def test_a_long_number_has_room_before_its_heading(number: str, wider: bool) -> None:
    whole = document(
        section("s", clause("a", para("x"), title="Time limits", number=number, level=3), title="Law", number="13"),
        contents=False, key=number,
    )  # fmt: skip
    numbers = parsed(parts(made(whole))["word/numbering.xml"])
    levels = [one for one in numbers.iter(f"{W}lvl") if one.get(f"{W}ilvl") == "1"]
    assert (max(int(one.find(INDENT).get(f"{W}hanging")) for one in levels) > 800) == wider
    assert lines(made(whole), numbers=True)[-2] == f"{number} Time limits"


def body_of(whole: Document) -> etree._Element:
    return parsed(parts(made(whole))["word/document.xml"])


def test_a_signature_block_stays_on_one_page() -> None:
    body = parsed(parts(made(contract()))["word/document.xml"])
    table = next(body.iter(f"{W}tbl"))
    *rows, _ = table.iter(f"{W}tr")
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for row in rows for p in row.iter(f"{W}p"))


def test_blocks_that_are_signed_together_stay_on_one_page() -> None:
    both = tuple(Sign(f"Signed for {who} by", (Field(who, "signature", "Signature"),)) for who in ("us", "you"))
    signed = document(section("s", clause("c", *both)), contents=False, key="signed")
    body = parsed(parts(made(signed))["word/document.xml"])
    first, second = (list(table.iter(f"{W}p")) for table in body.iter(f"{W}tbl"))
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in first)
    assert any(paragraph.find(f"{W}pPr/{W}keepNext") is None for paragraph in second)


def test_a_contract_is_set_closer_than_a_policy() -> None:
    sizes = [type_size(contract()), type_size(policy())]
    assert sizes[0] < sizes[1]


def test_a_letter_is_set_as_close_as_a_contract() -> None:
    letter = replace(policy(), close=True, key="letter")
    assert type_size(letter) == type_size(contract())


def test_two_halves_stand_in_one_row_of_a_grid_that_the_other_rows_span() -> None:
    form = Fields((Field("day", "date", "Day", half=True), Field("to", "person", "To", half=True), Field("why", "text", "Why"),
                   Field("all", "text", "All", 3), Field("ok", "tick", "Agreed")))  # fmt: skip
    body = parsed(
        parts(made(document(section("s", clause("c", form)), contents=False, key="halves")))["word/document.xml"]
    )
    table = next(body.iter(f"{W}tbl"))
    columns = len(list(table.iter(f"{W}gridCol")))
    rows = list(table.iter(f"{W}tr"))
    spans = [
        [
            int(s.get(f"{W}val", "1")) if (s := c.find(f"{W}tcPr/{W}gridSpan")) is not None else 1
            for c in r.iter(f"{W}tc")
        ]
        for r in rows
    ]
    assert [len(row) for row in spans] == [4, 2, 1, 1]
    assert {sum(row) for row in spans} == {columns}


def type_size(whole: Document) -> int:
    size = parsed(parts(made(whole))["word/styles.xml"]).find(f".//{W}docDefaults//{W}sz")
    return 0 if size is None else int(size.get(f"{W}val", "0"))


def test_a_choice_can_be_made_on_paper_as_well() -> None:
    shown = " ".join(words(made(report_form())))
    for option in ("Yes", "Not sure", "Something about LCN", "January · February"):
        assert option in shown


def test_every_field_is_a_control_with_the_id_of_the_field() -> None:
    body = part(made(report_form()), "word/document.xml")
    for one in ("who", "day", "hour", "where", "safe", "kind", "month", "what", "agree", "signed"):
        assert f'<w:tag w:val="{one}"/>' in body


def test_a_table_to_fill_in_repeats_its_head_and_is_named_cell_by_cell() -> None:
    tree = parsed(parts(made(report_form()))["word/document.xml"])
    (table,) = (found for found in tree.iter(f"{W}tbl") if found.find(f"{W}tblPr/{W}tblCaption") is not None)
    head, *rows = table.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert len(rows) == 4
    assert all(len(row.findall(f"{W}tc//{W}sdt")) == 3 for row in rows)
    names = [name.get(f"{W}val") for name in rows[1].iter(f"{W}alias")]
    assert names[:2] == ["Date and time, row 2", "What was done, row 2"]
    described = [table.find(f"{W}tblPr/{W}{name}").get(f"{W}val") for name in ("tblCaption", "tblDescription")]  # type: ignore[union-attr]
    assert described[0].startswith("What ")
    assert "A table to fill in: Date and time, What was done, By whom" in described[1]
    assert not any(letter >= "\U00100000" for text in described for letter in text)


def test_a_word_given_in_a_table_to_fill_in_is_text_and_no_control() -> None:
    form = report_form()
    given = Field("g", "entries", "Reports", columns=("Who", "Count"), rows=2, given=(f"Of {SHORT}", "Visitors"))
    (section, *_) = form.sections
    clause = replace(section.clauses[0], blocks=(Fields((given,)),))
    small = replace(form, sections=(replace(section, clauses=(clause,)),), key="given")
    tree = parsed(parts(made(small))["word/document.xml"])
    (table,) = (found for found in tree.iter(f"{W}tbl") if found.find(f"{W}tblPr/{W}tblCaption") is not None)
    _, first, second = table.findall(f"{W}tr")
    assert ["".join(t.text or "" for t in row.find(f"{W}tc").iter(f"{W}t")) for row in (first, second)] == [  # type: ignore[union-attr]
        "Of LCN", "Visitors",
    ]  # fmt: skip
    assert [len(row.findall(f"{W}tc//{W}sdt")) for row in (first, second)] == [1, 1]


def test_entries_of_the_zip_bear_a_fixed_day_and_order() -> None:
    with zipfile.ZipFile(io.BytesIO(made(policy()))) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_japanese_document_names_its_language_and_fonts() -> None:
    found = parts(made(replace(policy(), locale="ja-JP", language="ja", key="ja")))
    assert 'w:eastAsia="ja-JP"' in found["word/styles.xml"].decode()
    assert 'w:eastAsia="Yu Gothic"' in found["word/styles.xml"].decode()


def test_missing_labels_are_named() -> None:
    with pytest.raises(PolicygenError, match=r"docx\.page"):
        to_docx.docx(policy(), {})


def test_no_word_of_a_label_stands_in_the_code() -> None:
    everything = part(made(replace(policy(), key="labels")), "word/footer1.xml")
    other = to_docx.docx(policy(), {**LABELS, "docx.page": "Seite {page}/{pages}"})
    assert "Page " in everything
    assert "Seite " in part(other, "word/footer1.xml")


def test_values_of_a_batch_do_not_leak_from_one_document_to_the_next() -> None:
    first = made(with_values(policy(), "Alpha", "a@b.example", "1", "2", "3"))
    second = made(with_values(policy(), "Beta", "b@c.example", "1", "2", "3"))
    assert "Alpha" not in " ".join(words(second))
    assert "Beta" not in " ".join(words(first))
    assert re.search("mailto:b@c.example", part(second, "word/_rels/document.xml.rels"))


def test_every_value_of_the_tree_comes_out() -> None:
    shown = " ".join(words(made(policy())))
    for value in (Value("Lantern Children's Network", ""), VALUES[1], VALUES[2]):
        assert value.text in shown


def test_a_form_sets_its_options_beside_each_other_and_keeps_each_in_one_line() -> None:
    fields = tuple(Field(f"f{n}", "several-of", f"Question {n}?", options=("Go on", "Come back")) for n in range(15))
    form = document(section("s", clause("c", Fields(fields))), contents=False, key="a form")
    few = document(section("s", clause("c", Fields(fields[:2]))), contents=False, key="no form")
    assert form.is_form()
    assert not few.is_form()
    assert "Come\u00a0back" in part(made(form), "word/document.xml")
    assert "Question 0? Go on Come back Question 1?" in " ".join(words(made(form)))
    assert type_size(form) < type_size(few)


@pytest.mark.parametrize(("title", "lines_"), [("コールセンター業務における従事者の保護に関する覚書", 1), ("規程", 1)])
def test_a_japanese_title_that_runs_over_by_little_is_set_a_little_smaller(title: str, lines_: int) -> None:
    whole = replace(contract(), title=title, language="ja", locale="ja-JP", paper="a4", key=title)
    sheet = parts(to_docx.docx(whole, LABELS))["word/styles.xml"].decode()
    [size] = [int(one) / 2 for one in re.findall(r'w:styleId="Title".*?<w:sz w:val="(\d+)"', sheet, re.S)]
    wide = 11906 - 2 * 1090
    assert len(title) * size * 20 <= wide * lines_
    assert size > 15


def test_a_day_of_signing_stays_on_the_page_of_its_signatures() -> None:
    day = Fields((Field("day", "date", "Day of signing"),))
    whole = document(section("s", clause("c", day, Sign("For us", (Field("n", "person", "Name"),)))), key="day")
    page = parsed(parts(to_docx.docx(whole, LABELS))["word/document.xml"])
    first = next(page.iter(f"{W}tbl"))
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in first.iter(f"{W}p"))


def test_a_document_that_ends_with_a_table_leaves_no_room_after_it_that_could_fall_onto_an_empty_page() -> None:
    page = parsed(parts(to_docx.docx(report_form(), LABELS))["word/document.xml"])
    *_, room = page.iter(f"{W}p")
    assert not "".join(room.itertext())
    assert room.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "20"


def test_nothing_stands_between_a_heading_and_a_clause_that_begins_with_bold_words() -> None:
    whole = document(
        section("s", clause("c", para(strong("Bold"), " words."), para("More.")), title="Head"), key="kept"
    )
    page = parsed(parts(to_docx.docx(whole, LABELS))["word/document.xml"])
    styles = [str(style.get(f"{W}val")) for style in page.iter(f"{W}pStyle")]
    assert styles[styles.index("Heading1") :] == ["Heading1", "BodyText", "BodyText"]
