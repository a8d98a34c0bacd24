"""One sitting of an interview: each step put to the user and written down, back and forth until the review."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.interview.asking import Desk, ask, refusal
from policygen.interview.forms import Form, Move, Row
from policygen.interview.naming import record_id, town
from policygen.interview.plan import next_step, position, step_before, steps
from policygen.interview.reader import Raw, Reader
from policygen.interview.records import changes_of, edit_entry, edit_list, has_twin, unnamed
from policygen.interview.review import ACCEPT, ENTRY, FINISH, label, review_form, review_question, screen_form
from policygen.interview.scope import raw_at
from policygen.interview.situation import NEW, Another, Prompt, Screen, Situation, Step
from policygen.interview.store import Store, question_order
from policygen.interview.suggestions import likely_law


class Sitting:
    """One sitting. What it keeps beside the file is where the user is: nothing that would be missed."""

    def __init__(self, desk: Desk, library: Library, today: date, path: Path, language: str) -> None:
        self.desk = desk
        self._library = library
        self._today = today
        self._language = language
        self._path = path
        self._adding = ""
        self._cursor = ""
        raw = desk.reader.load(path) if path.exists() else {}
        self._store = Store(path, key_order(desk.reader, raw))

    def welcome(self) -> None:
        """The notice, how to answer, and where the file is."""
        self.desk.asker.tell(self.desk.say("title"), "title")
        self.desk.asker.tell(self.desk.say("notice-a"))
        key = "welcome-back" if self._path.exists() else "welcome"
        self.desk.asker.tell(self.desk.say(key, path=self._path))
        self.desk.asker.tell(self.desk.say("keys"), "quiet")

    def interview(self) -> None:
        """Step by step until the review is accepted."""
        while True:
            situation = self._situation()
            planned = steps(situation)
            step = next((one for one in planned if one.path == self._cursor), None) or next_step(planned)
            self._cursor = ""
            if step is None:
                if self._review(situation):
                    return
                continue
            if self._take(step, planned, situation) is Move.BACK:
                self._back(step, planned)

    def _situation(self) -> Situation:
        raw = self.desk.reader.load(self._path) if self._path.exists() else {}
        sections = self.desk.reader.sections(raw)
        emergency = self.desk.reader.emergency
        return Situation(raw, sections, self._library, self._today, emergency, self._adding, self._language)

    def _take(self, step: Step, planned: tuple[Step, ...], situation: Situation) -> Move | None:
        number, total = position(planned, step)
        heading = self.desk.say("progress", heading=_heading(step), number=number, total=total)
        match step:
            case Prompt():
                return self._prompt(step, heading, situation)
            case Another():
                return self._another(step, heading, situation.raw)
            case Screen():
                return self._screen(step, heading, situation)

    def _back(self, step: Step, planned: tuple[Step, ...]) -> None:
        adding, self._adding = self._adding, ""
        if adding and step.path.startswith(f"{adding}.{NEW}."):
            self._cursor = f"{adding}.another"
            return
        before = step_before(planned, step)
        self._cursor = before.path if before else step.path
        if before is None:
            self.desk.asker.tell(self.desk.say("first-question"), "quiet")

    def _prompt(self, step: Prompt, heading: str, situation: Situation) -> Move | None:
        default = step.default
        self._introduce(step, situation)
        if step.question.options_from == "jurisdictions" and default is None:
            address = raw_at(situation.raw, f"{step.path.rpartition('.')[0]}.address")
            default = likely_law(str(address), self.desk.reader.options(step.question, situation.raw))
        answer = ask(self.desk, step.question, step.path, situation.raw, default, heading)
        if answer is Move.BACK:
            return Move.BACK
        if has_twin(step.path, answer, situation.raw):
            self.desk.asker.tell(self.desk.say("same-post", post=answer), "error")
            return self._prompt(replace(step, default=answer), heading, situation)
        path = self._with_id(step.path, answer, situation)
        self._store.put(changes_of(step.question, path, answer, situation.raw))
        self._adding = ""
        return None

    def _introduce(self, step: Prompt, situation: Situation) -> None:
        """Before the first entry of a list: what the list is for."""
        root, _, rest = step.path.partition(f".{NEW}.")
        if rest and not raw_at(situation.raw, root):
            question = review_question(root, situation)
            self.desk.asker.tell(f"\n{question.prompt}", "title")
            self.desk.asker.tell(question.help, "quiet")

    def _with_id(self, path: str, answer: Raw, situation: Situation) -> str:
        """A path with a real id in place of the `+` of a new record."""
        root, _, rest = path.partition(f".{NEW}.")
        if not rest:
            return path
        question = review_question(root, situation)
        taken = raw_at(situation.raw, root) or {}
        text = str(answer) if rest != "address" else town(str(answer))
        fallback = question.record if question.record not in taken else f"{question.record}_{len(taken) + 1}"
        return f"{root}.{record_id(text, fallback, taken)}.{rest}"

    def _another(self, step: Another, heading: str, raw: Mapping[str, Raw]) -> Move | None:
        root = step.question.id
        message = self.desk.labels.get(f"interview.another-{step.question.record}", self.desk.say("list-add"))
        rows = (Row("no", self.desk.say("no")), Row("yes", self.desk.say("yes")))
        picked = self.desk.asker.ask(Form("pick", message, heading, default="no", rows=rows))
        if picked is Move.HELP:
            self.desk.asker.tell(f"{step.question.help}\n{self.desk.say('keys')}", "quiet")
            self._cursor = step.path
        elif picked == "yes":
            self._adding = root
        elif picked == "no":
            self._store.put({"accepted_suggestions": _accepted(raw, add=(root,))})
        return Move.BACK if picked is Move.BACK else None

    def _screen(self, screen: Screen, heading: str, situation: Situation) -> Move | None:
        picked = self.desk.asker.ask(screen_form(self.desk, screen, situation, heading))
        if picked is Move.BACK:
            return Move.BACK
        if picked is Move.HELP:
            self.desk.asker.tell(self.desk.say("screen-help"), "quiet")
            self._cursor = screen.path
            return None
        if picked != ACCEPT:
            chosen = next(item for item in screen.items if item.path == picked)
            self._ask_again(chosen.path, chosen.question, chosen.answer, situation, chosen.heading)
            self._cursor = screen.path
            return None
        unknown = [item for item in screen.items if item.answer is None]
        for item in unknown:
            if not self._ask_again(item.path, item.question, None, self._situation(), item.heading):
                break
        if unknown:
            self._cursor = screen.path
            return None
        proposed = {item.path: item.answer for item in screen.items if not item.given}
        if proposed:
            self._store.put({**proposed, "accepted_suggestions": _accepted(situation.raw, add=tuple(proposed))})
        return None

    def _ask_again(self, path: str, question: Question, answer: Raw, situation: Situation, heading: str = "") -> bool:
        """Ask for one answer that is there already; whether it was changed."""
        if question.kind == "records":
            edit_list(self.desk, question, answer, situation.raw, lambda entries: self._keep(path, entries, situation))
            return True
        changed = ask(self.desk, question, path, situation.raw, answer, heading)
        if changed is Move.BACK:
            return False
        self._keep(path, None if changed == "" and question.ask == "if-chosen" else changed, situation)
        return True

    def _keep(self, path: str, answer: Raw, situation: Situation) -> None:
        """Write down an answer as the user's own."""
        changes = {path: answer}
        if situation.raw.get("accepted_suggestions"):
            changes["accepted_suggestions"] = _accepted(situation.raw, drop=path)
        self._store.put(changes)

    def _review(self, situation: Situation) -> bool:
        problems = self.desk.reader.problems(self._path)
        for problem in problems:
            self.desk.asker.tell(refusal(problem), "error")
        self._tell_unnamed(situation)
        picked = self.desk.asker.ask(review_form(self.desk, situation, problems))
        if picked == FINISH:
            return True
        if picked is Move.BACK:
            self._cursor = steps(situation)[-1].path
        elif picked is Move.HELP:
            self.desk.asker.tell(self.desk.say("review-help"), "quiet")
        elif isinstance(picked, str) and picked.startswith(ENTRY):
            self._edit_entry(picked.removeprefix(ENTRY), situation)
        elif isinstance(picked, str):
            self._ask_again(picked, review_question(picked, situation), raw_at(situation.raw, picked), situation)
        return False

    def _tell_unnamed(self, situation: Situation) -> None:
        posts = unnamed(situation.raw, situation.questions)
        if posts:
            shorts = {question.id: question.short for question in situation.questions}
            keys = ("reporting.channels", "reporting.stands_in")
            rows = ", ".join(label(self.desk, key, shorts.get(key, "")) for key in keys)
            self.desk.asker.tell(self.desk.say("contact-unused", posts=", ".join(posts), rows=rows))

    def _edit_entry(self, path: str, situation: Situation) -> None:
        root, _, id_ = path.partition(".")
        if not id_:
            self._adding = root
            return
        while True:
            question = review_question(root, situation)
            fields = situation.fields(question, raw_at(situation.raw, path))
            asked = question.model_copy(update={"fields": fields})
            changes = edit_entry(self.desk, asked, id_, situation.raw)
            if isinstance(changes, Move):
                return
            self._store.put(changes)
            situation = replace(situation, raw=self.desk.reader.load(self._path))
            if f"{root}.{id_}" in changes:
                return


def _heading(step: Step) -> str:
    return step.title if isinstance(step, Screen) else step.heading


def _accepted(raw: Mapping[str, Raw], add: tuple[str, ...] = (), drop: str = "") -> list[str]:
    before = raw.get("accepted_suggestions")
    listed = [str(one) for one in before] if isinstance(before, list) else []
    return [one for one in dict.fromkeys((*listed, *add)) if one != drop]


def key_order(reader: Reader, raw: Mapping[str, Raw]) -> tuple[str, ...]:
    questions = [question for section in reader.sections(raw) for question in section.questions]
    keyed = [question for question in questions if question.kind == "records" and "." not in question.id]
    fields = [f"{question.id}.{field.id}" for question in keyed for field in question.fields]
    return question_order([*(question.id for question in questions), *fields], [question.id for question in keyed])
