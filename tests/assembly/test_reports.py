"""The pages for review: promises, changes since the last issue, reading grades, advice."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen import workflow
from policygen.assembly import advice, prose, readability, reported_law, reports
from policygen.assembly.promises import promises
from policygen.content.answers_file import answers_of
from policygen.content.yaml_source import parse_yaml
from policygen.domain.law import Law
from policygen.domain.manifest import Manifest
from policygen.domain.pack import ValuePeriod
from policygen.domain.values import Record
from policygen.errors import Diagnostic
from policygen.templating import tokens
from policygen.templating.filters import Speaker
from policygen.verify.words import markdown_words
from policygen.workflow_check import check_of
from tests.finished import markdown_clauses, says, started
from tests.render.docx_templates import template
from tests.samples import CODE, EXAMPLES, GONE, POLICY, TODAY, Changes, data, issue, library, rendered, text, unchanged

LABELS = library().words["en"]


def manifest(of: workflow.Issue) -> Manifest:
    return workflow.manifest(of, tuple(rendered(of, "md").values()), {})


def page_of_changes(before: bytes, after: workflow.Issue) -> dict[str, list[dict[str, str]]]:
    """What the page of changes is told of an issue that follows another: its records, and the lines of files and law."""
    job = after.job
    pages = reports.Told(job.planned, after.assembled, after.accounts, {}, manifest(after), before)
    speaker = workflow.writer(job, job.situation, "en").speaker
    derived = reports.scope(job.situation, job.answers, pages, speaker).derived
    return {name: _rows(derived[name]) for name in ("answers_moved", "sheets_changed", "changes_since")}


def _rows(records: object) -> list[dict[str, str]]:
    assert isinstance(records, tuple)
    return [{key: one.text(key) for key in one} for one in records if isinstance(one, Record)]


def test_the_same_issue_has_no_changes() -> None:
    now = unchanged("corner-shop")
    only = {"what": LABELS["review.no_changes"]}
    assert page_of_changes(manifest(now).to_json(), now) == {
        "answers_moved": [],
        "sheets_changed": [],
        "changes_since": [only],
    }


@pytest.mark.parametrize("earlier", [b"", b"[]", b'{"files": 1}', b'{"files": {}, "packs": {}, "decisions": [{}]}'])
def test_an_earlier_manifest_that_cannot_be_read_counts_as_none(earlier: bytes) -> None:
    assert page_of_changes(earlier, unchanged("corner-shop")) == {
        "answers_moved": [],
        "sheets_changed": [],
        "changes_since": [],
    }


def test_law_and_files_of_another_issue_are_each_said() -> None:
    after = issue("corner-shop", {"law_as_of": "2026-12-30", "documents.without": ["vendor-clauses"]})
    lines = [row["what"] for row in page_of_changes(manifest(issue("corner-shop")).to_json(), after)["changes_since"]]
    assert any("2026-11-21" in line and "2026-12-30" in line for line in lines)
    assert LABELS["review.file_gone"].format(name="vendor-clauses.en.md") in lines


MOVED: Changes = {"reporting.times.acknowledge": "3 working days", "contacts.owner.phone": "+61 3 5550 0139"}


def test_law_that_was_checked_again_is_named_by_its_place() -> None:
    content = json.loads(manifest(unchanged("corner-shop")).to_json())
    content["packs"]["au-vic"] = "2026-01-31"
    [row] = page_of_changes(json.dumps(content).encode(), unchanged("corner-shop"))["changes_since"]
    assert row["what"].startswith("The law of Victoria was checked on")
    assert "2026-01-31" in row["what"]


def test_an_answer_that_moved_is_said_in_words_with_what_it_was_and_is() -> None:
    rows = page_of_changes(manifest(unchanged("corner-shop")).to_json(), issue("corner-shop", MOVED))["answers_moved"]
    assert {"what": "A report is answered in", "before": "1 working day", "now": "3 working days"} in rows
    assert {"what": "Owner: Phone number", "before": "+61 3 5550 0132", "now": "+61 3 5550 0139"} in rows
    assert len(rows) == len(MOVED)


@pytest.mark.parametrize(
    ("whose", "path"),
    [("Principal Doctor", "contacts.principal"), ("Senior Nurse", "contacts.nurse"),
     ("Second Principal Doctor", "contacts.partner"), ("Independent adviser for staff", "contacts.adviser")],
)  # fmt: skip
def test_a_number_that_moved_is_named_by_whose_it_is_however_the_documents_come_to_it(whose: str, path: str) -> None:
    both: Changes = {f"{path}.phone": "+61 3 5550 0998", "contacts.manager.phone": "+61 3 5550 0999"}
    before = manifest(unchanged("harbour-clinic")).to_json()
    rows = page_of_changes(before, issue("harbour-clinic", both))["answers_moved"]
    assert [row["now"] for row in rows if row["what"] == f"{whose}: Phone number"] == ["+61 3 5550 0998"]
    assert len(rows) == len(both)


def test_an_answer_that_stands_in_another_sentence_has_not_moved() -> None:
    before = manifest(unchanged("harbour-clinic")).to_json()
    rows = page_of_changes(before, issue("harbour-clinic", {"issue.version": "1.1"}))["answers_moved"]
    assert rows == [{"what": "Version", "before": "1.0", "now": "1.1"}]


def test_a_time_that_one_branch_prints_and_the_other_only_reads_has_not_moved() -> None:
    before = manifest(unchanged("prairie-grill")).to_json()
    rows = page_of_changes(before, issue("prairie-grill", {"vendors.subcontractors": False}))["answers_moved"]
    assert [(row["before"], row["now"]) for row in rows] == [("yes", "no")]


def test_another_contact_in_a_role_is_said_as_that_and_not_as_a_number_that_moved() -> None:
    before = manifest(unchanged("harbour-clinic")).to_json()
    [row] = page_of_changes(before, issue("harbour-clinic", {"response.takes_over": "manager"}))["answers_moved"]
    assert row == {"what": "Who takes over with no supervisor", "before": "Senior Nurse", "now": "Practice Manager"}


def test_answers_without_a_name_are_said_beside_those_that_have_one() -> None:
    content = json.loads(manifest(unchanged("harbour-clinic")).to_json())
    del content["contacts"]  # an issue of an earlier program
    both: Changes = {"contacts.nurse.phone": "+61 3 5550 0998", "response.longest_ban": "5 months"}
    after = issue("harbour-clinic", both, documents=("response-manual",))
    files = workflow.report_all(after, (), {}, json.dumps(content).encode())
    [page] = [one.data.decode() for one in files if one.path == "for-review/changes.md"]
    assert "5 months" in page
    assert "Answers have changed that are not named here" in page


@pytest.mark.parametrize(
    ("example", "changes"),
    [("corner-shop", MOVED), ("harbour-clinic", {"response.longest_ban": "5 months"}),
     ("childrens-network", {"reporting.anonymous": False})],
)  # fmt: skip
def test_the_documents_named_are_exactly_those_whose_text_is_another(example: str, changes: Changes) -> None:
    old, new = unchanged(example), issue(example, changes)
    texts = [{path.removesuffix(".md"): file.data for path, file in rendered(of, "md").items()} for of in (old, new)]
    differ = {stem for stem in texts[0].keys() & texts[1].keys() if texts[0][stem] != texts[1][stem]}
    named = {
        file
        for row in page_of_changes(manifest(old).to_json(), new)["sheets_changed"]
        for file in row["files"].split(", ")
    }
    assert differ
    assert named & texts[1].keys() == differ


def test_a_document_whose_running_lines_alone_are_another_is_named() -> None:
    rows = page_of_changes(manifest(unchanged("corner-shop")).to_json(), issue("corner-shop", {"issue.version": "7.3"}))
    [policy] = [row for row in rows["sheets_changed"] if row["files"] == f"{POLICY}.en"]
    assert LABELS["review.head_moved"] in policy["what"].split("; ")


def test_a_clause_is_named_by_its_number_and_title_never_by_its_id() -> None:
    rows = page_of_changes(manifest(unchanged("corner-shop")).to_json(), issue("corner-shop", MOVED))["sheets_changed"]
    [policy] = [row for row in rows if row["files"] == f"{POLICY}.en"]
    assert policy["title"] == "Third-party harassment policy"
    assert "4 When you may leave, stop or hang up" in policy["what"].split("; ")
    assert "steps-short" not in policy["what"]


def test_a_clause_without_a_heading_is_named_in_words_without_marks() -> None:
    titles = {d.clause: d.title for d in manifest(unchanged("harbour-clinic")).decisions if d.outcome == "in"}
    assert titles["desk-whom"] == "Who / How / When"
    assert titles["desk-danger"].startswith("In danger? Get away first. Then call 000. ")
    assert not [title for title in titles.values() if "---" in title or "|" in title or "```" in title]


def test_clauses_of_a_manifest_without_digests_are_compared_by_version_and_what_they_read() -> None:
    content = json.loads(manifest(unchanged("corner-shop")).to_json())
    del content["heads"]
    for decision in content["decisions"]:
        del decision["words"], decision["title"]
    now = unchanged("corner-shop")
    assert page_of_changes(json.dumps(content).encode(), now)["sheets_changed"] == []
    first = next(d for d in content["decisions"] if d["outcome"] == "in")
    first["version"] = 0
    [row] = page_of_changes(json.dumps(content).encode(), now)["sheets_changed"]
    assert row["files"] == first["file"]


def built(out: Path, changes: Changes) -> str:
    """The page of changes, after a build of the shop's code of conduct into a folder."""
    request = workflow.Request(Path("answers.yaml"), out)
    workflow.write(issue("corner-shop", changes, documents=("visitor-code-of-conduct",), formats=("md",)), request)
    return (out / "for-review" / "changes.md").read_text("utf-8")


def test_changes_add_up_while_the_version_is_the_same_and_a_build_without_any_keeps_them(tmp_path: Path) -> None:
    phone: Changes = {"public_contact.phone": "+61 3 5550 0998"}
    both: Changes = {**phone, "organisation.short_name": "Corner Store"}
    out = tmp_path / "out"
    assert "This is the first issue in this folder." in built(out, {})
    assert LABELS["review.no_changes"] in built(out, {})
    once = built(out, phone)
    assert "+61 3 5550 0998" in once
    assert "Compared with the first documents of version 1.0 in this folder." in once
    record = (out / "manifest.json").read_bytes()
    assert built(out, phone) == once
    assert (out / "manifest.json").read_bytes() == record
    twice = built(out, both)
    assert "+61 3 5550 0998" in twice
    assert "Corner Store" in twice
    assert LABELS["review.no_changes"] in built(out, {})


def test_changes_of_a_new_version_are_those_since_the_last_build_of_another(tmp_path: Path) -> None:
    phone: Changes = {"public_contact.phone": "+61 3 5550 0998"}
    new: Changes = {**phone, "issue.version": "1.1"}
    out = tmp_path / "out"
    built(out, {})
    built(out, phone)
    page = built(out, new)
    assert "Compared with version 1.0, as it was last made in this folder." in page
    assert "+61 3 5550 0998" not in page
    assert built(out, new) == page
    approved = built(out, {**new, "issue.approved_on": "2026-12-01"})
    assert approved.startswith(page.partition("|")[0])
    last = built(out, {**new, "public_contact.phone": "+61 3 5550 0997"})
    assert "| +61 3 5550 0998 | +61 3 5550 0997 |" in last
    assert LABELS["review.head_moved"] in last


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_time_limit_of_the_answers_is_among_the_promises(example: str) -> None:
    of = unchanged(example)
    said = " ".join(str(row["what"]) for row in promises(of.assembled))
    printed = {v.text for a in of.assembled for v in a.document.values if v.source.startswith("reporting.times.")}
    assert printed
    assert all(words in said for words in printed)


@pytest.mark.parametrize("example", [*EXAMPLES, "sakura-retail"])
def test_every_row_or_sentence_of_a_main_document_that_prints_a_time_of_the_answers_is_a_promise(example: str) -> None:
    asked = {one.id for one in library().questions() if one.kind == "duration"}
    of = unchanged(example)
    said = {(row["document"], row["what"]) for row in promises(of.assembled)}
    timed = [
        (tokens.filled(document.title, document.values), " ".join(tokens.filled(sentence, document.values).split()))
        for document in (one.document for one in of.assembled if not one.outline.variant_of)
        for section in document.sections
        for clause in section.clauses
        for block in clause.blocks
        for sentence in prose.sentences(block, whole=True)
        if any(document.values[at].source in asked for at in tokens.found(sentence))
        and any(letter.isalpha() for letter in tokens.PATTERN.sub("", sentence))
    ]
    assert len(timed) > 10
    assert [row for row in timed if row not in said] == []


@pytest.mark.parametrize(
    "promise",
    [
        "Answer you: 1 working day",
        "Your pay, your hours and your standing stay the same.",
        "You lose nothing by it.",
        "None of this counts against you, and you never have to face or warn the person.",
        "Nobody may punish you for an honest report or for helping somebody.",
        "Only those who must act will know, unless danger, the law, or the other person's fair chance to answer needs more.",
    ],
)
def test_a_promise_need_not_say_we(promise: str) -> None:
    assert promise in [row["what"] for row in promises(unchanged("corner-shop").assembled)]


def test_a_standard_that_we_set_ourselves_is_a_promise_in_an_annex_too() -> None:
    of = issue("corner-shop", {"places.shop.law": "gb-eng", "law_as_of": date(2026, 11, 21)})
    standard = "Our own standard is to take all reasonable steps before anything happens."
    assert standard in [row["what"] for row in promises(of.assembled)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_promise_is_a_sentence_of_a_document_with_its_place(example: str) -> None:
    of = unchanged(example)
    text = {path: "".join(markdown_words(file.data)) for path, file in rendered(of, "md").items()}
    rows = list(promises(of.assembled))
    ids = {clause.id for one in of.assembled for clause in one.document.clauses()}
    assert len(rows) > 20
    for row in rows:
        assert row["document"]
        assert row["clause"] not in ids
        assert any(_start(str(row["what"])) in words for words in text.values()), row


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_nobody_is_to_say_and_what_is_asked_are_no_promises(example: str) -> None:
    said = [str(row["what"]) for row in promises(unchanged(example).assembled)]
    assert [one for one in said if "nobody will know" in one or one == "Have we not heard you yet?"] == []
    assert [one for one in said if "take it personally" in one] == []
    assert [one for one in said if one.startswith("phone +")] == []


def _start(sentence: str) -> str:
    """The first words of a promise without white space; table cells are joined by colons."""
    return "".join(sentence.partition(":")[0].split())[:30]


def test_what_the_organisation_says_it_does_is_a_promise_in_japanese_too() -> None:
    said = [str(row["what"]) for row in promises(unchanged("sakura-retail").assembled)]
    assert "会社は、可能な限り、従業員等を一人で対応させない。" in said
    assert not [
        one for one in said if one.startswith("当社は、") and one.endswith(("ことがあります。", "決定いたしました。"))
    ]


# --- reading grades -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("safe", 1), ("table", 2), ("wanted", 2), ("harassment", 3), ("I", 1)]
)
def test_syllables_are_counted_as_heard(word: str, count: int) -> None:
    assert readability.syllables(word) == count


def test_short_words_in_short_sentences_read_easier() -> None:
    easy = readability.measured(("You can stop.", "Tell us."))
    hard = readability.measured(
        ("Notwithstanding considerable organisational inconvenience, discontinuation is permissible.",)
    )
    assert easy.grade < hard.grade
    assert hard.longest == 7


@given(st.lists(st.text("abc .", max_size=30), max_size=5))
def test_a_grade_can_be_given_for_any_text(sentences: list[str]) -> None:
    assert readability.measured(tuple(sentences)).words >= 0


# --- advice -------------------------------------------------------------------------------------------------------------


def told(example: str, changes: Changes | None = None) -> dict[str, str]:
    of = issue(example, changes)
    return {d.code: d.message for d in advice.advice(of.job.situation, of.job.answers, of.assembled, TODAY)}


def test_no_example_has_a_warning_about_its_own_words() -> None:
    for example in EXAMPLES:
        found = told(example)
        assert "PG-D050" not in found, found["PG-D050"]
        assert "PG-D051" not in found, found["PG-D051"]


def test_a_part_without_a_pack_is_a_warning_in_check_and_a_line_in_the_pages() -> None:
    found = told("childrens-network", {"places.albany.law": "us-wa"})["PG-D060"]
    assert "Washington has no pack yet" in found


def test_one_contact_alone_is_a_warning_that_takes_the_place_of_the_note_about_outside() -> None:
    found = told("corner-shop", {"reporting.channels": ["owner"]})
    assert found["PG-D076"] == "people can tell only one contact, the Owner"
    assert "PG-D071" not in found
    assert "PG-D076" not in told("corner-shop")


@pytest.mark.parametrize("people", [6, 20, 120])
def test_where_only_one_can_be_told_the_documents_say_so_name_the_ways_outside_and_claim_no_more(people: int) -> None:
    alone = {"organisation.people": {"employees": people}, "reporting.channels": ["owner"]}
    of = issue("corner-shop", alone)
    [policy] = [one for one in of.assembled if one.document.id == POLICY and not one.outline.variant_of]
    assert "POL-11" not in {element for one in policy.written for element in one.clause.supplies}
    assert not [finding for finding in of.accounts.findings if finding.severity == "error"]
    for file in rendered(of, "md").values():
        assert "Tell any one of these" not in file.data.decode(), file.path
    words = next(f.data.decode() for f in rendered(of, "md").values() if f.path.startswith(f"{POLICY}.en"))
    assert "We have nobody else to name" in words
    assert "nobody here stands above this post" in words
    assert "Or somebody outside" in words
    [left] = [row for row in of.accounts.column("do") if row.id == "AU-07-one"]
    assert left.row == "AU-07"
    assert "AU-07" not in {row.id for row in of.accounts.rows}


@pytest.mark.parametrize("example", ["childrens-network", "prairie-grill", "sakura-retail", "tri-continent"])
def test_one_contact_alone_is_enough_for_every_place_and_kind_of_work(example: str) -> None:
    first = next(one for one in data(example)["reporting"]["channels"] if one != "supervisor")
    of = issue(example, {"reporting.channels": [first], "reporting.about_management": "nobody"})
    assert of.accounts.findings == ()
    assert "PG-D076" in {d.code for d in advice.advice(of.job.situation, of.job.answers, of.assembled, TODAY)}


@pytest.mark.parametrize("document", [POLICY, CODE])
def test_a_default_document_left_out_is_noted(document: str) -> None:
    assert any(document in message for message in told("corner-shop", {"documents.without": [document]}).values())


def test_a_document_of_the_places_law_left_out_is_noted() -> None:
    notice = "internal-committee-notice"
    found = told("indus-software", {"documents.without": [notice]})
    assert f"{notice} is switched off" in found["PG-D070"]


def test_a_duty_is_marked_no_better_than_what_was_read_of_it() -> None:
    """The notice is known from secondary sources; that it asks for a poster is background."""
    of = unchanged("sakura-retail")
    pages = {page.path: page.data for page in workflow.report_all(of, tuple(rendered(of, "md").values()), {}, b"")}
    row = next(line for line in pages["README.en.md"].decode().splitlines() if "poster and the website" in line)
    assert "background" in row
    assert "secondary" not in row


DESK = {"contacts.desk": {"post": "Front desk", "phone": "+61 3 5550 0139"}}


def advised(example: str, code: str, changes: Changes | None = None) -> list[Diagnostic]:
    of = issue(example, changes) if changes else unchanged(example)
    return [d for d in advice.advice(of.job.situation, of.job.answers, of.assembled, TODAY) if d.code == code]


def approvals(example: str, changes: Changes) -> list[Diagnostic]:
    answers = answers_of(parse_yaml(text(example, changes), "answers.yaml"), library())
    found = check_of(library(), answers, workflow.Request(Path("answers.yaml")), TODAY).findings
    return [one for one in found if one.code == "PG-D075"]


def test_a_public_number_on_which_staff_report_is_a_warning_and_for_a_handful_a_note() -> None:
    assert advised("harbour-clinic", "PG-D074") == []
    shared = {"public_contact.complaints": "manager", "response.nights": "partner"}
    assert {d.message for d in advised("harbour-clinic", "PG-D074", shared)} == {
        "the number for complaints is also the one on which staff report",
        "the number for objections to a limit is also the one on which staff call at night and on visits",
    }
    assert {d.severity for d in advised("harbour-clinic", "PG-D074", shared)} == {"warning"}
    assert {d.severity for d in advised("corner-shop", "PG-D074")} == {"note"}


def test_a_public_number_of_its_own_is_no_finding() -> None:
    apart = {"public_contact.complaints": "desk", "response.reply_or_appeal.to": "desk", **DESK}
    assert "PG-D074" not in told("corner-shop", apart)
    assert "PG-D074" in told("corner-shop", {**apart, "public_contact.phone": "+61 35550-0131"})


def test_an_approval_before_a_change_of_the_law_is_named_with_the_laws_that_changed() -> None:
    early = {"law_as_of": "2026-11-21", "issue.approved_on": "2025-11-20", "issue.effective": "2025-12-01"}
    [found] = approvals("corner-shop", early)
    assert found.severity == "warning"
    assert "the approval of 2025-11-20 is older than the law that the documents state" in found.message
    assert "Psychological Health" in found.hint


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-20"])
def test_an_approval_after_which_no_law_changed_is_no_finding(day: str) -> None:
    assert approvals("corner-shop", {"issue.approved_on": day}) == []


def test_a_draft_says_so_in_the_manifest() -> None:
    of = issue("corner-shop", {"issue.owner": GONE}, draft=True)
    assert json.loads(manifest(of).to_json())["draft"] is True


@pytest.mark.parametrize(
    "doubt",
    [
        "Runs until the start of section 20 of the Act of 2025 is proven",  # of a value on the day
        "the day comes from the public repository",  # of a value that is expected
        "The commencement order was not read",  # of an event
        "The text was checked in a reproduction",  # of a provision
    ],
)
def test_the_reviewer_reads_the_doubts_of_values_events_and_provisions(doubt: str) -> None:
    found = [
        record.text("doubt") for record in reported_law.doubts(Law(TODAY, library().packs), [library().packs["gb"]])
    ]
    assert any(doubt in one for one in found)


def test_a_value_that_is_past_is_doubted_no_more() -> None:
    packs = library().packs
    value = ValuePeriod(value=1, starts=date(2020, 1, 1), ends=date(2021, 1, 1), evidence="secondary", doubt="Unsure.")
    parameter = packs["gb"].parameters[0].model_copy(update={"values": (value,)})
    pack = packs["gb"].model_copy(
        update={"parameters": (parameter,), "instruments": (), "obligations": (), "authorities": ()}
    )
    assert [
        list(reported_law.doubts(Law(day, packs), [pack])) != [] for day in (date(2020, 12, 31), date(2021, 1, 1))
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("locale", "amount"), [("en-GB", "200,000 JPY"), ("de-DE", "200.000 JPY")])
def test_an_amount_of_money_is_written_as_its_readers_write_it(locale: str, amount: str) -> None:
    law = Law(TODAY, library().packs)
    facts = reported_law.facts(law, ["jp"], Speaker(locale, LABELS))
    assert amount in {fact.text("value") for fact in facts}


def test_start_here_tells_the_use_of_the_formats_that_were_made_and_of_no_other() -> None:
    [page] = started("corner-shop")["start-here"].values()
    said = page["files-and-readers"]
    assert says(said, "Markdown is for your website and other systems")
    assert not says(said, "Word is for")
    assert not says(said, "PDF is for")


def test_people_alone_are_not_sent_to_a_line_that_closes() -> None:
    public = "+61 3 5550 0130"
    assert "PG-D073" not in told("corner-shop")
    found = told("corner-shop", {"contacts.owner.phone": public, "public_contact.phone": public})
    assert "the Owner on the public line" in found["PG-D073"]


def test_start_here_points_to_the_parts_that_the_japanese_rules_have() -> None:
    [page] = started("sakura-retail")["start-here"].values()
    assert says(page["english-and-japanese"], "Every document is here in Japanese and in English")
    assert says(
        page["before-adopting"], "the Attachment (別紙) at the end of the Rules … adopt the Rules and the Basic Policy"
    )
    assert says(
        page["day-of-start"], "the slip (Form 1, 様式第1号) … (相談申出書) … case record (対応記録) … memorandum (覚書)"
    )
    assert says(page["law-not-covered"], "The documents cover national law only for Osaka")
    said = " ".join(page.values())
    assert not any(
        says(said, gone) for gone in ("in English only", "If you lead people", "annex", "My complaint", "addendum")
    )


def test_start_here_keeps_the_words_of_the_core_where_the_documents_are_the_cores() -> None:
    [page] = started("corner-shop")["start-here"].values()
    assert not {"english-only", "english-and-japanese"} & page.keys()
    assert says(page["day-of-start"], "collect the slip that stands before the annex")


def test_start_here_says_that_english_documents_are_not_enough_where_the_answers_ask_for_japanese() -> None:
    of = issue("sakura-retail", languages=("en",))
    pages = workflow.report_all(of, tuple(rendered(of, "md").values()), {}, b"")
    [page] = [markdown_clauses(one.data) for one in pages if one.path == "README.md"]
    assert says(page["english-only"], "build again in both languages")
    assert "english-and-japanese" not in page


@pytest.mark.parametrize("document", ["vendor-clauses", "letter-refusal"])
def test_start_here_speaks_only_of_what_was_built(document: str) -> None:
    of = issue("harbour-clinic", documents=(document,))
    pages = workflow.report_all(of, tuple(rendered(of, "md").values()), {}, b"")
    [page] = [one.data.decode() for one in pages if one.path == "README.md"]
    steps = page.partition('<a id="s-duties"></a>')[0]
    others = ("the policy", "poster", "code of conduct", "Print and hang", "Give to each person", "After each report")
    assert not [one for one in others if one in steps]
    assert "Tell whoever uses the documents where to find them" in steps
    assert ("Send the addendum" in steps) is (document == "vendor-clauses")


# --- the language of the pages -------------------------------------------------------------------------------------------

JA_FIRST: Changes = {f"organisation.languages.{kind}": ["ja", "en"] for kind in ("staff", "public", "contract")}
EN_FIRST: Changes = {f"organisation.languages.{kind}": ["en", "ja"] for kind in ("staff", "public", "contract")}
SYDNEY = {
    "name": "Sydney store", "address": "1 Example Street, Sydney NSW 2000", "law": "au", "workers": 10, "public": True,
    "emergency": "000",
}  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{4,}")
# What is no word of the page: links, code, names of files and programs, ids of duties, and values that people typed.
NO_WORDS = re.compile(
    r"\]\([^)]*\)|\S+@\S+|https?://[!-~]+|[!-~]*/[!-~]+|[\w.-]+\.(?:html|md|json)(?![a-z])|(?i:jp)[-.][\w.-]+|for-review"
    r"|issue\.\w+|confirmed|policygen|Markdown|HTML|English|TOKYO"
)


def pages_of(of: workflow.Issue) -> dict[str, str]:
    made = workflow.report_all(of, tuple(rendered(of, "md").values()), {}, b"")
    return {page.path: page.data.decode() for page in made if page.path.endswith(".md")}


def test_an_issue_that_is_japanese_first_has_its_pages_in_japanese_and_start_here_in_english_too() -> None:
    pages = pages_of(issue("sakura-retail", JA_FIRST))
    assert pages.keys() == {
        "README.md", "README.en.md", *(f"for-review/{one}.md" for one in ("coverage", "notes", "promises", "changes")),
    }  # fmt: skip
    assert "# はじめにお読みください" in pages["README.md"]
    assert "[English](START-HERE.en.html)" in pages["README.md"]
    assert "# Start here" in pages["README.en.md"]
    assert "for-review first; they are in Japanese" in pages["README.en.md"]
    assert "[START-HERE.html](START-HERE.html)" in pages["README.en.md"]


def test_an_issue_that_is_english_first_keeps_its_pages_and_has_start_here_in_japanese_beside() -> None:
    pages = pages_of(issue("sakura-retail", EN_FIRST))
    assert "# Start here" in pages["README.md"]
    assert "# Which duties are addressed, and where" in pages["for-review/coverage.md"]
    assert "for-reviewのページは、英語で書かれています" in pages["README.ja.md"]


@pytest.mark.parametrize(
    "page",
    ["README.md", "for-review/coverage.md", "for-review/notes.md", "for-review/promises.md", "for-review/changes.md"],
)
def test_japanese_pages_hold_no_english(page: str) -> None:
    made = pages_of(issue("sakura-retail", JA_FIRST))[page]
    text = "\n".join(html.unescape(re.sub(r"<[^>]+>", "", line)) for line in made.splitlines())
    assert not LATIN.findall(NO_WORDS.sub("", text))


def test_duties_are_found_under_the_numbers_of_the_language_of_the_page() -> None:
    coverage = pages_of(issue("sakura-retail", JA_FIRST))["for-review/coverage.md"]
    assert "規程第4条 |" in coverage
    assert "Article" not in coverage


def test_places_have_their_own_names_in_japanese() -> None:
    coverage = pages_of(issue("sakura-retail", JA_FIRST))["for-review/coverage.md"]
    places = {line.split("|")[1].strip() for line in coverage.splitlines() if "JP-" in line}
    assert places == {"全国", "東京都", "大阪府"}


def test_japanese_steps_speak_only_of_what_was_built() -> None:
    page = pages_of(issue("sakura-retail", JA_FIRST, documents=("vendor-clauses",)))["README.md"]
    steps = page.partition('<a id="s-duties"></a>')[0]
    assert not [
        one for one in ("全員に規程", "ポスター", "掲示します", "相談のたびに", "対応マニュアル") if one in steps
    ]
    assert "覚書を、職場に人を出入りさせる取引先に送ります" in steps


def test_pages_about_places_in_several_countries_are_in_english_and_say_so_in_japanese() -> None:
    pages = pages_of(
        issue("sakura-retail", {**JA_FIRST, "places.sydney": SYDNEY}, documents=("consultation-desk-notice",))
    )
    assert "README.ja.md" not in pages
    assert "このページとfor-reviewのページは英語だけで書いています" in pages["README.md"]


def test_a_place_whose_law_nobody_translated_is_named_on_the_japanese_pages() -> None:
    known = library()
    less = replace(known, law_words={key: words for key, words in known.law_words.items() if key[0] != "jp-13"})
    pages = pages_of(issue("sakura-retail", JA_FIRST, less, documents=("consultation-desk-notice",)))
    said = "東京都の法令の内容は、日本語の訳がまだないため、英語で示します"
    assert said in pages["README.md"]
    assert said in pages["for-review/coverage.md"]
    assert "Make an effort (努力義務) to have a manual" in pages["README.md"]


def test_a_finding_that_has_no_japanese_words_is_in_english_and_says_so() -> None:
    known = library()
    short = {**known.words["ja"]}
    del short["review.finding_PG-D062"]
    less = replace(known, words={**known.words, "ja": short})
    notes = pages_of(issue("sakura-retail", JA_FIRST, less, documents=("consultation-desk-notice",)))[
        "for-review/notes.md"
    ]
    [said] = [line for line in notes.splitlines() if "The pack for Tokyo has not been reviewed" in line]
    assert said.endswith("（この結果は、日本語の文がないため、英語で示します。）")
    assert "大阪府には、独自の資料がまだありません" in notes


def test_what_is_too_long_is_said_in_japanese_with_its_articles() -> None:
    of = issue("sakura-retail", {**JA_FIRST, "organisation.people": {"employees": 20}}, documents=(POLICY,))
    [said] = [
        line for line in pages_of(of)["for-review/notes.md"].splitlines() if "目安の7,000字を超えています" in line
    ]
    assert said.startswith("- カスタマーハラスメント防止規程は")
    assert re.search(r"：第\d+条（\d+字）、第\d+条（\d+字）、第\d+条（\d+字）。$", said)


def test_answers_that_moved_are_named_in_japanese_with_their_values() -> None:
    before = manifest(issue("sakura-retail", JA_FIRST, documents=("consultation-desk-notice",)))
    changes: Changes = {**JA_FIRST, "reporting.anonymous": False}
    of = issue("sakura-retail", changes, documents=("consultation-desk-notice",))
    made = workflow.report_all(of, tuple(rendered(of, "md").values()), {}, before.to_json())
    [page] = [one.data.decode() for one in made if one.path == "for-review/changes.md"]
    assert "| 匿名の相談 | はい | いいえ |" in page
    assert "## 印刷し直し、渡し直すもの" in page


def test_the_reviewing_lawyer_reads_which_terms_the_clauses_bring_undefined_into_a_contract(tmp_path: Path) -> None:
    shell = tmp_path / "contract.docx"
    shell.write_bytes(template("{{p clause('vendor-telling') }}"))
    of = issue("corner-shop", documents=("vendor-clauses",))
    of = replace(of, job=replace(of.job, planned=of.job.planned[:1]), assembled=of.assembled[:1])
    made = workflow.files(of, workflow.Request(Path("answers.yaml"), shell=shell)).artifacts
    pages = {one.path: one.data.decode() for one in made if one.path.endswith(".md")}
    lacking = "The clauses taken use 5 terms defined in vendor-meanings, which is left out: Affected Person"
    assert {path: page.count(lacking) for path, page in pages.items() if lacking in page} == {"for-review/notes.md": 1}
