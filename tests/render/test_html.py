"""A document's page: one file, every value once in its place, every part named for those who cannot see it."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.domain.document import Document, Link, Paragraph, Text, Value
from policygen.errors import PolicygenError
from policygen.render.to_html import _layout, html
from policygen.render.to_markdown import markdown
from policygen.templating.tokens import RESERVED, token
from policygen.verify.words import html_words
from tests.render import html_samples as samples

VOID = {"meta", "br", "input", "wbr", "col"}


class Tree(HTMLParser):
    """Collects start tags, and fails on a tag closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def page(document: Document) -> str:
    return html(document, samples.labels()).decode()


@pytest.fixture(params=sorted(samples.ALL))
def document(request: pytest.FixtureRequest) -> Document:
    return samples.ALL[request.param]()


def shape(text: str) -> list[tuple[str, list[str]]]:
    """The tags and their attributes' names, but for the places where a long word may break."""
    return [(tag, sorted(attributes)) for tag, attributes in Tree(text).tags if tag != "wbr"]


def test_every_tag_is_closed_and_every_id_is_used_once(document: Document) -> None:
    tree = Tree(page(document))
    ids = [attributes["id"] for _, attributes in tree.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {clause.anchor for clause in document.clauses()} <= set(ids)
    assert {section.anchor for section in document.sections} <= set(ids)


def test_every_reference_inside_the_page_has_its_target(document: Document) -> None:
    tree = Tree(page(document))
    ids = {attributes.get("id") for _, attributes in tree.tags}
    inner = [link["href"] for link in tree.all("a") if str(link.get("href")).startswith("#")]
    assert inner
    assert {str(target)[1:] for target in inner} <= ids


def test_a_clause_carries_its_id_and_version() -> None:
    assert '<div id="duty" class="clause" data-clause="duty" data-version="2">' in page(samples.contract())


def test_headings_go_down_one_step_at_a_time(document: Document) -> None:
    levels = [int(tag[1]) for tag, _ in Tree(page(document)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_fetches_nothing_and_runs_nothing(document: Document) -> None:
    tree = Tree(page(document))
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in tree.tags}
    assert "url(" not in page(document)
    assert not any(name.startswith("on") for _, attributes in tree.tags for name in attributes)


def test_the_page_names_its_language_and_direction() -> None:
    assert '<html lang="en-AU" dir="ltr">' in page(samples.policy())
    assert 'dir="rtl"' in page(replace(samples.policy(), locale="ar-AE", key="other"))


def test_every_input_has_a_label_and_keeps_nothing() -> None:
    tree = Tree(page(samples.form()))
    labelled = {label["for"] for label in tree.all("label")}
    inputs = tree.all("input") + tree.all("textarea")
    assert len(inputs) == 24
    assert all(
        ("aria-label" in entry or entry["id"] in labelled) and entry["autocomplete"] == "off" for entry in inputs
    )
    assert page(samples.form()).count("Nothing you type is saved or sent.") == 1


def test_every_cell_of_a_table_to_fill_in_says_its_column_and_row_and_keeps_nothing() -> None:
    areas = [one for one in Tree(page(samples.form())).all("textarea") if "aria-label" in one]
    assert [one["aria-label"] for one in areas][:3] == [
        "Date | time, row 1", "What HR Officer did, row 1", "Date | time, row 2",
    ]  # fmt: skip
    assert len(areas) == 6
    assert all(one["autocomplete"] == "off" and "name" not in one for one in areas)


def test_a_word_given_in_a_table_to_fill_in_heads_its_row() -> None:
    printed = samples.Printed()
    name = printed.say("HR & Officer")
    fence = f"```fields\n- {{id: e, kind: entries, label: x, columns: [Who, Count], given: [Staff, {name}]}}\n```"
    made = samples.document(
        printed, samples.section("one", "One", samples.clause("first", "", fence)), id="given", title="Given"
    )
    assert '<th scope="row" role="rowheader" data-label="Who"><div>HR &amp; Officer</div></th>' in page(made)
    areas = [one["aria-label"] for one in Tree(page(made)).all("textarea")]
    assert areas == ["Count, row 1", "Count, row 2"]
    assert "| Staff |" in markdown(made, samples.labels()).decode()
    assert "| HR & Officer |" in markdown(made, samples.labels()).decode()


def test_a_date_is_asked_in_the_order_of_the_locale() -> None:
    american = re.findall(r"<small>(Day|Month|Year)</small>", page(samples.form()))
    assert american[:3] == ["Month", "Day", "Year"]
    british = re.findall(r"<small>(Day|Month|Year)</small>", page(samples.contract()))
    assert british == ["Day", "Month", "Year"]


def test_a_table_names_its_columns_and_rows() -> None:
    text = page(samples.policy())
    assert '<th scope="col" role="columnheader">Who</th>' in text
    assert '<th scope="row" role="rowheader" data-label="Who"><div>HR Officer</div></th>' in text


def test_a_long_address_may_break_and_is_one_word_all_the_same() -> None:
    address = "https://www.example.org/a-long/path/of_words/that/goes?on=1&on=2"
    document = samples.policy(chair=address)
    assert "https:/<wbr>/www" not in page(document)
    assert "www.<wbr>example.<wbr>org/<wbr>a-<wbr>long/" in page(document)
    assert address in html_words(html(document, samples.labels()))


def test_numbers_are_printed_as_computed() -> None:
    words = " ".join(html_words(html(samples.contract(), samples.labels())))
    assert "(b) answers within: (i) ten days, or (ii) two (c) ©" in words
    assert "1.1 R&D" in words


def test_a_line_break_in_a_value_stays_in_text_and_is_a_space_in_a_title() -> None:
    document = samples.policy(name="Lantern\nNetwork")
    text = page(document)
    assert "<title>Harassment by people outside Lantern Network</title>" in text
    assert "<h1>Harassment by people outside Lantern<br>Network</h1>" in text


def test_paper_and_running_lines_reach_the_printed_page() -> None:
    text = page(samples.form())
    assert "@page{size:Letter;" in text
    running = page(samples.contract())
    style = running[running.index("<style>") : running.index("</style>")]
    assert "<" not in style.removeprefix("<style>")
    assert "R\\000026D\\000020\\00003cLabs" in style


def test_a_draft_says_so() -> None:
    assert 'class="draft"' in page(samples.form())
    assert 'class="draft"' not in page(samples.policy())


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1).filter(str.strip))
def test_any_value_stays_a_value(value: str) -> None:
    document = samples.contract()
    document = replace(document, values=tuple(Value(value, "vendor.name") for _ in document.values))
    text = page(document)
    assert shape(text) == shape(page(samples.contract()))
    assert " ".join(html_words(text.encode())).count(" ".join(value.split())) >= 5


def test_no_token_is_left_in_any_page(document: Document) -> None:
    assert not RESERVED.search(page(document))
    assert not RESERVED.search(markdown(document, samples.labels()).decode())


def test_a_further_document_of_the_same_shape_is_not_laid_out_again() -> None:
    _layout.cache_clear()
    first = page(samples.policy("A", "B"))
    second = page(samples.policy("C & D", "E"))
    assert _layout.cache_info().misses == 2  # the organisation's name stands beside the tokens in these samples
    third = page(replace(samples.policy("A", "Z")))
    assert _layout.cache_info().misses == 2
    assert "C &amp; D" in second
    assert first != third


def test_a_value_without_a_place_is_an_error_that_names_it() -> None:
    document = samples.policy()
    lost = replace(document, title=f"{document.title} {token(len(document.values))}", key="lost")
    lost = replace(lost, values=(*lost.values, Value("x", "issue.owner")))
    extra = samples.clause("more", "", "words")
    bare = replace(extra, blocks=(Paragraph((Text(token(3)),)),))
    shown = replace(lost, sections=(*lost.sections, samples.section("s", "", bare)))
    assert "x</h1>" in page(shown)
    with pytest.raises(PolicygenError, match="issue"):
        _account_with_a_hole(shown)


def _account_with_a_hole(document: Document) -> None:
    from policygen.render.layout import Slot, account
    from policygen.render.shell_files import shells_dir
    from policygen.render.to_html import _Page

    layout = _Page(document, samples.labels(), shells_dir() / "html").layout()
    last = len(document.values) - 1
    account(document, tuple(p for p in layout if not isinstance(p, Slot) or last not in p.parts), running=True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://x.example", "data:text/html,x", "//x", "x", ""])
def test_a_link_that_leads_elsewhere_is_refused(address: str) -> None:
    p = samples.Printed()
    link = Paragraph((Link(p.say(address, "support.url"), (Text("here"),)),))
    made = replace(samples.clause("a", "", "x"), blocks=(link,))
    document = samples.document(p, samples.section("s", "S", made), id="d", title="T", values=tuple(p.values))
    for render in (html, markdown):
        with pytest.raises(PolicygenError, match="PG-R011"):
            render(document, samples.labels())


def test_an_address_is_made_safe_for_its_place() -> None:
    p = samples.Printed()
    address = "https://x.example/a b(c)\"'<é>?q=1&copy=2*_"
    link = Paragraph((Link(p.say(address, "support.url"), (Text("here"),)),))
    made = replace(samples.clause("a", "", "x"), blocks=(link,))
    document = samples.document(p, samples.section("s", "S", made), id="d", title="T", values=tuple(p.values))
    safe = "https://x.example/a%20b%28c%29%22%27%3C%C3%A9%3E?q=1&amp;copy=2%2A_"
    assert f'href="{safe}"' in page(document)
    assert f"[here]({safe})" in markdown(document, samples.labels()).decode()
