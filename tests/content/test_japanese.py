"""Japanese documents: their words are whole, their outlines stand in for the core's, and answers are read in Japanese."""

import copy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pytest
import yaml

from policygen import workflow
from policygen.assembly import advice, readability_ja
from policygen.assembly.assemble import Assembled
from policygen.assembly.numbering import Numberer
from policygen.content.answers_file import answers_of
from policygen.content.yaml_source import parse_yaml
from policygen.domain.document import Clause as Placed
from policygen.domain.document import Item, List, Paragraph, Section, Text
from policygen.domain.library import Library
from policygen.errors import PolicygenError
from policygen.render.fonts import missing
from policygen.templating import tokens
from policygen.templating.filters import Speaker, apply, spoken_date
from tests.samples import CODE, POLICY, TODAY, VENDOR, Changes, data, example, library, rendered

FORMS = ("incident-report-form", "incident-log", "investigation-checklist")
MANUAL = "response-manual"

SHOP: Changes = {
    "organisation.people.employees": 6, "organisation.languages.staff": ["ja"], "organisation.languages.public": ["ja"],
    "organisation.activities": [],
}  # fmt: skip
CLINIC: Changes = {
    "organisation.industry": "clinic", "organisation.people.employees": 30, "organisation.duty_to_serve": ["emergency-care"],
    "organisation.activities": [], "response.still_served": "急患はいつでも診療します。",
    "meeting_people.third_parties": ["patients", "families", "suppliers"], "japan.calendar": "western",
}  # fmt: skip


@cache
def _issue(name: str) -> workflow.Issue:
    changes: Changes = {"shop": SHOP, "clinic": CLINIC}.get(name, {})
    return _made(changes)


def _made(
    changes: Changes, documents: tuple[str, ...] = (POLICY, CODE, MANUAL), **asked: Any
) -> workflow.Issue:  # what a Request takes
    text = yaml.safe_dump(data("sakura-retail", changes), allow_unicode=True, sort_keys=False)
    answers = answers_of(parse_yaml(text, "sakura-retail.yaml"), library())
    request = workflow.Request(answers=example("sakura-retail"), documents=documents, **asked)
    job = workflow.prepare(library(), answers, request, TODAY)
    assembled = workflow.assemble_all(job)
    return workflow.Issue(job, assembled, workflow.account_all(job, assembled))


def _japanese(issue: workflow.Issue, id_: str = POLICY) -> Assembled:
    return next(one for one in issue.assembled if one.outline.id == id_ and one.document.language == "ja")


def _text(one: Assembled) -> str:
    def parts() -> Iterator[str]:
        for written in one.written:
            yield tokens.filled(written.title.text, written.title.values)
            yield tokens.filled(written.body.text, written.body.values)

    return "\n".join(parts())


@pytest.mark.parametrize("area", ["document", "docx", "pdf", "render", "filters", "notices", "review", "site", "start"])
def test_every_word_that_a_document_or_a_page_needs_is_there_in_japanese(area: str) -> None:
    english, japanese = library().words["en"], library().words["ja"]
    assert {key for key in english if key.startswith(f"{area}.")} <= set(japanese)


def test_everything_that_can_be_chosen_and_printed_has_a_japanese_word() -> None:
    words = library().words["ja"]
    assert {f"third-parties.{id_}" for id_ in library().third_parties} <= set(words)
    names = ("self", "body", "own_people", "served", "visit_us", "business", "stop", "stop_public", "offer", "visit")
    assert {f"industries.{id_}.{name}" for id_ in library().industries for name in names} <= set(words)
    for question in library().questions():
        if question.id in (
            "organisation.duty_to_serve", "meeting_people.protected", "meeting_people.channels", "response.police_for",
            "response.recording", "response.checks", "support.others",
        ):  # fmt: skip
            assert {f"options.{question.id}.{option.value}" for option in question.options} <= set(words)


@pytest.mark.parametrize("name", ["sakura", "shop", "clinic"])
def test_the_japanese_set_is_whole_and_every_duty_is_said_in_it(name: str) -> None:
    issue = _issue(name)
    assert not issue.accounts.findings
    said = {row.id: row for row in issue.accounts.rows if row.column == "said"}
    assert {"JP-02", "JP-03", "JP-06", "JP-07", "JP-09-policy", "JP-24-policy", "JP-27", "JP-28", "JP-29"} <= set(said)
    assert {"ja"} <= {one.document.language for one in issue.assembled}


@pytest.mark.parametrize("name", ["sakura", "shop", "clinic"])
def test_a_japanese_document_warns_of_nothing_but_its_length(name: str) -> None:
    issue = _issue(name)
    found = advice.advice(issue.job.situation, issue.job.answers, issue.assembled, date(2026, 11, 22))
    codes = {finding.code for finding in found if ".ja" in str(finding.where)}
    assert codes <= {"PG-D050"}


def test_a_form_may_be_named_by_its_number_where_the_set_holds_it() -> None:
    issue = _made({}, (POLICY, *FORMS))
    for assembled, named in ((issue.assembled, 0), ([_japanese(issue)], 3)):
        found = advice.advice(issue.job.situation, issue.job.answers, assembled, date(2026, 11, 22))
        assert len([one for one in found if one.code == "PG-D055"]) == named


@pytest.mark.parametrize("name", ["sakura", "shop", "clinic"])
def test_no_english_stands_in_a_japanese_document(name: str) -> None:
    for id_ in (POLICY, CODE, MANUAL):
        one = _japanese(_issue(name), id_)
        assert {word for w in one.written for word in _latin(w.body.text)} <= {"SNS"}
        posts = {v.text for v in one.document.values if v.source.startswith(("words.", "meeting_people.", "family."))}
        assert not {text for text in posts if text.isascii() and text.isalpha()}


@pytest.mark.parametrize("name", ["sakura", "shop", "clinic"])
def test_what_the_manual_has_people_say_can_be_said(name: str) -> None:
    lines = _spoken(_japanese(_issue(name), MANUAL))
    assert len(lines) >= 10
    assert not [line for line in lines if len(line) > 35]
    assert not [line for line in lines if "お帰りいただけ" in line], "a question cannot end a talk"


def _spoken(one: Assembled) -> list[str]:
    """What stands in 「」 in the tables and ends as a sentence: what is said, not what is avoided."""
    rows = (line for line in _text(one).splitlines() if line.startswith("|"))
    return [found[1] for row in rows for found in re.finditer(r"「([^「」]*。)」", row)]


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"response.recording": []}, "録音・録画を行っていません", "録音しております"),
        ({"response.recording": ["calls"]}, "録音しております", "防犯カメラ作動中"),
        ({"response.stop_without_asking": False}, "交代を求めてください", "いずれも許可は要りません"),
        ({"response.warnings_before_ending_a_call": 0}, "予告なしに対応を終える", "続く場合は、対応を終了いたします"),
        ({"response.signal": "赤い箱はどこですか。"}, "赤い箱はどこですか。", "青いファイル"),
        ({"response.police_for": ["danger"]}, "これ以上の対応はいたしかねます", "警察に通報します。」"),
        ({"meeting_people.impaired": False}, "正当な申入れ", "認知症"),
        ({"organisation.industry": "transport"}, "道路運送法", "レジで金銭"),
    ],
)
def test_the_manual_says_what_the_organisation_does(changes: Changes, said: str, unsaid: str) -> None:
    text = _text(_japanese(_made(changes), MANUAL))
    assert said in text
    assert unsaid not in text


def _latin(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", re.sub(r"```.*?```|\]\([^)]*\)|<[^>]*>", "", text, flags=re.DOTALL))


def test_rules_have_chapters_articles_and_paragraphs_in_their_order() -> None:
    document = _japanese(_issue("sakura")).document
    assert [s.number for s in document.sections if s.number] == [f"第{n}章" for n in range(1, 6)]
    articles = [c.number for c in document.clauses() if c.number]
    assert articles == [f"第{n}条" for n in range(1, len(articles) + 1)]
    assert "第23条" in articles
    paragraphs = [
        b.number for c in document.clauses() if c.id == "jp-desk" for b in c.blocks if isinstance(b, Paragraph)
    ]
    assert paragraphs == ["", "2", "3", "4", "5", "6", "7"]


def test_paragraphs_run_on_in_a_clause_without_a_title_and_items_have_brackets_then_kana() -> None:
    inner = List(True, (Item((Paragraph((Text("う"),)),)),) * 2)
    items = List(True, (Item((Paragraph((Text("い"),)), inner)),))
    one = Placed("a", 1, "a", 3, "", (Text("（一）"),), (Paragraph((Text("あ"),)), items))
    two = Placed("b", 1, "b", 3, "", (), (Paragraph((Text("え"),)),))
    section = Section("s", "", (), "plain", False, "articles", (one, two, one))
    (found,) = Numberer(("第{number}条", "第{number}章", "アイウ")).number((section,))
    assert [c.number for c in found.clauses] == ["第1条", "", "第2条"]
    listed = found.clauses[0].blocks[1]
    assert isinstance(listed, List)
    assert listed.items[0].label == "(1)"
    deeper = listed.items[0].blocks[1]
    assert isinstance(deeper, List)
    assert [item.label for item in deeper.items] == ["ア", "イ"]
    assert [b.number for b in found.clauses[1].blocks if isinstance(b, Paragraph)] == ["2"]


def test_the_ordinance_of_tokyo_stands_in_the_rules_where_a_place_lies_there() -> None:
    assert "東京都カスタマー・ハラスメント防止条例" in _text(_japanese(_issue("sakura")))
    elsewhere = _made({"places.tokyo.law": "jp-27"})
    assert "東京都カスタマー・ハラスメント防止条例" not in _text(_japanese(elsewhere))


@pytest.mark.parametrize(
    ("calendar", "day", "words"),
    [
        ("era", date(2026, 12, 1), "令和8年12月1日"),
        ("era", date(2019, 5, 1), "令和元年5月1日"),
        ("era", date(2019, 4, 30), "平成31年4月30日"),
        ("western", date(2026, 12, 1), "2026年12月1日"),
        ("", date(2026, 12, 1), "2026年12月1日"),
    ],
)
def test_years_are_counted_as_the_organisation_counts(calendar: str, day: date, words: str) -> None:
    assert spoken_date(day, Speaker("ja", library().words["ja"], calendar=calendar)) == words


def _forms(changes: Changes) -> workflow.Issue:
    text = yaml.safe_dump(data("sakura-retail", changes), allow_unicode=True, sort_keys=False)
    answers = answers_of(parse_yaml(text, "sakura-retail.yaml"), library())
    asked = FORMS if changes is not SHOP else FORMS[:2]
    request = workflow.Request(example("sakura-retail"), documents=asked, languages=("ja",), formats=("pdf", "md"))
    job = workflow.prepare(library(), answers, request, TODAY)
    assembled = workflow.assemble_all(job)
    return workflow.Issue(job, assembled, workflow.account_all(job, assembled))


@pytest.mark.parametrize("changes", [{}, SHOP, CLINIC], ids=["sakura", "shop", "clinic"])
def test_a_japanese_form_keeps_to_its_pages(changes: Changes) -> None:
    issue = _forms(changes)
    most = {FORMS[0]: 2, FORMS[1]: 1 if changes is SHOP else 4, FORMS[2]: 2}
    for path, artifact in rendered(issue, "pdf").items():
        pages = len(pikepdf.open(io.BytesIO(artifact.data)).pages)
        assert pages <= most[path.partition(".")[0]], path


@pytest.mark.parametrize("changes", [{}, SHOP, CLINIC], ids=["sakura", "shop", "clinic"])
def test_a_japanese_form_finds_nobody_guilty_and_is_no_form_of_rules_that_are_not_there(changes: Changes) -> None:
    texts = {path: artifact.data.decode() for path, artifact in rendered(_forms(changes), "md").items()}
    assert len(texts) == (2 if changes is SHOP else 3)
    for path, text in texts.items():
        assert not re.search("有罪|クロ|加害者|犯人|被害者", text), path
        assert ("様式第" in text) is (changes is not SHOP), path


def test_what_a_form_asks_counts_as_its_text() -> None:
    found = readability_ja.measure(
        next(one.document for one in _forms({}).assembled if one.outline.id == "investigation-checklist")
    )
    assert found.characters > 1500


@pytest.mark.parametrize(
    ("locale", "calendar", "words"),
    [("ja", "era", "令和8年12月"), ("ja", "western", "2026年12月"), ("en-GB", "", "December 2026")],
)
def test_a_notice_for_a_wall_names_the_month_alone(locale: str, calendar: str, words: str) -> None:
    speaker = Speaker(locale, library().words[locale[:2]], calendar=calendar)
    assert apply("month", (), date(2026, 12, 1), speaker) == words


def test_lists_are_joined_as_the_kind_of_text_asks() -> None:
    found = ("甲", "乙", "丙")
    rules = Speaker("ja", library().words["ja"], manner="rules")
    assert apply("and_list", (), found, rules) == "甲、乙及び丙"
    assert apply("or_list", (), found, rules) == "甲、乙又は丙"
    assert apply("and_list", (), found, Speaker("ja", library().words["ja"])) == "甲、乙、丙"
    assert apply("or_list", (), found, Speaker("ja", library().words["ja"])) == "甲、乙、または丙"


def test_answers_print_in_japanese_where_they_are_translated_and_as_given_where_not() -> None:
    text = _text(_japanese(_issue("sakura")))
    assert "ハラスメント相談窓口" in text
    assert "山﨑　由美" in text
    untranslated = _made({"translations.ja.contacts.desk.post": "社内相談窓口"})
    assert "社内相談窓口" in _text(_japanese(untranslated))
    english = next(o for o in _issue("sakura").assembled if o.outline.id == POLICY and o.document.language == "en")
    assert "Consultation desk" in _text(english)
    assert "ハラスメント相談窓口" not in _text(english)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("translations.ja.contacts.nobody.post", "誰か", 'there is no answer "contacts.nobody" to translate'),
        ("translations.ja.contacts.desk.room", "一号室", 'there is no answer "contacts.desk.room" to translate'),
        ("translations.ja.reporting.times.facts", "3 days", "changes more than words"),
        ("translations.ja.reporting.finds_facts", "desk", "changes more than words"),
        ("translations.ja.places.tokyo.workers", "百人", "does not fit the answer it translates"),
        ("translations.xx.organisation.name", "X", 'knows no language "xx"'),
    ],
)
def test_a_translation_gives_words_and_no_other_facts(path: str, value: Any, problem: str) -> None:
    with pytest.raises(PolicygenError, match=problem):
        _made({path: value})


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("contacts.desk.phone", "+81 3 5550 0999", "contacts.desk.phone"),
        ("contacts.desk.email", "help@sakura.example", ""),  # the file has it once, for both languages
        ("translations.ja.contacts.desk.email", "old@sakura.example", "contacts.desk.email"),
        ("translations.ja.contacts.desk.hours", "月曜日から金曜日まで", ""),
        ("public_contact.phone", "+81 6 5550 0900", "public_contact.phone"),
        ("translations.ja.contacts.desk.phone", "(03) 5550 0111", ""),
    ],
)
def test_a_contact_that_is_out_of_date_in_one_language_is_told(path: str, value: str, told: str) -> None:
    assert not [one for one in _made({}).job.remarks if one.code == "PG-A024"]
    found = [one for one in _made({path: value}).job.remarks if one.code == "PG-A024"]
    assert len(found) == bool(told)
    assert all(f"translations.ja.{told} is " in one.message and one.severity == "warning" for one in found)


def _written_in_japanese(*ids: str) -> Library:
    """The library with these documents in Japanese and no other."""
    own = {key: outline for key, outline in library().own_outlines.items() if outline.document in ids}
    return replace(library(), own_outlines=own)


def test_a_document_that_the_language_asked_for_lacks_is_refused() -> None:
    few = _written_in_japanese(POLICY, CODE)
    found = copy.deepcopy(data("sakura-retail", {"organisation.languages.contract": "en"}))
    answers = answers_of(parse_yaml(yaml.safe_dump(found, allow_unicode=True), "sakura-retail.yaml"), few)
    ask = workflow.Request(answers=example("sakura-retail"), languages=("ja",), documents=(VENDOR,))
    with pytest.raises(PolicygenError, match="vendor-clauses does not exist in the language 'ja'"):
        workflow.prepare(few, answers, ask, TODAY)


def test_a_document_by_default_that_japanese_lacks_is_left_out_and_told_and_one_by_name_is_refused() -> None:
    few = _written_in_japanese(POLICY, CODE)
    only = {"organisation.languages.staff": ["ja"], "organisation.languages.public": ["ja"]}
    text = yaml.safe_dump(data("sakura-retail", only), allow_unicode=True, sort_keys=False)
    answers = answers_of(parse_yaml(text, "sakura-retail.yaml"), few)
    job = workflow.prepare(few, answers, workflow.Request(answers=example("sakura-retail")), TODAY)
    assert {one.outline.document for one in job.planned if one.language == "ja"} >= {POLICY, CODE}
    assert {one.code for one in job.remarks} == {"PG-D042"}
    by_name = workflow.Request(answers=example("sakura-retail"), documents=("poster",))
    with pytest.raises(PolicygenError, match="poster does not exist in the language 'ja'"):
        workflow.prepare(few, answers, by_name, TODAY)


def test_japanese_is_offered_where_a_pack_has_documents_in_it() -> None:
    assert library().languages_at(("jp-13",)) == ("en", "ja")
    assert library().languages_at(("au-vic",)) == ("en",)


def test_an_answer_without_its_words_in_japanese_is_pointed_out() -> None:
    issue = _made({"translations.ja.contacts.operations": {}})
    found = advice.advice(issue.job.situation, issue.job.answers, issue.assembled, date(2026, 11, 22))
    (note,) = [one for one in found if one.code == "PG-D057" and one.where.subject == f"{POLICY}.ja"]
    assert '"Head of Operations"' in note.message
    assert "translations.ja" in note.hint


def test_sentences_are_measured_without_what_stands_in_brackets() -> None:
    found = list(readability_ja.split("会社は、（甲。乙を含む。）定める。次の文。"))
    assert found == ["会社は、（甲。乙を含む。）定める。", "次の文。"]
    assert readability_ja.span(found[0]) == len("会社は、定める。")


def test_names_in_rare_characters_print() -> None:
    assert missing("髙﨑彅桒𠮷濵邉齋") == ()
