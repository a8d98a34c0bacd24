"""One answer of each kind under every name that the tags of a Word template may read, to try a template with."""

from collections.abc import Mapping
from typing import Any

from policygen.assembly.letterhead import BODY, CONTACT_FIELDS, OF_DOCUMENT
from policygen.domain.library import Library
from policygen.domain.questions import Question

_WORDS = "words"
_RECORDS_OF = {"contacts": "contacts", "places": "places", "companies": "organisation.entities"}


def samples(library: Library) -> Mapping[str, object]:
    """The answers of somebody who answered every question. What a name stands for that is not told is left out."""
    asked = {question.id: question for question in library.questions()}
    of_law = {one.id: one for pack in library.packs.values() for one in pack.questions}
    found: dict[str, Any] = {BODY: dict.fromkeys(OF_DOCUMENT, _WORDS)}
    for question in asked.values():
        _put(found, question.id, _sample(question, asked))
    for name, question in of_law.items():
        if name.startswith("places."):
            _put(found["places"][0], name.removeprefix("places."), _sample(question, asked))
    if "places" in found:
        found["places"][0] |= {"code": _WORDS, "public_contact": found.get("public_contact", {})}
    return found


def _put(tree: dict[str, Any], path: str, value: object) -> None:
    """Lay a value under its dotted path. What cannot be told is not laid."""
    *above, last = path.split(".")
    for name in above:
        tree = tree.setdefault(name, {})
    if value is not None:
        tree[last] = value


def _sample(question: Question, asked: Mapping[str, Question]) -> object:
    records = asked.get(_RECORDS_OF.get(question.options_from, ""))
    match question.kind:
        case "yes-no":
            return True
        case "number":
            return 1
        case "contact":
            return dict.fromkeys(CONTACT_FIELDS, _WORDS) | _fields(asked["contacts"], asked)
        case "records":
            return [_fields(question, asked)]
        case "several-of" | "reach":
            return [_fields(records, asked) if records else _WORDS]
    return None if records else _WORDS


def _fields(question: Question, asked: Mapping[str, Question]) -> dict[str, Any]:
    own = {field.id: _sample(field, asked) for field in question.fields}
    numbers = {"numbers": [_WORDS]} if question.id == "contacts" else {}
    return {"id": _WORDS, **{name: value for name, value in own.items() if value is not None}, **numbers}
