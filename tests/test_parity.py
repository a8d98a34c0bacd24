"""Word, PDF, HTML and Markdown of a document say the same words in the same order, numbers included."""

from collections.abc import Sequence
from functools import cache

import pytest

from policygen.assembly.assemble import Assembled
from policygen.domain.document import Fields, Sign
from policygen.templating import tokens
from policygen.verify import docx_reading, pdf_checks, words
from tests.samples import CODE, EXAMPLES, HOSTILE, POLICY, VENDOR, issue, library, rendered, unchanged

FORMS = ("incident-report-form", "incident-log", "investigation-checklist")
DOCUMENTS = (POLICY, CODE, VENDOR, f"{VENDOR}-insert", f"{VENDOR}-small", *FORMS)
NOT_ISSUED = {("corner-shop", "investigation-checklist")}  # too much for so small a firm
CASES = [(e, d) for e in EXAMPLES for d in DOCUMENTS if (e, d) not in NOT_ISSUED]
BULLETS = frozenset({"•", "–", "◦", "‣", "-"})


@cache
def files(example: str, name: str = "") -> dict[str, bytes]:
    of = issue(example, {"organisation.name": name}) if name else unchanged(example)
    return {path: artifact.data for path, artifact in rendered(of).items()}


@cache
def assembled(example: str, document: str) -> Assembled:
    found = {one.outline.id: one for one in unchanged(example).assembled}
    return found[document]


@cache
def markdown(example: str, document: str, name: str = "") -> tuple[str, ...]:
    return words.markdown_words(files(example, name)[f"{document}.en.md"])


@pytest.mark.parametrize(("example", "document"), CASES)
def test_a_page_and_its_markdown_say_the_same_words(example: str, document: str) -> None:
    shown = words.html_words(files(example)[f"{document}.en.html"])
    assert _first_difference(markdown(example, document), shown) == ""


@pytest.mark.parametrize(("example", "document"), CASES)
def test_word_counts_and_says_what_the_markdown_says(example: str, document: str) -> None:
    shown = docx_reading.words(files(example)[f"{document}.en.docx"], numbers=True)
    assert _first_difference(markdown(example, document), shown) == ""


@pytest.mark.parametrize(("example", "document"), CASES)
def test_a_pdf_says_what_the_markdown_says(example: str, document: str) -> None:
    shown = _without_furniture(
        pdf_checks.words(files(example)[f"{document}.en.pdf"]), example, assembled(example, document)
    )
    expected = _without_bullets(markdown(example, document))
    assert _first_difference(expected, shown) == ""


def test_a_hostile_name_reads_the_same_in_every_format() -> None:
    found = files("corner-shop", HOSTILE)
    plain = markdown("corner-shop", POLICY, HOSTILE)
    assert " ".join(HOSTILE.split()) in " ".join(plain)
    assert words.html_words(found[f"{POLICY}.en.html"]) == plain
    assert docx_reading.words(found[f"{POLICY}.en.docx"], numbers=True) == plain
    assert " ".join(HOSTILE.split()) in " ".join(pdf_checks.words(found[f"{POLICY}.en.pdf"]))


def test_print_sheets_say_every_word_of_their_clauses() -> None:
    found = files("corner-shop")
    for one in unchanged("corner-shop").assembled:
        if one.outline.sheet:
            name = f"{CODE}-leaflet-a4" if one.outline.sheet == "leaflet" else f"{CODE}-a4"
            shown = " ".join(pdf_checks.words(found[f"{name}.en.pdf"]))
            for title in (c.title for c in one.document.clauses() if c.title):
                text = " ".join(tokens.filled(_plain(title), one.document.values).split())
                assert text in shown


def _plain(title: Sequence[object]) -> str:
    return "".join(getattr(inline, "text", "") for inline in title)


def _without_bullets(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in found if word not in BULLETS)


def _without_furniture(found: Sequence[str], example: str, one: Assembled) -> tuple[str, ...]:
    """Without the organisation's name above the title, bullets, the word above the contents, and the day, month and
    year below a date to fill in."""
    name = tokens.filled(one.document.organisation, one.document.values).split()
    assert list(found[: len(name)]) == name
    kept = list(_without_bullets(found[len(name) :]))
    labels = library().words["en"]
    if one.document.contents:
        kept.remove(labels["pdf.contents"])
    units = {labels["pdf.day"], labels["pdf.month"], labels["pdf.year"]}
    for _ in range(_dates(one)):
        at = next((at for at in range(len(kept) - 2) if set(kept[at : at + 3]) == units), len(kept))
        del kept[at : at + 3]
    return tuple(kept)


def _dates(one: Assembled) -> int:
    return sum(
        field.kind == "date"
        for clause in one.document.clauses()
        for block in clause.blocks
        if isinstance(block, Fields | Sign)
        for field in block.fields
    )


def _first_difference(expected: Sequence[str], shown: Sequence[str]) -> str:
    """Empty where both are the same; else the words around the first that differs."""
    if tuple(expected) == tuple(shown):
        return ""
    pairs = zip(expected, shown, strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(shown)))
    around = slice(max(0, at - 5), at + 6)
    return f"… {' '.join(expected[around])} … reads … {' '.join(shown[around])} …"
