"""What LibreOffice keeps of our Word files."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from policygen.render.to_docx import docx
from policygen.verify.docx_reading import parsed, parts, words
from tests.render.docx_samples import LABELS, contract, policy

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


def test_libreoffice_keeps_words_bookmarks_and_the_digest(office: Convert) -> None:
    data = docx(policy(), LABELS, manifest_digest="sha256:1234")
    saved = office(data, "docx")
    names = [
        {mark.get(f"{W}name") for mark in parsed(parts(one)["word/document.xml"]).iter(f"{W}bookmarkStart")}
        for one in (data, saved)
    ]
    assert names[0] <= names[1]
    assert "sha256:1234" in parts(saved)["docProps/custom.xml"].decode()
    assert set(words(data)) <= set(words(saved))


def test_libreoffice_shows_the_numbers_of_the_tree(office: Convert) -> None:
    shown = office(docx(contract(), LABELS), "txt").decode("utf-8-sig").split()
    for number in ("1.1", "1.2", "2.2", "3.1", "(a)", "(b)", "(i)", "(ii)"):
        assert number in shown
