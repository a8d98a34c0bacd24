"""The shape of answers.yaml: which keys may stand where, computed from the questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Union

from policygen.domain.library import Library
from policygen.domain.pack import Pack
from policygen.domain.questions import Question, QuestionSection

Branch = Mapping[str, Union["Branch", Question]]
FIXED = ("version", "law_as_of", "documents", "shape", "confirmed", "accepted_suggestions", "translations")
OF_PLACES = "places."
DOCUMENT_KEYS = ("also", "without", "supplement")
SHAPES = ("core-and-annexes", "separate")


def sections_for(library: Library, laws: Sequence[str]) -> tuple[QuestionSection, ...]:
    """The sections of the core, then one for each pack with questions that holds at one of the places.

    A pack's question `places.<field>` becomes a field of the places under that pack.
    """
    packs = [library.packs[code] for code in dict.fromkeys(one for law in laws for one in reversed(library.stack(law)))]
    fields = tuple(field for pack in packs for field in place_fields(pack))
    found = [_with_fields(section, fields) for section in library.sections] if fields else list(library.sections)
    for pack in packs:
        own = tuple(one for one in pack.questions if not one.id.startswith(OF_PLACES))
        if own:
            found.append(QuestionSection(section=pack.code, screen=pack.code, title=pack.name, questions=own))
    return tuple(found)


def place_fields(pack: Pack) -> tuple[Question, ...]:
    """What a pack asks of each of its places."""
    asked = (one for one in pack.questions if one.id.startswith(OF_PLACES))
    return tuple(one.model_copy(update={"id": one.id.removeprefix(OF_PLACES), "law": pack.code}) for one in asked)


def _with_fields(section: QuestionSection, fields: tuple[Question, ...]) -> QuestionSection:
    """The section, its places with more fields."""
    questions = tuple(
        one.model_copy(update={"fields": (*one.fields, *fields)}) if one.id == "places" else one
        for one in section.questions
    )
    return section.model_copy(update={"questions": questions})


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
