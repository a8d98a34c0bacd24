"""The answers given so far as a scope: what was not asked yet is unknown, what will not be asked is missing."""

from collections.abc import Iterable, Mapping
from typing import cast

from policygen.domain.questions import Question
from policygen.domain.values import AnyValue, Missing
from policygen.interview.reader import Answered, Raw
from policygen.templating.expression import Unknown, condition, evaluate

NOBODY = "nobody"


def raw_at(raw: Answered, path: str) -> Raw:
    """The raw answer at a dotted path, or None."""
    found: Raw = raw
    for part in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


class Given:
    """Lookup over raw answers; conditions compare stored values, so nothing needs parsing."""

    def __init__(self, raw: Answered, questions: Iterable[Question], words: Mapping[str, str]) -> None:
        self._raw = raw
        self._questions = {question.id: question for question in questions}
        self._words = words
        self._open: set[str] = set()

    def lookup(self, path: tuple[str, ...]) -> "AnyValue | Unknown":
        """The value of a name: known, unknown as long as its question may still be asked, or missing."""
        name = ".".join(path)
        if path[0] == "words":
            return self._words.get(path[-1], Missing(name))
        question = self._questions.get(name)
        found = raw_at(self._raw, name)
        if found is not None:
            numeric = question is not None and question.kind == "number"
            return Missing(name) if numeric and type(found) is not int else _value(name, found)
        if question is None or question.ask == "if-chosen" or name in self._open:
            return Missing(name)
        return self._undecided(question, name)

    def holds(self, when: str) -> "bool | Unknown":
        """Whether a condition holds on what is known so far."""
        return evaluate(condition(when), self)

    def _undecided(self, question: Question, name: str) -> "AnyValue | Unknown":
        self._open.add(name)  # a condition that reads its own question would never end
        try:
            asked = self.holds(question.when)
        finally:
            self._open.discard(name)
        return Missing(name) if asked is False else Unknown(frozenset({name}))


def _value(name: str, found: Raw) -> AnyValue:
    if found in (NOBODY, ""):
        return Missing(name)
    if isinstance(found, list):
        return tuple(str(one) for one in found)
    if isinstance(found, Mapping):
        return tuple(str(key) for key in found)
    return cast(AnyValue, found)
