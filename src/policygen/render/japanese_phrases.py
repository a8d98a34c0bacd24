"""Where a line of Japanese may break on a sheet that is read from afar: between phrases, not inside a word.

Japanese is written without spaces, and a phrase mostly begins where kanji or katakana follow hiragana (分かち書き).
"""

import re
from collections.abc import Iterator

_MOST = 9  # characters: a longer phrase may break anywhere but before its last ones
_END = 4
_KANJI, _KATAKANA, _HIRAGANA = "\u3005\u3006\u4e00-\u9fff\uf900-\ufaff", "\u30a1-\u30fa\u30fc-\u30ff", "\u3040-\u309f"
_STEM_VOWELS = "いえきぎけしちびみめりれ"  # one of these between kanji is mostly inside a word: 待ち伏せ, 申し入れ
_JOINT = re.compile(r"(?<=[\u30a0-\u30ff]{3}ー)(?=[ア-ンヴ]{4})(?![ァィゥェォッャュョン])")  # カスタマー|ハラスメント
_COUNTED = re.compile(
    r"(?:令和|平成)?\d+年\d+月(?:\d+日)?|\d+月\d+日"  # a date
    r"|0\d{1,4}-\d{1,4}-\d{3,4}"  # a phone number
    rf"|\d+[{_KANJI}か]{{1,3}}"  # a number and what it counts
)
_PHRASE = re.compile(
    rf"[おご]?(?:[{_KANJI}]+(?:[{_STEM_VOWELS}][{_KANJI}]+)*(?:[{_KATAKANA}]{{1,4}}(?![{_KATAKANA}]))?|[{_KATAKANA}]+)(?:(?![おご][{_KANJI}{_KATAKANA}])[{_HIRAGANA}])*"
    rf"|(?:(?![おご][{_KANJI}{_KATAKANA}])[{_HIRAGANA}])+"
)


def phrases(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text in order, and whether a line must not break inside the part."""
    loose, at = "", 0
    while at < len(text):
        counted = _COUNTED.match(text, at)
        phrase = counted or _PHRASE.match(text, at)
        if phrase is None:
            loose, at = loose + text[at], at + 1
            continue
        end = phrase.end()
        start = at if counted or end - at <= _MOST else _last_part(text, at, end)
        if 1 < start - at <= _MOST and _JOINT.match(text, start):
            if loose:
                yield False, loose
            yield True, text[at:start]
            loose = ""
        else:
            loose += text[at:start]
        if loose:
            yield False, loose
        loose, at = "", end
        yield end - start > 1, text[start:end]
    if loose:
        yield False, loose


def _last_part(text: str, at: int, end: int) -> int:
    """Where the last part of a long phrase begins: at its second word in katakana, if that is short enough."""
    joint = next((found.start() for found in _JOINT.finditer(text, at, end) if end - found.start() <= _MOST), 0)
    return joint or end - _END
