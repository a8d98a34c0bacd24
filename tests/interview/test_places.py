"""The interview of an employer in India: what its pack asks, at which offices, and how much."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from policygen.content.answer_reader import AnswerReader
from policygen.interview.forms import Form, Given, Tone
from policygen.interview.review import ACCEPT, FINISH
from policygen.interview.session import Outcome, run
from tests.samples import library

MEMBERS = (
    ("Anjali Sample", "presiding", "yes"), ("Rohit Example", "member", "no"), ("Farah Specimen", "member", "yes"),
    ("Sunita Instance", "external", "yes"),
)  # fmt: skip
OFFICES = ("12 Example Road, Pune 411001", "4 Sample Street, Bengaluru 560001")
POSTS = ("Managing Director", "Head of HR", "Chair of the Board", "Outside helpline")
ANSWERS = {
    "full legal name": "Indus Example Software",
    "kind of organisation are you in India": "company",
    "What kind of organisation": "professional-services",
    "How many employees": "340",
    "How many interns": "18",
    "Which state or country": "in",
    "State or Union": "karnataka",
    "Which district": "Pune",
    "How many people work there": "150",
    "receives a report about": "chair_of_the_board",
    "should the public use": "+91 20 5550 0110, hello@indus.example",
    "Phone number, email address": "+91 20 5550 0110, desk@indus.example",
    "members of your Internal": "yes",
    "member's post": "Head of Delivery",
}


class Employer:
    """Answers by what the question says; lists end when their entries are used up."""

    def __init__(self) -> None:
        self.prompts = self.screens = 0
        self.errors: list[str] = []
        self._places, self._posts, self._members = list(OFFICES), list(POSTS), list(MEMBERS)
        self._member = MEMBERS[0]

    def tell(self, text: str, tone: Tone = "plain") -> None:
        self.errors += [text] if tone == "error" else []

    def ask(self, form: Form) -> Given:
        values = [row.value for row in form.rows]
        if ACCEPT in values or FINISH in values:
            self.screens += ACCEPT in values
            return ACCEPT if ACCEPT in values else FINISH
        self.prompts += 1
        return self._said(form, values)

    def _said(self, form: Form, values: list[str]) -> Given:
        match form.message:
            case "What is its address?":
                return self._places.pop(0)
            case "What is the job title, or the name of the service?":
                return self._posts.pop(0)
            case "What is the member's name?":
                self._member = self._members.pop(0)
                return self._member[0]
            case "What is the member's part?":
                return self._member[1]
            case "Does this member count as a woman for the quorum?":
                return self._member[2]
            case "At which offices does this member serve?":
                return tuple(values)
            case "Is there another place where people work?":
                return "yes" if self._places else "no"
            case "Is there another person or service people can turn to?":
                return "yes" if self._posts else "no"
            case "Is there another member of the committee?":
                return "yes" if self._members else "no"
        return next(answer for words, answer in ANSWERS.items() if words in form.message)


def asked(folder: Path) -> tuple[Employer, Outcome, dict[str, Any]]:
    employer = Employer()
    outcome = run(folder, library(), employer, date(2026, 11, 21), AnswerReader(library()))
    return employer, outcome, yaml.safe_load((folder / "answers.yaml").read_text("utf-8"))


def test_an_indian_company_is_asked_at_most_40_questions_and_5_for_each_member(tmp_path: Path) -> None:
    employer, outcome, _ = asked(tmp_path)
    assert (outcome.problems, employer.errors) == ((), [])
    assert employer.prompts <= 40 + 5 * len(MEMBERS)
    assert employer.screens <= 6


def test_each_office_says_its_district_and_each_member_where_and_how_long(tmp_path: Path) -> None:
    saved = asked(tmp_path)[2]
    assert [place["district"] for place in saved["places"].values()] == ["Pune", "Pune"]
    members = saved["committee_members"].values()
    assert [len(one["offices"]) for one in members] == [2, 2, 2, 2]
    assert {(one["from"], one["until"]) for one in members} == {(date(2026, 12, 7), date(2029, 12, 6))}
