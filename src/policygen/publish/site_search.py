"""Makes Japanese findable in a built search index; what a reader is shown stays as it was written.

The theme's search looks for the beginnings of words, and Japanese writes no spaces between them. Measured in
docs/adr/0017-japanese-is-found-by-beginnings-and-ends-of-words.md.
"""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

_INDEX, _SCRIPT = "search_index.json", "search_index.js"

_HAN = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_STOPS = "()　、。，．・：；？！（）「」『』【】〔〕［］｛｝〈〉《》…―〜～／＝＋＊％＆"
_BETWEEN = rf"\s\-{_STOPS}"

# A word begins after a mark or where hiragana end, unless these are a polite お or ご; so the browser cuts pages and
# what is looked for alike. No bar stands inside a group here: the theme splits the pattern at bars.
_WORDS = rf"[{_BETWEEN}]+|(?<=[ぁ-ゖ])(?<![おご])(?=[^ぁ-ゖー{_BETWEEN}])"

_JAPANESE = re.compile(f"[ぁ-ヿ{_HAN}]")
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_KANJI = re.compile(f"[{_HAN}]+")
_KANJI_AT_THE_END = re.compile(f"([{_HAN}])(?=[<{_BETWEEN}]|$)")
_TAG = re.compile(r"<[^>]*>")

# The theme cuts kanji that are looked for wherever their beginning is a word of kanji alone, and drops the rest. So no
# word is kanji alone: this mark, which nobody sees, follows it.
MARK = "\u200b"


def make_findable(folder: Path) -> None:
    """Rewrite the search index in `folder`, if there is one and it holds Japanese."""
    path = folder / _INDEX
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    if not any(_JAPANESE.search(doc["title"] + doc["text"]) for doc in index["docs"]):
        return
    text = json.dumps(findable(index), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8", newline="")
    if (folder / _SCRIPT).is_file():
        (folder / _SCRIPT).write_text(f"var __index = {text}", encoding="utf-8", newline="")


def findable(index: dict[str, Any]) -> dict[str, Any]:
    """The theme's search index `{config, docs: [{location, title, text}]}`, with the ends of words to look in."""
    config = index["config"]
    others = [language for language in config["lang"] if language != "ja"]
    settings = {"lang": others or ["en"], "pipeline": ["stopWordFilter"]}
    fields = config["fields"] | {"ends": {"boost": 0.5}}
    separator = f"{config['separator']}|{_WORDS}"
    return index | {
        "config": config | settings | {"fields": fields, "separator": separator},
        "docs": [_findable(doc) for doc in index["docs"]],
    }


def _findable(doc: dict[str, Any]) -> dict[str, Any]:
    said = _TAG.sub(" ", f"{doc['title']} {doc['text']}")
    marked = {key: _KANJI_AT_THE_END.sub(rf"\1{MARK}", doc[key]) for key in ("title", "text")}
    return doc | marked | {"ends": " ".join(word_ends(unescape(said)))}


def word_ends(text: str) -> tuple[str, ...]:
    """What words end with, so that 窓口 is found in 相談窓口: from two characters, from four of hiragana alone.

    An end that begins another is left out, since the longer one is found with it.
    """
    words = {word.lower() for word in re.split(_WORDS, text) if word and _JAPANESE.search(word)}
    ends = {word[start:] for word in words for start in range(1, len(word) - 1)}
    kept: list[str] = []
    for end in sorted((end for end in ends if len(end) >= 4 or not _HIRAGANA.fullmatch(end)), reverse=True):
        if not (kept and kept[-1].startswith(end)):
            kept.append(end)
    return tuple(end + MARK if _KANJI.fullmatch(end) else end for end in kept)
