"""Whether the tags of a user's Word template can all be filled in, and what filling them would lose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from policygen.domain.tag_slips import braces_missing, in_other_brackets
from policygen.domain.word_tags import TAG, Tag, read_tag
from policygen.errors import Diagnostic
from policygen.verify.docx_reading import W
from policygen.verify.shell_names import Names, bindings, unknown, unsure
from policygen.verify.shell_page import Page, excerpt, words
from policygen.verify.shell_words import wordless

_UNFILLED = ("endnotes", "comments")
_MARKS = ("{{", "}}", "{%", "%}")
_JOINED = re.compile(r"\{[{%#]|[}%#]\}")  # docxtpl would read these as a tag over two paragraphs
_BESIDE = re.compile(r"\{\{[{%#]|[}%#]\}\}")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
# What a paragraph may hold beside its words, and would lose with them.
_CONTENT = tuple(
    f"{{{W}}}{name}"
    for name in ("drawing", "pict", "object", "fldChar", "fldSimple", "footnoteReference", "endnoteReference", "sym")
)
_WHOLE = {"p": "paragraph", "tr": "row", "tc": "cell"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A tag with the paragraph that it stands in and the words of it."""

    tag: Tag
    paragraph: etree._Element
    text: str

    @property
    def near(self) -> str:
        return excerpt(self.text, self.tag.text)


def standing(page: Page) -> Iterator[Standing]:
    """Every tag of a story in its order."""
    for paragraph in page.paragraphs():
        text = words(paragraph)
        if "{" in text:
            yield from (Standing(read_tag(found), paragraph, text) for found in TAG.findall(text))


def tag_findings(page: Page, names: Names) -> Iterator[Diagnostic]:
    """Everything that speaks against the tags of one story."""
    before = ""
    for paragraph in page.paragraphs():
        text = words(paragraph)
        if text and _JOINED.search(before[-1:] + text[:1]):
            message, hint = "a brace ends one paragraph and another begins the next", "put other words between them"
            yield page.found("PG-V227", message, excerpt(text), hint)
        before = text or before
        yield from _other_brackets(page, text, names)
        if not any(mark in text for mark in _MARKS):
            continue
        here = [Standing(read_tag(found), paragraph, text) for found in TAG.findall(text)]
        if _BESIDE.search(text):
            message, hint = "a brace stands beside a tag", "put a space between them"
            yield page.found("PG-V227", message, excerpt(text), hint)
        yield from _open(page, text)
        yield from _paragraph(page, here)
    yield from _blocks(page, list(standing(page)), names)


def _other_brackets(page: Page, text: str, names: Names) -> Iterator[Diagnostic]:
    """Names of answers in brackets that nothing is filled into: they would go out as they are."""
    for said, name in in_other_brackets(TAG.sub(" ", text)):
        if name in names.values:
            message = f"{said} is a name in other brackets, and would be printed as it stands"
            yield page.found("PG-V239", message, excerpt(text, said), f"write {{{{ {name} }}}}", "note")


def _open(page: Page, text: str) -> Iterator[Diagnostic]:
    """Tags of a paragraph that do not end in it, or lack a brace."""
    left = TAG.sub(" ", text)
    torn = list(braces_missing(left))
    for said, meant in torn:
        yield page.found("PG-V227", f"a brace is missing: {said}", excerpt(text, said), f"write {meant}")
    if not torn and any(mark in left for mark in _MARKS):
        hint = "put the whole tag in one paragraph"
        yield page.found("PG-V227", "a tag is opened and not closed in its paragraph", excerpt(text), hint)


def _paragraph(page: Page, here: Sequence[Standing]) -> Iterator[Diagnostic]:
    if not here:
        return
    first = here[0]
    if page.place in _UNFILLED:
        message = f"a tag stands in the {page.place}, where nothing is filled in"
        yield page.found("PG-V226", message, first.near, "move it to the page")
    if _edited(first.paragraph):
        message = "a tag is crossed by a tracked change or a comment"
        yield page.found("PG-V225", message, first.near, "accept the changes and delete the comment")
    for one in here:
        if one.tag.kind == "wrong":
            yield page.found("PG-V232", one.tag.problem, one.near, one.tag.hint)
    yield from _alone(page, here)
    yield from _marks(page, here)


def _alone(page: Page, here: Sequence[Standing]) -> Iterator[Diagnostic]:
    """Tags that take the place of their paragraph, row or cell would take the rest of it with them."""
    whole = [one for one in here if one.tag.scope in _WHOLE]
    for one in whole[:1]:
        kind = _WHOLE[one.tag.scope]
        if _beside(one):
            message = f"text or a picture beside a {kind} tag would be lost"
            yield page.found("PG-V223", message, one.near, f"give the tag a {kind} of its own")
        if one.tag.scope != "p" and _around(one) is None:
            yield page.found("PG-V223", f"a {kind} tag stands outside a table", one.near, "use {%p instead")
    if len(whole) > 1:
        message = "two paragraph tags stand in one paragraph"
        yield page.found("PG-V224", message, whole[1].near, "give each tag a paragraph of its own")
    for one in here:
        if one.tag.scope and one.tag.kind == "print":
            message, hint = "a value in a paragraph tag would be lost", "write {{ name }} instead of {{p name }}"
            yield page.found("PG-V228", message, one.near, hint)


def _marks(page: Page, here: Sequence[Standing]) -> Iterator[Diagnostic]:
    """Places for our own text: on the page itself, in a paragraph of their own."""
    for one in here:
        if not one.tag.marks:
            continue
        if page.place:
            message = f"{one.tag.text} stands outside the page itself"
            yield page.found("PG-V231", message, one.near, "move it to the page")
        elif _inside(one.paragraph):
            message = f"{one.tag.text} stands in {_inside(one.paragraph)}"
            yield page.found("PG-V231", message, one.near, "move it to a paragraph of the page")
        if one.tag.scope != "p" and (one.text.strip() != one.tag.text or _more(one.paragraph)):
            message = f"{one.tag.text} has text or a picture beside it"
            yield page.found("PG-V229", message, one.near, "give it a paragraph of its own")


def _inside(paragraph: etree._Element) -> str:
    """What holds a paragraph and could not hold our text."""
    for above in paragraph.iterancestors():
        name = etree.QName(above).localname
        if name == "txbxContent":
            return "a text box"
        properties = above.find(f"{{{W}}}sdtPr") if name == "sdt" else None
        if properties is not None and any(
            etree.QName(one).localname in ("text", "dataBinding", "date", "comboBox", "dropDownList")
            for one in properties
        ):
            return "a control for plain text"
    return ""


def _beside(one: Standing) -> bool:
    """Whether the paragraph, row or cell of a tag holds anything else."""
    around = _around(one)
    if around is None:
        return False
    said = "".join(words(paragraph) for paragraph in ([around] if one.tag.scope == "p" else around.iter(f"{{{W}}}p")))
    section = around.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None and not one.tag.marks
    return bool(said.replace(one.tag.text, "", 1).strip()) or any(_more(p) for p in around.iter(f"{{{W}}}p")) or section


def _more(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(*_CONTENT), None) is not None


def _around(one: Standing) -> etree._Element | None:
    if one.tag.scope in ("", "p", "r"):
        return one.paragraph
    return next(one.paragraph.iterancestors(f"{{{W}}}{one.tag.scope}"), None)


@dataclass(slots=True)
class _Block:
    start: Standing
    asks: set[str]


def _blocks(page: Page, found: Sequence[Standing], names: Names) -> Iterator[Diagnostic]:
    """Conditions and loops are closed where they were opened, and names are known where they stand."""
    open_: list[_Block] = []
    noted: set[str] = set()
    for one in found:
        tag = one.tag
        bound = bindings([block.start.tag for block in open_ if block.start.tag.opens == "for"])
        strange = tuple(unknown(page, tag, one.near, names, bound))
        yield from strange or wordless(page, tag, one.near, names, bound)
        asked = {name for block in open_ for name in block.asks}
        if tag.kind == "print" and not (asked | noted).issuperset(tag.reads):
            noted |= set(tag.reads)
            yield from unsure(page, tag, one.near, names, asked | bound.keys())
        if tag.opens:
            open_.append(_Block(one, set(tag.reads) if tag.kind == "if" else set()))
        elif tag.kind in ("elif", "else", "endif", "endfor"):
            wanted = "for" if tag.kind == "endfor" else "if"
            if not open_ or open_[-1].start.tag.opens != wanted:
                message = f"{tag.text} closes or continues nothing that is open here"
                yield page.found("PG-V233", message, one.near, f"put a {{% {wanted} … %}} before it")
                continue
            if _container(open_[-1].start) is not _container(one):
                message = f"{open_[-1].start.tag.text} and {tag.text} stand in different places"
                hint = "put both in the same cell or on the page, as the same kind of tag"
                yield page.found("PG-V233", message, one.near, hint)
            open_[-1].asks |= set(tag.reads)
            if tag.kind in ("endif", "endfor"):
                open_.pop()
    for block in open_:
        message = f"{block.start.tag.text} is never closed"
        yield page.found("PG-V233", message, block.start.near, f"put {{% end{block.start.tag.opens} %}} where it ends")


def _container(one: Standing) -> object:
    """What a block must begin and end in, so that nothing is torn apart."""
    around = _around(one)
    return None if around is None else around.getparent()


def _edited(paragraph: etree._Element) -> bool:
    """Whether a change or comment begins or ends within a tag of this paragraph, or a tag stands in deleted text."""
    text, marks = "", []
    gone: list[tuple[int, int]] = []
    for element in paragraph.iter():
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind in ("t", "delText"):
            above = {etree.QName(one).localname for one in element.iterancestors()}
            start = len(text)
            text += element.text or ""
            if above.intersection(_CHANGES):
                marks += [start, len(text)]
            if above & {"del", "moveFrom"}:
                gone.append((start, len(text)))
        elif kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            marks.append(len(text))
    spans = [match.span() for match in TAG.finditer(text)]
    crossed = any(start < mark < end for start, end in spans for mark in marks)
    return crossed or any(first < end and start < last for start, end in spans for first, last in gone)
