"""A Word file whose every part but its values is ready: cut at its tokens once, filled and zipped many times.

Parts without tokens are deflated once and copied as they are; of the others, what stands between the values of a
vendor is deflated apart, so that of a thousand addenda only the first is deflated whole. Times, order and attributes
of the zip entries are fixed, so the same parts make the same bytes.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from policygen.domain.document import Value
from policygen.domain.rows import VENDOR
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.render.docx_xml import escaped, quoted
from policygen.templating.tokens import FIRST, PATTERN

_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEMES = ("https:", "mailto:", "tel:")
_SAFE = ":/?#[]@!$&'()*+,;=%~-._"
_DATE = 0x21  # 1 January 1980, the first day a zip entry can bear
_VERSION = 20
_UNIX = 3 << 8
_LONGEST_BLOCK = 0xFFFF
_END = b"\x03\x00"  # an empty last block


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for value `index`: in text (where a line break can stand), an attribute, or one line of text."""

    index: int
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A part as it stands in the zip."""

    name: str
    data: bytes
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A laid-out document without its values: parts cut at their tokens, the others ready for the zip; `prints` are the
    values it has places for."""

    parts: tuple[tuple[str, tuple[str | Slot, ...] | Entry], ...]
    prints: frozenset[int] = frozenset()


def skeleton(parts: Mapping[str, bytes]) -> Skeleton:
    """Cut the parts that hold tokens; deflate the others."""
    cut = tuple((name, _prepared(name, data)) for name, data in parts.items())
    pieces = (piece for _, part in cut if not isinstance(part, Entry) for piece in part)
    return Skeleton(cut, frozenset(piece.index for piece in pieces if isinstance(piece, Slot)))


def filled(whole: Skeleton, values: Sequence[Value], extra: Mapping[str, bytes]) -> bytes:
    """The bytes of one document. `extra` are parts made anew for it (relationships, properties)."""
    entries: list[Entry] = []
    for name, part in whole.parts:
        if name in extra:
            entries.append(_remembered(name, extra[name]))
        elif isinstance(part, Entry):
            entries.append(part)
        else:
            entries.append(_filled(name, part, values))
    return _zipped(entries)


def addresses(hrefs: Iterable[tuple[str, str]], values: Sequence[Value]) -> list[tuple[str, str]]:
    """Relationship ids and finished addresses; an address with another scheme is refused by what it came from."""
    found, wrong = [], []
    for name, href in hrefs:
        address = PATTERN.sub(lambda m: values[ord(m[0]) - FIRST].text, href).strip()
        if not address.lower().startswith(_SCHEMES):
            sources = ", ".join(values[ord(t) - FIRST].source for t in PATTERN.findall(href))
            wrong.append(
                Diagnostic(
                    "PG-R111",
                    f"a link leads to {address!r}, which is not a web, mail or telephone address",
                    Where(subject=sources or None),
                    "begin it with https://, mailto: or tel:",
                )
            )
        scheme, _, rest = address.partition(":")
        rest = rest.replace(" ", "") if scheme.lower() == "tel" else rest
        found.append((name, f"{scheme.lower()}:{quote(rest, safe=_SAFE)}"))
    if wrong:
        raise PolicygenError(wrong)
    return found


def one_line(text: str) -> str:
    """A value where no line break can stand."""
    return " ".join(text.split())


def _filled(name: str, part: Sequence[str | Slot], values: Sequence[Value]) -> Entry:
    """A part with its values. Where a vendor's stand, the text between them is deflated apart and remembered."""
    same: list[str] = []
    plain: list[bytes] = []
    packed: list[bytes] = []
    for piece in part:
        if isinstance(piece, str):
            same.append(piece)
            continue
        value = values[piece.index]
        text = _fitted(value, piece.place)
        if not value.source.startswith(VENDOR):
            same.append(text)
            continue
        before, own = "".join(same).encode(), text.encode()
        plain += (before, own)
        packed += (_deflated(before), _stored(own))
        same.clear()
    rest = "".join(same).encode()
    if not packed:
        return _entry(name, rest)
    plain.append(rest)
    packed += (_deflated(rest), _END)
    data = b"".join(plain)
    _refuse_tokens(name, data)
    return Entry(name, b"".join(packed), len(data), zlib.crc32(data))


@lru_cache(maxsize=4096)
def _fitted(value: Value, place: str) -> str:
    """A value as it stands in its place."""
    if _ILLEGAL.search(value.text):
        raise fail(
            "PG-R112",
            f"{value.text!r} holds a character that no Word file can hold",
            Where(subject=value.source),
            "type the answer again without control characters",
        )
    if place == "text":
        lines = value.text.replace("\r\n", "\n").replace("\r", "\n")
        return escaped(lines).replace("\n", _LINE).replace("\t", _TAB)
    return quoted(one_line(value.text))


@lru_cache(maxsize=256)
def _deflated(text: bytes) -> bytes:
    """The text as blocks of their own, which end at a byte and look back to nothing (RFC 1951, 3.2.3)."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(text: bytes) -> bytes:
    """The text as blocks that are not deflated (RFC 1951, 3.2.4)."""
    blocks = (text[at : at + _LONGEST_BLOCK] for at in range(0, len(text), _LONGEST_BLOCK))
    return b"".join(struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF) + block for block in blocks)


def _prepared(name: str, data: bytes) -> tuple[str | Slot, ...] | Entry:
    if not name.endswith((".xml", ".rels")) or b"\xf4" not in data:
        return _entry(name, data)
    text = data.decode()
    pieces: list[str | Slot] = []
    at, inside = 0, "text" if name.startswith("word/") else "line"
    for match in PATTERN.finditer(text):
        start = match.start()
        if start > at:
            pieces.append(text[at:start])
        in_tag = text.rfind("<", 0, start) > text.rfind(">", 0, start)
        pieces.append(Slot(ord(match[0]) - FIRST, "line" if in_tag else inside))
        at = match.end()
    return (*pieces, text[at:])


def _refuse_tokens(name: str, data: bytes) -> None:
    if b"\xf4" in data and name.endswith((".xml", ".rels")):
        raise AssertionError(f"a token was left in {name}")


@lru_cache(maxsize=64)
def _remembered(name: str, data: bytes) -> Entry:
    """A small part that documents of one kind have in common."""
    return _entry(name, data)


def _entry(name: str, data: bytes) -> Entry:
    _refuse_tokens(name, data)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Entry(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def _zipped(entries: Sequence[Entry]) -> bytes:
    body, directory, at = [], [], 0
    for entry in entries:
        name = entry.name.encode()
        shared = struct.pack(
            "<HHHHHIIIHH", _VERSION, 0x800, 8, 0, _DATE, entry.crc, len(entry.data), entry.size, len(name), 0
        )
        local = b"PK\x03\x04" + shared + name
        directory.append(
            b"PK\x01\x02"
            + struct.pack("<H", _UNIX | _VERSION)
            + shared
            + struct.pack("<HHHII", 0, 0, 0, 0o644 << 16, at)
            + name
        )
        body += [local, entry.data]
        at += len(local) + len(entry.data)
    listing = b"".join(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(listing), at, 0)
    return b"".join((*body, listing, end))
