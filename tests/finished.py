"""Finished documents as their readers find them: the words of each clause, in the files that were made."""

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from policygen import workflow
from policygen.content.locate import jurisdictions_dir
from policygen.content.pack_cases import answers_source, read_cases
from policygen.content.yaml_source import load_yaml
from policygen.domain.cases import PackCase
from policygen.verify.words import markdown_words
from tests import places
from tests.samples import ALL_EXAMPLES, ROOT, library, rendered, unchanged

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
TEXT = ("t", "tab", "br")
START = "start-here"
Words = Mapping[str, str]  # clause id → the words of the clause
Documents = Mapping[str, Mapping[str, Words]]  # document id → name of the file → its clauses


@cache
def finished(example: str) -> Documents:
    """The English documents of an organisation as Markdown; a document for several places has several files."""
    found: dict[str, dict[str, Words]] = {}
    for name, artifact in rendered(_issued(example), "md").items():
        if name.endswith(".en.md"):
            found.setdefault(_document(name), {})[name] = markdown_clauses(artifact.data)
    return found


@cache
def started(example: str) -> Documents:
    """START-HERE in English, as it stands beside the documents."""
    issued = _issued(example)
    pages = workflow.report_all(issued, tuple(rendered(issued, "md").values()), {}, b"")
    english = [page for page in pages if page.document == START and page.language == "en" and page.path.endswith(".md")]
    return {START: {page.path: markdown_clauses(page.data) for page in english}}


@cache
def finished_word(example: str) -> Documents:
    """The same documents as Word files."""
    found: dict[str, dict[str, Words]] = {}
    for name, artifact in rendered(_issued(example), "docx").items():
        if name.endswith(".en.docx"):
            found.setdefault(_document(name), {})[name] = word_clauses(artifact.data)
    return found


def says(words: str, wanted: str) -> bool:
    """Whether words hold all that is wanted; " … " parts what may stand anywhere."""
    return all(plain(part) in words for part in wanted.split("…"))


def plain(words: str) -> str:
    """Lower case, one blank between two words."""
    return " ".join(words.casefold().split())


def markdown_clauses(data: bytes) -> dict[str, str]:
    """The words from each clause's anchor to the next anchor; a clause printed for several records counts as one."""
    found: dict[str, str] = {}
    pieces = ANCHOR.split(data.decode())
    for anchor, text in zip(pieces[1::2], pieces[2::2], strict=True):
        id_ = _clause(anchor)
        found[id_] = f"{found.get(id_, '')} {plain(' '.join(markdown_words(text.strip().encode())))}"
    return found


def word_clauses(data: bytes) -> dict[str, str]:
    """The words of each content control that is tagged with a clause and its version."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found: dict[str, str] = {}
    for control in body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        id_, at, _version = (tag.get(f"{W}val") if tag is not None else "").partition("@")
        if at:
            paragraphs = (" ".join(_runs(paragraph)) for paragraph in control.iter(f"{W}p"))
            found[id_] = f"{found.get(id_, '')} {plain(' '.join(paragraphs))}"
    return found


@cache
def _issued(name: str) -> workflow.Issue:
    """An example, an organisation of `tests/organisations/`, a place by its code, or a case of a pack by its name."""
    if name in ALL_EXAMPLES:
        return unchanged(name)
    return places.issue_of(_answers(name))


def _answers(name: str) -> dict[str, Any]:  # plain YAML values
    answers = ROOT / "tests" / "organisations" / f"{name}.yaml"
    if answers.is_file():
        return dict(load_yaml(answers).data)
    return dict(answers_source(jurisdictions_dir(), cases()[name]).data if name in cases() else places.answers_at(name))


@cache
def cases() -> Mapping[str, PackCase]:
    """Every case of every pack by its name."""
    folders = (path.parent for path in jurisdictions_dir().glob("*/cases"))
    return {case.name: case for folder in folders for case in read_cases(folder, f"jurisdictions/{folder.name}")}


def _clause(anchor: str) -> str:
    """The clause of an anchor: its id, and behind it perhaps a record."""
    parts = anchor.split("-")
    prefixes = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in _known()), anchor)


@cache
def _known() -> frozenset[str]:
    return frozenset(clause.id for clause in library().clauses)


def _document(name: str) -> str:
    """The id of the document in the name of its file: `poster@au-vic.en.md` is a poster."""
    return name.split(".", 1)[0].partition("@")[0]


def _runs(paragraph: Any) -> list[str]:  # lxml ships no types
    """The text of a paragraph; breaks and tabs part words, runs do not."""
    parted = (node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(*(f"{W}{t}" for t in TEXT)))
    return "".join(parted).split()
