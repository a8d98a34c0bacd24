"""Called by mkdocs once the project's site is built: ids, days, Japanese words and questions are found as they are typed."""

import json
import re
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import Any

from policygen.publish.site_search import make_findable

BOOST = 5_000.0  # above titles: an id leads to where it stands, and then to where it is named
# Small words of English that lead nowhere. The theme looks for whatever begins with a word, and so finds everything for
# "a"; a word that is all separator is not looked for. "us" stays: it is a country as well. No bar stands inside a group.
SMALL = """a about after all also am among an and any are as at be because been but by can could did do does for from get got
had has have he her him his how i if in into is it its just me my no nor not of off on only or other our own she should so
some than that the their them then there these they this to too was we were what when where which while who whom why will
with would you your"""
_PLACE = re.compile(r'<h[1-6] id="(?P<heading>[^"]+)"|<a id="(?P<anchor>[^"]+)"')
_TYPED = re.compile(r"(?:day-)?([A-Z]{2,}-[A-Z0-9-]+|\d{4}-\d{2}(?:-\d{2})?)")  # duties, elements, codes; days
_ELEMENT = re.compile(r'<a id="([A-Z0-9-]+)"></a><strong>\1</strong> ([^<]+)')
_SAYS = re.compile(r'<h4 id="([^"]+)"(?:(?!<h[1-6] ).)*?<em>Says</em> (.*?)(?:<br|</p>)', re.S)
_NAMED = re.compile(r'href="#([^"]+)"')


def on_post_build(config: Any, **_: Any) -> None:  # mkdocs ships no types
    """Prepare the search index for what readers type."""
    folder = Path(config.site_dir)
    make_findable(folder / "search")
    path = folder / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    name_ids(folder, index)
    name_elements(folder, index)
    leave_out_small_words(index)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8", newline="")


def name_ids(folder: Path, index: dict[str, Any]) -> None:
    """Give each section of the index the ids that stand in it, as a field of its own that is searched and not shown."""
    index["config"]["fields"]["ids"] = {"boost": BOOST}
    ids = {page: _ids((folder / page).read_text("utf-8")) for page in {_page(doc) for doc in index["docs"]}}
    for doc in index["docs"]:
        doc["ids"] = " ".join(ids[_page(doc)].get(doc["location"].partition("#")[2], ()))


def name_elements(folder: Path, index: dict[str, Any]) -> None:
    """Give each clause the words of the elements it says, searched and not shown: who looks for what a document must
    say finds who says it."""
    index["config"]["fields"]["says"] = {"boost": 0.5}
    pages = {page: _said((folder / page).read_text("utf-8")) for page in {_page(doc) for doc in index["docs"]}}
    for doc in index["docs"]:
        if said := pages[_page(doc)].get(doc["location"].partition("#")[2]):
            doc["says"] = said


def leave_out_small_words(index: dict[str, Any]) -> None:
    """Have the browser drop them from what is looked for, with a capital too, and the mark at the end of a question."""
    small = "|".join(f"^[{word[0]}{word[0].upper()}]{word[1:]}$" for word in SMALL.split())
    index["config"]["separator"] += f"|[?!.,]+$|{small}"


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


def _said(page: str) -> dict[str, str]:
    """By the id of a clause: the words of its elements."""
    elements = {id_: unescape(words).strip() for id_, words in _ELEMENT.findall(page)}
    return {
        clause: " ".join(elements[id_] for id_ in _NAMED.findall(named) if id_ in elements)
        for clause, named in _SAYS.findall(page)
    }
