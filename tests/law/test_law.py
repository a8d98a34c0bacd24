"""The law of a place on a day: status, half-open periods, stacks, what may be printed, and what changes."""

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.domain.changes import Change, announced
from policygen.domain.law import Law, changes, overdue, stale
from policygen.domain.law_ahead import unsettled, upcoming
from policygen.domain.pack import (
    Authority,
    Contact,
    Event,
    Instrument,
    Obligation,
    Pack,
    Parameter,
    Part,
    ValuePeriod,
)
from policygen.domain.values import Duration, Missing, Record
from policygen.errors import PolicygenError

CHECKED = date(2026, 11, 21)
DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def instrument(*events: Event) -> Instrument:
    return Instrument(id="xx-act", title="Work Act", basis="statute", evidence="primary", events=events)


def starts(day: date, *, expected: bool = False) -> Event:
    return Event(kind="starts", day=day, evidence="primary", expected=expected)


def parameter(id_: str, *values: ValuePeriod, unit: str = "days", instead_of: str = "") -> Parameter:
    return Parameter(
        id=id_, says="x", unit=unit, cites=("xx-act",), basis="statute", checked_on=CHECKED, values=values,
        instead_of=instead_of,
    )  # fmt: skip


def pack(code: str = "xx", **more: object) -> Pack:
    fields = {"code": code, "name": code.upper(), "locale": "en-GB", "paper": "a4", "checked_on": CHECKED}
    return Pack.model_validate({**fields, "review_by": date(2027, 5, 1), **more})


LIMIT = parameter(
    "limit",
    ValuePeriod(value=30, starts=date(2020, 1, 1), ends=date(2024, 1, 1), evidence="primary"),
    ValuePeriod(value=60, starts=date(2024, 1, 1), evidence="background"),
)


def law(day: date, *packs: Pack, confirmed: frozenset[str] = frozenset()) -> Law:
    return Law(day, {one.code: one for one in packs}, confirmed)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2025, 11, 30), "not-yet"), (date(2025, 12, 1), "in-force"), (date(2030, 1, 1), "in-force")],
)
def test_an_act_is_in_force_from_the_day_it_starts(day: date, status: str) -> None:
    assert instrument(starts(date(2025, 12, 1))).status(day) == status


def test_an_act_is_not_in_force_on_the_day_it_ends() -> None:
    ends = Event(kind="ends", day=date(2026, 1, 22), how="rescinded", evidence="primary")
    act = instrument(starts(date(2024, 4, 29)), ends)
    assert [act.status(date(2026, 1, day)) for day in (21, 22)] == ["in-force", "rescinded"]


def test_what_is_expected_is_not_law_even_after_its_day() -> None:
    assert instrument(starts(date(2026, 4, 30), expected=True)).status(date(2030, 1, 1)) == "announced"


def test_a_stayed_act_that_starts_again_is_in_force() -> None:
    stay = Event(kind="ends", day=date(2025, 3, 1), how="stayed", evidence="primary")
    act = instrument(starts(date(2025, 1, 1)), stay, starts(date(2025, 6, 1)))
    on = (date(2025, 2, 1), date(2025, 4, 1), date(2025, 7, 1))
    assert [act.status(day) for day in on] == ["in-force", "stayed", "in-force"]


def test_a_start_known_by_month_counts_from_the_last_day_of_the_month() -> None:
    act = instrument(Event(kind="starts", day=date(2024, 2, 1), about="month", evidence="primary"))
    assert [act.status(date(2024, 2, day)) for day in (28, 29)] == ["not-yet", "in-force"]


def test_a_period_includes_its_start_and_not_its_end() -> None:
    place = pack(parameters=(LIMIT,))
    on = (date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    found = [law(day, place).values("xx").get("limit") for day in on]
    assert [one.value if one else None for one in found] == [
        None, Duration(30, "days"), Duration(30, "days"), Duration(60, "days"),
    ]  # fmt: skip


@given(DAYS)
def test_a_history_without_gaps_gives_one_value_a_day(day: date) -> None:
    covering = [period for period in LIMIT.values if period.covers(day)]
    assert len(covering) == (1 if day >= date(2020, 1, 1) else 0)


def test_an_expected_value_is_no_value() -> None:
    coming = parameter("coming", ValuePeriod(value=9, starts=date(2025, 1, 1), expected=True, evidence="primary"))
    assert law(date(2026, 1, 1), pack(parameters=(coming,))).values("xx") == {}


def test_values_have_the_type_of_their_unit() -> None:
    day = date(2026, 1, 1)

    def period(value: str | int | bool) -> ValuePeriod:
        return ValuePeriod(value=value, starts=date(2020, 1, 1), evidence="primary")

    values = law(
        day,
        pack(
            parameters=(
                parameter("flag", period(True), unit="yes or no"),
                parameter("heads", period(15), unit="employees"),
                parameter("since", period("2023-12-12"), unit="date"),
            )
        ),
    ).values("xx")
    assert [values[name].value for name in ("flag", "heads", "since")] == [True, 15, date(2023, 12, 12)]


def test_the_stack_stands_widest_first() -> None:
    here = law(CHECKED, pack("xx"), pack("xx-n", within="xx"), pack("xx-n-c", within="xx-n"))
    assert [one.code for one in here.stack("xx-n-c")] == ["xx", "xx-n", "xx-n-c"]


def test_a_listed_part_without_a_pack_gets_the_most_local_pack_that_lists_it() -> None:
    parts = (Part(code="xx-n", name="the North"), Part(code="xx-n-c", name="the City"))
    here = law(CHECKED, pack("xx", parts=parts), pack("xx-n", within="xx", parts=parts[1:]))
    assert here.pack("xx-n-c").code == "xx-n"
    assert (here.covered("xx-n-c"), here.covered("xx-n"), here.name("xx-n-c")) == (False, True, "the City")


def test_an_unknown_place_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(PolicygenError) as raised:
        law(CHECKED, pack("au"), pack("au-vic", within="au")).pack("au-vick")
    assert raised.value.diagnostics[0].hint == 'Did you mean "au-vic"?'


def test_a_narrower_value_stands_in_only_where_it_says_so() -> None:
    own = parameter("own", ValuePeriod(value=5, starts=date(2020, 1, 1), evidence="primary"), instead_of="limit")
    here = law(date(2025, 1, 1), pack("xx", parameters=(LIMIT,)), pack("xx-n", within="xx", parameters=(own,)))
    assert here.values("xx-n")["limit"].value == Duration(5, "days")
    assert here.values("xx")["limit"].value == Duration(60, "days")


def test_a_deadline_from_background_knowledge_is_not_printed_until_it_is_confirmed() -> None:
    place = pack(parameters=(LIMIT,))
    known, thin = law(date(2021, 1, 1), place), law(date(2025, 1, 1), place)
    sure = law(date(2025, 1, 1), place, confirmed=frozenset(["xx.limit"]))
    assert [one.prints(one.values("xx")["limit"]) for one in (known, thin, sure)] == [True, False, True]


def test_a_phone_number_from_background_knowledge_is_left_out_until_it_is_confirmed() -> None:
    phone = Contact(value="555 0100", evidence="background")
    body = Authority(
        id="office", name="Office", purpose="advice", url="https://www.office.example/", evidence="unread", phone=phone
    )
    place = pack(authorities=(body,))
    for confirmed, shown in (
        (frozenset[str](), Missing("law.office.phone")),
        (frozenset(["xx.office.phone"]), "555 0100"),
    ):
        office = law(CHECKED, place, confirmed=confirmed).scope("xx").get("office")
        assert isinstance(office, Record)
        assert (office.get("site"), office.get("phone")) == ("office.example", shown)


def test_a_duty_holds_only_while_some_of_its_law_is_in_force() -> None:
    duty = Obligation(id="XX-01", kind="do", force="must", says="x", cites=("xx-act",))
    place = pack(instruments=(instrument(starts(date(2025, 12, 1))),), obligations=(duty,))
    assert [len(law(date(2025, *day), place).obligations("xx")) for day in ((11, 30), (12, 1))] == [0, 1]


@given(DAYS, DAYS)
def test_changes_are_those_from_the_first_day_to_before_the_last(since: date, until: date) -> None:
    place = pack(parameters=(LIMIT,), instruments=(instrument(starts(date(2020, 6, 1))),))
    found = changes(place, since, until)
    days = [one.day for one in found if one.day is not None]
    assert len(days) == len(found)
    assert all(since <= day < until for day in days)
    assert days == sorted(days)


def test_a_change_of_value_says_what_was_before() -> None:
    (change,) = changes(pack(parameters=(LIMIT,)), date(2024, 1, 1), date(2024, 1, 2))
    assert (change.before, change.after, change.cites) == ("30 days", "60 days", ("xx-act",))


def test_an_expected_start_that_has_passed_is_a_warning_from_the_day_after() -> None:
    day = date(2026, 4, 30)
    packs = {"xx": pack(instruments=(instrument(starts(day, expected=True)),))}
    assert overdue(packs, day) == ()
    (warning,) = overdue(packs, day + timedelta(days=1))
    assert (warning.code, warning.severity) == ("PG-L010", "warning")
    assert "expected to start on 2026-04-30" in warning.message


def test_an_owner_reads_the_name_of_a_law_and_a_line_for_each_day_with_no_word_for_maintainers() -> None:
    day = date(2026, 10, 1)
    hoped = ValuePeriod(value=60, starts=day, expected=True, evidence="primary")
    act = instrument(starts(day, expected=True), starts(date(2026, 10, 30), expected=True))
    packs = {"xx": pack(instruments=(act,), parameters=(parameter("limit", hoped),))}
    found = unsettled(packs, date(2026, 11, 21))
    assert [(one.code, one.message, str(one.where)) for one in found] == [
        ("PG-L010", "nobody has confirmed yet that this started on 1 October 2026: Work Act", "XX"),
        ("PG-L010", "nobody has confirmed yet that this started on 30 October 2026: Work Act", "XX"),
    ]
    assert {one.hint for one in found} == {
        "Ask your adviser whether it has started. The documents do not state it as law."
    }


def test_an_expected_month_has_passed_when_the_month_is_over() -> None:
    event = Event(kind="starts", day=date(2026, 4, 1), about="month", expected=True, evidence="primary")
    packs = {"xx": pack(instruments=(instrument(event),))}
    assert overdue(packs, date(2026, 4, 30)) == ()
    assert len(overdue(packs, date(2026, 5, 1))) == 1


def test_what_is_announced_without_a_day_is_no_change_of_a_day_and_is_listed_apart() -> None:
    event = Event(kind="starts", expected=True, evidence="primary")
    coming = parameter("coming", ValuePeriod(value=9, expected=True, evidence="primary"))
    place = pack(instruments=(instrument(event),), parameters=(coming,))
    assert changes(place, date.min, date.max) == ()
    assert [(one.id, one.day, one.after) for one in announced(place)] == [
        ("xx-act", None, ""), ("coming", None, "9 days"),
    ]  # fmt: skip


def test_a_change_within_twelve_months_is_a_warning_sure_or_expected() -> None:
    sure, hoped = date(2027, 4, 1), date(2027, 10, 1)
    packs = {"xx": pack(instruments=(instrument(starts(sure), starts(hoped, expected=True)),))}
    today = date(2026, 11, 21)
    found = upcoming(packs, today, today)
    assert [one.message for one in found] == [
        "the law changes on 1 April 2027: Work Act",
        "the law is expected to change on 1 October 2027: Work Act",
    ]
    assert {one.severity for one in found} == {"warning"}
    assert upcoming(packs, today, date(2025, 11, 21)) == ()
    assert [one.message for one in upcoming(packs, date(2027, 5, 1), today)] == [found[1].message]


def test_a_value_that_is_only_expected_is_not_what_stood_before_the_next() -> None:
    first = ValuePeriod(value=30, starts=date(2020, 1, 1), evidence="primary")
    hoped = ValuePeriod(value=60, starts=date(2021, 1, 1), expected=True, evidence="primary")
    later = ValuePeriod(value=90, starts=date(2022, 1, 1), evidence="primary")
    found = changes(pack(parameters=(parameter("limit", first, hoped, later),)), date.min, date.max)
    assert [(one.before, one.after) for one in found] == [
        ("", "30 days"),
        ("30 days", "60 days"),
        ("30 days", "90 days"),
    ]


def test_a_pack_past_its_review_is_a_warning() -> None:
    packs = {"xx": pack()}
    assert stale(packs, date(2027, 5, 1)) == ()
    (warning,) = stale(packs, date(2027, 5, 2))
    assert "last checked on 2026-11-21" in warning.message


@pytest.mark.parametrize(("about", "shown"), [("", "2026-10-31"), ("month", "2026-10"), ("year", "2026")])
def test_a_change_says_no_day_that_nobody_knows(about: Literal["", "month", "year"], shown: str) -> None:
    change = Change(date(2026, 10, 31), about, "xx", "xx-act", "Work Act", "starts", True, "secondary")
    assert change.when == shown
