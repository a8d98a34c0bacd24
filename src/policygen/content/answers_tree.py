"""The questions' part of answers.yaml, read into records and values."""

import re
from collections.abc import Mapping

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_options import NOBODY, SUPERVISOR, options_of, spoken_elsewhere
from policygen.content.answer_shape import Branch, keyed, laws_in, questions_for, shape
from policygen.content.answer_text import RefusedError, shown
from policygen.content.answers_findings import Findings, Keys, dotted
from policygen.content.contact_reach import heard_by_the_same, place_reach, public_reach, supervisor, with_reach
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question
from policygen.domain.values import AnyValue, Missing, Record

MOST_RECORDS = 2_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORDS = Question(id="organisation.words", kind="text", prompt="")


class TreeReader:
    """Reads the answers of one file: contacts first, because other answers name them."""

    def __init__(
        self,
        data: Mapping[str, Raw],
        library: Library,
        labels: Mapping[str, str],
        findings: Findings,
        first: Mapping[str, Raw] | None = None,
    ) -> None:
        """`first` are the same answers in the words of the file, where `data` are those of another language."""
        self._data = data
        self._first = data if first is None else first
        self._library = library
        self._labels = labels
        self._findings = findings
        self._shape = shape(questions_for(library, laws_in(data)))
        self._contacts: dict[str, Record] = {}
        self._options: dict[str, tuple[Option, ...]] = {}

    def roots(self) -> tuple[str, ...]:
        """The top-level keys that questions have."""
        return tuple(self._shape)

    def tree(self) -> Record:
        """Every answer, under the names that clauses use."""
        listed = self._read_contacts()
        found: dict[str, AnyValue] = {
            key: self._node(part, self._data.get(key), (key,)) for key, part in self._shape.items() if key != "contacts"
        }
        found["contacts"] = listed
        told = heard_by_the_same(_present(found), nobody_else=self._nobody("response", "reply_or_appeal", "to"))
        return Record("answers", place_reach(public_reach(told, self._labels), self._labels))

    def _nobody(self, *keys: str) -> bool:
        """Whether the file says that there is nobody else."""
        raw: Raw = self._data
        for key in keys:
            raw = raw.get(key) if isinstance(raw, dict) else None
        return bool(raw == NOBODY)

    def _read_contacts(self) -> tuple[Record, ...]:
        question, raw = self._shape.get("contacts"), self._data.get("contacts")
        found: tuple[Record, ...] = ()
        if isinstance(question, Question) and raw is not None:
            self._findings.stands(("contacts",))
            found = tuple(with_reach(c, self._labels) for c in self._records(question, raw, ("contacts",)))
        self._contacts = {record.text("id"): record for record in found}
        self._contacts[SUPERVISOR] = supervisor(self._labels)
        return found

    def _node(self, part: "Branch | Question", raw: Raw, keys: Keys) -> AnyValue:
        if raw is None:
            return Missing(dotted(keys))
        self._findings.stands(keys)
        if isinstance(part, Question):
            return self._records(part, raw, keys) if part.kind == "records" else self._leaf(part, raw, keys)
        path = dotted(keys)
        if not isinstance(raw, dict):
            hint = f"Known in it: {', '.join(part)}."
            self._findings.problem(f'"{path}" is a group of answers, not one answer', keys, hint)
            return Missing(path)
        own_words = path == "organisation"
        self._findings.unknown_keys(raw, (*part, *(("words",) if own_words else ())), keys)
        self._swallowed(part, raw, keys)
        found = {key: self._node(inner, raw.get(key), (*keys, key)) for key, inner in part.items()}
        if own_words:
            found["words"] = self._words(raw.get("words"), (*keys, "words"))
        return Record(path, _present(found))

    def _swallowed(self, part: Branch, raw: Mapping[str, Raw], keys: Keys) -> None:
        """A colour without quotation marks is a comment to YAML, and nothing of it is left."""
        for key, inner in part.items():
            if isinstance(inner, Question) and inner.kind == "colour" and key in raw and raw[key] is None:
                hint = 'Put the colour in quotation marks: "#1f5f4a". What follows a bare # is a comment.'
                self._findings.problem(f"{dotted((*keys, key))} is empty", (*keys, key), hint, "PG-A010")

    def _leaf(self, question: Question, raw: Raw, keys: Keys) -> AnyValue:
        try:
            return answer_kinds.value_of(question, raw, self._options_of(question), self._contacts)
        except RefusedError as refused:
            elsewhere = spoken_elsewhere(question, raw, self._library, self._options_of(question))
            self._findings.refused(elsewhere or refused, keys)
            return Missing(dotted(keys))

    def _options_of(self, question: Question) -> tuple[Option, ...]:
        """The options of a question, with the organisation's own words for third parties."""
        source = question.options_from
        if not source:
            return self._worded(question)
        if source not in self._options:
            options = options_of(question, self._library, self._data, self._labels)
            if source == "companies":
                chosen = options_of(question, self._library, self._first, self._labels)
                options = tuple(
                    one.model_copy(update={"words": told.words}) for one, told in zip(chosen, options, strict=False)
                )
            self._options[source] = self._in_own_words(options) if source == "third-parties" else options
        return self._options[source]

    def _worded(self, question: Question) -> tuple[Option, ...]:
        """A question's own options, in the words that the language has for them."""
        return tuple(
            option.model_copy(update={"words": words})
            if (words := self._labels.get(f"options.{question.id}.{option.value}"))
            else option
            for option in question.options
        )

    def _in_own_words(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        organisation = self._data.get("organisation")
        words = organisation.get("words") if isinstance(organisation, dict) else None
        own = words if isinstance(words, dict) else {}
        named = {o.value: text for o in options if (text := self._labels.get(f"third-parties.{o.value}"))}
        own = {**named, **own}
        return tuple(
            option.model_copy(update={"words": own[option.value].strip()})
            if isinstance(own.get(option.value), str)
            else option
            for option in options
        )

    def _words(self, raw: Raw, keys: Keys) -> AnyValue:
        if raw is None:
            return Missing(dotted(keys))
        if not isinstance(raw, dict):
            hint = "For instance `individual-customers: families`."
            self._findings.problem("organisation.words is a group of `kind: your words`", keys, hint)
            return Missing(dotted(keys))
        self._findings.unknown_keys(raw, tuple(self._library.third_parties), keys)
        return Record(dotted(keys), _present({key: self._leaf(_WORDS, raw[key], (*keys, key)) for key in raw}))

    def _records(self, question: Question, raw: Raw, keys: Keys) -> tuple[Record, ...]:
        entries = _entries(question, raw)
        if entries is None:
            form = f"my_{question.record}: {{…}}" if keyed(question) else "- {…}"
            self._findings.problem(f'"{dotted(keys)}" is a list', keys, f"Write one line for each: `{form}`.")
            return ()
        if len(entries) > MOST_RECORDS:
            message = f'"{dotted(keys)}" has {len(entries):,} entries; the most is {MOST_RECORDS:,}'
            self._findings.problem(message, keys, "Split the file.")
            return ()
        read = (self._record(question, id_, fields, (*keys, id_)) for id_, fields in entries)
        return tuple(record for record in read if record is not None)

    def _record(self, question: Question, id_: str | int, raw: Raw, keys: Keys) -> Record | None:
        if isinstance(id_, str):
            self._check_id(id_, keys, question.record)
        law = raw.get("law") if isinstance(raw, dict) else None
        fields = shape(self._library.fields(question, law if isinstance(law, str) else ""))
        if not isinstance(raw, dict):
            hint = f"Write `{id_}: {{…}}` with: {', '.join(fields)}."
            self._findings.problem(f'"{dotted(keys)}" needs its fields', keys, hint)
            return None
        self._findings.stands(keys)
        self._findings.unknown_keys(raw, tuple(fields), keys)
        found = _present({key: self._node(field, raw.get(key), (*keys, key)) for key, field in fields.items()})
        if question.id == "places" and "law" in found:
            found["code"] = str(found["law"])
        return Record(dotted(keys), {"id": str(id_), **found})

    def _check_id(self, id_: str, keys: Keys, record: str) -> None:
        if record == "contact" and id_ in (SUPERVISOR, "nobody"):
            self._findings.problem(f'"{id_}" is built in', keys, "Give this contact another name on the left.")
        elif not _ID.fullmatch(id_):
            hint = "Use small letters, digits and _, starting with a letter, at most 40: front_desk."
            self._findings.problem(f'"{shown(id_)}" cannot be a name on the left', keys, hint)


def _present(fields: Mapping[str, AnyValue]) -> dict[str, AnyValue]:
    return {key: value for key, value in fields.items() if not isinstance(value, Missing)}


def _entries(question: Question, raw: Raw) -> list[tuple[str | int, Raw]] | None:
    if isinstance(raw, dict):
        return list(raw.items())
    if isinstance(raw, list) and not keyed(question):
        return list(enumerate(raw))
    return None
