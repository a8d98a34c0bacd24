"""The steps of an interview, and what they depend on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from policygen.domain.library import Library
from policygen.domain.questions import Question, QuestionSection
from policygen.interview.reader import Answered, Raw
from policygen.interview.scope import Given, raw_at

NEW = "+"  # stands for the id of a record that has none yet, as in contacts.+.post


@dataclass(frozen=True)
class Prompt:
    """One question to put to the user. `heading` says what it belongs to; `default` is the answer so far."""

    path: str
    question: Question
    heading: str
    default: Raw = None
    answered: bool = False


@dataclass(frozen=True)
class Another:
    """Whether a list of records goes on. `count` is how many there are."""

    path: str
    question: Question
    heading: str
    count: int
    answered: bool = False


@dataclass(frozen=True)
class Item:
    """A line of a screen: an answer that is given, one that is proposed, or None where only the user can know."""

    path: str
    question: Question
    heading: str
    answer: Raw
    given: bool


@dataclass(frozen=True)
class Screen:
    """The suggestions of a group of sections, seen and accepted together."""

    path: str
    title: str
    items: tuple[Item, ...]

    @property
    def answered(self) -> bool:
        """Whether every line has been accepted or answered."""
        return all(item.given for item in self.items)


Step = Prompt | Another | Screen


@dataclass(frozen=True)
class Situation:
    """Everything the plan depends on. `adding` is the list of records that is to have one more entry."""

    raw: Answered
    sections: tuple[QuestionSection, ...]
    library: Library
    today: date
    emergency: Callable[[str], str]
    adding: str = ""
    language: str = "en"
    questions: tuple[Question, ...] = field(init=False)

    def __post_init__(self) -> None:
        flat = tuple(question for section in self.sections for question in section.questions)
        object.__setattr__(self, "questions", flat)

    def fields(self, question: Question, record: Raw) -> tuple[Question, ...]:
        """The fields of a record: those of the packs whose law holds for it among them."""
        law = record.get("law") if isinstance(record, Mapping) else None
        return self.library.fields(question, law if isinstance(law, str) else "")

    def scope(self, raw: Answered) -> Given:
        """The answers as names for conditions, with the words of the industry."""
        industry = self.library.industries.get(str(raw_at(raw, "organisation.industry")))
        return Given(raw, self.questions, industry.words if industry else {})
