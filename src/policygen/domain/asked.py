"""What a Python program asks for, refused with what to write instead where it is of another kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from policygen.domain.library import FORMATS, Format
from policygen.errors import PolicygenError, fail

T = TypeVar("T")


def refused(message: str, hint: str) -> PolicygenError:
    """The error for a value that a function does not take."""
    return fail("PG-U060", message, hint=hint)


def day(given: date, name: str = "today") -> date:
    """A day as given. Raises for a text and for a moment."""
    if not isinstance(given, date) or isinstance(given, datetime):
        raise refused(f"`{name}` takes a day, not {given!r}", "Give it as `datetime.date(2026, 11, 21)`.")
    return given


def listed(given: Any) -> tuple[Any, ...]:  # names, formats or paths
    """Several names or paths; one alone, as a text is, stands for a list of one."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return tuple(given)
    return (given,)


def formats(given: Format | Sequence[Format]) -> tuple[Format, ...]:
    """Formats to make. Raises for one that there is not, and for none at all."""
    found: tuple[Format, ...] = listed(given)
    for one in found:
        if one not in FORMATS:
            raise refused(f"there is no format {one!r}", f"The formats are {', '.join(FORMATS)}.")
    if not found:
        raise refused("`formats` names no format", f"Leave it out for all, or name some of {', '.join(FORMATS)}.")
    return found


def among(given: T, known: Sequence[T], name: str) -> T:
    """One of the known values. Raises for another."""
    if given not in known:
        raise refused(f"`{name}` does not take {given!r}", f"It is one of {', '.join(map(str, known))}.")
    return given


def typed(given: Mapping[str, str] | None) -> dict[str, str]:
    """Answers laid over others, as they would be typed. Raises for one that is no text."""
    for key, value in (given or {}).items():
        if not isinstance(value, str):
            hint = "Give each answer as the text that you would type: `7` as `'7'`, a list with commas."
            raise refused(f"`over` takes texts, and {key} is {value!r}", hint)
    return dict(given or {})


def posted(given: str | bytes) -> bytes:
    """Answers that come as text, as bytes. Raises for anything else, as a dict is."""
    if isinstance(given, str):
        return given.encode("utf-8", "surrogatepass")
    if isinstance(given, bytes):
        return given
    hint = "Give the text of the answers, as YAML or JSON: `json.dumps(answers, default=str)` for a dict."
    raise refused(f"answers are read from a text, not from a {type(given).__name__}", hint)
