"""The product's own notices, read from the words of the library."""

from policygen.content.locate import templates_dir
from policygen.content.yaml_source import load_yaml


def notice_a() -> str:
    """What policygen is and is not: shown before the first question and with the version."""
    return label("a")


def label(key: str, language: str = "en") -> str:
    """One notice by its key."""
    return str(load_yaml(templates_dir() / "words" / language / "notices.yaml").data[key])
