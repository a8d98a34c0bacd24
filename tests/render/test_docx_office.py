"""What LibreOffice keeps of our Word files."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policygen.domain.document import Clause, Document, Field, Fields, Link, Reference
from policygen.render.to_docx import docx
from policygen.verify.docx_reading import parsed, parts, words
from tests.render.docx_samples import LABELS, clause, contract, document, para, policy, section, strong, text
from tests.render.docx_templates import numbering_headings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Convert = Callable[[bytes, str], bytes]
pytestmark = pytest.mark.office


@pytest.fixture
def office(tmp_path: Path) -> Convert:
    program = shutil.which("soffice")
    if program is None:
        if "office" in os.environ.get("POLICYGEN_REQUIRE", ""):
            pytest.fail("LibreOffice (soffice) is required and not installed")
        pytest.skip("LibreOffice (soffice) is not installed")

    def convert(data: bytes, kind: str) -> bytes:
        (tmp_path / "in.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out")]
        subprocess.run([*command, str(tmp_path / "in.docx")], check=True, capture_output=True, timeout=120)
        return (tmp_path / "out" / f"in.{kind}").read_bytes()

    return convert


@pytest.mark.parametrize("whole", [policy, contract])
def test_libreoffice_keeps_words_clause_ids_and_the_digest(whole: Callable[[], Document], office: Convert) -> None:
    data = docx(whole(), LABELS, manifest_digest="sha256:1234")
    ours = parts(data)["word/document.xml"].decode()
    assert all(f'w:name="_c_{clause.anchor.replace("-", "_")}"' in ours for clause in whole().clauses())
    saved = office(data, "docx")
    names = [
        {mark.get(f"{W}name") for mark in parsed(parts(one)["word/document.xml"]).iter(f"{W}bookmarkStart")}
        for one in (data, saved)
    ]
    assert names[0] <= names[1]
    assert "sha256:1234" in parts(saved)["docProps/custom.xml"].decode()
    assert set(words(data)) <= set(words(saved))


def test_libreoffice_shows_no_code_of_a_reference_where_a_clause_begins(office: Convert) -> None:
    whole = document(
        section(
            "a",
            clause("first", para("One."), title="First", number="1"),
            clause("second", para("See ", Reference("first", "1", "First"), "."), para("More.")),
        ),
        key="reference",
    )
    shown = office(docx(whole, LABELS), "txt").decode("utf-8-sig")
    assert "See 1 (First)." in shown
    assert "REF" not in shown


def test_libreoffice_keeps_bold_words_where_a_clause_begins(office: Convert) -> None:
    whole = document(section("a", clause("b", para(strong("Defined"), " means this."), para("More."))), key="bold")
    assert "<b>Defined</b>" in office(docx(whole, LABELS), "html").decode()


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(
            clause("b", para("See ", Link("https://www.lantern.example/a", text("our page")), ".")), id="a link"
        ),
        pytest.param(clause("b", para("See ", Reference("b", "1", "B"), "."), para("More.")), id="a reference first"),
        pytest.param(clause("b", para(strong("Defined"), " means this.")), id="bold words alone"),
        pytest.param(clause("b", para("乙は、甲に通知する。"), title="（目的）", number="第1条"), id="Japanese"),
    ],
)
def test_libreoffice_saves_the_words_of_a_clause_once(held: Clause, office: Convert) -> None:
    data = docx(document(section("a", held), contents=False, key=repr(held)), LABELS)
    saved = office(data, "docx")
    assert words(saved) == words(data)
    assert parts(saved)["word/document.xml"].count(b"<w:sdt>") == 1


def test_libreoffice_saves_once_what_was_typed_into_a_form_in_japanese(office: Convert) -> None:
    whole = document(
        section("a", clause("b", Fields((Field("where", "text", "Where", 2),)))), contents=False, key="typed"
    )
    made, typed = docx(whole, LABELS), "東京1丁目ABC、店"
    parts_of = parts(made)
    page = parts_of["word/document.xml"].decode().replace("\u2003" * 3, typed).replace("<w:showingPlcHdr/>", "")
    filled = io.BytesIO()
    with zipfile.ZipFile(filled, "w") as package:
        for name, data in (parts_of | {"word/document.xml": page.encode()}).items():
            package.writestr(name, data)
    assert words(filled.getvalue()).count(typed) == 1
    assert words(office(filled.getvalue(), "docx")) == words(filled.getvalue())


def test_libreoffice_counts_our_clauses_on_with_the_headings_of_a_contract(office: Convert, tmp_path: Path) -> None:
    theirs = numbering_headings(
        "§ %1", "(%2)", ("Heading 1", "Price"), "{{p clause('conduct') }}", "{{p clause('reports') }}"
    )
    (tmp_path / "theirs.docx").write_bytes(theirs)
    shown = office(docx(contract(), LABELS, tmp_path / "theirs.docx"), "txt").decode("utf-8-sig")
    for line in ("§ 1 Price", "§ 2 Conduct", "§ 3 Reports"):
        assert line in " ".join(shown.split())
    assert "clause § 3 (Reports) applies" in shown


def test_libreoffice_shows_the_numbers_of_the_tree(office: Convert) -> None:
    shown = office(docx(contract(), LABELS), "txt").decode("utf-8-sig").split()
    for number in ("1.1", "1.2", "2.2", "3.1", "(a)", "(b)", "(i)", "(ii)"):
        assert number in shown
