"""Finished files agree with the answers, the law and each other, also after somebody has worked on them."""

from pathlib import Path

import pytest

from policygen import workflow, workflow_check
from policygen.errors import PolicygenError
from policygen.verify.agreement import Facts, disagreements
from tests.samples import EXAMPLES, POLICY, TODAY, example, rendered, unchanged

NAME = f"{POLICY}.en.md"


def facts(name: str) -> Facts:
    return workflow_check.facts(unchanged(name))


def files(name: str) -> dict[str, bytes]:
    return {path: made.data for path, made in rendered(unchanged(name), "docx", "html", "md").items()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_document_of_every_example_agrees(name: str) -> None:
    assert disagreements(files(name), facts(name)) == ()


def test_print_sheets_and_pdf_files_agree_too() -> None:
    made = rendered(unchanged("corner-shop"), "pdf")
    assert disagreements({path: one.data for path, one in made.items()}, facts("corner-shop")) == ()


@pytest.mark.parametrize(
    ("said", "instead", "code", "told"),
    [
        ("phone +61 3 5550 0113", "phone +61 3 5550 0999", "PG-V201", "+61 3 5550 0999"),
        ("adviser@speakup.example", "advisor@speakup.example", "PG-V201", "advisor@speakup.example"),
        ("2 working days", "9 working days", "PG-V201", "9 working days"),
        ("Our commitment", "Our [commitment]", "PG-V202", "[commitment]"),
        ("Our commitment", "Our {{ commitment }}", "PG-V202", "{{"),
        ("the person reported", "the offender", "PG-V203", "the person reported"),
        ("Our commitment", "Strictly confidential", "PG-V203", "who will know"),
    ],
)
def test_a_file_changed_by_hand_is_told_where_it_no_longer_agrees(
    said: str, instead: str, code: str, told: str
) -> None:
    before = files("harbour-clinic")[NAME].decode()
    assert said in before
    (*_, found) = disagreements({NAME: before.replace(said, instead).encode()}, facts("harbour-clinic"))
    assert found.code == code
    assert told in f"{found.message} {found.hint}"
    assert found.where.file == NAME


def test_the_number_of_a_heading_is_no_part_of_the_phone_number_above_it() -> None:
    some = Facts(frozenset({"+61 3 5550 0113"}), {})
    assert disagreements({"a.en.md": b"Call +61 3 5550 0113\n\n## 4 Support"}, some) == ()
    assert disagreements({"a.en.md": b"Call +61 3 5550 0199\n\n## 4 Support"}, some) != ()


def test_a_word_no_document_may_hold_is_found_as_a_word_only() -> None:
    some = Facts(frozenset(), {"en": {"the victim": "the person affected"}})
    assert disagreements({"a.en.md": b"The victimless rule"}, some) == ()
    assert disagreements({"a.en.md": b"Ask THE  VICTIM."}, some) != ()
    assert disagreements({"a.ja.md": b"The victim."}, some) == ()


def test_a_folder_without_these_documents_is_refused(tmp_path: Path) -> None:
    request = workflow.Request(answers=example("corner-shop"))
    with pytest.raises(PolicygenError, match="PG-V200"):
        workflow_check.check(request, TODAY, tmp_path)
