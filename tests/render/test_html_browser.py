"""Pages in a real browser: no request goes out, a small screen is enough, both colour schemes can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygen.render.to_html import html
from tests.render import html_samples as samples
from tests.render.chromium import Browser, browser

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = """(() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
  let least = [99, ''];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < least[0]) least = [ratio, e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40)];
  }
  return least;
})()"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(params=sorted(samples.ALL))
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / f"{request.param}.html"
    path.write_bytes(html(samples.ALL[request.param](), samples.labels()))
    return path.as_uri()


@pytest.mark.parametrize("width", [320, 360, 700, 1280])
def test_a_page_asks_for_nothing_and_fits_its_screen(chromium: Browser, address: str, width: int) -> None:
    chromium.open(address, width=width)
    assert [asked for asked in chromium.requested if not asked.startswith("data:")] == [address]
    assert chromium.run(OVERFLOW) <= 0


@pytest.mark.parametrize("width", [320, 900])
def test_a_very_long_name_and_address_still_fit(chromium: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "long.html"
    document = samples.policy("N" * 300, "https://www.example.org/" + "path-of/" * 30)
    path.write_bytes(html(document, samples.labels()))
    chromium.open(path.as_uri(), width=width)
    assert chromium.run(OVERFLOW) <= 0


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(chromium: Browser, address: str, dark: bool) -> None:
    chromium.open(address, dark=dark)
    ratio, where = chromium.run(CONTRAST)
    assert ratio >= 4.5, where
    ground = chromium.run("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not dark


def test_what_is_typed_goes_nowhere(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    path.write_bytes(html(samples.form(), samples.labels()))
    chromium.open(path.as_uri())
    chromium.run("document.querySelector('input[type=text]').focus()")
    chromium.call("Input.insertText", text="secret")
    assert chromium.run("document.querySelector('input[type=text]').value") == "secret"
    for kind in ("keyDown", "keyUp"):
        chromium.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13)
    assert chromium.run("location.href") == path.as_uri()
    chromium.open(path.as_uri())
    assert chromium.run("document.querySelector('input[type=text]').value") == ""
