"""What laying a document into a user's own letterhead promises."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from policygen.domain.document import Document
from policygen.errors import PolicygenError
from policygen.render import to_docx
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import lines, parsed, parts
from tests.render.docx_letterheads import letterhead, written
from tests.render.docx_samples import HOSTILE, LABELS, counted, policy, with_values

VALUES = {"organisation": {"name": HOSTILE, "charity": True}}


def made(path: Path, values: Mapping[str, object] = VALUES, whole: Document | None = None) -> bytes:
    return to_docx.docx(whole or policy(), LABELS, path, "digest", values)


def test_the_result_is_a_sound_word_file(tmp_path: Path) -> None:
    data = made(written(tmp_path, letterhead()))
    (tmp_path / "made.docx").write_bytes(data)
    assert check_docx(data) == ()
    assert OpenXmlValidator().validate(tmp_path / "made.docx").errors == []


def test_a_hostile_value_reads_exactly_on_page_header_and_footer(tmp_path: Path) -> None:
    found = parts(made(written(tmp_path, letterhead())))
    for name in ("document", "header1", "footer1"):
        assert HOSTILE in "".join(parsed(found[f"word/{name}.xml"]).itertext())
    assert HOSTILE.upper() in "".join(parsed(found["word/header1.xml"]).itertext())


def test_the_clauses_stand_where_the_tag_stood(tmp_path: Path) -> None:
    shown = lines(made(written(tmp_path, letterhead())))
    assert shown[0] == f"Dear reader of {HOSTILE},"
    assert shown[1] == policy().title
    assert shown[-2:] == ("A registered charity.", HOSTILE)


def test_a_draft_says_so_before_its_first_words(tmp_path: Path) -> None:
    shown = lines(made(written(tmp_path, letterhead()), whole=replace(policy(), draft=True)))
    assert shown[1:3] == (LABELS["docx.draft"], policy().title)


def test_without_a_tag_the_clauses_stand_at_the_end(tmp_path: Path) -> None:
    shown = lines(made(written(tmp_path, letterhead(anchor=False))))
    assert shown[0].startswith("Dear reader")
    assert shown[-1] == "Date"


def test_their_heading_is_found_by_its_name_in_any_language(tmp_path: Path) -> None:
    found = parts(made(written(tmp_path, letterhead())))
    assert b'<w:pStyle w:val="berschrift1"/>' in found["word/document.xml"]
    assert b'w:styleId="Heading1"' not in found["word/styles.xml"]
    assert b'w:styleId="PanelBox"' in found["word/styles.xml"]


def test_a_letterhead_is_filled_once_for_documents_that_differ_in_values_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(to_docx, "lay_out", counted(calls))
    path = written(tmp_path, letterhead(body="A letter of its own to {{ organisation.name }}"))
    for name in ("Alpha", "Beta"):
        data = made(path, {"organisation": {"name": name, "charity": True}})
        assert f"A letter of its own to {name}" in lines(data)
    made(path, VALUES, with_values(policy(), "Gamma", "a@b.example", "1", "2", "3"))
    assert len(calls) == 1


def test_a_condition_that_asks_for_an_answer_only_costs_no_further_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(to_docx, "lay_out", counted(calls))
    told = "{% if not organisation.motto and organisation.name %}From {{ organisation.name }}{% endif %}."
    path = written(tmp_path, letterhead(body=told))
    for name in ("Alpha", "Beta"):
        assert f"From {name}." in lines(made(path, {"organisation": {"name": name, "charity": True}}))
    assert "." in lines(made(path, {"organisation": {"name": "Gamma", "charity": True, "motto": "Together"}}))
    assert len(calls) == 2


def test_a_condition_of_the_letterhead_is_obeyed(tmp_path: Path) -> None:
    path = written(tmp_path, letterhead())
    with_it, without = (made(path, {"organisation": {"name": "N", "charity": c}}) for c in (True, False))
    assert "A registered charity." in lines(with_it)
    assert "A registered charity." not in lines(without)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ organisation.nome }}",
        "{{ ''.__class__ }}",
        "{{ organisation.__class__ }}",
        "{% set x = 1 %}",
        "{{ range(10) }}",
        "{{ 'x' * 100000000 }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ organisation }}",
    ],
)
def test_a_tag_that_cannot_be_filled_is_refused(tag: str, tmp_path: Path) -> None:
    with pytest.raises(PolicygenError, match="letterhead"):
        made(written(tmp_path, letterhead(body=tag)))


def test_a_file_that_cannot_be_opened_is_told_as_damage(tmp_path: Path) -> None:
    found = parts(letterhead())
    found["word/_rels/document.xml.rels"] = b"<Relationships"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in found.items():
            package.writestr(name, data)
    with pytest.raises(PolicygenError, match="PG-R121"):
        made(written(tmp_path, packed.getvalue()))
