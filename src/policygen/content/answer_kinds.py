"""The kinds of answer: what a person typed or wrote in the file, turned into the value that clauses see."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from policygen.content import answer_text
from policygen.content.answer_options import NOBODY, SUPERVISOR
from policygen.content.answer_text import MOST_LONG, MOST_NAME, RefusedError, shown
from policygen.domain.questions import Option, Question
from policygen.domain.values import UNITS, AnyValue, Choice, Duration, Missing, Record

Raw = Any  # plain YAML: str, int, float, bool, None, list, dict; parsed once, here
MOST_NUMBER = 10_000_000
MOST_DURATION = 999
_DURATION = re.compile(r"([0-9]{1,6})\s+([a-z][a-z -]*)", re.IGNORECASE)
_SINGULAR = {unit.removesuffix("s"): unit for unit in UNITS}
_BETWEEN = r"[,;]|\s+(?:or|and|/|\|)\s+(?=\S+@|\+|[0-9(])|\s(?=\S+@)|(?<=\w)\s(?=\+)"
_YES = {"y", "yes", "true"}
_NO = {"n", "no", "false"}
_DAY_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y")


def value_of(question: Question, raw: Raw, options: Sequence[Option], contacts: Mapping[str, Record]) -> AnyValue:
    """The value of an answer as the file holds it, or `RefusedError`. An empty optional text is `Missing`."""
    match question.kind:
        case "text" | "long-text" | "email" | "phone" | "url" | "colour":
            return _text(question, raw)
        case "yes-no":
            return _yes_no(raw)
        case "number":
            return _number(question, raw)
        case "date":
            return day(raw)
        case "duration":
            return Missing(question.id) if raw == "" and question.optional else _within(question, raw)
        case "one-of":
            return _one(raw, options)
        case "contact":
            return _contact(question, raw, contacts)
        case "several-of":
            return _several(question, raw, options, contacts)
        case "reach" | "records":
            raise TypeError(f"{question.kind} answers are read field by field")


def typed(question: Question, text: str, options: Sequence[Option]) -> Raw:
    """What a person typed, as it is written in the file. Kind, range and characters are checked by `value_of`."""
    text = text.strip()
    match question.kind:
        case "number":
            return _typed_number(text)
        case "yes-no":
            return _typed_yes_no(text)
        case "several-of":
            parts = [part.strip() for part in text.strip("[]").split(",")]
            return [_option_named(part, options) for part in parts if part]
        case "one-of" | "contact":
            return _option_named(text, options)
        case "date":
            return _typed_day(text)
        case "duration":
            return " ".join(text.lower().split())
        case "url":
            return f"https://{text}" if text and "://" not in text else text
        case "reach":
            return reach(text)
        case "colour":
            return text if text.startswith("#") or not text else f"#{text}"
        case _:
            return text


def reach(text: str) -> dict[str, str]:
    """A phone number, an email address or both, typed in one line, as `phone` and `email`."""
    found: dict[str, str] = {}
    for part in (piece.strip() for piece in re.split(_BETWEEN, text)):
        if not part:
            continue
        kind = "email" if "@" in part else "phone"
        if kind in found:
            raise RefusedError(
                f"there are two {kind} entries: {shown(found[kind])} and {shown(part)}",
                "Give one of each, separated by a comma.",
            )
        found[kind] = answer_text.email(part) if kind == "email" else _typed_phone(part)
    if not found:
        raise RefusedError("there is no phone number and no email address yet", "Type at least one of the two.")
    return found


def duration(raw: Raw) -> Duration:
    """An amount and a unit, as in "2 working days"."""
    hint = 'Write a number and a unit: "4 hours", "2 working days", "12 months".'
    if not isinstance(raw, str):
        raise RefusedError(f"{raw!r} is not a length of time", hint)
    match = _DURATION.fullmatch(raw.strip())
    unit = " ".join(match[2].lower().replace("-", " ").split()) if match else ""
    unit = _SINGULAR.get(unit, unit)
    known = next((one for one in UNITS if one == unit), None)
    if match is None or known is None:
        near = difflib.get_close_matches(unit or shown(raw).lower(), UNITS, n=1, cutoff=0.6)
        amount = match[1] if match else next(iter(re.findall(r"[0-9]+", raw)), "2")
        raise RefusedError(
            f'"{shown(raw)}" is not a length of time', f'Did you mean "{amount} {near[0]}"?' if near else hint
        )
    if not 1 <= int(match[1]) <= MOST_DURATION:
        raise RefusedError(f'"{shown(raw)}" is out of range', f"The number goes from 1 to {MOST_DURATION}.")
    return Duration(int(match[1]), known)


def _within(question: Question, raw: Raw) -> Duration:
    """A duration no longer than the question lets it be."""
    found = duration(raw)
    if question.longest and found.days > duration(question.longest).days:
        raise RefusedError(f'"{shown(raw)}" is too long', f"The most is {question.longest}. {question.help}".strip())
    return found


def day(raw: Raw) -> date:
    """A calendar day, written as year-month-day."""
    hint = "Write year, month and day with dashes: 2026-12-01."
    if not isinstance(raw, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        raise RefusedError(f'"{shown(str(raw))}" is not a day', hint)
    try:
        found = date.fromisoformat(raw)
    except ValueError:
        raise RefusedError(f'there is no day "{raw}" in the calendar', hint) from None
    if not 1990 <= found.year <= 2199:
        raise RefusedError(f"the year {found.year} is out of range", "Years go from 1990 to 2199.")
    return found


def nearest(name: str, options: Sequence[Option]) -> str:
    """A hint that names the nearest option by id or by title, or all of them where there are few."""
    by_name = {o.value.casefold(): o.value for o in options} | {o.title.casefold(): o.value for o in options}
    close = difflib.get_close_matches(name.casefold(), by_name, n=1, cutoff=0.55)
    if close:
        return f'Did you mean "{by_name[close[0]]}"?'
    values = [option.value for option in options]
    return (
        "Known: " + ", ".join(values[:30]) + (", …" if len(values) > 30 else "") + "."
        if values
        else "There is nothing to choose from yet."
    )


_TEXT: Mapping[str, Callable[[str], str]] = {
    "text": lambda text: answer_text.plain_text(text, MOST_NAME),
    "long-text": lambda text: answer_text.plain_text(text, MOST_LONG, lines=True),
    "email": answer_text.email,
    "phone": answer_text.phone,
    "url": answer_text.url,
    "colour": answer_text.colour,
}


def _text(question: Question, raw: Raw) -> AnyValue:
    if not isinstance(raw, str):
        written = "true" if raw is True else "false" if raw is False else str(raw)
        what = "a number" if isinstance(raw, int | float) and not isinstance(raw, bool) else "not text"
        raise RefusedError(
            f"{shown(written)} is {what}; text is expected",
            f'Put it in quotation marks, for instance "{written}".',
        )
    if raw.strip() == "":
        if question.optional:
            return Missing(question.id)
        raise RefusedError("the text is empty", _for_instance(question))
    text = _TEXT[question.kind](raw)
    return answer_text.holds_number(text, question.example) if question.dialled else text


def _yes_no(raw: Raw) -> bool:
    if not isinstance(raw, bool):
        told = {**dict.fromkeys(_YES, "true"), **dict.fromkeys(_NO, "false"), "on": "true", "off": "false"}
        want = told.get(str(raw).lower(), "true or false")
        raise RefusedError(f'"{shown(str(raw))}" is not true or false', f"Write {want}, without quotation marks.")
    return raw


def _number(question: Question, raw: Raw) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        hint = (
            "Write it without quotation marks."
            if isinstance(raw, str) and raw.strip().isdecimal()
            else _for_instance(question)
        )
        raise RefusedError(f'"{shown(str(raw))}" is not a whole number', hint or "Write digits only.")
    least = question.minimum if question.minimum is not None else 0
    most = question.maximum if question.maximum is not None else MOST_NUMBER
    if not least <= raw <= most:
        raise RefusedError(f"{raw} is out of range", f"The number goes from {least:,} to {most:,}.")
    return raw


def _one(raw: Raw, options: Sequence[Option]) -> Choice:
    found = next((option for option in options if option.value == raw), None)
    if found is None:
        raise RefusedError(f'"{shown(str(raw))}" is not one of the options', nearest(str(raw), options))
    return Choice(found.value, found.words or found.title)


def _contact(question: Question, raw: Raw, contacts: Mapping[str, Record]) -> AnyValue:
    if raw == NOBODY:
        if question.or_nobody:
            return Missing(question.id)
        raise RefusedError('"nobody" is no answer here; somebody has to do it', _somebody(question, contacts))
    if raw == SUPERVISOR:
        raise RefusedError('"supervisor" is a different person for each worker', _somebody(question, contacts))
    if isinstance(raw, str) and raw in contacts:
        return contacts[raw]
    raise _no_contact(raw, {id_: one for id_, one in contacts.items() if id_ != SUPERVISOR})


def _somebody(question: Question, contacts: Mapping[str, Record]) -> str:
    """What to write where one person or service has to be named."""
    known = ", ".join(id_ for id_ in contacts if id_ != SUPERVISOR)
    nobody = f" Where there is nobody else, write {NOBODY}." if question.or_nobody else ""
    return f"{question.prompt} Name one of your contacts{f': {known}' if known else ''}.{nobody}"


def _several(question: Question, raw: Raw, options: Sequence[Option], contacts: Mapping[str, Record]) -> AnyValue:
    if question.or_one and isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list):
        raise RefusedError(f'"{shown(str(raw))}" is not a list', f"Write it in square brackets: [{shown(str(raw))}].")
    for index, one in enumerate(raw):
        if one in raw[:index]:
            raise RefusedError(f'"{shown(str(one))}" stands in the list twice', "Keep one of the two.")
    if question.minimum is not None and len(raw) < question.minimum:
        raise RefusedError("the list is too short", f"Choose at least {question.minimum}.")
    if question.options_from == "contacts":
        return tuple(_listed_contact(one, contacts) for one in raw)
    return tuple(_one(one, options) for one in raw)


def _listed_contact(raw: Raw, contacts: Mapping[str, Record]) -> Record:
    if isinstance(raw, str) and raw in contacts:
        return contacts[raw]
    raise _no_contact(raw, contacts)


def _no_contact(raw: Raw, contacts: Mapping[str, Record]) -> RefusedError:
    known = [Option(value=id_, title=record.text("post") or id_) for id_, record in contacts.items()]
    return RefusedError(f'"{shown(str(raw))}" is not one of the contacts', nearest(str(raw), known))


def _typed_number(text: str) -> int:
    if not text:
        raise RefusedError("a number is needed here", "Type digits only, for instance 38.")
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise RefusedError(f'"{shown(text)}" is not a whole number', "Type digits only, for instance 38.")
    return int(text)


def _typed_yes_no(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise RefusedError(f'"{shown(text)}" is neither yes nor no', "Type yes or no.")
    return text.lower() in _YES


def _typed_day(text: str) -> str:
    for pattern in _DAY_FORMATS:
        try:
            return datetime.strptime(" ".join(text.split()), pattern).date().isoformat()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    return text


def _typed_phone(text: str) -> str:
    try:
        return answer_text.phone(text)
    except RefusedError:
        raise RefusedError(
            f'"{shown(text)}" is neither a phone number nor an email address',
            "Write them like this: +61 3 5550 0101, manager@shop.example",
        ) from None


def _option_named(text: str, options: Sequence[Option]) -> str:
    """The option's id when the text is its id or its title in any case; else the text itself."""
    for option in options:
        if text.casefold() in (option.value.casefold(), option.title.casefold()):
            return option.value
    return text


def _for_instance(question: Question) -> str:
    return f"For instance: {question.example}" if question.example else "Type an answer."
