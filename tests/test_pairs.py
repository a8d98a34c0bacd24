"""Every two answers meet: documents of many different organisations are whole, clean and within their bounds."""

import os
import random
import re
from collections.abc import Hashable, Mapping
from typing import Any

import pytest

from policygen.assembly.advice import grades
from policygen.assembly.assemble import Assembled
from policygen.assembly.compose import plain_text
from policygen.assembly.prose import sentences
from policygen.assembly.readability import Grade
from policygen.domain.document import Clause, Document
from policygen.templating import tokens
from tests import pairs
from tests.samples import GONE, issue, library

ALL_TYPES = tuple(sorted(library().third_parties))
ONE_OF_EACH_FAMILY = tuple({party.family: party.id for party in library().third_parties.values()}.values())
PLACES: Mapping[str, dict[str, Any]] = {
    "victoria": {
        "here": {"name": "Main office", "address": "1 Example St", "law": "au-vic", "public": True, "emergency": "000"}
    },
    "new york": {
        "here": {
            "name": "Main office",
            "address": "1 Example Plaza",
            "law": "us-ny",
            "public": True,
            "emergency": "911",
        }
    },
    "both": {
        "here": {
            "name": "Albany office",
            "address": "1 Example Plaza",
            "law": "us-ny",
            "public": False,
            "emergency": "911",
        },
        "there": {
            "name": "Melbourne office",
            "address": "2 Example St",
            "law": "au-vic",
            "public": True,
            "emergency": "000",
        },
    },
    "private": {
        "here": {"name": "Back office", "address": "1 Example St", "law": "au", "public": False, "emergency": "000"}
    },
}
COLUMNS: Mapping[str, tuple[Hashable, ...]] = {
    "organisation.industry": tuple(library().industries),
    "organisation.people": (3, 30, 300),
    "organisation.board": (True, False),
    "organisation.duty_to_serve": ((), ("emergency-care",), ("essential-goods", "public-service")),
    "places": tuple(PLACES),
    "meeting_people.protected": (
        ("employees",),
        ("employees", "interns", "volunteers", "agency", "contractors", "applicants", "board"),
    ),
    "meeting_people.third_parties": (("online-strangers",), ONE_OF_EACH_FAMILY, ALL_TYPES),
    "meeting_people.channels": (
        ("phone",),
        (
            "face-to-face",
            "phone",
            "email",
            "chat",
            "messaging",
            "social-media",
            "video",
            "reviews",
            "shared-tools",
            "post",
        ),
    ),
    "meeting_people.targets": (
        (),
        ("tips",),
        ("calls-per-day", "sales", "funds-raised", "commission", "billable-hours", "bookings", "ratings"),
    ),
    "meeting_people.alone": (
        (),
        ("home-visits",),
        ("lone", "late", "off-site", "home-visits", "live-in", "travel", "cash"),
    ),
    "meeting_people.impaired": (True, False),
    "meeting_people.under_18": (True, False),
    "meeting_people.serves_alcohol": (True, False),
    "contact_centre.outsourced": (True, False, None),
    "response.longest_talk": (30, None),
    "response.takes_over": ("b", None),
    "response.nights": ("b", "out", None),
    "public_contact.moderator": ("b", None),
    "training.by": ("b", None),
    "training.recorded_by": ("b", None),
    "school.safeguarding": ("b", None),
    "reporting.channels": (("a", "b"), ("supervisor", "a", "out")),
    "reporting.about_management": ("b", "out", "nobody"),
    "reporting.anonymous": (True, False),
    "reporting.stands_in": ("b", "nobody"),
    "reporting.safety_representative": ("b", None),
    "response.stop_without_asking": (True, False),
    "response.warnings_before_ending_a_call": (0, 1, 2),
    "response.recording": ((), ("calls",), ("calls", "cctv", "body-cameras", "chat-logs")),
    "response.police_for": (
        ("danger",),
        ("danger", "assault", "sexual-assault", "threats", "weapon", "refuses-to-leave", "stalking", "damage"),
    ),
    "support.services": (0, 2),
    "support.others": ((), ("escort", "phone-change", "hours-change", "legal-help", "police-help")),
    "support.paid_time": (None, "3 working days"),
    "public_contact": ("both", "phone", "email"),
    "public_contact.filming": ("ask-first", "not-here", "silent"),
    "vendors.subcontractors": (True, False),
    "vendors.law": (None, "Victoria, Australia"),
    "vendor": ("named", "whole", "none"),
    "issue.approved_on": (None, "2026-11-20"),
    "organisation.existing_policies": (0, 2),
}
BEYOND = 120 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 20
_CHANCE = random.Random(2026)
CASES = [
    *pairs.rows(COLUMNS),
    *({path: _CHANCE.choice(choices) for path, choices in COLUMNS.items()} for _ in range(BEYOND)),
]
_RESIDUE = re.compile(
    r"\{\{|\{%|\bN/A\b|\bTBC\b|\[\s*\]|  \| \||\.\.(?!\.)|,\s*[.,;]|\(\s*\)|\ba a\b|\bthe the\b|\bthe your\b"
)
_SPACE_BEFORE = re.compile(r"[A-Za-z] [,.;](?:\s|$)")


def changes(row: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of one row of the table."""
    found: dict[str, Any] = {}
    for path, choice in row.items():
        match path:
            case "organisation.people":
                found[path] = {"employees": choice, "interns": 1, "volunteers": 1}
            case "places":
                found[path] = PLACES[choice]
            case "support.services":
                found[path] = [{"what": f"Counselling {n}", "reach": "+61 3 5550 0160"} for n in range(choice)]
            case "organisation.existing_policies":
                found[path] = [{"title": f"Policy {n}"} for n in range(choice)]
            case "public_contact":
                both = {"phone": "+61 3 5550 0100", "email": "hello@shop.example"}
                found |= {f"{path}.{way}": (both[way] if choice in (way, "both") else None) for way in both}
            case "vendor":
                whole = {
                    "name": "Brightwell Ltd",
                    "address": "9 Sample Road",
                    "contact": "Site manager",
                    "main_contract": "Agreement of 1 July 2026",
                }
                found[path] = {"none": None, "named": {"name": "Brightwell Ltd"}, "whole": whole}[choice]
            case _:
                found[path] = list(choice) if isinstance(choice, tuple) else choice
    return {path: GONE if value is None else value for path, value in {**found, **_people()}.items()}


def _people() -> dict[str, Any]:
    posts = (
        "reporting.finds_facts", "reporting.decides", "response.who_may_order", "public_contact.complaints",
        "vendors.contact", "issue.owner", "issue.approved_by", "meeting_people.impaired_assessed_by",
        "meeting_people.on_the_day",
    )  # fmt: skip
    named: dict[str, Any] = dict.fromkeys(posts, "a")
    return named | {
        "contact_centre.clear_answers": 3,
        "contacts": {
            "a": {"post": "Director", "name": "Kim Example", "phone": "+61 3 5550 0101"},
            "b": {"post": "Chair of the board", "email": "chair@x.example"},
            "out": {"post": "Speak-up line", "phone": "+61 3 5550 0102", "outside": True},
        },
        "response.reply_or_appeal": {"to": "b", "within": "10 working days"},
        "response.still_served": "You can still reach us by phone.",
        "reporting.records_opened_by": ["a"],
    }


@pytest.fixture(scope="module", params=CASES, ids=[f"row {n}" for n in range(len(CASES))])
def documents(request: pytest.FixtureRequest) -> tuple[Assembled, ...]:
    made = issue("harbour-clinic", changes(request.param))
    assert made.accounts.findings == ()
    return made.assembled


@pytest.mark.slow
def test_every_document_of_every_organisation_is_whole_and_clean(documents: tuple[Assembled, ...]) -> None:
    assert len(documents) >= 7
    for one in documents:
        for clause in one.document.clauses():
            words = " ".join(_words(clause, one.document).split())
            for pattern in (_RESIDUE, _SPACE_BEFORE):
                found = pattern.search(words)
                assert found is None, (one.outline.id, clause.id, words[max(found.start() - 40, 0) : found.end() + 40])


def _words(clause: Clause, document: Document) -> str:
    shown = [plain_text(clause.title), *(text for block in clause.blocks for text in sentences(block))]
    return tokens.filled("\n".join(shown), document.values)


@pytest.mark.slow
def test_no_organisation_gets_a_document_that_is_hard_to_read(documents: tuple[Assembled, ...]) -> None:
    for name, grade in grades(documents).items():
        outline = library().outlines[name]
        assert isinstance(grade, Grade)
        assert grade.grade <= outline.grade.get("most", 99), (name, grade)
