"""Make the Japanese fonts of the package: Noto Sans JP, cut to the characters of CP932 and JIS X 0213.

Run by hand when the font or the character set changes; its results stand in src/policygen/fonts. It needs the
`test` extra (fontTools) and the unpacked npm package @expo-google-fonts/noto-sans-jp:

    npm pack @expo-google-fonts/noto-sans-jp@0.4.3 && tar xzf expo-google-fonts-noto-sans-jp-0.4.3.tgz
    python scripts/make_fonts.py package

The same package and fontTools give the same files. Hinting, layout for vertical text, alternative forms
and names in other languages are left out; kerning, composition and name variants stay.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
TARGET = Path(__file__).resolve().parent.parent / "src" / "policygen" / "fonts"
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt"]
CODECS = ("cp932", "shift_jis_2004")
PRIVATE = range(0xE000, 0xF900)
NAMES = {0x20BB7, 0x3099, 0x309A}  # the other form of 吉, and the voicing marks
VARIANTS = range(0xE0100, 0xE0110)  # selectors of name variants: 葛 or 葛󠄀
DROPPED = ["VORG", "vhea", "vmtx", "DSIG", "BASE", "STAT", "meta"]


def main(package: Path) -> None:
    """Write both weights and their licence to the package's folder of fonts."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for folder, weight in WEIGHTS.items():
        source = package / folder / f"NotoSansJP_{folder}.ttf"
        target = TARGET / f"NotoSansJP-{weight}.ttf"
        held = cut(source, target)
        print(f"{target.name}: {held} characters, {target.stat().st_size / 1e6:.2f} MB")
    shutil.copyfile(package / "LICENSE_FONT", TARGET / "OFL.txt")


def characters() -> frozenset[int]:
    """CP932, JIS X 0213 and what names need beside them."""
    codes = {code for code in range(0x20, 0x30000) if any(encodes(chr(code), codec) for codec in CODECS)}
    return frozenset(codes - set(PRIVATE) | NAMES | set(VARIANTS))


def encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def cut(source: Path, target: Path) -> int:
    """Write the subset of one font file and return how many characters it holds."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.drop_tables += DROPPED
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.platformID == 3 or table.format == 14]
    font.save(target, reorderTables=True)
    return len(TTFont(target).getBestCmap())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_fonts.py FOLDER   (the unpacked npm package)")
    main(Path(sys.argv[1]))
