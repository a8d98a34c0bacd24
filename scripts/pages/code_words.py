"""What the codes are about, by their first letters, and what the source does not say of them."""

from collections.abc import Mapping
from pathlib import Path

from policygen.content.yaml_source import load_yaml

FILE = Path(__file__).parent / "messages.yaml"
AREAS = {
    "A": "Answers",
    "B": "Many at once: rows of a table",
    "C": "Files of content",
    "D": "Documents as they are made",
    "I": "The interview",
    "K": "Cases of packs",
    "L": "Law",
    "P": "Packs of law",
    "R": "Writing Word, PDF and pages",
    "S": "Folders and sites",
    "T": "Texts of clauses",
    "U": "Commands",
    "V": "Checks of finished files and Word templates",
    "X": "Redlines",
}


def words() -> Mapping[str, Mapping[str, str]]:
    """By code: `says` and `do`, where the source of the program alone does not give them."""
    found: Mapping[str, Mapping[str, str]] = load_yaml(FILE).data
    return found
