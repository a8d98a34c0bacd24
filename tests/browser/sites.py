"""Built sites over http and a browser to read them in: what a page asks for, what it complains of, what axe finds."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag

from axe_playwright_python.base import AXE_SCRIPT
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.render.chromium import executable

FLAGS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
AXE = """async tags => (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations
  .flatMap(found => found.nodes.map(node => `${found.id}: ${node.target.join(' ')} ${node.failureSummary}`))"""
PATIENCE, STEP = 60_000, 250  # milliseconds; a busy machine is slow and not wrong
expect.set_options(timeout=PATIENCE)
SETTLED = "*, *::before, *::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }"


class Read:
    """A page in a window of its own, with all that it asked for elsewhere and all that it complained of."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self._home = home
        self.page.on("request", lambda asked: self._asked(asked.url))
        self.page.on(
            "console", lambda said: self.wrong.extend([said.text] if said.type in ("error", "warning") else [])
        )
        self.page.on("dialog", lambda opened: self.wrong.append(opened.message))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, name: str) -> Page:
        """Load a page of the site by its path."""
        answer = self.page.goto(self._home + name)
        if answer is not None and answer.status >= 400:
            self.wrong.append(f"{answer.status} {name}")
        return self.page

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and good practice on the page as it stands."""
        self.page.add_style_tag(content=SETTLED)
        self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(AXE, RULES)
        return found

    def _asked(self, url: str) -> None:
        if not url.startswith((self._home, "data:", "blob:")):
            self.wrong.append(f"asked for {url}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system; nothing is downloaded."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def read(browser: Browser, home: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> Iterator[Read]:
    """A fresh window of `width` × `height` CSS pixels on the site at `home`."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    try:
        yield Read(context, home)
    finally:
        context.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder over http while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def search(page: Page, words: str) -> Locator:
    """Type into the search as a reader does; the results that are shown."""
    box = page.locator("[data-md-component=search-query]")
    shown = page.locator("[data-md-toggle=search]")
    for _ in range(PATIENCE // STEP):  # a key is lost while the page's script is starting, or closing the last search
        page.keyboard.press("Escape")
        page.wait_for_timeout(STEP)
        page.keyboard.press("s")
        page.wait_for_timeout(STEP)
        if shown.is_checked() and box.evaluate("box => box === document.activeElement"):
            break
    box.fill(words)
    box.press("End")  # what is pasted or composed is looked for with the next key
    results = page.locator(".md-search-result__item a")
    expect(results.first).to_be_visible()
    return results


def pages(folder: Path) -> list[str]:
    """Every page of a built site by its path."""
    return sorted(page.relative_to(folder).as_posix() for page in folder.rglob("*.html"))


def astray(folder: Path) -> list[str]:
    """Links of the built pages that lead to no file, or to no place on its page."""
    return [
        f"{name}: {link}"
        for name in pages(folder)
        for link in sorted(_parsed(folder / name)[1])
        if not _lands(folder, folder / name, link)
    ]


def _lands(folder: Path, page: Path, link: str) -> bool:
    path, place = urldefrag(link)
    above = folder if path.startswith("/") else page.parent
    target = (above / unquote(path).lstrip("/")).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return False
    return not place or unquote(place) in _parsed(target)[0]


@cache
def _parsed(page: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The places of a page, and its links within the site."""
    root = html.parse(page).getroot()
    links = {str(link) for link in root.xpath("//a/@href | //link/@href | //script/@src | //img/@src")}
    return frozenset(map(str, root.xpath("//@id"))), frozenset(link for link in links if ":" not in link.split("/")[0])


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
