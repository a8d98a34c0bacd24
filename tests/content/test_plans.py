"""Training plan, risk assessment and annual review: they agree with the policy and fit the organisation."""

import re

import pytest

from policygen.errors import PolicygenError
from tests.samples import POLICY, issue, library, unchanged, without

TRAINING, RISK, REVIEW = "training-plan", "risk-assessment", "annual-review"
MODULES = re.compile(r"^\*\*Policy:\*\* (.+?)\. \*\*Time", re.M)
TITLES = re.compile(r"\*([^*]+)\*")


def clauses(example: str, document: str) -> set[str]:
    (made,) = (one for one in unchanged(example).assembled if one.document.id == document)
    return {clause.id for clause in made.document.clauses()}


def test_each_module_names_sections_that_the_policy_has() -> None:
    titles = {section.title for section in library().outlines[POLICY].sections}
    named = {
        title
        for clause in library().clauses
        if clause.id.startswith("train-")
        for found in MODULES.findall(clause.body)
        for title in TITLES.findall(found)
    }
    assert named
    assert named <= titles


def test_the_hour_of_a_small_shop_names_sections_that_its_policy_has() -> None:
    (hour,) = (clause for clause in library().clauses if clause.id == "train-hour")
    titles = {section.title for section in library().outlines[POLICY].sections}
    rows = [line for line in hour.body.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert sum(int(line.split("|")[1]) for line in rows) == 60
    assert {title for line in rows for title in TITLES.findall(line.split("|")[3])} <= titles


@pytest.mark.parametrize(
    ("example", "there"), [("harbour-clinic", True), ("indus-software", False), ("corner-shop", False)]
)
def test_a_plan_for_one_person_stands_where_people_are_served_one_by_one(example: str, there: bool) -> None:
    assert ("risk-person" in clauses(example, RISK)) is there


def test_a_small_shop_gets_one_hour_five_rows_and_one_talk() -> None:
    assert {"train-hour", "train-hour-controls"} <= clauses("corner-shop", TRAINING)
    assert "risk-small-rows" in clauses("corner-shop", RISK)
    assert "yearly-small-talk" in clauses("corner-shop", REVIEW)
    assert "train-desk" not in clauses("corner-shop", TRAINING)


def test_visits_are_assessed_only_where_somebody_visits() -> None:
    assert "risk-visits" in clauses("harbour-clinic", RISK)
    assert "risk-visits" not in clauses("indus-software", RISK)


QUEENSLAND = {"places.clinic.law": "au-qld"}


def test_a_place_in_queensland_gets_its_prevention_plan() -> None:
    made = issue("harbour-clinic", QUEENSLAND, documents=("prevention-plan",))
    assert [planned.stem for planned in made.job.planned] == ["prevention-plan@clinic.en"]
    assert "prevention-plan" not in {planned.outline.id for planned in unchanged("harbour-clinic").job.planned}


@pytest.mark.parametrize("element", [f"QPP-{number:02}" for number in range(1, 11)])
def test_a_prevention_plan_without_a_must_element_is_not_issued(element: str) -> None:
    content = without(*(clause.id for clause in library().clauses if element in clause.supplies))
    with pytest.raises(PolicygenError) as raised:
        issue("harbour-clinic", QUEENSLAND, content, documents=("prevention-plan",))
    said = str(raised.value)
    assert f"prevention-plan does not say {element}: " in said or "required" in said
