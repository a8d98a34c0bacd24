"""What a finished PDF promises, checked on its bytes: tags, language, title, standards, headings, tables, fonts."""

import re
from collections.abc import Iterator
from itertools import pairwise

from policygen.errors import Diagnostic, Where
from policygen.verify.pdf_file import PdfFile


def words(data: bytes) -> tuple[str, ...]:
    """The words of a PDF that policygen wrote, in reading order."""
    return PdfFile(data).words()


def findings(data: bytes, name: str = "") -> tuple[Diagnostic, ...]:
    """Every promise that the file breaks; empty for a sound file."""
    file = PdfFile(data)
    checks = (*_catalog(file), *_metadata(data), *_headings(file), *_tables(file), *_fonts(file))
    return tuple(
        Diagnostic(code, message, Where(subject=name), "this is a fault of policygen") for code, message in checks
    )


Broken = Iterator[tuple[str, str]]


def _catalog(file: PdfFile) -> Broken:
    if b"/Marked true" not in file.catalog or not file.structure:
        yield "PG-V101", "the PDF is not tagged"
    if not re.search(rb"/Lang\s*\([^)]", file.catalog):
        yield "PG-V102", "the PDF does not say its language"
    if b"/DisplayDocTitle true" not in file.catalog:
        yield "PG-V103", "the PDF does not show its title"
    if b"/Outlines" not in file.catalog and any(re.fullmatch(rb"H[1-6]", kind) for kind, _ in file.structure):
        yield "PG-V112", "the PDF has headings and no bookmarks"


def _metadata(data: bytes) -> Broken:
    start, end = data.find(b"<x:xmpmeta"), data.find(b"</x:xmpmeta>")
    xmp = data[start:end] if 0 <= start < end else b""
    if not re.search(rb"<dc:title>.*?<rdf:li[^>]*>[^<]", xmp, re.DOTALL):
        yield "PG-V104", "the PDF has no title"
    if not re.search(rb"pdfuaid:part(?:>|=\")1", xmp):
        yield "PG-V105", "the PDF does not declare PDF/UA-1"
    if not (re.search(rb"pdfaid:part(?:>|=\")2", xmp) and re.search(rb"pdfaid:conformance(?:>|=\")A", xmp)):
        yield "PG-V106", "the PDF does not declare PDF/A-2a"


def _headings(file: PdfFile) -> Broken:
    level = 0
    for kind, _ in file.structure:
        if re.fullmatch(rb"H[1-6]", kind):
            step = int(kind[1:])
            if step > level + 1:
                yield "PG-V107", f"a heading of level {step} follows one of level {level}"
            level = step


def _tables(file: PdfFile) -> Broken:
    kinds = [kind for kind, _ in file.structure]
    starts = [at for at, kind in enumerate(kinds) if kind == b"Table"]
    for number, (start, end) in enumerate(pairwise([*starts, len(kinds)]), 1):
        if b"TH" not in kinds[start:end]:
            yield "PG-V108", f"table {number} has no header cells"


def _fonts(file: PdfFile) -> Broken:
    for body in file.of_type(b"FontDescriptor"):
        if not re.search(rb"/FontFile[23]? \d+ 0 R", body):
            yield "PG-V109", f"a font is not embedded: {_name(body)}"
        if not re.search(rb"/FontName/[A-Z]{6}\+", body):
            yield "PG-V111", f"a font is embedded whole, with characters that nobody needs: {_name(body)}"
    for body in file.of_type(b"Font"):
        if b"/Subtype/Type0" in body and b"/ToUnicode" not in body:
            yield "PG-V110", f"the text of a font cannot be copied: {_name(body)}"


def _name(body: bytes) -> str:
    found = re.search(rb"/(?:FontName|BaseFont)/(\S+?)[/\s>]", body)
    return found[1].decode("ascii", "replace") if found else "unnamed"
