"""answers.yaml as its users write it, read into frozen answers; everything wrong with it is said at once."""

import copy
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_options import SUPERVISOR, options_of
from policygen.content.answer_shape import (
    DOCUMENT_KEYS,
    FIXED,
    SHAPES,
    Branch,
    keyed,
    laws_in,
    questions_for,
    shape,
)  # fmt: skip
from policygen.content.answer_text import RefusedError, shown
from policygen.content.answers_checks import contradictions
from policygen.content.contact_reach import public_reach, supervisor, with_reach
from policygen.content.yaml_source import Source, load_yaml, nearest
from policygen.domain.answers import VERSION, Answers
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question
from policygen.domain.values import AnyValue, Missing, Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail

MOST_RECORDS = 2_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
Keys = tuple[str | int, ...]


def read_answers(
    path: Path, library: Library, overrides: Mapping[str, str] | None = None, language: str = "en"
) -> Answers:
    """The answers of a file, with `--set` overrides laid over it. All findings are collected and raised once."""
    return answers_of(load_yaml(path, path.name), library, overrides or {}, language)


def answers_of(source: Source, library: Library, overrides: Mapping[str, str], language: str = "en") -> Answers:
    """`read_answers` for a source that is read already."""
    if not isinstance(source.data, dict):
        raise fail(
            "PG-A001",
            "the file holds no answers",
            source.where(),
            "Start it with `version: 1`, or run `policygen new`.",
        )
    reading = Reading(source, library, library.words[language])
    reading.override(overrides)
    answers = reading.answers()
    problems = [*reading.problems, *(contradictions(answers) if not reading.problems else ())]
    if problems:
        raise PolicygenError(problems)
    return answers


class Reading:
    """One pass over a file: what was found, where it stands, and what is wrong with it."""

    def __init__(self, source: Source, library: Library, labels: Mapping[str, str]) -> None:
        self.data: dict[str, Raw] = copy.deepcopy(source.data)
        self.library = library
        self.labels = labels
        self.problems: list[Diagnostic] = []
        self.positions: dict[str, Where] = {}
        self.contacts: dict[str, Record] = {}
        self._source = source
        self._set: set[str] = set()
        self._shape = shape(questions_for(library, laws_in(self.data)))

    def override(self, values: Mapping[str, str]) -> None:
        """Lay `--set` values over the file; the checks come later and are the same."""
        for key, text in values.items():
            try:
                put(self.data, key, self._typed(key, text))
            except RefusedError as refused:
                self._problem(refused.message, Where(subject=f"--set {key}"), refused.hint, "PG-A002")
            self._set.add(key)
        self._shape = shape(questions_for(self.library, laws_in(self.data)))

    def answers(self) -> Answers:
        """Read everything once, contacts first."""
        self._version()
        known = (*FIXED, *self._shape)
        for key in self.data:
            if key not in known:
                self._problem(f'unknown key "{shown(key)}"', self._where((key,)), nearest(key, known), "PG-A003")
        self._read_contacts()
        tree = {
            key: self._node(part, self.data.get(key), (key,)) for key, part in self._shape.items() if key != "contacts"
        }
        tree["contacts"] = tuple(record for id_, record in self.contacts.items() if id_ != SUPERVISOR)
        fields = {key: value for key, value in tree.items() if not isinstance(value, Missing)}
        documents = self._documents()
        return Answers(
            tree=Record("answers", public_reach(fields, self.labels)),
            law_as_of=self._law_as_of(),
            also=documents["also"],
            without=documents["without"],
            supplement=documents["supplement"],
            shape=self._layout(),
            positions=self.positions,
            accepted_suggestions=self._ids("accepted_suggestions"),
            confirmed=self._confirmed(),
            digest=digest(self.data),
        )

    # --- questions ------------------------------------------------------------------------------------------------

    def _node(self, part: "Branch | Question", raw: Raw, keys: Keys) -> AnyValue:
        path = ".".join(map(str, keys))
        if raw is None:
            return Missing(path)
        self.positions[path] = self._where(keys)
        if isinstance(part, Question):
            return self._records(part, raw, keys) if part.kind == "records" else self._leaf(part, raw, keys)
        if not isinstance(raw, dict):
            self._problem(
                f'"{path}" is a group of answers, not one answer',
                self._where(keys),
                f"Known in it: {', '.join(part)}.",
            )
            return Missing(path)
        words = self._words(raw, keys) if path == "organisation" else {}
        self._unknown_keys(raw, (*part, *(("words",) if path == "organisation" else ())), keys)
        fields = {key: self._node(inner, raw.get(key), (*keys, key)) for key, inner in part.items()}
        return Record(path, {k: v for k, v in {**fields, **words}.items() if not isinstance(v, Missing)})

    def _leaf(self, question: Question, raw: Raw, keys: Keys) -> AnyValue:
        try:
            return answer_kinds.value_of(question, raw, self.options(question), self.contacts)
        except RefusedError as refused:
            path = ".".join(map(str, keys))
            self._problem(f"{path}: {refused.message}", self._where(keys), refused.hint, "PG-A010")
            return Missing(path)

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options of a question, with the organisation's own words for third parties."""
        posts = {id_: record.text("post") for id_, record in self.contacts.items() if id_ != SUPERVISOR}
        options = options_of(question, self.library, posts, self.labels)
        if question.options_from != "third-parties":
            return options
        own = self.data.get("organisation")
        words = own.get("words") if isinstance(own, dict) else None
        if not isinstance(words, dict):
            return options
        return tuple(
            o.model_copy(update={"words": words[o.value]}) if isinstance(words.get(o.value), str) else o
            for o in options
        )

    def _records(self, question: Question, raw: Raw, keys: Keys) -> tuple[Record, ...]:
        path = ".".join(map(str, keys))
        entries: list[tuple[str | int, Raw]]
        if isinstance(raw, dict):
            entries = list(raw.items())
        elif isinstance(raw, list) and not keyed(question):
            entries = list(enumerate(raw))
        else:
            hint = (
                f"Write one line for each: `my_{question.record or 'entry'}: {{…}}`."
                if keyed(question)
                else "Write a list: one `- {…}` for each."
            )
            self._problem(f'"{path}" has the wrong form', self._where(keys), hint)
            return ()
        if len(entries) > MOST_RECORDS:
            self._problem(
                f'"{path}" has {len(entries):,} entries; the most is {MOST_RECORDS:,}',
                self._where(keys),
                "Split the file.",
            )
            return ()
        return tuple(
            record for id_, fields in entries if (record := self._record(question, id_, fields, keys)) is not None
        )

    def _record(self, question: Question, id_: str | int, raw: Raw, keys: Keys) -> Record | None:
        keys = (*keys, id_)
        path = ".".join(map(str, keys))
        if isinstance(id_, str):
            self._check_id(id_, keys, question.record)
        if not isinstance(raw, dict):
            names = ", ".join(field.id for field in question.fields if field.kind != "reach")
            self._problem(f'"{path}" needs its fields', self._where(keys), f"Write `{id_}: {{…}}` with: {names}.")
            return None
        self.positions[path] = self._where(keys)
        fields = shape(question.fields)
        self._unknown_keys(raw, tuple(fields), keys)
        found = {key: self._node(field, raw.get(key), (*keys, key)) for key, field in fields.items()}
        given: dict[str, AnyValue] = {key: value for key, value in found.items() if not isinstance(value, Missing)}
        if question.id == "places" and "law" in given:
            given["code"] = str(given["law"])
        return Record(path, {"id": str(id_), **given})

    def _read_contacts(self) -> None:
        question = self._shape.get("contacts")
        self.contacts[SUPERVISOR] = supervisor(self.labels)
        if isinstance(question, Question) and self.data.get("contacts") is not None:
            self.positions["contacts"] = self._where(("contacts",))
            for record in self._records(question, self.data["contacts"], ("contacts",)):
                self.contacts[record.text("id")] = with_reach(record, self.labels)
        listed = {id_: record for id_, record in self.contacts.items() if id_ != SUPERVISOR}
        self.contacts = {**listed, SUPERVISOR: self.contacts[SUPERVISOR]}

    def _check_id(self, id_: str, keys: Keys, record: str) -> None:
        reserved = (SUPERVISOR, "nobody") if record == "contact" else ()
        if not _ID.fullmatch(id_) or id_ in reserved:
            hint = "Use small letters, digits and _, starting with a letter, at most 40: front_desk."
            why = "is taken" if id_ in reserved else "cannot be a name on the left"
            self._problem(f'"{shown(id_)}" {why}', self._where(keys), hint)

    # --- the rest of the file -------------------------------------------------------------------------------------

    def _version(self) -> None:
        version = self.data.get("version")
        if version is None:
            raise fail(
                "PG-A004",
                "the file does not say its version",
                self._where(()),
                f"Add `version: {VERSION}` at the top.",
            )
        if version is True or version != VERSION:
            hint = f"This policygen reads version {VERSION}. Update policygen, or the file."
            raise fail("PG-A004", f"version {shown(str(version))} is not known", self._where(("version",)), hint)

    def _law_as_of(self) -> date | None:
        raw = self.data.get("law_as_of")
        if raw is None:
            return None
        self.positions["law_as_of"] = self._where(("law_as_of",))
        try:
            return answer_kinds.day(raw)
        except RefusedError as refused:
            self._problem(f"law_as_of: {refused.message}", self._where(("law_as_of",)), refused.hint, "PG-A010")
            return None

    def _layout(self) -> Any:  # one of SHAPES, checked here
        raw = self.data.get("shape") or SHAPES[0]
        if raw not in SHAPES:
            self._problem(
                f'shape: "{shown(str(raw))}" is not known', self._where(("shape",)), nearest(str(raw), SHAPES)
            )
            return SHAPES[0]
        return raw

    def _documents(self) -> dict[str, Any]:
        raw = self.data.get("documents") or {}
        found: dict[str, Any] = {"also": (), "without": (), "supplement": False}
        if not isinstance(raw, dict):
            self._problem(
                '"documents" is a group of answers',
                self._where(("documents",)),
                "Known in it: " + ", ".join(DOCUMENT_KEYS) + ".",
            )
            return found
        self._unknown_keys(raw, DOCUMENT_KEYS, ("documents",))
        found["also"] = self._document_ids(raw.get("also"), ("documents", "also"))
        found["without"] = self._document_ids(raw.get("without"), ("documents", "without"))
        supplement = raw.get("supplement", False)
        if not isinstance(supplement, bool):
            self._problem(
                "documents.supplement is true or false",
                self._where(("documents", "supplement")),
                "Write true or false.",
            )
        found["supplement"] = supplement is True
        return found

    def _document_ids(self, raw: Raw, keys: Keys) -> tuple[str, ...]:
        known = tuple(o.document for o in self.library.outlines.values())
        ids = self._list_of_text(raw, keys)
        for index, id_ in enumerate(ids):
            if id_ not in known:
                self._problem(f'there is no document "{shown(id_)}"', self._where((*keys, index)), nearest(id_, known))
        return ids

    def _words(self, organisation: dict[str, Raw], keys: Keys) -> dict[str, AnyValue]:
        raw = organisation.get("words")
        if raw is None:
            return {}
        keys = (*keys, "words")
        if not isinstance(raw, dict):
            self._problem(
                "organisation.words is a list of `kind: your words`",
                self._where(keys),
                "For instance individual-customers: families",
            )
            return {}
        self._unknown_keys(raw, tuple(self.library.third_parties), keys)
        question = Question(id="organisation.words", kind="text", prompt="")
        found = {key: self._leaf(question, value, (*keys, key)) for key, value in raw.items()}
        return {"words": Record("organisation.words", {k: v for k, v in found.items() if not isinstance(v, Missing)})}

    def _ids(self, key: str) -> tuple[str, ...]:
        return self._list_of_text(self.data.get(key), (key,))

    def _list_of_text(self, raw: Raw, keys: Keys) -> tuple[str, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
            self._problem(
                f'"{".".join(map(str, keys))}" is a list of ids',
                self._where(keys),
                "Write them in square brackets: [one, two].",
            )
            return ()
        return tuple(raw)

    def _confirmed(self) -> dict[str, dict[str, str]]:
        raw = self.data.get("confirmed") or {}
        hint = "Write `au.ahrc.phone: {by: Name, on: 2026-11-20}` for each fact you have checked."
        if not isinstance(raw, dict):
            self._problem('"confirmed" names each fact', self._where(("confirmed",)), hint)
            return {}
        found: dict[str, dict[str, str]] = {}
        for key, entry in raw.items():
            where = self._where(("confirmed", key))
            if not isinstance(entry, dict) or set(entry) != {"by", "on"}:
                self._problem(f'"confirmed.{shown(key)}" needs who checked it and when', where, hint)
                continue
            found[key] = {
                name: str(self._leaf(_CONFIRMED[name], entry[name], ("confirmed", key, name))) for name in ("by", "on")
            }
        return found

    # --- helpers --------------------------------------------------------------------------------------------------

    def _typed(self, key: str, text: str) -> Raw:
        question = self._question_at(key)
        if question is not None:
            contacts = self.data.get("contacts")
            posts = dict.fromkeys(contacts, "") if isinstance(contacts, dict) else {}
            return answer_kinds.typed(question, text, options_of(question, self.library, posts, self.labels))
        if key in ("documents.also", "documents.without"):
            return [part.strip() for part in text.strip("[] ").split(",") if part.strip()]
        if key == "documents.supplement":
            return (
                text.strip().lower() in ("true", "yes")
                if text.strip().lower() in ("true", "yes", "false", "no")
                else text
            )
        if key in ("law_as_of", "shape") or key.startswith("organisation.words."):
            return text.strip()
        known = tuple(question.id for question in questions_for(self.library, laws_in(self.data)))
        raise RefusedError(
            f'there is no question "{shown(key)}"',
            nearest(key, (*known, "law_as_of", "shape", "documents.also")),
        )

    def _question_at(self, key: str) -> Question | None:
        part: Branch | Question | None = self._shape
        parts = key.split(".")
        while parts and isinstance(part, dict):
            part = part.get(parts.pop(0))
        if isinstance(part, Question) and part.kind == "records" and keyed(part) and len(parts) == 2:
            field = shape(part.fields).get(parts[1])
            return field if isinstance(field, Question) else None
        return part if isinstance(part, Question) and not parts and part.kind != "records" else None

    def _unknown_keys(self, raw: Mapping[str, Raw], known: Sequence[str], keys: Keys) -> None:
        for key in raw:
            if key not in known:
                path = ".".join(map(str, (*keys, key)))
                self._problem(
                    f'unknown key "{shown(path)}"',
                    self._where((*keys, key)),
                    nearest(key, tuple(known)),
                    "PG-A003",
                )

    def _where(self, keys: Keys) -> Where:
        path = ".".join(map(str, keys))
        for length in range(len(keys), 0, -1):
            above = ".".join(map(str, keys[:length]))
            if above in self._set:
                return Where(subject=f"--set {above}")
        return self._source.where(*keys) if self._source.name else Where(subject=path)

    def _problem(self, message: str, where: Where, hint: str, code: str = "PG-A005") -> None:
        self.problems.append(Diagnostic(code, message, where, hint))


_CONFIRMED = {
    "by": Question(id="confirmed.by", kind="text", prompt=""),
    "on": Question(id="confirmed.on", kind="date", prompt=""),
}


def put(data: dict[str, Raw], path: str, raw: Raw) -> None:
    """Set the value at a dotted path, making the groups above it."""
    *above, last = path.split(".")
    for part in above:
        inner = data.setdefault(part, {})
        if not isinstance(inner, dict):
            raise RefusedError(f'"{part}" is one answer, not a group', "Check the dots in the key.")
        data = inner
    data[last] = raw


def digest(data: Mapping[str, Raw]) -> str:
    """The fingerprint of the answers themselves, whatever their order in the file and the comments around them."""
    counted = {key: value for key, value in data.items() if key != "accepted_suggestions"}
    text = json.dumps(counted, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
