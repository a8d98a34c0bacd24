"""Lines of Japanese on a sheet break between phrases, and no word is lost in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.render.japanese_phrases import phrases
from policygen.render.to_pdf import pdf_sheet
from policygen.verify.pdf_checks import words
from tests.render import pdf_samples as samples
from tests.render.pdf_samples import LABELS, clause, p, section


def whole(text: str) -> list[str]:
    return [part for stays, part in phrases(text) if stays]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("働く人にも、思いやりのある言動を。", ["働く", "人にも", "思いやりのある", "言動を"]),
        ("お客様相談室長　電話 03-5550-0116または電子メール", ["お客様相談室長", "電話", "03-5550-0116", "または", "電子メール"]),
        ("ご来店の皆様へのお願い", ["ご来店の", "皆様への", "お願い"]),
        ("令和8年12月1日から60日", ["令和8年12月1日", "から", "60日"]),
        ("カスタマーハラスメントとは", ["カスタマー", "ハラスメントとは"]),
        ("カスタマー・ハラスメント防止条例", ["カスタマー", "ハラスメント", "防止条例"]),
        ("つきまとい、待ち伏せ", ["つきまとい", "待ち伏せ"]),
    ],
)  # fmt: skip
def test_a_word_its_particle_a_number_and_a_date_stay_on_one_line(text: str, parts: list[str]) -> None:
    assert whole(text) == parts


def test_a_very_long_phrase_may_break_but_not_before_its_last_letter() -> None:
    (rest,) = whole("特定電気通信役務提供者損害賠償責任制限法")
    assert len(rest) > 1


@given(st.text("働く人のおご願いカメラー、。電話0123-年月日 Ab", max_size=60))
def test_the_phrases_are_the_text(text: str) -> None:
    assert "".join(part for _, part in phrases(text)) == text


def test_a_japanese_sheet_says_its_words_in_order() -> None:
    said = "働く人にも、ほかの方にも、思いやりのある言動を。電話 03-5550-0116"
    sheet = samples.document(
        section("a", clause("a-1", p(said))), title="ご意見を伺います", language="ja", locale="ja_JP"
    )
    made = pdf_sheet(sheet, LABELS, "poster")
    assert said.replace(" ", "") in "".join(words(made.data))
