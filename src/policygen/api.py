"""policygen as a library: answers in, documents out, without a command line or a clock.

>>> from datetime import date
>>> import policygen
>>> content = policygen.library()  # all clauses and packs: read once, share
>>> answers = policygen.load("examples/corner-shop.yaml", content)
>>> issue = policygen.assemble(answers, today=date(2026, 12, 1))
>>> code = issue.documents[1]
>>> code.name, code.title
('visitor-code-of-conduct.en', 'Respect and safety for everyone')
>>> code.formats
('docx', 'pdf', 'html', 'md')
>>> word = code.render("docx")  # bytes; nothing is written
>>> found = policygen.check(answers, today=date(2026, 12, 1)).findings
>>> sorted({one.severity for one in found})
['note', 'warning']

Every name here is a name of `policygen` itself, and keeps its meaning: decision 18, in the folder `docs/adr` of
policygen, says why. The day is an argument, so the same answers give the same files tomorrow. Whatever a user can
mend is a `PolicygenError` with `diagnostics`. Values are frozen, and threads may share them.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policygen import workflow, workflow_batch, workflow_check, workflow_rows, workflow_site
from policygen.assembly.plan import Planned
from policygen.assembly.readability import Grade
from policygen.assembly.readability_ja import Measure
from policygen.content.answers_file import answers_in, read_answers
from policygen.content.library import load_library
from policygen.content.locate import folder, roots
from policygen.domain import answers as domain
from policygen.domain import asked
from policygen.domain import document as tree
from policygen.domain.audience import AUDIENCES, Audience
from policygen.domain.batch import Status
from policygen.domain.library import FORMATS, Format, Library
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating import tokens
from policygen.workflow_batch import Done as BatchRow
from policygen.workflow_check import Checked

if TYPE_CHECKING:
    from policygen.workflow_redline import Done as Compared

__all__ = [
    "FORMATS",
    "Answers",
    "Audience",
    "BatchRow",
    "Checked",
    "Compared",
    "Diagnostic",
    "Document",
    "Files",
    "Format",
    "Grade",
    "Issue",
    "Library",
    "Measure",
    "PolicygenError",
    "Status",
    "Where",
    "Written",
    "assemble",
    "batch",
    "check",
    "compare",
    "library",
    "load",
    "loads",
    "site",
]
_NO_FILE = Path("answers.yaml")


@dataclass(frozen=True)
class Answers:
    """The checked answers of one organisation, with the content they are for."""

    organisation: str
    """Its name; empty where it is not answered yet."""
    digest: str
    """Equal answers have equal digests, whatever their order and comments."""
    law_as_of: date | None
    """The day they fix for the law, if they do."""
    _values: domain.Answers = field(repr=False)
    _library: Library = field(repr=False)
    _path: Path = field(repr=False)


@dataclass(frozen=True)
class Document:
    """One assembled document in one language. Print sheets and the like are documents of their own."""

    name: str
    """The file's name without its ending, such as `vendor-clauses-insert.en`."""
    id: str
    """The document, such as `vendor-clauses`."""
    variant: str
    """Which form of it, such as `insert`; empty for the main one."""
    language: str
    """Its tag, such as `en`; both tags, such as `ja-en`, where one document holds a text and its translation."""
    title: str
    """As it is printed."""
    place: str
    """The place or the law it is issued for alone, by its id; else empty."""
    formats: tuple[Format, ...]
    """What `render` can make of it."""
    _issue: workflow.Issue = field(repr=False)
    _request: workflow.Request = field(repr=False)
    _planned: Planned = field(repr=False)
    _tree: tree.Document = field(repr=False)

    def render(self, format: Format) -> bytes:
        """The file as bytes. `format` is one of `formats`; raises `PolicygenError` for another, or for a missing font."""
        return workflow.render_one(self._issue, self._request, self._planned, self._tree, format)


@dataclass(frozen=True)
class Files:
    """All files of an issue as `policygen build` writes them, in memory."""

    files: Mapping[str, bytes]
    """By their path in the folder: documents, `START-HERE.html`, `for-review/…`, `manifest.json`."""
    missing: Mapping[str, str]
    """What could not be made, by path, and why; the others are whole."""
    findings: tuple[Diagnostic, ...]
    """What should be looked at."""


@dataclass(frozen=True)
class Written:
    """What happened to a folder."""

    paths: tuple[Path, ...]
    """Every file, the folder before it."""
    missing: Mapping[str, str]
    """What could not be made, by path, and why."""
    findings: tuple[Diagnostic, ...]
    """What should be looked at."""


@dataclass(frozen=True)
class Issue:
    """The documents of one organisation on one day, complete and numbered, every duty accounted for."""

    documents: tuple[Document, ...]
    """In the order of the profile."""
    law_as_of: date
    """The day whose law they state."""
    _issue: workflow.Issue = field(repr=False)
    _request: workflow.Request = field(repr=False)

    def files(self) -> Files:
        """Every document in each of its formats, with START-HERE, the pages for review and the manifest."""
        made = workflow.files(self._issue, self._request)
        record = workflow.manifest(self._issue, made.artifacts, made.missing).to_json()
        named = {one.path: one.data for one in made.artifacts}
        return Files({**named, "manifest.json": record}, made.missing, made.findings)

    def write(self, out: str | Path, *, force: bool = False) -> Written:
        """Put the same files into a folder, as `policygen build` does.

        Raises `PolicygenError`, and writes nothing, where a file there was changed by hand, unless `force` is true.
        """
        built = workflow.write(self._issue, replace(self._request, out=Path(out), force=force))
        return Written(tuple(Path(out, path) for path in built.put.written), built.missing, built.findings)


def library(*folders: str | Path) -> Library:
    """Read all clauses and packs: those of `folders`, nearest first, then the built-in ones.

    It takes about half a second. Read it once and share it. Raises `PolicygenError` for a folder that is not there.
    """
    return load_library(roots([folder(Path(one)) for one in folders]))


def load(path: str | Path, content: Library | None = None, *, over: Mapping[str, str] | None = None) -> Answers:
    """Read and check an answers file.

    `content` is what `library` read; without it, the built-in content and that of the file's folder. `over` lays answers
    over the file as `--set` does: the id of a question to its answer, as you would type it. Raises `PolicygenError` with
    everything that is wrong, each with its line.
    """
    path = Path(path)
    content = content or load_library(roots((), path.resolve().parent))
    return _answers(read_answers(path, content, asked.typed(over)), content, path)


def loads(text: str | bytes, content: Library | None = None, *, over: Mapping[str, str] | None = None) -> Answers:
    """`load` for answers that come from elsewhere, as YAML or JSON. They may not name a file, as a logo is one."""
    raw = asked.posted(text)
    content = content or library()
    return _answers(answers_in(raw, content, asked.typed(over)), content, _NO_FILE)


def check(
    answers: Answers, today: date, *, as_of: date | None = None, documents: Sequence[str] = (), draft: bool = False
) -> Checked:
    """Everything that `policygen check` says: `findings` by severity, `uncovered` duties, reading `grades`.

    `today` is what review days are compared with, and the day of the law where neither `as_of` nor the answers name one.
    Raises `PolicygenError` where an answer is lacking without which nothing can be assembled.
    """
    request = workflow.Request(answers._path, documents=asked.listed(documents), as_of=_as_of(as_of), draft=draft)
    return workflow_check.check_of(answers._library, answers._values, request, asked.day(today))


def assemble(
    answers: Answers, today: date, *, as_of: date | None = None, documents: Sequence[str] = (),
    formats: Sequence[Format] = FORMATS, languages: Sequence[str] = (), shell: str | Path | None = None,
    fonts: Sequence[str | Path] = (), draft: bool = False,
) -> Issue:  # fmt: skip
    """Choose the clauses, fill them in, number them and account for every duty. Nothing is written.

    Empty lists mean what the answers and the profile say; a name alone stands for a list of one. `shell` is a letterhead
    or template of your own, `fonts` are added to those for PDF; both are read by their paths. A `draft` marks what is
    missing instead of refusing.
    Raises `PolicygenError` where an answer or a duty is lacking, and where none of `documents` is for these answers.
    """
    request = workflow.Request(
        answers._path, documents=asked.listed(documents), formats=asked.formats(formats), languages=asked.listed(languages),
        as_of=_as_of(as_of), shell=Path(shell) if shell else None, fonts=tuple(map(Path, asked.listed(fonts))), draft=draft,
    )  # fmt: skip
    workflow.refuse_bad_shell(request, answers._library)
    issue = workflow.issued_of(answers._library, answers._values, request, asked.day(today))
    found = tuple(_document(issue, request, *one) for one in workflow.to_render(issue))
    return Issue(found, issue.job.situation.law.as_of, issue, request)


def site(
    path: str | Path, out: str | Path, today: date, *, audience: Audience = "staff", as_of: date | None = None,
    over: Mapping[str, str] | None = None, fonts: Sequence[str | Path] = (), draft: bool = False, force: bool = False,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the documents of an answers file as a site, as `policygen site` does; the files it wrote.

    `audience` is `public`, `staff` or `all`: a site holds nothing that is not for its audience. Raises `PolicygenError`
    where a download cannot be made; the rest of the site is then written, and a note among the findings says so.
    """
    request = workflow.Request(
        Path(path), Path(out), as_of=_as_of(as_of), fonts=tuple(map(Path, asked.listed(fonts))), draft=draft,
        force=force, overrides=asked.typed(over),
    )  # fmt: skip
    return workflow_site.site(request, asked.day(today), asked.among(audience, AUDIENCES, "audience"))


def batch(
    path: str | Path, rows: str | Path, out: str | Path, today: date, *, documents: Sequence[str],
    formats: Sequence[Format] = FORMATS, as_of: date | None = None, over: Mapping[str, str] | None = None,
    force: bool = False, executor: Executor | None = None, ahead: int = 2,
) -> Iterator[BatchRow]:  # fmt: skip
    """Write documents for each row of a table, as `policygen batch` does; each row as it is done.

    Nothing happens before the first row is asked for. A row that cannot be made comes with its `findings` and stops no
    other. `executor` does the work, `ahead` pieces at once: a `ProcessPoolExecutor`, a Dask cluster's; without it, one
    thread of this process.
    """
    request = workflow.Request(
        Path(path), Path(out), asked.listed(documents), asked.formats(formats), as_of=_as_of(as_of), force=force,
        overrides=asked.typed(over),
    )  # fmt: skip
    opened = workflow_batch.open_batch(workflow_rows.Rows(request, Path(rows)), asked.day(today))
    with nullcontext(executor) if executor else ThreadPoolExecutor(1) as work:
        yield from opened.made(work, ahead)


def compare(old: str | Path, new: str | Path, out: str | Path, *, force: bool = False) -> "Compared":
    """Write a redline of two issues of a Word file, as `policygen redline` does.

    Gives the paths `written`, the number of `marks` and `findings`.
    """
    from policygen import workflow_redline  # who compares nothing does not wait for it

    return workflow_redline.redline(Path(old), Path(new), Path(out), force=force)


def __getattr__(name: str) -> object:
    if name != "Compared":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from policygen.workflow_redline import Done  # as in `compare`

    return Done


def _as_of(given: date | None) -> date | None:
    return None if given is None else asked.day(given, "as_of")


def _answers(values: domain.Answers, content: Library, path: Path) -> Answers:
    return Answers(values.text("organisation.name"), values.digest, values.law_as_of, values, content, path)


def _document(issue: workflow.Issue, request: workflow.Request, planned: Planned, document: tree.Document) -> Document:
    title = tokens.filled(document.title, document.values)
    outline = planned.outline
    return Document(
        planned.stem, outline.document, outline.variant, planned.together or planned.language, title,
        planned.record or planned.place, planned.formats, issue, request, planned, document,
    )  # fmt: skip
