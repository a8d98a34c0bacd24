"""What each kind of organisation is promised: its own words, and its own limits on refusing service, at every size."""

from functools import cache
from typing import Any

import pytest

from policygen.assembly.prose import sentences
from policygen.templating import tokens
from tests.samples import CODE, POLICY, VENDOR, issue, library

SIZES = {"micro": 6, "small": 30, "larger": 300}
# What must be read in the policy and in the code, whatever the size.
LIMITS: dict[str, tuple[str, str]] = {
    "transport": ("get off", "We never put you off"),
    "events": ("ticket terms", "ticket terms and the law"),
    "care": ("overnight", "never stops overnight"),
    "hospitality": ("as far as we have the right to", "we help you find a safe place"),
}


@cache
def said(industry: str, people: int) -> dict[str, str]:
    """The words of each document of a clinic that answers as if it were of that industry."""
    changes: dict[str, Any] = {
        "organisation.industry": industry,
        "organisation.people": {"employees": people, "interns": 1},
        "organisation.duty_to_serve": [],
        "meeting_people.third_parties": list(library().industries[industry].third_parties),
        "meeting_people.alone": ["lone", "late", "home-visits"],
        "meeting_people.serves_alcohol": True,
        "meeting_people.on_the_day": "manager",
    }
    found: dict[str, str] = {}
    for one in issue("harbour-clinic", changes).assembled:
        words = [text for clause in one.document.clauses() for block in clause.blocks for text in sentences(block)]
        found[one.outline.id] = tokens.filled("\n".join(words), one.document.values)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("industry", LIMITS)
def test_the_limits_on_refusing_service_are_said_to_workers_and_to_the_public(industry: str, size: str) -> None:
    documents = said(industry, SIZES[size])
    for_workers, for_the_public = LIMITS[industry]
    assert for_workers in documents[POLICY]
    assert for_the_public in documents[CODE]


@pytest.mark.parametrize("size", SIZES)
def test_a_trip_ends_where_it_is_safe(size: str) -> None:
    documents = said("transport", SIZES[size])
    assert "First stop where it is safe." in documents[POLICY]
    assert "a child or a person who cannot cope alone" in documents[POLICY]
    assert "safe stop" in documents[f"{CODE}-wall"]
    assert "only after it stands in a safe place" in documents[VENDOR]


@pytest.mark.parametrize("size", SIZES)
def test_support_changes_before_limits_and_nobody_is_left(size: str) -> None:
    documents = said("care", SIZES[size])
    assert "leaving is not neglect" in documents[POLICY]
    assert "change the support" in documents[POLICY]
    assert "never stops overnight" in documents[f"{CODE}-wall"]


@pytest.mark.parametrize("size", SIZES)
def test_an_event_has_somebody_to_turn_to_on_the_day(size: str) -> None:
    documents = said("events", SIZES[size])
    for document in (POLICY, CODE, f"{CODE}-wall"):
        assert "+61 3 5550 0110" in documents[document]


@pytest.mark.parametrize("size", SIZES)
def test_nobody_goes_into_a_room_alone_with_a_guest(size: str) -> None:
    documents = said("hospitality", SIZES[size])
    assert "Go in when the guest is out, or with a colleague" in documents[POLICY]
    assert "alone into a room while a guest is in it" in documents[VENDOR]


def test_every_industry_has_its_own_examples_and_requests() -> None:
    for industry in library().industries:
        slots = {slot for clause in library().clauses if clause.owner == industry for slot in clause.slots}
        assert f"{POLICY}/examples-here" in slots, industry
        assert f"{POLICY}/procedure" in slots, industry
        assert f"{CODE}/please" in slots, industry
