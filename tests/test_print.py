"""What an organisation prints and how its documents look: what it asked for and no more, refused where it cannot be."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from openxml_audit import OpenXmlValidator

from policygen.errors import PolicygenError
from policygen.verify import docx_checks, docx_reading, pdf_checks
from policygen.verify.agreement import disagreements
from policygen.workflow import Request, build, issued
from policygen.workflow_check import facts
from policygen.workflow_site import site
from tests.pictures import SVG, drawn, svg
from tests.samples import CODE, POLICY, TODAY, Changes, data, file, issue, job, rendered, unchanged

POSTER, CLINIC, SHOP, JAPAN = "poster", "harbour-clinic", "corner-shop", "sakura-retail"
COLOUR = {"look.colour": "#1f5f4a"}
BOTH = {"organisation.languages.public": ["ja", "en"]}


def sheets(example: str, changes: Changes, *documents: str) -> set[str]:
    made = job(example, changes, documents=documents or (CODE, POSTER))
    return {one.stem for one in made.planned if one.outline.sheet}


def refused(example: str, changes: Changes, match: str) -> str:
    """The hint of the one finding with which these answers are refused."""
    with pytest.raises(PolicygenError, match=match) as found:
        job(example, changes)
    (finding,) = found.value.diagnostics
    return finding.hint


def test_who_asks_for_nothing_gets_the_paper_of_the_places() -> None:
    assert sheets(CLINIC, {}) == {f"{CODE}-a4.en", f"{CODE}-leaflet-a4.en", "poster-a4.en"}


def test_each_size_asked_for_is_one_more_file_of_each_sheet_that_comes_in_it() -> None:
    found = sheets(CLINIC, {"print.sizes": ["a3", "a5", "a6", "large-print"]})
    assert found - sheets(CLINIC, {}) == {
        f"{CODE}-a3.en", f"{CODE}-a5.en", f"{CODE}-leaflet-a6.en", f"{CODE}-leaflet-a4-large-print.en",
        "poster-a3.en", "poster-a5.en", "poster-a6.en",
    }  # fmt: skip


def test_sheets_that_lie_come_beside_those_that_stand() -> None:
    found = sheets(CLINIC, {"print.landscape": True, "print.sizes": ["a5"]})
    lying = {f"{CODE}-a4-landscape.en", f"{CODE}-a5-landscape.en", "poster-a4-landscape.en", "poster-a5-landscape.en"}
    assert found - sheets(CLINIC, {"print.sizes": ["a5"]}) == lying


def test_two_languages_on_one_sheet_come_where_there_is_room_for_both() -> None:
    found = sheets(JAPAN, {**BOTH, "print.two_languages": True})
    assert {stem for stem in found if stem.endswith(".ja-en")} == {
        f"{CODE}-a3.ja-en", f"{CODE}-leaflet-a4.ja-en", "poster-a4.ja-en",
    }  # fmt: skip
    assert {f"{CODE}-a4.ja", f"{CODE}-a4.en", "poster-a4.ja", "poster-a4.en"} <= found


def test_two_languages_wanted_where_there_is_one_are_told() -> None:
    remarks = job(CLINIC, {"print.two_languages": True}, documents=(CODE,)).remarks
    assert [one.code for one in remarks] == ["PG-D043"]
    assert job(CLINIC, documents=(CODE,)).remarks == ()


def test_files_of_every_size_agree_with_the_answers() -> None:
    changes = {**BOTH, **COLOUR, "print.two_languages": True, "print.sizes": ["a6"], "print.qr_code": True}
    made = issue(JAPAN, changes, documents=(POSTER,))
    files = {path: one.data for path, one in rendered(made, "pdf").items()}
    assert {"poster-a4.ja-en.pdf", "poster-a6.en.pdf"} <= set(files)
    assert disagreements(files, facts(made)) == ()


def test_a_qr_code_needs_an_address() -> None:
    assert "public_contact.web" in refused(SHOP, {"print.qr_code": True}, "a QR code needs an address")


@pytest.mark.parametrize(
    ("colour", "match", "hint"),
    [
        ("#ffd54f", "contrast is 1", r'that passes is "#[0-9a-f]{6}"'),
        ("green", "not a colour", "six digits"),
        (None, "look.colour is empty", "quotation marks"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(
    colour: str | None, match: str, hint: str
) -> None:
    said = refused(CLINIC, {"look.colour": colour}, match)
    proposed = re.search(r"#[0-9a-f]{6}", said)
    assert re.search(hint, said)
    assert proposed
    assert job(CLINIC, {"look.colour": proposed[0]}).brand.colour == proposed[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.svg", SVG), ("logo.png", drawn("PNG")), ("logo.jpg", drawn("JPEG"))],
    ids=["svg", "png", "jpeg"],
)
def test_a_logo_and_a_colour_stand_in_every_format(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    answers = file(tmp_path, SHOP, {**COLOUR, "look.logo": name})
    build(Request(answers=answers, out=tmp_path / "out", documents=(POLICY,)), TODAY)
    page = (tmp_path / "out" / f"{POLICY}.en.html").read_text("utf-8")
    assert re.search(r'<img src="data:image/(png|jpeg|svg\+xml);base64,[^"]+" alt="[^"]+">', page)
    assert "--accent:#1f5f4a" in page
    word = tmp_path / "out" / f"{POLICY}.en.docx"
    assert OpenXmlValidator().validate(word).errors == []
    assert docx_checks.check_docx(word.read_bytes()) == ()
    with ZipFile(word) as parts:
        (picture,) = (part for part in parts.namelist() if part.startswith("word/media/"))
        assert picture.endswith(".png" if name.endswith("svg") else (".jpeg" if name.endswith("jpg") else ".png"))
        assert b"1F5F4A" in parts.read("word/styles.xml")
    plain = rendered(issue(SHOP, documents=(POLICY,)), "docx")[f"{POLICY}.en.docx"].data
    assert docx_reading.words(word.read_bytes()) == docx_reading.words(plain)


def test_documents_of_who_chose_no_look_have_none() -> None:
    made = rendered(unchanged(SHOP), "html", "docx")
    assert b"<img" not in made[f"{POLICY}.en.html"].data
    with ZipFile(BytesIO(made[f"{POLICY}.en.docx"].data)) as parts:
        assert not any("media" in part for part in parts.namelist())


def test_a_site_bears_the_logo_and_the_colour(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    answers = file(tmp_path, SHOP, {**COLOUR, "look.logo": "logo.svg"})
    site(Request(answers=answers, out=tmp_path / "site", documents=(POLICY,)), TODAY)
    assert (tmp_path / "site" / "docs" / "assets" / "logo.svg").read_bytes() == SVG
    assert yaml.safe_load((tmp_path / "site" / "mkdocs.yml").read_text())["theme"]["logo"] == "assets/logo.svg"
    assert "assets/logo.svg" in (tmp_path / "site" / "html" / "index.html").read_text("utf-8")
    assert "--md-primary-fg-color:#1f5f4a" in (tmp_path / "site" / "html" / "style.css").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("logo.svg", svg("<script>fetch('https://a.example')</script>"), "a script"),
        ("logo.png", b"<html></html>", "no PNG picture"),
        ("missing.png", None, "cannot be read"),
    ],
)
def test_a_bad_logo_stops_the_build_before_a_file_is_written(
    tmp_path: Path, name: str, content: bytes | None, match: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    answers = file(tmp_path, SHOP, {"look.logo": name})
    with pytest.raises(PolicygenError, match=match) as stopped:
        build(Request(answers=answers, out=tmp_path / "out", documents=(POLICY,)), TODAY)
    (finding,) = stopped.value.diagnostics
    assert (finding.code, bool(finding.hint), bool(finding.where.line)) == ("PG-A040", True, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "changes", "documents", "said"),
    [
        ("logo.png", drawn("PNG"), {"print.sizes": ["a3"]}, (POSTER,), "printed 71 mm wide on A3"),
        ("logo.png", drawn("PNG"), {}, (POSTER,), "printed 50 mm wide on A4"),
        ("logo.png", drawn("PNG", size=(300, 120)), {"print.sizes": ["a3"]}, (POSTER,), ""),
        ("logo.png", drawn("PNG"), {"print.sizes": ["a3"]}, (POLICY,), ""),
        ("logo.svg", SVG, {"print.sizes": ["a3"]}, (POSTER,), ""),
    ],
    ids=["a3", "a4", "large-enough", "no-sheet", "svg"],
)
def test_a_logo_that_is_coarse_on_the_largest_sheet_is_told(
    tmp_path: Path, name: str, content: bytes, changes: Changes, documents: tuple[str, ...], said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    answers = file(tmp_path, SHOP, {**changes, "look.logo": name})
    told = issued(Request(answers=answers, documents=documents), TODAY).job.remarks
    found = [one.message for one in told if one.code == "PG-A042"]
    assert len(found) == bool(said)
    assert all(said in one for one in found)


def test_the_answers_of_the_examples_choose_no_look() -> None:
    assert all({"print", "look"}.isdisjoint(data(name)) for name in (CLINIC, SHOP, JAPAN))


def test_the_forms_of_japan_keep_what_a_pdf_promises() -> None:
    made = rendered(issue(JAPAN, documents=("incident-report-form", "incident-log")), "pdf")
    assert {path: pdf_checks.findings(one.data) for path, one in made.items()} == dict.fromkeys(made, ())
