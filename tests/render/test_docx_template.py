"""What a user's own contract or template gets: clauses in their places, its numbers, its styles, nothing lost."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from policygen.domain.document import Document, Reference, Text, Value
from policygen.errors import Diagnostic, PolicygenError
from policygen.render import to_docx
from policygen.render.docx_letterheads import letterhead
from policygen.render.docx_roles import roles
from policygen.render.shell_files import shells_dir
from policygen.templating.tokens import token
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import lines, parsed, parts, words
from policygen.verify.shell_check import check_shell
from policygen.verify.shell_names import Names
from policygen.workflow_shell import check_template
from tests.render.docx_samples import LABELS, clause, contract, document, para, policy, section
from tests.render.docx_templates import (
    W,
    edited,
    lean,
    numbered_apart,
    numbering_headings,
    renamed,
    saved,
    template,
    with_styles,
)

MANY = 40_000 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 60
VALIDATOR = OpenXmlValidator()
VALUES: Mapping[str, object] = {
    "organisation": {"name": "A & B <Ltd>", "charity": True, "hr": False},
    "places": [{"name": "Albany", "address": "1 Example Plaza"}, {"name": "Pune", "address": "2 Example Road"}],
}
KNOWN = (
    "organisation.name",
    "organisation.charity",
    "organisation.hr",
    "organisation.motto",
    "places",
    "document.title",
    "document.head",
    "document.foot",
)


def made(folder: Path, data: bytes, whole: Document | None = None) -> bytes:
    path = folder / "theirs.docx"
    path.write_bytes(data)
    return to_docx.docx(whole or contract(), LABELS, path, "digest", VALUES)


def told(folder: Path, data: bytes, whole: Document | None = None) -> tuple[Diagnostic, ...]:
    made(folder, data, whole)
    return to_docx.remarks(whole or contract(), LABELS, folder / "theirs.docx", VALUES)


def sound(folder: Path, data: bytes) -> bool:
    (folder / "made.docx").write_bytes(data)
    return check_docx(data) == () and VALIDATOR.validate(folder / "made.docx").errors == []


# --- clauses in their places --------------------------------------------------------------------------------------------

MIXED = ("Price", "{{p clause('conduct') }}", "Between", "{{p clause('reports') }}", "End")


def test_a_clause_stands_where_its_tag_stood_between_the_words_of_the_contract(tmp_path: Path) -> None:
    data = made(tmp_path, template(*MIXED))
    shown = lines(data, numbers=True)
    assert shown[0] == "Price"
    assert shown[1] == "1 Conduct"
    assert shown[2].startswith("1.1 The Supplier shall")
    assert shown[-4:] == ("Between", "2 Reports", "2.1 Reports go to director@lantern.example.", "End")
    assert sound(tmp_path, data)


def test_a_cross_reference_follows_the_clause_to_its_new_number(tmp_path: Path) -> None:
    page = parts(made(tmp_path, template(*MIXED)))["word/document.xml"].decode()
    assert re.search(r"REF _c_reports .*?<w:t[^>]*>2</w:t>", page)


def test_a_cross_reference_to_a_clause_left_out_is_said_and_reads_as_its_title(tmp_path: Path) -> None:
    alone = template("{{p clause('conduct') }}")
    assert any("If that happens, clause “Reports” applies" in line for line in lines(made(tmp_path, alone)))
    [found] = [one for one in told(tmp_path, alone) if one.code == "PG-R125"]
    assert found.severity == "warning"
    assert "{{p clause('reports') }}" in found.hint


TERMS = LABELS | {
    "wording.defined": r"“([A-Z][a-z]*(?: [A-Z][a-z]*)*)” means",
    "wording.itself_instead": "insert",
}


def told_of_terms(folder: Path, *paragraphs: str, itself: str = "") -> dict[str, Diagnostic]:
    path = folder / "theirs.docx"
    path.write_bytes(template(*paragraphs))
    found = to_docx.remarks(contract(), TERMS | {"wording.itself": itself}, path, VALUES)
    return {one.code: one for one in found if one.code in ("PG-R127", "PG-R128", "PG-R131")}


def test_terms_that_a_clause_left_out_defines_are_told_with_the_tag_to_add(tmp_path: Path) -> None:
    found = told_of_terms(tmp_path, "{{p clause('conduct') }}")["PG-R127"]
    assert found.severity == "warning"
    assert "a term defined in definitions, which is left out: Supplier Person" in found.message
    assert "{{p clause('definitions') }}" in found.hint


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{p clause('definitions') }}", "{{p clause('conduct') }}"),
        ("“Supplier Person” means whoever comes from the supplier.", "{{p clause('conduct') }}"),
        ("{{p clause('reports') }}",),
        ("{{p document }}",),
    ],
)
def test_terms_that_stand_defined_or_are_not_used_are_not_told(paragraphs: tuple[str, ...], tmp_path: Path) -> None:
    assert "PG-R127" not in told_of_terms(tmp_path, *paragraphs)


@pytest.mark.parametrize("more", [(), ("{{p clause('definitions') }}",)])
def test_names_that_a_document_has_for_itself_are_told_in_a_contract(more: tuple[str, ...], tmp_path: Path) -> None:
    own = "Supplier Person"
    found = told_of_terms(tmp_path, "{{p clause('conduct') }}", *more, itself=own)
    assert found.keys() == {"PG-R128"}
    assert f"“{own}”" in found["PG-R128"].message
    assert "{{p clause('insert') }}" in found["PG-R128"].hint
    assert "PG-R128" not in told_of_terms(tmp_path, "{{p clause('reports') }}", itself=own)
    assert "PG-R128" not in told_of_terms(tmp_path, "{{p document }}", itself=own)


PARTIES = TERMS | {"wording.parties": r"our (\w+) than the (\w+) by"}


def told_of_parties(folder: Path, *paragraphs: str) -> list[str]:
    """What is told of a document between a Shop and a value, the Vendor, whose clause `duties` names both."""
    path, named = folder / "theirs.docx", token(len(document().values))
    path.write_bytes(template(*paragraphs))
    whole = document(
        section(
            "clauses",
            clause("parties", para(f"No less is owed to our Shop than the {named} by these terms.")),
            clause("duties", para(f"The {named} protects people of the Shop.")),
            clause("closing", para("The parties sign.")),
        )
    )
    whole = replace(whole, values=(*whole.values, Value("Vendor", "words.vendor")))
    found = to_docx.remarks(whole, PARTIES, path, VALUES)
    assert all("(“Vendor”)" in one.hint and "{{p clause('insert') }}" in one.hint for one in found if "131" in one.code)
    return [one.message.partition(": ")[2] for one in found if one.code == "PG-R131"]


def test_names_of_parties_that_the_contract_does_not_have_are_told(tmp_path: Path) -> None:
    duties = "{{p clause('duties') }}"
    assert told_of_parties(tmp_path, "Customer and Supplier", duties) == ["“Shop”, “Vendor”"]
    assert told_of_parties(tmp_path, "The customer (the Shop) pays.", duties) == ["“Vendor”"]
    for known in (("Between the Shop", "and the Vendor", duties), ("{{p clause('parties') }}", duties)):
        assert told_of_parties(tmp_path, *known) == []
    assert told_of_parties(tmp_path, "{{p clause('closing') }}") == told_of_parties(tmp_path, "{{p document }}") == []


def test_a_section_is_taken_whole_with_its_title_and_its_own_numbers(tmp_path: Path) -> None:
    shown = lines(made(tmp_path, template("Before", "{{p clause('schedule') }}")), numbers=True)
    assert shown[1] == "Schedule: how we work together"
    assert shown[2] == "1 Contacts"


def test_a_clause_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(PolicygenError, match=r"'report'.*\n.*nearest is reports"):
        made(tmp_path, template("{{p clause('report') }}"))


@pytest.mark.parametrize(
    ("first", "second", "heading", "paragraph", "reference"),
    [
        ("%1.", "%1.%2", "3. Conduct", "3.1 The Supplier", "4"),
        ("§ %1", "(%2)", "§ 3 Conduct", "(1) The Supplier", "§ 4"),
        ("Article %1.", "", "Article 3. Conduct", "3.1 The Supplier", "Article 4"),
    ],
)
def test_clauses_count_on_with_the_headings_of_a_contract_that_numbers_its_own(
    first: str, second: str, heading: str, paragraph: str, reference: str, tmp_path: Path
) -> None:
    theirs: tuple[str | tuple[str, str], ...] = (
        ("Heading 1", "Services"), "Text", ("Heading 1", "Price"),
        "{{p clause('conduct') }}", "{{p clause('reports') }}", ("Heading 1", "Law"),
    )  # fmt: skip
    data = made(tmp_path, numbering_headings(first, second, *theirs))
    shown = lines(data, numbers=True)
    assert heading in shown
    assert any(line.startswith(paragraph) for line in shown)
    assert shown[-1] == first.replace("%1", "5") + " Law"
    page = parts(data)["word/document.xml"].decode()
    assert re.search(rf"REF _c_reports .*?<w:t[^>]*>{reference}</w:t>", page)
    assert sound(tmp_path, data)


@pytest.mark.parametrize(("first", "read"), [("§ %1", "see § 2 (Reports)"), ("%1.", "see clause 2 (Reports)")])
def test_a_number_that_brings_its_own_word_stands_without_ours(first: str, read: str, tmp_path: Path) -> None:
    word = token(len(contract().values))
    wanted = para(f"Then see {word} ", Reference("reports", "3", "Reports"), ".", number="2.1")
    clauses = (clause("conduct", wanted, title="Conduct", number="2"), contract().sections[0].clauses[2])
    values = (*contract().values, Value("clause", "words.clause_word"))
    whole = replace(contract(), sections=(section("clauses", *clauses, numbering="legal"),), values=values)
    shown = lines(made(tmp_path, numbering_headings(first, "", *MIXED[1::2]), whole))
    assert any(read in line for line in shown)


def with_heading_named(data: bytes, name: str) -> bytes:
    """The file with its first heading style under another name and its old id, as programs leave them."""
    was = re.compile(rb'w:name w:val="heading 1"', re.IGNORECASE)
    return edited(data, {"word/styles.xml": lambda sheet: was.sub(f'w:name w:val="{name}"'.encode(), sheet)})


@pytest.mark.parametrize(("style", "told_of"), [("Clause of ours", True), ("Heading 1", False)])
def test_headings_that_count_in_a_style_of_another_name_are_told(style: str, told_of: bool, tmp_path: Path) -> None:
    theirs = numbering_headings("§ %1", "", ("Heading 1", "Price"), "{{p clause('reports') }}")
    theirs = theirs if style == "Heading 1" else with_heading_named(theirs, style)
    found = [one.message for one in told(tmp_path, theirs) if one.code == "PG-R129"]
    assert (len(found) == 1 and f"“{style}”" in found[0]) == told_of
    checked = check_template(tmp_path / "theirs.docx").findings
    assert [one.message for one in checked if one.code == "PG-R129"] == found


OWN = (("Own", "Definitions"), "Text of it.", ("Own", "Services"), "More text.", "{{p clause('reports') }}")
TYPED = (("Heading 1", "1. Definitions"), "Text of it.", ("Heading 1", "2. Services"), "{{p clause('reports') }}")
BY_HAND = ("§ 1 Definitions", "Text of it.", "§ 2 Services", "More text.", "{{p clause('reports') }}")
LISTED = ("1. one thing", "2. another", "and on 3 May", "{{p clause('reports') }}")


@pytest.mark.parametrize(
    ("theirs", "by"),
    [
        (numbered_apart(*OWN), "the style “Own”"),
        (numbered_apart(*OWN, outline=True), "the style “Own”"),
        (numbered_apart(*OWN, name="Clause Heading", outline=True), "the style “Clause Heading”"),
        (numbered_apart(*OWN, direct=True), "a list, as “Definitions”"),
        (template(*TYPED), "hand, as “1. Definitions”"),
        (template(*BY_HAND), "hand, as “§ 1 Definitions”"),
        (template(*LISTED), ""),
        (template("Definitions", "Text.", "{{p clause('reports') }}"), ""),
        (numbering_headings("%1.", "", ("Heading 1", "Services"), "{{p clause('reports') }}"), ""),
    ],
)
def test_numbers_of_their_own_that_ours_do_not_join_are_told(theirs: bytes, by: str, tmp_path: Path) -> None:
    found = [one.message for one in told(tmp_path, theirs) if one.code == "PG-R129"]
    assert [f"headings are numbered by {by}: " in one for one in found] == [True] * bool(by)
    checked = check_template(tmp_path / "theirs.docx").findings
    assert [one.message for one in checked if one.code == "PG-R129"] == found


@pytest.mark.parametrize(
    ("theirs", "twice"),
    [
        (numbering_headings("%1.", "", ("Heading 1", "Services"), "{{p clause('annex') }}"), True),
        (template("{{p clause('reports') }}", "{{p clause('annex') }}"), True),
        (template("Services", "{{p clause('annex') }}"), False),
    ],
)
def test_a_section_that_counts_by_itself_beside_other_numbers_is_told(
    theirs: bytes, twice: bool, tmp_path: Path
) -> None:
    annex = replace(
        section("annex", clause("annex-law", para("Text."), title="Law", number="1"), numbering="legal"),
        anchor="s-annex", title=(Text("Annex"),),
    )  # fmt: skip
    whole = replace(contract(), sections=(*contract().sections, annex))
    said = [one.message for one in told(tmp_path, theirs, whole) if one.code == "PG-R130"]
    assert ["“Annex” counts its clauses from 1 by itself" in one for one in said] == [True] * twice


@pytest.mark.parametrize(
    ("theirs", "twice"),
    [
        (numbering_headings("%1.", "", ("Heading 1", "Services"), "{{p document }}"), True),
        (numbering_headings("%1.", "", "{{p document }}", ("Heading 1", "Law")), True),
        (numbering_headings("%1.", "", "Services", "{{p document }}"), False),
        (numbering_headings("%1.", "", "Services", ("Heading 1", "{{p document }}")), False),
        (template(*TYPED[:3], "{{p document }}"), True),
        (template(("Heading 1", "Services"), "{{p document }}"), False),
    ],
)
def test_a_whole_document_that_counts_beside_the_numbers_of_a_contract_is_told(
    theirs: bytes, twice: bool, tmp_path: Path
) -> None:
    found = [one for one in told(tmp_path, theirs) if one.code == "PG-R130"]
    assert ["counts its clauses from 1 by itself" in one.message for one in found] == [True] * twice
    assert all("{{p document }} behind the signatures" in one.hint for one in found)
    unnumbered = replace(contract(), sections=(section("one", clause("bare", para("Words."))),))
    assert not [one for one in told(tmp_path, theirs, unnumbered) if one.code == "PG-R130"]


BARE = "{{p clause('bare') }}"


@pytest.mark.parametrize(
    ("paragraphs", "noted"),
    [
        (("The fees are due.", BARE), True),
        (("The fees are due.", "", "{%p if organisation.charity %}", BARE, "{%p endif %}"), True),
        ((("Heading 1", "Protection of people."), BARE), False),
        (("7. Protection of people", BARE), False),
        (("The fees are due.", "{{p clause('reports') }}", BARE), False),
        ((BARE, "The fees are due."), False),
        (("The fees are due.", "{{p clause('reports') }}"), False),
    ],
)
def test_a_clause_without_a_heading_below_words_of_the_contract_is_told(
    paragraphs: tuple[str | tuple[str, str], ...], noted: bool, tmp_path: Path
) -> None:
    whole = replace(contract(), sections=(*contract().sections, section("one", clause("bare", para("Words.")))))
    theirs = template(*paragraphs)
    found = [one for one in told(tmp_path, theirs, whole) if one.code == "PG-R132"]
    assert [BARE in one.message and "heading of your own" in one.hint for one in found] == [True] * noted
    insert = template(
        *(one.replace("'bare'", "'vendor-insert'") if isinstance(one, str) else one for one in paragraphs)
    )
    (tmp_path / "theirs.docx").write_bytes(insert)
    assert len([one for one in check_template(tmp_path / "theirs.docx").findings if one.code == "PG-R132"]) == noted


def test_text_without_numbers_of_ours_is_laid_into_a_contract_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "theirs.docx").write_bytes(template(*TYPED[:3], "{{p clause('vendor-insert') }}"))
    checked = check_template(tmp_path / "theirs.docx").findings
    assert not [one for one in checked if one.code == "PG-R129"]


def test_headings_that_count_say_nothing_to_a_whole_document(tmp_path: Path) -> None:
    theirs = with_heading_named(numbering_headings("§ %1", "", ("Heading 1", "Price"), "{{p document }}"), "Ours")
    assert not [one for one in told(tmp_path, theirs) if one.code == "PG-R129"]
    assert not [one for one in check_template(tmp_path / "theirs.docx").findings if one.code == "PG-R129"]


def test_a_whole_document_keeps_its_own_numbers_where_headings_count(tmp_path: Path) -> None:
    theirs = numbering_headings("%1.", "%1.%2", ("Heading 1", "Theirs"), "{{p document }}")
    data = made(tmp_path, theirs, policy())
    shown = lines(data, numbers=True)
    assert "What to do now" in shown
    assert "1 Our commitment" in shown
    assert sound(tmp_path, data)


def test_a_clause_may_stand_in_a_cell_and_in_a_condition(tmp_path: Path) -> None:
    theirs = python_docx.Document()
    theirs.add_table(rows=1, cols=1).cell(0, 0).text = "{{p clause('reports') }}"
    for text in ("{%p if organisation.charity %}", "{{p clause('conduct') }}", "{%p endif %}"):
        theirs.add_paragraph(text)
    data = made(tmp_path, saved(theirs))
    assert lines(data, numbers=True)[0] == "1 Reports"
    assert sound(tmp_path, data)


def test_a_place_that_a_condition_leaves_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicygenError, match="PG-R122"):
        made(tmp_path, template("{%p if organisation.hr %}", "{{p document }}", "{%p endif %}"))


# --- tags as users of docxtpl write them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "shown"),
    [
        (("{%p for p in places %}", "{{ loop.index }} {{ p.name }}", "{%p endfor %}"), ("1 Albany", "2 Pune")),
        (("{% if organisation.hr %}yes{% else %}no{% endif %}",), ("no",)),
        (("{{ 'a & b' if organisation.charity else 'c' }}",), ("a & b",)),
        (("{% if organisation.motto %}{{ organisation.motto }}{% endif %}x",), ("x",)),
        (("{{ organisation.motto | default('none') }}",), ("none",)),
        (("{% if organisation.name == “A & B <Ltd>” %}same{% endif %}",), ("same",)),
        (("{% for p in places %}{{ p.name }}{% if not loop.last %}, {% endif %}{% endfor %}",), ("Albany, Pune",)),
        (("{% for p in places %}{% if p.name == „Pune“ %}only {{ p.name }}{% endif %}{% endfor %}",), ("only Pune",)),
        (("A{# a note #}B",), ("AB",)),
    ],
)
def test_loops_and_conditions_do_what_they_do_in_docxtpl(
    paragraphs: tuple[str, ...], shown: tuple[str, ...], tmp_path: Path
) -> None:
    data = template(*paragraphs, "{{p document }}")
    assert check_shell(data, "t.docx", Names(KNOWN)) == ()
    assert lines(made(tmp_path, data))[: len(shown)] == shown


def test_a_row_is_repeated_for_each_record(tmp_path: Path) -> None:
    theirs = python_docx.Document()
    table = theirs.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for p in places %}", "{%tr endfor %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ p.name }}", "{{ p.address }}"
    theirs.add_paragraph("{{p document }}")
    data = saved(theirs)
    assert check_shell(data, "t.docx", Names(KNOWN)) == ()
    assert lines(made(tmp_path, data))[:4] == ("Albany", "1 Example Plaza", "Pune", "2 Example Road")


def test_a_name_without_an_answer_is_named_with_the_condition_to_put_around_it(tmp_path: Path) -> None:
    with pytest.raises(PolicygenError, match=r"put its tag between \{% if organisation.motto %\}"):
        made(tmp_path, template("{{ organisation.motto }}"))


def test_a_template_that_shows_the_title_itself_has_the_document_without_it(tmp_path: Path) -> None:
    shown = lines(made(tmp_path, template("COVER {{ document.title }}", "{{p document }}"), policy()))
    assert [line for line in shown if policy().title in line] == [f"COVER {policy().title}"]


def test_properties_are_ours_whatever_the_template_says_of_itself(tmp_path: Path) -> None:
    theirs = python_docx.Document()
    theirs.add_paragraph("{{p document }}")
    theirs.core_properties.title, theirs.core_properties.author = "Old", "Somebody"
    core = parts(made(tmp_path, saved(theirs)))["docProps/core.xml"].decode()
    assert contract().title in core
    assert "Old" not in core
    assert "Somebody" not in core


# --- styles by name -------------------------------------------------------------------------------------------------------

NAMES = {
    "de": {"Title": "Titel", "heading 1": "Überschrift 1", "List Bullet": "Aufzählungszeichen", "Table Grid": "Tabellenraster"},
    "fr": {"Title": "Titre", "heading 1": "Titre 1", "List Bullet": "Liste à puces", "Table Grid": "Grille du tableau"},
    "ja": {"Title": "表題", "heading 1": "見出し 1", "List Bullet": "箇条書き", "Table Grid": "表 (格子)"},
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_their_styles_are_found_under_names_of_their_language(language: str, tmp_path: Path) -> None:
    theirs = renamed(template("{{p document }}"), {**NAMES[language], "Heading 1": NAMES[language]["heading 1"]})
    page = parts(made(tmp_path, theirs, policy()))["word/document.xml"].decode()
    for name in NAMES[language].values():
        assert f'w:val="x{name.encode().hex()}"' in page, name


def test_every_name_of_a_role_is_one_role_s_alone() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for role in roles():
        for name in role.names:
            owners.setdefault((role.kind, name), set()).add(role.name)
    shared = {name: roles for name, roles in owners.items() if len(roles) > 1 and roles != {"bullet", "number"}}
    assert shared == {}


def test_every_role_of_our_text_has_names_and_a_style_of_ours() -> None:
    told = json.loads((shells_dir() / "docx" / "style-names.json").read_text("utf-8"))
    sheet = (shells_dir() / "docx" / "styles.xml").read_text("utf-8")
    assert list(told) == [
        "title",
        "heading 1",
        "heading 2",
        "heading 3",
        "body",
        "bullet",
        "number",
        "table",
        "box",
        "signature",
    ]
    for one in told.values():
        assert f'w:styleId="{one["style"]}"' in sheet


def test_a_role_without_a_style_has_the_look_of_the_body_text_and_is_reported(tmp_path: Path) -> None:
    theirs = with_styles("Textkörper", "Überschrift 1")
    roles_told = {
        one.message.partition(" for ")[2] for one in told(tmp_path, theirs, policy()) if one.code == "PG-R124"
    }
    assert "heading 2: it has the look of the body text" in roles_told
    assert not any(one.startswith(("heading 1", "body")) for one in roles_told)
    sheet = parsed(parts(made(tmp_path, theirs, policy()))["word/styles.xml"])
    styles = list(sheet.iter(f"{{{W}}}style"))
    [second] = [one for one in styles if one.get(f"{{{W}}}styleId") == "Heading2"]
    [body] = [one for one in styles if one.find(f"{{{W}}}name").get(f"{{{W}}}val") == "Textkörper"]
    assert second.find(f"{{{W}}}basedOn").get(f"{{{W}}}val") == body.get(f"{{{W}}}styleId")
    assert second.find(f".//{{{W}}}color") is None
    assert second.find(f".//{{{W}}}sz") is None
    assert second.find(f".//{{{W}}}outlineLvl") is not None


def test_words_are_marked_with_their_language_where_the_template_speaks_another(tmp_path: Path) -> None:
    def german(sheet: bytes) -> bytes:
        return sheet.replace(b'w:lang w:val="en-US"', b'w:lang w:val="de-DE"')

    theirs = edited(template("{{p document }}"), {"word/styles.xml": german})
    assert b'<w:lang w:val="en-US"/>' in parts(made(tmp_path, theirs))["word/document.xml"]
    assert b"<w:lang" not in parts(made(tmp_path, template("{{p document }}")))["word/document.xml"]


def test_a_translation_is_marked_for_the_script_it_is_written_in() -> None:
    both = document(
        section("a", replace(clause("b", para("日本語")), language="ja"), clause("c", para("हिन्दी"))), key="ja"
    )
    page = parts(to_docx.docx(both, LABELS))["word/document.xml"].decode()
    assert '<w:lang w:eastAsia="ja-JP"/>' in page


# --- files of other programs ------------------------------------------------------------------------------------------------


def test_what_other_programs_leave_out_of_a_file_is_put_right(tmp_path: Path) -> None:
    def without_theme(links: bytes) -> bytes:
        return re.sub(rb"<Relationship [^>]*theme[^>]*/>", b"", links)

    def with_character_sets(fonts: bytes) -> bytes:
        return re.sub(rb'<w:charset w:val="00"/>', b'<w:charset w:val="00" w:characterSet="windows-1252"/>', fonts)

    theirs = edited(
        template("{{p document }}"),
        {"word/_rels/document.xml.rels": without_theme, "word/fontTable.xml": with_character_sets},
    )
    assert sound(tmp_path, made(tmp_path, theirs))


# --- templates to begin with --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cover", [False, True])
@pytest.mark.parametrize(("paper", "width"), [("a4", "11906"), ("letter", "12240")])
def test_a_letterhead_to_begin_with_can_be_used_as_it_is(paper: str, width: str, cover: bool, tmp_path: Path) -> None:
    theirs = letterhead(paper, cover, "en-GB", LABELS)  # type: ignore[arg-type]  # one of the two papers
    known = [f"document.{one}" for one in ("title", "subtitle", "head", "foot")]
    assert check_shell(theirs, "new.docx", Names((*known, "organisation.name"))) == ()
    assert sound(tmp_path, theirs)
    data = made(tmp_path, theirs, policy())
    assert sound(tmp_path, data)
    assert f'w:w="{width}"' in parts(data)["word/document.xml"].decode()
    assert lines(data).count(policy().title) == 1
    assert told(tmp_path, theirs, policy()) == ()


# --- nothing is lost ------------------------------------------------------------------------------------------------------------

GOOD = ("{{ organisation.name }}", "{{ organisation.name | upper }}", "{{p document }}", "{{ document }}", "{# note #}",
        "{% if organisation.charity %}", "{% endif %}", "{%p if organisation.charity %}", "{%p endif %}", "{% else %}",
        "{% for p in places %}", "{% endfor %}", "{%p for p in places %}", "{%p endfor %}", "{{ p.name }}", "{{ loop.index }}",
        "{{p clause('conduct') }}", "{{ clause(‘reports’) }}")  # fmt: skip
BAD = ("{{", "}}", "{%", "{{ x", "{{r organisation.name }}", "{%- if organisation.charity -%}", "{{ cycler.__init__ }}",
       "{% set x = 1 %}", "{{ places }}", "{{ places | join }}", "{{ p }}", "{{ organisation.charity | upper }}",
       "{% raw %}", "{%tr endfor %}", "{{ ''.join }}", "{% for c in 'abc' %}", "{ {", "{{{",
       "{_{", "\U0010fffd", "{%p organisation %}", "{{p }}", "{{ organisation.motto }}")  # fmt: skip
fragments = st.one_of(
    st.from_regex(r"\Aw[0-9]{3} ?\Z"), st.sampled_from(GOOD), st.sampled_from(GOOD), st.sampled_from(BAD)
)


@settings(max_examples=MANY)
@given(texts=st.lists(st.lists(fragments, max_size=4), min_size=1, max_size=6), cut=st.integers(1, 9))
def test_a_template_that_passes_the_check_loses_no_word(
    texts: list[list[str]], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    joined = ["".join(text) for text in texts]
    data = lean(*joined, cut=cut)
    if check_shell(data, "t.docx", Names(KNOWN, ("conduct", "reports"), samples=VALUES)):
        return
    filled, problems = tried(tmp_path_factory.getbasetemp(), data)
    if problems:
        said = str(problems)
        assert "PG-R122" in said or "organisation.motto" in said
        return
    assert check_docx(filled) == ()
    shown = " ".join(words(filled))
    said = re.sub(r"\{#.*?#\}", "", " ".join(joined))
    if "{% else %}" not in said:
        assert [word for word in re.findall(r"w[0-9]{3}", said) if word not in shown] == []


def tried(folder: Path, data: bytes) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The file made with a template, or why none was made."""
    try:
        return made(folder, data), ()
    except PolicygenError as problem:
        return b"", problem.diagnostics
