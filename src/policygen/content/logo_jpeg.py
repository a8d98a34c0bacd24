"""Whether a JPEG is whole: its marks from the first to the last, and a head with a size and colours that screens know.

Format: ITU-T T.81, annex B.
"""

from collections.abc import Iterator

from policygen.content.logo_refused import LogoRefusedError

_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
_OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN, _END = 0xDA, 0xD9
_AGAIN = "Open it in a picture program and save it as JPEG or PNG again."


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, or `LogoRefusedError`."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise LogoRefusedError("it is no JPEG picture, whatever its name says", _AGAIN)
    found, scans = None, 0
    for mark, body in _segments(data):
        if mark in _OTHER_FRAMES:
            raise LogoRefusedError("it is a kind of JPEG that few programs read", _AGAIN)
        if mark in _FRAMES:
            if found or len(body) < 6:
                raise LogoRefusedError("its head describes no picture", _AGAIN)
            found = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
            if body[5] not in (1, 3):
                raise LogoRefusedError("its colours are those of a printing press (CMYK)", "Save it as RGB.")
        scans += mark == _SCAN
    if not found or 0 in found or not scans:
        raise LogoRefusedError("it is not whole: it has no picture", _AGAIN)
    return found


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each mark with what belongs to it; the compressed picture after a scan's head is passed over."""
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise LogoRefusedError("it is cut off or damaged", _AGAIN)
        while data[at : at + 1] == b"\xff":
            at += 1
        mark = data[at] if at < len(data) else 0
        at += 1
        if mark == _END:
            return
        if mark in _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2])
        body = data[at + 2 : at + length]
        if length < 2 or len(body) < length - 2:
            raise LogoRefusedError("it is cut off", "Copy the whole file again.")
        yield mark, body
        at += length
        if mark == _SCAN:
            at = _after_scan(data, at)


def _after_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise LogoRefusedError("it is cut off", "Copy the whole file again.")
        if data[at + 1] != 0 and data[at + 1] not in _ALONE and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
