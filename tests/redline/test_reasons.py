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
    new = decision(read=[["law.older", "no answer"]], cites=["ny-1"])
    found = told(Changed(clause(), clause(), 9), record(old), record(new, day="2027-06-01"))
    assert "law (older): no answer instead of 1 year" in found
    assert "the law of 2027-06-01 instead of that of 2026-11-21" in found
    assert "rests on N.Y. Exec. Law § 297(5)" in found


def test_a_clause_with_another_version_is_named_with_both() -> None:
    found = told(Changed(clause(1), clause(2), 3, 4), record(decision()), record(decision()))
    assert found == "text of the clause: version 2 instead of 1"


def test_a_clause_that_its_condition_brings_is_told_with_the_facts() -> None:
    old = decision("out", facts=[["size", "micro"]], reason="its condition does not hold")
    new = decision(facts=[["size", "larger"]], read=[["organisation.name", "X"]])
    assert told(Changed(None, clause()), record(old), record(new)) == "size: larger instead of micro"
    assert told(Changed(clause(), None), record(new), record(old)) == "size: micro instead of larger"


def test_a_clause_that_the_law_brings_is_told_with_the_reason_it_was_out() -> None:
    old = decision("out", reason="in force from 2027-01-01")
    found = told(Changed(None, clause()), record(old), record(decision(), day="2027-06-01"))
    assert found == "before: in force from 2027-01-01; the law of 2027-06-01 instead of that of 2026-11-21"


def test_a_clause_that_is_new_in_the_content_or_gone_from_it_is_told_so() -> None:
    assert told(Changed(None, clause()), record(), record(decision())) == LABELS["redline.new_text"]
    assert told(Changed(clause(), None), record(decision()), record()) == LABELS["redline.gone_text"]


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
