"""Letters: each on one page, each fair to the person it is about, each agreeing with the other documents."""

import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from policygen.errors import PolicygenError
from policygen.workflow import Issue
from tests.redline.office import office_program
from tests.samples import ALL_EXAMPLES, OF_THE_CORE, Changes, issue, rendered, without

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

JAPANESE: dict[str, Changes] = {
    "shop": {},
    "small shop": {"organisation.people.employees": 6, "organisation.activities": []},
    "clinic": {
        "organisation.industry": "clinic", "organisation.people.employees": 30, "organisation.duty_to_serve": ["emergency-care"],
        "organisation.activities": [], "response.still_served": "急患はいつでも診療します。", "japan.calendar": "western",
        "meeting_people.third_parties": ["patients", "families", "suppliers"],
    },
    "school": {
        "organisation.industry": "school", "organisation.people.employees": 60, "organisation.duty_to_serve": ["school-place"],
        "organisation.activities": [], "response.still_served": "在籍する子どもの学習は、これまでと同じように続けます。",
        "meeting_people.third_parties": ["parents", "pupils", "families"],
    },
}  # fmt: skip
JAPANESE_LABELS = re.compile("加害者|犯人|被害者|クレーム|カスハラ|貴殿|あなた|罪|逮捕|訴え|出禁")


@cache
def texts(example: str) -> dict[str, str]:
    """The letters of an example by their stem, as Markdown."""
    found = rendered(issue(example, documents=LETTERS), "md")
    return {path.removesuffix(".en.md"): artifact.data.decode() for path, artifact in found.items()}


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_a_letter_takes_one_page_and_the_agreement_two(example: str) -> None:
    for path, artifact in rendered(in_the_set(example), "pdf").items():
        pages = len(pikepdf.open(io.BytesIO(artifact.data)).pages)
        assert pages <= (2 if path.startswith("acceptable") else 1), path


@pytest.mark.office
@pytest.mark.parametrize("example", ["prairie-grill", "sakura-retail"])
def test_a_letter_of_word_takes_one_page_in_libreoffice_too(example: str, tmp_path: Path) -> None:
    made = {path: one for path, one in rendered(in_the_set(example), "docx").items() if path.startswith("letter")}
    for path, one in made.items():
        (tmp_path / path).write_bytes(one.data)
    program = office_program()
    files = [str(tmp_path / path) for path in made]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = {path.name: len(pikepdf.open(path).pages) for path in tmp_path.glob("*.pdf")}
    assert len(pages) == len(made) > 3
    assert {name: count for name, count in pages.items() if count > 1} == {}


def in_the_set(example: str) -> Issue:
    """The letters of an example as they are issued with all its documents, which they name."""
    whole = issue(example)
    pairs = [
        (planned, one)
        for planned, one in zip(whole.job.planned, whole.assembled, strict=True)
        if planned.outline.document in LETTERS
    ]
    job = replace(whole.job, planned=tuple(planned for planned, _ in pairs))
    return replace(whole, job=job, assembled=tuple(one for _, one in pairs))


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_no_letter_labels_a_person_or_finds_before_a_hearing(example: str) -> None:
    for name, text in texts(example).items():
        assert not LABELS.search(text), name
    for name in TO_OTHERS:
        assert "reported" in texts(example)[name], name


@pytest.mark.parametrize("example", OF_THE_CORE)
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


@pytest.mark.parametrize(
    ("element", "document", "changes"),
    [
        ("LTR-06", "letter-refusal", {"places.clinic.law": "gb-eng", "england": {"nhs": ["gp-list"]}}),
        ("LTR-07", "trespass-notice", {"places.clinic.law": "nz"}),
    ],
)
def test_what_one_place_asks_of_a_letter_cannot_be_left_out(element: str, document: str, changes: Changes) -> None:
    whole = issue("harbour-clinic", changes, documents=(document,))
    suppliers = {c.id for one in whole.assembled for w in one.written if element in (c := w.clause).supplies}
    assert suppliers
    with pytest.raises(PolicygenError, match=f"does not say {element}|does not exist in the language"):
        issue("harbour-clinic", changes, content=without(*suppliers), documents=(document,))


@cache
def japanese(kind: str) -> dict[str, tuple[str, int]]:
    """The Japanese letters of a kind of organisation by their stem: as Markdown, and how many pages they take."""
    changes = {"organisation.languages.staff": ["ja"], "organisation.languages.public": ["ja"], **JAPANESE[kind]}
    found = rendered(issue("sakura-retail", changes, documents=LETTERS, languages=("ja",)), "md", "pdf")
    pages = {path: len(pikepdf.open(io.BytesIO(one.data)).pages) for path, one in found.items() if path.endswith("pdf")}
    return {
        path.removesuffix(".ja.md"): (one.data.decode(), pages[path.removesuffix("md") + "pdf"])
        for path, one in found.items()
        if path.endswith(".ja.md")
    }


@pytest.mark.parametrize("kind", JAPANESE)
def test_a_letter_in_japanese_takes_one_page_and_the_agreement_two(kind: str) -> None:
    found = japanese(kind)
    assert {"letter-to-customer-lifted", *LETTERS} == set(found)
    for name, (_, pages) in found.items():
        assert pages <= (2 if name.startswith("acceptable") else 1), name


@pytest.mark.parametrize("kind", JAPANESE)
def test_a_letter_in_japanese_labels_nobody_and_says_that_it_is_a_report(kind: str) -> None:
    for name, (text, _) in japanese(kind).items():
        assert not JAPANESE_LABELS.search(text), name
    for name in TO_OTHERS:
        assert "報告" in japanese(kind)[name][0], name
    for name in ("letter-to-customer", "letter-to-organisation"):
        assert re.search("お話.*伺っておら|お話は伺っておりません", japanese(kind)[name][0]), name


@pytest.mark.parametrize("kind", JAPANESE)
def test_set_words_of_a_letter_in_japanese_stand_in_pairs_and_in_their_order(kind: str) -> None:
    lines = [line.strip() for line in re.sub("<[^>]+>", "\n", japanese(kind)["letter-to-organisation"][0]).splitlines()]
    found = [line[:2] for line in lines if line[:2] in ("拝啓", "敬具", "記", "以上")]
    assert found == ["拝啓", "敬具", "記", "以上"]
    for name in ("letter-to-customer", "letter-to-customer-lifted", "letter-refusal", "letter-acknowledgement"):
        text = japanese(kind)[name][0]
        assert text.count("以上\n") + text.count("以上<") == 1, name
        assert "拝啓" not in text, name


@pytest.mark.parametrize("kind", JAPANESE)
def test_who_gets_a_letter_in_japanese_can_answer_complain_and_ask_for_another_way(kind: str) -> None:
    for name in ("letter-to-customer", "letter-refusal", "acceptable-behaviour-agreement"):
        text, _ = japanese(kind)[name]
        assert "人事部長" in text, name
        assert "苦情" in text, name
        assert "障害" in text, name


def test_what_must_be_given_in_japan_is_never_among_the_choices_of_a_refusal() -> None:
    assert "商品の販売やサービスの提供をお断りする" in japanese("shop")["letter-refusal"][0]
    assert "急患はいつでも診療します。" in japanese("clinic")["letter-refusal"][0]
    school, _ = japanese("school")["letter-refusal"]
    assert "対応をお断りする" not in school
    assert "在籍する子どもの学習は、これまでと同じように続けます。" in school
