"""What is issued: documents by default and on request, languages, papers, and what the documents need to know."""

from dataclasses import replace
from typing import Any

import pytest

from policygen.assembly import needs
from policygen.domain.library import DefaultDocument
from policygen.errors import PolicygenError
from tests.samples import CODE, EXAMPLES, POLICY, VENDOR, Changes, issue, job, library, unchanged


def stems(example: str, changes: Changes | None = None, **asked: Any) -> list[str]:  # what a Request takes
    return [planned.stem for planned in job(example, changes, **asked).planned]


def test_the_default_set_begins_with_the_three_documents_and_their_variants() -> None:
    assert stems("corner-shop")[:8] == [
        f"{POLICY}.en", f"{CODE}.en", f"{CODE}-leaflet-a4.en", f"{CODE}-a4.en", f"{VENDOR}.en", f"{VENDOR}-insert.en", f"{VENDOR}-small.en",
        "response-manual.en",
    ]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_acts_before_anything_happens_is_issued_unless_it_is_switched_off(example: str) -> None:
    before = {CODE, VENDOR, "response-manual", "risk-assessment", "training-plan", "out-of-hours-contact-protocol"}
    assert {f"{id_}.en" for id_ in before} <= set(stems(example))


def test_documents_can_be_left_out_by_the_answers() -> None:
    found = stems("corner-shop", {"documents.without": [VENDOR, CODE]})
    assert found[0] == f"{POLICY}.en"
    assert not any(stem.startswith((VENDOR, CODE)) for stem in found)


def test_a_small_shop_gets_the_two_letters_to_a_person_and_a_clinic_all_of_them() -> None:
    def letters(example: str, changes: Changes | None = None) -> set[str]:
        return {
            stem.removesuffix(".en") for stem in stems(example, changes) if stem.startswith(("letter-", "acceptable-"))
        }

    few = {"letter-to-customer", "letter-to-customer-lifted", "letter-refusal"}
    firms = {"letter-acknowledgement", "letter-complaint", "letter-to-organisation", "letter-police"}
    assert letters("corner-shop") == few
    assert letters("harbour-clinic") == few | firms | {"acceptable-behaviour-agreement"}
    assert letters("childrens-network") == few | firms
    assert letters("indus-software") == firms
    assert letters("indus-software", {"places.pune.public": True}) == few | firms


def test_a_document_under_a_condition_is_issued_where_it_holds() -> None:
    small = DefaultDocument(id=VENDOR, when="size != 'micro'")
    content = replace(library(), profile=(DefaultDocument(id=POLICY), small))
    assert stems("corner-shop", content=content) == [f"{POLICY}.en"]
    assert f"{VENDOR}.en" in stems("harbour-clinic", content=content)


def test_a_supplement_leaves_the_definition_to_the_policy_it_stands_beside() -> None:
    beside = {"documents.supplement": True, "organisation.harassment_policy": "Respect at work policy"}
    for example in EXAMPLES:
        (policy, *_) = issue(example, beside, documents=(POLICY,)).assembled
        there = {d.clause for d in policy.decisions if d.outcome == "in"}
        assert {"supplement-beside", "supplement-meaning"} <= there
        assert not {"what-counts", "meaning-short"} & there


def test_a_supplement_beside_nothing_is_refused_with_the_question_to_answer() -> None:
    with pytest.raises(PolicygenError) as raised:
        job("corner-shop", {"documents.supplement": True})
    assert "PG-D090" in str(raised.value)
    assert "organisation.harassment_policy" in str(raised.value)


def test_sheets_come_in_the_paper_of_every_place_the_first_places_first() -> None:
    found = stems("childrens-network", documents=(f"{CODE}-wall", f"{CODE}-leaflet"))
    assert found == [f"{CODE}-letter.en", f"{CODE}-a4.en", f"{CODE}-leaflet-letter.en", f"{CODE}-leaflet-a4.en"]


def test_a_format_that_a_sheet_does_not_have_is_left_out_without_a_word() -> None:
    assert stems("corner-shop", documents=(CODE,), formats=("md",)) == [f"{CODE}.en"]


def test_an_unknown_place_is_refused_at_its_line_with_the_nearest() -> None:
    with pytest.raises(PolicygenError) as raised:
        job("corner-shop", {"places.shop.law": "au-viz"})
    assert 'Did you mean "au-vic"?' in str(raised.value)
    assert raised.value.diagnostics[0].where.line is not None


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_question_that_must_be_answered_is_read_by_a_clause(example: str) -> None:
    made = unchanged(example).job
    read = needs.uses(made.situation, made.outlines)
    of_packs = [question for pack in library().packs.values() for question in pack.questions]
    known = {question.id for question in (*library().questions(), *of_packs)}
    assert set(read) <= known
    assert {f"{POLICY}/people-to-tell", f"{POLICY}/tell-short"} & read["reporting.channels"]


def test_an_answer_that_only_clauses_of_another_place_read_is_not_missed() -> None:
    shop, grill = unchanged("corner-shop").job, unchanged("prairie-grill").job
    assert "organisation.hr" not in needs.uses(shop.situation, shop.outlines)
    assert "organisation.hr" in needs.uses(grill.situation, grill.outlines)


def test_each_required_answer_of_the_shop_is_missed_when_it_is_gone() -> None:
    made = unchanged("corner-shop").job
    read = needs.uses(made.situation, made.outlines)
    required = needs.unanswered(made.situation, type(made.answers)(made.answers.tree.__class__("answers", {})), read)
    assert {"organisation.name", "reporting.channels", "issue.effective"} <= {question.id for question in required}
