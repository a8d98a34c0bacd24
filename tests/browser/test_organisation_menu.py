"""The menu of an organisation's site on a phone, and at 400 %, by keyboard: only what is in sight is reached."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from policygen.publish.site import write_site
from tests.browser import sites
from tests.publish import site_samples as samples

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const e = document.activeElement, part = e.matches('.md-nav__toggle');
  const shown = part ? [...e.labels].find(label => label.checkVisibility({visibilityProperty: true})) : e;
  const box = shown.getBoundingClientRect(), at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    words: shown.getAttribute('aria-label') || shown.textContent.trim().replace(/\\s+/g, ' '),
    part, panel: e.closest('nav') ? e.closest('nav').dataset.mdLevel || 'toc' : '',
    seen: Boolean(at) && shown.contains(at) && parseFloat(getComputedStyle(shown).outlineWidth) >= 2,
    menu: Boolean(e.closest('.md-sidebar--primary')),
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sites.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("menu") / "out"
    write_site(out, replace(samples.site(), audience="all"), samples.SHELL)
    with sites.served(out / "html") as address:
        yield address


def _opened(page: Page) -> None:
    page.locator("header button.pg-menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#__drawer")).to_be_checked()
    page.add_style_tag(content=sites.SETTLED)


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 256)], ids=["phone", "400 %"])
@pytest.mark.parametrize("name", ["index", "third-party-harassment-policy", "contacts"])
def test_focus_stays_on_what_the_menu_shows(browser: Browser, home: str, name: str, width: int, height: int) -> None:
    with sites.read(browser, home, width=width, height=height) as window:
        page = window.open(f"{name}.html")
        _opened(page)
        reached = [page.evaluate(FOCUSED)]
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break  # the browser's own bar
            reached.append(page.evaluate(FOCUSED))
        assert len(reached) > 3
        for one in reached:
            assert (one["menu"], one["seen"]) == (True, True), one
        assert window.axe() == []
        page.keyboard.press("Escape")
        expect(page.locator("#__drawer")).not_to_be_checked()
        expect(page.locator("header button.pg-menu")).to_be_focused()
        page.keyboard.press("Tab")
        assert not page.evaluate(FOCUSED)["menu"]
        assert window.wrong == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_part_of_the_menu_is_opened_and_left_by_keyboard(browser: Browser, home: str, key: str) -> None:
    with sites.read(browser, home, width=360, height=740) as window:
        page = window.open("contacts.html")
        _opened(page)
        for _ in range(12):
            page.keyboard.press("Tab")
            if (focus := page.evaluate(FOCUSED))["part"] and focus["panel"] == "0":
                break
        part = focus["words"]
        page.keyboard.press(key)
        inside = page.evaluate(FOCUSED)
        assert inside["seen"]
        assert part in inside["words"]
        page.keyboard.press("Tab")
        link = page.evaluate(FOCUSED)
        assert link["seen"]
        assert link["panel"] == "1"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED)["words"] == part
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED)["seen"]
        assert window.wrong == []


def test_the_menu_is_closed_by_its_button_and_nothing_stays_out_of_reach(browser: Browser, home: str) -> None:
    with sites.read(browser, home, width=360, height=740) as window:
        page = window.open("contacts.html")
        _opened(page)
        page.set_viewport_size({"width": 1280, "height": 740})
        expect(page.locator("[inert]")).to_have_count(0)
        page.set_viewport_size({"width": 360, "height": 740})
        page.locator(".pg-close").click()
        expect(page.locator("#__drawer")).not_to_be_checked()
        expect(page.locator("[inert]")).to_have_count(0)
        assert window.wrong == []


def test_the_menu_opens_by_finger_without_a_script(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{home}contacts.html")
        page.locator("label.md-header__button[for=__drawer]").click()
        page.locator("label.md-nav__link[for^=__nav]").first.click()
        expect(page.locator("nav[data-md-level='1'] a:visible").first).to_be_in_viewport()
    finally:
        context.close()
