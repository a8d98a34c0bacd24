"""Small pictures for tests, whole and broken."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

NS = 'xmlns="http://www.w3.org/2000/svg"'
SVG = f'<svg {NS} viewBox="0 0 300 120"><circle cx="60" cy="60" r="55" fill="#1f5f4a"/></svg>'.encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(wide: int = 120, high: int = 48, rows: bytes | None = None, *more: bytes) -> bytes:
    """A grey PNG; `rows` are the unpacked pixels, `more` are chunks after its head."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"\0" * (high * (wide + 1)) if rows is None else rows)
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def drawn(kind: str, mode: str = "RGB", size: tuple[int, int] = (120, 48), **how: Any) -> bytes:
    """A picture as a picture program writes it."""
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **how)
    return file.getvalue()


def svg(inner: str = "", more: str = "", before: str = "") -> bytes:
    return f'{before}<svg {NS} viewBox="0 0 300 120" {more}>{inner}</svg>'.encode()
