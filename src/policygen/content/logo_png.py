"""Whether a PNG is whole: signature, chunks with their checksums, and exactly the pixels that its head announces.

Format: W3C Portable Network Graphics (PNG) specification, third edition, sections 5, 10 and 11.
"""

import zlib
from collections.abc import Iterator
from math import ceil

from policygen.content.logo_refused import LogoRefusedError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_MOST_SIDE = 10_000
_MOST_PROFILE = 4_000_000  # bytes of a colour profile or a text once it is unpacked
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # Adam7
_AGAIN = "Open it in a picture program and save it as PNG again."


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, or `LogoRefusedError`."""
    if not data.startswith(_SIGNATURE):
        raise LogoRefusedError("it is no PNG picture, whatever its name says", _AGAIN)
    chunks = tuple(_chunks(data))
    if [kind for kind, _ in chunks[:1]] != [b"IHDR"] or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        raise LogoRefusedError("it is not whole: its head or its end is missing", _AGAIN)
    head = chunks[0][1]
    wide, high = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    depth, colour, packing, filtering, interlaced = head[8:]
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise LogoRefusedError("its head describes no picture", _AGAIN)
    if not (0 < wide <= _MOST_SIDE and 0 < high <= _MOST_SIDE):
        raise LogoRefusedError(f"it announces {wide} by {high} pixels", f"Use at most {_MOST_SIDE:,} each way.")
    if any(kind in (b"acTL", b"fcTL", b"fdAT") for kind, _ in chunks):
        raise LogoRefusedError("it moves, and paper does not", "Save one still picture as PNG.")
    if colour == 3 and not any(kind == b"PLTE" for kind, _ in chunks):
        raise LogoRefusedError("its palette is missing", _AGAIN)
    _texts(chunks)
    bits = depth * _SAMPLES[colour]
    _pixels(b"".join(body for kind, body in chunks if kind == b"IDAT"), _length(wide, high, bits, bool(interlaced)))
    return wide, high


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(body) < length or len(check) < 4:
            raise LogoRefusedError("it is cut off", "Copy the whole file again.")
        if zlib.crc32(kind + body) != int.from_bytes(check):
            raise LogoRefusedError("it is damaged: a checksum is wrong", _AGAIN)
        yield kind, body
        at += 12 + length
    if at != len(data):
        raise LogoRefusedError("something stands after the end of the picture", _AGAIN)


def _texts(chunks: tuple[tuple[bytes, bytes], ...]) -> None:
    """Colour profiles and texts unpack to a bearable length."""
    for kind, body in chunks:
        name, _, rest = body.partition(b"\0")
        if kind in (b"iCCP", b"zTXt") and name:
            _unpacked(rest[1:], _MOST_PROFILE)
        elif kind == b"iTXt" and rest[:1] == b"\1":
            _unpacked(rest[2:].split(b"\0", 2)[-1], _MOST_PROFILE)


def _pixels(packed: bytes, length: int) -> None:
    if len(_unpacked(packed, length)) != length:
        raise LogoRefusedError("it is not whole: pixels are missing", _AGAIN)


def _unpacked(packed: bytes, most: int) -> bytes:
    """At most so many bytes, and not one more than there may be."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise LogoRefusedError("it is damaged and cannot be unpacked", _AGAIN) from None
    if len(found) > most:
        raise LogoRefusedError("it unpacks to more than it announces", _AGAIN)
    return found


def _length(wide: int, high: int, bits: int, interlaced: bool) -> int:
    """The bytes of all rows, each with the mark of its filter before it."""
    sizes: tuple[tuple[int, int], ...] = ((wide, high),)
    if interlaced:
        sizes = tuple((ceil((wide - x) / across), ceil((high - y) / down)) for x, y, across, down in _PASSES)
    return sum(down * (1 + (across * bits + 7) // 8) for across, down in sizes if across > 0 and down > 0)
