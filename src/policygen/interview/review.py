"""The answers at a glance: the screen of suggestions, and the review at the end, as rows to choose from."""

from collections.abc import Mapping, Sequence

from policygen.domain.questions import Question, QuestionSection
from policygen.errors import Diagnostic
from policygen.interview.asking import Desk, shown_answer, used_key
from policygen.interview.forms import Form, Row
from policygen.interview.reader import Answered, Raw
from policygen.interview.scope import raw_at
from policygen.interview.situation import Item, Screen, Situation

ACCEPT = "accept"
FINISH = "finish"
ENTRY = "entry:"


def screen_form(desk: Desk, screen: Screen, situation: Situation, heading: str, marked: str = "") -> Form:
    """A screen of suggestions. The first row accepts them all."""
    proposed = [item for item in screen.items if not item.given]
    unknown = [item for item in proposed if item.answer is None]
    accept = desk.say("screen-accept", count=len(proposed)) if proposed else desk.say("screen-go-on")
    if unknown:
        accept = desk.say("screen-fill", count=len(unknown))
    rows: list[Row] = [Row(ACCEPT, accept, "", desk.say("screen-fill-detail" if unknown else "screen-accept-detail"))]
    title = ""
    for item in screen.items:
        if item.heading != title:
            title = item.heading
            rows.append(Row("", title))
        rows.append(_item_row(desk, item, situation.raw))
    return Form("pick", desk.say("screen-title"), heading, "", marked or ACCEPT, tuple(rows))


def review_form(desk: Desk, situation: Situation, problems: Sequence[Diagnostic], marked: str = "") -> Form:
    """Every answer by section, to be changed or accepted. The first row finishes."""
    note = desk.say("review-problems", count=len(problems)) if problems else desk.say("review-note")
    rows: list[Row] = [Row(FINISH, desk.say("review-finish"), "", note)]
    for section in situation.sections:
        rows.append(Row("", section.title))
        rows.extend(_section_rows(desk, section, situation))
    return Form("pick", desk.say("review-title"), desk.say("review-heading"), "", marked or FINISH, tuple(rows))


def review_question(path: str, situation: Situation) -> Question:
    """The question behind a row of the review."""
    return next(question for question in situation.questions if question.id == path)


def _section_rows(desk: Desk, section: QuestionSection, situation: Situation) -> list[Row]:
    rows: list[Row] = []
    for question in section.questions:
        if question.kind == "reach" or situation.scope(situation.raw).holds(question.when) is False:
            continue
        answer = raw_at(situation.raw, question.id)
        if question.kind == "records" and "." not in question.id:
            rows.extend(_entry_rows(desk, question, answer))
        elif answer is not None or question.ask == "if-chosen":
            words = shown_answer(desk, question, answer, situation.raw) if answer is not None else desk.say("none")
            rows.append(Row(question.id, label(desk, question.id, question.short), words, question.prompt))
    return rows


def _entry_rows(desk: Desk, question: Question, answer: Raw) -> list[Row]:
    records = answer if isinstance(answer, Mapping) else {}
    rows = []
    for id_, record in records.items():
        known = record if isinstance(record, Mapping) else {}
        name = str(known.get("post") or known.get("name") or known.get("address") or id_)
        rest = ", ".join(str(v) for key, v in known.items() if isinstance(v, str) and str(v) != name and key != "law")
        rows.append(Row(f"{ENTRY}{question.id}.{id_}", name, rest, desk.say("entry-detail")))
    add = Row(f"{ENTRY}{question.id}", desk.labels.get(f"interview.add-{question.record}", desk.say("list-add")))
    return [*rows, add]


def _item_row(desk: Desk, item: Item, raw: Answered) -> Row:
    words = shown_answer(desk, item.question, item.answer, raw)
    detail = f"{item.question.prompt}\n{words}" if len(words) > 40 else item.question.prompt
    if item.question.help:
        detail = f"{detail}\n{item.question.help}"
    mark = desk.say("mark-given") if item.given else ""
    return Row(item.path, label(desk, used_key(item.path), item.question.short), f"{words}{mark}", detail)


def label(desk: Desk, key: str, short: str = "") -> str:
    """The few words that stand for a question in a list."""
    return desk.labels.get(f"interview.short.{key}", short or key)
