"""A JSON schema of answers.yaml, for editors that complete and check as people type."""

from collections.abc import Mapping
from typing import Any

from policygen.content.answer_options import NOBODY, options_of
from policygen.content.answer_shape import SHAPES, Branch, keyed, questions_for, shape
from policygen.content.answer_text import MOST_LONG, MOST_NAME
from policygen.domain.answers import VERSION
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.domain.values import UNITS

Json = dict[str, Any]  # a JSON object
_RECORD_ID = "^[a-z][a-z0-9_]{0,39}$"
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def answers_schema(library: Library, language: str = "en") -> Json:
    """The schema of a file for all packs of the library, as plain JSON values."""
    labels = library.words[language]
    keys = shape(questions_for(library, tuple(library.packs)))
    documents = sorted({outline.document for outline in library.outlines.values()})
    listed = {"type": "array", "items": {"enum": documents}}
    parts = {key: _part(part, library, labels) for key, part in keys.items()}
    words = _object({id_: {"type": "string", "maxLength": MOST_NAME} for id_ in library.third_parties})
    parts["organisation"]["properties"]["words"] = words
    fixed = {
        "version": {"const": VERSION},
        "law_as_of": _DAY,
        "documents": _object({"also": listed, "without": listed, "supplement": {"type": "boolean"}}),
        "shape": {"enum": list(SHAPES)},
    }
    confirmed = {"type": "object", "additionalProperties": _object({"by": {"type": "string"}, "on": _DAY})}
    accepted = {"type": "array", "items": {"type": "string"}}
    spoken = _object({language: {"type": "object"} for language in library.languages() if language != "en"})
    properties = {
        **fixed, **parts, "confirmed": confirmed, "accepted_suggestions": accepted, "translations": spoken,
    }  # fmt: skip
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "answers.yaml"}
    return {**head, **_object(properties), "required": ["version"]}


def _part(part: "Branch | Question", library: Library, labels: Mapping[str, str]) -> Json:
    if isinstance(part, Question):
        text = " ".join(one for one in (part.prompt, part.help) if one)
        return {"description": text, **_question(part, library, labels)}
    return _object({key: _part(inner, library, labels) for key, inner in part.items()})


def _question(question: Question, library: Library, labels: Mapping[str, str]) -> Json:
    match question.kind:
        case "yes-no":
            return {"type": "boolean"}
        case "number":
            most = {"maximum": question.maximum} if question.maximum is not None else {}
            return {"type": "integer", "minimum": question.minimum or 0, **most}
        case "date":
            return dict(_DAY)
        case "colour":
            return {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
        case "duration":
            units = "|".join(f"{unit.removesuffix('s')}s?" for unit in UNITS)
            return {"type": "string", "pattern": f"^[0-9]{{1,3}} ({units})$" + ("|^$" if question.optional else "")}
        case "one-of":
            return {"enum": _values(question, library, labels)}
        case "several-of":
            one = _listed(question, library, labels)
            listed = {"type": "array", "items": one, "uniqueItems": True, **_least(question)}
            return {"anyOf": [listed, one]} if question.or_one else listed
        case "contact":
            nobody = f" `{NOBODY}` where there is nobody." if question.or_nobody else ""
            return {"type": "string", "pattern": _RECORD_ID, "$comment": f"The left-hand name of a contact.{nobody}"}
        case "records":
            return _records(question, library, labels)
        case _:
            return {"type": "string", "maxLength": MOST_LONG if question.kind == "long-text" else MOST_NAME}


def _listed(question: Question, library: Library, labels: Mapping[str, str]) -> Json:
    if question.options_from in ("contacts", "places"):
        return {"type": "string", "pattern": _RECORD_ID}
    if question.options_from == "companies":
        return {"type": "string", "maxLength": MOST_NAME}
    return {"enum": _values(question, library, labels)}


def _least(question: Question) -> Json:
    return {"minItems": question.minimum} if question.minimum else {}


def _records(question: Question, library: Library, labels: Mapping[str, str]) -> Json:
    record = _object({key: _part(field, library, labels) for key, field in shape(question.fields).items()})
    by_id = {"type": "object", "propertyNames": {"pattern": _RECORD_ID}, "additionalProperties": record}
    return by_id if keyed(question) else {"anyOf": [by_id, {"type": "array", "items": record}]}


def _object(properties: Mapping[str, Any]) -> Json:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _values(question: Question, library: Library, labels: Mapping[str, str]) -> list[str]:
    if question.options_from == "languages":
        return list(library.languages())
    return [option.value for option in options_of(question, library, {}, labels)]
