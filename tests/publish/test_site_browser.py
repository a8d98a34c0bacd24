"""A built site in a real browser: opened as files and over http, on a small screen, dark and light, and searched."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from policygen.publish.site import write_site
from tests.browser import sites
from tests.publish import site_samples as samples
from tests.render.chromium import Browser, browser

pytestmark = pytest.mark.browser

PAGES = ("index", "third-party-harassment-policy", "incident-report-form", "vendor-clauses", "contacts", "downloads")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEADINGS = "[...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')].map(e => Number(e.tagName[1]))"
SEARCH = """(async () => {
  const box = document.querySelector('[data-md-component=search-query]');
  box.focus(); box.value = 'donor'; box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  for (let i = 0; i < 100; i++) {
    await new Promise(done => setTimeout(done, 100));
    const found = [...document.querySelectorAll('.md-search-result__item a')];
    if (found.length) return found.map(a => a.textContent.replace(/\\s+/g, ' '));
  }
  return [];
})()"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("browsed") / "out"
    write_site(out, samples.site(samples.HOSTILE), samples.SHELL)
    return out / "html"


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[str]:
    with sites.served(built) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_a_page_stays_at_home_and_fits_a_small_screen(chromium: Browser, served: str, name: str, dark: bool) -> None:
    chromium.open(f"{served}{name}.html", width=360, dark=dark)
    assert chromium.run(OVERFLOW) <= 0
    levels = chromium.run(HEADINGS)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    shade = sum(map(int, chromium.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)")))
    assert (shade < 150) is dark
    away = [asked for asked in chromium.requested if not asked.startswith((served, "data:", "blob:"))]
    assert away == []


def test_the_site_opens_from_its_folder_and_its_links_work(chromium: Browser, built: Path) -> None:
    chromium.open((built / "index.html").as_uri())
    links = set(chromium.run("[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])"))
    inner = {link for link in links if link.startswith("file:")}
    assert {Path(link).name for link in inner} >= {f"{name}.html" for name in PAGES}
    for link in inner:
        assert Path(link.removeprefix("file://")).is_file(), link
    assert all(asked.startswith(("file:", "data:", "blob:")) for asked in chromium.requested)


def test_a_search_over_http_finds_a_clause(chromium: Browser, served: str) -> None:
    chromium.open(f"{served}index.html")
    found = chromium.run(SEARCH)
    assert any("When a donor harasses you" in words for words in found)
    assert chromium.run("document.querySelector('[role=dialog]').getAttribute('aria-label')") == "Search these pages"


def test_a_search_result_shows_a_hostile_title_as_it_is(chromium: Browser, served: str) -> None:
    chromium.open(f"{served}index.html")
    found = chromium.run(SEARCH.replace("donor", "addendum"))
    assert any("Addendum with R&D <Labs>" in words for words in found)


def test_a_page_that_is_not_there_says_so(chromium: Browser, served: str) -> None:
    chromium.open(f"{served}404.html", width=360)
    assert chromium.run("document.querySelector('h1').textContent") == "This page does not exist"
    assert chromium.run(OVERFLOW) <= 0
