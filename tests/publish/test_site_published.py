"""A built site where people put it: behind a strict policy on a server, and on a disk; in any browser, and small."""

import gzip
import re
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import html5lib
import pytest

from policygen.publish.site import write_site
from tests.publish import site_japanese as japanese
from tests.publish import site_samples as samples
from tests.render.chromium import Browser, browser

POLICY = "default-src 'self' 'unsafe-inline' data: blob:"
HEAVIEST = 120 * 1024  # bytes of a start page as they travel, fonts apart
COMPLAINTS = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
RULES = "third-party-harassment-policy.html"
FOUND = {  # what a start page says of other pages apart
    "規程": {RULES, f"{RULES}#purpose", f"{RULES}#privacy"},
    "情報": {f"{RULES}#privacy"},
    "個人情報": {f"{RULES}#privacy"},
    "情報セキュリティ": {f"{RULES}#privacy"},
    "ハラスメント": {RULES},
    "相談窓口": {f"{RULES}#privacy"},
    "窓口": {f"{RULES}#privacy"},
    "電話を切る": {f"{RULES}#phone"},
    "お客様": {f"{RULES}#phone"},
    "つきまとい": {f"{RULES}#safety"},
    "110番": set(),
    "personal information": {"visitor-code-of-conduct.html#ending"},
    "vendor": {"visitor-code-of-conduct.html#contractors"},
    "社会保険": set(),
}


class _Strict(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "out"
    write_site(out, japanese.site(), samples.SHELL)
    return out / "html"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "out"
    write_site(out, samples.site(samples.HOSTILE), samples.SHELL)
    return out / "html"


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        found.call("Log.enable")
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("place", ["server", "disk"])
def test_search_finds_what_is_there_and_nobody_elsewhere_is_asked(
    chromium: Browser, served: str, built: Path, place: str
) -> None:
    home = served if place == "server" else built.as_uri() + "/"
    chromium.open(f"{home}index.html")
    for words, places in FOUND.items():
        found = {one["address"] for one in japanese.searched(chromium, words)}
        assert {address for address in found if not address.startswith("index.html")} == places, words
    assert "index.html" in {one["address"] for one in japanese.searched(chromium, "110番")}
    away = [asked for asked in chromium.requested if not asked.startswith((home, "data:", "blob:"))]
    assert away == []
    assert [event for event in chromium.events if event["method"] in COMPLAINTS] == []


@pytest.mark.browser
def test_results_read_as_written(chromium: Browser, served: str, built: Path) -> None:
    chromium.open(f"{served}index.html")
    (found,) = japanese.searched(chromium, "相談窓口")
    shown = [line.replace("\u200b", "") for line in found["shown"]]
    assert shown == [
        "第2条 個人情報の取扱い",
        "会社は、情報セキュリティに関する規程に従い、相談窓口で得た個人情報を取り扱う。",
    ]
    assert found["marked"] == ["相談窓口で"]


@pytest.mark.browser
def test_whom_to_call_stands_there_without_a_script(chromium: Browser, english: Path) -> None:
    chromium.open((english / "index.html").as_uri(), width=320, script=False)
    top = chromium.run(
        "(() => { const box = document.querySelector('blockquote'); return [box.innerText, box.getBoundingClientRect().top]; })()"
    )
    assert "Call 000" in top[0]
    assert top[1] < 400


def test_pages_are_valid_and_no_address_stands_twice(built: Path, english: Path) -> None:
    pages = [*built.glob("*.html"), *english.glob("*.html")]
    assert len(pages) == 11
    for page in pages:
        text = page.read_text(encoding="utf-8")
        html5lib.HTMLParser(strict=True).parse(text)
        twice = [id_ for id_, times in Counter(re.findall(r'\sid="([^"]*)"', text)).items() if times > 1]
        assert twice == [], page.name


def test_the_start_page_is_light(english: Path) -> None:
    start = (english / "index.html").read_text(encoding="utf-8")
    loaded = [english / name for name in re.findall(r'(?:src|href)="([^"#:]+\.(?:css|js))"', start)]
    workers = [*(english / "assets" / "javascripts" / "workers").glob("*.js")]
    assert len(loaded) >= 4
    assert workers
    weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in (english / "index.html", *loaded, *workers))
    assert weight <= HEAVIEST
