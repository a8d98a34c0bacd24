"""Why a clause differs, from the two manifests: answers, the version of the clause, the law."""

import json
from typing import Any

import pytest

from policygen.content.locate import builtin_root
from policygen.content.words import read_words
from policygen.redline.reasons import Record, number, reasons, record_of
from policygen.redline.tree import Clause
from policygen.redline.write import Changed

LABELS = read_words((builtin_root(),), "en")


def clause(version: int = 1, id_: str = "us-ny-limits", record: str = "us-ny") -> Clause:
    mark = "_c_" + f"{id_}-{record}".replace("-", "_")
    return Clause(("clause", mark), f"{id_}@{version}", "Time limits", None, (), mark)


def decision(outcome: str = "in", **more: Any) -> dict[str, Any]:  # JSON
    return {"clause": "us-ny-limits", "record": "us-ny", "outcome": outcome, "number": "13", "reason": "always"} | more


def record(*decisions: dict[str, Any], day: str = "2026-11-21") -> Record:
    """A record of these decisions, and of one on another clause."""
    return Record(
        day, "1", "policy", (*decisions, {"clause": "other", "outcome": "in"}), {"ny-1": "N.Y. Exec. Law § 297(5)"}
    )


def told(change: Changed, old: Record | None, new: Record | None) -> str:
    return "; ".join(reasons(change, old, new, LABELS))


def test_an_answer_that_is_printed_is_named_with_both_values() -> None:
    post = ["contacts.hr.post", "HR Officer"]
    old, new = (decision(read=[["contacts.hr.phone", n], post]) for n in ("0101", "0177"))
    change = Changed(clause(), clause(), 1, 1)
    assert told(change, record(old), record(new)) == "HR Officer (phone): 0177 instead of 0101"


def test_a_contact_that_an_answer_names_goes_by_its_post_and_its_number_is_said_once() -> None:
    who = [["response.nights", "contacts.oncall"], ["response.nights.post", "On-call doctor"]]
    old, new = (
        decision(read=[*who, ["response.nights.phone", n], ["response.nights.reach", f"phone {n}"]])
        for n in ("0116", "0199")
    )
    assert told(Changed(clause(), clause(), 1, 1), record(old), record(new)) == (
        "On-call doctor (phone): 0199 instead of 0116"
    )


def test_a_long_value_is_shown_from_where_it_differs() -> None:
    long = "phone +61 3 5550 0120 on every day that is not a holiday, by email to"
    old, new = (
        decision(read=[["contacts.hr.reach", f"{long} {end} or in person"]]) for end in ("a@x.example", "b@x.example")
    )
    assert "…holiday, by email to b@x.example or in person instead of …holiday, by email to a@x.example" in told(
        Changed(clause(), clause()), record(old), record(new)
    )


def test_a_legal_value_is_named_as_law_with_the_days_and_what_it_rests_on() -> None:
    old = decision(read=[["law.older", "1 year"]], cites=["ny-1"])
    new = decision(read=[["law.older", "3 years"]], cites=["ny-1"])
    days = "the law of 2027-06-01 instead of that of 2026-11-21"
    found = told(Changed(clause(), clause(), 9), record(old), record(new, day="2027-06-01"))
    assert found == f"law: 3 years instead of 1 year; {days}; rests on N.Y. Exec. Law § 297(5)"


@pytest.mark.parametrize(("was", "now"), [("no", "no answer"), ("no answer", "1 year"), ("yes", "no")])
def test_a_legal_value_without_words_gives_the_days_of_the_law_alone(was: str, now: str) -> None:
    old, new = (decision(read=[["law.customer_harassment_duty", value], ["law.same", "2"]]) for value in (was, now))
    found = told(Changed(clause(), clause(), 9), record(old), record(new, day="2027-06-01"))
    assert found == "the law of 2027-06-01 instead of that of 2026-11-21"
    same = told(Changed(clause(), clause(), 9), record(old), record(old, day="2027-06-01"))
    assert same == LABELS["redline.elsewhere"]


def test_names_without_words_are_left_out_and_names_of_posts_and_records_have_them() -> None:
    def of(year: str) -> dict[str, Any]:
        names = ("p", "p.to", "next_review", "jurisdiction.name", "reporting.decides.id", "third_party_families")
        return decision(read=[[name, f"{name} {year}"] for name in names])

    change = Changed(clause(), clause(), 1, 1)
    assert told(change, record(of("1")), record(of("2"))) == LABELS["redline.elsewhere"]
    old, new = (
        decision(
            read=[["issue.approved_by.name", who], ["support.services.0.cost", cost], ["places.a.emergency", dial]]
        )
        for who, cost, dial in (("Amara Fielding", "free", "000"), ("Amara Jones", "none of yours", "112"))
    )
    assert told(change, record(old), record(new)).split("; ") == [
        "Approves the documents (name): Amara Jones instead of Amara Fielding",
        "Emergency number: 112 instead of 000",
        "Support you offer: none of yours instead of free",
    ]


def test_options_and_contacts_are_said_in_words_or_not_at_all() -> None:
    def of(codes: str, who: str) -> dict[str, Any]:
        return decision(read=[["response.recording", codes], ["reporting.decides", who]])

    labels = {**LABELS, "interview.option.response.recording.calls": "phone calls"}
    change = Changed(clause(), clause(), 1, 1)
    posts = {"clause": "x", "outcome": "in", "read": [["contacts.a.post", "Head"], ["contacts.b.post", "Deputy"]]}
    old, new = record(of("calls", "contacts.a"), posts), record(of("none", "contacts.b"), posts)
    assert reasons(change, old, new, labels) == (
        "Who decides: Deputy instead of Head",
        "What you record: no answer instead of phone calls",
    )
    old, new = record(of("calls", "contacts.a")), record(of("calls, cctv", "contacts.b"))
    assert reasons(change, old, new, labels) == ("Who decides: another answer", "What you record: another answer")


def test_who_a_contact_is_says_it_all() -> None:
    old, new = (
        decision(read=[["reporting.decides", f"contacts.{id_}"], ["reporting.decides.post", post]])
        for id_, post in (("a", "Head"), ("b", "Deputy"))
    )
    assert told(Changed(clause(), clause()), record(old), record(new)) == "Who decides: Deputy instead of Head"


def test_what_is_asked_of_another_contact_than_before_goes_by_the_question() -> None:
    def of(id_: str, post: str, phone: str) -> tuple[dict[str, Any], dict[str, Any]]:
        who = {"clause": "x", "outcome": "in", "read": [["reporting.decides", id_], ["reporting.decides.post", post]]}
        return decision(read=[["reporting.decides.post", post], ["reporting.decides.phone", phone]]), who

    old, new = record(*of("contacts.a", "Head", "1")), record(*of("contacts.b", "Deputy", "2"))
    assert told(Changed(clause(), clause()), old, new) == (
        "Who decides (phone): 2 instead of 1; Who decides (job title): Deputy instead of Head"
    )


# --- what is compared with what ------------------------------------------------------------------------------------------


def test_a_day_is_not_compared_with_the_words_it_is_printed_in() -> None:
    old, new = (
        decision(read=[["approved", held], ["issue.approved_on", day]], version=1)
        for held, day in (("no", "2026-11-21"), ("yes", "21 November 2026"))
    )
    found = told(Changed(clause(), clause(), 1), record(old, day="2026-10-01"), record(new, day="2026-12-01"))
    assert found == "the law of 2026-12-01 instead of that of 2026-10-01"
    given = decision(read=[["approved", "no"], ["issue.approved_on", "no answer"]], version=1)
    found = told(Changed(clause(), clause(), 1), record(given, day="2026-10-01"), record(new, day="2026-12-01"))
    assert found == "Approved on: 21 November 2026 instead of no answer"


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("5 working days", "5 business days", ""),
        ("1 hours", "1 hour", ""),
        ("5 working days", "5営業日", ""),
        ("5 working days", "3 business days", "3 business days instead of 5 working days"),
        ("5 days", "5 working days", "5 working days instead of 5 days"),
    ],
)
def test_a_length_of_time_is_not_compared_with_the_words_it_is_printed_in(was: str, now: str, found: str) -> None:
    old, new = (decision(read=[["vendors.times.answer", one]]) for one in (was, now))
    expected = f"Time to answer in writing: {found}" if found else LABELS["redline.elsewhere"]
    assert told(Changed(clause(), clause(), 1), record(old), record(new)) == expected


def test_facts_are_compared_with_facts_and_what_was_read_with_what_was_read() -> None:
    old = decision(facts=[["issue.effective", "2026-12-01"]])
    new = decision(read=[["issue.effective", "1 December 2026"]])
    assert told(Changed(clause(), clause(), 1), record(old), record(new)) == LABELS["redline.elsewhere"]


def test_a_name_that_one_issue_alone_has_differs_in_the_same_version_only() -> None:
    old = decision(version=1)
    for version, found in ((1, "Contact for vendors: Jo instead of no answer"), (2, "")):
        new = decision(version=version, read=[["vendors.contact", "Jo"]], facts=[["size", "larger"]][: version - 1])
        expected = found or "text of the clause: version 2 instead of 1"
        assert told(Changed(clause(1), clause(version), 1), record(old), record(new)) == expected


def test_a_clause_with_another_version_is_named_with_both() -> None:
    found = told(Changed(clause(1), clause(2), 3, 4), record(decision()), record(decision()))
    assert found == "text of the clause: version 2 instead of 1"


def test_a_clause_that_its_condition_brings_is_told_with_the_facts() -> None:
    old = decision("out", facts=[["size", "micro"]], reason="its condition does not hold")
    new = decision(facts=[["size", "larger"]], read=[["organisation.name", "X"]])
    assert told(Changed(None, clause()), record(old), record(new)) == (
        "Size of the organisation: 50 people or more instead of fewer than 10 people"
    )
    assert told(Changed(clause(), None), record(new), record(old)) == (
        "Size of the organisation: fewer than 10 people instead of 50 people or more"
    )


def test_a_clause_that_the_law_brings_is_told_with_the_reason_it_was_out() -> None:
    old = decision("out", reason="in force from 2027-01-01")
    found = told(Changed(None, clause()), record(old), record(decision(), day="2027-06-01"))
    assert found == "before: in force from 2027-01-01; the law of 2027-06-01 instead of that of 2026-11-21"


@pytest.mark.parametrize(
    "reason",
    [
        "its condition does not hold",
        "its law is not in force on 2026-11-21",
        "us-ny-limits stands in for it",
        "for us-ny only",
    ],
)
def test_ids_and_conditions_are_no_reasons_for_a_reader(reason: str) -> None:
    old = decision("out", reason=reason)
    days = "the law of 2027-06-01 instead of that of 2026-11-21"
    assert told(Changed(None, clause()), record(old), record(decision(), day="2027-06-01")) == days
    assert told(Changed(None, clause()), record(old), record(decision())) == LABELS["redline.elsewhere"]


def test_a_clause_that_is_new_in_the_content_or_gone_from_it_is_told_so() -> None:
    assert told(Changed(None, clause()), record(), record(decision())) == LABELS["redline.new_text"]
    assert told(Changed(clause(), None), record(decision()), record()) == LABELS["redline.gone_text"]


def test_citations_are_named_whole_and_those_that_do_not_fit_are_counted() -> None:
    old, new = (decision(cites=["ny-1", "b", "c", "d"], read=[["vendors.law", law]]) for law in ("Ohio", "Utah"))
    known = {"ny-1": "N.Y. Exec. Law § 297(5)", "b": "Second Act art. 2", "c": "Third Act art. 3", "d": "Fourth Act"}
    was, now = (Record("2026-11-21", "1", "policy", (one,), known) for one in (old, new))
    change, whole = Changed(clause(), clause(), 1, 1), "rests on N.Y. Exec. Law § 297(5); Second Act art. 2"
    found = {most: reasons(change, was, now, LABELS, most)[-1] for most in (500, 125, 90, 0)}
    assert found[500] == f"{whole}; Third Act art. 3; Fourth Act"
    assert found[125] == f"{whole}; and 2 more"
    assert found[90] == found[0] == "rests on N.Y. Exec. Law § 297(5); and 3 more"


def test_nothing_is_guessed() -> None:
    assert told(Changed(clause(), clause(), 1), record(decision()), record(decision())) == LABELS["redline.elsewhere"]
    assert told(Changed(clause(), clause(), 1), None, record(decision())) == LABELS["redline.unknown"]
    cited = told(Changed(clause(), clause(), 1), record(decision()), record(decision(cites=["ny-1"])))
    assert cited == f"{LABELS['redline.elsewhere']}; rests on N.Y. Exec. Law § 297(5)"
    empty = Record("2026-11-21", "1", "policy", (), {})  # as of an earlier version, which recorded no clauses by file
    assert told(Changed(clause(), clause(), 1), empty, record(decision())) == LABELS["redline.unknown"]


def test_a_clause_is_known_by_its_bookmark_where_its_tag_was_lost() -> None:
    bare = Clause(clause().key, "", "Time limits", None, (), clause().mark)
    other = decision(record="au-vic", number="14")
    assert number(Changed(bare, bare), record(other, decision()), record(other, decision())) == "13"


def test_a_question_is_named_by_the_words_that_stand_for_it_in_a_list() -> None:
    old, new = (decision(read=[["reporting.anonymous", said]]) for said in ("yes", "no"))
    found = told(Changed(clause(), clause(), 1, 1), record(old), record(new))
    assert found == f"{LABELS['interview.short.reporting.anonymous']}: no instead of yes"


def test_a_file_of_a_batch_is_known_and_its_record_is_said_to_keep_no_reasons() -> None:
    files = {"a.en.docx": {"sha256": "1", "document": "vendor-clauses"}}
    manifest = {"law_as_of": "2026-11-21", "files": {}, "rows": [{"answers": "7", "files": files}]}
    found = record_of(json.dumps(manifest).encode(), "a.en.docx", "1")
    assert found == Record("2026-11-21", "7", "vendor-clauses", (), {}, of_batch=True)
    assert told(Changed(clause(), clause(), 1, 1), found, found) == "the record of a batch keeps no reasons"
    assert record_of(json.dumps(manifest).encode(), "a.en.docx", "2") is None
    assert record_of(json.dumps(manifest).encode(), "b.en.docx", "1") is None


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"files": {"a.docx": {"sha256": "2"}}}', b'{"files": 3}'])
def test_what_is_no_manifest_of_the_file_gives_no_record(manifest: bytes) -> None:
    assert record_of(manifest, "a.docx", "1") is None
