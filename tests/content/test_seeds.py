"""What the source texts ask for stands in the finished documents: the clause is there and says the words."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from policygen.content.yaml_source import load_yaml
from tests.finished import (
    START,
    Documents,
    cases,
    finished,
    finished_word,
    markdown_clauses,
    plain,
    says,
    started,
    word_clauses,
)
from tests.samples import CODE, POLICY, ROOT, VENDOR, issue, rendered, without

SHORT = {"policy": POLICY, "code": CODE, "vendor": VENDOR, "small": f"{VENDOR}-small", "start": START}
KEYS = {"asks", "answers", "nowhere", "behaviour", "resolved", "case"}
Seed = dict[str, Any]  # plain YAML, checked below


@dataclass(frozen=True)
class Answer:
    """Where one need is answered: words of a clause in a document of an organisation."""

    seed: str
    organisation: str
    document: str
    clause: str
    says: str


@cache
def _file() -> Mapping[str, Any]:  # plain YAML values
    data: Mapping[str, Any] = load_yaml(ROOT / "tests" / "content" / "seeds.yaml").data
    return data


def _seeds() -> list[tuple[str, str, Seed]]:
    """Each need, and after them each resolution, with the example of its group."""
    needs = [(id_, group["example"], seed) for group in _file()["groups"] for id_, seed in group["seeds"].items()]
    return needs + [(id_, "", one) for id_, one in _file()["resolutions"].items()]


def _answers() -> list[Answer]:
    return [
        Answer(id_, one.get("of", example), SHORT.get(one["in"], one["in"]), one["clause"], one["says"])
        for id_, example, seed in _seeds()
        for one in seed.get("answers", ())
    ]


ORGANISATIONS = tuple(sorted({answer.organisation for answer in _answers()}))
EXAMPLES = tuple(sorted({example for _, example, _ in _seeds() if example}))


def test_every_need_of_the_sources_stands_once() -> None:
    numbers = [id_ for id_, example, _ in _seeds() if example]
    assert numbers == [f"SEED-{number:03}" for number in range(1, 201)]


def test_every_contradiction_of_the_sources_is_settled_once() -> None:
    settled = [id_ for id_, example, _ in _seeds() if not example]
    assert sorted({*settled} - {"C-29b"}) == [f"C-{number:02}" for number in range(1, 36)]
    assert {seed["resolved"] for _, _, seed in _seeds() if "resolved" in seed} <= {*settled}


def test_every_need_is_answered_in_words_or_by_what_the_program_does() -> None:
    for id_, _, seed in _seeds():
        assert set(seed) <= KEYS, id_
        assert all(set(answer) - {"of"} == {"in", "clause", "says"} for answer in seed.get("answers", ())), id_
        assert seed["asks"], id_
        assert seed.get("answers") or seed.get("behaviour") or seed.get("case"), id_


def test_a_case_that_answers_is_a_case_of_a_pack() -> None:
    assert {seed["case"] for _, _, seed in _seeds() if "case" in seed} <= set(cases())


def test_what_the_program_does_is_held_by_a_test_of_that_name() -> None:
    named = [seed["behaviour"] for _, _, seed in _seeds() if "behaviour" in seed]
    assert named
    assert not [one["test"] for one in named if not one["does"] or not _is_test(one["test"])]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_clause_that_answers_is_there_and_says_so(organisation: str) -> None:
    asked = {answer.document for answer in _answers() if answer.organisation == organisation}
    documents = {**finished(organisation), **(started(organisation) if START in asked else {})}
    assert asked <= set(documents)
    missing = _missing(organisation, documents)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("organisation", EXAMPLES)
def test_the_word_file_says_the_same(organisation: str) -> None:
    missing = _missing(organisation, finished_word(organisation))
    assert not missing, "\n".join(missing)


def test_words_that_no_document_may_hold_are_in_none() -> None:
    for id_, example, seed in _seeds():
        for phrase in seed.get("nowhere", ()):
            for files in finished(example).values():
                for clauses in files.values():
                    assert not [clause for clause, words in clauses.items() if plain(phrase) in words], (id_, phrase)


def test_a_clause_that_goes_is_noticed() -> None:
    issued = issue("childrens-network", content=without("tell-us-what-works"))
    files = rendered(issued, "md", "docx")
    assert "tell-us-what-works" not in markdown_clauses(files[f"{POLICY}.en.md"].data)
    assert "tell-us-what-works" not in word_clauses(files[f"{POLICY}.en.docx"].data)


def _missing(organisation: str, documents: Documents) -> list[str]:
    """What is not said in every file of its document that has the clause, or in no file at all."""
    found = []
    for answer in (one for one in _answers() if one.organisation == organisation and one.document in documents):
        there = [clauses[answer.clause] for clauses in documents[answer.document].values() if answer.clause in clauses]
        if not there or not all(says(words, answer.says) for words in there):
            found.append(f"{answer.seed}: {answer.document} {answer.clause} does not say: {answer.says}")
    return found


def _is_test(name: str) -> bool:
    """Whether `path::function` names a test."""
    path, _, function = name.partition("::")
    return re.match("test_", function) is not None and function in _functions(path)


@cache
def _functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
