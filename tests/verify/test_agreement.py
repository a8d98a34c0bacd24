"""Finished files agree with the answers, the law and each other, also after somebody has worked on them."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policygen import workflow, workflow_check
from policygen.domain.library import Format
from policygen.errors import Diagnostic, PolicygenError
from policygen.verify.agreement import Facts, Said, disagreements
from tests.content.answers_samples import real_questions
from tests.samples import ALL_EXAMPLES, EXAMPLES, POLICY, TODAY, example, issue, rendered, unchanged, with_body

SHOP = "corner-shop"
NAME = f"{POLICY}.en"
FORMATS: tuple[Format, ...] = ("docx", "pdf", "html", "md")


@cache
def facts(name: str) -> Facts:
    return workflow_check.facts(unchanged(name))


@cache
def files(name: str) -> dict[str, bytes]:
    return {path: made.data for path, made in rendered(unchanged(name), "docx", "html", "md").items()}


def only(text: str, told: str = "", language: str = "en") -> tuple[Diagnostic, ...]:
    """What is found in a file of this text, made from a document of that text."""
    labels = {"en": {"wording.always.the victim": "the person affected"}}
    return disagreements({f"a.{language}.md": text.encode()}, Facts({f"a.{language}": Said((told or text,))}, labels))


def edited(data: bytes, suffix: str, said: str, instead: str) -> bytes:
    """The file with one text in it changed by hand, the first time that it stands there."""
    if suffix != "docx":
        assert said in data.decode(), said
        return data.decode().replace(said, instead, 1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert said in part.decode(), said
                part = part.decode().replace(said, instead, 1).encode()
            new.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_document_of_every_example_agrees(name: str) -> None:
    assert disagreements(files(name), facts(name)) == ()


def test_print_sheets_and_pdf_files_agree_too() -> None:
    made = rendered(unchanged(SHOP), "pdf")
    assert disagreements({path: one.data for path, one in made.items()}, facts(SHOP)) == ()


@pytest.mark.parametrize("name", ALL_EXAMPLES)
def test_every_document_that_limits_conduct_says_what_is_not_harassment(name: str) -> None:
    found = facts(name)
    for stem, said in found.said.items():
        pattern = found.labels[stem.rpartition(".")[2]]["wording.not_harassment"]
        assert not said.fair or re.search(pattern, said.text, re.IGNORECASE), stem


# --- a file that says another fact than the issue ---------------------------------------------------------------------

CHANGES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    # what: other answers, a document that prints them, the words it then holds, the answer that it should have said
    "a phone number": ({"contacts.owner.phone": "+61 3 5550 0999"}, NAME, "+61 3 5550 0999", "contacts.owner"),
    "an email address": ({"contacts.owner.email": "boss@bellbird.example"}, NAME, "boss@bellbird", "contacts.owner"),
    "a time": ({"reporting.times.facts": "9 weeks"}, NAME, "9 weeks", "reporting.times.facts"),
    "a count": ({"response.repeats": 4}, "response-manual.en", "4", "response.repeats"),
    "a measure": ({"support.others": ["escort"]}, NAME, "somebody to go with you to the police", ""),
    "the name of a person": ({"contacts.owner.name": "Rosie Tran"}, NAME, "Rosie Tran", "contacts.owner.name"),
    "a post": ({"contacts.senior.post": "Shift lead"}, NAME, "Shift lead", "contacts.senior.post"),
    "the organisation": ({"organisation.name": "Bellbird Shops"}, NAME, "Bellbird Shops", "organisation.name"),
    "the version": ({"issue.version": "2.4"}, "training-plan.en", "2.4", "issue.version"),
    "a day": ({"issue.effective": "2026-12-15"}, NAME, "15 December 2026", "issue.effective"),
    "an address": ({"places.shop.address": "6 Sample Road, Ballarat VIC 3350"}, "letter-refusal.en", "6 Sample", "places.shop.address"),
    "an emergency number": ({"places.shop.emergency": "112"}, NAME, "112", "emergenc"),
}  # fmt: skip


@cache
def changed(what: str) -> workflow.Issue:
    changes, stem, *_ = CHANGES[what]
    return issue(SHOP, {"response.repeats": 3, **changes}, documents=(stem.removesuffix(".en"),))


@cache
def as_issued() -> Facts:
    return workflow_check.facts(issue(SHOP, {"response.repeats": 3}))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_says_another_fact_than_the_issue_is_named_with_its_words(what: str, suffix: Format) -> None:
    _, stem, words, source = CHANGES[what]
    made = {path: one.data for path, one in rendered(changed(what), suffix).items()}
    name = f"{stem}.{suffix}"
    found = [one for one in disagreements({name: made[name]}, as_issued()) if one.code == "PG-V201"]
    told = "\n".join(one.message for one in found)
    assert found
    assert {one.where.file for one in found} == {name}
    assert words in told
    assert source in told


# --- a file changed by hand --------------------------------------------------------------------------------------------

BY_HAND = [
    ("phone +61 3 5550 0132", "phone +61 3 5550 0133", "PG-V201", "contacts.owner.reach"),
    ("1 working day", "9 working days", "PG-V201", "9 working days"),
    ("1 working day", "____", "PG-V201", "1 working day"),
    ("1 working day", "", "PG-V201", "1 working day"),
    ("1 working day", "[time]", "PG-V202", "[time]"),
    ("We answer every complaint.", "We answer every complaint. {{ more }}", "PG-V202", "{{"),
    ("We answer every complaint.", "We answer every complaint. TODO", "PG-V202", "TODO"),
    ("We answer every complaint.", "Ask +61 3 5550 0777.", "PG-V201", "+61 3 5550 0777"),
    ("You need no proof", "Face the offender", "PG-V203", "the person reported"),
    ("You need no proof", "It is strictly confidential", "PG-V203", "who will know"),
    ("You need no proof", "First, confront the person", "PG-V203", "nobody has to confront anyone"),
]


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
@pytest.mark.parametrize(("said", "instead", "code", "told"), BY_HAND)
def test_a_file_changed_by_hand_is_told_where_it_no_longer_agrees(
    said: str, instead: str, code: str, told: str, suffix: str
) -> None:
    name = f"{NAME}.{suffix}"
    found = disagreements({name: edited(files(SHOP)[name], suffix, said, instead)}, facts(SHOP))
    words = [f"{one.message} {one.hint}" for one in found if one.code == code and one.where.file == name]
    assert any(told in one for one in words), found


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ("Face the offender within 77 hours.", "PG-V203", "the person reported"),
        ("Strictly confidential.", "PG-V203", "who will know"),
        ("Ask [name].", "PG-V202", "[name]"),
    ],
)
def test_a_pdf_made_of_other_words_is_told_where_it_no_longer_agrees(body: str, code: str, told: str) -> None:
    other = issue("harbour-clinic", content=with_body("our-commitment", body), documents=(POLICY,))
    made = rendered(other, "pdf")[f"{NAME}.pdf"]
    found = [one for one in disagreements({f"{NAME}.pdf": made.data}, facts("harbour-clinic")) if one.code == code]
    assert any(told in f"{one.message} {one.hint}" for one in found)


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
def test_a_document_that_no_longer_says_what_is_not_harassment_is_named(suffix: str) -> None:
    name = f"vendor-clauses-insert.en.{suffix}"
    changed = edited(files(SHOP)[name], suffix, "is not Prohibited Conduct", "belongs to the work")
    assert [(one.code, one.where.file) for one in disagreements({name: changed}, facts(SHOP))] == [("PG-V240", name)]


@pytest.mark.parametrize(
    ("suffix", "said"),
    [("docx", 'w:name="_c_vendor_facts"'), ("html", 'id="vendor-facts"'), ("md", 'id="vendor-facts"')],
)
def test_a_cross_reference_that_leads_nowhere_is_named(suffix: str, said: str) -> None:
    name = f"vendor-clauses.en.{suffix}"
    changed = edited(files(SHOP)[name], suffix, said, said.replace("facts", "gone"))
    [found] = disagreements({name: changed}, facts(SHOP))
    assert (found.code, found.where.file) == ("PG-V241", name)
    assert "facts" in found.message


@pytest.mark.parametrize(
    ("text", "language", "code", "told"),
    [
        ('"Serious Conduct" means an act on the list.', "en", "PG-V242", '"Serious Conduct" is defined and never used'),
        ('They forbid conduct ("Serious Conduct"). No serious conduct.', "en", "PG-V243", '"serious conduct"'),
        ("(1) 行為者 言動をしたとされる者をいう。", "ja", "PG-V242", "行為者"),
        ("田中株式会社（以下「甲」という。）", "ja", "PG-V242", "甲"),
    ],
)
def test_a_term_is_used_and_used_as_it_is_defined(text: str, language: str, code: str, told: str) -> None:
    name = f"a.{language}.md"
    found = disagreements({name: text.encode()}, Facts({f"a.{language}": Said((text,))}, real_questions().words))
    assert [(one.code, told in one.message) for one in found] == [(code, True)]


def test_a_term_of_another_document_is_defined_where_it_is_used() -> None:
    texts = {
        "a.en": '"Serious Conduct" means an act on the list. Serious Conduct is rare.',
        "b.en": 'A "Report" means news. A Report of Serious Conduct comes first.',
        "c.en": 'A "Report" means news. A Report of Serious Conduct comes first: "Serious Conduct" is what we list.',
    }
    files = {f"{stem}.md": text.encode() for stem, text in texts.items()}
    said = {stem: Said((text,)) for stem, text in texts.items()}
    found = disagreements(files, Facts(said, real_questions().words))
    assert [(one.code, one.where.file) for one in found] == [("PG-V243", "b.en.md")]


# --- what is no disagreement -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
def test_words_without_a_fact_may_be_changed(suffix: str) -> None:
    name = f"{NAME}.{suffix}"
    changed = edited(files(SHOP)[name], suffix, "We answer every complaint.", "Every complaint gets its answer.")
    assert disagreements({name: changed}, facts(SHOP)) == ()


def test_a_word_no_document_may_hold_is_found_as_a_word_only() -> None:
    assert only("The victimless rule") == ()
    assert only("Ask THE  VICTIM.", "Ask.") != ()
    assert only("The victim.", "Ask.", language="ja") == ()


def test_what_the_organisation_answered_word_for_word_may_hold_such_a_word() -> None:
    assert only("See our rule *The victim first*.") == ()


def test_a_folder_without_these_documents_is_refused(tmp_path: Path) -> None:
    request = workflow.Request(answers=example(SHOP))
    with pytest.raises(PolicygenError, match="PG-V200"):
        workflow_check.check(request, TODAY, tmp_path)
