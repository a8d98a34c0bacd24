"""Called by mkdocs once the project's site is built: ids, days, Japanese words and questions are found as they are typed."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from policygen.content.yaml_source import load_yaml
from policygen.publish.site_search import MARK, make_findable

TYPED = Path(__file__).with_name("typed.yaml")
BOOST = 5_000.0  # above titles: an id leads to where it stands, and then to where it is named
# Small words of English that lead nowhere. The theme looks for whatever begins with a word, and so finds everything for
# "a"; a word that is all separator is not looked for. "us" stays: it is a country as well. No bar stands inside a group.
SMALL = """a about after all also am among an and any are as at be because been but by can could did do does for from get got
had has have he her him his how i if in into is it its just me my no nor not of off on only or other our own she should so
some than that the their them then there these they this to too up was we were what when where which while who whom why will
with would you your"""
# Where only headings are looked at: each row is found where it comes from, and nobody looks for one of these by its words.
LISTS = re.compile(
    r"(?:law/changes|law/compare|traceability|changelog)\.html|law/.*#(?:doubts|cases)|documents/.*#(?:length|languages)"
)
_PLACE = re.compile(r'<h[1-6] id="(?P<heading>[^"]+)"|<a id="(?P<anchor>[^"]+)"')
_TYPED = re.compile(r"(?:day-)?([A-Z]{2,}-[A-Z0-9-]+|\d{4}-\d{2}(?:-\d{2})?)")  # duties, elements, codes; days
_ELEMENT = re.compile(r'<a id="([A-Z0-9-]+)"></a><strong>\1</strong> ([^<]+)')
_SAYS = re.compile(r'<h4 id="([^"]+)"(?:(?!<h[1-6] ).)*?<em>Says</em> (.*?)(?:<br|</p>)', re.S)
_END = re.compile(r"(?:[々一-鿿]\w|[アイウエオカ-ヂツ-モヤユヨ-ヲヴ][ァ-ヶー]{2})\w*(?<![ぁ-ゖ])")
_WORD = re.compile(r"[\w'’]+")
_VALUE = re.compile(r"\[[^\]]*\]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_NAMED = re.compile(r'href="#([^"]+)"')


def on_post_build(config: Any, **_: Any) -> None:  # mkdocs ships no types
    """Prepare the search index for what readers type."""
    folder = Path(config.site_dir)
    path = folder / "search" / "search_index.json"
    index = _read(path)
    leave_lists_out(index)
    _write(path, index)
    make_findable(path.parent)
    index = _read(path)
    name_ids(folder, index)
    name_elements(folder, index)
    shorten_ends(index)
    leave_out_small_words(index)
    _write(path, index)


def leave_lists_out(index: dict[str, Any]) -> None:
    """Of what is listed and stands elsewhere too, only headings are looked at; and a clause shows where a value stands."""
    for doc in index["docs"]:
        if LISTS.match(doc["location"]):
            doc["text"] = ""
        doc["text"] = _VALUE.sub("…", doc["text"]) if doc["location"].startswith("documents/") else doc["text"]


def name_ids(folder: Path, index: dict[str, Any]) -> None:
    """Give each section of the index the ids that stand in it, and the other words that people type for it, as a field of
    its own that is searched and not shown. A day of a place is its own words too: `1 October 2026`, and the place."""
    index["config"]["fields"]["ids"] = {"boost": BOOST}
    typed: dict[str, str] = load_yaml(TYPED).data
    pages = {page: (folder / page).read_text("utf-8") for page in {_page(doc) for doc in index["docs"]}}
    ids = {page: _ids(text) for page, text in pages.items()}
    for doc in index["docs"]:
        page, place = _page(doc), doc["location"].partition("#")[2]
        found = [*ids[page].get(place, ()), typed.get(doc["location"], "")]
        if place.startswith("day-"):
            found += [*_days([*found], page), _TITLE.findall(pages[page])[0].partition(":")[0], typed.get(page, "")]
        if named := " ".join(filter(None, found)):
            doc["ids"] = named


def name_elements(folder: Path, index: dict[str, Any]) -> None:
    """Give each clause the words of the elements it says that are not its own, searched and not shown: who looks for what a
    document must say finds who says it."""
    index["config"]["fields"]["says"] = {"boost": 0.5}
    pages = {page: _said((folder / page).read_text("utf-8")) for page in {_page(doc) for doc in index["docs"]}}
    for doc in index["docs"]:
        said = pages[_page(doc)].get(doc["location"].partition("#")[2], "")
        own = {*_words(doc["title"]), *_words(doc["text"]), *SMALL.split()}
        if words := dict.fromkeys(word for word in _words(said) if word not in own):
            doc["says"] = " ".join(words)


def shorten_ends(index: dict[str, Any]) -> None:
    """An end of a Japanese word is looked for where it begins with kanji, or with katakana that can begin a word, and
    without what follows these; no two begin alike."""
    for doc in index["docs"]:
        ends = sorted({found[0] for found in map(_END.match, doc.pop("ends").split()) if found})
        kept = [one for one, after in pairwise([*ends, ""]) if not after.startswith(one)]
        if kept:
            doc["ends"] = " ".join(f"{one}{MARK}" for one in kept)


def leave_out_small_words(index: dict[str, Any]) -> None:
    """Have the browser drop them from what is looked for, with a capital too, and the mark at the end of a question."""
    small = "|".join(f"^[{word[0]}{word[0].upper()}]{word[1:]}$" for word in SMALL.split())
    index["config"]["separator"] += f"|[?!.,]+$|{small}"


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _write(path: Path, index: dict[str, Any]) -> None:
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8", newline="")


def _page(doc: dict[str, str]) -> str:
    return doc["location"].partition("#")[0] or "index.html"


def _ids(page: str) -> dict[str, list[str]]:
    """By the id of a heading: its own and those of the places below it, as far as people type them."""
    found: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for place in _PLACE.finditer(page):
        heading = place["heading"] or heading
        if typed := _TYPED.fullmatch(place["anchor"] or heading):
            found[heading].append(typed[1])
    return found


def _days(found: Iterable[str], page: str) -> Iterator[str]:
    """Days as people write them, those of Japan in Japanese too."""
    for one in found:
        if is_day := _DAY.fullmatch(one):
            year, month, day = map(int, is_day.groups())
            yield f"{day} {date(year, month, day):%B} {year}"
            if page.startswith("law/jp"):
                yield f"{year}年{month}月{day}日"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _said(page: str) -> dict[str, str]:
    """By the id of a clause: the words of its elements."""
    elements = {id_: unescape(words).strip() for id_, words in _ELEMENT.findall(page)}
    return {
        clause: " ".join(elements[id_] for id_ in _NAMED.findall(named) if id_ in elements)
        for clause, named in _SAYS.findall(page)
    }
