"""What is looked for in Japanese is found, inside longer words too, and nothing of it shows."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.publish import site_search
from policygen.publish.site import write_site
from tests.publish import site_japanese, site_samples

JAPANESE = st.text(
    st.sampled_from("規程情報個人相談窓口お客様のをにはつきまといハラスメントー、。（）()<p>&A1 "), max_size=40
)
MARK = "\u200b"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("searched") / "out"
    write_site(out, site_japanese.site(), site_samples.SHELL)
    return out / "html" / "search"


def _index(*docs: tuple[str, str], lang: tuple[str, ...] = ("ja",)) -> dict[str, object]:
    return {
        "config": {
            "lang": [*lang],
            "separator": r"[\s\-]+",
            "pipeline": ["stemmer"],
            "fields": {"text": {"boost": 1.0}},
        },
        "docs": [{"location": f"{n}.html", "title": title, "text": text} for n, (title, text) in enumerate(docs)],
    }


@given(JAPANESE, JAPANESE)
def test_titles_and_texts_read_as_written(title: str, text: str) -> None:
    found = site_search.findable(_index((title, text)))["docs"][0]
    assert (found["title"].replace(MARK, ""), found["text"].replace(MARK, "")) == (title, text)


@given(JAPANESE)
def test_every_two_characters_of_kanji_begin_a_word_or_an_end(text: str) -> None:
    found = site_search.findable(_index(("", text)))
    words = re.split(found["config"]["separator"], re.sub("<[^>]*>", " ", found["docs"][0]["text"]))
    begun = [word.lower() for word in (*words, *found["docs"][0]["ends"].split(" "))]
    for pair in re.findall("(?=([規程情報個人相談窓口客様]{2}))", re.sub("<[^>]*>", " ", text)):
        assert any(word.startswith(pair) for word in begun), pair


@given(JAPANESE)
def test_no_word_is_kanji_alone_where_the_theme_would_cut_what_is_looked_for(text: str) -> None:
    doc = site_search.findable(_index(("", text)))["docs"][0]
    words = re.split(site_search._WORDS, re.sub("<[^>]*>", " ", doc["text"])) + doc["ends"].split(" ")
    assert not [word for word in words if re.fullmatch("[規程情報個人相談窓口客様]+", word)]


def test_an_index_without_japanese_stays_as_it_is(tmp_path: Path) -> None:
    written = json.dumps(_index(("Whom to tell", "<p>Tell HR.</p>"), lang=("en",)))
    (tmp_path / "search_index.json").write_text(written, encoding="utf-8")
    site_search.make_findable(tmp_path)
    assert (tmp_path / "search_index.json").read_text(encoding="utf-8") == written


def test_other_languages_of_the_site_are_searched_as_before() -> None:
    kept = site_search.findable(_index(("規程", ""), lang=("hi", "ja")))["config"]
    assert (kept["lang"], kept["pipeline"]) == (["hi"], ["stopWordFilter"])
    alone = site_search.findable(_index(("規程", "")))["config"]
    assert (alone["lang"], alone["pipeline"]) == (["en"], ["stopWordFilter"])


def test_the_index_for_a_disk_is_the_index_for_a_server(search: Path) -> None:
    served = (search / "search_index.json").read_text(encoding="utf-8")
    assert (search / "search_index.js").read_text(encoding="utf-8") == f"var __index = {served}"


def test_the_pages_themselves_hold_no_mark(search: Path) -> None:
    pages = [*search.parent.glob("*.html"), *(search.parent.parent / "docs").rglob("*.md")]
    assert len(pages) >= 6
    assert not [page.name for page in pages if MARK in page.read_text(encoding="utf-8")]
