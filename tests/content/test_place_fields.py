"""What a pack asks of its own places: asked there, read there, missed there, and nowhere else."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from policygen.assembly import needs
from policygen.content.answer_reader import AnswerReader
from policygen.content.answers_checks import missing
from policygen.content.answers_file import answers_of
from policygen.content.yaml_source import parse_yaml
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.domain.values import Record
from policygen.errors import PolicygenError
from policygen.interview.plan import steps
from policygen.interview.situation import Prompt, Situation
from tests.samples import CODE, GONE, TODAY, issue, job, library, rendered, text

DISTRICT = Question(id="places.district", kind="text", prompt="Which district?", example="Geelong")
MELBOURNE, ALBANY = "places.melbourne.district", "places.albany.district"


@cache
def asking() -> Library:
    packs = library().packs
    return replace(library(), packs={**packs, "au": packs["au"].model_copy(update={"questions": (DISTRICT,)})})


def answers(changes: dict[str, Any]) -> Any:
    return answers_of(parse_yaml(text("childrens-network", changes), "answers.yaml"), asking())


def test_a_field_of_a_pack_is_read_at_its_places() -> None:
    places = answers({MELBOURNE: "Port Phillip"}).get("places")
    assert {place.text("id"): place.text("district") for place in places} == {"albany": "", "melbourne": "Port Phillip"}


def test_a_field_of_a_pack_is_unknown_elsewhere() -> None:
    with pytest.raises(PolicygenError, match="district"):
        answers({MELBOURNE: "Port Phillip", ALBANY: "Hudson"})


def test_a_field_of_a_pack_is_missed_at_its_places_only() -> None:
    asked = {question.id for question in missing(answers({}), asking())}
    assert MELBOURNE in asked
    assert ALBANY not in asked


def test_the_interview_asks_it_at_its_places_after_the_law_is_known() -> None:
    reader = AnswerReader(asking())
    raw = {"places": {"here": {"address": "1 Example Street", "law": "au-vic"}, "there": {"address": "2", "law": "us"}}}
    planned = steps(Situation(raw, reader.sections(raw), asking(), date(2026, 11, 21), reader.emergency))
    assert [s.path for s in planned if isinstance(s, Prompt) and s.path.endswith("district")] == [
        "places.here.district"
    ]


def test_a_document_that_reads_it_names_the_place_where_it_is_missing() -> None:
    made = job("childrens-network", content=asking(), as_of=TODAY)
    found = needs.missing(made.situation, made.answers, ["places.district"])
    assert [MELBOURNE in one.message for one in found] == [True]


def test_an_answer_may_be_chosen_from_the_places() -> None:
    offices = Question(id="local.offices", kind="several-of", prompt="Which?", options_from="places")
    packs = library().packs
    content = replace(library(), packs={**packs, "au": packs["au"].model_copy(update={"questions": (offices,)})})
    source = parse_yaml(text("childrens-network", {"local.offices": ["melbourne"]}), "answers.yaml")
    local = answers_of(source, content).get("local")
    assert isinstance(local, Record)
    assert local.get("offices") == ("melbourne",)
    bad = parse_yaml(text("childrens-network", {"local.offices": ["sydney"]}), "answers.yaml")
    with pytest.raises(PolicygenError, match="sydney"):
        answers_of(bad, content)


def test_a_place_with_a_phone_of_its_own_for_the_public_prints_it_in_its_documents() -> None:
    made = issue("childrens-network", documents=("poster", CODE))
    said = {path: one.data.decode() for path, one in rendered(made, "md").items()}
    assert "+61 3 5550 0121" in said["poster@au-vic.en.md"]
    assert "+1 518 555 0100" not in said["poster@au-vic.en.md"]
    assert "+1 518 555 0100" in said["poster@us-ny.en.md"]
    assert "Melbourne office: +61 3 5550 0121 (Monday to Friday" in said[f"{CODE}.en.md"]


def test_a_place_without_one_prints_the_common_phone() -> None:
    gone = dict.fromkeys(("places.melbourne.public_phone", "places.melbourne.public_hours"), GONE)
    said = {
        p: one.data.decode()
        for p, one in rendered(issue("childrens-network", gone, documents=("poster",)), "md").items()
    }
    assert "+1 518 555 0100" in said["poster@au-vic.en.md"]
