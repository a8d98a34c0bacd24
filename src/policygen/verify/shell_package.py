"""Whether a Word file that somebody sent is safe to read: its bytes are judged before anything is unpacked or parsed."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from policygen.errors import Diagnostic, Where

MOST_ENTRIES = 2000
MOST_BYTES = 50 * 1024 * 1024
HIGHEST_RATIO = 200
_LARGE = 1024 * 1024
# What zipfile raises for bytes that are no longer a whole package.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError)
_LOCKED = 0x1
_MAIN = "word/document.xml"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_ENTRY = b"PK\x01\x02"  # what the entry of a part begins with in the list at the end of a zip
_NOT_WORD = "this is not how Word writes a file; make it again in a new document"
_AGAIN = "open it in Word and save it again"


def unsafe(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """What makes these bytes no package that can be opened; the sizes are judged before anything is unpacked."""
    if (entries := data.count(_ENTRY)) > 10 * MOST_ENTRIES:
        return (found("PG-V221", f"the file holds {entries} parts, more than {MOST_ENTRIES}", name, _NOT_WORD),)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        hint = "open it in Word and save it as Word document (.docx)"
        return (found("PG-V220", "this is not a .docx file", name, hint),)
    with package:
        too_much = tuple(_sizes(package.infolist(), name))
        if too_much:
            return too_much
        names = package.namelist()
        if _MAIN not in names or "[Content_Types].xml" not in names:
            hint = "open it in Word and save it as Word document (.docx)"
            return (found("PG-V220", f"this is a zip file, not a .docx file: it lacks {_MAIN}", name, hint),)
        if any(entry.flag_bits & _LOCKED for entry in package.infolist()):
            return (found("PG-V220", "this file is locked", name, "save it again without a password"),)
        try:
            return tuple(_texts(package, name))
        except _DAMAGE as problem:
            return (found("PG-V220", f"this file is damaged: {problem}", name, _AGAIN),)


def trees(data: bytes, name: str) -> tuple[Mapping[str, etree._Element], tuple[Diagnostic, ...]]:
    """Every XML part of a file that passed `unsafe`, and those that cannot be read."""
    read: dict[str, etree._Element] = {}
    broken: list[Diagnostic] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            if not is_xml(part):
                continue
            try:
                read[part] = etree.fromstring(package.read(part), parser)
            except etree.XMLSyntaxError as problem:
                broken.append(found("PG-V220", f"{part} is damaged: {problem.msg}", name, _AGAIN))
    return read, tuple(broken)


def is_xml(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels"))


def found(code: str, message: str, name: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Where(file=name), hint)


def _sizes(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Diagnostic]:
    if len(entries) > MOST_ENTRIES:
        yield found("PG-V221", f"the file holds {len(entries)} parts, more than {MOST_ENTRIES}", name, _NOT_WORD)
        return
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield found(
            "PG-V221", f"the file unpacks to more than {MOST_BYTES // _LARGE} MB", name, "make its pictures smaller"
        )
    for entry in entries:
        if entry.file_size > _LARGE and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            yield found(
                "PG-V221", f"{entry.filename} unpacks to more than {HIGHEST_RATIO} times its size", name, _NOT_WORD
            )
        parts = re.split(r"[/\\]", entry.filename)
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            yield found("PG-V221", f"a part is named {entry.filename!r}", name, _NOT_WORD)
    doubled = Counter(entry.filename.casefold() for entry in entries)
    for twice in (part for part, times in doubled.items() if times > 1):
        yield found("PG-V221", f"two parts are named {twice!r}", name, _NOT_WORD)


def _texts(package: zipfile.ZipFile, name: str) -> Iterator[Diagnostic]:
    """Parts that are not plain UTF-8 XML as Word writes it: nothing else is given to a parser."""
    for part in package.namelist():
        text = package.read(part)
        if not is_xml(part):
            continue
        declared = _ENCODING.match(text[:200])
        foreign = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff") or foreign:
            yield found("PG-V222", f"{part} is not written as Word writes it", name, _AGAIN)
        elif b"\0" in text:
            yield found("PG-V220", f"{part} is damaged", name, _AGAIN)
    head = package.read(_MAIN)
    if _STRICT in head and _WORD not in head:
        hint = "save it as Word document (.docx), not as Strict Open XML document"
        yield found("PG-V220", "this is a Strict Open XML document", name, hint)
