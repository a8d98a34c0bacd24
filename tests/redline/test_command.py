"""`policygen redline` as counsel uses it: two issues in, a redline, a view and the reasons out, and clear refusals."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import pytest

from policygen.cli.main import run
from policygen.errors import PolicygenError
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import lines, parts
from policygen.workflow_redline import redline
from policygen.workflow_sides import Asked
from tests.redline.engine import settled, uncontrolled
from tests.redline.raw import file, p
from tests.redline.reading import revisions
from tests.render.docx_templates import numbering_headings
from tests.samples import POLICY, VENDOR, Changes, data, example, page_text
from tests.samples import file as answers_file

NAME = f"{POLICY}.en.docx"
WAS = str(data("corner-shop")["contacts"]["owner"]["phone"])
PHONE = {"contacts.owner.phone": "+61 3 5550 0199", "response.longest_ban": "3 months"}


@dataclass(frozen=True)
class Case:
    """The folders of two issues, and where the redline goes."""

    old: Path
    new: Path
    out: Path


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An issue of the corner shop, and one with two answers changed on a later day of the law."""
    folder = tmp_path_factory.mktemp("issues")
    build(folder / "old", example("corner-shop"))
    build(folder / "new", changed(folder, PHONE), "--as-of", "2027-06-01")
    assert (
        run(["redline", str(folder / "old" / NAME), str(folder / "new" / NAME), "-o", str(folder / "redline.docx")])
        == 0
    )
    return Case(folder / "old" / NAME, folder / "new" / NAME, folder / "redline.docx")


def build(out: Path, answers: Path, *more: str) -> None:
    assert run(["build", str(answers), "-d", POLICY, "-f", "docx", "-o", str(out), *more]) == 0


def changed(folder: Path, changes: Changes) -> Path:
    return answers_file(folder, "corner-shop", changes)


def refused(old: Path, new: Path, out: Path) -> str:
    """The one code that a command is refused with; nothing is written."""
    there = set(out.parent.iterdir())
    with pytest.raises(PolicygenError) as found:
        redline(old, new, out)
    assert set(out.parent.iterdir()) == there
    assert all(one.hint for one in found.value.diagnostics)
    [code] = {one.code for one in found.value.diagnostics}
    return code


# --- the redline --------------------------------------------------------------------------------------------------------


def test_three_files_are_written_and_named_on_stdout(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made.docx"
    assert run(["redline", str(case.old), str(case.new), "-o", str(out)]) == 0
    told = capsys.readouterr()
    assert told.out.split() == [str(tmp_path / name) for name in ("made.docx", "made.html", "made-summary.docx")]
    assert "changes are marked" in told.err
    assert out.read_bytes() == case.out.read_bytes()


def test_changes_bear_the_organisation_and_the_day_of_the_new_issue(case: Case) -> None:
    made = revisions(case.out.read_bytes())
    held = [{name.rpartition("}")[2]: text for name, text in one.attrib.items()} for one in made]
    assert {one["author"] for one in held} == {"Bellbird Corner Store"}
    assert {one["date"][:10] for one in held} == {"2027-06-01"}
    assert len({one["id"] for one in held}) == len(held)


def returned(case: Case, folder: Path) -> Path:
    """The newer issue as it comes back: somebody wrote into it."""
    path = folder / "back.docx"
    path.write_bytes(with_part(case.new.read_bytes(), lambda text: text.replace("3 months", "9 months")))
    return path


def test_changes_of_a_file_that_came_back_bear_the_other_side_and_the_day_of_the_comparison(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = returned(case, tmp_path)
    found = redline(case.new, back, tmp_path / "made.docx", Asked(today=date(2027, 7, 9)))
    assert signed(tmp_path / "made.docx") == {("The other side", "2027-07-09")}
    assert [(one.code, one.severity) for one in found.findings] == [("PG-X016", "note")]
    told = "\n".join(lines((tmp_path / "made-summary.docx").read_bytes()))
    assert "changed in the file since it was issued" in told
    assert "Changes by The other side, 9 July 2027" in (tmp_path / "made.html").read_text("utf-8")
    again = [
        "redline",
        str(case.new),
        str(back),
        "-o",
        str(tmp_path / "made.docx"),
        "--force",
        "--author",
        "Vendor & Co",
    ]
    capsys.readouterr()
    assert run(again) == 0
    assert {author for author, _ in signed(tmp_path / "made.docx")} == {"Vendor & Co"}
    assert "--author" not in capsys.readouterr().err


def test_a_file_that_stands_changed_beside_its_own_record_is_not_as_issued(case: Case, tmp_path: Path) -> None:
    shutil.copytree(case.new.parent, tmp_path / "new")
    shutil.copy(returned(case, tmp_path), tmp_path / "new" / NAME)
    shutil.copy(case.old, tmp_path / "old.docx")
    redline(tmp_path / "old.docx", tmp_path / "new" / NAME, tmp_path / "made.docx", Asked(today=date(2027, 7, 9)))
    assert signed(tmp_path / "made.docx") == {("The other side", "2027-07-09")}


def test_our_answer_to_a_file_that_came_back_is_ours(case: Case, tmp_path: Path) -> None:
    redline(returned(case, tmp_path), case.new, tmp_path / "made.docx", Asked(today=date(2027, 7, 9)))
    assert signed(tmp_path / "made.docx") == {("Bellbird Corner Store", "2027-06-01")}


def signed(made: Path) -> set[tuple[str, str]]:
    """Author and day of every change."""
    held = [
        {name.rpartition("}")[2]: text for name, text in one.attrib.items()} for one in revisions(made.read_bytes())
    ]
    return {(one["author"], one["date"][:10]) for one in held}


def test_words_are_marked_and_not_whole_paragraphs(case: Case) -> None:
    text = parts(case.out.read_bytes())["word/document.xml"].decode()
    gone = re.findall(r"<w:delText[^>]*>([^<]*)<", text)
    assert WAS.rsplit(maxsplit=1)[-1] in gone
    assert "12" in [word.strip() for word in gone]


# --- the view -----------------------------------------------------------------------------------------------------------


def test_the_view_shows_the_words_of_both_issues(case: Case) -> None:
    page = case.out.with_suffix(".html").read_text("utf-8")
    main = page[page.index("<main>") :]
    for issue, drop in ((case.new, "del"), (case.old, "ins")):
        left = re.sub(rf"<{drop}>.*?</{drop}>", "", main, flags=re.S)
        shown = set(page_text(left).split())
        missing = {w for line in lines(issue.read_bytes()) for w in line.split()} - shown
        assert not missing


def test_the_view_fetches_nothing_and_tells_nothing_of_answers(case: Case) -> None:
    page = case.out.with_suffix(".html").read_text("utf-8")
    assert not re.search(r"<(script|img|link|iframe)\b|@import|url\(", page)
    assert "contacts.owner" not in page


def test_hostile_words_stay_words_in_the_view(tmp_path: Path) -> None:
    evil = '&lt;script&gt;alert(1)&lt;/script&gt; "x" onclick=1'
    (tmp_path / "a.docx").write_bytes(file(p("Words.")))
    (tmp_path / "b.docx").write_bytes(file(p(f"Words. {evil}")))
    redline(tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c.docx")
    page = (tmp_path / "c.html").read_text("utf-8")
    assert "<script" not in page
    assert 'alert(1)</script> "x" onclick=1' in page_text(page[page.index("<main>") :])


# --- the summary ----------------------------------------------------------------------------------------------------------


def test_the_summary_names_the_answer_the_law_and_the_clause(case: Case) -> None:
    told = "\n".join(lines(case.out.with_name("redline-summary.docx").read_bytes()))
    assert f"Owner (phone): +61 3 5550 0199 instead of {WAS}" in told
    assert "Longest ban: 3 months instead of 12 months" in told
    assert "the older issue (law of 21 November 2026) beside the newer issue (law of 1 June 2027)" in told
    assert "Layout is not" in told
    assert re.search(
        r"^5 We ask what you want", told, re.M
    )  # a clause without a title goes by its number and first words


def test_the_summary_shows_the_words_that_changed_and_where_a_schedule_holds_them(tmp_path: Path) -> None:
    times: Changes = {"vendors.times.removal": "8 hours"}
    for name, changes in (("old", {}), ("new", times)):
        path = answers_file(tmp_path, "corner-shop", changes)
        assert run(["build", str(path), "-d", VENDOR, "-f", "docx", "-o", str(tmp_path / name)]) == 0
    issue = f"{VENDOR}.en.docx"
    told = summary_of(tmp_path / "old" / issue, tmp_path / "new" / issue, tmp_path)
    assert "“4 hours” becomes “8 hours”" in told
    assert re.search(r"^Schedule 1 \(Key Terms\): 3 Times$", told, re.M)
    view = (tmp_path / "made.html").read_text("utf-8")
    assert "Schedule 1 (Key Terms): 3 Times</a>" in view
    assert '<colgroup><col style="width:' in view


def test_a_time_that_one_branch_prints_and_the_other_only_reads_has_not_changed(tmp_path: Path) -> None:
    for name, more in (("old", ()), ("new", ("--set", "vendors.subcontractors=false"))):
        args = ["build", str(example("prairie-grill")), "-d", VENDOR, "-f", "docx", "-o", str(tmp_path / name), *more]
        assert run(args) == 0
    issue = f"{VENDOR}.en.docx"
    told = summary_of(tmp_path / "old" / issue, tmp_path / "new" / issue, tmp_path)
    assert "Vendors may subcontract: no instead of yes" in told
    assert "business days instead" not in told


def test_a_summary_in_japanese_counts_and_names_as_japanese_does(tmp_path: Path) -> None:
    changes = ("--set", "response.longest_ban=3 months", "--set", "support.paid_time=5 working days", "-l", "ja")
    build(tmp_path / "old", example("sakura-retail"), *changes[4:])
    build(tmp_path / "new", example("sakura-retail"), *changes)
    issue = f"{POLICY}.ja.docx"
    told = summary_of(tmp_path / "old" / issue, tmp_path / "new" / issue, tmp_path)
    assert "「12か月」→「3か月」" in told
    assert "利用制限・立入禁止の最長期間：「12か月」→「3か月」" in told
    assert "2：「3日」→「5日」" in told
    assert "有給の休み：「3日」→「5日」" in told
    assert len(re.findall("→", told)) == 4
    assert "；根拠：" in told
    assert "; " not in told


@pytest.mark.parametrize(
    ("language", "law"), [("en", "the law of 2026-12-01 instead"), ("ja", "「2026-10-01時点の法令」→")]
)
def test_another_day_alone_gives_no_changed_answer(language: str, law: str, tmp_path: Path) -> None:
    for name, day in (("old", "2026-10-01"), ("new", "2026-12-01")):
        build(tmp_path / name, example("sakura-retail"), "--as-of", day, "-l", language)
    issue = f"{POLICY}.{language}.docx"
    told = summary_of(tmp_path / "old" / issue, tmp_path / "new" / issue, tmp_path)
    assert law in told
    for leak in ("2026-11-21", "approved:", "approved：", "law ("):
        assert leak not in told


def test_options_are_named_in_the_words_of_the_questionnaire(tmp_path: Path) -> None:
    for language, told in (("en", "What you record: phone calls instead of phone calls, cameras in our public areas"),
                           ("ja", "録音・録画：「通話の録音、店内などの防犯カメラ」→「通話の録音」")):  # fmt: skip
        for name, more in (("old", ()), ("new", ("--set", "response.recording=calls"))):
            build(tmp_path / language / name, example("sakura-retail"), "-l", language, *more)
        old, new = (tmp_path / language / name / f"{POLICY}.{language}.docx" for name in ("old", "new"))
        assert told in summary_of(old, new, tmp_path / language)


@pytest.mark.parametrize(("language", "name"), [("ja", "第10条第2項 （"), ("en", "Article 10(2) (")])
def test_a_paragraph_of_an_article_goes_by_both_numbers(language: str, name: str, tmp_path: Path) -> None:
    for folder, more in (("old", ()), ("new", ("--set", "response.recording=calls"))):
        build(tmp_path / folder, example("sakura-retail"), "-l", language, *more)
    old, new = (tmp_path / folder / f"{POLICY}.{language}.docx" for folder in ("old", "new"))
    assert name in summary_of(old, new, tmp_path)
    assert escape(name) in (tmp_path / "made.html").read_text("utf-8")


CONTRACT = ("{{p clause('vendor-insert') }}", ("Heading 1", "Law"), "The law named in Schedule 1 governs.")


def test_a_change_in_a_contract_of_the_user_is_placed_by_its_heading_and_the_title_of_its_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = tmp_path / "contract.docx"
    shell.write_bytes(numbering_headings("%1.", "", ("Heading 1", "Services"), ("Heading 1", "Conduct"), *CONTRACT))
    for name, changes in (("old", {}), ("new", {"vendors.times.notice": "12 hours"})):
        path, out = answers_file(tmp_path, "corner-shop", changes), str(tmp_path / name)
        assert run(["build", str(path), "-d", VENDOR, "-f", "docx", "--shell", str(shell), "-o", out]) == 0
    issue = f"{VENDOR}-insert.en.docx"
    old, new = tmp_path / "old" / issue, tmp_path / "new" / issue
    capsys.readouterr()
    assert run(["redline", str(old), str(new), "-o", str(tmp_path / "made.docx")]) == 0
    shown = "\n".join(lines((tmp_path / "made-summary.docx").read_bytes()))
    assert re.search(r"^2 Conduct$", shown, re.M)
    assert re.search(r"^Telling each other: “\d+ hours” becomes “12 hours”", shown, re.M)
    assert "both by the law of" in shown
    assert "their answers differ" in shown
    assert "PG-X017" in capsys.readouterr().err
    view = (tmp_path / "made.html").read_text("utf-8")
    [anchor] = re.findall('<a href="#([^"]+)">Telling each other</a>', view)
    assert re.search(f'<(p|h\\d)[^>]* id="{anchor}"[^>]*>.*Telling each other', view)


def test_a_duty_that_goes_is_quoted_with_its_number(tmp_path: Path) -> None:
    for name, changes in (("old", {"vendors.subcontractors": False}), ("new", {"vendors.subcontractors": True})):
        path = answers_file(tmp_path, "corner-shop", changes)
        assert run(["build", str(path), "-d", VENDOR, "-f", "docx", "-o", str(tmp_path / name)]) == 0
    issue = f"{VENDOR}.en.docx"
    told = summary_of(tmp_path / "old" / issue, tmp_path / "new" / issue, tmp_path)
    assert re.search(r"^(\d+)\.\d+: “The Supplier may use a subcontractor .* in writing\.", told, re.M)


def test_two_files_for_two_parties_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Brightwell Cleaning", "Northgate Security"):
        path = answers_file(tmp_path, "corner-shop", {"vendor.name": name})
        assert run(["build", str(path), "-d", VENDOR, "-f", "docx", "-o", str(tmp_path / name)]) == 0
    old, new = (tmp_path / name / f"{VENDOR}.en.docx" for name in ("Brightwell Cleaning", "Northgate Security"))
    assert run(["redline", str(old), str(new), "-o", str(tmp_path / "made.docx")]) == 0
    told = capsys.readouterr().err
    assert "the first file is for Brightwell Cleaning, the second for Northgate Security" in told
    assert "PG-X017" not in told


def test_the_summary_says_why_a_clause_came_or_went(case: Case, tmp_path: Path) -> None:
    build(tmp_path / "big", changed(tmp_path, {"organisation.people": {"employees": 60}}))
    told = summary_of(case.old, tmp_path / "big" / NAME, tmp_path)
    assert "taken out" in told
    assert "new" in told
    assert "Size of the organisation: 50 people or more instead of fewer than 10 people" in told


def test_without_manifests_the_redline_is_made_and_says_what_it_lacks(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, path in (("a.docx", case.old), ("b.docx", case.new)):
        (tmp_path / name).write_bytes(path.read_bytes())
    assert run(["redline", str(tmp_path / "a.docx"), str(tmp_path / "b.docx"), "-o", str(tmp_path / "c.docx")]) == 0
    assert "PG-X009" in capsys.readouterr().err
    assert lines(uncontrolled(settled((tmp_path / "c.docx").read_bytes(), "accept"))) == lines(
        uncontrolled(case.new.read_bytes())
    )


def test_issues_in_the_wrong_order_and_of_two_documents_are_named(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["redline", str(case.new), str(case.old), "-o", str(tmp_path / "c.docx")]) == 0
    assert "PG-X011" in capsys.readouterr().err
    build_other = [
        "build",
        str(example("corner-shop")),
        "-d",
        "visitor-code-of-conduct",
        "-f",
        "docx",
        "-o",
        str(tmp_path / "code"),
    ]
    assert run(build_other) == 0
    other = tmp_path / "code" / "visitor-code-of-conduct.en.docx"
    assert run(["redline", str(case.old), str(other), "-o", str(tmp_path / "d.docx")]) == 0
    assert "PG-X010" in capsys.readouterr().err
    assert not check_docx((tmp_path / "d.docx").read_bytes())


def summary_of(old: Path, new: Path, folder: Path) -> str:
    redline(old, new, folder / "made.docx")
    return "\n".join(lines((folder / "made-summary.docx").read_bytes()))


# --- refusals -------------------------------------------------------------------------------------------------------------


def test_two_files_that_say_the_same_are_said_to_and_end_with_1(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["redline", str(case.old), str(case.old), "-o", str(tmp_path / "c.docx")]) == 1
    told = capsys.readouterr().err
    assert "PG-X007" in told
    assert "the two files are the same" in told
    assert not (tmp_path / "c.docx").exists()


def test_nothing_that_is_there_is_lost_unasked(case: Case, tmp_path: Path) -> None:
    (tmp_path / "c.docx").write_bytes(b"mine")
    assert refused(case.old, case.new, tmp_path / "c.docx") == "PG-X006"
    redline(case.old, case.new, tmp_path / "c.docx", force=True)
    assert (tmp_path / "c.docx").read_bytes() == case.out.read_bytes()
    assert refused(case.old, case.new, case.new) == "PG-X005"
    assert refused(case.old, case.new, tmp_path / "c.pdf") == "PG-X004"
    assert refused(case.old, tmp_path / "none.docx", tmp_path / "d.docx") == "PG-C001"


def test_a_place_that_cannot_be_written_is_named(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(PolicygenError) as found:
        redline(case.old, case.new, tmp_path / "file" / "c.docx")
    assert [one.code for one in found.value.diagnostics] == ["PG-X012"]


def test_a_file_with_changes_or_comments_of_its_own_is_refused(case: Case, tmp_path: Path) -> None:
    assert refused(case.out, case.new, tmp_path / "c.docx") == "PG-X002"
    assert refused(case.old, case.out, tmp_path / "c.docx") == "PG-X002"
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    (tmp_path / "a.docx").write_bytes(file(p("Words", more=comment)))
    assert refused(tmp_path / "a.docx", case.new, tmp_path / "c.docx") == "PG-X003"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        pytest.param(lambda: b"not a zip", "PG-V220", id="no zip"),
        pytest.param(lambda: plain_zip({"a.txt": b"x"}), "PG-V220", id="another zip"),
        pytest.param(lambda: file(p("x"))[:-60], "PG-V220", id="cut short"),
        pytest.param(lambda: file(p("x"), extra={"word/big.xml": b"0" * 60_000_000}), "PG-V221", id="a bomb"),
        pytest.param(lambda: file(p("x"), extra={f"word/{n}.xml": b"" for n in range(2500)}), "PG-V221", id="too many parts"),
        pytest.param(lambda: file(p("x"), extra={"../evil.xml": b""}), "PG-V221", id="a way out"),
        pytest.param(lambda: file(p("x"), extra={"word/vbaProject.bin": b""}), "PG-V222", id="a macro"),
        pytest.param(lambda: with_part(file(p("x")), lambda t: f"<!DOCTYPE a [<!ENTITY b 'c'>]>{t}"), "PG-V222", id="an entity"),
        pytest.param(lambda: with_part(file(p("x")), lambda t: t[:-20]), "PG-X001", id="XML that ends too soon"),
    ],
)  # fmt: skip
def test_a_file_that_is_damaged_or_dangerous_is_refused_on_either_side(
    made: Callable[[], bytes], code: str, case: Case, tmp_path: Path
) -> None:
    (tmp_path / "bad.docx").write_bytes(made())
    assert refused(tmp_path / "bad.docx", case.new, tmp_path / "c.docx") == code
    assert refused(case.old, tmp_path / "bad.docx", tmp_path / "c.docx") == code


def with_part(data: bytes, change: Callable[[str], str]) -> bytes:
    """A file with its document changed."""
    found = parts(data)
    return plain_zip({**found, "word/document.xml": change(found["word/document.xml"].decode()).encode()})


def plain_zip(found: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in found.items():
            package.writestr(name, part)
    return made.getvalue()
