"""What is asked, in which order, and how much: promises held by count."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.content.answer_reader import AnswerReader
from policygen.content.answers_checks import missing
from policygen.content.answers_file import answers_of
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.yaml_source import Source
from policygen.domain.questions import QuestionSection
from policygen.interview.plan import next_step, position, step_before, steps
from policygen.interview.situation import Another, Prompt, Screen, Situation
from policygen.interview.suggestions import SOURCES
from tests.content.answers_samples import real_questions
from tests.interview.scripted import Script, interview

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parents[2] / "no-content-of-its-own"
SHOP: dict[str, Any] = {
    "organisation": {"name": "Bellbird Corner Store", "industry": "retail", "people": {"employees": 6}},
    "places": {"shop": {"address": "5 Sample Road, Ballarat VIC 3350", "law": "au-vic"}},
    "contacts": {
        "owner": {"post": "Owner", "phone": "+61 3 5550 0130"},
        "senior": {"post": "Senior assistant", "email": "senior@bellbird.example"},
    },
}


def situation(raw: dict[str, Any], **more: Any) -> Situation:
    reader = AnswerReader(real_questions())
    return Situation(raw, reader.sections(raw), real_questions(), TODAY, reader.emergency, **more)


def first(raw: dict[str, Any], **more: Any) -> Any:
    return next_step(steps(situation(raw, **more)))


def screen(raw: dict[str, Any], name: str) -> Screen:
    return next(s for s in steps(situation(raw)) if isinstance(s, Screen) and s.path == f"screen.{name}")


def proposals(raw: dict[str, Any], name: str) -> dict[str, Any]:
    return {item.path: item.answer for item in screen(raw, name).items}


def test_the_first_question_is_the_name() -> None:
    assert first({}).path == "organisation.name"


def test_a_list_is_asked_entry_by_entry_until_it_is_closed() -> None:
    raw: dict[str, Any] = {"organisation": SHOP["organisation"]}
    assert first(raw).path == "places.+.address"
    raw["places"] = {"shop": {"address": "5 Sample Road"}}
    assert first(raw).path == "places.shop.law"
    raw["places"] = SHOP["places"]
    assert isinstance(first(raw), Another)
    assert first({**raw, "accepted_suggestions": ["places"]}).path == "contacts.+.post"
    assert first(raw, adding="places").path == "places.+.address"


def test_a_later_answer_in_the_file_says_that_a_list_is_complete() -> None:
    raw = {**SHOP, "reporting": {"anonymous": True}}
    assert isinstance(first(raw), Screen)


def test_a_reach_answer_is_there_when_it_filled_a_field() -> None:
    raw = {**SHOP, "contacts": {"owner": {"post": "Owner"}}}
    step = first(raw)
    assert isinstance(step, Prompt)
    assert step.path == "contacts.owner.reach"
    filled = {**SHOP, "contacts": {"owner": {"post": "Owner", "email": "o@shop.example"}}}
    assert isinstance(first(filled), Another)


def test_a_question_that_rests_on_a_suggestion_comes_after_its_screen() -> None:
    paths = [step.path for step in steps(situation({**SHOP, "meeting_people": {"protected": ["volunteers"]}}))]
    assert paths.index("organisation.people.volunteers") == paths.index("screen.about-you") + 1
    assert "organisation.people.interns" not in paths


def test_a_screen_follows_from_its_own_lines_and_from_what_was_changed_on_them() -> None:
    assert "meeting_people.impaired_assessed_by" not in proposals(SHOP, "about-you")
    changed = {**SHOP, "meeting_people": {"impaired": True}}
    assert proposals(changed, "about-you")["meeting_people.impaired_assessed_by"] == "owner"


def test_suggestions_follow_size_industry_place_and_contacts() -> None:
    you, reports = proposals(SHOP, "about-you"), proposals(SHOP, "reports")
    assert you["places.shop.emergency"] == "000"
    assert you["places.shop.workers"] == 6
    assert you["places.shop.name"] == "Shop"
    assert you["organisation.short_name"] == "Bellbird Corner Store"
    assert you["meeting_people.alone"] == ["lone", "late", "cash"]
    assert reports["reporting.channels"] == ["supervisor", "owner", "senior"]
    assert reports["reporting.times.facts"] == "10 working days"
    assert reports["reporting.stands_in"] == "senior"
    assert proposals(SHOP, "outside")["issue.effective"] == "2026-12-07"


def test_what_no_clause_can_read_is_not_asked() -> None:
    library = load_library(roots((), ROOT))
    every = {path for path, _ in _rows(library.sections)}
    asked = {path for path, _ in _rows(AnswerReader(library).sections(SHOP))}
    only_others = {"meeting_people.on_the_day", "school.safeguarding"}
    assert every - asked == {"organisation.hr", "places.workers", *only_others}
    raw = {"version": 1, **SHOP}
    lacking = {question.id for question in missing(answers_of(Source(raw, "answers.yaml"), library), library)}
    assert "organisation.board" in lacking
    assert not {one for one in lacking if one == "organisation.hr" or one.endswith(".workers")}


def test_what_only_the_law_of_a_place_reads_is_asked_there() -> None:
    library = load_library(roots((), ROOT))
    here = {**SHOP, "places": {"shop": {"address": "5 Sample Road", "law": "us-ca"}}}
    asked = {path for path, _ in _rows(AnswerReader(library).sections(here))}
    assert "places.workers" in asked


def test_an_answer_that_no_clause_reads_may_stand_in_the_file() -> None:
    raw = {"version": 1, **SHOP, "organisation": {**SHOP["organisation"], "hr": False}}
    assert answers_of(Source(raw, "answers.yaml"), load_library(roots((), ROOT))).get("organisation.hr") is False


def test_a_question_for_a_removed_clause_goes_with_it() -> None:
    library = load_library(roots((), ROOT))
    silent = replace(
        library, clauses=tuple(c for c in library.clauses if "meeting_people.targets" not in c.when + c.title + c.body)
    )
    gone = {path for path, _ in _rows(library.sections)} - {
        path for path, _ in _rows(AnswerReader(silent).sections(SHOP))
    }
    assert "meeting_people.targets" in gone


def test_the_head_of_the_organisation_is_proposed_to_approve() -> None:
    contacts = {
        "hr": {"post": "HR officer", "phone": "+1 518 555 0100"},
        "boss": {"post": "Executive director", "email": "boss@bellbird.example"},
    }
    assert proposals({**SHOP, "contacts": contacts}, "outside")["issue.approved_by"] == "boss"
    assert proposals(SHOP, "outside")["issue.approved_by"] == "owner"


@pytest.mark.parametrize(
    ("legal", "short"),
    [
        ("Bellbird Corner Store Pty Ltd", "Bellbird Corner Store"),
        ("Lantern Network, Inc.", "Lantern Network"),
        ("Ltd", "Ltd"),
        ("髙島 GmbH", "髙島"),
    ],
)
def test_the_short_name_proposed_has_no_legal_form(legal: str, short: str) -> None:
    raw = {**SHOP, "organisation": {**SHOP["organisation"], "name": legal}}
    assert proposals(raw, "about-you")["organisation.short_name"] == short


def test_the_only_contact_of_a_handful_is_not_proposed_twice() -> None:
    raw = {**SHOP, "contacts": {"owner": SHOP["contacts"]["owner"]}}
    assert proposals(raw, "reports")["reporting.channels"] == ["owner"]


def test_a_long_address_leaves_the_heading_on_one_line() -> None:
    raw = {**SHOP, "places": {"shop": {"address": "Level 27, 200 Very Long Sample Street, Melbourne VIC 3000"}}}
    heading = first({**raw, "contacts": {}}).heading
    assert len(f"{heading} · step 15 of about 22") <= 78


def test_two_people_alone_have_no_supervisor_and_nobody_to_stand_in() -> None:
    raw = {
        **SHOP,
        "organisation": {**SHOP["organisation"], "people": {"employees": 2}},
        "contacts": {"owner": SHOP["contacts"]["owner"]},
    }
    reports = proposals(raw, "reports")
    assert reports["reporting.channels"] == ["owner"]
    assert reports["reporting.stands_in"] == "nobody"


def test_what_only_the_user_can_know_is_left_open_on_a_screen() -> None:
    places = {**SHOP["places"], "second": {"address": "9 Sample Street, Geelong VIC 3220", "law": "au-vic"}}
    you = proposals({**SHOP, "places": places}, "about-you")
    assert you["places.shop.workers"] is None
    assert you["places.second.name"] == "Geelong shop"


def test_every_suggestion_is_an_answer_that_can_stand() -> None:
    for industry in real_questions().industries:
        raw = {**SHOP, "organisation": {**SHOP["organisation"], "industry": industry, "people": {"employees": 40}}}
        full: dict[str, Any] = {"version": 1, **raw, "reporting": {"about_management": "nobody"}}
        for name in ("about-you", "reports", "outside"):
            for path, answer in proposals(full, name).items():
                _put(full, path, answer)
        answers_of(Source(full, "answers.yaml"), real_questions())


def test_every_source_of_suggestions_that_a_question_names_exists() -> None:
    for question in _flat():
        assert question.suggest_from in ("", *SOURCES), question.id


def test_every_question_on_a_screen_has_a_few_words_for_its_row() -> None:
    words = real_questions().words["en"]
    for question in _flat():
        if "+" in question.id or (question.kind in ("reach", "records") and "." not in question.id):
            continue
        short = words.get(f"interview.short.{question.id}", "")
        assert 0 < len(short) <= 36 or question.id in _NO_ROW, question.id


def test_progress_counts_steps_from_one() -> None:
    planned = steps(situation(SHOP))
    assert position(planned, planned[0]) == (1, len(planned))
    assert step_before(planned, planned[0]) is None
    assert step_before(planned, planned[3]) == planned[2]


def test_a_small_shop_is_asked_at_most_14_questions_and_3_screens() -> None:
    script = Script(
        {
            "organisation.name": "Bellbird Corner Store",
            "organisation.industry": "retail",
            "organisation.people.employees": "6",
            "places.address": ["5 Sample Road, Ballarat VIC 3350"],
            "places.law": "au-vic",
            "contacts.post": ["Owner", "Senior sales assistant"],
            "contacts.reach": "+61 3 5550 0130",
            "reporting.about_management": "nobody",
            "public_contact.reach": "+61 3 5550 0130",
        }
    )
    outcome = interview(script)
    assert outcome.problems == ()
    assert (script.prompts, script.screens) <= (14, 3)
    assert script.prompts <= 14
    assert script.screens <= 3


def test_a_clinic_is_asked_at_most_28_questions_and_5_screens() -> None:
    posts = ["Practice manager", "Principal doctor", "Head nurse", "Chair of the partners", "Outside helpline"]
    script = Script(
        {
            "organisation.name": "Harbour Street Medical Clinic Pty Ltd",
            "organisation.industry": "clinic",
            "organisation.people.employees": "38",
            "organisation.people.interns": "2",
            "places.address": ["1 Harbour Street, Geelong VIC 3220"],
            "places.law": "au-vic",
            "contacts.post": posts,
            "contacts.reach": "+61 3 5550 0110, desk@harbourclinic.example",
            "reporting.about_management": "chair_of_the_partners",
            "public_contact.reach": "+61 3 5550 0100, hello@harbourclinic.example",
        }
    )
    outcome = interview(script)
    assert outcome.problems == ()
    assert script.prompts <= 28
    assert script.screens <= 5


_NO_ROW = {
    "places.address", "places.law", "contacts.post", "contacts.name", "contacts.phone", "contacts.email",
    "contacts.ways", "contacts.hours", "contacts.outside", "contacts.reach", "public_contact.reach",
}  # fmt: skip


def _flat() -> Iterator[Any]:
    for question in real_questions().questions():
        yield question
        if "." not in question.id:
            yield from (field.model_copy(update={"id": f"{question.id}.{field.id}"}) for field in question.fields)


def _rows(sections: Iterable[QuestionSection]) -> Iterator[tuple[str, Any]]:
    for question in (question for section in sections for question in section.questions):
        yield question.id, question
        yield from ((f"{question.id}.{field.id}", field) for field in question.fields)


def _put(raw: dict[str, Any], path: str, answer: Any) -> None:
    *above, last = path.split(".")
    for part in above:
        raw = raw.setdefault(part, {})
    raw[last] = answer


@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)))
def test_the_first_day_proposed_is_a_working_day_two_weeks_from_now_or_just_after(today: date) -> None:
    asked = next(s for s in steps(replace(situation(SHOP), today=today)) if s.path == "screen.outside")
    assert isinstance(asked, Screen)
    day = date.fromisoformat(next(item.answer for item in asked.items if item.path == "issue.effective"))
    assert day.isoweekday() <= 5
    assert timedelta(days=14) <= day - today <= timedelta(days=16)
