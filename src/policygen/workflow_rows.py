"""From the rows of a table to documents that only need making: each row checked, each kind of row assembled once."""

import contextlib
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from policygen import __version__
from policygen.assembly.plan import Planned
from policygen.assembly.situation import only_place
from policygen.content.answers_file import Fingerprint
from policygen.content.files import read_file
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.row_answers import Free, RowReader
from policygen.content.row_columns import columns_for
from policygen.content.row_remarks import Remarks
from policygen.content.rows import read_table
from policygen.content.yaml_source import load_yaml, nearest
from policygen.domain.library import Library
from policygen.domain.rows import NAME, Names, Row
from policygen.errors import Diagnostic, PolicygenError, fail
from policygen.publish.artifacts import library_versions
from policygen.render.formats import remarks
from policygen.workflow import Issue, Request, issue_of, refuse_bad_shell, setting_of, to_render, used
from policygen.workflow_made import Filled, Form, packed
from policygen.workflow_row_documents import lacking, refuse_other_clauses, refuse_other_formats

_REMEMBERED = 64


@dataclass(frozen=True)
class Rows:
    """What the user asks for beside a build: which rows."""

    request: Request
    table: Path
    encoding: str = ""


@dataclass(frozen=True)
class Kind:
    """What rows of one kind have in common: documents, the digest of the answers but for free columns, what is odd."""

    packed: bytes
    with_pdf: bool
    fingerprint: Fingerprint
    digest: str
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be made. `made` is the digest of everything that its files depend on; `warnings` do not stop it."""

    filled: Filled
    kind: Kind
    made: str
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def row(self) -> int:
        return self.filled.row


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be made, and why."""

    row: int
    name: str
    findings: tuple[Diagnostic, ...]


@dataclass
class Preparing:
    """The rows of one batch, prepared in order. `packs`, `law_as_of` and `remarks` are complete when all rows are."""

    reader: RowReader
    library: Library
    request: Request
    today: date
    packs: dict[str, str] = field(default_factory=dict)
    law_as_of: date | None = None
    remarks: dict[Diagnostic, None] = field(default_factory=dict)
    _kinds: OrderedDict[tuple[str, ...], Kind | PolicygenError] = field(default_factory=OrderedDict)

    def rows(self) -> Iterator[Ready | Refused]:
        """Every row in order, ready or refused."""
        names, odd = Names(), Remarks(self.reader.table, self.reader.phones)
        for row in self.reader.table:
            warnings = odd.of(row)
            told = self._name(row)
            first = names.first(told) if told else 0
            name = names.free(told or row.cells.get("vendor.name", ""), row.number)
            try:
                if first:
                    raise PolicygenError([self._named_twice(row, first, told)])
                ready = self._ready(row, name)
                yield replace(ready, warnings=(*warnings, *ready.warnings))
            except PolicygenError as error:
                yield Refused(row.number, name, (*dict.fromkeys(error.diagnostics), *warnings))

    def _name(self, row: Row) -> str:
        """The name that the table itself gives a row."""
        if self.reader.of_places and NAME not in row.cells:
            return row.cells.get("place.id", "").strip()
        return row.cells.get(NAME, "").strip()

    def _named_twice(self, row: Row, first: int, name: str) -> Diagnostic:
        where = self.reader.table.where(row.number, NAME if NAME in row.cells else "place.id")
        return Diagnostic("PG-B010", f'row {first} has the name "{name}" already', where, "Give each row another name.")

    def _ready(self, row: Row, name: str) -> Ready:
        if row.problems:
            raise PolicygenError(row.problems)
        free = self.reader.free(row)
        try:
            kind = self._kind(row)
        except PolicygenError as error:
            raise PolicygenError(self.reader.placed(one, row) for one in error.diagnostics) from error
        digest = kind.fingerprint.of(free.raws)
        filled = Filled(row.number, name, 0, free.words, digest)
        warnings = tuple(self.reader.placed(one, row) for one in kind.warnings)
        return Ready(filled, kind, _made(kind, name, free, digest), warnings)

    def _kind(self, row: Row) -> Kind:
        key = self.reader.kind(row)
        found = self._kinds.get(key)
        if found is None:
            try:
                found = self._prepared(row)
            except PolicygenError as error:
                found = error
            self._kinds[key] = found
        self._kinds.move_to_end(key)
        while len(self._kinds) > _REMEMBERED:
            self._kinds.popitem(last=False)
        if isinstance(found, PolicygenError):
            raise found
        return found

    def _prepared(self, row: Row) -> Kind:
        answers = self.reader.answers(row)
        place = self.reader.place(row) if self.reader.of_places else ""
        if place:
            answers = only_place(answers, place)
        issue = issue_of(self.library, answers, self.request, self.today)
        self.packs |= {code: pack.checked_on.isoformat() for code, pack in used(issue.job).items()}
        self.law_as_of = self.law_as_of or issue.job.situation.law.as_of
        forms = tuple(_forms(issue, self.request, place))
        own = tuple(one for one in issue.job.remarks if self.reader.column_of(one, row))
        others = (one for one in issue.job.remarks if one not in own)
        self.remarks |= dict.fromkeys((*others, *_of_template(forms)))
        own += lacking(self.library, self.request.documents, (form.outline for form in forms))
        with_pdf = any("pdf" in form.formats for form in forms)
        return Kind(packed(forms), with_pdf, self.reader.fingerprint(row), _digest(forms, self.request), own)


def columns(documents: Sequence[str], content: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """The columns that a table for these documents may have: name, question and example."""
    library = load_library(roots(content, Path()))
    for document in documents:
        if document not in library.outlines:
            hint = nearest(document, tuple(library.outlines))
            raise fail("PG-D040", f'there is no document "{document}"', hint=hint)
    return columns_for(library, documents)


def preparing(asked: Rows, today: date) -> Preparing:
    """Read the content, the answers and the table; what is wrong with all rows is said before any."""
    request = replace(asked.request, variants=False)
    library = load_library(roots(request.content, request.answers.resolve().parent))
    refuse_bad_shell(request, library)
    refuse_other_formats(library, request.documents, request.formats)
    if request.shell:
        refuse_other_clauses(library, request.documents, request.formats, request.shell)
    table = read_table(asked.table, asked.encoding)
    reader = RowReader(load_yaml(request.answers, request.answers.name), library, request.overrides, table)
    if not reader.of_places:
        reader.base()
    return Preparing(reader, library, request, today)


def _forms(issue: Issue, request: Request, place: str) -> Iterator[Form]:
    for planned, document in to_render(issue):
        setting = setting_of(issue, request, planned.language, planned.beside)
        language = planned.together or planned.language
        path = _path(planned, place)
        yield Form(document, planned.formats, planned.outline.sheet, setting, planned.outline.id, language, path)


def _of_template(forms: Sequence[Form]) -> Iterator[Diagnostic]:
    """What should be known of documents in the user's own template; what cannot be filled in is told with its row."""
    for form in forms:
        if "docx" in form.formats:
            with contextlib.suppress(PolicygenError):
                yield from remarks(form.document, "docx", form.setting)


def _path(planned: Planned, place: str) -> str:
    """`<document>@<row>.<language>`, with the place or law between them where a row has documents for several."""
    others = [one for one in (planned.record, planned.place) if one and one != place]
    return replace(planned, record=".".join(("{}", *others)), place="").stem


def _digest(forms: tuple[Form, ...], request: Request) -> str:
    """What the files of a kind depend on beside the row: words, looks, letterhead, fonts, program and libraries."""
    digest = hashlib.sha256(repr((__version__, sorted(library_versions().items()))).encode())
    for file in (*((request.shell,) if request.shell else ()), *request.fonts):
        digest.update(hashlib.sha256(read_file(file)).digest())
    for form in forms:
        plain = replace(form.document, may_go=frozenset())
        setting = (sorted(form.setting.labels.items()), form.setting.shell_values, form.setting.brand)
        parts = (plain, sorted(form.document.may_go), form.formats, form.sheet, setting, form.path)
        digest.update(repr(parts).encode())
    return digest.hexdigest()


def _made(kind: Kind, name: str, free: Free, digest: str) -> str:
    return hashlib.sha256(repr((kind.digest, name, sorted(free.words.items()), digest)).encode()).hexdigest()
