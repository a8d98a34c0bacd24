"""The interview in Japanese: a shop in Tokyo from its first question to its documents, in a real pseudo-terminal."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policygen.content.answer_reader import AnswerReader
from policygen.content.check import check
from policygen.content.typed_words import plainly
from policygen.content.yaml_source import load_yaml
from policygen.domain.library import Library
from policygen.domain.questions import Question, QuestionnaireWords
from policygen.errors import PolicygenError
from policygen.interview.used_by import used_by
from tests.samples import data, library

pexpect = pytest.importorskip("pexpect")

ROOT = Path(__file__).parents[2]
ENGLISH = re.compile(r"\b(the|your|you|what|which|who|how|press|type|step|accept)\b", re.I)
AT_A_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")


def start(folder: Path, term: str) -> Any:  # pexpect is untyped
    child = pexpect.spawn(
        sys.executable,
        ["-m", "policygen", "new", str(folder), "--lang", "ja"],
        cwd=str(ROOT),
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1"},
        dimensions=(24, 80),
        timeout=30,
        encoding="utf-8",
    )
    child.delaybeforesend = 0.05
    return child


def answer(child: Any, question: str, keys: str) -> str:
    """Type at a question; what was shown before it."""
    child.expect_exact(question)
    child.send(keys)
    return str(child.before)


@AT_A_TERMINAL
def test_a_shop_in_tokyo_is_asked_and_answers_in_japanese(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    child = start(folder, "dumb")
    shown = answer(child, "正式名称は何ですか", "株式会社みなと商店\r")
    shown += answer(child, "業種はどれですか", "小売\r")
    shown += answer(child, "全事業場を合わせて何人", "６\r")
    shown += answer(child, "所在地はどこですか", "〒100-0000 東京都千代田区見本町1-1-1\r")
    shown += answer(child, "Enter だけで「東京都」", "\r")
    shown += answer(child, "ほかに働いている場所", "\r")
    shown += answer(child, "役職名又は窓口の名称", "店主\r")
    shown += answer(child, "電話番号、メールアドレス", "でんわ\r")
    shown += answer(child, "カンマで区切って入力してください", "")
    shown += answer(child, "電話番号、メールアドレス", "０３-5550-0130、tenshu@minato.example\r")
    shown += answer(child, "ほかに相談できる方", "2\r")
    shown += answer(child, "役職名又は窓口の名称", "副店主\r")
    shown += answer(child, "電話番号、メールアドレス", "fuku@minato.example\r")
    shown += answer(child, "ほかに相談できる方", "\r")
    shown += answer(child, "すべてこのままで次へ", "\r")
    shown += answer(child, "役員や管理職に関する相談は", "?\r")
    shown += answer(child, "この質問の理由", "")
    shown += answer(child, "役員や管理職に関する相談は", "\r")
    shown += answer(child, "返事: 2営業日", "")
    shown += answer(child, "Enter を押してください", "4\r")
    shown += answer(child, "いつまでに返事", "すぐ\r")
    shown += answer(child, "期間は、数字と単位", "")
    shown += answer(child, "いつまでに返事", "３営業日\r")
    shown += answer(child, "返事: 3営業日", "")
    shown += answer(child, "Enter を押してください", "\r")
    shown += answer(child, "一般の方に案内する", "03-5550-0130\r")
    shown += answer(child, "すべてこのままで次へ」", "\r")
    shown += answer(child, "すべてこのままで次へ」", "\r")
    shown += answer(child, "回答を確かめてください", "")
    shown += answer(child, "これでよい（終わる）」", "\r")
    child.expect_exact("終わりました")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert ENGLISH.findall(shown.replace("--lang", "")) == []
    saved = load_yaml(folder / "answers.yaml").data
    assert saved["organisation"]["short_name"] == "みなと商店"
    assert saved["organisation"]["languages"]["staff"] == ["ja"]
    assert saved["organisation"]["people"] == {"employees": 6}
    assert saved["places"]["place"] | {"name": ""} == {
        "name": "", "address": "〒100-0000 東京都千代田区見本町1-1-1", "law": "jp-13", "public": True, "emergency": "110",
        "workers": 6,
    }  # fmt: skip
    assert saved["contacts"]["contact"]["phone"] == "03-5550-0130"
    assert saved["reporting"]["times"]["acknowledge"] == "3 working days"


@AT_A_TERMINAL
def test_menus_and_stopping_are_in_japanese_in_a_full_terminal(tmp_path: Path) -> None:
    child = start(tmp_path / "shop", "xterm")
    answer(child, "正式名称は何ですか", "みなと商店\r")
    answer(child, "小売業・店舗", "\x03")
    child.expect_exact("中断しました")
    child.expect_exact("--lang ja")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_every_question_of_the_core_is_written_in_japanese() -> None:
    found = [d for d in check(library()) if d.code in ("PG-C085", "PG-C086")]
    assert found == []


def test_a_question_without_japanese_and_words_without_a_question_are_errors() -> None:
    words = library().asked_in["ja"]
    other = dict(words.questions)
    other["organisation.nam"] = other.pop("organisation.name")
    broken = QuestionnaireWords(questions=other, titles=words.titles)
    found = {d.code: d for d in check(_asked_in(broken)) if d.code in ("PG-C085", "PG-C086")}
    assert "organisation.name" in found["PG-C085"].hint
    assert "`organisation.name` lacks its prompt" in found["PG-C086"].message


def _asked_in(words: QuestionnaireWords) -> Library:
    return replace(library(), asked_in={"ja": words})


def test_every_screen_of_the_interview_has_its_words_in_japanese() -> None:
    english, japanese = library().words["en"], library().words["ja"]
    screens = {key for key in english if key.startswith("interview.") and not key.startswith("interview.short.")}
    assert screens - set(japanese) == {"interview.place-in-town"}  # a town is not read out of a Japanese address
    asked = {key.removeprefix("interview.short.") for key in english if key.startswith("interview.short.")}
    words = library().asked_in["ja"].questions
    assert {id_ for id_ in asked if not words[id_].short} == set()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3営業日", "3 working days"),
        ("１２ヶ月", "12 months"),
        ("24 時間", "24 hours"),
        ("5年", "5 years"),
        ("2 weeks", "2 weeks"),
    ],
)
def test_a_length_of_time_is_typed_in_japanese_and_kept_as_ever(typed: str, kept: str) -> None:
    question = Question(id="x", kind="duration", prompt="期間")
    assert plainly(question, typed, library().words["ja"]) == kept


def test_a_refusal_says_in_japanese_what_would_be_right() -> None:
    reader = AnswerReader(library(), "ja")
    asked = {q.id: q for section in reader.sections({}) for q in section.questions}
    with pytest.raises(PolicygenError, match="決められた範囲の整数を入力してください。例：38。"):
        reader.typed(asked["organisation.people.employees"], "多い", {})


def test_why_a_question_is_asked_names_the_japanese_documents() -> None:
    lines = " ".join(used_by(library(), data("sakura-retail", {}), "ja")["reporting.times.facts"])
    assert "カスタマーハラスメント対応マニュアル" in lines
    assert "Response" not in lines
