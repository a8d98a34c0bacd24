"""The pages of the guide that are made: none lags, none leaves anything out, and each can be found the way from law to words."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown  # type: ignore[import-untyped]  # comes with mkdocs, without types

from pages import places
from pages.codes_found import found_codes
from pages.conditions import Words
from pages.effect import Turn
from pages.forms import as_read
from pages.known import EVIDENCE, FORCE
from pages.markup import code, table, text
from pages.material import Material
from pages.spoken import begins
from policygen.cli.notices import label
from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from policygen.domain.changes import announced, changes, unconfirmed
from policygen.domain.library import Library
from policygen.domain.pack import Pack, Review
from tests.samples import ROOT

SITE = ROOT / "site"
PASSED = label("passed")
FULL = ('<div class="text">', '<details class="full">')
PLAIN = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library((builtin_root(),))


def test_no_made_page_lags_behind_code_and_content() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_reference.py"), "--check"],
        check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert checked.returncode == 0, f"run: python scripts/make_reference.py\n{checked.stdout}{checked.stderr}"


def test_a_page_of_law_holds_every_source_value_duty_body_and_doubt_of_its_pack(library: Library) -> None:
    for pack in library.packs.values():
        ids = _anchors(f"law/{pack.code}.md")
        assert ids >= set(pack.provisions()), pack.code
        assert ids >= {duty.id for duty in pack.obligations}, pack.code
        assert ids >= {f"value-{one.id}" for one in pack.parameters}, pack.code
        assert ids >= {f"body-{one.id}" for one in pack.authorities}, pack.code
        page = _page(f"law/{pack.code}.md")
        assert all(text(one.doubt) in page for one in pack.instruments), pack.code
        assert all(text(one.doubt) in page for one in pack.obligations), pack.code


def test_a_page_of_law_says_when_it_was_checked_and_that_nobody_has_reviewed_it(library: Library) -> None:
    for pack in library.packs.values():
        page = _page(f"law/{pack.code}.md")
        assert str(pack.checked_on) in page
        assert str(pack.review_by) in page
        assert (label("not_reviewed").rstrip(".") in page) == (pack.reviewed_by is None)


def test_a_page_of_law_past_its_review_says_so_and_a_reviewed_one_names_the_reviewer(library: Library) -> None:
    pack = library.packs["jp-13"]
    late = pack.model_copy(update={"review_by": pack.checked_on - timedelta(days=1)})
    due = label("overdue").format(name=pack.name, checked=pack.checked_on, due=late.review_by)
    assert due in _made(library, late)
    review = Review(name="A. Reviewer", qualified_as="attorney in Tokyo", on=pack.checked_on, digest="0")
    reviewed = _made(library, pack.model_copy(update={"reviewed_by": review}))
    assert "Reviewed by A. Reviewer" in reviewed
    assert label("not_reviewed").rstrip(".") not in reviewed


def test_the_law_pages_state_the_day_of_the_newest_check_whatever_today_is(library: Library) -> None:
    newest = max(pack.checked_on for pack in library.packs.values())
    for pack in library.packs.values():
        assert f"as it stands on {newest}" in _page(f"law/{pack.code}.md")
    assert f"**{newest}**" in _page("law/index.md")


def test_every_dated_event_stands_on_the_page_of_changes_newest_first(library: Library) -> None:
    page = _page("law/changes.md")
    assert page.count("\n| 1") + page.count("\n| 2") == sum(map(_dated, library.packs.values()))
    assert page.count("(expected, not law)") >= sum(len(announced(pack)) for pack in library.packs.values())
    years = [line.split("-")[0] for line in re.findall(r"^\| (\d[\d-]*)<br>", page, re.M)]
    assert years == sorted(years, reverse=True)


def test_each_question_document_element_and_code_has_its_place(library: Library) -> None:
    asked = (*library.questions(), *(q for pack in library.packs.values() for q in pack.questions))
    assert _anchors("reference/questions.md") >= {f"question-{one.id}" for one in asked}
    assert _anchors("reference/messages.md") == set(found_codes())
    for element in library.elements.values():
        for document in element.document:
            assert element.id in _anchors(f"documents/{document}.md"), element.id
    for clause in library.clauses:
        for slot in clause.slots:
            path = SITE / f"documents/{slot.partition('/')[0]}.md"
            assert not path.is_file() or clause.id in _anchors(f"documents/{path.name}"), clause.id


def test_a_consultant_finds_what_changed_in_japan_on_the_day_and_the_clause_that_answers_it() -> None:
    page = _page("law/jp.md")
    of_day = page.partition("{#day-2026-10-01}")[2].partition("\n### ")[0]
    assert "customer harassment" in page.partition("{#day-2026-10-01}")[0].splitlines()[-1]
    assert "](#value-customer_harassment_duty)**: no → yes (secondary for the day, primary for the text)" in of_day
    assert "[`jp-duty`](../documents/third-party-harassment-policy.md#jp-duty)" in of_day
    assert _line(of_day, "New in [Third-party harassment policy]").partition("[`")[2].startswith("jp-duty`]")
    clause = _clause("third-party-harassment-policy", "jp-duty")
    assert "[Japan](../law/jp.md)" in clause
    assert "](../law/jp.md#value-customer_harassment_duty)" in clause
    compared = _line(_page("law/compare.md").replace("| [Japan](jp.md) |", "- Japan"), "Japan")
    assert "no" not in compared.partition("yes, [since 2026-10-01](jp.md#day-2026-10-01)")[0].split()
    assert "answered by [`jp-duty`](../documents/third-party-harassment-policy.md#jp-duty)" in compared


def test_counsel_finds_the_full_text_of_a_clause_its_file_and_the_duties_it_answers(library: Library) -> None:
    clause = _clause("third-party-harassment-policy", "jp-duty")
    assert "*Answers the duties* [JP-01](../law/jp.md#JP-01)" in clause
    assert "The duty protects everyone we employ, on any contract and for any hours." in clause
    assert "<code>jurisdictions/jp/clauses/policy/jp-duty.en.md</code>" in clause
    material = Material(library)
    shown = "".join(path.read_text("utf-8") for path in (SITE / "documents").glob("*.md"))
    files = {clause.file for clause in library.clauses if material.documents_of(clause)}
    assert not [file for file in files if f"<code>{file}</code>" not in shown]


def test_conditions_and_values_are_told_in_words_on_the_pages_of_documents() -> None:
    for page in (SITE / "documents").glob("*.md"):
        words = re.sub(
            r"<code>.*?</code>|`[^`]*`|\]\([^)]*\)|\{[#:][^}]*\}|<a id=[^>]*>|https?://\S+|<!--.*-->",
            "",
            page.read_text("utf-8"),
        )
        assert "where `" not in page.read_text("utf-8"), page.name
        assert not re.findall(r"\{[{%]|[a-z]+_[a-z]+|[=!]='|'[a-z-]+' in |‹", words), page.name


def test_a_condition_reads_as_a_sentence(library: Library) -> None:
    words = Words(Material(library))
    size_and_channel = "size != 'micro' and ('phone' in meeting_people.channels or 'video' in meeting_people.channels)"
    said = "10 people or more work for you and outsiders reach your people by phone or on video calls"
    assert words.where(size_and_channel) == said
    either = "size == 'larger' or 'retail' not in activities"
    assert words.where(either) == "50 people or more work for you, or you do not run a shop"
    assert words.where("not several_laws") == "all places stand under one law"
    assert words.where("response.alarms") == "you have given “alarms you have”"
    assert words.where("not reporting.stands_in") == "you have not said who stands in"
    assert words.where("reporting.decides.phone") == "“who decides” has a phone"
    assert words.where("reporting.stands_in.id != issue.owner.id") == (
        "“who stands in” is another person than “who looks after the documents”"
    )
    assert words.where("organisation.people.employees > 0") == "you have any employee"
    assert words.where("not (meets_public and response.recording)").startswith("not all of this is so: ")
    assert words.where("not (meets_public or response.recording)").startswith("none of this is so: ")


def test_the_full_text_of_a_clause_reads_as_it_is_issued_with_conditions_as_labels(library: Library) -> None:
    page = _page("documents/third-party-harassment-policy.md")
    one = next(line for line in page.splitlines() if line.startswith(FULL) and "/ending-calls.en.md" in line)
    assert "<li><strong>at once</strong> for a threat" in one
    label = "<i data-search-exclude> or if warnings before ending a call is 1: </i>"
    assert f"<li>{label}<strong>after one warning</strong> for insults" in one
    for path in (SITE / "documents").glob("*.md"):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith(FULL):
                shown = _read(re.sub(r"<(i|var|code)\b.*?</\1>", "", line))
                assert not re.search(r"\*\*|\|---|[\ue000-\ue003]", shown), (path.name, line[:300])
                assert not re.search(r'href="[^"]*<', line), path.name
                assert line.count("<i ") == line.count("</i>")


def test_marks_of_one_thing_stand_in_one_bracket() -> None:
    for path in (SITE / "law").glob("*.md"):
        of_day = path.read_text("utf-8").partition("{#changes}")[2].partition("\n## ")[0]
        assert not re.findall(r"law\) \(|passed[^()]*\) \(", of_day), path.name


def test_the_excerpt_of_a_clause_holds_only_what_always_stands(library: Library) -> None:
    words = Words(Material(library))
    clause = next(one for one in library.clauses if one.id == "what-to-do-now")
    cut = "Always this. {% if size == 'micro' %}Only here. {% endif %}And that."
    assert begins(words, clause.model_copy(update={"body": cut})) == "Always this."
    first = "{% if size == 'micro' %}\nOnly here.\n{% endif %}\nEverywhere."
    assert begins(words, clause.model_copy(update={"body": first})) == "… Everywhere."
    never = "{% if size == 'micro' %}\nOnly here.\n{% endif %}\n"
    assert begins(words, clause.model_copy(update={"body": never})) == "In some cases: Only here."


def test_fields_of_a_form_read_as_lines_to_write_on() -> None:
    who = '- {id: who, kind: text, lines: 2, label: "Who was it?"}'
    known = '- {id: known, kind: one-of, label: "Known?", options: ["Yes", "No"]}'
    fields = f"```fields\n{who}\n{known}\n```"
    assert as_read(f"Before.\n{fields}\nAfter.") == "Before.\nWho was it? ________\nKnown? ☐ Yes ☐ No\nAfter."


def test_a_new_duty_rests_on_its_new_sources_and_what_goes_is_told_from_what_answers_it() -> None:
    of_day = _page("law/jp.md").partition("{#day-2026-10-01}")[2].partition("\n- **")[2].partition("\n- ")[0]
    assert "jp-lpa-33-1" in _line(of_day, "Rests on:")
    assert "jp-power-guideline" not in _line(of_day, "Rests on:")
    assert "jp-power-guideline" in _line(of_day, "Until then on:")
    assert "[MHLW Notice No. 51 of 2026]" in _line(of_day, "Filled in from the same day by:")
    assert "[JP-01](#JP-01)" in _line(of_day, "New duties:")
    assert "[JP-READY]" in _line(of_day, "Duties that end:")
    assert "`jp-before`" in _line(of_day, "Taken out of [Third-party harassment policy]")
    assert "`jp-before`" not in _line(of_day, "New in [Third-party harassment policy]")


def test_a_duty_that_several_places_have_is_linked_on_the_page_of_each(library: Library) -> None:
    for pack in library.packs.values():
        own = {duty.id for duty in pack.obligations}
        changed = _page(f"law/{pack.code}.md").partition("{#changes}")[2].partition("\n## ")[0]
        away = re.findall(r"\[([\w-]+)\]\([\w-]+\.md#\1\)", changed)
        assert not own.intersection(away), pack.code


def test_a_clause_comes_or_goes_as_its_place_in_a_document_of_either_day(library: Library) -> None:
    turn = Turn(Material(library), date(2026, 10, 1))
    clauses = {one.id: one for one in library.clauses}
    assert (turn.of_clause(clauses["jp-duty"]), turn.of_clause(clauses["jp-before"])) == ("comes", "goes")
    assert turn.decides(clauses["jp-duty"])
    assert not turn.decides(clauses["jp-before"])
    assert Turn(Material(library), date(2026, 10, 2)).of_clause(clauses["jp-duty"]) == "stays"


def test_an_announced_day_that_has_passed_says_on_its_line_that_nobody_confirmed_it(library: Library) -> None:
    material = Material(library)
    everywhere = _page("law/changes.md")
    for pack in library.packs.values():
        page = _page(f"law/{pack.code}.md")
        for change in unconfirmed(pack, material.day):
            name = f"value-{change.id}" if change.kind == "value" else change.id
            day = next((line for line in page.splitlines() if f"{{#day-{change.when}}}" in line), "")
            here = [line for line in page.splitlines() if line.startswith("- ") and f"(#{name})" in line]
            assert not day or any(PASSED in line for line in here), change.id
            assert PASSED in next(line for line in everywhere.splitlines() if f"{pack.code}.md#{name})" in line), name


def test_the_longer_time_that_is_reported_stands_beside_the_one_that_is_law() -> None:
    row = next(line for line in _page("law/compare.md").splitlines() if "[Acas]" in line)
    assert re.search(rf"#value-tribunal_limit_equality\): 3 months.*: 6 months \({PASSED}\)", row)


def test_places_can_be_chosen_beside_each_other_without_a_script(library: Library) -> None:
    looks = (SITE / "stylesheets" / "tables.css").read_text("utf-8")
    countries = {pack.code for pack in library.packs.values() if not pack.within}
    assert set(re.findall(r'id="only-([\w-]+)"', _page("law/compare.md"))) == countries
    assert set(re.findall(r"#only-([\w-]+):checked", looks)) == countries


def test_one_of_something_is_not_counted_as_many() -> None:
    wrong = re.compile(r"\b1 (?:workers|employees|years|hours|months|weeks|days|occasions|hearings)\b")
    for page in (SITE / "law").glob("*.md"):
        assert not wrong.search(page.read_text("utf-8")), page.name


def test_pages_of_law_speak_to_people_who_have_not_seen_how_they_were_made() -> None:
    insider = re.compile(r"source sheet|[Tt]he sheet (?!for)|of the checklist|[Nn]o row of|dossier")
    for page in (SITE / "law").glob("*.md"):
        assert not insider.search(page.read_text("utf-8")), page.name


def test_marks_of_evidence_and_force_have_one_meaning_on_every_page() -> None:
    for page in ("law/index", "law-on-a-date", "consultant", "maintain-a-pack"):
        assert all(f"| {mark} | {means} |" in _page(f"{page}.md") for mark, means in EVIDENCE.items()), page
    for page in ("law/index", "coverage"):
        assert all(f" | {means} |" in _page(f"{page}.md") for means in FORCE.values()), page


@given(PLAIN, PLAIN)
def test_a_value_never_becomes_markup_in_a_table(first: str, second: str) -> None:
    shown = markdown(
        "\n".join(table(("A", "B"), [(f"x{text(first)}", code(second))])), extensions=["tables", "attr_list"]
    )
    cells = re.findall(r"<td>(.*?)</td>", shown, re.S)
    assert [_read(cell) for cell in cells] == [f"x{first}", second]
    assert set(re.findall(r"<(\w+)", "".join(cells))) <= {"code"}


def _made(library: Library, pack: Pack) -> str:
    """The page of a pack that has been changed."""
    changed = replace(library, packs={**library.packs, pack.code: pack})
    return next(page for path, page in places.pages(Material(changed)) if path == f"law/{pack.code}.md")


def _clause(document: str, id_: str) -> str:
    """What the page of a document shows of a clause."""
    return _page(f"documents/{document}.md").partition(f" {{#{id_}}}\n")[2].partition("\n#")[0]


def _page(path: str) -> str:
    return (SITE / path).read_text("utf-8")


@cache
def _anchors(path: str) -> set[str]:
    return {"".join(found) for found in re.findall(r'<a id="([^"]+)"></a>|^#### .* \{#([^}]+)\}$', _page(path), re.M)}


def _line(page: str, begins: str) -> str:
    """The first line of a list that begins so; empty where none does."""
    return next((line for line in page.splitlines() if line.strip().startswith(f"- {begins}")), "")


def _dated(pack: Pack) -> int:
    return len(changes(pack, date.min, date.max))


def _read(cell: str) -> str:
    """What a reader sees of a cell."""
    return unescape(re.sub(r"<[^>]+>", "", cell))
