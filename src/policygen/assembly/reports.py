"""What an issue says about itself: duties accounted for, and the records that START-HERE and the review pages list."""

from collections.abc import Mapping, Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.domain.answers import Answers
from policygen.domain.values import AnyValue, Record

PAGES: Mapping[str, tuple[str, ...]] = {}


def account(situation, answers, assembled):
    return None


def scope(situation: Situation, assembled: Sequence[Assembled], accounts, artifacts, missing, previous):
    return situation.scope


def shell_values(answers: Answers) -> Mapping[str, object]:
    """What the tags of a user's own letterhead may print: every answer, by its dotted path."""
    found = _plain(answers.tree)
    return found if isinstance(found, dict) else {}


def _plain(value: AnyValue) -> object:
    if isinstance(value, Record):
        return {name: _plain(value.get(name)) for name in value}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
