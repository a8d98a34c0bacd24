"""Whoever answers what only they can know and accepts every proposal gets documents: no place, industry or size apart."""

import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from policygen import workflow, workflow_check
from policygen.content.answer_reader import AnswerReader
from policygen.domain.questions import Question
from policygen.interview.forms import Form, Given, Tone
from policygen.interview.review import ACCEPT, FINISH
from policygen.interview.session import run
from tests import pairs, places
from tests.samples import TODAY, library

COLUMNS: dict[str, Sequence[str | int]] = {
    "place": places.codes(),
    "industry": tuple(library().industries),
    "people": (1, 6, 30, 300),
}
ROWS = [(str(row["place"]), str(row["industry"]), int(str(row["people"]))) for row in pairs.rows(COLUMNS)]
# Some every day, of different places, industries and sizes; all pairs before a release.
CHOSEN = ROWS if os.environ.get("HYPOTHESIS_PROFILE") == "long" else random.Random(1355).sample(ROWS, 6)
SAID = {
    "organisation.name": "Example Organisation",
    "contacts.reach": "+61 3 5550 0101, desk@example.example",
    "public_contact.reach": "+61 3 5550 0100, hello@example.example",
    "places.address": "5 Sample Road, Exampleton",
}
POSTS = ("Director", "Deputy Director", "Outside adviser")
MEMBERS = (
    ("Anjali Sample", "presiding"), ("Rohit Example", "member"), ("Farah Specimen", "member"), ("Sunita Instance", "external"),
)  # fmt: skip
OFTEN = 12  # the same question so often means that no answer is right


class Anybody:
    """Types the question's own example, chooses what is marked or stands first, accepts every screen."""

    def __init__(self, law: str, industry: str, people: int) -> None:
        self._said = {
            **SAID,
            "places.law": law,
            "organisation.industry": industry,
            "organisation.people.employees": str(people),
        }
        self._posts = list(POSTS[: 1 if people < 2 else 3])
        self._members = list(MEMBERS)
        self._asked: dict[str, int] = {}
        self.errors: list[str] = []

    def tell(self, text: str, tone: Tone = "plain") -> None:
        self.errors += [text] if tone == "error" else []

    def ask(self, form: Form) -> Given:
        values = [row.value for row in form.rows]
        if ACCEPT in values or FINISH in values:
            self._count("screen", form)
            return ACCEPT if ACCEPT in values else FINISH
        self._count(form.message, form)
        question_id = _ids().get(form.message, "")
        if form.kind == "pick-many":
            return tuple(form.default) or tuple(values)
        if form.kind == "pick":
            return self._picked(question_id, form, values)
        return self._typed(question_id, form)

    def _picked(self, id_: str, form: Form, values: list[str]) -> Given:
        words = library().words["en"]
        if form.message == words["interview.another-contact"]:
            return "yes" if self._posts else "no"
        if form.message == words["interview.another-committee_member"]:
            return "yes" if self._members else "no"
        if id_ == "committee_members.role":
            return self._member[1]
        if id_ in self._said:
            return self._said[id_]
        return form.default if isinstance(form.default, str) and form.default in values else values[0]

    def _typed(self, id_: str, form: Form) -> Given:
        if id_ == "contacts.post":
            return self._posts.pop(0)
        if id_ == "committee_members.name":
            self._member = self._members.pop(0)
            return self._member[0]
        example = _questions()[id_].example if id_ in _questions() else ""
        return self._said.get(id_) or (form.default if isinstance(form.default, str) else "") or example

    def _count(self, asked: str, form: Form) -> None:
        self._asked[asked] = self._asked.get(asked, 0) + 1
        if self._asked[asked] > OFTEN:
            pytest.fail(f"asked again and again: {form.message} {form.rows[:3]}\n" + "\n".join(self.errors[-3:]))


@cache
def _questions() -> dict[str, Question]:
    return dict(_each())


@cache
def _ids() -> dict[str, str]:
    return {question.prompt: id_ for id_, question in _each()}


def _each() -> Iterator[tuple[str, Question]]:
    packs = (question for pack in library().packs.values() for question in pack.questions)
    for question in (*library().questions(), *packs):
        yield question.id, question
        if "." not in question.id:
            yield from ((f"{question.id}.{field.id}", field) for field in question.fields)


@pytest.mark.parametrize(("law", "industry", "people"), CHOSEN)
def test_an_interview_with_every_proposal_accepted_can_be_checked_and_built(
    law: str, industry: str, people: int
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="policygen-anybody-"))
    anybody = Anybody(law, industry, people)
    outcome = run(folder, library(), anybody, TODAY, AnswerReader(library()))
    assert (outcome.state, outcome.problems, anybody.errors) == ("done", (), [])
    request = workflow.Request(outcome.path, formats=("md",))
    found = workflow_check.check(request, TODAY).findings
    assert [str(one) for one in found if one.severity == "error"] == []
    assert workflow.files(workflow.issued(request, TODAY), request).missing == {}
