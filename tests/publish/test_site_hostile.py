"""Whatever the answers hold is text on every page of a site: in titles, menus, cards, tooltips and the search index."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from lxml import html

from policygen.errors import PolicygenError
from policygen.workflow import Request
from policygen.workflow_site import site

EXAMPLE = Path(__file__).parents[2] / "examples" / "corner-shop.yaml"
TODAY = date(2026, 11, 21)
DOCUMENTS = ("third-party-harassment-policy", "visitor-code-of-conduct", "response-manual", "vendor-clauses")
NAME = "<script>alert(1)</script> | *x* [y](javascript:z) {{ q }} { #z .c }"
POST = '<img src=x onerror=alert(1)> "owner" [o](p) {: .q }'
LONG = ("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * 30)[:299] + "!"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    answers = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    answers["organisation"] |= {"name": NAME, "short_name": f"{NAME} {LONG[:200]}"}
    answers["contacts"]["owner"] |= {"post": POST, "name": NAME}
    answers["contacts"]["senior"] |= {"post": LONG, "hours": POST}
    answers["issue"]["version"] = "<b>1</b> {q}"
    file = folder / "answers.yaml"
    file.write_text(yaml.safe_dump(answers, allow_unicode=True), encoding="utf-8")
    with pytest.raises(PolicygenError, match="no font of the PDF holds"):  # the pages are there all the same
        site(Request(file, folder / "out", documents=DOCUMENTS, as_of=TODAY), TODAY, "all")
    return folder / "out" / "html"


def test_no_value_becomes_markup_on_any_page(built: Path) -> None:
    pages = sorted(built.glob("*.html"))
    assert {page.stem for page in pages} >= {*DOCUMENTS, "index", "contacts", "downloads", "site-actions"}
    for page in pages:
        root = html.parse(page).getroot()
        assert not [s for s in root.iter("script") if "alert(1)" in (s.text or "")], page.name
        assert not root.xpath("//img[@onerror] | //*[@onerror] | //b[.='1'] | //*[@id='z'] | //*[@class='c']"), (
            page.name
        )
        assert not [a for a in root.xpath("//a/@href") if a.startswith("javascript:")], page.name


def test_names_read_as_they_were_typed(built: Path) -> None:
    for page in sorted(built.glob("*.html")):
        title = html.parse(page).getroot().xpath("string(//title)")
        assert NAME in title, page.name
    contacts = html.parse(built / "contacts.html").getroot()
    cards = contacts.xpath("//ul[@class='cards']/li")
    assert [" ".join(card.xpath("string(h3)").split()) for card in cards] == [POST, LONG]
    assert cards[0].xpath("string(p)") == NAME
    start = html.parse(built / "index.html").getroot()
    assert NAME in start.xpath("string(//article//blockquote)")
    assert "<b>1</b> {q}" in html.parse(built / "response-manual.html").getroot().xpath(
        "string(//*[@class='pg-about'])"
    )


def test_the_search_index_holds_no_markup_of_theirs(built: Path) -> None:
    entries = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert any("alert(1)" in entry["text"] for entry in entries)
    for entry in entries:
        for words in (entry["title"], entry["text"]):
            assert not any(mark in words for mark in ("<script", "<img", "<b>1"))
