"""Blanks for days, times and further options, as people of the place write them, in every format."""

import re
from dataclasses import replace

import pytest

from policygen.domain.document import Document, Field, Fields, Sign
from policygen.render import to_docx
from policygen.render.blank_parts import date_parts, time_parts
from policygen.render.to_html import html
from policygen.render.to_markdown import markdown
from policygen.render.to_pdf import pdf
from policygen.verify import docx_checks, docx_reading, pdf_checks
from policygen.verify.words import html_words, markdown_words
from tests.render.html_samples import Printed, clause, document, section
from tests.samples import library

FIELDS = (
    Field("day", "date", "発生日", half=True),
    Field("hour", "time", "時刻", half=True),
    Field("how", "several-of", "経路", options=("対面", "電話"), other="その他"),
    Field("ok", "tick", "確かめた。"),
)


def form(language: str = "ja", *blocks: Fields | Sign, close: bool = False) -> Document:
    made = section("s", "", replace(clause("c", "", "x"), blocks=blocks or (Fields(FIELDS),)))
    return document(Printed(), made, id="form", title="様式", language=language, locale=language, close=close)


def japanese() -> dict[str, str]:
    return dict(library().words["ja"])


@pytest.mark.parametrize(
    ("locale", "parts", "time"),
    [
        ("ja-JP", ("year", "month", "day"), ("hour", "minute")),
        ("en-US", ("month", "day", "year"), ()),
        ("en_US", ("month", "day", "year"), ()),
        ("en-AU", ("day", "month", "year"), ()),
    ],
)
def test_a_day_and_a_time_are_left_blank_in_the_order_of_the_place(
    locale: str, parts: tuple[str, ...], time: tuple[str, ...]
) -> None:
    assert (date_parts(locale), time_parts(locale)) == (parts, time)


def test_the_unit_stands_behind_its_blank_in_japanese() -> None:
    text = markdown(form(), japanese()).decode()
    assert re.search(r"\.{6,} 年 \.{6,} 月 \.{6,} 日", text)
    assert re.search(r"\.{6,} 時 \.{6,} 分", text)
    page = html(form(), japanese()).decode()
    assert re.search(r'<div class="year"><input [^>]*><label [^>]*><small>年</small>', page)
    assert page.index("<small>時</small>") < page.index("<small>分</small>")
    body = docx_reading.parts(to_docx.docx(form(), japanese()))["word/document.xml"].decode()
    assert "\u3000年\u3000\u3000\u3000月\u3000\u3000\u3000日</w:t>" in body
    assert "\u3000時\u3000\u3000\u3000分</w:t>" in body
    said = "".join(pdf_checks.words(pdf(form(), japanese())))
    assert said.index("年") < said.index("月") < said.index("時") < said.index("分")


def test_a_day_to_be_signed_has_its_units_too() -> None:
    sign = Sign("署名", (Field("d", "date", "確認"),))
    assert "年月日" in "".join(pdf_checks.words(pdf(form("ja", sign, close=True), japanese())))


def test_a_box_is_a_square_in_japanese() -> None:
    assert markdown(form(), japanese()).decode().count("□ ") == 4
    body = docx_reading.parts(to_docx.docx(form(), japanese()))["word/document.xml"].decode()
    assert body.count("<w:t>□</w:t>") == 4
    assert markdown(form("en"), dict(library().words["en"])).decode().count("☐ ") == 4


@pytest.mark.parametrize(("language", "last"), [("ja", ("その他（", "）")), ("en", ("その他:",))])
def test_a_further_option_has_room_beside_it_and_reads_the_same_everywhere(
    language: str, last: tuple[str, ...]
) -> None:
    whole, labels = form(language), dict(library().words[language])
    found = html_words(html(whole, labels))
    assert found[found.index("電話") + 1 :][: len(last)] == last
    assert markdown_words(markdown(whole, labels)) == found
    data = to_docx.docx(whole, labels)
    assert docx_reading.words(data) == found
    assert not docx_checks.check_docx(data)
    assert "".join(last) in "".join(pdf_checks.words(pdf(whole, labels)))
