"""Contracts, the short sign and the words to copy in Japanese: whole, in their register, and agreeing with the English."""

import re
from datetime import date
from functools import cache

import pytest

from policygen import workflow
from policygen.assembly import advice, together
from policygen.assembly.assemble import Assembled
from policygen.templating import tokens
from tests.content.test_japanese import CLINIC, SHOP
from tests.samples import VENDOR, Changes, issue

EVERY_CONTRACT: Changes = {
    "meeting_people.alone": ["off-site"], "contact_centre.outsourced": True, "contact_centre.clear_answers": 2,
}  # fmt: skip
SCHOOL: Changes = {
    "organisation.industry": "school", "organisation.activities": [], "organisation.duty_to_serve": ["school-place"],
    "meeting_people.third_parties": ["parents", "suppliers"], "response.still_served": "在籍する子どもは受け入れます。",
    "response.stop_without_asking": False, "response.warnings_before_ending_a_call": 0,
}  # fmt: skip
ORGANISATIONS = {
    "sakura": EVERY_CONTRACT, "shop": SHOP, "clinic": CLINIC, "school": SCHOOL,
    "centre": {**EVERY_CONTRACT, "organisation.industry": "contact-centre", "organisation.activities": []},
}  # fmt: skip
DOCUMENTS = (VENDOR, "poster", "snippets")
CONTRACTS = ("", "insert", "small", "reverse", "contact-centre")


@cache
def _issue(name: str) -> workflow.Issue:
    return issue("sakura-retail", ORGANISATIONS[name], documents=DOCUMENTS)


def _ours(name: str, language: str = "ja") -> list[Assembled]:
    return [one for one in _issue(name).assembled if one.document.language == language]


def _text(one: Assembled) -> str:
    return "\n".join(
        tokens.filled(part.text, part.values) for written in one.written for part in (written.title, written.body)
    )


def _contract(variant: str, language: str = "ja") -> str:
    found = (one for one in _ours("sakura", language) if one.outline.document == VENDOR)
    return next(_text(one) for one in found if one.outline.variant == variant)


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_every_document_is_whole_in_both_languages_and_warns_of_nothing(name: str) -> None:
    of = _issue(name)
    assert not of.accounts.findings
    found = advice.advice(of.job.situation, of.job.answers, of.assembled, date(2026, 11, 22))
    assert [one for one in found if ".ja" in str(one.where) and one.severity == "warning"] == []
    assert {one.outline.id for one in _ours(name, "en")} <= {one.outline.id for one in _ours(name)}


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_both_languages_of_a_contract_have_the_same_numbered_points(name: str) -> None:
    of = _issue(name)
    pairs = [pair for pair in together.pairs(of.job.planned, of.assembled) if pair.source.outline.document == VENDOR]
    assert len(pairs) >= 3
    assert [one.message for pair in pairs for one in together.differences(pair)] == []


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_no_english_stands_in_them(name: str) -> None:
    for one in _ours(name):
        bodies = re.sub(r"```.*?```|\]\([^)]*\)", "", "\n".join(w.body.text for w in one.written), flags=re.DOTALL)
        assert set(re.findall(r"[A-Za-z]{2,}", bodies)) <= {"SNS"}, one.outline.id


@pytest.mark.parametrize("variant", CONTRACTS)
def test_every_contract_asks_both_parties_for_help_and_holds_it_against_neither(variant: str) -> None:
    text = _contract(variant)
    assert "第33条第3項" in text or "同条第3項" in text
    assert "甲及び乙は、相互に" in text or "相互に、事実の確認" in text
    assert "協力を求め" in text or "その求めを理由に不利に扱わない" in text
    assert "義務を相手方に移" in text or "義務を、相手方に移" in text
    assert "独占禁止法" in text or "私的独占の禁止" in text


@pytest.mark.parametrize("variant", CONTRACTS)
def test_no_contract_speaks_as_to_customers(variant: str) -> None:
    made = next(one for one in _ours("sakura") if one.outline.document == VENDOR and one.outline.variant == variant)
    rules = "".join(written.body.text for written in made.written if written.clause.id != "jp-vendor-sheet")
    assert [
        word for word in ("お客様", "御社", "当社", "ください", "下請業者", "報復", "加害者") if word in rules
    ] == []


@pytest.mark.parametrize("variant", CONTRACTS)
def test_the_japanese_text_of_a_contract_prevails_and_both_say_so(variant: str) -> None:
    assert "日本語によるものが優先する" in _contract(variant)
    assert "the Japanese text prevails" in _contract(variant, "en")


def test_a_contract_in_english_alone_knows_no_japanese_text() -> None:
    alone = issue("sakura-retail", {"organisation.languages.contract": "en"}, documents=(VENDOR,))
    assert {one.document.language for one in alone.assembled} == {"en"}
    assert not [one for one in alone.assembled if "Japanese text" in _text(one)]


def test_the_short_sign_is_short_and_the_greeting_can_be_spoken() -> None:
    sign = next(one for one in _ours("sakura") if one.outline.id == "poster")
    own = "".join(w.body.text for w in sign.written if w.clause.id in ("jp-sign-please", "jp-sign-follows"))
    assert 60 <= len(re.sub(r"[\s*-]", "", own)) <= 90
    copied = next(one for one in _ours("sakura") if one.outline.id == "snippets")
    greeting = next(w.body for w in copied.written if w.clause.id == "jp-copy-greeting")
    spoken = tokens.filled(greeting.text, greeting.values).split("\n\n")[0]
    assert len(spoken) <= 80


def test_a_shop_of_six_calls_itself_a_shop() -> None:
    assert "（以下「当社」）" in _contract("")
    six = issue("sakura-retail", {"organisation.people.employees": 6}, documents=(VENDOR,))
    full = next(one for one in six.assembled if one.outline.id == VENDOR and one.document.language == "ja")
    assert "（以下「当店」）" in _text(full)


def test_a_sheet_for_the_workers_of_the_other_party_comes_with_the_full_contract() -> None:
    sheet = _contract("")
    assert "許可はいりません" in sheet
    assert "4時間以内に、相手をご本人から遠ざける" in sheet
    assert "総合労働相談コーナー" in sheet


def test_the_company_of_a_group_stands_under_its_name_in_each_language() -> None:
    group: Changes = {
        "organisation.entities": [{"name": "Mihon Testing Co., Ltd."}],
        "translations.ja.organisation.entities": [{"name": "株式会社見本検査"}],
    }
    undecided = issue("sakura-retail", group, documents=(VENDOR,))
    [main] = [one for one in undecided.assembled if one.document.language == "ja" and not one.outline.variant]
    assert "桜小売の会社のうち末尾に記名するもの（以下「甲」" in _text(main)
    chosen = issue("sakura-retail", {**group, "vendors.our_company": "Mihon Testing Co., Ltd."}, documents=(VENDOR,))
    for one in chosen.assembled:
        ours = "株式会社見本検査" if one.document.language == "ja" else "Mihon Testing Co., Ltd."
        assert ours in _text(one), one.outline.variant
        assert "桜小売株式会社" not in _text(one), one.outline.variant
