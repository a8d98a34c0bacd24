"""Letters: each on one page, each fair to the person it is about, each agreeing with the other documents."""

import io
import re
from functools import cache

import pikepdf
import pytest

from tests.samples import ALL_EXAMPLES, issue, rendered

LETTERS = (
    "letter-acknowledgement", "letter-complaint", "letter-to-customer", "letter-to-organisation", "letter-refusal",
    "letter-police", "acceptable-behaviour-agreement",
)  # fmt: skip
TO_OTHERS = (
    "letter-to-customer",
    "letter-to-organisation",
    "letter-refusal",
    "letter-police",
    "acceptable-behaviour-agreement",
)
LABELS = re.compile(
    r"\b(offender|harasser|perpetrator|abuser|victim|guilty|aggressive|abusive|allegation|zero tolerance)\b", re.I
)


@cache
def texts(example: str) -> dict[str, str]:
    """The letters of an example by their stem, as Markdown."""
    found = rendered(issue(example, documents=LETTERS), "md")
    return {path.removesuffix(".en.md"): artifact.data.decode() for path, artifact in found.items()}


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_a_letter_takes_one_page_and_the_agreement_two(example: str) -> None:
    for path, artifact in rendered(issue(example, documents=LETTERS), "pdf").items():
        pages = len(pikepdf.open(io.BytesIO(artifact.data)).pages)
        assert pages <= (2 if path.startswith("acceptable") else 1), path


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_no_letter_labels_a_person_or_finds_before_a_hearing(example: str) -> None:
    for name, text in texts(example).items():
        assert not LABELS.search(text), name
    for name in TO_OTHERS:
        assert "reported" in texts(example)[name], name


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_a_person_from_outside_can_answer_complain_and_come_back(example: str) -> None:
    answers = issue(example, documents=LETTERS).job.answers
    hears = answers.get("response.reply_or_appeal.to")
    for name in ("letter-to-customer", "letter-refusal", "acceptable-behaviour-agreement"):
        text = texts(example)[name]
        assert str(hears.get("post")) in text, name  # type: ignore[union-attr]
        assert re.search("complain", text), name
        assert re.search("disability", text), name
    assert "you are welcome back" in texts(example)["letter-refusal"]


def test_what_a_clinic_must_give_stays_in_the_letter_and_in_the_agreement() -> None:
    found = texts("harbour-clinic")
    for name in ("letter-refusal", "acceptable-behaviour-agreement"):
        assert "You can still get urgent care here whenever we are open." in found[name]
    assert "6 months" in found["letter-refusal"]


def test_a_complaint_never_goes_to_the_person_it_is_about() -> None:
    assert "never to the person it is about" in texts("harbour-clinic")["letter-complaint"]
    assert "supervisor" in texts("harbour-clinic")["letter-complaint"]
