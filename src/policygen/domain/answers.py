"""The answers of one organisation: a frozen tree under dotted question paths."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from policygen.domain.values import AnyValue, Missing, Record
from policygen.errors import Where

Shape = Literal["core-and-annexes", "separate"]
VERSION = 1


@dataclass(frozen=True)
class Answers:
    """Parsed and validated answers.

    `tree` holds nested `Record`s and values: `places` and `contacts` are tuples of records with an `id`, in file
    order; a contact question holds the contact's record, or is absent. `positions` tells where in the file each
    dotted path was written. `spoken` are the same answers in the words of other languages.
    """

    tree: Record
    law_as_of: date | None = None
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    supplement: bool = False
    shape: Shape = "core-and-annexes"
    positions: Mapping[str, Where] = field(default_factory=dict)
    accepted_suggestions: tuple[str, ...] = ()
    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    digest: str = ""
    spoken: Mapping[str, "Answers"] = field(default_factory=dict)

    def in_language(self, language: str) -> "Answers":
        """The same answers as they read in a language."""
        return self.spoken.get(language, self)

    def get(self, path: str) -> AnyValue:
        """The answer at a dotted path, or `Missing`."""
        value: AnyValue = self.tree
        for part in path.split("."):
            if not isinstance(value, Record):
                return Missing(path)
            value = value.get(part)
        return Missing(path) if isinstance(value, Missing) else value

    def text(self, path: str) -> str:
        """The answer at a dotted path where it is text, else empty."""
        found = self.get(path)
        return found if isinstance(found, str) else ""

    def where(self, path: str) -> Where:
        """Where the answer, or the nearest part of the file above it, was written."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path.rpartition(".")[0]
        return Where()
