"""answers.yaml on disk: comments, order, hostile text, and never half a file."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.content.answers_file import read_answers
from policygen.content.yaml_source import load_yaml
from policygen.errors import PolicygenError
from policygen.interview.store import Store, question_order, write_atomically
from tests.content.answers_samples import real_questions

VISIBLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), max_codepoint=0xEFFFF, exclude_characters="\ufeff")
    .filter(lambda c: not (0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069)),
    min_size=1,
    max_size=120,
).filter(lambda text: text.strip() == text and any(unicodedata.category(c)[0] in "LNPS" for c in text))  # fmt: skip


def store(folder: Path) -> Store:
    questions = real_questions().questions()
    keyed = [question for question in questions if "." not in question.id]
    fields = [f"{question.id}.{field.id}" for question in keyed for field in question.fields]
    order = question_order([*(q.id for q in questions), *fields], [q.id for q in keyed])
    return Store(folder / "answers.yaml", order)


def test_comments_and_quotes_survive_a_rewrite(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(
        "# Our answers.\nversion: 1\n\norganisation:\n  name: 'A & B'   # as on the contracts\n"
        "  people: {employees: 3}\n# Who to call\ncontacts:\n  owner: {post: Owner}  # Rosa\n",
        encoding="utf-8",
    )
    store(tmp_path).put({"organisation.hr": False, "contacts.owner.phone": "+61 3 5550 0130"})
    text = path.read_text(encoding="utf-8")
    for kept in ("# Our answers.", "'A & B'   # as on the contracts", "# Who to call", "# Rosa"):
        assert kept in text
    assert 'owner: {post: Owner, phone: "+61 3 5550 0130"}' in text


def test_keys_stand_in_the_order_of_the_questions_whatever_was_answered_first(tmp_path: Path) -> None:
    target = store(tmp_path)
    target.put({"accepted_suggestions": ["organisation.hr"]})
    target.put({"issue.version": "1.0", "issue.owner": "owner"})
    target.put({"contacts.owner.email": "o@shop.example", "contacts.owner.post": "Owner"})
    target.put({"places.shop.law": "au-vic", "places.shop.name": "Shop"})
    target.put({"reporting.times.protect": "1 working day", "reporting.times.acknowledge": "2 working days"})
    target.put({"organisation.hr": False, "organisation.name": "A", "organisation.people.employees": 3})
    data = load_yaml(tmp_path / "answers.yaml").data
    assert list(data) == [
        "version", "organisation", "places", "contacts", "reporting", "issue", "accepted_suggestions",
    ]  # fmt: skip
    assert list(data["organisation"]) == ["name", "people", "hr"]
    assert list(data["places"]["shop"]) == ["name", "law"]
    assert list(data["contacts"]["owner"]) == ["post", "email"]
    assert list(data["reporting"]["times"]) == ["acknowledge", "protect"]
    assert list(data["issue"]) == ["owner", "version"]


@settings(max_examples=300, deadline=None)
@given(VISIBLE)
def test_any_visible_text_comes_back_as_it_was_typed(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    store(folder).put(
        {"organisation.name": text, "contacts.owner.post": text, "contacts.owner.phone": "+1 518 555 0100"}
    )
    answers = read_answers(folder / "answers.yaml", real_questions())
    assert answers.get("organisation.name") == text
    again = load_yaml(folder / "answers.yaml").data
    store(folder).put({"organisation.hr": True})
    assert load_yaml(folder / "answers.yaml").data["contacts"] == again["contacts"]


NUMBERS_AND_WORDS = ["no", "yes", "on", "null", "~", "012", "1.0", "12:30:00", "2026-12-01"]
MARKS = [
    "#x",
    "*a",
    "&a",
    "!x",
    "{a}",
    "%x",
    "@x",
    "|",
    ">",
    "-",
    "?",
    "?a",
    ":a",
    "-a",
    "[a]",
    "- a",
    "a: b",
    "a #b",
    "'",
    '"',
]


@pytest.mark.parametrize("text", [*NUMBERS_AND_WORDS, *MARKS])
def test_text_that_looks_like_something_else_stays_text(text: str, tmp_path: Path) -> None:
    store(tmp_path).put({"organisation.name": text, "contacts.owner.post": text})
    data = load_yaml(tmp_path / "answers.yaml").data
    assert (data["organisation"]["name"], data["contacts"]["owner"]["post"]) == (text, text)


def test_a_long_answer_stays_on_one_line_and_a_wide_group_is_written_line_by_line(tmp_path: Path) -> None:
    target = store(tmp_path)
    target.put({"response.still_served": "word " * 60 + "end."})
    for key in ("notice", "removal", "replacement", "outcome", "answer", "cure", "ending"):
        target.put({f"vendors.times.{key}": "10 working days"})
    lines = (tmp_path / "answers.yaml").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("  still_served: word word") and line.endswith("end.") for line in lines)
    assert "    notice: 10 working days" in lines
    assert not any(line.endswith(" ") for line in lines)


def test_an_edit_made_in_an_editor_meanwhile_is_kept(tmp_path: Path) -> None:
    target = store(tmp_path)
    target.put({"organisation.name": "A"})
    path = tmp_path / "answers.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "shape: separate  # mine\n", encoding="utf-8")
    target.put({"organisation.hr": True})
    assert "shape: separate  # mine" in path.read_text(encoding="utf-8")


def test_a_file_broken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = store(tmp_path)
    target.put({"organisation.name": "A"})
    path = tmp_path / "answers.yaml"
    path.write_text("version: 1\norganisation: {name: [A\n", encoding="utf-8")
    with pytest.raises(PolicygenError, match="changed meanwhile"):
        target.put({"organisation.hr": True})
    assert path.read_text(encoding="utf-8").endswith("{name: [A\n")


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.yaml"
    write_atomically(path, b"old")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.yaml"]


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".answers.yaml.x1.tmp").write_bytes(b"half")
    store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_taking_an_answer_away_keeps_its_neighbours(tmp_path: Path) -> None:
    target = store(tmp_path)
    target.put({"vendor.name": "Brightwell", "vendor.address": "9 Road"})
    target.put({"vendor.name": None, "vendor.contact": None})
    assert load_yaml(tmp_path / "answers.yaml").data["vendor"] == {"address": "9 Road"}
