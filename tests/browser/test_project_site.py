"""The project's site as its readers use it, in a real browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect

from tests.browser import sites
from tests.samples import ROOT

pytestmark = pytest.mark.browser

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
KINDS = ("index", "office", "python", "gallery", "law/jp-13", "law/index", "documents/poster", "404")
WIDE = ("law/jp", "law/compare", "law/changes", "reference/questions", "traceability")
POLICY = "documents/third-party-harassment-policy.html"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out), strict=True))
    return out


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with sites.served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sites.chromium() as found:
        yield found


def test_every_page_loads_and_asks_nobody_elsewhere(browser: Browser, folder: Path, home: str) -> None:
    with sites.read(browser, home, width=320, height=640) as window:
        for path in sites.pages(folder) if LONG else [f"{name}.html" for name in (*KINDS, *WIDE)]:
            page = window.open(path)
            assert page.evaluate(OVERFLOW) <= 0, path
        assert window.wrong == []


def test_every_link_lands_on_a_place_that_is_there(folder: Path) -> None:
    assert sites.astray(folder) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nobody_is_kept_from_reading_a_page(browser: Browser, folder: Path, home: str, dark: bool) -> None:
    with sites.read(browser, home, dark=dark) as window:
        for path in sites.pages(folder) if LONG and not dark else [f"{name}.html" for name in KINDS]:
            page = window.open(path)
            for listing in page.locator("article .highlight:visible").all():
                listing.scroll_into_view_if_needed()  # its button is made when it is seen
            assert window.axe() == [], path


@pytest.mark.parametrize(
    ("words", "place"),
    [("duty on customer harassment began", "law/"), ("労働施策総合推進法", "law/"), ("推進法", "law/")],
)
def test_a_search_leads_to_the_law(browser: Browser, home: str, words: str, place: str) -> None:
    with sites.read(browser, home) as window:
        page = window.open("index.html")
        result = sites.search(page, words).and_(page.locator(f"a[href*='{place}']")).first
        result.click()
        page.wait_for_url(f"**/{place}*")
        assert window.wrong == []


def test_what_a_reader_types_leads_first_to_where_it_stands(browser: Browser, home: str) -> None:
    of_day = "law/jp.html#day-2026-10-01"
    wanted = {
        "GB-01": "law/gb.html#say-third-party-harassment-policy",
        "POL-29": f"{POLICY}#elements",
        "2026-10-01": of_day,
        "japan 1 october 2026": of_day,
        "2026年10月1日": of_day,
        "which clause answers 2026-10-01": of_day,
        "Which Japanese duty changed on 1 October 2026?": of_day,
        "カスハラ": "law/jp.html",
        "not reviewed": "law/index.html#places",
        "Ontario": "law/index.html#not-here",
        "hang up": f"{POLICY}#ending-calls",
        "leave a call": f"{POLICY}#ending-calls",
        "When can I end a call?": f"{POLICY}#ending-calls",
        "first policy": "office.html",
        "compare": "law/compare.html",
        "compare countries": "law/compare.html",
        "add a jurisdiction": "maintain-a-pack.html",
        "new country": "maintain-a-pack.html",
        "new pack": "maintain-a-pack.html",
        "audience public": "publish-a-site.html",
    }
    with sites.read(browser, home) as window:
        page = window.open("index.html")
        for typed, place in wanted.items():
            results = sites.search(page, typed)
            within = results.and_(page.locator("a[href*='#']")) if "#" in place else results
            path, _, at = place.partition("#")
            address = re.compile(rf"{re.escape(path)}\?h=[^#]*{'#' + at if at else ''}$")
            expect(within.first, typed).to_have_attribute("href", address)
            expect(results.first, typed).to_have_attribute("href", re.compile(re.escape(path)))
        assert window.wrong == []


@pytest.mark.parametrize("width", [1280, 375])
def test_a_link_to_a_clause_opens_it_and_its_words_are_in_sight(browser: Browser, home: str, width: int) -> None:
    with sites.read(browser, home, width=width) as window:
        page = window.open(f"{POLICY}#clauses-core-en-steps")
        expect(page.locator(".text").first).not_to_be_visible()
        page = window.open("law/jp.html#day-2026-10-01")
        page.locator(f"a[href$='{POLICY}#jp-duty']").first.click()
        clause = page.locator("details.clause:has(#jp-duty)")
        expect(clause.locator("h4")).to_be_in_viewport()
        expect(clause.locator(".text p").first).to_be_in_viewport(ratio=0.9)
        assert window.wrong == []


@pytest.mark.parametrize("width", [1280, 375])
def test_a_link_into_a_folded_part_opens_it_and_its_row_is_in_sight_under_what_it_means(
    browser: Browser, home: str, width: int
) -> None:
    with sites.read(browser, home, width=width) as window:
        page = window.open("law/jp.html")
        row = page.locator("tr:has(#JP-05)")
        expect(row).not_to_be_visible()
        page.evaluate("location.hash = 'JP-05'")
        expect(row).to_be_in_viewport(ratio=0.9)
        head = page.locator("details[open] th", has_text="Answered by").first
        if width > 720:
            expect(head).to_be_in_viewport()
            bottom = head.evaluate("head => head.getBoundingClientRect().bottom")
            assert row.evaluate("row => row.getBoundingClientRect().top") >= bottom - 1
        said = row.locator("td").last.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert ("Answered by" in said) == (width < 720)


def test_places_that_are_chosen_stand_alone_beside_each_other(browser: Browser, home: str) -> None:
    with sites.read(browser, home) as window:
        page = window.open("law/compare.html")
        first = page.locator("tbody tr:visible td:first-child a:first-child")
        every = first.count()
        page.locator("#only-jp").check()
        page.locator("#only-gb").check()
        shown = {str(link.get_attribute("href")).partition(".")[0] for link in first.all()}
        assert {"jp", "gb", "gb-eng"} <= shown
        assert all(code.startswith(("jp", "gb")) for code in shown)
        assert "gb-nir" not in shown
        page.locator("#only-jp").uncheck()
        page.locator("#only-gb").uncheck()
        assert first.count() == every
        assert window.wrong == []


def test_a_printed_page_holds_the_words_alone(browser: Browser, home: str) -> None:
    with sites.read(browser, home) as window:
        page = window.open("office.html")
        page.emulate_media(media="print")
        expect(page.locator("article h2").first).to_be_visible()
        for part in ("header", "nav", ".md-sidebar", ".md-search"):
            assert not [one for one in page.locator(part).all() if one.is_visible()], part


def test_every_picture_of_the_gallery_is_there(browser: Browser, home: str) -> None:
    with sites.read(browser, home) as window:
        page = window.open("gallery.html")
        shown = page.evaluate("""async () => {
          const all = [...document.querySelectorAll('article img')];
          all.forEach(image => { image.loading = 'eager'; });
          await Promise.all(all.map(image => image.decode()));
          return all.map(image => image.naturalWidth > 0 && image.alt !== '');
        }""")
        assert len(shown) > 50
        assert all(shown)
        assert window.wrong == []
