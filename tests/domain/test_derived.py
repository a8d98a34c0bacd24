"""Derived values: sizes, families, emergency numbers, dates of review."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.assembly.compose import plain_text
from policygen.domain.answers import Answers
from policygen.domain.derived import add_months, emergency_numbers, families, is_undated, people_total, size_band
from policygen.domain.values import Choice, Missing, Record
from policygen.templating import tokens
from tests.samples import Changes, issue, library, unchanged


@pytest.mark.parametrize(
    ("people", "band"), [(1, "micro"), (9, "micro"), (10, "small"), (49, "small"), (50, "larger"), (100_000, "larger")]
)
def test_the_bands_of_size_have_their_edges_where_the_design_says(people: int, band: str) -> None:
    assert size_band(people) == band


@given(st.dates(date(1990, 1, 1), date(2199, 1, 1)), st.integers(1, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_all_heads_are_counted_and_nothing_is_guessed_without_employees() -> None:
    def of(**people: int) -> Answers:
        group = Record("organisation", {"people": Record("organisation.people", dict(people))})
        return Answers(Record("answers", {"organisation": group}))

    assert people_total(of(employees=38, interns=4, volunteers=25)) == 67
    assert people_total(of(volunteers=25)) == Missing("organisation.people.employees")


def test_types_of_one_family_share_its_procedure_in_the_order_of_first_choice() -> None:
    parties = library().third_parties
    found = families(("suppliers", "donors", "delivery-workers"), parties, Missing("organisation.words"))
    assert [family.text("id") for family in found] == ["supplier", "holder-of-power"]
    types = found[0].get("types")
    assert isinstance(types, tuple)
    assert [one.words for one in types if isinstance(one, Choice)] == [
        parties["suppliers"].words,
        parties["delivery-workers"].words,
    ]


def test_the_organisations_own_word_stands_for_a_type() -> None:
    own = Record("organisation.words", {"donors": "patrons"})
    [family] = families(("donors",), library().third_parties, own)
    assert family.get("types") == ("patrons",)


def test_an_industrys_own_word_stands_for_a_type_until_the_organisation_has_one() -> None:
    chosen = {"organisation.industry": "professional-services", "meeting_people.third_parties": ["prospects"]}
    assert title_of("possible-clients", chosen) == "Possible clients"
    assert title_of("possible-clients", chosen | {"organisation.words": {"prospects": "leads"}}) == "Leads"


def title_of(clause: str, changes: Changes) -> str:
    [found] = [
        tokens.filled(plain_text(one.title), made.document.values)
        for made in issue("harbour-clinic", changes).assembled
        for one in made.document.clauses()
        if one.id == clause
    ]
    return found


def test_an_emergency_number_stands_once_with_all_its_places() -> None:
    places = [
        Record("places.a", {"name": "Albany", "emergency": "911"}),
        Record("places.b", {"name": "Boston", "emergency": "911"}),
        Record("places.c", {"name": "Geelong", "emergency": "000"}),
    ]
    found = emergency_numbers(places)
    assert [(one.text("number"), one.get("places")) for one in found] == [
        ("911", ("Albany", "Boston")),
        ("000", ("Geelong",)),
    ]


def test_every_derived_name_that_content_declares_is_computed() -> None:
    computed = unchanged("childrens-network").job.situation.scope.derived
    reported_later = set(library().derived) - set(computed)
    assert set(computed) <= set(library().derived) | {"words"}
    assert not reported_later & {"size", "jurisdictions", "third_party_families", "next_review"}


def test_a_choice_compares_by_its_value_and_prints_its_words() -> None:
    choice = Choice("ngo", "a charity")
    assert choice == "ngo"
    assert choice.words == "a charity"


def test_a_record_answers_for_what_it_has_not_with_a_missing_that_knows_its_path() -> None:
    record = Record("contacts.hr", {"post": "HR"})
    assert record.get("phone") == Missing("contacts.hr.phone")
    assert not record.get("phone")
    assert record.text("phone") == ""


@pytest.mark.parametrize(
    "contract",
    [
        "Services agreement of 1 July 2026", "Services agreement, 2026", "Agreement dated 1/7/26", "Agreement of 1.7.2026",
        "2026年7月1日付け清掃業務委託契約書", "令和8年7月1日付け契約書", "令和元年契約", "２０２６年契約書", "二〇二六年契約書",
    ],
)  # fmt: skip
def test_a_contract_named_with_its_day_or_year_is_dated(contract: str) -> None:
    assert not is_undated(contract)


@pytest.mark.parametrize(
    "contract",
    ["Services agreement", "Framework agreement no. 420261", "Contract 7-12", "清掃業務委託契約書", "契約第3号"],
)
def test_a_contract_named_without_one_is_not(contract: str) -> None:
    assert is_undated(contract)


def test_no_contract_at_all_is_not_an_undated_one() -> None:
    assert not is_undated("")
