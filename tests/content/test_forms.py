"""The form, the log and the checklist: what they ask, in which order, for whom, and that they keep to few pages."""

from io import BytesIO

import pikepdf
import pytest

from policygen.assembly.readability import grade
from policygen.domain.document import Document, Field, Fields
from policygen.verify import docx_reading, words
from tests.render.pdf_samples import one, p
from tests.samples import EXAMPLES, rendered, unchanged

FORM, LOG, CHECKLIST = "incident-report-form", "incident-log", "investigation-checklist"
# Blame, labels and boxes that a form must not have, and what nobody may be told to do.
NEVER = (
    "victim", "perpetrator", "offender", "alleged", "complainant", "harasser", "provoke", "wear ", "zero tolerance",
    "as appropriate", "where possible", "confidential", "N/A",
)  # fmt: skip


def document(example: str, name: str) -> Document:
    return next(one.document for one in unchanged(example).assembled if one.outline.id == name)


def fields(example: str, name: str) -> list[Field]:
    blocks = (block for clause in document(example, name).clauses() for block in clause.blocks)
    return [field for block in blocks if isinstance(block, Fields) for field in block.fields]


def pages(example: str, name: str) -> int:
    return len(pikepdf.open(BytesIO(rendered(unchanged(example))[f"{name}.en.pdf"].data)).pages)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_form_asks_about_safety_first_and_about_names_last(example: str) -> None:
    asked = [field.id for field in fields(example, FORM)]
    assert asked[:2] == ["safe-now", "need-today"]
    order = ["safe-now", "account", "day", "person", "witnesses", "kept", "effect", "want", "name", "received-by"]
    assert [one for one in asked if one in order] == order


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_field_of_a_form_has_an_id_of_its_own(example: str) -> None:
    for name in (FORM, LOG, CHECKLIST):
        if name == CHECKLIST and example == "corner-shop":
            continue
        asked = [field.id for field in fields(example, name)]
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", [FORM, LOG])
def test_no_form_blames_labels_or_promises_secrecy(example: str, name: str) -> None:
    said = " ".join(words.markdown_words(rendered(unchanged(example))[f"{name}.en.md"].data))
    assert not [phrase for phrase in NEVER if phrase in said]
    assert "not harassment" in said
    assert "honest report" in said


def test_a_very_small_firm_has_a_log_of_one_page_and_no_checklist() -> None:
    assert pages("corner-shop", LOG) == 1
    assert not [one for one in unchanged("corner-shop").assembled if one.outline.id == CHECKLIST]


def test_a_form_keeps_to_few_pages() -> None:
    assert pages("corner-shop", FORM) <= 3
    assert pages("harbour-clinic", CHECKLIST) <= 3


def test_only_what_is_recorded_is_asked_to_be_saved() -> None:
    saved = {
        e: next(f.label for f in fields(e, FORM) if f.id == "camera-save") for e in ("corner-shop", "indus-software")
    }
    assert "chats" not in saved["corner-shop"]
    assert "call recordings and chats" in saved["indus-software"]


def test_the_words_of_a_form_are_counted_and_its_questions_graded() -> None:
    asked = Fields(
        (Field("a", "one-of", "Did anybody see or hear it?", options=("Yes", "No")), Field("b", "text", "Place"))
    )
    measured = grade(one(p("We ask two things."), asked))
    assert (measured.words, measured.longest) == (4 + 6 + 2 + 1, 6)


def test_word_and_page_hold_the_same_words_of_a_log_by_hand() -> None:
    found = rendered(unchanged("corner-shop"))
    assert docx_reading.words(found[f"{LOG}.en.docx"].data, numbers=True) == words.html_words(
        found[f"{LOG}.en.html"].data
    )
