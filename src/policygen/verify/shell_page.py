"""The pages of a user's Word template: its stories, their paragraphs, and the words around a place, to be found by."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from policygen.errors import Diagnostic, Severity, Where
from policygen.verify.docx_reading import W

AROUND = 40  # letters shown on either side
_KINDS: Mapping[str, str] = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "document": "",
}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Page:
    """One story of a template: its part, what Word calls it (nothing for the page itself), and its tree."""

    file: str
    part: str
    place: str
    tree: etree._Element

    def paragraphs(self) -> Iterator[etree._Element]:
        return iter(self.tree.iter(f"{{{W}}}p"))

    def found(self, code: str, message: str, near: str, hint: str, severity: Severity = "error") -> Diagnostic:
        """A finding that quotes the page, so that it is found with Word's own search."""
        where = Where(file=self.file, subject=self.place or None)
        quoted = f": “{near}”" if near else ""
        return Diagnostic(code, f"{message}{quoted}", where, hint, severity)

    def at(self, element: etree._Element) -> str:
        """The words around an element: of its paragraph, or of the nearest one before or after it that has any."""
        own = next(element.iterancestors(f"{{{W}}}p"), element)
        if own.tag == f"{{{W}}}p" and words(own).strip():
            return excerpt(words(own))
        before = ""
        passed = False
        for paragraph in self.paragraphs():
            said = words(paragraph).strip()
            passed = passed or paragraph is own
            if said and not passed:
                before = said
            elif said and passed:
                return excerpt(before or said)
        return excerpt(before)

    def using(self, relation: str) -> str:
        """The words around whatever uses a relationship."""
        for element in self.tree.iter():
            if any(key.startswith(f"{{{_RELATION}}}") and value == relation for key, value in element.attrib.items()):
                return self.at(element)
        return ""


def pages(file: str, trees: Mapping[str, etree._Element]) -> tuple[Page, ...]:
    """Every story that a page can show, told by the root of its part whatever its name."""
    found = []
    for part, tree in trees.items():
        name = etree.QName(tree).localname if part.startswith("word/") and isinstance(tree.tag, str) else ""
        kind = {"hdr": "header", "ftr": "footer"}.get(name, name)
        if kind in _KINDS and "glossary" not in part:
            found.append(Page(file, part, _KINDS[kind], tree))
    return tuple(found)


def words(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of text boxes inside it."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(f"{{{W}}}t", f"{{{W}}}delText")
        if next(text.iterancestors(f"{{{W}}}p")) is paragraph
    )


def excerpt(text: str, around: str = "") -> str:
    """The part of a text that surrounds some words of it, or its beginning."""
    text = re.sub(r"\s+", " ", text).strip()
    at = max(text.find(around), 0) if around else 0
    first, last = max(0, at - AROUND), at + len(around) + AROUND
    return f"{'…' if first else ''}{text[first:last].strip()}{'…' if last < len(text) else ''}"


def source_of(rels: str) -> str:
    """The part that a list of relationships belongs to."""
    folder, name = posixpath.split(rels)
    return f"{posixpath.dirname(folder)}/{name.removesuffix('.rels')}".lstrip("/")
