"""Filters: how lists, dates, numbers and durations read in the document's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from policygen.domain.values import AnyValue, Choice, Duration, Missing, Record
from policygen.errors import fail
from policygen.templating.spelling import respelled

T = TypeVar("T")


@dataclass(frozen=True)
class Speaker:
    """A language as it is spoken at a place: CLDR locale ("en-AU"), the unit words of `words/<lang>/filters.yaml`, and
    the word pairs of the place's spelling.

    `manner` is that of the document's lists, `calendar` how the place counts years; both may have words of
    their own in `filters.yaml`.
    """

    locale: str
    labels: Mapping[str, str]
    spelling: Mapping[str, str] = field(default_factory=dict)
    manner: str = ""
    calendar: str = ""

    @property
    def cldr(self) -> str:
        return self.locale.replace("-", "_")


def apply(name: str, arguments: tuple[str | int, ...], value: AnyValue, speaker: Speaker) -> AnyValue:
    """Apply one filter. A value of the wrong kind is an error of the author."""
    match name:
        case "and_list" | "or_list":
            return _listed(value, "standard" if name == "and_list" else "or", speaker)
        case "date":
            return spoken_date(_expect(value, date, name), speaker)
        case "month":
            return spoken_month(_expect(value, date, name), speaker)
        case "number":
            return spoken_number(_expect(value, int, name), speaker)
        case "duration":
            return spoken_duration(_expect(value, Duration, name), speaker, *(str(one) for one in arguments[:1]))
        case "plural":
            one, many = str(arguments[0]), str(arguments[1])
            return one if _expect(value, int, name) == 1 else many
        case "upper":
            return plain(value, speaker).upper()
        case "first":
            text = plain(value, speaker)
            return text[:1].upper() + text[1:]
    raise fail("PG-T010", f'there is no filter "{name}"')


def plain(value: AnyValue, speaker: Speaker) -> str:
    """A value as the words that are printed, a choice in the spelling of the place.

    Refuses what has no single reading: lists, dates, records, blanks.
    """
    match value:
        case Choice():
            return respelled(value.words or str(value), speaker.spelling)
        case str():
            if not value.strip():
                raise fail("PG-T011", "a blank would be printed", hint="Put it inside `{% if … %}`.")
            return value
        case bool():
            raise fail("PG-T011", "yes or no would be printed as a bare word", hint="Use `{% if … %}`.")
        case int():
            return str(value)
        case Missing():
            raise fail("PG-T012", f'"{value.name}" has no answer', hint=f"Answer the question `{value.name}`.")
        case date():
            raise fail("PG-T011", "a date is printed with `| date`")
        case Duration():
            raise fail("PG-T011", "a duration is printed with `| duration`")
        case tuple():
            raise fail("PG-T011", "a list is printed with `| and_list` or `| or_list`, or in a loop")
        case Record():
            raise fail("PG-T011", f"{value.name} is a record; print one of its fields: {', '.join(value)}")


def spoken_date(day: date, speaker: Speaker) -> str:
    """A date with its month in words, in the order of the place, its year counted as the place counts."""
    from babel.dates import format_date

    return _in_era(day, "date", speaker) or str(format_date(day, format="long", locale=speaker.cldr))


def spoken_month(day: date, speaker: Speaker) -> str:
    """The month of a date with its year, in the same manner."""
    from babel.dates import format_skeleton

    return _in_era(day, "month", speaker) or str(format_skeleton("yMMMM", day, locale=speaker.cldr))


def _in_era(day: date, pattern: str, speaker: Speaker) -> str:
    """The date by the era it lies in; empty where years are not counted by eras."""
    eras = speaker.labels.get(f"filters.{speaker.calendar}_names")
    for starts, name in (era.split() for era in eras.split(",")) if eras else ():
        begins = date.fromisoformat(starts)
        if day >= begins:
            year = day.year - begins.year + 1
            shown = str(year) if year > 1 else speaker.labels["filters.first_year"]
            written = speaker.labels[f"filters.{speaker.calendar}_{pattern}"]
            return written.format(era=name, year=shown, month=day.month, day=day.day)
    return ""


def spoken_duration(duration: Duration, speaker: Speaker, counted: str = "") -> str:
    """An amount and its unit, in the words of the place: "2 working days", "1 hour".

    `counted` is "own" for time off, which counts by the days that one person works: those are no days on which the
    organisation is open.
    """
    form = "one" if duration.amount == 1 else "other"
    key = f"{duration.unit.replace(' ', '_')}_{form}"
    words = speaker.labels.get(f"filters.{counted}_{key}") or speaker.labels[f"filters.{key}"]
    return respelled(words, speaker.spelling).format(amount=spoken_number(duration.amount, speaker))


def spoken_number(value: int, speaker: Speaker) -> str:
    """A whole number with the separators of the locale: "50,000"."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=speaker.cldr))


def _listed(value: AnyValue, style: Literal["standard", "or"], speaker: Speaker) -> str:
    from babel.lists import format_list

    if not isinstance(value, tuple):
        raise fail("PG-T011", f"`| and_list` and `| or_list` need a list, not {value!r}")
    if not value:
        raise fail("PG-T011", "an empty list would be printed", hint="Put it inside `{% if … %}`.")
    last = speaker.labels.get(f"filters.{'and' if style == 'standard' else 'or'}_{speaker.manner}")
    if last and len(value) > 1:
        texts = [plain(item, speaker) for item in value]
        return last.format(rest=speaker.labels["filters.comma"].join(texts[:-1]), last=texts[-1])
    return str(format_list([plain(item, speaker) for item in value], style=style, locale=speaker.cldr))


def _expect(value: AnyValue, kind: type[T], name: str) -> T:
    if isinstance(value, Missing):
        raise fail("PG-T012", f'"{value.name}" has no answer', hint=f"Answer the question `{value.name}`.")
    if not isinstance(value, kind) or isinstance(value, bool):
        raise fail("PG-T011", f"the filter `{name}` cannot print {value!r}")
    return value
