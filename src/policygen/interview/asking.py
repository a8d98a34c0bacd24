"""One question asked until it has an answer that can stand: as a form, with help, and with what would be right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policygen.domain.questions import Question
from policygen.errors import Diagnostic, PolicygenError
from policygen.interview.forms import Asker, Form, Move, Row
from policygen.interview.reader import Answered, Raw, Reader
from policygen.interview.scope import NOBODY

YES, NO = "yes", "no"
_LENGTH = re.compile(r"([0-9]+) ([a-z]+(?: [a-z]+)?)")


@dataclass(frozen=True)
class Desk:
    """Everything that asking needs besides the question. `used_by` says of the answers so far which documents each
    question feeds."""

    asker: Asker
    reader: Reader
    labels: Mapping[str, str]
    used_by: Callable[[Answered], Mapping[str, tuple[str, ...]]]

    def say(self, key: str, **values: object) -> str:
        """A text of the interview."""
        return self.labels[f"interview.{key}"].format_map(values)


def ask(desk: Desk, question: Question, path: str, raw: Answered, default: Raw, heading: str = "") -> Raw | Move:
    """The answer as the file will hold it, or `Move.BACK`."""
    shown, helped = default, False
    while True:
        form = form_for(desk, question, raw, shown, heading)
        given = desk.asker.ask(form)
        if given is Move.BACK:
            return given
        if given is Move.HELP:
            desk.asker.tell(help_text(desk, question, path, raw), "quiet")
            helped = True
            continue
        if given == "" and helped and not question.optional:
            helped = False  # Enter after `?`: nothing was meant by it
            continue
        try:
            answer = _answer(desk, question, given, raw)
        except PolicygenError as error:
            desk.asker.tell("\n".join(map(refusal, error.diagnostics)), "error")
            shown = _tried(question, given, shown)
            continue
        return answer


def form_for(desk: Desk, question: Question, raw: Answered, default: Raw, heading: str) -> Form:
    """The question as a form."""
    options = desk.reader.options(question, raw)
    rows = tuple(Row(option.value, option.title) for option in options)
    match question.kind:
        case "yes-no":
            both = (Row(YES, desk.say("yes")), Row(NO, desk.say("no")))
            marked = NO if default is False or default == NO else YES
            return Form("pick", question.prompt, heading, default=marked, rows=both)
        case "one-of" | "contact":
            none = (Row("", desk.say("leave-empty")),) if question.optional else ()
            marked = str(default or (_likely(rows) if question.or_nobody else ""))
            return Form("pick", question.prompt, heading, default=marked, rows=(*rows, *none))
        case "several-of":
            one = (default,) if question.or_one and isinstance(default, str) else ()
            ticked = tuple(default) if isinstance(default, list) else one
            return Form("pick-many", question.prompt, heading, _several_note(desk, question), ticked, rows)
        case _:
            note = desk.say("example", example=question.example) if question.example else ""
            if question.optional:
                note = "\n".join(part for part in (note, desk.say("may-be-empty")) if part)
            return Form(
                "line", question.prompt, heading, note, "" if default is None else in_words(desk, question, default)
            )


def help_text(desk: Desk, question: Question, path: str, raw: Answered) -> str:
    """Help on demand: what is meant, an example, and why it is asked."""
    lines = [question.help or question.prompt]
    used = desk.used_by(raw).get(used_key(path), ())
    lines.extend([desk.say("why"), *(f"  {line}" for line in used)] if used else [])
    lines.append(desk.say("keys-many") if question.kind == "several-of" else desk.say("keys"))
    return "\n".join(lines)


def refusal(problem: Diagnostic) -> str:
    """What is wrong and what would be right, without codes."""
    if problem.message.endswith("。"):
        return f"{problem.message}{problem.hint}"
    return f"{problem.message[:1].upper()}{problem.message[1:]}. {problem.hint}".rstrip()


def shown_answer(desk: Desk, question: Question, answer: Raw, raw: Answered) -> str:
    """An answer in words, for a list."""
    if answer is None:
        return desk.say("open")
    if isinstance(answer, bool):
        return desk.say("yes" if answer else "no")
    if question.kind == "records":
        return _comma(desk).join(_record_name(one) for one in _records(answer)) or desk.say("none")
    if answer in ("", []):
        return desk.say("none")
    titles = {option.value: option.title for option in desk.reader.options(question, raw)}
    if isinstance(answer, list):
        return _comma(desk).join(titles.get(str(one), str(one)) for one in answer)
    if answer == NOBODY:
        return titles.get(NOBODY, str(answer))
    return titles.get(str(answer), in_words(desk, question, answer))


def in_words(desk: Desk, question: Question, answer: Raw) -> str:
    """An answer as it is typed: a length of time in the words of the language, everything else as it is."""
    match = _LENGTH.fullmatch(str(answer)) if question.kind == "duration" else None
    if match is None:
        return str(answer)
    unit = f"{match[2].replace(' ', '_').removesuffix('s')}s"
    said = desk.labels.get(f"filters.{unit}_{'one' if match[1] == '1' else 'other'}")
    return said.format(amount=match[1]) if said else str(answer)


def _comma(desk: Desk) -> str:
    return desk.labels.get("filters.comma", ", ")


def used_key(path: str) -> str:
    """The question's id without the id of its record: contacts.hr.post is contacts.post."""
    parts = path.split(".")
    return f"{parts[0]}.{parts[2]}" if parts[0] in ("places", "contacts") and len(parts) == 3 else path


def _answer(desk: Desk, question: Question, given: str | tuple[str, ...], raw: Answered) -> Raw:
    if isinstance(given, tuple):
        answer: Raw = list(given)
    elif question.kind == "yes-no":
        answer = given == YES
    elif given == "" and question.optional:
        return ""
    else:
        answer = desk.reader.typed(question, given, raw)
    if question.kind != "reach":
        desk.reader.check(question, answer, raw)
    return answer


def _tried(question: Question, given: str | tuple[str, ...], shown: Raw) -> Raw:
    """What stands in the line when it is asked again: words to mend, but no wrong number to type behind."""
    if isinstance(given, str):
        return "" if question.kind == "number" else given
    return list(given) if isinstance(given, tuple) else shown


def _likely(rows: tuple[Row, ...]) -> str:
    """The row to mark among contacts: the second, who is not the one that most answers name; else nobody."""
    people = [row.value for row in rows if row.value not in ("", NOBODY)]
    return people[1] if len(people) > 1 else NOBODY


def _several_note(desk: Desk, question: Question) -> str:
    return desk.say("choose-at-least", number=question.minimum) if question.minimum else desk.say("choose-any")


def _records(answer: Raw) -> list[Raw]:
    return list(answer.values()) if isinstance(answer, Mapping) else list(answer)


def _record_name(record: Raw) -> str:
    return str(next(iter(record.values()), "")) if isinstance(record, Mapping) else str(record)
