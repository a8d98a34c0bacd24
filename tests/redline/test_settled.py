"""Accepting every change gives the new issue, rejecting every change the old one, in every part."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from policygen.redline.compare import redlined
from policygen.redline.package import Package
from policygen.verify.docx_checks import check_docx
from policygen.verify.docx_reading import parsed, parts
from tests.redline.engine import settled
from tests.redline.issues import DOCUMENTS, NEW, OLD, answers, content, contents, plain, word_file
from tests.redline.raw import R, file, footnotes, note, p, table
from tests.redline.reading import controls, marks, revisions, seen
from tests.samples import POLICY, VENDOR

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXAMPLES = max(10, settings.get_profile(settings.get_current_profile_name()).max_examples // 6)


def redline(old: bytes, new: bytes) -> bytes:
    return redlined(Package(old, "old.docx"), Package(new, "new.docx")).data


def holds(old: bytes, new: bytes) -> None:
    """Everything that is promised of the redline of two issues."""
    made = redline(old, new)
    assert not check_docx(made)
    assert seen(settled(made, "accept")) == seen(new)
    assert seen(settled(made, "reject")) == seen(old)
    assert marks(new) <= marks(settled(made, "accept"))
    assert marks(old) <= marks(settled(made, "reject"))
    assert {one.tag.rpartition("}")[2] for one in revisions(made)} <= {"ins", "del"}
    assert set(controls(settled(made, "accept"))) <= set(controls(new))
    assert controls(settled(made, "reject")) == controls(settled(made, "accept"))


@settings(max_examples=EXAMPLES)
@given(
    document=st.sampled_from(DOCUMENTS),
    before=answers(),
    after=answers(),
    days=st.permutations((OLD, NEW)),
    texts=st.tuples(contents(), contents()),
)
def test_any_two_issues_of_a_document_settle_to_both(
    document: str,
    before: dict[str, Any],
    after: dict[str, Any],
    days: list[date],
    texts: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    old, new = (content(*text) for text in texts)
    holds(word_file(document, before, days[0], old), word_file(document, after, days[1], new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(p("a b c"), p("a x c"), id="a word"),
        pytest.param(p("one") + p("two"), p("two"), id="the first paragraph goes"),
        pytest.param(p("one") + p("two"), p("one"), id="the last paragraph goes"),
        pytest.param(p("one"), p("one") + p("two") + p("three"), id="two paragraphs at the end"),
        pytest.param(p("one"), p("one") + p("two", "Heading1"), id="a heading at the end"),
        pytest.param(p("one", "Heading1"), p("one"), id="another style"),
        pytest.param(p("old words"), p("quite other ones"), id="nothing in common"),
        pytest.param(p("x"), table(("a", "b")) + p("x"), id="a table before"),
        pytest.param(table(("a", "b")) + p("x"), p("x"), id="a table goes"),
        pytest.param(p("x"), p("x") + table(("a", "b")) + p("y", "Heading1"), id="a table and a heading at the end"),
        pytest.param(p("x"), p("y") + table(("a", "b")) + p("z"), id="the only paragraph becomes others and a table"),
        pytest.param(
            table(("a", "b"), ("c", "d"), ("e f g", "h i j")) + p("x"), table(("a", "b"), ("e f x", "h i j"), ("k", "l")) + p("x"),
            id="rows and a cell",
        ),
        pytest.param(table(("a", "b")) + p("x"), table(("a", "b", "c")) + p("x"), id="one more column"),
        pytest.param(table(("a", "b")) + p("x"), table(("", "b")) + p("x"), id="a cell is emptied"),
        pytest.param(p("これは方針です。苦情はここへ。"), p("これは規程です。苦情はここへ。"), id="Japanese"),
        pytest.param(
            p("a", more="<w:r><w:tab/><w:t>b</w:t><w:br/></w:r>"), p("a", more="<w:r><w:br/><w:t>b</w:t></w:r>"), id="tabs and breaks",
        ),
    ],
)  # fmt: skip
def test_every_kind_of_change_settles_to_both(before: str, after: str) -> None:
    for old, new in ((before, after), (after, before)):
        holds(file(old), file(new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"header": p("Old head")}, {"header": p("New head")}, id="a header"),
        pytest.param({}, {"footer": p("Page of ours")}, id="a footer is new"),
        pytest.param({"header": p("Head"), "footer": p("Foot")}, {"footer": p("Foot, changed")}, id="a header goes"),
        pytest.param(
            {"footnotes": footnotes(_2="See the first act.")}, {"footnotes": footnotes(_2="See the second act.")},
            id="the words of a footnote",
        ),
    ],
)  # fmt: skip
def test_headers_footers_and_notes_settle_to_both(before: dict[str, str], after: dict[str, str]) -> None:
    body = p("Words", more=note(2)) if "footnotes" in before else p("Words")
    for old, new in ((before, after), (after, before)):
        holds(file(body, old), file(body, new))


def test_a_footnote_that_comes_and_one_that_goes_are_marked_at_both_ends() -> None:
    one = file(p("First", more=note(2)) + p("Second"), {"footnotes": footnotes(_2="The first act of all.")})
    two = file(p("First") + p("Second", more=note(2)), {"footnotes": footnotes(_2="Something else entirely.")})
    none = file(p("First") + p("Second"))
    for old, new in ((one, two), (two, one), (none, one), (one, none)):
        made = redline(old, new)
        for shown, wanted in ((settled(made, "accept"), new), (settled(made, "reject"), old)):
            assert seen(shown).others == seen(wanted).others
            assert seen(shown).numbered == seen(wanted).numbered


@pytest.mark.parametrize(
    ("document", "changes"),
    [
        pytest.param(POLICY, {"contacts.owner.phone": "+61 3 5550 0199"}, id="words"),
        pytest.param(POLICY, {"organisation.people": {"employees": 300, "volunteers": 4}}, id="paragraphs"),
        pytest.param(VENDOR, {"contacts.owner.post": "Shop keeper"}, id="a contract"),
    ],
)
def test_a_clause_that_stands_in_both_issues_keeps_its_control(document: str, changes: dict[str, Any]) -> None:
    old, new = plain(document), word_file(document, changes)
    made = redline(old, new)
    assert revisions(made)
    both = {tag.partition("@")[0] for tag in controls(old)} & {tag.partition("@")[0] for tag in controls(new)}
    for verdict in ("accept", "reject"):
        assert [tag for tag in controls(new) if tag.partition("@")[0] in both] == controls(settled(made, verdict))


def test_rules_that_lose_or_gain_chapters_keep_their_paragraphs() -> None:
    """Small shops have no chapters in their work rules; what stands in both is neither struck out nor written again."""
    large, small = (
        word_file(POLICY, {"organisation.people": {"employees": n}}, name="sakura-retail") for n in (120, 20)
    )
    for old, new in ((large, small), (small, large)):
        holds(old, new)
        gone, fresh = (whole(redline(old, new), mark) for mark in ("del", "ins"))
        assert not gone & fresh


def whole(data: bytes, mark: str) -> set[tuple[str, bool, str]]:
    """The paragraphs that are struck out or new from first to last: style, whether a number stands before it, words."""
    found = (
        p
        for p in parsed(parts(data)["word/document.xml"]).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}rPr/{W}{mark}") is not None
    )
    return {(style(one), one.find(f"{W}pPr/{W}numPr") is not None, said) for one in found if (said := words_of(one))}


def words_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t", f"{W}delText")).strip()


def style(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if named is None else str(named.get(f"{W}val"))


def test_a_control_of_no_kind_becomes_one_that_libreoffice_settles() -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="a@1"/><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    old, new = (file(control.format(p(words)) + p("End")) for words in ("One two three", "One two four"))
    made = parts(redline(old, new))["word/document.xml"].decode()
    assert '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj></w:sdtPr>' in made


@pytest.mark.parametrize("document", [POLICY, VENDOR])
@pytest.mark.parametrize(("old", "new"), [("harbour-clinic", "corner-shop"), ("corner-shop", "indus-software")])
def test_documents_with_little_in_common_settle_to_both(document: str, old: str, new: str) -> None:
    holds(plain(document, old), plain(document, new))


def test_a_redline_opens_in_word_by_the_rules_of_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(redline(plain(POLICY, "harbour-clinic"), plain(POLICY)))
    found = OpenXmlValidator().validate(path)
    assert not found.errors


def test_a_row_without_properties_of_its_own_is_marked_by_the_rules_too(tmp_path: Path) -> None:
    old, new = (file(table(*rows) + p("x")) for rows in ([("a", "b")], [("a", "b"), ("c", "d")]))
    found = []
    for data in (new, redline(old, new)):
        (tmp_path / "made.docx").write_bytes(data)
        found.append([one.description for one in OpenXmlValidator().validate(tmp_path / "made.docx").errors])
    assert found[0] == found[1]


def test_what_another_editor_writes_otherwise_is_no_change() -> None:
    ours = file(p("Heading", "Heading1") + p("The same words."))
    control = '<w:sdt><w:sdtPr><w:alias w:val="x"/><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    run = '<w:r><w:rPr/><w:t xml:space="preserve">Heading</w:t></w:r>'
    theirs = file(
        p("", "Heading1", control.format(run)) + p("The same words.").replace("<w:pPr>", "<w:pPr><w:keepNext/>")
    )
    theirs = renamed(
        theirs, 'w:styleId="BodyText"', 'w:styleId="TextBody"', 'w:pStyle w:val="BodyText"', 'w:pStyle w:val="TextBody"'
    )
    assert redlined(Package(theirs, "theirs.docx"), Package(ours, "ours.docx")).marks == 0


def test_several_links_to_one_address_are_no_change() -> None:
    links = "".join(f'<w:hyperlink r:id="{id_}"><w:r><w:t>here</w:t></w:r></w:hyperlink>' for id_ in "ab")
    led = "".join(
        f'<Relationship Id="{id_}" Type="{R}/hyperlink" Target="https://law.example/" TargetMode="External"/>'
        for id_ in "ab"
    )
    old, new = (
        renamed(file(p(f"Read it {word}", more=links)), '<Relationship Id="styles"', f'{led}<Relationship Id="styles"')
        for word in ("now", "later")
    )
    made = parts(redline(old, new))["word/document.xml"].decode()
    assert re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)</w:\w+></w:r></w:(?:ins|del)>", made) == ["now", "later"]
    assert made.count("<w:hyperlink ") == 2
    holds(old, new)


def renamed(data: bytes, *names: str) -> bytes:
    """A file with one name written for another in all of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part, held in parts(data).items():
            text = held.decode()
            for old, new in zip(names[::2], names[1::2], strict=True):
                text = text.replace(old, new)
            package.writestr(part, text)
    return made.getvalue()
