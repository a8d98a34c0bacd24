"""Each check of finished Word files and of users' shells, on a file with that one fault."""

import io
import zipfile
from collections.abc import Iterable, Mapping

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.errors import Diagnostic
from policygen.render.to_docx import docx as render
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import lines, parts
from policygen.verify.shell_check import check_shell
from policygen.verify.shell_names import Names
from policygen.verify.shell_package import unsafe
from tests.render.docx_letterheads import letterhead
from tests.render.docx_samples import LABELS, contract, policy

KNOWN = ("organisation.name", "organisation.charity", "contacts.hr.phone", "places")
BODY = "word/document.xml"
DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>'


def packed(entries: Mapping[str, bytes | str], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def changed(data: bytes, name: str, old: str, new: str, times: int = 1) -> bytes:
    entries = parts(data)
    assert old.encode() in entries[name], old
    entries[name] = entries[name].replace(old.encode(), new.encode(), times)
    return packed(entries)


def said(found: Iterable[Diagnostic]) -> str:
    return " ".join(f"{d.code} {d.message} {d.hint}" for d in found)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (BODY, ">Our commitment<", ">\U00100003<", "was not filled in"),
        (BODY, '<w:fldChar w:fldCharType="end"/>', "", "a field is opened and not closed"),
        (BODY, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"', "update it on opening"),
        ("word/settings.xml", "<w:compat>", '<w:updateFields w:val="true"/><w:compat>', "update fields on opening"),
        (BODY, 'w:tag w:val="commitment@1"', f'w:tag w:val="{"x" * 65}"', "longer than 64"),
        (BODY, '<w:id w:val="1002"/>', '<w:id w:val="1001"/>', "2 content controls have the id 1001"),
        (BODY, 'w:id="2" w:name="_c_in_danger"', 'w:id="2" w:name="_c_first_steps"', "used more than once"),
        (BODY, '<w:bookmarkEnd w:id="2"/>', "", "opened and not closed"),
        (BODY, 'w:name="_c_commitment"', f'w:name="{"c" * 41}"', "no name for a bookmark"),
        (BODY, "REF _c_what_we_do", "REF _c_gone", "leads to '_c_gone'"),
        (BODY, '<w:gridCol w:w="', '<w:gridCol w:w="1"/><w:gridCol w:w="', "columns where the table has"),
        (BODY, '<w:numId w:val="1"/>', '<w:numId w:val="99"/>', "list 99 is used"),
        (BODY, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Titel"/>', "style 'Titel' is used"),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="gone.xml"', "word/gone.xml is named and missing"),
        ("word/_rels/document.xml.rels", 'Id="rIdLink1"', 'Id="rIdOther"', "rIdLink1 is used and not defined"),
        ("word/_rels/document.xml.rels", 'relationships/hyperlink"', 'relationships/image"', "draws on something outside"),
        ("[Content_Types].xml", "document.main+xml", "main+xml", "not declared as a Word document"),
    ],
)  # fmt: skip
def test_each_fault_of_a_word_file_is_found(name: str, old: str, new: str, words: str) -> None:
    data = render(policy(), LABELS)
    assert check_docx(data) == ()
    assert words in said(check_docx(changed(data, name, old, new)))


def test_what_is_no_word_file_is_said_to_be_none() -> None:
    assert "not a Word file" in said(check_docx(b"hello"))
    assert "no document in it" in said(check_docx(packed({"a.xml": "<a/>"})))


def test_numbers_are_counted_as_word_counts_them() -> None:
    shown = lines(render(contract(), LABELS), numbers=True)
    assert "(ii) a subcontractor;" in shown
    assert shown[-1] == "(b) two days."


def test_a_good_letterhead_passes() -> None:
    assert check_shell(letterhead(), "letterhead.docx", Names(KNOWN)) == ()


def rels(extra: str) -> bytes:
    return changed(letterhead(), "word/_rels/document.xml.rels", "</Relationships>", f"{extra}</Relationships>")


def relation(kind: str, target: str) -> str:
    return (
        '<Relationship Id="rIdX" TargetMode="External" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    )


def field(code: str) -> bytes:
    return changed(letterhead(), BODY, "<w:sectPr", f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p><w:sectPr")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK nonsense", "not a .docx file"),
        (packed({"a.txt": "a"}), "not a .docx file"),
        (packed({f"a{n}.xml": "" for n in range(2001)}), "2001 parts"),
        (packed({"a.xml": b"\0" * (51 * 1024 * 1024)}), "more than 50 MB"),
        (packed({"a.xml": b"\0" * (2 * 1024 * 1024)}), "more than 200 times"),
        (packed({"../a.xml": "a"}), "'../a.xml'"),
        (packed({"/a.xml": "a"}), "'/a.xml'"),
        (packed({**parts(letterhead()), "word/vbaProject.bin": "a"}), "macro"),
        (packed({**parts(letterhead()), "word/activeX/activeX1.xml": "<a/>"}), "control"),
        (packed({**parts(letterhead()), "word/embeddings/a.bin": "a"}), "embedded"),
        (packed({**parts(letterhead()), "word/x.xml": DOCTYPE}), "word/x.xml is not written"),
        (rels(relation("attachedTemplate", "https://a.example/t.dotm")), "https://a.example/t.dotm"),
        (rels(relation("image", "https://a.example/i.png")), "outside itself"),
        (field("DDEAUTO c:\\\\x"), "DDEAUTO"),
        (field("DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\x"), "DDEAUTO"),
        (field('INCLUDETEXT "a"'), "INCLUDETEXT"),
    ],
)  # fmt: skip
def test_an_unsafe_shell_is_refused_before_it_is_read(data: bytes, words: str) -> None:
    assert words in said(check_shell(data, "shell.docx", Names(KNOWN)))


def test_an_outside_link_is_allowed() -> None:
    assert check_shell(rels(relation("hyperlink", "https://a.example")), "shell.docx", Names(KNOWN)) == ()


def shell(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear {%p if organisation.charity %} reader", "beside a paragraph tag would be lost"),
        ("{%p if organisation.charity %}{%p endif %}", "two paragraph tags"),
        ("{{p organisation.name }}", "in a paragraph tag would be lost"),
        ("Yours, {{ document }}", "has text or a picture beside it"),
        ("Dear {{ organisation.name", "opened and not closed"),
        ("Dear {{ organisation.nome }}", "the nearest name is organisation.name"),
        ("{% if organisation.charty %}A{% endif %}", "the nearest name is organisation.charity"),
        ("{{ contacts.hr.fone | upper }}", "the nearest name is contacts.hr.phone"),
    ],
)
def test_what_filling_would_lose_is_named_with_the_text_around_it(text: str, words: str) -> None:
    found = said(check_shell(shell("Hello", text), "shell.docx", Names(KNOWN)))
    assert words in found
    assert text[:20] in found


@pytest.mark.parametrize(
    "text",
    [
        "{{p document }}",
        "{{ document }}",
        "{% for p in places %}{{ p.name }}{% endfor %}",
        "{{ organisation.name | upper }} {% if not organisation.charity %}x{% endif %}",
        "{# a note #}",
        "{% if organisation.name == 'a.b' %}x{% endif %}",
    ],
)
def test_tags_that_will_be_filled_pass(text: str) -> None:
    assert check_shell(shell(text), "shell.docx", Names(KNOWN)) == ()


def test_a_second_place_for_the_document_is_refused() -> None:
    assert "more than once" in said(check_shell(shell("{{ document }}", "{{p document }}"), "shell.docx", Names(KNOWN)))


def test_a_tag_crossed_by_a_tracked_change_is_refused() -> None:
    run = "<w:r><w:t>{{ organisa</w:t></w:r>"
    rest = '<w:ins w:id="1" w:author="A"><w:r><w:t>tion.name }}</w:t></w:r></w:ins>'
    data = changed(shell("Hello"), BODY, "<w:sectPr", f"<w:p>{run}{rest}</w:p><w:sectPr")
    assert "tracked change" in said(check_shell(data, "shell.docx", Names(KNOWN)))


def test_a_tag_in_an_endnote_is_refused() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f"<w:endnotes {w}><w:endnote><w:p><w:r><w:t>{{{{ organisation.name }}}}</w:t></w:r></w:p></w:endnote></w:endnotes>"
    data = packed({**parts(shell("Hello")), "word/endnotes.xml": notes})
    assert "endnote" in said(check_shell(data, "shell.docx", Names(KNOWN)))


@given(data=st.data())
def test_a_letterhead_with_damaged_bytes_is_judged_and_never_crashes(data: st.DataObject) -> None:
    whole = bytearray(letterhead())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert all(one.code.startswith("PG-V2") for one in unsafe(bytes(whole), "letterhead.docx"))


def test_a_part_that_no_longer_unpacks_is_named_as_damage() -> None:
    whole = packed({"[Content_Types].xml": "<Types/>", BODY: "<a>" + "words of a letter " * 50 + "</a>"})
    start = whole.index(BODY.encode()) + len(BODY)
    assert "PG-V220 this file is damaged" in said(unsafe(whole[:start] + b"\xff" * 8 + whole[start + 8 :], "a.docx"))


def test_a_locked_file_is_told_to_be_saved_without_a_password() -> None:
    whole = packed({"[Content_Types].xml": "<Types/>", BODY: "<a/>"}).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    assert "save it again without a password" in said(unsafe(whole, "a.docx"))
