"""What each contact is there for, as the answers say: whom people tell, and who does something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policygen.domain.answers import Answers
from policygen.domain.values import Record

_CHANNELS = "reporting.channels"
_TOLD: Mapping[str, str] = {
    "response.nights": "nights",
    "meeting_people.on_the_day": "on_the_day",
    "reporting.about_management": "about_management",
    "school.safeguarding": "safeguarding",
}
_OTHERS: Mapping[str, str] = {
    "response.takes_over": "takes_over",
    "reporting.safety_representative": "safety_representative",
    "response.who_may_order": "who_may_order",
    "reporting.finds_facts": "finds_facts",
    "reporting.decides": "decides",
    "reporting.stands_in": "stands_in",
    "response.reply_or_appeal.to": "objections",
    "public_contact.complaints": "complaints",
    "vendors.contact": "vendors",
    "training.by": "training",
    "issue.owner": "owner",
    "issue.approved_by": "approves",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A contact: whether people tell this one, and the words (`site.does_…`) for what the contact is there for.

    Of one whom people tell, these are only the times and matters for which.
    """

    contact: Record
    told: bool
    does: tuple[str, ...]


def roles(answers: Answers) -> tuple[Role, ...]:
    """Every contact that can be called or written to, in the order of the answers; reporting channels first."""
    found: dict[str, Record] = {}
    for record in (*_records(answers, _CHANNELS), *_records(answers, "contacts")):
        if record.text("phone") or record.text("email"):
            found.setdefault(record.text("id"), record)
    channels = {record.text("id") for record in _records(answers, _CHANNELS)}
    told = _by_contact(answers, _TOLD)
    others = _by_contact(answers, _OTHERS)
    rows = []
    for id_, record in found.items():
        tell = id_ in channels or id_ in told
        rows.append(Role(record, tell, told.get(id_, ()) if tell else others.get(id_, ())))
    return tuple(rows)


def _by_contact(answers: Answers, questions: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question, word in questions.items():
        for record in _records(answers, question):
            found[record.text("id")] = (*found.get(record.text("id"), ()), word)
    return found


def _records(answers: Answers, question: str) -> Iterator[Record]:
    """The contacts that answer a question: one, several or none."""
    given = answers.get(question)
    yield from (one for one in (given if isinstance(given, tuple) else (given,)) if isinstance(one, Record))
