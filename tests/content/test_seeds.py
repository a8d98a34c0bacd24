"""What the source texts ask for stands in the finished documents: the clause is there and says the words."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from lxml import etree

from policygen import workflow
from policygen.content.locate import jurisdictions_dir
from policygen.content.pack_cases import read_cases
from policygen.content.yaml_source import load_yaml
from policygen.verify.words import markdown_words
from tests.samples import CODE, POLICY, ROOT, VENDOR, issue, library, rendered, without

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENTS = {"policy": POLICY, "code": CODE, "vendor": VENDOR, "small": f"{VENDOR}-small", "start": "start-here"}
LATER = {
    *("response-manual", "incident-report-form", "incident-log", "investigation-checklist", "letter-acknowledgement"),
    *("letter-complaint", "letter-to-customer", "letter-to-organisation", "letter-refusal", "letter-police"),
    *("consultation-desk-notice", "poster", "training-plan"),
    *("risk-assessment", "out-of-hours-contact-protocol", "annual-review"),
    *("industry school", "industry transport", "industry public-office"),
}
ANSWERING = ("childrens-network", "corner-shop", "harbour-clinic", "indus-software", "sakura-retail")
KEYS = {"asks", "answers", "nowhere", "later", "resolved", "case"}
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
Seed = dict[str, Any]  # plain YAML, checked below


@dataclass(frozen=True)
class Answer:
    """Where one need is answered: words of a clause in a document of an example."""

    seed: str
    example: str
    document: str
    clause: str
    says: str


def test_every_need_of_the_sources_stands_once() -> None:
    assert [id_ for id_, _, _ in _seeds()] == [f"SEED-{number:03}" for number in range(1, 201)]


def test_every_example_that_answers_is_looked_at() -> None:
    assert {answer.example for answer in _answers()} == set(ANSWERING)


def test_every_need_is_answered_left_for_later_or_settled_by_a_note() -> None:
    for id_, _, seed in _seeds():
        assert set(seed) <= KEYS, id_
        assert all(set(answer) - {"of"} == {"in", "clause", "says"} for answer in seed.get("answers", ())), id_
        assert seed["asks"], id_
        assert seed.get("answers") or seed.get("later") or seed.get("resolved") or seed.get("case"), id_
        assert set(seed.get("later", ())) <= LATER, id_
        assert re.fullmatch(r"C-\d\d[a-z]?", seed.get("resolved", "C-00")), id_


def test_a_case_that_answers_is_a_case_of_a_pack() -> None:
    folders = (path.parent for path in jurisdictions_dir().glob("*/cases"))
    cases = {case.name for folder in folders for case in read_cases(folder, f"jurisdictions/{folder.name}")}
    assert {seed["case"] for _, _, seed in _seeds() if "case" in seed} <= cases


def test_what_concerns_the_three_documents_is_answered_in_them() -> None:
    """The needs of the clinic and the charity, but for two that only a document of its own can answer."""
    open_ = {id_ for id_, _, seed in _seeds() if 67 <= int(id_[-3:]) <= 171 and not seed.get("answers")}
    assert open_ == {"SEED-081", "SEED-155"}


@pytest.mark.parametrize("example", ANSWERING)
def test_the_clause_that_answers_is_there_and_says_so(example: str) -> None:
    asked = [answer for answer in _answers() if answer.example == example]
    missing = [
        f"{answer.seed} {kind}: {answer.document} {answer.clause} does not say: {answer.says}"
        for answer in asked
        for kind, clauses in _finished(example)[answer.document].items()
        if not _says(clauses.get(answer.clause, ""), answer.says)
    ]
    assert asked
    assert not missing, "\n".join(missing)


def test_words_that_no_document_may_hold_are_in_none() -> None:
    for id_, example, seed in _seeds():
        for phrase in seed.get("nowhere", ()):
            for document, kinds in _finished(example).items():
                for clauses in kinds.values() if document != "start-here" else ():
                    assert not [clause for clause, words in clauses.items() if _plain(phrase) in words], (id_, phrase)


def test_a_clause_that_goes_is_noticed() -> None:
    issued = issue("childrens-network", content=without("tell-us-what-works"))
    files = rendered(issued, "md", "docx")
    assert "tell-us-what-works" not in _markdown_clauses(files[f"{POLICY}.en.md"].data)
    assert "tell-us-what-works" not in _word_clauses(files[f"{POLICY}.en.docx"].data)


def _seeds() -> list[tuple[str, str, Seed]]:
    """Each id with the example of its group."""
    groups = load_yaml(ROOT / "tests" / "content" / "seeds.yaml").data["groups"]
    return [(id_, group["example"], seed) for group in groups for id_, seed in group["seeds"].items()]


def _answers() -> list[Answer]:
    return [
        Answer(id_, one.get("of", example), DOCUMENTS[one["in"]], one["clause"], one["says"])
        for id_, example, seed in _seeds()
        for one in seed.get("answers", ())
    ]


@cache
def _finished(example: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Document id → kind of file → clause id → the words of the clause, as the finished file shows them."""
    issued = issue(example)
    files = rendered(issued, "md", "docx")
    found: dict[str, Mapping[str, Mapping[str, str]]] = {
        id_: {
            "Markdown": _markdown_clauses(files[f"{id_}.en.md"].data),
            "Word": _word_clauses(files[f"{id_}.en.docx"].data),
        }
        for id_ in DOCUMENTS.values()
        if id_ != "start-here"
    }
    pages = {page.path: page.data for page in workflow.report_all(issued, tuple(files.values()), {}, b"")}
    return {**found, "start-here": {"Markdown": _markdown_clauses(pages["README.md"])}}


def _markdown_clauses(data: bytes) -> dict[str, str]:
    """The words from each clause's anchor to the next anchor; a clause printed for several records counts as one."""
    known = {clause.id for clause in library().clauses}
    found: dict[str, str] = {}
    pieces = ANCHOR.split(data.decode())
    for anchor, text in zip(pieces[1::2], pieces[2::2], strict=True):
        id_ = max((id_ for id_ in known if anchor == id_ or anchor.startswith(f"{id_}-")), key=len, default=anchor)
        found[id_] = f"{found.get(id_, '')} {_plain(' '.join(markdown_words(text.strip().encode())))}"
    return found


def _word_clauses(data: bytes) -> dict[str, str]:
    """The words of each content control that is tagged with a clause and its version."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found: dict[str, str] = {}
    for control in body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        id_, at, _version = (tag.get(f"{W}val") if tag is not None else "").partition("@")
        if at:
            paragraphs = (" ".join(_runs(paragraph)) for paragraph in control.iter(f"{W}p"))
            found[id_] = f"{found.get(id_, '')} {_plain(' '.join(paragraphs))}"
    return found


def _runs(paragraph: Any) -> list[str]:  # lxml ships no types
    """The text of a paragraph; breaks and tabs part words, runs do not."""
    parted = (node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(*(f"{W}{t}" for t in TEXT)))
    return "".join(parted).split()


def _says(words: str, wanted: str) -> bool:
    return all(_plain(part) in words for part in wanted.split("…"))


TEXT = ("t", "tab", "br")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
