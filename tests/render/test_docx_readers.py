"""Whoever opens our Word files reads the same words: python-docx, pandoc, mammoth, LibreOffice; and validators are content."""

import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import docx as python_docx
import mammoth
import pytest
from openxml_audit import OpenXmlValidator

from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import W, parsed, parts, words
from tests.samples import ALL_EXAMPLES, rendered, unchanged

TESTED = [
    ("indus-software", "vendor-clauses.en.docx"), ("indus-software", "third-party-harassment-policy.en.docx"),
    ("indus-software", "incident-report-form.en.docx"), ("sakura-retail", "vendor-clauses.ja.docx"),
]  # fmt: skip


AUDITED = [(one, "") for one in ALL_EXAMPLES] if os.environ.get("HYPOTHESIS_PROFILE") == "long" else TESTED


@cache
def files(example: str) -> dict[str, bytes]:
    return {path: made.data for path, made in rendered(unchanged(example), "docx").items()}


def told(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+", text))


class _Html(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def with_python_docx(data: bytes) -> str:
    """Its own list of paragraphs does not look into content controls, so every paragraph of the body is asked."""
    body = python_docx.Document(io.BytesIO(data)).element.body
    return " ".join("".join(text.text or "" for text in one.iter(f"{{{W}}}t")) for one in body.iter(f"{{{W}}}p"))


def with_mammoth(data: bytes) -> str:
    return " ".join(_Html(mammoth.convert_to_html(io.BytesIO(data)).value).text)


def with_pandoc(data: bytes) -> str:
    program = shutil.which("pandoc")
    if program is None:
        if "office" in os.environ.get("POLICYGEN_REQUIRE", ""):
            pytest.fail("pandoc is required and not installed")
        pytest.skip("pandoc is not installed")
    made = subprocess.run([program, "-f", "docx", "-s", "-t", "html"], input=data, check=True, capture_output=True)
    return " ".join(_Html(made.stdout.decode()).text)


@cache
def validator() -> OpenXmlValidator:
    return OpenXmlValidator()


@pytest.mark.parametrize(("example", "named"), AUDITED)
def test_a_word_file_is_without_a_finding(example: str, named: str, tmp_path: Path) -> None:
    """Some files of some organisations; in the long run every file of every organisation."""
    for name, data in files(example).items():
        if named in name:
            (tmp_path / name).write_bytes(data)
            assert validator().validate(tmp_path / name).errors == [], name
            assert check_docx(data) == (), name


@pytest.mark.parametrize(
    "reader", [with_python_docx, with_mammoth, pytest.param(with_pandoc, marks=pytest.mark.office)]
)
@pytest.mark.parametrize(("example", "name"), TESTED)
def test_other_readers_find_every_word(example: str, name: str, reader: Callable[[bytes], str]) -> None:
    data = files(example)[name]
    assert told(" ".join(words(data))) - told(reader(data)) == Counter()


@pytest.mark.parametrize(("example", "name"), TESTED)
def test_tables_say_what_they_hold_to_whoever_does_not_see_them(example: str, name: str) -> None:
    page = parsed(parts(files(example)[name])["word/document.xml"])
    framed = {"PanelBox", "PanelCard", "CallOut"}
    for table in page.iter(f"{{{W}}}tbl"):
        style = table.find(f"{{{W}}}tblPr/{{{W}}}tblStyle").get(f"{{{W}}}val")
        about = table.find(f"{{{W}}}tblPr/{{{W}}}tblDescription")
        assert style in framed or len(about.get(f"{{{W}}}val")) > 4


@pytest.mark.parametrize(("example", "name"), TESTED)
def test_no_style_stands_in_a_file_that_nothing_in_it_uses(example: str, name: str) -> None:
    found = parts(files(example)[name])
    sheet = parsed(found["word/styles.xml"])
    text = b"".join(
        part for path, part in found.items() if path.startswith("word/") and path != "word/styles.xml"
    ).decode()
    based = {one.get(f"{{{W}}}val") for one in sheet.iter(f"{{{W}}}basedOn")}
    for style in sheet.iter(f"{{{W}}}style"):
        name_of = style.get(f"{{{W}}}styleId")
        assert style.get(f"{{{W}}}default") or name_of in based or f'"{name_of}"' in text, name_of
