"""Scopes and bodies that the template tests share."""

from datetime import date
from pathlib import Path

import yaml

from policygen.domain.values import AnyValue, Choice, Duration, Missing, Record
from policygen.templating.body import Expanded, body, expand
from policygen.templating.expression import Unknown, attribute
from policygen.templating.filters import Speaker

WORDS = Path(__file__).parents[2] / "templates" / "words" / "en" / "filters.yaml"
LABELS = {f"filters.{key}": str(text) for key, text in yaml.safe_load(WORDS.read_text("utf-8")).items()}
BRITISH = Speaker("en-AU", LABELS)
AMERICAN = Speaker("en-US", LABELS)

VALUES: dict[str, AnyValue] = {
    "name": "Lantern",
    "people": 6,
    "open": True,
    "start": date(2026, 12, 1),
    "soon": Duration(2, "working days"),
    "day": Duration(1, "hours"),
    "kinds": (Choice("donors", "donors"), Choice("online-strangers", "strangers online")),
    "industry": Choice("ngo", "a charity"),
    "chair": Record("contacts.chair", {"post": "Chair", "email": "chair@lantern.example"}),
    "channels": (
        Record("contacts.hr", {"post": "HR Officer", "phone": "+1 518 555 0101"}),
        Record("contacts.chair", {"post": "Chair"}),
    ),
    "nothing": (),
}


class Names:
    """A scope over plain values; names in `asked_later` are unknown."""

    def __init__(self, values: dict[str, AnyValue] | None = None, asked_later: frozenset[str] = frozenset()) -> None:
        self.values = VALUES if values is None else values
        self.asked_later = asked_later

    def lookup(self, path: tuple[str, ...]) -> AnyValue | Unknown:
        name = ".".join(path)
        if name in self.asked_later:
            return Unknown(frozenset([name]))
        return attribute(self.values.get(path[0], Missing(path[0])), path[1:], name)


def written(source: str, values: dict[str, AnyValue] | None = None, speaker: Speaker = BRITISH) -> Expanded:
    """Expand a body against the sample values."""
    return expand(body(source), Names(values), speaker)
