"""Questions as data: what may be asked, when, of what kind, and what is proposed."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "text", "long-text", "yes-no", "one-of", "several-of", "number", "date", "duration", "email", "phone", "url",
    "colour", "contact", "reach", "records",
]  # fmt: skip
Ask = Literal["always", "suggest", "if-chosen"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Frozen):
    """A choice: `value` is stored, `title` is shown in the menu, `words` is what a document prints."""

    value: str
    title: str
    words: str = ""


class Suggestion(_Frozen):
    """A proposed answer, offered when its condition holds. A text may print names in `{{ }}`.

    With `after`, the value is a length of time ("3 years"), and its last day is proposed, counted from the day that the
    record gives for the field `after`.
    """

    value: str | int | bool | tuple[str, ...]
    when: str = ""
    after: str = ""


class Question(_Frozen):
    """One question. `id` is the dotted path of its answer; inside `fields`, relative to the record.

    `or_nobody` lets a contact question be answered by the plain statement that there is nobody else. `or_one` lets a
    list be given as its one value, for a question that once took one. `longest` is the most that a duration may be, for
    instance "5 years". A text that is `dialled` holds a number to call, with words around it or without.
    A `reach` question is one prompt whose answer fills the phone and email questions named in `fills`. A field with a
    `law` belongs to a pack: it is asked of the records whose place stands under that pack. `short` is what stands for a
    pack's question in a list; those of the core stand in `words/`.
    """

    id: str
    kind: Kind
    prompt: str
    ask: Ask = "always"
    help: str = ""
    example: str = ""
    when: str = ""
    optional: bool = False
    or_nobody: bool = False
    or_one: bool = False
    options: tuple[Option, ...] = ()
    options_from: Literal[
        "", "industries", "third-parties", "jurisdictions", "contacts", "languages", "places", "companies"
    ] = ""
    fills: tuple[str, ...] = ()
    fields: tuple["Question", ...] = ()
    record: str = ""
    suggest: tuple[Suggestion, ...] = ()
    suggest_from: str = ""
    minimum: int | None = None
    maximum: int | None = None
    longest: str = ""
    dialled: bool = False
    law: str = ""
    short: str = ""


class QuestionWords(_Frozen):
    """A question in another language: what people read of it. `suggest` stands in for suggestions that are texts."""

    prompt: str
    help: str = ""
    example: str = ""
    short: str = ""
    options: Mapping[str, str] = {}
    suggest: tuple[Suggestion, ...] = ()


class QuestionnaireWords(_Frozen):
    """The questionnaire in another language: questions by id (a field by `question.field`), titles of sections, and
    titles of what is chosen from lists of the library (`industries.retail`)."""

    sections: Mapping[str, str] = {}
    questions: Mapping[str, QuestionWords] = {}
    titles: Mapping[str, str] = {}

    def joined(self, other: "QuestionnaireWords") -> "QuestionnaireWords":
        """With the words of another file, which give way to these."""
        return QuestionnaireWords(
            sections={**other.sections, **self.sections},
            questions={**other.questions, **self.questions},
            titles={**other.titles, **self.titles},
        )


class QuestionSection(_Frozen):
    """A file of questions. Sections that share a `screen` put their suggestions on one screen."""

    section: str
    screen: str
    title: str
    questions: tuple[Question, ...]
