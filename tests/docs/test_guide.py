"""The guide: built strictly, asking nothing of anyone, with the commands as they are."""

import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from findable import TYPED
from policygen.cli.notices import notice_a
from policygen.content.yaml_source import load_yaml
from tests.samples import ROOT

ELSEWHERE = re.compile(
    r'(?:src|srcset|action|poster)="(?:https?:)?//|<link[^>]+href="(?:https?:)?//|@import|url\(["\']?(?:https?:)?//'
)


LARGEST_INDEX = 1_850_000  # bytes; a phone loads it and reads all of it
LINK = re.compile(r'<a [^>]*?href="(?![a-z]+:|//|/)([^"]*)"')
PLACE = re.compile(r' id="([^"]*)"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide as mkdocs builds it; a warning is a failure."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    out = tmp_path_factory.mktemp("guide")
    heard = _Heard()
    logging.getLogger("mkdocs").addHandler(heard)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out), strict=True))
    logging.getLogger("mkdocs").removeHandler(heard)
    assert not heard.messages
    return out


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def test_every_page_is_in_the_menu_and_built(built: Path) -> None:
    for page in (ROOT / "site").rglob("*.md"):
        assert (built / page.relative_to(ROOT / "site")).with_suffix(".html").is_file()


def test_menu_tab_and_heading_are_the_same_words(built: Path) -> None:
    for page in built.rglob("*.html"):
        text = page.read_text("utf-8")
        if page.name == "404.html":
            continue
        heading = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.S)
        title = re.findall(r"<title>(.*?)</title>", text, re.S)
        assert len(heading) == 1, page.name
        assert title[0].startswith(re.sub(r"<[^>]*>", "", heading[0]).strip()), page.name


def test_no_page_is_a_dead_end(built: Path) -> None:
    for page in built.rglob("*.html"):
        text = page.read_text("utf-8")
        onward = "md-footer__link" in text or len(re.findall(r"<li><a href", text)) >= 5
        assert onward, page.name


def test_pages_ask_for_nothing_from_elsewhere(built: Path) -> None:
    for page in [*built.rglob("*.html"), *(built / "assets" / "stylesheets").rglob("*.css")]:
        assert not ELSEWHERE.findall(page.read_text("utf-8")), page.name


def test_every_link_within_the_guide_lands_on_a_place_that_is_there(built: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in built.rglob("*.html")}
    places = {page: set(PLACE.findall(text)) for page, text in pages.items()}
    for page, text in pages.items():
        for address in set(LINK.findall(text)):
            path, _, place = unquote(address).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page.name, address)
            assert not place or target.suffix != ".html" or place in places[target], (page.name, address)


def test_the_search_index_is_small_and_holds_every_clause_under_its_own_heading(built: Path) -> None:
    path = built / "search" / "search_index.json"
    assert path.stat().st_size < LARGEST_INDEX
    found = {doc["location"]: doc for doc in json.loads(path.read_text("utf-8"))["docs"]}
    document = "documents/third-party-harassment-policy.html"
    page = (built / document).read_text("utf-8")
    for clause in re.findall(r'<h4 id="([^"]+)"', page):
        assert f"{document}#{clause}" in found, clause
    assert "You need nobody's consent" in found[f"{document}#ending-calls"]["text"]
    assert "must take measures" not in found[f"{document}#jp-definition"]["text"]
    assert "GB-01" in found["law/gb.html#say-third-party-harassment-policy"]["text"]
    assert "推進法" in found[f"{document}#jp-duty"]["ends"]


def test_words_of_readers_lead_to_places_that_are_there(built: Path) -> None:
    index = json.loads((built / "search" / "search_index.json").read_text("utf-8"))
    assert {*load_yaml(TYPED).data} <= {doc["location"] for doc in index["docs"]}


def test_every_page_ends_with_the_notice(built: Path) -> None:
    for page in built.rglob("*.html"):
        assert notice_a() in " ".join(page.read_text("utf-8").split()), page.name


@pytest.mark.parametrize(
    ("page", "script"),
    [("commands.md", "make_commands.py"), ("traceability.md", "make_traces.py"), ("python.md", "make_python.py")],
)
def test_a_page_that_is_made_is_what_its_script_makes(page: str, script: str) -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / script), "--print"],
        check=True, capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert (ROOT / "site" / page).read_text("utf-8") == made, f"run: python scripts/{script}"
