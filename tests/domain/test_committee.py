"""What follows from the members of a committee: counted once, the same for every law that asks for a quorum."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.domain.answers import Answers
from policygen.domain.committee import MEMBERS, with_committees
from policygen.domain.values import AnyValue, Duration, Record

DAY = date(2026, 11, 21)


def member(role: str = "member", *, woman: bool = True, **more: AnyValue) -> Record:
    fields: dict[str, AnyValue] = {
        "role": role,
        "woman": woman,
        "offices": ("pune",),
        "phone": "1",
        "email": "a@b.example",
    }
    return Record(MEMBERS, {**fields, **more})


def at_pune(*members: Record) -> Record:
    tree = Record("answers", {"places": (Record("places.pune", {"id": "pune"}),), MEMBERS: members})
    found = with_committees(Answers(tree), DAY).get("places")
    assert isinstance(found, tuple)
    place = found[0]
    assert isinstance(place, Record)
    return place


def committee(*members: Record) -> Record:
    found = at_pune(*members).get("committee")
    assert isinstance(found, Record)
    return found


def test_a_place_nobody_serves_has_no_committee() -> None:
    assert "committee" not in at_pune(member(offices=("chennai",)))


def test_members_stand_presiding_first_and_external_last() -> None:
    found = committee(member("external"), member("member"), member("presiding"))
    members = found.get("members")
    assert isinstance(members, tuple)
    assert [one.text("role") for one in members if isinstance(one, Record)] == ["presiding", "member", "external"]
    assert found.get("presiding") is members[0]


def test_one_person_may_serve_at_several_offices() -> None:
    tree = Record("answers", {
        "places": (Record("places.pune", {"id": "pune"}), Record("places.kochi", {"id": "kochi"})),
        MEMBERS: (member("external", offices=("pune", "kochi")),),
    })  # fmt: skip
    places = with_committees(Answers(tree), DAY).get("places")
    assert isinstance(places, tuple)
    assert ["committee" in one for one in places if isinstance(one, Record)] == [True, True]


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_the_share_of_women_is_never_rounded_up(women: list[bool]) -> None:
    found = committee(*(member(woman=woman) for woman in women))
    share, half = found.get("share_of_women"), 2 * sum(women) >= len(women)
    assert isinstance(share, int)
    assert (share >= 50) is half


@pytest.mark.parametrize(
    ("until", "months"),
    [(date(2029, 11, 20), 36), (date(2029, 11, 21), 37), (date(2029, 11, 19), 36), (date(2026, 12, 20), 1)],
)
def test_a_term_counts_its_first_and_last_day_and_a_started_month_as_whole(until: date, months: int) -> None:
    started: dict[str, AnyValue] = {"from": date(2026, 11, 21), "until": until}
    found = committee(Record(MEMBERS, {"role": "member", "offices": ("pune",), **started}))
    assert found.get("longest_term") == Duration(months, "months")


@given(st.integers(-400, 400))
def test_a_committee_is_expired_once_a_last_day_has_passed(days: int) -> None:
    until = DAY + timedelta(days=days)
    assert committee(member(until=until)).get("expired") is (until < DAY)


def test_whoever_presides_at_several_offices_is_known() -> None:
    assert committee(member("presiding", offices=("pune", "kochi"))).get("presiding_serves_elsewhere") is True
    assert committee(member("presiding"), member(offices=("pune", "kochi"))).get("presiding_serves_elsewhere") is False


def test_only_a_woman_who_presides_counts_as_one() -> None:
    assert committee(member("presiding")).get("presiding_is_woman") is True
    assert committee(member("presiding", woman=False)).get("presiding_is_woman") is False
    assert committee(member("member")).get("presiding_is_woman") is False
    assert committee(member("presiding"), member("presiding", woman=False)).get("presiding_is_woman") is False
