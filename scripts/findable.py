"""Called by mkdocs once the project's site is built: ids, days and Japanese words are found in it as readers type them."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from policygen.publish.site_search import make_findable

BOOST = 5_000.0  # above titles: an id leads to where it stands, and then to where it is named
_PLACE = re.compile(r'<h[1-6] id="(?P<heading>[^"]+)"|<a id="(?P<anchor>[^"]+)"')
_TYPED = re.compile(r"(?:day-)?([A-Z]{2,}-[A-Z0-9-]+|\d{4}-\d{2}(?:-\d{2})?)")  # duties, elements, codes; days


def on_post_build(config: Any, **_: Any) -> None:  # mkdocs ships no types
    """Prepare the search index for what readers type."""
    folder = Path(config.site_dir)
    make_findable(folder / "search")
    name_ids(folder)


def name_ids(folder: Path) -> None:
    """Give each section of the index the ids that stand in it, as a field of its own that is searched and not shown."""
    path = folder / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    index["config"]["fields"]["ids"] = {"boost": BOOST}
    ids = {page: _ids((folder / page).read_text("utf-8")) for page in {_page(doc) for doc in index["docs"]}}
    for doc in index["docs"]:
        doc["ids"] = " ".join(ids[_page(doc)].get(doc["location"].partition("#")[2], ()))
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
