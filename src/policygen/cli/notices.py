"""The product's own notices, read from the words of the library."""

from datetime import date

from policygen.content.locate import templates_dir
from policygen.content.yaml_source import load_yaml
from policygen.domain.changes import has_passed
from policygen.domain.pack import About


def notice_a() -> str:
    """What policygen is and is not: shown before the first question and with the version."""
    return label("a")


def label(key: str, language: str = "en") -> str:
    """One notice by its key."""
    return str(load_yaml(templates_dir() / "words" / language / "notices.yaml").data[key])


def awaited(day: date | None, about: About, on: date) -> str:
    """What is to be said, on a day, of something expected: that it is not law, and whether its own day has gone by."""
    return label("passed" if has_passed(day, about, on) else "expected")
