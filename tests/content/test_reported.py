"""No document sends a report about a person to that same person."""

import re
from collections.abc import Mapping

import pytest

from policygen.assembly.advice import advice
from policygen.domain.values import Record
from policygen.render.to_markdown import markdown
from tests.samples import OF_THE_CORE, TODAY, Changes, issue, library, unchanged

RECEIVER, ITSELF = "reporting.about_management", "receiver_is_management"
LABELS = library().words["en"]
# English clauses that name the receiver of reports about the management without a way round that person, and why that is right.
WITHOUT: Mapping[str, str] = {
    "tell-short": "a micro organisation: it speaks of the head alone, who never receives such reports",
    "manual-card-short": "as tell-short",
    "vendor-sheet": "every outside channel stands beside the receiver, to be chosen",
    "us-il-restaurant": "the receiver is one of several, to be chosen",
}
ROUTE = re.compile(r"\babout (?:a manager|that person or the management|the Contact Person or the management)\b")


def documents(example: str, changes: Changes | None = None) -> dict[str, str]:
    return {
        f"{one.document.id} {one.document.variant}": re.sub(r"[*\\|]", "", markdown(one.document, LABELS).decode())
        for one in (issue(example, changes) if changes else unchanged(example)).assembled
        if one.document.language == "en"
    }


def test_every_clause_that_names_the_receiver_names_a_way_round_that_person() -> None:
    naming = {
        clause.id
        for clause in library().clauses
        if clause.language == "en" and f"{RECEIVER}.post" in clause.body and ITSELF not in clause.body
    }
    assert naming == set(WITHOUT)


@pytest.mark.parametrize("example", OF_THE_CORE)
def test_a_report_about_whoever_receives_such_reports_goes_to_somebody_else(example: str) -> None:
    answers = unchanged(example).job.answers
    receiver, approver = answers.get(RECEIVER), answers.get("issue.approved_by")
    if not isinstance(receiver, Record) or not isinstance(approver, Record):
        return
    post = receiver.text("post")
    asked = 0
    for name, text in documents(example).items():
        for line in text.splitlines():
            if ROUTE.search(line) and post in line and receiver.get("outside") is not True:
                asked += 1
                said = re.search(rf"(?:about|is) (?:the {post}|that post)\b", text)
                assert said, (name, line)
    assert asked or receiver.get("outside") is True


@pytest.mark.parametrize(
    ("example", "sheet", "says"),
    [
        ("prairie-grill", "incident-report-form ", "If it is about the Owner: Speak-up line, +1 217 555 0114"),
        ("prairie-grill", "incident-report-form ", "If it is about the Owner, the Speak-up line takes it"),
        ("prairie-grill", "response-manual ", "If it is about the Owner, it goes to the Speak-up line"),
        ("prairie-grill", "third-party-harassment-policy ", "If it is about the Owner, tell the Speak-up line"),
        ("prairie-grill", "third-party-harassment-policy ", "Pass one about the Owner to the Speak-up line"),
        ("prairie-grill", "training-plan ", "one about the Owner: to the Speak-up line"),
        ("indus-software", "incident-report-form ", "If it is about the Chair of the Board: Outside helpline"),
        (
            "indus-software",
            "response-manual ",
            "If it is about the Chair of the Board, it goes to the Outside helpline",
        ),
    ],
)
def test_each_sheet_says_to_whom(example: str, sheet: str, says: str) -> None:
    assert says in " ".join(documents(example)[sheet].split())


def test_an_owner_is_not_told_of_owners() -> None:
    for name, text in documents("prairie-grill").items():
        assert "a manager or an owner" not in text, name


ALONE: Changes = {"reporting.channels": ["supervisor", "duty", "people"]}


def test_with_nobody_outside_the_sheets_point_to_outside_bodies_and_a_note_says_so() -> None:
    form = " ".join(documents("prairie-grill", ALONE)["incident-report-form "].split())
    assert "If it is about the Owner: an outside body in the annex of our policy" in form
    assert "keep it from that person" in form
    made = issue("prairie-grill", ALONE)
    found = advice(made.job.situation, made.job.answers, made.assembled, TODAY)
    assert [one.message for one in found if one.code == "PG-D077"] == [
        "no contact outside is named for a report about the Owner"
    ]


def test_a_receiver_outside_needs_no_way_round() -> None:
    form = documents("harbour-clinic")["incident-report-form "]
    assert "about a manager or an owner: Independent adviser for staff" in form
    assert "If it is about the Independent adviser" not in form
