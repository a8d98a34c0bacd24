"""A blank for a day or a time: its parts in the order people of the locale write them, and where their units stand."""

MONTH_FIRST = ("en-US", "en-PH")
YEAR_FIRST = ("ja", "zh", "ko", "hu")
UNITS_FOLLOW = ("ja",)


def date_parts(locale: str) -> tuple[str, str, str]:
    """The parts of a day, by the names of their words: "year", "month" and "day"."""
    if locale.replace("_", "-") in MONTH_FIRST:
        return ("month", "day", "year")
    if _language(locale) in YEAR_FIRST:
        return ("year", "month", "day")
    return ("day", "month", "year")


def time_parts(locale: str) -> tuple[str, ...]:
    """The parts of a time, "hour" and "minute"; none where a time is one blank."""
    return ("hour", "minute") if units_follow(locale) else ()


def units_follow(locale: str) -> bool:
    """Whether the unit stands behind its blank, in the line (　　年　　月　　日), and is no caption before it."""
    return _language(locale) in UNITS_FOLLOW


def _language(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0]
