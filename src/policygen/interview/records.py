"""Changing a list of records after the fact: add one, change a field, take one out."""

from collections.abc import Callable, Mapping

from policygen.domain.questions import Question
from policygen.interview.asking import Desk, ask, shown_answer
from policygen.interview.forms import Form, Move, Row
from policygen.interview.plan import filled_paths
from policygen.interview.reader import Answered, Raw
from policygen.interview.scope import raw_at

_ADD, _DONE, _REMOVE = "+", "done", "remove"


def edit_list(desk: Desk, question: Question, answer: Raw, raw: Answered, keep: Callable[[Raw], None]) -> None:
    """Edit a list without ids (policies, services) to its end. `keep` writes it down after every entry."""
    entries = [dict(one) for one in (answer.values() if isinstance(answer, Mapping) else answer or [])]
    while True:
        rows = tuple(Row(str(at), str(next(iter(one.values()), ""))) for at, one in enumerate(entries))
        ends = (Row(_ADD, desk.say("list-add")), Row(_DONE, desk.say("list-done")))
        default = _DONE if entries else _ADD
        picked = desk.asker.ask(
            Form(
                "pick",
                question.prompt,
                desk.say("list-heading", count=len(entries)),
                default=default,
                rows=(*rows, *ends),
            )
        )
        if picked is Move.HELP:
            desk.asker.tell(question.help, "quiet")
            continue
        if picked == _ADD:
            entry = _fields(desk, question, {}, raw)
            entries.extend([entry] if entry is not None else [])
        elif isinstance(picked, str) and picked.isdecimal():
            _change_or_drop(desk, question, entries, int(picked), raw)
        keep(entries)
        if picked in (_DONE, Move.BACK):
            return


def edit_entry(desk: Desk, question: Question, id_: str, raw: Answered) -> dict[str, Raw] | Move:
    """Changes to one record with an id: dotted paths and answers, with None for what is taken out."""
    path = f"{question.id}.{id_}"
    fields = [one for one in question.fields if one.kind != "reach"]
    rows = [
        Row(one.id, one.prompt, shown_answer(desk, one, raw_at(raw, f"{path}.{one.id}"), raw), one.help)
        for one in fields
    ]
    ends = (Row(_DONE, desk.say("entry-done")), Row(_REMOVE, desk.say("entry-remove")))
    picked = desk.asker.ask(
        Form(
            "pick",
            desk.say("entry-which"),
            desk.say("entry-heading", id=id_),
            default=_DONE,
            rows=(*rows, *ends),
        )
    )
    if picked is Move.HELP:
        desk.asker.tell(desk.say("keys"), "quiet")
        return edit_entry(desk, question, id_, raw)
    if isinstance(picked, Move) or picked == _DONE:
        return Move.BACK
    if picked == _REMOVE:
        return _removal(desk, question, id_, raw)
    field = next(one for one in fields if one.id == picked)
    answer = ask(desk, field, f"{path}.{field.id}", raw, raw_at(raw, f"{path}.{field.id}"))
    if answer is Move.BACK:
        return edit_entry(desk, question, id_, raw)
    return {f"{path}.{field.id}": None if answer == "" else answer}


def users_of(contact: str, raw: Answered, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions whose answer names a contact."""
    found = []
    for question in questions:
        answer = raw_at(raw, question.id)
        listed = question.options_from == "contacts" and isinstance(answer, list) and contact in answer
        if listed or (question.kind == "contact" and answer == contact):
            found.append(question)
    return tuple(found)


def unnamed(raw: Answered, questions: tuple[Question, ...]) -> tuple[str, ...]:
    """The posts of the contacts that no answer names."""
    found = raw_at(raw, "contacts")
    contacts = found if isinstance(found, Mapping) else {}
    return tuple(
        str(raw_at(raw, f"contacts.{id_}.post") or id_) for id_ in contacts if not users_of(id_, raw, questions)
    )


def has_twin(path: str, answer: Raw, raw: Answered) -> bool:
    """Whether another contact has the post already: in a list the two would look the same."""
    root, _, rest = path.partition(".")
    if root != "contacts" or not rest.endswith(".post"):
        return False
    listed = raw_at(raw, root)
    others = listed if isinstance(listed, Mapping) else {}
    posts = {str(raw_at(raw, f"{root}.{id_}.post") or "").casefold() for id_ in others if id_ != rest.split(".")[0]}
    return str(answer).casefold() in posts


def changes_of(question: Question, path: str, answer: Raw, raw: Answered) -> dict[str, Raw]:
    """What an answer writes: itself, or the phone and email that a `reach` answer fills."""
    if question.kind != "reach":
        return {path: answer}
    filled = {one: answer.get(one.rpartition(".")[2]) for one in filled_paths(question, path)}
    return {one: value for one, value in filled.items() if value is not None or raw_at(raw, one) is not None}


def _removal(desk: Desk, question: Question, id_: str, raw: Answered) -> dict[str, Raw] | Move:
    flat = tuple(one for section in desk.reader.sections(raw) for one in section.questions)
    users = users_of(id_, raw, flat) if question.id == "contacts" else ()
    records = raw_at(raw, question.id)
    if users:
        desk.asker.tell(desk.say("entry-in-use", questions="\n".join(f"  {one.prompt}" for one in users)), "error")
        return Move.BACK
    if len(records) <= (question.minimum or 0):
        desk.asker.tell(desk.say("entry-last"), "error")
        return Move.BACK
    return {f"{question.id}.{id_}": None}


def _fields(desk: Desk, question: Question, entry: dict[str, Raw], raw: Answered) -> dict[str, Raw] | None:
    found = dict(entry)
    for field in question.fields:
        answer = ask(desk, field, f"{question.id}.{field.id}", raw, found.get(field.id), desk.say("list-new"))
        if answer is Move.BACK:
            return None
        if answer == "":
            found.pop(field.id, None)
        else:
            found[field.id] = answer
    return found


def _change_or_drop(desk: Desk, question: Question, entries: list[dict[str, Raw]], at: int, raw: Answered) -> None:
    rows = (Row("change", desk.say("list-change")), Row(_REMOVE, desk.say("list-remove")))
    picked = desk.asker.ask(Form("pick", str(next(iter(entries[at].values()), "")), default="change", rows=rows))
    if picked == _REMOVE:
        del entries[at]
    elif picked == "change":
        changed = _fields(desk, question, entries[at], raw)
        entries[at] = entries[at] if changed is None else changed
