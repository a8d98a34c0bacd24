"""The law in another language: words laid over what a pack says, and nothing that lacks them or lags behind unsaid."""

import re
from datetime import date
from pathlib import Path

import pytest

from policygen.content.check import check
from policygen.content.library import load_library
from policygen.domain.law import Law
from policygen.domain.library import Library
from policygen.domain.pack_words import joined, texts
from policygen.errors import Diagnostic, PolicygenError
from tests.content.library_samples import FILES, write
from tests.samples import library as real

PACK = "jurisdictions/xa/"
WORDS = f"{PACK}translations/ja/law.yaml"
LAW = {
    "templates/words/ja/document.yaml": "running_head: 柱\n",
    f"{PACK}instruments.yaml": (
        "- id: xa-act\n  title: Act of Atlantis\n  basis: statute\n  evidence: primary\n"
        "  url: https://law.example/act\n  events: [{kind: starts, day: 2026-01-01, evidence: primary}]\n"
        "  provisions: [{id: xa-act-3, pinpoint: art. 3}]\n"
    ),
    f"{PACK}obligations.yaml": (
        "- {id: XA-1, kind: do, force: must, says: Name a desk., moment: before, cites: [xa-act-3], evidence: primary}\n"
    ),
    WORDS: (
        "translates: xa\nduties:\n  XA-1: {of: Name a desk., says: 相談窓口を定める。}\n"
        "texts:\n  Act of Atlantis: アトランティス法\n  art. 3: 第3条\n"
    ),
}
LATIN = re.compile(r"[a-z]{2,}")
NAMES = re.compile(r"policygen|https?://[!-~]+|[!-~]+/[!-~]+")  # a program, addresses, files of repositories


def _library(root: Path, changed: dict[str, str] | None = None) -> Library:
    return load_library((write(root, {**FILES, **LAW, **(changed or {})}),))


def _found(library: Library) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for one in check(library):
        found.setdefault(one.code, []).append(one)
    return found


def test_duties_and_citations_are_in_the_words_of_the_language(tmp_path: Path) -> None:
    law = Law(date(2026, 11, 21), _library(tmp_path).packs_in("ja"))
    [(_, duty)] = law.obligations("xa")
    assert duty.says == "相談窓口を定める。"
    assert law.citations("xa")["xa-act-3"].text == "アトランティス法第3条"


def test_the_law_in_the_language_of_the_content_stays_as_its_authors_wrote_it(tmp_path: Path) -> None:
    library = _library(tmp_path)
    assert library.packs_in("en") == library.packs
    assert Law(date(2026, 11, 21), library.packs).citations("xa")["xa-act-3"].text == "Act of Atlantis art. 3"


def test_a_duty_or_a_text_without_words_is_an_error_and_prints_in_its_source(tmp_path: Path) -> None:
    library = _library(tmp_path, {WORDS: "translates: xa\ntexts: {art. 3: 第3条}\n"})
    said = [one.message for one in _found(library)["PG-C088"]]
    assert said == ["the duty XA-1 has no words in 'ja'", "\"Act of Atlantis\" has no words in 'ja'"]
    assert library.packs_in("ja")["xa"].obligations[0].says == "Name a desk."
    assert not library.worded("xa", "ja")


def test_a_pack_inside_a_translated_one_needs_words_too(tmp_path: Path) -> None:
    within = FILES["jurisdictions/xb/pack.yaml"].replace("code: xb", "code: xa-b") + "within: xa\ncovers: the bay\n"
    around = FILES["jurisdictions/xa/pack.yaml"] + "parts: [{code: xa-b, name: Brigadoon}]\n"
    packs = {"jurisdictions/xa/pack.yaml": around, "jurisdictions/xa-b/pack.yaml": within}
    found = _found(_library(tmp_path, packs))["PG-C088"]
    assert [one.where.file for one in found] == ["jurisdictions/xa-b/translations/ja/law.yaml"]


def test_words_of_a_duty_that_has_changed_since_are_drift_and_still_print(tmp_path: Path) -> None:
    newer = LAW[f"{PACK}obligations.yaml"].replace("Name a desk.", "Name two desks.")
    library = _library(tmp_path, {f"{PACK}obligations.yaml": newer})
    [found] = _found(library)["PG-C087"]
    assert found.severity == "warning"
    assert found.message == f'drift: {WORDS}: XA-1 now reads "Name two desks."'
    assert library.packs_in("ja")["xa"].obligations[0].says == "相談窓口を定める。"


def test_words_of_a_text_that_is_gone_are_drift(tmp_path: Path) -> None:
    words = LAW[WORDS] + "  art. 4: 第4条\n"
    [found] = _found(_library(tmp_path, {WORDS: words}))["PG-C087"]
    assert '"art. 4"' in found.message
    assert "art. 3" in found.hint


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        (WORDS, "translates: xb\n", "PG-C080"),
        ("templates/translations/ja/law.yaml", "translates: xa\n", "PG-C080"),
        (WORDS, LAW[WORDS].replace("XA-1", "XA-9"), "PG-C089"),
    ],
)
def test_words_for_another_law_or_no_duty_are_an_error(tmp_path: Path, file: str, text: str, code: str) -> None:
    try:
        found = _found(_library(tmp_path, {file: text}))
    except PolicygenError as error:
        found = {one.code: [one] for one in error.diagnostics}
    assert found[code][0].where.file == file


def test_the_law_of_japan_is_whole_in_japanese() -> None:
    library = real()
    codes = [code for code in library.packs if "jp" in library.stack(code)]
    assert len(codes) == 10
    packs = library.packs_in("ja")
    said = [duty.says for code in codes for duty in packs[code].obligations]
    said += [text for code in codes for text in texts(packs[code])]
    assert not [text for text in said if LATIN.search(NAMES.sub("", text))]
    assert all(library.worded(code, "ja") for code in codes)


def test_two_words_are_joined_as_their_script_does() -> None:
    assert (joined("Act", "art. 3"), joined("法", "第3条"), joined("法", "3"), joined("", "3")) == (
        "Act art. 3",
        "法第3条",
        "法3",
        "3",
    )
