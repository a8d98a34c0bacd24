"""The fonts that a PDF is set in: where their files are, which characters they hold, and how wide these are."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FAMILIES = ("Noto Sans", "Noto Sans JP", "Noto Sans Devanagari")
_SHIPPED = Path(__file__).resolve().parent.parent / "fonts"
# Characters that print nothing of their own: breaks, soft hyphens, joiners, direction marks, variation selectors.
_UNSEEN = frozenset(
    {0x09, 0x0A, 0x0D, 0xAD, 0x34F, 0x2028, 0x2029, 0xFEFF}.union(
        range(0x200B, 0x2010),
        range(0x202A, 0x202F),
        range(0x2060, 0x2070),
        range(0xFE00, 0xFE10),
        range(0xE0100, 0xE01F0),
    )
)


def files(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The font files offered to typst: Noto Sans, for Japanese, for Devanagari, and those the user named."""
    import fontpkg_noto_sans
    import fontpkg_noto_sans_devanagari

    packages = (fontpkg_noto_sans, fontpkg_noto_sans_devanagari)
    packaged = (file for package in packages for file in sorted((package.ROOT / "files").glob("*.ttf")))
    return (*packaged, *sorted(_SHIPPED.glob("*.ttf")), *extra)


@lru_cache(maxsize=4)
def offered(extra: tuple[Path, ...] = ()) -> "typst.Fonts":
    """The fonts, loaded once for every compiler of the process."""
    import typst

    folders = dict.fromkeys(str(path.parent) for path in files(extra))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def families(extra: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The families in the order they are asked for a character; a named font file stands first."""
    chosen = {path.resolve() for path in extra}
    named = (font.family for font in offered(extra).fonts() if font.path and Path(font.path).resolve() in chosen)
    return tuple(dict.fromkeys([*named, *FAMILIES]))


def missing(text: str, extra: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The characters of a text that no offered font holds, each once, in order of appearance."""
    if text.isascii():
        return ()
    ranges = _ranges(extra)
    lacking = {character for character in set(text) if not _held(ord(character), ranges)}
    return tuple(sorted(lacking, key=text.index))


def breadth(text: str) -> int:
    """How wide a text is, in Latin letters: an East Asian character takes the room of two."""
    return sum(_room(character) for character in text)


def unbroken(text: str) -> int:
    """The breadth of the longest part in which no line may break: a word, or one East Asian character. At least 1."""
    words = (groupby(word, key=_room) for word in text.split())
    runs = ((room, sum(1 for _ in run)) for word in words for room, run in word)
    return max((room if room == 2 else letters for room, letters in runs), default=1)


def _room(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


Ranges = tuple[tuple[int, ...], tuple[int, ...]]


def _held(code: int, ranges: Ranges) -> bool:
    starts, ends = ranges
    at = bisect_right(starts, code) - 1
    return (at >= 0 and code <= ends[at]) or code in _UNSEEN


@lru_cache(maxsize=4)
def _ranges(extra: tuple[Path, ...]) -> Ranges:
    """Starts and ends of the runs of characters held, sorted and merged."""
    merged: list[list[int]] = []
    for start, end in sorted(pair for path in files(extra) for pair in _cmap(path)):
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple(run[0] for run in merged), tuple(run[1] for run in merged)


def _cmap(path: Path) -> list[tuple[int, int]]:
    """The runs of characters in a font's Unicode table: format 12, or format 4 where there is no other."""
    with path.open("rb") as file:
        head = file.read(12)
        records = file.read(16 * struct.unpack(">H", head[4:6])[0])
        for at in range(0, len(records), 16):
            if records[at : at + 4] == b"cmap":
                offset, length = struct.unpack(">II", records[at + 8 : at + 16])
                file.seek(offset)
                return _runs(file.read(length))
    return []


def _runs(table: bytes) -> list[tuple[int, int]]:
    offsets = {struct.unpack_from(">I", table, 8 + 8 * n)[0] for n in range(struct.unpack_from(">H", table, 2)[0])}
    formats = {struct.unpack_from(">H", table, offset)[0]: offset for offset in offsets}
    if 12 in formats:
        at = formats[12]
        groups = struct.unpack_from(">I", table, at + 12)[0]
        return [struct.unpack_from(">II", table, at + 16 + 12 * n) for n in range(groups)]
    if 4 in formats:
        at = formats[4]
        count = struct.unpack_from(">H", table, at + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", table, at + 14)
        starts = struct.unpack_from(f">{count}H", table, at + 16 + 2 * count)
        return [run for run in zip(starts, ends, strict=True) if run[0] != 0xFFFF]
    return []
