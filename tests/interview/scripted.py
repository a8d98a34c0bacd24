"""A user who answers from a script: the terminal's part played without a terminal."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from policygen.content.answer_reader import AnswerReader
from policygen.domain.questions import Question
from policygen.interview.asking import used_key
from policygen.interview.forms import Form, Given, Move, Tone
from policygen.interview.review import ACCEPT, FINISH
from policygen.interview.session import Outcome, run
from tests.content.answers_samples import real_questions

TODAY = date(2026, 11, 21)
Said = str | tuple[str, ...] | Move
Leave = type[KeyboardInterrupt] | type[EOFError]


class Script:
    """Answers by question id; a list gives one answer for each entry of a list of records.

    `on` may answer a form first, given the form and how many were asked before it. Screens are accepted, the review
    is finished, and "Add another?" is answered yes while there are entries left.
    """

    def __init__(
        self, answers: Mapping[str, str | list[str]], on: Callable[[Form, int], Said | Leave | None] | None = None
    ) -> None:
        self.forms: list[Form] = []
        self.told: list[tuple[Tone, str]] = []
        self.prompts = 0
        self.screens = 0
        self._on = on
        self._left = {key: [*said] if isinstance(said, list) else said for key, said in answers.items()}
        self._by_prompt = {
            question.prompt: path for path, question in _paths().items() if used_key(path) in answers or path in answers
        }

    def tell(self, text: str, tone: Tone = "plain") -> None:
        self.told.append((tone, text))

    def ask(self, form: Form) -> Given:
        count = len(self.forms)
        self.forms.append(form)
        said = self._on(form, count) if self._on else None
        if isinstance(said, type):
            raise said
        values = [row.value for row in form.rows]
        if ACCEPT in values:
            self.screens += 1
            return said if said is not None else ACCEPT
        if FINISH in values:
            return said if said is not None else FINISH
        self.prompts += 1
        return said if said is not None else self._said(form)

    @property
    def errors(self) -> str:
        return "\n".join(text for tone, text in self.told if tone == "error")

    def _said(self, form: Form) -> Said:
        words = real_questions().words["en"]
        for record, field in (("place", "places.address"), ("contact", "contacts.post")):
            if form.message == words[f"interview.another-{record}"]:
                return "yes" if self._left.get(field) else "no"
        key = self._by_prompt[form.message]
        said = self._left[key]
        return said.pop(0) if isinstance(said, list) else said


def interview(script: Script, folder: Path | None = None) -> Outcome:
    """A whole interview in a folder of its own, or in the one given."""
    folder = folder or Path(mkdtemp(prefix="policygen-interview-"))
    library = real_questions()
    return run(folder, library, script, TODAY, AnswerReader(library))


def _paths() -> dict[str, Question]:
    found = {}
    for question in real_questions().questions():
        found[question.id] = question
        found.update({f"{question.id}.{field.id}": field for field in question.fields})
    return found
