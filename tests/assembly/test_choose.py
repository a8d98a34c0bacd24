"""Which clause stands where: layers, replacing, removing, records, places and law in force, each with its reason."""

from dataclasses import replace
from typing import Any

import pytest

from policygen.assembly.choose import Situation, choose
from policygen.domain.decision import Decision
from policygen.domain.library import Clause, Outline
from policygen.errors import PolicygenError
from tests.samples import issue, unchanged

OUTLINE = Outline.model_validate(
    {
        "id": "note", "title": "Note", "reader": "staff",
        "sections": [
            {"id": "main", "slots": ["first", "second"]},
            {"id": "groups", "each": "third_party_families", "slots": ["group"]},
            {"id": "annex", "each": "jurisdictions", "slots": ["local"]},
            {"id": "never", "when": "size == 'no such size'", "slots": ["never"]},
        ],
    }
)  # fmt: skip


def clause(id_: str, slot: str = "first", **more: Any) -> Clause:  # fields of a clause
    return Clause(id=id_, version=1, slots=(f"note/{slot}",), body="Text.", file=f"{id_}.en.md", **more)


def situation(*clauses: Clause, example: str = "corner-shop") -> Situation:
    found = unchanged(example).job.situation
    return replace(found, library=replace(found.library, clauses=clauses))


def placed(*clauses: Clause, example: str = "corner-shop", outline: Outline = OUTLINE) -> list[str]:
    return [one.clause.id for one in choose(outline, "en", situation(*clauses, example=example))[0]]


def decided(*clauses: Clause, example: str = "corner-shop") -> dict[str, Decision]:
    return {d.clause: d for d in choose(OUTLINE, "en", situation(*clauses, example=example))[1]}


def test_a_slot_is_ordered_by_layer_then_order_then_id() -> None:
    clauses = (
        clause("a-of-ours", layer="organisation", order=1),
        clause("a-of-the-place", layer="place", owner="au", order=2),
        clause("a-of-the-trade", layer="industry", owner="retail", order=3),
        clause("b"),
        clause("a"),
        clause("early", order=10),
        clause("last", "second", order=1),
    )
    assert placed(*clauses) == ["early", "a", "b", "a-of-the-trade", "a-of-the-place", "a-of-ours", "last"]


def test_a_condition_decides_and_its_facts_are_kept() -> None:
    found = decided(
        clause("small", when="size == 'micro'"), clause("large", when="size == 'larger' and organisation.hr")
    )
    assert (found["small"].outcome, found["small"].reason) == ("in", "its condition holds")
    assert (found["large"].outcome, found["large"].reason) == ("out", "its condition does not hold")
    assert found["large"].facts == (("organisation.hr", "no"), ("size", "micro"))


def test_a_clause_that_replaces_another_stands_in_its_place() -> None:
    clauses = (clause("a"), clause("b"), clause("ours", layer="industry", owner="retail", replaces="a"))
    assert placed(*clauses) == ["ours", "b"]
    found = decided(*clauses)
    assert (found["a"].outcome, found["a"].reason) == ("replaced", "ours stands in for it")


def test_a_clause_that_does_not_hold_replaces_nothing() -> None:
    assert placed(clause("a"), clause("ours", layer="organisation", replaces="a", when="organisation.hr")) == ["a"]


def test_the_organisation_has_the_last_word_over_industry_and_place() -> None:
    clauses = (
        clause("a"),
        clause("trade", layer="industry", owner="retail", replaces="a"),
        clause("ours", layer="organisation", replaces="trade"),
    )
    assert placed(*clauses) == ["ours"]


def test_a_removed_clause_is_out_with_the_reason_given() -> None:
    gone = clause("gone", layer="organisation", removes="a", reason="We have no counter.")
    found = decided(clause("a"), gone)
    assert (found["a"].outcome, found["a"].reason) == ("removed", "We have no counter.")


def test_two_clauses_of_one_layer_that_change_one_are_refused_showing_both() -> None:
    with pytest.raises(PolicygenError) as raised:
        placed(clause("a"), *(clause(id_, layer="organisation", replaces="a") for id_ in ("x", "y")))
    assert raised.value.diagnostics[0].message == 'x.en.md and y.en.md both change "a"'


def test_an_industrys_clause_stands_only_where_that_industry_is_chosen() -> None:
    clauses = (clause("shop", layer="industry", owner="retail"), clause("ward", layer="industry", owner="clinic"))
    assert placed(*clauses) == ["shop"]
    assert decided(*clauses)["ward"].reason == "for the industry clinic only"


def test_a_clause_for_one_record_stands_in_that_records_section_only() -> None:
    clauses = (clause("any", "group"), clause("supply", "group", record="supplier"))
    found = [(one.record, one.clause.id) for one in choose(OUTLINE, "en", situation(*clauses))[0]]
    assert ("supplier", "supply") in found
    assert [id_ for record, id_ in found if record == "stranger"] == ["any"]


def test_a_packs_clause_stands_in_the_annex_of_its_own_place_only() -> None:
    clauses = [clause(f"rule-{code}", "local", layer="place", owner=code) for code in ("us", "au", "au-vic")]
    found = [
        (one.record, one.clause.id)
        for one in choose(OUTLINE, "en", situation(*clauses, example="childrens-network"))[0]
    ]
    assert found == [("us-ny", "rule-us"), ("au-vic", "rule-au"), ("au-vic", "rule-au-vic")]


def test_a_packs_clause_is_no_part_of_the_core_where_there_is_another_place() -> None:
    one = clause("rule", layer="place", owner="au")
    assert placed(one) == ["rule"]
    assert placed(one, example="childrens-network") == []
    assert decided(one, example="childrens-network")["rule"].reason == "Australia is not the document's only place"


def test_a_clause_whose_law_is_not_in_force_is_left_out_with_that_reason() -> None:
    pack = situation().law.packs["au"]
    ended = next(i.id for i in pack.instruments if i.status(situation().law.as_of) != "in-force")
    found = decided(clause("rule", "local", layer="place", owner="au", cites=(ended,)))
    assert (found["rule"].outcome, found["rule"].reason) == ("out", "its law is not in force on 2026-11-21")


def test_a_section_whose_condition_fails_has_no_clauses_and_says_so_for_each() -> None:
    found = decided(clause("hidden", "never"))
    assert placed(clause("hidden", "never")) == []
    assert found["hidden"].outcome == "out"
    assert found["hidden"].reason


def test_a_required_section_without_a_clause_is_refused() -> None:
    outline = OUTLINE.model_copy(update={"sections": (OUTLINE.sections[0].model_copy(update={"required": True}),)})
    with pytest.raises(PolicygenError, match='section "main" is required and empty'):
        placed(outline=outline)


def test_a_clause_in_another_language_is_no_candidate() -> None:
    assert placed(clause("a"), clause("b", language="ja")) == ["a"]


def test_a_further_activity_adds_and_never_replaces() -> None:
    found = situation(
        clause("greeting"),
        clause("examples-in-a-restaurant", layer="industry", owner="restaurant"),
        clause("greeting-in-a-restaurant", layer="industry", owner="restaurant", replaces="greeting"),
        clause("rule-of-a-clinic", layer="industry", owner="clinic"),
    )
    chosen, traces = choose(OUTLINE, "en", replace(found, industries=("retail", "restaurant")))
    assert [one.clause.id for one in chosen] == ["greeting", "examples-in-a-restaurant"]
    reasons = {trace.clause: trace.reason for trace in traces}
    assert reasons["greeting-in-a-restaurant"] == "restaurant is a further activity, which only adds"
    assert reasons["rule-of-a-clinic"] == "for the industry clinic only"


def test_a_shop_with_a_restaurant_reads_of_both_and_meets_the_law_of_both() -> None:
    shop = {"organisation.industry": "retail"}
    both = shop | {"organisation.activities": ["restaurant"]}
    alone, joined = (
        {d.clause for one in issue("prairie-grill", of).assembled for d in one.decisions if d.outcome == "in"}
        for of in (shop, both)
    )
    assert {"examples-in-a-restaurant", "us-il-restaurant"} <= joined - alone
    assert alone <= joined
