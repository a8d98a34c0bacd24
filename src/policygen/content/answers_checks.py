"""What the answers say together: contradictions, questions still open, and answers that nothing asks for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policygen.content.answer_options import SUPERVISOR
from policygen.content.answer_shape import questions_for, sections_for
from policygen.content.answer_uses import asked_sections
from policygen.domain.answers import Answers
from policygen.domain.committee import MEMBERS
from policygen.domain.derived import activities, people_total
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.domain.values import AnyValue, Missing, Record
from policygen.errors import Diagnostic
from policygen.templating.expression import Unknown, condition, evaluate

_WITHOUT_NUMBER = frozenset({"talk", "post"})  # ways that need no number and no address of their own
_NOBODY_ELSE = (
    "Where there is nobody else, write `about_management: nobody`; the documents then say so and name outside bodies."
)


def contradictions(answers: Answers) -> tuple[Diagnostic, ...]:
    """Answers that are each fine and cannot stand together."""
    return (
        *_nobody(answers),
        *_dates(answers),
        *_terms(answers),
        *_reached(answers),
        *_channels(answers),
        *_above(answers),
    )


def missing(answers: Answers, library: Library) -> tuple[Question, ...]:
    """Every question whose condition holds and that has no answer, under the path its answer would have.

    Optional and `if-chosen` questions are left out; so is one whose condition rests on an answer still missing, and
    one that no clause could use.
    """
    scope = _Given(answers)
    found: list[Question] = []
    laws = _laws(answers)
    sections = asked_sections(library, sections_for(library, laws), activities(answers), laws)
    for question in (question for section in sections for question in section.questions):
        if not _holds(question, scope):
            continue
        if question.kind == "records" and answers.get(question.id) and isinstance(answers.get(question.id), tuple):
            found.extend(_missing_fields(question, answers, library))
        elif _needed(question) and not _answered(question, answers):
            found.append(question)
    return tuple(found)


def ignored(answers: Answers, library: Library) -> tuple[str, ...]:
    """The paths that are answered although their question's condition is false: kept, and not used."""
    scope = _Given(answers)
    asked = questions_for(library, _laws(answers))
    return tuple(q.id for q in asked if q.id in answers.positions and not _holds(q, scope))


def remarks(answers: Answers, library: Library) -> tuple[Diagnostic, ...]:
    """Warnings and notes on answers that can stand: for `check`."""
    notes = (
        Diagnostic(
            "PG-A022",
            f"{path} is not used",
            answers.where(path),
            "Its question does not arise from the other answers.",
            "note",
        )
        for path in ignored(answers, library)
    )
    return (*_people(answers), *notes)


class _Given:
    """The answers as a scope: what was not answered is missing."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def lookup(self, path: tuple[str, ...]) -> "AnyValue | Unknown":
        return self._answers.get(".".join(path))


def _holds(question: Question, scope: _Given) -> bool:
    return evaluate(condition(question.when), scope) is True


def _needed(question: Question) -> bool:
    return question.ask != "if-chosen" and not question.optional


def _answered(question: Question, answers: Answers) -> bool:
    if question.kind == "reach":
        return any(path in answers.positions for path in question.fills)
    return question.id in answers.positions


def _missing_fields(question: Question, answers: Answers, library: Library) -> Iterator[Question]:
    records = answers.get(question.id)
    for record in records if isinstance(records, tuple) else ():
        if not isinstance(record, Record):
            continue
        for field in library.fields(question, record.text("law")):
            given = field.fills or (field.id,)
            if _needed(field) and not any(name in record for name in given):
                yield field.model_copy(update={"id": f"{record.name}.{field.id}"})


def _laws(answers: Answers) -> tuple[str, ...]:
    places = answers.get("places")
    records = places if isinstance(places, tuple) else ()
    return tuple(record.text("law") for record in records if isinstance(record, Record))


def _nobody(answers: Answers) -> Iterator[Diagnostic]:
    if people_total(answers) == 0:
        hint = "Count employees, interns or volunteers; there is nobody to protect otherwise."
        yield _wrong(answers, "organisation.people.employees", "nobody works for the organisation", hint)


def _dates(answers: Answers) -> Iterator[Diagnostic]:
    approved, effective = answers.get("issue.approved_on"), answers.get("issue.effective")
    if isinstance(approved, date) and isinstance(effective, date) and approved > effective:
        message = f"issue.effective is {effective}, before the approval on {approved}"
        yield _wrong(
            answers,
            "issue.effective",
            message,
            "Let the documents apply from the day they are approved, or later.",
        )


def _terms(answers: Answers) -> Iterator[Diagnostic]:
    members = answers.get(MEMBERS)
    for one in members if isinstance(members, tuple) else ():
        start, last = (one.get("from"), one.get("until")) if isinstance(one, Record) else (None, None)
        if isinstance(one, Record) and isinstance(start, date) and isinstance(last, date) and last < start:
            path = f"{one.name}.until"
            yield _wrong(
                answers, path, f"{path} is {last}, before the first day, {start}", "Change one of the two days."
            )


def _reached(answers: Answers) -> Iterator[Diagnostic]:
    """A contact that nobody can reach is no contact."""
    contacts = answers.get("contacts")
    for one in contacts if isinstance(contacts, tuple) else ():
        if isinstance(one, Record):
            yield from _ways(one, answers)


def _ways(contact: Record, answers: Answers) -> Iterator[Diagnostic]:
    chosen = contact.get("ways")
    ways = {str(way) for way in chosen} if isinstance(chosen, tuple) else set()
    path, who = contact.name, contact.text("post") or contact.text("id")
    for way, what in (("phone", "phone number"), ("email", "email address")):
        if way in ways and not contact.text(way):
            hint = f"Add `{path}.{way}`, or take {way} out of `{path}.ways`."
            yield _wrong(answers, f"{path}.ways", f"{who} is to be reached by {way}, and there is no {what}", hint)
    if not (ways & _WITHOUT_NUMBER or contact.text("phone") or contact.text("email")):
        hint = f"Add `{path}.phone` or `{path}.email`; where people only come and talk, write `ways: [talk]`."
        yield _wrong(answers, path, f"there is no way to reach {who}", hint)


def _above(answers: Answers) -> Iterator[Diagnostic]:
    """A report about the head of the organisation does not go to the head of the organisation."""
    path = "reporting.about_management"
    manager, head = answers.get(path), answers.get("issue.approved_by")
    if isinstance(manager, Record) and isinstance(head, Record) and manager.get("id") == head.get("id"):
        who = manager.text("post")
        hint = f"Name somebody else for it, for instance from the board or from outside. {_NOBODY_ELSE}"
        yield _wrong(answers, path, f"a report about the {who} would go to the {who}", hint)


def _channels(answers: Answers) -> Iterator[Diagnostic]:
    channels = answers.get("reporting.channels")
    if not isinstance(channels, tuple):
        return
    if channels and all(isinstance(one, Record) and one.get("id") == SUPERVISOR for one in channels):
        hint = "Add one of your contacts, so that people can tell somebody else when their supervisor does not listen."
        yield _wrong(answers, "reporting.channels", "people can tell only their own supervisor", hint)
        return
    if "reporting.about_management" not in answers.positions:
        return
    manager = answers.get("reporting.about_management")
    if isinstance(manager, Missing):
        return
    if len(channels) < 2:
        hint = f"Add a second contact or `supervisor`. {_NOBODY_ELSE}"
        yield _wrong(answers, "reporting.channels", "people can tell only one contact", hint)
    elif len(channels) == 2 and channels[0] == channels[1]:
        yield _wrong(answers, "reporting.channels", "both channels are the same contact", "Name two different ones.")
    if channels and all(channel == manager for channel in channels):
        hint = f"A report about this contact needs another way: add a contact. {_NOBODY_ELSE}"
        yield _wrong(
            answers,
            "reporting.about_management",
            "the only contact for reports also receives reports about the management",
            hint,
        )


def _people(answers: Answers) -> Iterator[Diagnostic]:
    protected = answers.get("meeting_people.protected")
    for kind in ("interns", "volunteers"):
        path = f"organisation.people.{kind}"
        if path in answers.positions and isinstance(protected, tuple) and kind not in protected and answers.get(path):
            message = f"{path} counts people whom meeting_people.protected leaves out"
            yield Diagnostic(
                "PG-A021", message, answers.where(path), f"Add {kind} to meeting_people.protected.", "warning"
            )


def _wrong(answers: Answers, path: str, message: str, hint: str) -> Diagnostic:
    where = answers.where(path)
    return Diagnostic("PG-A020", message, replace(where, subject=where.subject or path), hint)
