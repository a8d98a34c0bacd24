"""Every element of every document is said in words that readers find in the finished document."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from policygen.content.yaml_source import load_yaml
from tests.finished import Words, finished, says
from tests.samples import OF_THE_CORE, ROOT, library

# How many elements each kind of document has; numbered from 1.
COUNTS = {
    **{"POL": 30, "COC": 16, "VEN": 19, "MAN": 21, "IRF": 16, "LOG": 16, "INV": 15, "LET": 7, "LTR": 11, "CDN": 12},
    **{"IC": 19, "ICR": 11, "PST": 7, "SNP": 8, "TRN": 14, "RSK": 15, "SMP": 14, "REV": 14, "QPP": 11},
}
OWN = ("JPP-", "JPC-")  # of the Japanese documents, which have a test of their own


@dataclass(frozen=True)
class Answer:
    """Where one element is said: words of a clause of one document, in all organisations or in those named."""

    element: str
    document: str
    clause: str
    says: str
    of: tuple[str, ...]


def _read() -> Iterator[Answer]:
    documents = load_yaml(ROOT / "tests" / "content" / "elements.yaml").data["documents"]
    for document, elements in documents.items():
        for element, answers in elements.items():
            for one in answers:
                yield Answer(element, document, one["clause"], one["says"], tuple(one.get("of", ())))


ANSWERS = tuple(_read())
ORGANISATIONS = tuple(sorted({*OF_THE_CORE, *(of for answer in ANSWERS for of in answer.of)}))


def test_every_element_is_declared_and_answered_in_each_of_its_documents() -> None:
    declared = {id_ for id_ in library().elements if not id_.startswith(OWN)}
    assert declared == {f"{kind}-{number:02}" for kind, most in COUNTS.items() for number in range(1, most + 1)}
    asked = {(id_, document) for id_ in declared for document in library().elements[id_].document}
    answered = {(answer.element, _main(answer.document)) for answer in ANSWERS}
    assert answered == asked


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_finished_document_says_each_of_its_elements(organisation: str) -> None:
    missing = [
        f"{answer.element} in {file}: {answer.clause} does not say: {answer.says}"
        for document, files in finished(organisation).items()
        for file, clauses in files.items()
        for answer in _of(document, organisation)
        if answer.clause in clauses and not says(clauses[answer.clause], answer.says)
    ]
    silent = [
        f"{element} in {file} stands in {', '.join(sorted(where))} and is nowhere looked for"
        for document, files in finished(organisation).items()
        if organisation in OF_THE_CORE and document == _main(document)
        for file, clauses in files.items()
        for element, where in _supplied(clauses).items()
        if not any(a.element == element and a.clause in clauses for a in _of(document, organisation))
    ]
    assert not missing + silent, "\n".join([*missing, *silent])


def test_every_answer_is_found_somewhere() -> None:
    unused = [
        answer
        for answer in ANSWERS
        if not any(
            answer.clause in clauses and says(clauses[answer.clause], answer.says)
            for organisation in answer.of or OF_THE_CORE
            for clauses in finished(organisation).get(answer.document, {}).values()
        )
    ]
    assert not unused


def _of(document: str, organisation: str) -> list[Answer]:
    return [a for a in ANSWERS if a.document == document and organisation in (a.of or (organisation,))]


def _main(document: str) -> str:
    """The document that a variant is one of."""
    outline = library().outlines.get(document)
    return outline.variant_of or document if outline else ""


@cache
def _suppliers() -> dict[str, tuple[str, ...]]:
    return {clause.id: clause.supplies for clause in library().clauses}


def _supplied(clauses: Words) -> dict[str, set[str]]:
    """Element → the clauses that say they supply it."""
    found: dict[str, set[str]] = {}
    for clause in clauses:
        for element in _suppliers().get(clause, ()):
            if not element.startswith(OWN):
                found.setdefault(element, set()).add(clause)
    return found
