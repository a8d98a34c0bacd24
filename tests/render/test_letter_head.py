"""A letter's date, reader and sender stand above its title, each on its side, in every format."""

import io
from dataclasses import replace

import pikepdf

from policygen.assembly.numbering import Numberer
from policygen.domain.document import Document, Paragraph, Section, Text
from policygen.render import to_docx
from policygen.render.pdf_tree import sheet_tree
from policygen.render.to_html import html
from policygen.render.to_markdown import markdown
from policygen.render.to_pdf import pdf
from policygen.verify import docx_checks, docx_reading, pdf_checks
from policygen.verify.words import html_words, markdown_words
from tests.render import docx_samples, html_samples, pdf_samples
from tests.render.html_samples import clause, document, section


def letter() -> Document:
    printed = html_samples.Printed()
    head = clause(
        "sender", "", f"```right\n{printed.say('20 November')}\n```\n\nTo all staff\n\n```right\nShop\nOwner\n```"
    )
    body = clause("text", "", "We protect you.\n\n```right\nEnd\n```")
    sections = (section("body", "", body), replace(section("head", "", head), look="head"))
    return document(printed, *sections, id="letter", title="Our desk", close=True)


SAID = ("20", "November", "To", "all", "staff", "Shop", "Owner", "Our", "desk", "We", "protect", "you.", "End")


def test_every_format_says_the_head_first_then_the_title() -> None:
    assert html_words(html(letter(), html_samples.labels())) == SAID
    assert markdown_words(markdown(letter(), html_samples.labels())) == SAID
    assert docx_reading.words(to_docx.docx(letter(), docx_samples.LABELS)) == SAID
    said = " ".join(pdf_checks.words(pdf(letter(), pdf_samples.LABELS)))
    assert said.index("November") < said.index("Owner") < said.index("Our desk") < said.index("protect")


def test_a_line_on_the_right_stands_there_and_the_title_in_the_centre() -> None:
    data = to_docx.docx(letter(), docx_samples.LABELS)
    body = docx_reading.parts(data)["word/document.xml"].decode()
    assert body.count('<w:jc w:val="right"/>') == 3
    assert body.count('<w:jc w:val="center"/>') == 1
    assert not docx_checks.check_docx(data)
    assert html(letter(), html_samples.labels()).decode().count('<p class="right">') == 3


def test_a_line_on_the_right_stands_there_before_a_form_too() -> None:
    line = "```right\nShop\n```\n"
    form = "```fields\n- {id: name, kind: text, label: Name}\n```\n"
    assert _first_word_at(f"{line}\n{form}") == _first_word_at(line)


def _first_word_at(text: str) -> float:
    """How far from the left edge of the page, in points, the first word of a letter's head begins."""
    head = replace(section("head", "", clause("sender", "", text)), look="head")
    body = section("body", "", clause("text", "", "We protect you."))
    data = pdf(
        document(html_samples.Printed(), head, body, id="letter", title="Our desk", close=True), pdf_samples.LABELS
    )
    with pikepdf.open(io.BytesIO(data)) as file:
        moves = (one for one in pikepdf.parse_content_stream(file.pages[0]) if str(one.operator) == "cm")
        return float(next(moves).operands[4])


def test_a_sheet_has_no_head() -> None:
    labels = {"draft": "", "day": "", "month": "", "year": "", "other": "{blank}"}
    data = sheet_tree(letter(), (labels, labels), (), "notice")
    assert (len(data["above"]), len(data["sections"])) == (0, 2)


def test_a_line_on_the_right_has_no_number() -> None:
    blocks = (Paragraph((Text("one"),)), Paragraph((Text("date"),), side="right"), Paragraph((Text("two"),)))
    articles = replace(clause("a", "Aim", "x"), blocks=blocks)
    part = replace(section("s", "", articles), numbering="articles")
    [numbered] = Numberer().number((part,))
    assert [block.number for block in numbered.clauses[0].blocks if isinstance(block, Paragraph)] == ["", "", "2"]
    assert isinstance(numbered, Section)
