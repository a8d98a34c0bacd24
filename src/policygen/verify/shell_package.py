"""Whether a Word file that somebody sent is safe to unpack: judged from its bytes, before anything is parsed."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from policygen.errors import Diagnostic, Where

MOST_ENTRIES = 2000
MOST_BYTES = 50 * 1024 * 1024
HIGHEST_RATIO = 200
_LARGE = 1024 * 1024
# What zipfile raises for bytes that are no longer a whole package.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
_LOCKED = 0x1
_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|/embeddings/|oleObject", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.S)
_FIELD = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE)\b")
_INSTRUCTION = re.compile(rb'<(?:\w+:)?instrText\b[^>]*>(.*?)</|\binstr="([^"]*)"', re.S)
_SPLIT_RUNS = re.compile(rb"<[^>]+>")


def unsafe(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """What makes this file unsafe or no Word file at all; the sizes are judged before anything is unpacked."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        return (
            _found("PG-V220", "this is not a .docx file", name, "open it in Word and save it as Word document (.docx)"),
        )
    with package:
        too_much = tuple(_sizes(package.infolist(), name))
        if too_much:
            return too_much
        names = package.namelist()
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            return (
                _found("PG-V220", "this is a zip file, not a .docx file", name, "save it as Word document (.docx)"),
            )
        if any(entry.flag_bits & _LOCKED for entry in package.infolist()):
            return (_found("PG-V220", "this file is locked", name, "save it again without a password"),)
        try:
            return tuple(_contents(package, names, name))
        except _DAMAGE as problem:
            return (_found("PG-V220", f"this file is damaged: {problem}", name, "open it in Word and save it again"),)


def _sizes(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Diagnostic]:
    hint = "this is not how Word writes a file; make it again in a new document"
    if len(entries) > MOST_ENTRIES:
        yield _found("PG-V221", f"the file holds {len(entries)} parts, more than {MOST_ENTRIES}", name, hint)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield _found(
            "PG-V221", f"the file unpacks to more than {MOST_BYTES // _LARGE} MB", name, "make its pictures smaller"
        )
    for entry in entries:
        if entry.file_size > _LARGE and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            yield _found("PG-V221", f"{entry.filename} unpacks to more than {HIGHEST_RATIO} times its size", name, hint)
        parts = re.split(r"[/\\]", entry.filename)
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            yield _found("PG-V221", f"a part is named {entry.filename!r}", name, hint)
    doubled = [part for part, times in Counter(entry.filename for entry in entries).items() if times > 1]
    for twice in doubled:
        yield _found("PG-V221", f"two parts are named {twice!r}", name, hint)


def _contents(package: zipfile.ZipFile, names: list[str], name: str) -> Iterator[Diagnostic]:
    for part in names:
        if _ACTIVE.search(part):
            yield _found(
                "PG-V222",
                f"it holds a macro, a control or an embedded file: {part}",
                name,
                "remove it and save as .docx",
            )
        if not part.endswith((".xml", ".rels")):
            continue
        text = package.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield _found(
                "PG-V222", f"{part} is not written as Word writes it", name, "open it in Word and save it again"
            )
        if part == "[Content_Types].xml" and _MACRO_TYPE.search(text):
            yield _found("PG-V222", "it is a file with macros", name, "save it as Word document without macros (.docx)")
        if part.endswith(".rels"):
            yield from _outside(text, part, name)
        yield from _fields(text, part, name)


def _outside(text: bytes, part: str, name: str) -> Iterator[Diagnostic]:
    for relation in _RELATION.findall(text):
        external = re.search(rb"TargetMode\s*=\s*[\"']\s*External", relation, re.IGNORECASE)
        if external and not re.search(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", relation):
            target = re.search(rb"Target\s*=\s*[\"']([^\"']*)", relation)
            where = target[1].decode("utf-8", "replace") if target else part
            yield _found(
                "PG-V222",
                f"it draws on something outside itself: {where}",
                name,
                "embed the picture, or remove the link to the template",
            )


def _fields(text: bytes, part: str, name: str) -> Iterator[Diagnostic]:
    codes = [_SPLIT_RUNS.sub(b"", match[1] or match[2] or b"") for match in _INSTRUCTION.finditer(text)]
    for field in dict.fromkeys(_FIELD.findall(b"".join(codes).upper()) if codes else ()):
        yield _found(
            "PG-V222",
            f"it holds a field that fetches other data: {field.decode()}, in {part}",
            name,
            "delete the field",
        )


def _found(code: str, message: str, name: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Where(file=name), hint)
