"""What the interview needs to know about answers, from one library: options, checks and the state of the file."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_options import SUPERVISOR, options_of, posts
from policygen.content.answer_shape import laws_in, sections_for
from policygen.content.answer_text import RefusedError
from policygen.content.answer_uses import asked_sections
from policygen.content.answers_checks import missing
from policygen.content.answers_file import answers_of, read_answers
from policygen.content.answers_findings import Findings
from policygen.content.answers_set import lay_over
from policygen.content.emergency import emergency_at
from policygen.content.question_words import in_words, spoken, titled
from policygen.content.typed_words import plainly
from policygen.content.yaml_source import Source, load_yaml
from policygen.domain.answers import VERSION
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question, QuestionnaireWords, QuestionSection
from policygen.domain.values import Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail


class AnswerReader:
    """The reader that `interview.session.run` is given."""

    def __init__(self, library: Library, language: str = "en") -> None:
        self._library = library
        self._labels = library.words[language]
        self._words = library.asked_in.get(language, QuestionnaireWords())

    def load(self, path: Path) -> dict[str, Raw]:
        """The file as plain values; raises where it is not sound YAML or holds no mapping."""
        source = load_yaml(path, path.name)
        if source.data is None:
            return {}
        if not isinstance(source.data, dict):
            raise fail(
                "PG-A001",
                "the file holds no answers",
                source.where(),
                "Move it away, or start it with `version: 1`.",
            )
        return dict(source.data)

    def sections(self, raw: Mapping[str, Raw]) -> tuple[QuestionSection, ...]:
        """The sections of questions, those of the places' packs included, without what no clause could use."""
        organisation = raw.get("organisation")
        given = organisation if isinstance(organisation, Mapping) else {}
        others = given.get("activities")
        industries = [str(one) for one in (given.get("industry"), *(others if isinstance(others, list) else ())) if one]
        laws = laws_in(raw)
        return in_words(asked_sections(self._library, sections_for(self._library, laws), industries, laws), self._words)

    def options(self, question: Question, raw: Mapping[str, Raw]) -> tuple[Option, ...]:
        """What the answer is chosen from; empty where it is typed."""
        return titled(question, options_of(question, self._library, raw, self._labels), self._words)

    def typed(self, question: Question, text: str, raw: Mapping[str, Raw]) -> Raw:
        """Typed text as the file will hold it."""
        try:
            return answer_kinds.typed(question, plainly(question, text, self._labels), self.options(question, raw))
        except RefusedError as refused:
            self._refuse(question, refused)

    def check(self, question: Question, answer: Raw, raw: Mapping[str, Raw]) -> None:
        """Raise where the answer cannot stand."""
        contacts = {id_: Record(f"contacts.{id_}", {"id": id_, "post": post}) for id_, post in posts(raw).items()}
        contacts[SUPERVISOR] = Record("contacts.supervisor", {"id": SUPERVISOR})
        try:
            answer_kinds.value_of(question, answer, self.options(question, raw), contacts)
        except RefusedError as refused:
            self._refuse(question, refused)

    def changes(self, raw: Mapping[str, Raw], overrides: Mapping[str, str]) -> dict[str, Raw]:
        """What `--set KEY=VALUE` puts under each key, typed and checked as in a file; raises what cannot stand."""
        data = copy.deepcopy(dict(raw))
        findings = Findings(Source(data, ""))
        lay_over(data, overrides, self._library, self._labels, findings)
        wrong = findings.problems or self._refused(raw, overrides)
        if wrong:
            raise PolicygenError(wrong)
        return {key: _at(data, key) for key in overrides}

    def _refused(self, raw: Mapping[str, Raw], overrides: Mapping[str, str]) -> tuple[Diagnostic, ...]:
        """What is wrong with the values given, not with the rest of the file."""
        try:
            answers_of(Source({"version": VERSION, **raw}, ""), self._library, overrides)
        except PolicygenError as error:
            return tuple(d for d in error.diagnostics if (d.where.subject or "").startswith("--set"))
        return ()

    def emergency(self, law: str) -> str:
        """The emergency number of a place by its law, or nothing."""
        known = emergency_at(self._library, law)
        number = known.number if known else ""
        return self._words.titles.get(f"emergency.{number}", number)

    def problems(self, path: Path) -> tuple[Diagnostic, ...]:
        """What is wrong with the file as a whole, and what is still missing."""
        try:
            answers = read_answers(path, self._library)
        except PolicygenError as error:
            return error.diagnostics
        return tuple(self._open(question, path.name) for question in missing(answers, self._library))

    def _open(self, question: Question, file: str) -> Diagnostic:
        own = spoken(question, self._words)
        found = open_question(own, file)
        told = self._labels.get("interview.not-answered")
        return replace(found, message=told.format(prompt=own.prompt), hint="") if told else found

    def _refuse(self, question: Question, refused: RefusedError) -> NoReturn:
        """Say in the words of the language what would be right; else what is wrong and what would be right."""
        told = self._labels.get(f"interview.refused-{'phone' if question.dialled else question.kind}")
        message = told.format(example=question.example) if told else refused.message
        raise fail("PG-A010", message, Where(subject=question.id), "" if told else refused.hint) from refused


def open_questions(
    library: Library, path: Path | None = None, overrides: Mapping[str, str] | None = None
) -> tuple[Question, ...]:
    """What is not answered yet by a file (or by none) and `--set`: for a run that nobody can be asked in."""
    source = load_yaml(path, path.name) if path is not None else Source({"version": VERSION}, "answers.yaml")
    return missing(answers_of(source, library, overrides), library)


def as_json(questions: Sequence[Question]) -> list[dict[str, str]]:
    """Open questions as plain values, for `--json`."""
    return [{"id": q.id, "kind": q.kind, "ask": q.ask, "prompt": q.prompt, "example": q.example} for q in questions]


def open_question(question: Question, file: str) -> Diagnostic:
    """The finding that a question has no answer yet."""
    where = Where(file, None, None, question.id)
    return Diagnostic(
        "PG-A030",
        f"not answered yet: {question.prompt}",
        where,
        f"For instance: {question.example}" if question.example else "",
    )


def _at(data: Mapping[str, Raw], path: str) -> Raw:
    found: Raw = dict(data)
    for part in path.split("."):
        found = found[part] if isinstance(found, dict) else None
    return found
