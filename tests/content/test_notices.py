"""What hangs on walls and is copied into mails: it fits, is short, says only what is true, and follows the law of its place."""

import re
from typing import Any

import pytest

from policygen.assembly.compose import plain_text
from policygen.assembly.plan import Planned
from policygen.domain.document import Box, Document
from policygen.errors import PolicygenError
from policygen.render.to_markdown import markdown
from policygen.render.to_pdf import pdf, pdf_sheet
from policygen.templating import tokens
from policygen.verify.pdf_checks import findings
from tests.samples import ALL_EXAMPLES, OF_THE_CORE, Changes, assembled_with, issue, job, library, with_body

NOTICE, POSTER, SNIPPETS, CONTACT = "consultation-desk-notice", "poster", "snippets", "out-of-hours-contact-protocol"
LABELS = library().words["en"]


def documents(example: str, *ids: str, changes: Changes | None = None) -> list[Document]:
    return [one.document for one in issue(example, changes, documents=ids).assembled]


def words(document: Document) -> str:
    return " ".join(re.sub(r"<[^>]*>|[#*>|]", " ", markdown(document, LABELS).decode()).split())


def texts(example: str, *ids: str, changes: Changes | None = None) -> str:
    return " ".join(words(one) for one in documents(example, *ids, changes=changes) if not one.variant)


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_every_sheet_of_every_example_fits_on_its_page_in_type_that_can_be_read(example: str) -> None:
    for one in issue(example, documents=(NOTICE, POSTER)).assembled:
        if one.outline.sheet:
            made = pdf_sheet(one.document, library().words[one.document.language], one.outline.sheet)
            assert made.fits, (example, one.document.id, made.missing_mm, made.longest_clauses)
            assert made.size_pt >= (24 if one.document.id == POSTER else 8)
            assert findings(made.data) == ()


@pytest.mark.parametrize("example", OF_THE_CORE)
def test_a_poster_is_one_idea_in_15_to_60_words(example: str) -> None:
    for one in documents(example, POSTER):
        assert 15 <= len(words(one).split()) <= 65, words(one)  # a telephone number counts as several words


def test_a_poster_that_would_overflow_names_the_clause_to_leave_out() -> None:
    content = with_body("poster-still-served", "You can still get what we owe you. " * 60)
    sheet = assembled_with(content, "harbour-clinic", "poster-sheet")
    with pytest.raises(PolicygenError) as raised:
        pdf(sheet.document, LABELS, sheet="poster")
    assert raised.value.diagnostics[0].code == "PG-R012"
    assert "poster-still-served" in raised.value.diagnostics[0].hint


def test_a_poster_hangs_only_where_the_public_comes_in() -> None:
    assert documents("indus-software", POSTER) == []
    assert {one.record for one in documents("childrens-network", POSTER)} == {"us-ny", "au-vic"}


def test_documents_for_each_law_carry_its_code_only_where_there_are_several() -> None:
    def stems(example: str) -> list[str]:
        planned: tuple[Planned, ...] = job(example, documents=(NOTICE,)).planned
        return [one.stem for one in planned]

    assert stems("corner-shop") == [f"{NOTICE}.en", f"{NOTICE}-a4.en"]
    assert stems("childrens-network") == [
        f"{NOTICE}@us-ny.en", f"{NOTICE}@au-vic.en", f"{NOTICE}-letter@us-ny.en", f"{NOTICE}-a4@au-vic.en",
    ]  # fmt: skip


def test_a_notice_of_one_law_holds_nothing_of_another_and_its_own_emergency_number() -> None:
    by_law = {one.record: words(one) for one in documents("childrens-network", NOTICE) if not one.variant}
    assert "911" in by_law["us-ny"]
    assert "Fair Work" not in by_law["us-ny"]
    assert "Then call 000" in by_law["au-vic"]
    assert "Equal Employment" not in by_law["au-vic"]


@pytest.mark.parametrize("ids", [(NOTICE,), (SNIPPETS,), (CONTACT,)])
@pytest.mark.parametrize("example", ["corner-shop", "harbour-clinic", "prairie-grill"])
def test_a_complaint_is_never_harassment_and_nobody_harmed_has_to_answer(example: str, ids: tuple[str, ...]) -> None:
    text = texts(example, *ids).casefold()
    assert "complaint" in text
    assert "not harassment" in text or "not abuse" in text
    for phrase in ("confront", "strictly confidential", "zero tolerance", "you must answer", "harasser", "victim"):
        assert phrase not in text


def test_recording_is_named_only_where_it_is_true() -> None:
    silent = texts("harbour-clinic", POSTER, SNIPPETS, changes={"response.recording": []})
    assert not re.search(r"cameras|we record|recording", silent, re.I)
    true = texts("harbour-clinic", POSTER, SNIPPETS, changes={"response.recording": ["calls"]})
    assert "We record phone calls" in true
    assert not re.search(r"cameras", true, re.I)


@pytest.mark.parametrize("example", OF_THE_CORE)
def test_the_phone_greeting_takes_fifteen_seconds(example: str) -> None:
    (document,) = documents(example, SNIPPETS)
    greeting = next(clause for clause in document.clauses() if clause.id == "snippet-greeting")
    box = next(block for block in greeting.blocks if isinstance(block, Box))
    said = " ".join(plain_text(block.inlines) for block in box.blocks if hasattr(block, "inlines"))
    assert len(tokens.filled(said, document.values).split()) <= 35


@pytest.mark.parametrize(
    ("changes", "there", "gone"),
    [
        ({"public_contact.private_phones": "work-number"}, "you have a work number", "hide the number"),
        ({"public_contact.private_phones": "sometimes"}, "hide the number first", "you have a work number"),
        ({"public_contact.names_shown": "first-names"}, "The public sees first names", "the function only"),
        (
            {"public_contact.moderator": "principal"},
            "The Principal Doctor may answer once",
            "whoever looks after the page",
        ),
        ({}, "The Practice Manager saves it", "The public sees"),
    ],
)
def test_new_answers_are_optional_and_change_the_protocol(changes: dict[str, Any], there: str, gone: str) -> None:
    text = texts("harbour-clinic", CONTACT, changes=changes)
    assert there in text
    assert gone not in text


def test_a_shop_of_six_people_gets_short_texts() -> None:
    for document, most in ((NOTICE, 380), (SNIPPETS, 900), (CONTACT, 870)):
        assert len(texts("corner-shop", document).split()) < most < len(texts("harbour-clinic", document).split())
