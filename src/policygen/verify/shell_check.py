"""Whether a user's own Word template is safe to read, and whether its tags will all be filled.

Three gates: one on the bytes, before anything is parsed; one on what the file brings along; one on its tags, for what
filling them would lose without a word. Each finding quotes the text of the page around it.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain

from lxml import etree

from policygen.domain.word_tags import TAG
from policygen.errors import Diagnostic
from policygen.verify.docx_reading import W
from policygen.verify.shell_dangers import dangers
from policygen.verify.shell_names import Names
from policygen.verify.shell_package import trees, unsafe
from policygen.verify.shell_page import Page, excerpt, pages, source_of
from policygen.verify.shell_review import review_findings
from policygen.verify.shell_tags import Standing, standing, tag_findings

_OPEN = re.compile(r"\{\{|\{%|%7B%7B|%7B%25", re.IGNORECASE)
_RESERVED = re.compile("[\U000f0000-\U0010ffff]")
_ANY = Names()


def check_shell(data: bytes, name: str, names: Names = _ANY) -> tuple[Diagnostic, ...]:
    """Everything that speaks against laying documents into this file."""
    refused = unsafe(data, name)
    if refused:
        return refused
    read, broken = trees(data, name)
    if broken:
        return broken
    shown = pages(name, read)
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.namelist()
    refused = tuple(dangers(read, parts, shown))
    if refused:
        return refused
    return (
        *chain.from_iterable(tag_findings(page, names) for page in shown),
        *_places(shown),
        *review_findings(shown),
        *_elsewhere(read, shown, name),
        *_bound(shown),
    )


def shell_tags(data: bytes, name: str) -> tuple[tuple[str, str, str], ...]:
    """Every tag of a template that passed the check: where it stands (nothing on the page itself), it, the words
    around it."""
    read, _ = trees(data, name)
    return tuple((page.place, one.tag.text, one.near) for page in pages(name, read) for one in standing(page))


def _places(shown: Sequence[Page]) -> Iterator[Diagnostic]:
    """One place for the document, or places for clauses, and not both."""
    for page in shown:
        marks = [one for one in standing(page) if one.tag.marks]
        whole = [one for one in marks if one.tag.kind == "document"]
        if len(whole) > 1:
            yield page.found("PG-V231", "{{ document }} stands more than once", whole[1].near, "keep one of them")
        if whole and len(marks) > len(whole):
            clause = next(one for one in marks if one.tag.kind == "clause")
            message = "clauses stand beside the document that holds them"
            yield page.found("PG-V231", message, clause.near, "keep {{p document }} or the clauses")
        yield from _repeated(page, marks)


def _repeated(page: Page, marks: Sequence[Standing]) -> Iterator[Diagnostic]:
    """A clause carries its id and its bookmark, so it stands in a document once."""
    seen: set[str] = set()
    for one in marks:
        if one.tag.kind == "clause" and one.tag.clause in seen:
            message = f"the clause {one.tag.clause!r} stands more than once"
            yield page.found("PG-V231", message, one.near, "keep one of them")
        seen.add(one.tag.clause)
    depth = 0
    for one in standing(page):
        depth += (one.tag.opens == "for") - (one.tag.kind == "endfor")
        if one.tag.marks and depth > 0:
            message = f"{one.tag.text} stands in a loop, which would repeat it"
            yield page.found("PG-V231", message, one.near, "move it out of the loop")


def _elsewhere(read: Mapping[str, etree._Element], shown: Sequence[Page], name: str) -> Iterator[Diagnostic]:
    """Tags where nothing is filled in: properties, field codes, descriptions, addresses, charts."""
    by_part = {page.part: page for page in shown}
    for part, tree in read.items():
        page = by_part.get(part)
        for element in tree.iter():
            texts = [*element.attrib.values()]
            in_words = page is not None and element.tag in (f"{{{W}}}t", f"{{{W}}}delText")
            if element.text and not in_words:
                texts.append(element.text)
            for text in texts:
                if _OPEN.search(text):
                    yield _unfilled(part, page, element, text, shown, name)
            if any(_RESERVED.search(text or "") for text in (*element.attrib.values(), element.text, element.tail)):
                message = f"{part} holds a character that stands for a value"
                near = page.at(element) if page else ""
                yield (page.found if page else _page(name, part).found)(
                    "PG-V234", message, near, "take the private-use characters out"
                )


def _unfilled(
    part: str, page: Page | None, element: etree._Element, text: str, shown: Sequence[Page], name: str
) -> Diagnostic:
    where = _WHERE.get(etree.QName(element).localname, "") if isinstance(element.tag, str) else ""
    if part.startswith("docProps/"):
        where = "the properties of the file, which are set from the document"
    elif part.endswith(".rels"):
        where = "the address of a link"
        page = next((one for one in shown if one.part == source_of(part)), None)
        near = page.using(str(element.get("Id"))) if page else ""
        return _found(page, name, where or part, near or excerpt(text))
    near = page.at(element) if page else ""
    return _found(page, name, where or part, near or excerpt(text))


_WHERE = {
    "instrText": "the code of a field",
    "delInstrText": "the code of a field",
    "fldSimple": "the code of a field",
    "docPr": "the description of a picture",
    "cNvPr": "the description of a picture",
    "bookmarkStart": "the name of a bookmark",
    "listItem": "a list to choose from",
    "alias": "the name of a control",
    "tag": "the name of a control",
}


def _found(page: Page | None, name: str, where: str, near: str) -> Diagnostic:
    message = f"a tag stands in {where}, where nothing is filled in"
    hint = "write it on the page, in a header or in a footer instead"
    return (page or _page(name, "")).found("PG-V226", message, near, hint)


def _page(name: str, part: str) -> Page:
    return Page(name, part, "", etree.Element("none"))


def _bound(shown: Sequence[Page]) -> Iterator[Diagnostic]:
    """Controls that Word fills from somewhere else would overwrite what their tags print."""
    for page in shown:
        for properties in page.tree.iter(f"{{{W}}}sdtPr"):
            control = properties.getparent()
            said = "".join(text.text or "" for text in control.iter(f"{{{W}}}t"))
            if properties.find(f"{{{W}}}dataBinding") is not None and TAG.search(said):
                message = "a tag stands in a control that Word fills from elsewhere"
                hint = "type the tag outside the control"
                yield page.found("PG-V226", message, excerpt(said), hint)
