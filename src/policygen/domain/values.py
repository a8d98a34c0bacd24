"""The values a clause can see: text, numbers, dates, durations, choices, and records with named fields."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["hours", "days", "working days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = ("working days", "hours", "days", "weeks", "months", "years")
_DAYS: Mapping[Unit, float] = {
    "hours": 1 / 24, "days": 1, "working days": 7 / 5, "weeks": 7, "months": 365 / 12, "years": 365,
}  # fmt: skip
_LENGTH = re.compile(r"(?P<amount>\d+) ?(?P<unit>\D+)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people agree it: an amount and a unit. 48 hours and 2 days are not the same promise."""

    amount: int
    unit: Unit

    @property
    def days(self) -> float:
        """About how many calendar days it lasts, to tell a longer time from a shorter one."""
        return self.amount * _DAYS[self.unit]


def perhaps_as_long(one: str, other: str) -> bool:
    """Whether two texts may say the same length of time, one as a trace of a decision names it, "5 working days", and
    one in the words of a place, "5 business days"."""
    both = _LENGTH.fullmatch(one), _LENGTH.fullmatch(other)
    if both[0] is None or both[1] is None or both[0]["amount"] != both[1]["amount"]:
        return False
    return one == other or (both[0]["unit"] in UNITS) != (both[1]["unit"] in UNITS)


class Choice(str):
    """A chosen option: compared by its stored value, printed by its words."""

    __slots__ = ("words",)
    words: str

    def __new__(cls, value: str, words: str) -> "Choice":
        choice = super().__new__(cls, value)
        choice.words = words
        return choice


@dataclass(frozen=True, slots=True)
class Missing:
    """A declared name without an answer: empty and false in a condition, an error when printed."""

    name: str

    def __bool__(self) -> bool:
        return False


class Record:
    """Named fields of one thing: a contact, a place, a family. Immutable; unknown fields are `Missing`."""

    __slots__ = ("_fields", "name")

    def __init__(self, name: str, fields: Mapping[str, "AnyValue"]) -> None:
        self.name = name
        self._fields: dict[str, AnyValue] = dict(fields)

    def get(self, field: str) -> "AnyValue":
        """The field's value, or a `Missing` that knows its path."""
        return self._fields.get(field, Missing(f"{self.name}.{field}"))

    def text(self, field: str) -> str:
        """The field as text, empty where it has no value: for code that lists records, not for clauses."""
        value = self.get(field)
        return value if isinstance(value, str) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __contains__(self, field: str) -> bool:
        return field in self._fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._fields == other._fields

    def __hash__(self) -> int:
        return hash((self.name, tuple(self._fields)))

    def __repr__(self) -> str:
        return f"Record({self.name!r}, {self._fields!r})"


Scalar = str | int | bool | date | Duration | Missing
AnyValue = Scalar | Record | tuple["AnyValue", ...]


def alike(one: AnyValue, other: AnyValue) -> bool:
    """Whether nothing can tell two values apart; equal values may still differ in the words of a choice, or in a name."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    match one, other:
        case Choice(), Choice():
            return str(one) == str(other) and one.words == other.words
        case Record(), Record():
            same = one.name == other.name and [*one] == [*other]
            return same and all(alike(one.get(field), other.get(field)) for field in one)
        case tuple(), tuple():
            return len(one) == len(other) and all(map(alike, one, other))
    return one == other
