"""The shape of answers.yaml: which keys may stand where, computed from the questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Union

from policygen.content.answer_options import stack
from policygen.domain.library import Library
from policygen.domain.questions import Question, QuestionSection

Branch = Mapping[str, Union["Branch", Question]]
FIXED = ("version", "law_as_of", "documents", "shape", "confirmed", "accepted_suggestions")
DOCUMENT_KEYS = ("also", "without", "supplement")
SHAPES = ("core-and-annexes", "separate")


def sections_for(library: Library, laws: Sequence[str]) -> tuple[QuestionSection, ...]:
    """The sections of the core, then one for each pack with questions that holds at one of the places."""
    found = list(library.sections)
    for code in dict.fromkeys(one for law in laws for one in reversed(stack(law, library))):
        pack = library.packs[code]
        if pack.questions:
            found.append(QuestionSection(section=code, screen=code, title=pack.name, questions=pack.questions))
    return tuple(found)


def questions_for(library: Library, laws: Sequence[str]) -> tuple[Question, ...]:
    """Every question in the order asked."""
    return tuple(question for section in sections_for(library, laws) for question in section.questions)


def shape(questions: Sequence[Question]) -> dict[str, "Branch | Question"]:
    """Nested keys with a question at each end. A `reach` question has no key: it fills two others."""
    root: dict[str, Branch | Question] = {}
    for question in questions:
        if question.kind == "reach":
            continue
        *above, last = question.id.split(".")
        branch = root
        for part in above:
            inner = branch.setdefault(part, {})
            if not isinstance(inner, dict):
                raise ValueError(f"question {question.id} stands below another question")
            branch = inner
        branch[last] = question
    return root


def keyed(question: Question) -> bool:
    """Whether the records of a question are a mapping of ids (places, contacts), not a list."""
    return question.kind == "records" and "." not in question.id


def laws_in(data: object) -> tuple[str, ...]:
    """The jurisdiction codes that the places of raw answers name."""
    return tuple(dict.fromkeys(_laws(data)))


def _laws(data: object) -> Iterator[str]:
    places = data.get("places") if isinstance(data, dict) else None
    for place in places.values() if isinstance(places, dict) else ():
        law = place.get("law") if isinstance(place, dict) else None
        if isinstance(law, str):
            yield law
