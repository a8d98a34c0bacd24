"""`--set KEY=VALUE`: typed values laid over the file before it is checked."""

import copy
from collections.abc import Mapping

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_options import options_of
from policygen.content.answer_shape import Branch, keyed, laws_in, questions_for, shape
from policygen.content.answer_text import RefusedError, shown
from policygen.content.answers_findings import Findings
from policygen.content.yaml_source import Source, nearest
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.errors import Diagnostic, PolicygenError, Where

_TEXTS = ("law_as_of", "shape")
_LISTS = ("documents.also", "documents.without")
_SUPPLEMENT = "documents.supplement"


def lay_over(
    data: dict[str, Raw],
    overrides: Mapping[str, str],
    library: Library,
    labels: Mapping[str, str],
    findings: Findings,
) -> None:
    """Change `data` in place; the checks that follow are the same as for the file."""
    for key, text in overrides.items():
        try:
            put(data, key, _typed(key, text, data, library, labels))
        except RefusedError as refused:
            where = Where(subject=f"--set {key}")
            findings.problems.append(Diagnostic("PG-A002", refused.message, where, refused.hint))
        findings.was_set(key)


def typed_values(
    data: Mapping[str, Raw], overrides: Mapping[str, str], library: Library, language: str = "en"
) -> dict[str, Raw]:
    """`--set` values as the file will hold them, by dotted path; raises for keys and texts that make no answer."""
    labels, findings = library.words[language], Findings(Source({}, ""))
    merged = copy.deepcopy(dict(data))
    lay_over(merged, overrides, library, labels, findings)
    if findings.problems:
        raise PolicygenError(findings.problems)
    return {key: _at(merged, key) for key in overrides}


def put(data: dict[str, Raw], path: str, raw: Raw) -> None:
    """Set the value at a dotted path, making the groups above it."""
    *above, last = path.split(".")
    for part in above:
        inner = data.get(part)
        if inner is None:
            inner = data[part] = {}
        if not isinstance(inner, dict):
            raise RefusedError(f'"{shown(part)}" is one answer, not a group', "Check the dots in the key.")
        data = inner
    data[last] = raw


def _at(data: Raw, path: str) -> Raw:
    for part in path.split("."):
        data = data[part]
    return data


def _typed(key: str, text: str, data: Mapping[str, Raw], library: Library, labels: Mapping[str, str]) -> Raw:
    questions = questions_for(library, laws_in(data))
    question = question_at(key, shape(questions))
    if question is not None:
        return answer_kinds.typed(question, text, options_of(question, library, data, labels))
    if key in _LISTS:
        return [part.strip() for part in text.strip("[] ").split(",") if part.strip()]
    if key == _SUPPLEMENT:
        return answer_kinds.typed(Question(id=key, kind="yes-no", prompt=""), text, ())
    if key in _TEXTS or key.startswith("organisation.words."):
        return text.strip()
    known = (*(question.id for question in questions), *_TEXTS, *_LISTS, _SUPPLEMENT)
    raise RefusedError(f'there is no question "{shown(key)}"', nearest(key, known))


def question_at(key: str, keys: "Branch") -> Question | None:
    """The question that a dotted path answers, in the shape of the questions; a field of a record of a mapping, too."""
    part: Branch | Question | None = keys
    parts = key.split(".")
    while parts and isinstance(part, dict):
        part = part.get(parts.pop(0))
    if not isinstance(part, Question):
        return None
    if part.kind == "records" and keyed(part) and len(parts) == 2:
        field = shape(part.fields).get(parts[1])
        return field if isinstance(field, Question) else None
    return part if not parts and part.kind != "records" else None
