"""What the interview asks of the rest of the program: options, checks of one answer, and of the whole file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from policygen.domain.questions import Option, Question, QuestionSection
from policygen.errors import Diagnostic

Raw = Any  # an answer as answers.yaml holds it: text, number, true or false, list or group
Answered = Mapping[str, Raw]


class Reader(Protocol):
    """The meaning of answers, given by whoever reads the file; the interview itself knows only how to ask."""

    def load(self, path: Path) -> dict[str, Raw]:
        """The file as plain values; raises where it is not sound YAML."""
        ...

    def sections(self, raw: Answered) -> tuple[QuestionSection, ...]:
        """Every section of questions, those of the places' packs included."""
        ...

    def options(self, question: Question, raw: Answered) -> tuple[Option, ...]:
        """What the answer is chosen from; empty where it is typed."""
        ...

    def typed(self, question: Question, text: str, raw: Answered) -> Raw:
        """Typed text as the file will hold it; raises PolicygenError with what would be right."""
        ...

    def check(self, question: Question, answer: Raw, raw: Answered) -> None:
        """Raise PolicygenError where the answer cannot stand."""
        ...

    def emergency(self, law: str) -> str:
        """The emergency number of a place by its law, or nothing."""
        ...

    def problems(self, path: Path) -> tuple[Diagnostic, ...]:
        """What is wrong with the file as a whole, and what is still missing."""
        ...
