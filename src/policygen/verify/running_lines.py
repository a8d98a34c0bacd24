"""The lines that run along the pages of a finished file, above and below its text, as its reader sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from pathlib import PurePosixPath

from lxml import etree

from policygen.errors import Diagnostic, Where
from policygen.verify.docx_reading import W, parsed, parts
from policygen.verify.pdf_file import PdfFile

TEMPLATE = b'name="policygen-template"'  # marks a Word file laid into somebody's own template
_EDGE = re.compile(rb"<w:(?:hdr|ftr)\b")
_ALIKE = 0.6


@dataclass(frozen=True)
class Running:
    """A line that a document's pages bear, and the answers that it prints."""

    text: str
    sources: tuple[str, ...] = ()


NONE = Running("")


def astray(name: str, data: bytes, head: Running, foot: Running) -> Iterator[Diagnostic]:
    """Running lines that say something else than those of the document.

    In a template of the user's own they may be left out, so there only lines that resemble them are compared.
    """
    match PurePosixPath(name).suffix:
        case ".docx":
            shown, wanted, free = _word(data)
        case ".html":
            shown, free = _page(data), False
            wanted = (True, True)
        case ".pdf":
            shown, free = _pdf(data), False
            wanted = (len(shown) > 1, True)
        case _:
            return
    for line, needed in zip((head, foot), wanted, strict=True):
        if not needed or not line.text.strip() or _squeezed(line.text) in _squeezed(" ".join(shown)):
            continue
        nearest = max(shown, key=lambda one: _likeness(one, line.text), default="")
        if free and _likeness(nearest, line.text) < _ALIKE:
            continue
        source = f" ({', '.join(line.sources)})" if line.sources else ""
        message = f'the running line "{" ".join(nearest.split())}" does not agree with the issue: it says "{line.text}"{source}'
        hint = "Correct it in the file, or change the answers and build again."
        yield Diagnostic("PG-V242", message, Where(name), hint)


def _word(data: bytes) -> tuple[list[str], tuple[bool, bool], bool]:
    found = parts(data)
    lines = []
    for name, part in found.items():
        if name.startswith("word/") and name.endswith(".xml") and _EDGE.search(part[:4000]):
            lines += [" ".join(_texts(paragraph)) for paragraph in parsed(part).iter(f"{{{W}}}p")]
    return lines, (True, True), TEMPLATE in found.get("docProps/custom.xml", b"")


def _texts(paragraph: etree._Element) -> Iterator[str]:
    text = ""
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br"):
        if element.tag == f"{{{W}}}t":
            text += element.text or ""
        else:
            yield text
            text = ""
    yield text


def _page(data: bytes) -> list[str]:
    found = re.findall(r"<(header|footer)\b[^>]*>(.*?)</\1>", data.decode(), re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", " ", inner)) for _, inner in found]


def _pdf(data: bytes) -> list[str]:
    return PdfFile(data).edges()


def _squeezed(text: str) -> str:
    """A line without its spaces, which differ with the layout."""
    return "".join(text.split())


def _likeness(shown: str, line: str) -> float:
    """How much a shown line begins like one of ours; page numbers behind it do not count."""
    wanted = _squeezed(line)
    return SequenceMatcher(None, _squeezed(shown)[: len(wanted)], wanted).ratio()
