"""An organisation's site as its readers use it, in a real browser: on a phone, by keyboard, in two languages, in print."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, expect

from policygen.publish.site import write_site
from policygen.workflow import Request
from policygen.workflow_site import site
from tests.browser import sites
from tests.publish import site_samples as samples

pytestmark = pytest.mark.browser

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 21)
ENGLISH, JAPANESE = "childrens-network", "sakura-retail"
NAMES = (ENGLISH, JAPANESE, "harbour-clinic") if LONG else (ENGLISH, JAPANESE)
POLICY = "third-party-harassment-policy"
DOCUMENTS = () if LONG else (POLICY, "visitor-code-of-conduct", "snippets", "response-manual")
KINDS = ("index", "site-start", POLICY, "contacts", "downloads", "site-law-watch", "404")  # one page of each kind
HELP = "index|site-start"
FOUND = {
    "hang up": HELP, "end the call": HELP, "who do I call": HELP, "emergency": HELP, "stop serving": HELP, "leave": HELP,
    "complain": "site-public", "report": POLICY, "police": POLICY,
    **dict.fromkeys(("scared", "afraid", "yelling", "yelled", "shouted at", "racist", "sexist", "insulted", "threatened",
                     "touched", "groped", "followed", "stalked", "filmed", "upset"), HELP),
}  # fmt: skip
FOUND_JA = {
    "電話を切る": HELP,
    "離れる": HELP,
    "相談": HELP,
    "相談窓口": "contacts",
    "規程": POLICY,
    "苦情": "site-public",
    "カスハラ": HELP,
    **dict.fromkeys(
        ("怒鳴られた", "怒鳴る", "脅された", "触られた", "つきまとわれた", "ストーカー", "セクハラ", "盗撮"), HELP
    ),
    **dict.fromkeys(("殴られた", "差別", "暴言", "土下座", "怖い", "怖かった"), HELP),
}
NAME = "<script>alert(1)</script> | *x* [y](javascript:z) {{ q }}"
RTL = ("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * 30)[:299] + "!"
LONG_WORD = "Rechtsschutzversicherungsgesellschaftenvertreterin"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {place: e.closest('article') ? e.getAttribute('href') || e.tagName : '', outline: parseFloat(style.outlineWidth),
    seen: style.outlineStyle !== 'none' && box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.right <= innerWidth + 1};
}"""
READABLE = """() => [...document.querySelectorAll('article a[href], article summary')].filter(e => e.checkVisibility())
  .map(e => e.getAttribute('href') || e.tagName)"""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the address that it is served from."""

    folder: Path
    home: str

    @property
    def html(self) -> Path:
        return self.folder / "html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sites.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    with ExitStack() as stack:
        found = {}
        for name in NAMES:
            out = tmp_path_factory.mktemp("made") / name
            site(Request(EXAMPLES / f"{name}.yaml", out, documents=DOCUMENTS, as_of=TODAY), TODAY, "all")
            found[name] = Site(out, stack.enter_context(sites.served(out / "html")))
        yield found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    out = tmp_path_factory.mktemp("hostile") / "out"
    whole = samples.site(NAME)
    long = replace(whole.documents[0], id="long", title=RTL, markdown=f"# {RTL}\n\n{RTL}\n".encode())
    write_site(out, replace(whole, documents=(*whole.documents, long)), samples.SHELL)
    with sites.served(out / "html") as home:
        yield Site(out, home)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_loads_and_asks_nobody_elsewhere(browser: Browser, made: dict[str, Site], name: str) -> None:
    found = made[name]
    names = sites.pages(found.html)
    with sites.read(browser, found.home, width=320, height=640) as window:
        for path in names:
            page = window.open(path)
            assert page.evaluate(OVERFLOW) <= 0, path
            expect(page.locator("h1")).to_have_count(1)
        assert window.wrong == []
    assert {f"{kind}.html" for kind in KINDS} <= set(names)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_lands_on_a_place_that_is_there(made: dict[str, Site], name: str) -> None:
    assert sites.astray(made[name].html) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_kept_from_reading_a_page(browser: Browser, made: dict[str, Site], name: str, dark: bool) -> None:
    found = made[name]
    few = KINDS if name != JAPANESE else (POLICY, f"en/{POLICY}")
    with sites.read(browser, found.home, dark=dark) as window:
        for path in sites.pages(found.html) if LONG and not dark else [f"{kind}.html" for kind in few]:
            window.open(path).evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
            assert window.axe() == [], path


@pytest.mark.parametrize(("name", "words"), [(ENGLISH, "police report"), (JAPANESE, "個人情報"), (JAPANESE, "規程")])
def test_a_search_leads_to_the_clause(browser: Browser, made: dict[str, Site], name: str, words: str) -> None:
    with sites.read(browser, made[name].home) as window:
        page = window.open("index.html")
        result = sites.search(page, words).and_(page.locator(f"a[href*='{POLICY}.html'][href*='#']")).first
        expect(result).to_contain_text(words.split(maxsplit=1)[0], ignore_case=True)
        result.click()
        page.wait_for_url(f"**/{POLICY}.html*#*")
        place = page.locator(f"[id='{urldefrag(page.url).fragment}']")
        expect(place).to_be_in_viewport()
        assert window.wrong == []


@pytest.mark.parametrize(("name", "found"), [(ENGLISH, FOUND), (JAPANESE, FOUND_JA)])
def test_a_search_for_what_a_frightened_person_types_leads_to_help_and_the_rules_first(
    browser: Browser, made: dict[str, Site], name: str, found: dict[str, str]
) -> None:
    with sites.read(browser, made[name].home) as window:
        page = window.open("index.html")
        for words, place in found.items():
            first = sites.search(page, words).first
            expect(first, words).to_have_attribute("href", re.compile(rf"(?:^|/)(?:{place})\.html"))


def test_a_search_that_finds_nothing_shows_the_way_to_help(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[ENGLISH].home, width=360, height=740) as window:
        page = window.open("contacts.html")
        way = page.locator(".md-search-result a.pg-help")
        sites.search(page, "police")
        expect(way).to_be_hidden()
        page.locator("[data-md-component=search-query]").fill("xyzzy")
        page.keyboard.press("End")
        expect(page.locator(".md-search-result__item")).to_have_count(0)
        expect(way).to_be_in_viewport(ratio=1)
        assert window.axe() == []
        way.click()
        page.wait_for_url("**/index.html")
        assert window.wrong == []


def test_the_other_language_opens_at_the_clause_that_is_read(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[JAPANESE].home) as window:
        page = window.open(f"{POLICY}.html")
        clauses = str(page.locator(".pg-language").get_attribute("data-clauses")).split()
        for clause in (clauses[4], clauses[-3]):
            page = window.open(f"{POLICY}.html#{clause}")
            page.reload()
            expect(page.locator(f"[id='{clause}']")).to_be_in_viewport()
            page.locator(".pg-language").click()
            page.wait_for_url(f"**/en/{POLICY}.html#{clause}")
            expect(page.locator("html")).to_have_attribute("lang", "en")
            expect(page.locator(f"[id='{clause}']")).to_be_in_viewport()


@pytest.mark.parametrize("name", NAMES)
def test_a_download_is_the_document_of_its_page(browser: Browser, made: dict[str, Site], name: str) -> None:
    found = made[name]
    with sites.read(browser, found.home) as window:
        page = window.open(f"{POLICY}.html")
        links = [str(link.get_attribute("href")) for link in page.locator("a.pg-file").all()]
        assert {Path(link).suffix for link in links} == {".docx", ".pdf"}
        for link in links:
            assert Path(link).name.startswith(f"{POLICY}.")
            body = page.request.get(found.home + link).body()
            assert body == (found.folder / "docs" / link).read_bytes()
            assert body[:4] == (b"%PDF" if link.endswith(".pdf") else b"PK\3\4")
        with page.expect_download() as given:
            page.locator("a.pg-file[href$='.docx']").first.click()
        assert given.value.suggested_filename.endswith(".docx")


def test_a_printed_page_holds_the_words_alone(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[ENGLISH].home) as window:
        page = window.open(f"{POLICY}.html")
        clause = page.locator("article h2").first
        page.emulate_media(media="print")
        expect(clause).to_be_visible()
        for part in ("header", "nav", ".md-sidebar", ".pg-bar", ".pg-file", ".md-search", "details"):
            assert not [one for one in page.locator(part).all() if one.is_visible()], part


def test_a_page_printed_from_dark_colours_is_light(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[ENGLISH].home) as window:
        page = window.open("index.html")
        media: Literal["screen", "print"]
        for media, dark in (("screen", True), ("print", False)):
            page.emulate_media(color_scheme="dark", media=media)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
            tint = page.locator("blockquote").first.evaluate("box => getComputedStyle(box).backgroundColor")
            assert (sum(int(part) for part in re.findall(r"\d+", tint)[:3]) < 3 * 128) is dark, (media, tint)


@pytest.mark.parametrize("name", NAMES)
def test_the_rule_that_lets_people_stop_looks_as_its_button_says(
    browser: Browser, made: dict[str, Site], name: str
) -> None:
    with sites.read(browser, made[name].home, width=375, height=812) as window:
        button = window.open("index.html").locator("a.pg-way[href*='#']")
        way, words = str(button.get_attribute("href")), button.inner_text()
        page = window.open(way)
        expect(page.locator("a.pg-help:not(.pg-way-out)")).to_be_in_viewport(ratio=1)
        clause = way.partition("#")[2]
        heading = page.locator(f":is(h2, h3):is([id='{clause}'], :has([id='{clause}']))")
        said = re.sub(r"^\d+ |[\s()（）¶]", "", heading.inner_text())
        assert said in re.sub(r"[\s()（）]", "", words), (said, words)
        bar, box = page.locator("header").bounding_box(), heading.bounding_box()
        assert bar is not None
        assert box is not None
        assert bar["y"] + bar["height"] <= box["y"] < 250


def test_the_page_for_what_does_not_exist_leads_home_from_any_depth(browser: Browser, made: dict[str, Site]) -> None:
    found = made[JAPANESE]
    shown = (found.html / "404.html").read_text(encoding="utf-8")
    with sites.read(browser, found.home) as window:
        for lost in ("nowhere.html", "en/nowhere.html", "a/b/c/"):
            window.page.route(
                f"**/{lost}", lambda route: route.fulfill(status=404, content_type="text/html", body=shown)
            )
            for language, first in (("ja", "index.html"), ("en", "en/index.html")):
                window.page.goto(found.home + lost)
                link = window.page.locator(f"section[lang='{language}'] a.pg-help")
                expect(link).to_have_attribute("href", found.home + first)


def test_no_word_of_a_table_is_broken_into_letters_on_a_phone(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[ENGLISH].home, width=375, height=812) as window:
        page = window.open("response-manual.html")
        wide = page.locator("article table[data-wide] td:visible")
        assert wide.count() > 0
        assert all(box["width"] > 200 for one in wide.all()[:30] if (box := one.bounding_box()))
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("width", [320, 360])
def test_a_post_of_one_long_word_leaves_room_for_its_number(browser: Browser, tmp_path: Path, width: int) -> None:
    answers, out = tmp_path / "answers.yaml", tmp_path / "out"
    given = (EXAMPLES / "harbour-clinic.yaml").read_text(encoding="utf-8")
    answers.write_text(given.replace("Independent adviser for staff", LONG_WORD), encoding="utf-8")
    site(Request(answers, out, documents=(POLICY,), as_of=TODAY), TODAY, "staff")
    with sites.served(out / "html") as home, sites.read(browser, home, width=width, height=740) as window:
        for path in sites.pages(out / "html"):
            assert window.open(path).evaluate(OVERFLOW) <= 0, path
        for path in ("site-start.html", f"{POLICY}.html"):
            row = window.open(path).locator("article tr", has_text=LONG_WORD)
            box = row.locator("a[href^='tel:']").bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= width, path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("height", "screens"), [(568, 1), (256, 2)], ids=["phone", "400 %"])
def test_whom_to_call_stands_at_the_top_of_a_small_screen(
    browser: Browser, made: dict[str, Site], name: str, height: int, screens: int
) -> None:
    """1280 × 1024 pixels at 400 % are 320 × 256: there it is one turn of the wheel away."""
    with sites.read(browser, made[name].home, width=320, height=height) as window:
        page = window.open("index.html")
        number = page.locator("blockquote a[href^='tel:']").first
        box = number.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["y"] + box["height"] <= height * screens
        assert box["x"] + box["width"] <= 320
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)") >= 16


@pytest.mark.parametrize("width", [320, 1280])
def test_help_is_used_by_keyboard_alone(browser: Browser, made: dict[str, Site], width: int) -> None:
    with sites.read(browser, made[ENGLISH].home, width=width) as window:
        page = window.open("index.html")
        wanted = page.evaluate(READABLE)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # past the menu, to the title
        reached = []
        for _ in wanted:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUSED)
            assert focus["seen"], focus
            assert focus["outline"] >= 2, focus
            reached.append(focus["place"])
        assert reached == wanted
        assert any(place.startswith("tel:") for place in reached)


def test_the_law_behind_a_clause_folds_out_by_keyboard(browser: Browser, made: dict[str, Site]) -> None:
    with sites.read(browser, made[ENGLISH].home) as window:
        page = window.open(f"{POLICY}.html")
        folded = page.locator("details.pg-law").first
        folded.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(folded.locator("li").first).to_be_visible()


def test_hostile_names_are_text_on_every_page_and_in_what_is_found(browser: Browser, hostile: Site) -> None:
    with sites.read(browser, hostile.home, width=320) as window:
        for path in sites.pages(hostile.html):
            page = window.open(path)
            assert NAME in page.title(), path
            assert page.evaluate(OVERFLOW) <= 0, path
            assert page.locator("a[href^='javascript:']").count() == 0, path
        page = window.open("index.html")
        sites.search(page, "addendum")
        expect(page.locator(".md-search-result__item h1").first).to_have_text(re.compile(re.escape("R&D <Labs>")))
        sites.search(page, "שלום")
        expect(page.locator(".md-search-result__item h1").first).to_have_text(" ".join(RTL.split()))
        assert window.wrong == []
