"""What to ask next: a pure function of the questions and the answers so far."""

from collections.abc import Iterator, Mapping, Sequence

from policygen.domain.questions import Question, QuestionSection
from policygen.interview.layout import cut
from policygen.interview.reader import Answered, Raw
from policygen.interview.scope import raw_at
from policygen.interview.situation import NEW, Another, Item, Prompt, Screen, Situation, Step
from policygen.interview.suggestions import Basis, suggestion
from policygen.templating.expression import condition, names

_MOST_KNOWN = 36  # of an address in a heading, which then stays on one line


def steps(situation: Situation) -> tuple[Step, ...]:
    """Every step of the interview in order, as far as the answers so far decide it."""
    return tuple(step for group in _groups(situation.sections) for step in _group_steps(group, situation))


def next_step(planned: Sequence[Step]) -> Step | None:
    """The first step that is still open; None when everything is answered."""
    return next((step for step in planned if not step.answered), None)


def step_before(planned: Sequence[Step], step: Step) -> Step | None:
    """The step one would go back to; None at the start."""
    paths = [one.path for one in planned]
    at = paths.index(step.path) if step.path in paths else len(paths)
    return planned[at - 1] if at > 0 else None


def position(planned: Sequence[Step], step: Step) -> tuple[int, int]:
    """Which step of how many this is, counted from 1."""
    paths = [one.path for one in planned]
    return (paths.index(step.path) + 1 if step.path in paths else len(paths)), len(paths)


def is_given(question: Question, path: str, raw: Answered) -> bool:
    """Whether the question has an answer; a `reach` question has one when it filled a field."""
    if question.kind == "reach":
        return any(raw_at(raw, one) is not None for one in filled_paths(question, path))
    return raw_at(raw, path) is not None


def filled_paths(question: Question, path: str) -> tuple[str, ...]:
    """Where a `reach` answer is written: full paths, or beside the question inside its record."""
    above = path.rpartition(".")[0]
    return tuple(fill if "." in fill else f"{above}.{fill}" for fill in question.fills)


def screen_items(questions: Sequence[tuple[str, Question]], situation: Situation) -> tuple[Item, ...]:
    """The lines of a screen. Each proposal may rest on the lines above it."""
    raw = _copy(situation.raw)
    items: list[Item] = []
    for heading, question in questions:
        for path, one, record in _places_of(question, raw, situation):
            if situation.scope(raw).holds(one.when) is False:
                continue
            given = raw_at(raw, path)
            basis = _basis(raw, record, situation)
            answer = suggestion(one, basis) if given is None else given
            items.append(Item(path, one, _record_heading(heading, path, situation.raw), answer, given is not None))
            if answer is not None:
                _put(raw, path, answer)
    return tuple(items)


def _basis(raw: Answered, record: Mapping[str, Raw], situation: Situation) -> Basis:
    labels = situation.library.words[situation.language]
    scope = situation.scope(raw)
    return Basis(raw, scope, situation.library, situation.emergency, situation.today, record, labels)


def _groups(sections: Sequence[QuestionSection]) -> Iterator[tuple[QuestionSection, ...]]:
    for screen in dict.fromkeys(section.screen for section in sections):
        yield tuple(section for section in sections if section.screen == screen)


def _group_steps(group: tuple[QuestionSection, ...], situation: Situation) -> Iterator[Step]:
    titled = [(section.title, question) for section in group for question in section.questions]
    suggested = {question.id for _, question in titled if question.ask == "suggest"}
    late = [pair for pair in titled if _rests_on(pair[1], suggested)]
    for heading, question in titled:
        if (heading, question) not in late:
            yield from _asked(question, heading, situation)
    items = screen_items([pair for pair in titled if _proposes(pair[1])], situation)
    if items:
        yield Screen(f"screen.{group[0].screen}", group[0].title, items)
    for heading, question in late:
        yield from _asked(question, heading, situation)


def _asked(question: Question, heading: str, situation: Situation) -> Iterator[Step]:
    if question.ask != "always" or situation.scope(situation.raw).holds(question.when) is not True:
        return
    if question.kind == "records":
        yield from _record_steps(question, heading, situation)
    else:
        yield _prompt(question.id, question, heading, situation.raw)


def _record_steps(question: Question, heading: str, situation: Situation) -> Iterator[Step]:
    records = raw_at(situation.raw, question.id)
    entries = list(records) if isinstance(records, Mapping) else []
    for id_ in entries:
        yield from _entry_steps(question, id_, heading, situation)
    adding = situation.adding == question.id
    if adding or not entries:
        yield from _entry_steps(question, NEW, heading, situation)
    closed = bool(entries) and (_is_closed(question, situation.raw) or _went_on(question, situation))
    yield Another(f"{question.id}.another", question, heading, len(entries), closed and not adding)


def _entry_steps(question: Question, id_: str, heading: str, situation: Situation) -> Iterator[Prompt]:
    path, raw = f"{question.id}.{id_}", situation.raw
    for one in situation.fields(question, raw_at(raw, path)):
        if one.ask == "always":
            yield _prompt(f"{path}.{one.id}", one, _record_heading(heading, f"{path}.{one.id}", raw), raw)


def _prompt(path: str, question: Question, heading: str, raw: Answered) -> Prompt:
    if question.kind == "reach":
        parts = [raw_at(raw, one) for one in filled_paths(question, path)]
        default: Raw = ", ".join(str(part) for part in parts if part) or None
    else:
        default = raw_at(raw, path)
    return Prompt(path, question, heading, default, is_given(question, path, raw))


def _is_closed(question: Question, raw: Answered) -> bool:
    """Whether the user has said that the list is complete: it is then among what was accepted."""
    accepted = raw.get("accepted_suggestions")
    return isinstance(accepted, list) and question.id in accepted


def _went_on(question: Question, situation: Situation) -> bool:
    """Whether anything later has been answered: the file itself then says that the list is complete."""
    at = situation.questions.index(question)
    return any(is_given(later, later.id, situation.raw) for later in situation.questions[at + 1 :])


def _rests_on(question: Question, suggested: set[str]) -> bool:
    return question.ask == "always" and any(".".join(path) in suggested for path in names(condition(question.when)))


def _proposes(question: Question) -> bool:
    return question.ask == "suggest" or any(one.ask == "suggest" for one in question.fields)


def _places_of(
    question: Question, raw: Answered, situation: Situation
) -> Iterator[tuple[str, Question, Mapping[str, Raw]]]:
    """Where a suggested question stands: once, or once in each record."""
    if question.ask == "suggest":
        yield question.id, question, {}
        return
    records = raw_at(raw, question.id)
    for id_, record in list(records.items()) if isinstance(records, Mapping) else ():
        for one in situation.fields(question, record):
            if one.ask == "suggest":
                yield f"{question.id}.{id_}.{one.id}", one, record if isinstance(record, Mapping) else {}


def _record_heading(heading: str, path: str, raw: Answered) -> str:
    """The section's title, and inside a record what the record is known by."""
    root, *rest = path.split(".")
    record = raw_at(raw, f"{root}.{rest[0]}") if len(rest) > 1 else None
    if not isinstance(record, Mapping):
        return heading
    known = record.get("post") or record.get("name") or record.get("address")
    return f"{heading} · {cut(str(known), _MOST_KNOWN)}" if known else heading


def _copy(raw: Raw) -> Raw:
    return {key: _copy(value) for key, value in raw.items()} if isinstance(raw, Mapping) else raw


def _put(raw: dict[str, Raw], path: str, answer: Raw) -> None:
    *above, last = path.split(".")
    for part in above:
        inner = raw.get(part)
        if not isinstance(inner, dict):
            inner = raw[part] = {}
        raw = inner
    raw[last] = answer
