"""What folds on a page of the guide is flat while the search reads it, and folds again on the page that is shown."""

from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]  # ships no types

from foldable import on_page_content, on_post_page

ASIDE = '<details class="full"><summary>In Japanese</summary><p>その文</p></details>'
PAGE = f"""<h2 id="first">First</h2>
<details class="fold"><summary><h4 id="one">One</h4></summary><p>Its words.</p>{ASIDE}</details>
<details class="fold"><summary><h4 id="two">Two</h4></summary><p>Others.</p></details>"""


def _searched(page: str) -> dict[str, str]:
    parser = Parser()
    parser.feed(page)
    parser.close()
    return {section.id: "".join(section.text).strip() for section in parser.data if section.id}


def test_folded_words_are_found_under_their_own_heading_and_words_aside_are_not() -> None:
    found = _searched(on_page_content(PAGE))
    assert found["one"] == "<p>Its words.</p>"
    assert found["two"] == "<p>Others.</p>"
    assert _searched(PAGE)["two"] == ""  # what the theme makes of it by itself


def test_the_page_that_is_shown_folds_as_it_was_written() -> None:
    shown = on_post_page(on_page_content(PAGE))
    assert shown.replace(f"<div data-search-exclude>{ASIDE}</div>", ASIDE) == PAGE
