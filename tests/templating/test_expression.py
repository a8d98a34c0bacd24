"""Conditions: what they decide, what they leave open, and what they refuse."""

import pytest

from policygen.domain.values import AnyValue, Duration
from policygen.errors import PolicygenError, Where
from policygen.templating.expression import Unknown, condition, evaluate, names
from tests.templating.samples import Names


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("", True),
        ("open", True),
        ("not open", False),
        ("people < 10", True),
        ("1 <= people < 6", False),
        ("'donors' in kinds", True),
        ("'patients' in kinds", False),
        ("'patients' not in kinds", True),
        ("industry == 'ngo' and people >= 6", True),
        ("industry in ['clinic', 'ngo']", True),
        ("chair", True),
        ("chair.email and not chair.phone", True),
        ("nothing", False),
        ("unheard_of", False),
        ("unheard_of == 'x'", False),
        ("unheard_of != 'x'", True),
    ],
)
def test_a_condition_is_decided_by_the_values(source: str, holds: bool) -> None:
    assert evaluate(condition(source), Names()) is holds


def test_an_unanswered_name_leaves_the_condition_open_and_is_named() -> None:
    scope = Names(asked_later=frozenset(["people"]))
    assert evaluate(condition("people >= 10 or open"), scope) is True
    assert evaluate(condition("people >= 10 and not open"), scope) is False
    undecided = evaluate(condition("people >= 10 and open"), scope)
    assert undecided == Unknown(frozenset(["people"]))


def test_an_unknown_truth_is_never_used_as_if_it_were_decided() -> None:
    with pytest.raises(TypeError, match="as if it were decided"):
        bool(Unknown(frozenset(["people"])))


def test_the_names_of_a_condition_are_its_dotted_paths() -> None:
    found = names(condition("a.b == 'x' or c in d and not e.f.g"))
    assert {".".join(path) for path in found} == {"a.b", "c", "d", "e.f.g"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("people = 6", "Use `==` to compare"),
        ("people people", "Join two conditions"),
        ("chair.__class__", 'may not start with "_"'),
        ("range(10)", "Call is not part of the language"),
        ("people + 1 > 2", "Add is not part of the language"),
        ("kinds[0] == 'donors'", "Getitem is not part of the language"),
        ("people is defined", "Test is not part of the language"),
        ("'a' if open else 'b'", "CondExpr is not part of the language"),
        ("people | length", 'there is no filter "length"'),
        ("open and", "not a condition"),
        ("(" * 1500, "not a condition"),
        ("x" * 2001, "2000 characters"),
        ("people > 1.5", "only text, whole numbers"),
        ("name | first == 'a'", "a filter belongs in printed text"),
        ("open or (kinds | and_list)", "a filter belongs in printed text"),
    ],
)
def test_what_is_outside_the_closed_subset_is_refused_in_words(source: str, words: str) -> None:
    with pytest.raises(PolicygenError) as raised:
        condition(source, Where("clause.md", 3))
    assert words in str(raised.value)


def test_values_that_have_no_order_are_not_compared() -> None:
    with pytest.raises(PolicygenError, match="cannot be put in order"):
        evaluate(condition("name < people"), Names())


@pytest.mark.parametrize(
    ("left", "right", "less"),
    [
        (Duration(35, "months"), Duration(3, "years"), True),
        (Duration(36, "months"), Duration(3, "years"), False),
        (Duration(2, "weeks"), Duration(15, "days"), True),
        (Duration(4, "hours"), Duration(5, "hours"), True),
    ],
)
def test_lengths_of_time_are_put_in_order_where_no_calendar_is_needed(
    left: Duration, right: Duration, less: bool
) -> None:
    assert evaluate(condition("one.a < one.b"), One(left, right)) is less


@pytest.mark.parametrize("right", [Duration(30, "days"), Duration(20, "working days"), 1])
def test_a_month_and_days_are_not_put_in_order(right: AnyValue) -> None:
    with pytest.raises(PolicygenError, match="cannot be put in order"):
        evaluate(condition("one.a < one.b"), One(Duration(1, "months"), right))


class One:
    """A scope of two values."""

    def __init__(self, a: AnyValue, b: AnyValue) -> None:
        self._values = {"a": a, "b": b}

    def lookup(self, path: tuple[str, ...]) -> AnyValue:
        return self._values[path[1]]
