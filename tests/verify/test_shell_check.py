"""A Word template that somebody sent: what it must not bring along, and what filling in its tags would lose."""

import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.assembly.letterhead import values
from policygen.assembly.letterhead_samples import samples
from policygen.content.answers_file import read_answers
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.errors import Diagnostic
from policygen.templating.filters import Speaker
from policygen.verify.docx_reading import parts
from policygen.verify.shell_check import check_shell, shell_tags
from policygen.verify.shell_names import Names
from policygen.verify.shell_package import unsafe
from policygen.workflow_shell import check_template
from tests.render.docx_templates import edited, lean, saved, template, with_body

MANY = 40_000 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 60
KNOWN = ("document.head", "document.foot", "organisation.name", "organisation.charity", "contacts.hr.phone", "places")
CLAUSES = ("vendor-protect", "vendor-facts")
BODY, LINKS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NEAR = "<w:p><w:r><w:t>the words beside it</w:t></w:r>{}</w:p>"
BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t>'
    "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def said(found: Iterable[Diagnostic]) -> str:
    return " ".join(f"{one.code} {one.where} {one.message} {one.hint}" for one in found)


def findings(data: bytes) -> str:
    return said(check_shell(data, "theirs.docx", Names(KNOWN, CLAUSES)))


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def linked(kind: str, target: str, mode: str = "", used: str = "") -> bytes:
    """A template with one more relationship, used beside some words."""
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'

    def change(part: bytes) -> bytes:
        return part.replace(b"</Relationships>", f"{relation}</Relationships>".encode())

    return edited(with_body(lean("{{p document }}"), NEAR.format(used)), {LINKS: change})


def simple(code: str) -> bytes:
    return with_body(lean("x"), NEAR.format(f"<w:fldSimple w:instr={code}><w:r><w:t>.</w:t></w:r></w:fldSimple>"))


def field(*codes: str) -> bytes:
    """A field whose code stands in these runs; one that is itself a field is written in braces."""
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    runs = "".join(
        f"{begin}<w:r><w:instrText>{one[1:-1]}</w:instrText></w:r>{end}"
        if one.startswith("{")
        else f"<w:r><w:instrText>{one}</w:instrText></w:r>"
        for one in codes
    )
    return with_body(lean("x"), NEAR.format(f"{begin}{runs}{end}"))


OUTSIDE = ' TargetMode="External"'
DRAWN = f'<w:r><w:object><a xmlns:r="{OFFICE}" r:id="rIdX"/></w:object></w:r>'
WORDS = f'<w:hyperlink xmlns:r="{OFFICE}" r:id="rIdX"><w:r><w:t>our page</w:t></w:r></w:hyperlink>'


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (linked("oleObject", "media/thing.bin", used=DRAWN), "macro, a control or an embedded file"),
        (linked("aFChunk", "other.html"), "macro, a control or an embedded file"),
        (linked("image", "https://a.example/i.png", OUTSIDE, DRAWN), "https://a.example/i.png"),
        (linked("attachedTemplate", "file:///x.dotm", OUTSIDE), "file:///x.dotm"),
        (linked("hyperlink", "file:///etc/passwd", OUTSIDE, WORDS), "no web, mail or telephone address"),
        (linked("hyperlink", "\\\\host\\share", OUTSIDE, WORDS), "no web, mail or telephone address"),
        (linked("hyperlink", "https://a.example/%7B%7B organisation.name }}", OUTSIDE, WORDS), "the address of a link"),
        (with_body(lean("x"), f'<w:altChunk xmlns:r="{OFFICE}" r:id="rIdX"/>'), "altChunk"),
        (simple('" DDEAUTO excel a "'), "DDEAUTO"),
        (simple("' dde excel a '"), "DDE"),
        (simple('" D&#68;EAUTO excel a "'), "DDEAUTO"),
        (field(" DD", "EAUTO excel a "), "DDEAUTO"),
        (field("{ QUOTE 68 68 69 }", " c:\\\\x "), "a field that"),
        (field("{ QUOTE 68 68 69 }"), "a field that other fields make up"),
        (field(' INCLUDEPICTURE "https://a.example" '), "INCLUDEPICTURE"),
        (field(" LINK Excel.Sheet a "), "LINK"),
        (field(" DATABASE \\\\d a "), "DATABASE"),
        (field(" AUTOTEXTLIST a "), "AUTOTEXTLIST"),
    ],
)  # fmt: skip
def test_what_could_run_or_fetch_is_refused_with_the_words_beside_it(data: bytes, wanted: str) -> None:
    found = findings(data)
    assert wanted in found
    if "%7B" not in found and "altChunk" not in found and "attached" not in found and "x.dotm" not in found:
        assert "the words beside it" in found or "other.html" in found


@pytest.mark.parametrize(
    "code", [" PAGE ", ' DATE \\@ "d MMMM yyyy" ', " REF _Ref1 \\h ", " = 1 + 1 ", " TOC \\o ", "  "]
)
def test_fields_that_show_what_the_document_holds_are_allowed(code: str) -> None:
    assert findings(field(code)) == ""
    assert findings(field(" IF ", "{ PAGE }", ' = 1 "a" "b" ')) == ""


@pytest.mark.parametrize("target", ["https://a.example", "http://a.example", "mailto:a@b.example", "tel:+15185550100"])
def test_links_of_a_letterhead_are_allowed(target: str) -> None:
    assert findings(linked("hyperlink", target, OUTSIDE, WORDS)) == ""


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda part: part.replace(b"UTF-8", b"UTF-7", 1), "not written as Word writes it"),
        (lambda part: part.decode().encode("utf-16"), "not written as Word writes it"),
        (lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part[part.index(b"<w:") :], "not written as Word writes it"),
        (lambda part: part[:-20], "is damaged"),
        (lambda part: part.replace(b"<w:body>", b"<w:body>\0"), "is damaged"),
        (lambda _: b"<a>" * 5000 + b"</a>" * 5000, "PG-V2"),
        (lambda part: part.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                   b"http://purl.oclc.org/ooxml/wordprocessingml/main"), "Strict Open XML"),
    ],
)  # fmt: skip
def test_a_page_that_word_did_not_write_is_refused_before_it_is_parsed(change: object, wanted: str) -> None:
    assert wanted in findings(edited(template("x"), {BODY: change}))  # type: ignore[dict-item]  # a function of bytes


def test_a_hundred_thousand_parts_are_refused_in_one_finding() -> None:
    one, rest = packed([("a", b"")]), 99_999
    start = one.index(b"PK\x01\x02")
    entry, end = one[start : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    [found] = unsafe(one[:start] + entry * (rest + 1) + end, "theirs.docx")
    assert (found.code, "100000 parts" in found.message) == ("PG-V221", True)


def test_parts_that_differ_only_in_case_are_refused() -> None:
    assert "two parts are named" in findings(edited(lean("x"), {}, {"word/Document.xml": b"<a/>"}))


def test_a_part_without_a_type_is_refused() -> None:
    assert "word/a.dat has no type" in findings(edited(lean("x"), {}, {"word/a.dat": b"x"}))


# --- tags -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        (("{% if organisation.name %}Only here",), "is never closed: “{% if organisation.name %}Only here”"),
        (("Stray {% endif %}",), "closes or continues nothing"),
        (("{% for p in places %}{% endif %}{% endfor %}",), "closes or continues nothing"),
        (("{{ organisation.name.upper() }}",), "call is not offered"),
        (("{{ organisation.__class__ }}",), "is not a name of a value"),
        (("{{ 'a' * 9 }}",), "mul is not offered"),
        (("{% set a = 1 %}",), "'set' is not offered"),
        (("{% include 'a' %}",), "'include' is not offered"),
        (("{% raw %}{{ x }}{% endraw %}",), "'raw' is not offered"),
        (("{{ organisation.name | safe }}",), "filter 'safe'"),
        (("{{ ''.join }}",), "only a name has fields"),
        (("ends with {", "{ begins"), "a brace ends one paragraph"),
        (("{{% if organisation.name %}a{% endif %}",), "a brace stands beside a tag"),
        (("{{ organisation.name == 'a' }}",), "only names and words can be printed"),
        (("{{ organisation }}",), "holds more than one answer"),
        (("a {%- if organisation.name -%} b {% endif %}",), "swallows the text around it"),
        (("{% for a in 'aaaa' %}{% endfor %}",), "runs over a list by its name"),
        (("{{p clause(vendor-protect) }}",), "write {{p clause('vendor-protect') }}"),
        (("{{P document }}",), "write a small p, right behind the braces and before a space: {{p document }}"),
        (("{{P clause('vendor-protect') }}",), "a capital P begins the tag"),
        (("{{pdocument}}",), "a space is missing after p"),
        (("{{pclause('vendor-protect')}}",), "a space is missing after p"),
        (("{{ p document }}",), "a space stands before p"),
        (("{%pif organisation.charity %}", "{%p endif %}"), "a space is missing after p"),
        (("Dear {organisation.name}} and",), "a brace is missing: {organisation.name}}"),
        (("Dear {{ organisation.name } and",), "write {{ organisation.name }}"),
        (("{% if organisation.charity }x{% endif %}",), "end each tag with two braces"),
        (("Of {{ organisation.name } and {{ organisation.name }}",), "end each tag with two braces"),
        (
            ("{% if organisation.charity = true %}x{% endif %}",),
            "write == in its place, or the name alone: {% if organisation",
        ),
        (("{% if organisation.name = 'A' %}x{% endif %}",), "write == in its place"),
        (("{{ " + "(" * 300 + " }}",), "cannot be read"),
        (("{{ " + "a" * 600 + " }}",), "cannot be read"),
        (("{{p clause('vendor-protekt') }}",), "the nearest name is vendor-protect"),
        (("{{p clause('vendor-facts') }}", "{{p clause('vendor-facts') }}"), "stands more than once"),
        (("{{p document }}", "{{p clause('vendor-facts') }}"), "clauses stand beside the document"),
        (("{%p for p in places %}", "{{p document }}", "{%p endfor %}"), "stands in a loop"),
        (("{{ organisation.name }}{{p document }}",), "beside a paragraph tag would be lost"),
        (("{{ document }}{{ organisation.name }}",), "has text or a picture beside it"),
        (("{%tr for p in places %}", "{%tr endfor %}"), "stands outside a table"),
        (("a \U00100003",), "stands for a value"),
        (("{{ organisation }}{{ document.nonesuch }}",), "'document.nonesuch' is not a name"),
    ],
)
def test_a_tag_that_would_not_be_filled_in_is_refused(paragraphs: tuple[str, ...], wanted: str) -> None:
    assert wanted in findings(lean(*paragraphs))


LOOPED = "{%% for p in places %%}%s{%% endfor %%}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (LOOPED % "{{ p.nmae }}", "the nearest field is p.name"),
        (LOOPED % "{% if p.nmae %}a{% endif %}", "'p.nmae' is not a field of an entry of places"),
        (LOOPED % "{{ p.nmae | default('x') }}", "the nearest field is p.name"),
        (LOOPED % "{{ p.xyzzy }}", "its fields are: id, name"),
        (LOOPED % "{{ p.public_contact.fone }}", "the nearest field is p.public_contact.phone"),
        (LOOPED % "{{ loop.indx }}", "the nearest field is loop.index"),
        ("{% for c in reporting.channels %}{{ c.psot }}{% endfor %}", "the nearest field is c.post"),
        (LOOPED % "{% for c in p.companies %}{{ c.nmae }}{% endfor %}", "the nearest field is c.name"),
        ("{% for a in organisation.activities %}{{ a.name }}{% endfor %}", "write a alone"),
        ("{{ places[0].nmae }}", "the nearest field is places[0].name"),
        ("{% if (places | first).nmae %}a{% endif %}", "'places[0].nmae' is not a field of an entry of places"),
        ("{{ (places | last)['nmae'] | upper }}", "the nearest field is places[0].name"),
        (LOOPED % "{{ p.companies[0].nmae }}", "the nearest field is p.companies[0].name"),
        ("{{ vendor['nmae'] }}", "the nearest name is vendor.name"),
    ],
)
def test_a_field_that_no_entry_of_a_list_has_is_refused_wherever_it_stands(
    text: str, wanted: str, tmp_path: Path
) -> None:
    theirs = docx.Document()
    theirs.add_paragraph(text)
    theirs.sections[0].header.paragraphs[0].text = text
    theirs.add_table(rows=1, cols=1).cell(0, 0).text = text
    (tmp_path / "theirs.docx").write_bytes(saved(theirs))
    found = [one for one in check_template(tmp_path / "theirs.docx").findings if one.severity == "error"]
    assert len(found) == 3
    assert all(wanted in said([one]) for one in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ places }}", "name a field: {{ places | join(', ', attribute='name') }}"),
        ("{{ contacts }}", "{{ contacts | join(', ', attribute='post') }}"),
        ("{{ contacts | first }}", "for instance {{ (contacts | first).post }}"),
        ("{{ reporting.decides }}", "for instance {{ reporting.decides.post }}"),
        ("{{ reporting.decides | default('x') }}", "for instance {{ reporting.decides.post }}"),
        ("{{ reporting.channels | join(', ') }}", "attribute='post') }}"),
        ("{{ support.services | join('; ') }}", "attribute='what') }}"),
        ("{{ organisation.existing_policies | join }}", "attribute='title') }}"),
        ("{{ response.stop_without_asking }}", "decide by it: {% if response.stop_without_asking %}"),
        (LOOPED % "{{ p }}", "for instance {{ p.name }}"),
        (LOOPED % "{{ p | trim }}", "{{ p | trim }} has no words to print"),
        (LOOPED % "{{ p.public }}", "decide by it: {% if p.public %}"),
        (LOOPED % "{{ p.public_contact }}", "for instance {{ p.public_contact."),
        (LOOPED % "{{ loop }}", "its fields are: first, index"),
        (LOOPED % "{% for c in p.companies %}{{ c }}{% endfor %}", "for instance {{ c.name }}"),
        ("{{ organisation.languages.staff }}", "join its entries: {{ organisation.languages.staff | join(', ') }}"),
        ("{{ places[0] }}", "for instance {{ places[0].name }}"),
        ("{{ places | upper }}", "{{ places | upper }} has no words to print"),
        ("{{ vendor.name | join(places) }}", "has no words to print"),
        ("{{ organisation.people.employees | length }}", "the filter 'length' cannot be used here"),
        ("{% for c in reporting.decides %}a{% endfor %}", "a loop runs over something that is no list"),
        ("{% if reporting.decides | length %}a{% endif %}", "{% if reporting.decides | length %} has no words"),
        ("{% if vendor.name %}a{% elif vendor.name > 3 %}b{% endif %}", "it compares what cannot be compared"),
        (
            "{% for c in contacts %}{% if c.ways | join == c %}a{% endif %}{% if c | lower %}b{% endif %}{% endfor %}",
            "{% if c | lower %}",
        ),
        ("{{ places | join(', ', attribute='nmae') }}", "the nearest field is places[0].name"),
        ("{{ places | join(', ', 'nmae') | upper }}", "the nearest field is places[0].name"),
    ],
)
def test_what_no_answers_could_fill_in_is_refused_with_what_to_write_instead(
    text: str, wanted: str, tmp_path: Path
) -> None:
    (tmp_path / "theirs.docx").write_bytes(lean(text))
    found = [one for one in check_template(tmp_path / "theirs.docx").findings if one.severity == "error"]
    assert len(found) == 1
    assert wanted in said(found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ organisation.nome }}", "the nearest name is organisation.name"),
        ("{{ vender.name }}", "the nearest name is vendor.name"),
        ("{{ organisation.xyzzy }}", "run: policygen list questions"),
        ("{{ qwertz }}", "run: policygen list questions"),
        (LOOPED % "{{ p.xyzzy }}", "its fields are: id, name"),
        ("{{ contacts.manager.post }}", "contacts is a list: use {% for c in contacts %}, or a role such as {{ reporting.decides.post }}"),
        ("{% if contacts.hr %}a{% endif %}", "contacts is a list: use"),
        ("{{ places.albany.name }}", "places is a list: use {% for p in places %}, or {{ places[0].name }}"),
        ("{{ organisation.activities.first }}", "{% for a in organisation.activities %}, or {{ organisation.activities | join(', ') }}"),
        ("{{ organisation.name | capitalize }}", "these are: upper, lower, title, trim, first, last, join, length, default"),
        ("{{ places | map(attribute='name') | join }}", "for a field of every entry write join(', ', attribute='name')"),
        ("{% for p in places | sort %}{{ p.name }}{{ p.nmae }}{% endfor %}", "runs over a list by its name"),
        ("{% for a, b in places.items() %}{{ a.name }}{{ b }}{% endfor %}", "runs over a list by its name"),
        ("{% if places | sort %}a{% else %}b{% endif %}", "these are: upper"),
    ],
)  # fmt: skip
def test_one_error_says_what_is_near_or_what_is_offered(text: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "theirs.docx").write_bytes(lean(text))
    found = [one for one in check_template(tmp_path / "theirs.docx").findings if one.severity == "error"]
    assert len(found) == 1
    assert wanted in said(found)


@pytest.mark.parametrize(
    "text",
    [
        "{{ organisation.languages.staff | join(', ') }}",
        "{{ organisation.languages.staff[0] }} {{ organisation.languages.staff | last }}",
        "{{ places | length }}",
        "{{ places | join(', ', attribute='name') }}",
        "{{ reporting.channels | join(', ', attribute='post') | upper }}",
        "{{ places[0].name }} {{ places[7].name }}",
        "{{ (places | first).name | title }}",
        "{% if response.stop_without_asking %}a{% endif %}",
        "{% if places | length > 1 and organisation.people.employees > 5 or 'talk' in contacts[0].ways %}a{% endif %}",
        "{% if places and not vendor.name and reporting.decides == reporting.stands_in %}a{% endif %}",
        "{{ 'a' if response.stop_without_asking else 'b' }}",
        "{% for c in contacts %}{{ c.post }}{{ c.reach | join(', ') }}{{ loop.index }}{% endfor %}",
        "{% for a in organisation.activities %}{{ a | lower }}{% endfor %}",
        LOOPED % "{{ p.workers }} {{ p.law }} {{ p.code }} {{ p.public_contact.phone | default('–') }}",
        LOOPED % "{% for c in p.companies %}{{ c.name }}{% endfor %}",
        "{{ vendors.our_company }}",
        "{{ reporting.records_kept | upper }} {{ issue.effective }} {{ organisation.people.employees }}",
        "{{ document.title | upper }} {{ public_contact.phone | default('none') | trim }}",
    ],
)
def test_what_can_be_filled_in_is_no_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "theirs.docx").write_bytes(lean(text))
    assert not [one for one in check_template(tmp_path / "theirs.docx").findings if one.severity == "error"]


@pytest.mark.parametrize("example", sorted(Path("examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_answers_that_tags_are_tried_with_are_of_the_kinds_that_answers_have(example: Path) -> None:
    library = load_library(roots((), example.resolve().parent))
    told = values(read_answers(example, library), Speaker("en-GB", library.words["en"]))
    assert list(unlike(told, samples(library), "")) == []


def unlike(value: object, sample: object, path: str) -> Iterator[str]:
    """Where an answer is of another kind than its sample."""
    if isinstance(value, Mapping) and isinstance(sample, Mapping):
        for name in value.keys() & sample.keys():
            yield from unlike(value[name], sample[name], f"{path}.{name}")
    elif isinstance(value, list) and isinstance(sample, list):
        yield from (found for one in value for found in unlike(one, sample[0], f"{path}[0]"))
    elif type(value) is not type(sample) or isinstance(value, Mapping | list):
        yield path


def test_every_field_that_an_answer_has_may_be_printed_in_a_loop(tmp_path: Path) -> None:
    theirs = lean(
        "{% for p in places %}{{ p.name }}{{ p.code }}{{ p.id }}{% if p.state %}{{ p.state }}{% endif %}"
        "{% if p.public_contact.phone %}{{ p.public_contact.phone }}{% endif %}{{ loop.index }}{% endfor %}",
        "{% for c in contacts %}{{ c.post }}{{ c.reach | join(', ') }}{{ c.numbers | first }}{% endfor %}",
        "{% for a in organisation.activities %}{{ a }}{% endfor %}",
    )
    (tmp_path / "theirs.docx").write_bytes(theirs)
    assert not [one for one in check_template(tmp_path / "theirs.docx").findings if one.code == "PG-V230"]


@pytest.mark.parametrize(
    ("first", "last"), [(pair[0], pair[1]) for pair in ("„“", "‚‘", "«»", "‹›", "“”", "‘’", "””", "''")]
)
def test_a_clause_is_named_in_quotation_marks_of_any_language(first: str, last: str) -> None:
    assert not findings(lean(f"{{{{p clause({first}vendor-facts{last}) }}}}"))
    assert not findings(lean(f"{{% if organisation.name == {first}x{last} %}}a{{% endif %}}"))


def test_the_words_around_a_tag_are_quoted_where_the_paragraph_is_long() -> None:
    found = findings(lean("before " * 30 + "the house of {{ organisation.nome }} in town" + " after" * 30))
    assert "before the house of {{ organisation.nome }} in town after" in found
    assert "before " * 8 not in found


def test_a_condition_from_one_cell_to_another_is_refused() -> None:
    theirs = docx.Document()
    table = theirs.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{% if organisation.name %}a", "b{% endif %}"
    assert "stand in different places" in findings(saved(theirs))


def test_a_row_tag_with_other_words_in_its_row_is_refused() -> None:
    theirs = docx.Document()
    table = theirs.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tr for p in places %}", "lost words"
    table.cell(1, 0).text = "{%tr endfor %}"
    found = findings(saved(theirs))
    assert "beside a row tag would be lost" in found


def test_a_picture_beside_a_paragraph_tag_is_missed_when_it_would_be_lost() -> None:
    tag = "<w:p><w:r><w:t>{{p document }}</w:t></w:r><w:r><w:drawing/></w:r></w:p>"
    assert "or a picture beside a paragraph tag would be lost" in findings(with_body(lean("x"), tag))


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (BOX.format("{{p document }}"), "stands in a text box"),
        (BOX.format("{{ cycler.__init__ }}"), "is not a name of a value"),
        (NEAR.format("<w:r><w:instrText> TITLE {{ organisation.name }} </w:instrText></w:r>"), "the code of a field"),
        (NEAR.format('<w:bookmarkStart w:id="0" w:name="{{ x }}"/><w:bookmarkEnd w:id="0"/>'), "the name of a bookmark"),
        (NEAR.format('<w:r><w:drawing><a descr="{{ organisation.name }}"/></w:drawing></w:r>'), "where nothing is filled in"),
        ("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{p document }}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
         "a control for plain text"),
        ('<w:sdt><w:sdtPr><w:dataBinding w:xpath="a"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{ organisation.name }}</w:t></w:r>'
         "</w:p></w:sdtContent></w:sdt>", "that Word fills from elsewhere"),
        ('<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ organisation.name }}</w:delText></w:r></w:del></w:p>',
         "crossed by a tracked change"),
    ],
)  # fmt: skip
def test_a_tag_where_it_could_not_be_filled_in_is_refused(xml: str, wanted: str) -> None:
    assert wanted in findings(with_body(lean("x"), xml))


REVIEW = 'w:id="9" w:author="Dr. Example" w:date="2026-11-01T10:00:00Z"'


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p><w:r><w:t>Prices follow </w:t></w:r><w:ins {REVIEW}><w:r><w:t>Annex B.</w:t></w:r></w:ins></w:p>",
        f"<w:p><w:r><w:t>Prices follow Annex B.</w:t></w:r><w:del {REVIEW}><w:r><w:delText> x</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:pPr><w:rPr><w:ins {REVIEW}/></w:rPr></w:pPr><w:r><w:t>Prices follow Annex B.</w:t></w:r></w:p>",
        f"<w:p><w:pPr><w:pPrChange {REVIEW}><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>Prices follow Annex B.</w:t></w:r></w:p>",
        f"<w:tbl><w:tr><w:trPr><w:ins {REVIEW}/></w:trPr><w:tc><w:p><w:r><w:t>Prices follow Annex B.</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl>",
    ],
)
def test_a_tracked_change_away_from_every_tag_is_refused_with_whose_it_is(xml: str) -> None:
    found = findings(with_body(lean("{{p document }}"), xml))
    assert "PG-V235" in found
    assert "tracked changes by Dr. Example stand in it" in found
    assert "“Prices follow Annex B." in found


def test_comments_are_refused_with_everybody_who_wrote_one() -> None:
    theirs = docx.Document()
    for text, author in (("Prices follow Annex B.", "Dr. Example"), ("Term", "A. Sample"), ("Law", "Dr. Example")):
        theirs.add_comment(theirs.add_paragraph(text).runs, text="Ask purchasing first", author=author)
    found = findings(saved(theirs))
    assert "PG-V236" in found
    assert "comments by Dr. Example, A. Sample stand in it" in found
    assert "“Prices follow Annex B.”" in found
    assert "Ask purchasing first" not in found


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("{{ vendor.address }}", True),
        ("{% if vendor.name %}{{ vendor.address }}{% endif %}", True),
        ("{% if vendor.address %}{% endif %}{{ vendor.address }}", True),
        ("{% if vendor.address %}of {{ vendor.address }}{% endif %}", False),
        ("{% if vendor.name %}a{% elif vendor.address %}{{ vendor.address }}{% endif %}", False),
        ("{{ vendor.address | default('…') }}", False),
        ("{{ organisation.name }}", False),
    ],
)
def test_a_value_that_may_be_missing_is_noted_unless_its_tag_asks_for_it(text: str, noted: bool) -> None:
    known = (*KNOWN, "vendor.name", "vendor.address")
    found = check_shell(lean(text, text), "theirs.docx", Names(known, unsure=("vendor.address",)))
    assert [(one.code, one.severity) for one in found] == [("PG-V237", "note")] * noted
    assert all("{% if vendor.address %}" in one.hint for one in found)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Between {{ organisation.name }} and { organisation.name } of", True),
        ("Between [organisation.name] of", True),
        ("Between «organisation.name» of", True),
        ("Between <organisation.name> of", True),
        ("Between <<organisation.name>> of", True),
        ("See [www.example] and {a.b} and [places]", False),
        ("Between {{ organisation.name }} of", False),
        ("Between [{{ organisation.name }}] of", False),
        ("[organisation.name as above]", False),
    ],
)
def test_a_known_name_in_other_brackets_is_noted(text: str, noted: bool) -> None:
    found = [one for one in check_shell(lean(text), "theirs.docx", Names(KNOWN)) if one.code == "PG-V239"]
    assert [(one.severity, one.hint) for one in found] == [("note", "write {{ organisation.name }}")] * noted
    assert all("Between" in one.message for one in found)


def test_a_tag_in_the_properties_is_refused() -> None:
    theirs = docx.Document()
    theirs.core_properties.title = "{{ ''.__class__ }}"
    assert "the properties of the file" in findings(saved(theirs))


def test_a_finding_in_a_header_says_so() -> None:
    theirs = docx.Document()
    theirs.sections[0].header.paragraphs[0].text = "From {{ organisation.nome }}"
    assert "theirs.docx header 'organisation.nome'" in findings(saved(theirs))


def test_tags_are_listed_with_where_they_stand_and_the_words_around_them() -> None:
    theirs = docx.Document()
    theirs.sections[0].header.paragraphs[0].text = "From {{ organisation.name }}"
    theirs.add_paragraph("{{p document }}")
    assert sorted(shell_tags(saved(theirs), "theirs.docx")) == [
        ("", "{{p document }}", "{{p document }}"),
        ("header", "{{ organisation.name }}", "From {{ organisation.name }}"),
    ]


# --- any bytes at all -----------------------------------------------------------------------------------------------------------

WHOLE = lean("Dear {{ organisation.name }}", "{% if organisation.charity %}a{% endif %}", "{{p document }}")
PARTS = parts(WHOLE)


@settings(max_examples=MANY)
@given(data=st.data())
def test_a_template_with_damaged_parts_is_judged_and_never_crashes(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARTS)))
    part = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(part) - 1))
        piece = data.draw(
            st.sampled_from([b"", b"<", b">", b'"', b"{{", b"%}", b"<w:p>", b"</w:t>", b"&#x10FFFD;", b"\xff", b"&a;"])
        )
        part[at : at + data.draw(st.integers(0, 30))] = piece
    found = check_shell(packed({**PARTS, name: bytes(part)}.items()), "theirs.docx", Names(KNOWN, CLAUSES))
    assert all(one.code.startswith("PG-V2") for one in found)


@given(junk=st.binary(max_size=300))
def test_bytes_that_are_no_file_at_all_are_said_to_be_none(junk: bytes) -> None:
    assert [one.code for one in unsafe(junk, "theirs.docx")] == ["PG-V220"]
