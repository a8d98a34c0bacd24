"""Rows as answers: the cells of a row laid over the answers file, each kind and character checked as the file's own."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_shape import OF_PLACES, laws_in
from policygen.content.answer_text import RefusedError
from policygen.content.answers_file import Fingerprint, answers_of
from policygen.content.answers_findings import Findings
from policygen.content.answers_set import lay_over
from policygen.content.row_columns import asked_by
from policygen.content.row_kinds import free_columns
from policygen.content.yaml_source import Source
from policygen.domain.answers import Answers
from policygen.domain.derived import is_undated
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.domain.rows import PLACE, PLACE_ID, VENDOR, Row, Table
from policygen.errors import Diagnostic, PolicygenError, fail
from policygen.templating.filters import Speaker, spoken_date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXTS = ("text", "long-text", "email", "phone", "url")
_GROUP = VENDOR.rstrip(".")
_CONTRACT = f"{VENDOR}main_contract"
_COLUMNS = "`policygen batch --columns -d DOCUMENT` lists the columns."


@dataclass(frozen=True, slots=True)
class Free:
    """What the free columns of a row answer: the words they print, by path, and the answers as a file holds them."""

    words: Mapping[str, str]
    raws: Mapping[str, Raw]


class RowReader:
    """Reads the rows of one table over one answers file. The file's own vendor is not the vendor of any row."""

    def __init__(self, source: Source, library: Library, overrides: Mapping[str, str], table: Table) -> None:
        self.table = table
        self._speaker = _speaker(library, source.data)
        self.of_places = any(column.startswith(PLACE) for column in table.columns)
        self._library = library
        self._overrides = overrides
        self._source = _without_vendor(source) if any(c.startswith(VENDOR) for c in table.columns) else source
        self._asked = asked_by(table, library, self._source.data)
        self.phones = tuple(name for name, one in self._asked.items() if one.kind == "phone")
        free = free_columns(library, self._asked)
        self._free = {name: one for name, one in self._asked.items() if name in free and one.kind in _TEXTS}

    def base(self) -> Answers:
        """The answers without a row; what is wrong with them is wrong with every row."""
        return answers_of(self._source, self._library, self._overrides)

    def kind(self, row: Row) -> tuple[str, ...]:
        """What rows must have in common to make the same documents but for the words of their free columns."""
        cells = ((name, row.cells.get(name, "")) for name in self._asked)
        return (
            self.place(row) if self.of_places else "",
            *(_trait(name, cell) if cell and name in self._free else cell for name, cell in cells),
        )

    def fingerprint(self, row: Row) -> Fingerprint:
        """The digest of a row's answers, ready but for the free cells. Raises with each other cell that makes no answer."""
        data: dict[str, Raw] = copy.deepcopy(self._source.data)
        findings = Findings(self._source)
        others = {name: cell for name, cell in self.overrides(row).items() if name not in self._free}
        lay_over(data, {**self._overrides, **others}, self._library, self._library.words["en"], findings)
        if findings.problems:
            raise PolicygenError(findings.problems)
        return Fingerprint(data, _GROUP)

    def free(self, row: Row) -> Free:
        """The free cells of a row, checked. Raises with each cell that cannot be taken."""
        words: dict[str, str] = {}
        raws: dict[str, Raw] = {}
        problems: list[Diagnostic] = []
        for name, question in self._free.items():
            if name not in row.cells:
                continue
            try:
                raw = answer_kinds.typed(question, self._told(question, row.cells[name]), ())
                words[name] = str(answer_kinds.value_of(question, raw, (), {}))
                raws[name.removeprefix(VENDOR)] = raw
            except RefusedError as refused:
                where = self.table.where(row.number, name)
                hint = refused.hint + _cut(question, row.cells[name])
                problems.append(Diagnostic("PG-A010", f"{name}: {refused.message}", where, hint))
        if problems:
            raise PolicygenError(problems)
        return Free(words, raws)

    def answers(self, row: Row) -> Answers:
        """All answers of a row, read and checked as a whole."""
        return answers_of(self._source, self._library, {**self._overrides, **self.overrides(row)})

    def overrides(self, row: Row) -> dict[str, str]:
        """The cells of a row as `--set` would have them: KEY to VALUE."""
        cells = {name: self._told(self._asked[name], cell) for name, cell in row.cells.items() if name in self._asked}
        if not self.of_places:
            return cells
        id_ = self.place(row)
        found = {"shape": "separate"}
        for name in sorted(cells, key=f"{PLACE}law".__ne__):  # which fields a place has follows from its law
            found[f"{OF_PLACES}{id_}.{name.removeprefix(PLACE)}" if name.startswith(PLACE) else name] = cells[name]
        return found

    def _told(self, question: Question, cell: str) -> str:
        """A cell as its answer prints it: a day that a spreadsheet keeps in a column of text reads like other days."""
        if question.kind not in ("text", "long-text") or not _DAY.fullmatch(cell.strip()):
            return cell
        try:
            return spoken_date(date.fromisoformat(cell.strip()), self._speaker)
        except ValueError:
            return cell

    def place(self, row: Row) -> str:
        """The id of the place that a row is about. Raises where the row does not say it."""
        id_ = row.cells.get(PLACE_ID, "").strip()
        if not id_:
            hint = "Give each place a short name in small letters, digits and _: north_clinic."
            raise fail(
                "PG-B008", "the row does not say which place it is about", self.table.where(row.number, PLACE_ID), hint
            )
        return id_

    def placed(self, found: Diagnostic, row: Row) -> Diagnostic:
        """A finding about a row's answers, at the cell it comes from or at the row."""
        column = self.column_of(found, row)
        if not column:
            return self.table.at_row(found, row.number)
        refused = found.severity == "error"
        hint = found.hint + (_cut(self._asked[column], row.cells[column]) if refused and column in self._asked else "")
        return replace(found, where=self.table.where(row.number, column), hint=hint)

    def column_of(self, found: Diagnostic, row: Row) -> str:
        """The column of the cell that a finding about a row's answers comes from, or nothing."""
        prefix = f"{OF_PLACES}{row.cells.get(PLACE_ID, '').strip()}."
        answer = (found.where.subject or "").removeprefix("--set ")
        column = f"{PLACE}{answer.removeprefix(prefix)}" if answer.startswith(prefix) else answer
        return column if column in row.cells else ""


def _trait(name: str, cell: str) -> str:
    """What clauses ask of a free cell that is filled."""
    return "undated" if name == _CONTRACT and is_undated(cell) else "…"


def _cut(question: Question, cell: str) -> str:
    """What a spreadsheet does to a number to call that it keeps as a number."""
    called = question.kind == "phone" or question.dialled
    return " Excel drops leading zeros: format the column as text." if called and cell.isdecimal() else ""


def _speaker(library: Library, data: Raw) -> Speaker:
    """The language of contracts as it is spoken at the first place."""
    group = data.get("organisation") if isinstance(data, dict) else None
    spoken = group.get("languages") if isinstance(group, dict) else None
    named = spoken.get("contract") if isinstance(spoken, dict) else None
    language = next((str(one) for one in (named if isinstance(named, list) else (named,)) if one), "en")
    packs = [library.packs[code] for law in laws_in(data) for code in library.stack(law)]
    locale = packs[0].locale if packs else language
    labels = library.words.get(language, library.words["en"])
    return Speaker(locale if locale.split("-")[0] == language else language, labels)


def _without_vendor(source: Source) -> Source:
    """The answers without a vendor of their own, whose address another vendor's addendum must not bear."""
    if not isinstance(source.data, dict):
        return source
    data = {key: value for key, value in source.data.items() if key != _GROUP}
    texts = data.get("translations")
    if isinstance(texts, dict):
        data["translations"] = {
            language: {key: value for key, value in one.items() if key != _GROUP} if isinstance(one, dict) else one
            for language, one in texts.items()
        }
    return replace(source, data=data)
