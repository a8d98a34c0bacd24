"""Translations hold words only: they follow their source, drift is told, and both languages have the same points."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from policygen import workflow
from policygen.assembly import together
from policygen.content.check import check
from policygen.content.library import load_library
from policygen.domain.document import Clause, Document, Fields, Sign
from policygen.domain.library import Library
from policygen.errors import Diagnostic, PolicygenError
from policygen.verify import docx_checks, docx_reading, pdf_checks, words
from tests.content.library_samples import FILES, clause, write
from tests.samples import GONE, POLICY, Changes, issue, rendered, with_clauses
from tests.samples import library as real

DESK = "consultation-desk-notice"
DOCUMENTS = (POLICY, DESK)
TOGETHER: Changes = {"japan.layout": "together"}
ELSEWHERE = {
    "address": "1 Example Street, Sydney NSW 2000",
    "law": "au",
    "workers": 10,
    "public": True,
    "emergency": "000",
}
SIZES: dict[str, Changes] = {
    "larger": {},
    "small": {"organisation.people.employees": 30},
    "micro": {"organisation.people.employees": 6},
    "clinic": {
        "organisation.industry": "clinic", "organisation.duty_to_serve": ["emergency-care", "essential-goods"],
        "organisation.activities": [], "response.still_served": "急患はいつでも診療します。",
    },
    "inn": {"organisation.industry": "hospitality", "meeting_people.serves_alcohol": True, "organisation.duty_to_serve": ["lodging"]},
    "office": {
        "organisation.industry": "public-office", "japan.public_body": True, "response.recording": [],
        "reporting.anonymous": False, "response.stop_without_asking": False, "response.warnings_before_ending_a_call": 0,
    },
    "bare": {
        "organisation.existing_policies": [], "support.services": [], "translations": GONE,
        "support.others": [], "meeting_people.alone": [],
        "meeting_people.protected": ["employees"], "meeting_people.impaired": False, "meeting_people.under_18": False,
        "meeting_people.targets": [], "issue.approved_on": "2027-01-10", "issue.effective": "2027-02-01",
    },
    "two numbers": {"places.osaka.emergency": "110"},
}  # fmt: skip
NOTE_JA = (
    "id: note\nlanguage: ja\ntitle: 覚え\nreader: staff\nsections:\n  - {id: main, title: 本文, slots: [hello, more]}\n"
)
NOTE_EN = "translates: note@ja\ntitle: Note\nsections: {main: Text}\n"
PAIR = {
    "templates/words/ja/document.yaml": "running_head: 柱\n",
    "jurisdictions/xa/documents/note.ja.yaml": NOTE_JA,
    "jurisdictions/xa/clauses/xa-hello.ja.md": clause("xa-hello", body="こんにちは。", title="（挨拶）"),
    "jurisdictions/xa/translations/en/note.yaml": NOTE_EN,
    "jurisdictions/xa/translations/en/any/xa-hello.md": "---\ntranslates: xa-hello@1\ntitle: (Greeting)\n---\nHello.\n",
}


def _library(root: Path, changed: dict[str, str] | None = None) -> Library:
    write(root, {**FILES, **PAIR, **(changed or {})})
    return load_library((root,))


def _found(library: Library) -> dict[str, Diagnostic]:
    """What the checker says of the pack, by code; that its core sample lacks other things is not looked at."""
    return {one.code: one for one in check(library)}


@cache
def _made(name: str, layout: str = "") -> workflow.Issue:
    changes = {**SIZES[name], **(TOGETHER if layout else {})}
    return issue("sakura-retail", changes, documents=DOCUMENTS)


def _documents(of: workflow.Issue, id_: str) -> dict[str, Document]:
    return {one.document.language: one.document for one in of.assembled if one.outline.id == id_}


# --- the files ------------------------------------------------------------------------------------------------------


def test_a_translation_takes_everything_but_words_from_its_source(tmp_path: Path) -> None:
    library = _library(tmp_path)
    source = next(one for one in library.clauses if one.id == "xa-hello")
    english = library.in_language(source, "en")
    assert (english.title, english.body, english.language) == ("(Greeting)", "Hello.\n", "en")
    assert (english.slots, english.supplies, english.owner) == (source.slots, source.supplies, source.owner)
    outline = library.own_outlines["note", "en"]
    assert (outline.title, outline.sections[0].title, outline.source) == ("Note", "Text", "ja")


def test_a_clause_of_a_translated_outline_without_a_translation_is_an_error(tmp_path: Path) -> None:
    more = {"jurisdictions/xa/clauses/xa-more.ja.md": clause("xa-more", "note/more", "続き。")}
    found = _found(_library(tmp_path, more))["PG-C084"]
    assert found.severity == "error"
    assert found.where.file == "jurisdictions/xa/clauses/xa-more.ja.md"
    assert "xa-more@1" in found.hint


def test_a_translation_of_an_older_version_is_drift_and_stops_nothing(tmp_path: Path) -> None:
    newer = clause("xa-hello", body="やあ。", title="（挨拶）").replace("version: 1", "version: 2")
    library = _library(tmp_path, {"jurisdictions/xa/clauses/xa-hello.ja.md": newer})
    found = _found(library)["PG-C083"]
    assert found.severity == "warning"
    assert found.message == (
        "drift: jurisdictions/xa/translations/en/any/xa-hello.md translates xa-hello@1, "
        "and jurisdictions/xa/clauses/xa-hello.ja.md is version 2"
    )


@pytest.mark.parametrize(
    ("file", "text", "code", "said"),
    [
        ("xa-helo.md", "---\ntranslates: xa-helo@1\n---\nHello.\n", "PG-C081", "xa-hello"),
        ("xa-hello.md", "---\ntranslates: xa-hello@2\ntitle: (G)\n---\nHello.\n", "PG-C081", "xa-hello@1"),
        ("xa-hello.md", "---\ntranslates: xa-hello@1\n---\nHello.\n", "PG-C082", "title"),
        ("xa-hello.md", "---\ntranslates: xa-other@1\ntitle: (G)\n---\nHello.\n", "PG-C080", "xa-hello@1"),
        ("note.yaml", "translates: note@ja\ntitle: Note\n", "PG-C082", '"main" has no title'),
        ("note.yaml", f"{NOTE_EN[:-2]}, mein: X}}\n", "PG-C082", "main"),
        ("note.yaml", NOTE_EN.replace("@ja", "@en"), "PG-C080", "note@ja"),
        ("node.yaml", "translates: node@ja\ntitle: Note\n", "PG-C081", "note@ja"),
    ],
)
def test_a_translation_that_does_not_fit_its_source_is_an_error(
    tmp_path: Path, file: str, text: str, code: str, said: str
) -> None:
    folder = "any/" if file == "xa-hello.md" else ""
    found = _found(_library(tmp_path, {f"jurisdictions/xa/translations/en/{folder}{file}": text}))[code]
    assert said in f"{found.message} {found.hint}"


def test_every_clause_of_a_translated_document_is_translated_and_none_has_drifted() -> None:
    codes = {one.code for one in check(real())}
    assert codes.isdisjoint({"PG-C080", "PG-C081", "PG-C082", "PG-C083", "PG-C084"})


def test_english_has_the_words_of_every_industry_that_japanese_has() -> None:
    words = real().words
    ours = {key.removesuffix(".micro") for key in words["ja"] if key.startswith("industries.")}
    assert ours - set(words["en"]) == set()


# --- the documents --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("id_", DOCUMENTS)
def test_both_languages_have_the_same_numbered_points(name: str, id_: str) -> None:
    of = _made(name)
    assert [
        one.message for pair in together.pairs(of.job.planned, of.assembled) for one in together.differences(pair)
    ] == []
    japanese, english = _documents(of, id_)["ja"], _documents(of, id_)["en"]
    assert [(one.id, _digits(one.number)) for one in japanese.clauses()] == [
        (one.id, _digits(one.number)) for one in english.clauses()
    ]


def test_a_build_says_that_a_translation_has_drifted_and_goes_on() -> None:
    newer = with_clauses(
        lambda c: c.model_copy(update={"version": 2}) if c.id == "jp-desk-care" and c.language == "ja" else c
    )
    of = issue("sakura-retail", {}, newer, documents=(DESK,))
    assert [one.severity for one in of.job.remarks if one.message.startswith("drift: ")] == ["warning"]
    assert issue("sakura-retail", {}, newer, documents=(POLICY,)).job.remarks == ()


def test_clauses_whose_points_differ_are_refused_with_both_languages_named() -> None:
    content = real()
    key = ("jp-rule-purpose", "en")
    shorter = content.translations[key].model_copy(update={"body": "One paragraph for {{ organisation.name }}."})
    content = replace(content, translations={**content.translations, key: shorter})
    of = issue("sakura-retail", {}, content, documents=(POLICY,))
    with pytest.raises(PolicygenError, match="jp-rule-purpose has other points in ja than in en"):
        workflow.refuse_other_points(of.job, of.assembled)


def test_where_a_place_lies_elsewhere_the_english_is_that_of_the_core() -> None:
    of = issue("sakura-retail", {"places.sydney": ELSEWHERE}, documents=(DESK,))
    english = [one.outline for one in of.assembled if one.document.language == "en"]
    assert {one.source for one in english} == {""}
    at_home = [one.outline for one in _made("larger").assembled if one.document.language == "en"]
    assert {one.source for one in at_home} == {"ja"}


def test_who_answers_in_japanese_may_give_the_english_texts_of_a_translation() -> None:
    changes: Changes = {
        "contacts.personnel.post": "人事部長",
        "translations": {"en": {"contacts": {"personnel": {"post": "Head of HR"}}}},
    }
    of = issue("sakura-retail", changes, documents=(DESK,))
    posts = {language: "Head of HR" in repr(one.values) for language, one in _documents(of, DESK).items()}
    assert posts == {"ja": False, "en": True}


# --- together -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", DOCUMENTS)
def test_one_file_holds_each_clause_followed_by_its_translation(id_: str) -> None:
    both = _both(id_)
    for section in both.sections:
        by_language = [(one.id, one.language) for one in section.clauses if not _is_form(one)]
        assert by_language[1::2] == [(name, "en") for name, _ in by_language[::2]]
    alone = rendered(_made("larger"), "md")
    shared = rendered(_made("larger", "together"), "md")[f"{id_}.ja-en.md"].data
    for language in ("ja", "en"):
        assert _texts(alone[f"{id_}.{language}.md"].data) <= _texts(shared)


def test_the_language_that_prevails_is_named_at_the_head_and_at_the_foot() -> None:
    sections = _both(POLICY).sections
    for section in (sections[0], sections[-1]):
        text = repr(section.clauses)
        assert "日本語を正文とし" in text
        assert "the Japanese text prevails" in text


def test_a_form_stands_once_with_its_labels_in_both_languages() -> None:
    signs = [block for one in _both(POLICY).clauses() for block in one.blocks if isinstance(block, Sign)]
    assert [[field.label for field in sign.fields] for sign in signs] == [
        ["確認日 / Date", "氏名 / Name", "署名 / Signature"]
    ]


def test_a_last_option_to_write_beside_is_in_both_languages() -> None:
    of = issue("sakura-retail", TOGETHER, documents=("incident-report-form",))
    document = next(document for _, document in workflow.to_render(of))
    blocks = [block for one in document.clauses() for block in one.blocks if isinstance(block, Fields)]
    others = {field.id: field.other for block in blocks for field in block.fields if field.other}
    assert others["channel"] == "その他 / Another way"


def test_in_word_a_space_follows_the_number_of_an_article() -> None:
    levels = docx_part(rendered(_made("larger"), "docx")[f"{POLICY}.en.docx"].data, "word/numbering.xml")
    assert '<w:suff w:val="space"/><w:lvlText w:val="Article %' in levels


def test_every_format_of_both_languages_says_the_same_words() -> None:
    files = {path: artifact.data for path, artifact in rendered(_made("larger", "together")).items()}
    assert {path.split(".")[1] for path in files} == {"ja-en"}
    for id_ in DOCUMENTS:
        plain = words.markdown_words(files[f"{id_}.ja-en.md"])
        assert words.html_words(files[f"{id_}.ja-en.html"]) == plain
        assert docx_reading.words(files[f"{id_}.ja-en.docx"], numbers=True) == plain
        assert docx_checks.check_docx(files[f"{id_}.ja-en.docx"]) == ()
        shown = "".join(pdf_checks.words(files[f"{id_}.ja-en.pdf"]))
        assert all(word in shown for word in ("カスタマーハラスメント", "正文", "prevails"))
    assert b'lang="en"' in files[f"{POLICY}.ja-en.html"]


def docx_part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def _both(id_: str) -> Document:
    of = _made("larger", "together")
    return next(document for planned, document in workflow.to_render(of) if planned.outline.id == id_)


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def _is_form(one: Clause) -> bool:
    return any(isinstance(block, Sign) for block in one.blocks)


def _texts(markdown: bytes) -> set[str]:
    """The lines of text of a document: no headings, forms or cross-references, whose anchors differ."""
    lines = (re.sub(r'<a id="[^"]*"></a>|^[0-9]+ ', "", line.strip("> ")) for line in markdown.decode().splitlines())
    return {line for line in lines if line and not re.search(r"^#|施行$|^In force|\]\(#|\.{9}|^\*\*|^<", line)}
