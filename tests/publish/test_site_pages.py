"""Pages of a site: in several languages beside each other, with the law, the terms and the changes of each clause."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import markdown  # type: ignore[import-untyped]  # comes with mkdocs, without types

from policygen.publish.site import write_site
from policygen.publish.site_body import body
from policygen.publish.site_changes import ClauseWords, before, changed, page_record
from policygen.publish.site_changes import record as kept_record
from policygen.publish.site_input import SiteChange, SiteInput, SitePage
from policygen.publish.site_law import LawLine, fold_out
from policygen.publish.site_pages import site_files
from policygen.publish.site_text import html_text, markdown_text
from tests.publish import site_samples as samples

HOSTILE = "<script>alert(1)</script> | *x* [y](javascript:z) {{ q }} { #z } \u05e9\u05dc\u05d5\u05dd"
MARKS = " *_[](){}<>|`#~\\\"'&!-+.:"
LABELS = samples.site().labels


def two_languages() -> SiteInput:
    """The same pages in English and, as it happens with the same words, in Japanese."""
    first = samples.site()
    documents = tuple(replace(page, anchors=("scope", "whom-to-tell")) for page in first.documents)
    other = replace(first, language="ja", documents=documents[:1], labels={**LABELS, "site.language": "日本語"})
    return replace(first, documents=documents, others=(other,))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("parallel") / "out"
    write_site(out, two_languages(), samples.SHELL)
    return out / "html"


def test_a_page_speaks_its_language_and_leads_to_the_same_page_in_the_other(built: Path) -> None:
    name = f"{two_languages().documents[0].id}.html"
    here, there = html.parse(built / name).getroot(), html.parse(built / "ja" / name).getroot()
    assert (here.get("lang"), there.get("lang")) == ("en", "ja")
    [switch] = here.xpath("//a[contains(@class, 'pg-language')]")
    assert (switch.get("href"), switch.get("hreflang"), switch.text) == (f"ja/{name}", "ja", "日本語")
    assert switch.get("data-clauses").split() == ["scope", "whom-to-tell"]
    [back] = there.xpath("//a[contains(@class, 'pg-language')]")
    assert back.get("href") == f"../{name}"


def test_a_page_without_a_twin_leads_to_the_first_page_of_the_other_language(built: Path) -> None:
    alone = html.parse(built / f"{two_languages().documents[1].id}.html").getroot()
    [switch] = alone.xpath("//a[contains(@class, 'pg-language')]")
    assert switch.get("href") == "ja/index.html"


def test_the_menu_and_the_logo_stay_in_the_language_of_the_page(built: Path) -> None:
    page = html.parse(built / "ja" / "contacts.html").getroot()
    links = page.xpath("//nav[contains(@class, 'md-nav--primary')]//a[contains(@class, 'md-nav__link')]/@href")
    assert links
    assert not [link for link in links if link.startswith("../")]
    assert page.xpath("//header//a[contains(@class, 'md-logo')]/@href") == ["index.html"]


def test_every_page_but_the_first_leads_to_help_without_a_script(tmp_path: Path) -> None:
    whole = samples.site()
    page = SitePage("site-start", "What to do now", b"# What to do now\n\nGo.\n")
    write_site(tmp_path / "out", replace(whole, help=page), samples.SHELL)
    for file in (tmp_path / "out" / "html").glob("*.html"):
        ways = html.parse(file).getroot().xpath("//a[@class='pg-help']/@href")
        assert ways == ([] if file.name == "index.html" else ["index.html"]), file.name


def test_the_first_page_names_every_document_under_its_readers(built: Path) -> None:
    text = site_files(samples.site())["index.md"].decode()
    for page in samples.site().documents:
        assert f"({page.id}.md)" in text
    assert text.index("## For everyone who works here") < text.index(samples.site().documents[0].id)


def test_a_page_says_whom_it_is_for_and_the_menu_what_it_is(tmp_path: Path) -> None:
    whole = samples.site()
    page = replace(
        whole.documents[0], id="decided", kind="letter that <sets> a limit", group="managers", about="Version 2"
    )
    write_site(tmp_path / "out", replace(whole, documents=(page,)), samples.SHELL)
    shown = html.parse(tmp_path / "out" / "html" / "decided.html").getroot()
    assert shown.xpath("string(//p[@class='pg-kind'])") == "For managers: letter that <sets> a limit"
    menu = html.parse(tmp_path / "out" / "html" / "index.html").getroot()
    assert "letter that <sets> a limit" in menu.xpath("//nav[contains(@class, 'md-nav--primary')]//small/text()")


def test_each_language_has_its_own_name_of_the_organisation(tmp_path: Path) -> None:
    whole = two_languages()
    other = replace(whole.others[0], organisation="株式会社桜 & Sakura <KK>", short_name="桜 & <S>")
    write_site(tmp_path / "out", replace(whole, others=(other,)), samples.SHELL)
    for folder, one in (("", whole), ("ja", other)):
        page = html.parse(tmp_path / "out" / "html" / folder / "contacts.html").getroot()
        named = one.short_name or one.organisation
        assert page.xpath("string(//title)").endswith(f" - {named}")
        for part in ("//header//span[@class='md-ellipsis'][1]", "//nav//label[@class='md-nav__title']"):
            assert named in " ".join(page.xpath(f"string({part})").split()), (folder, part)
        assert one.organisation in " ".join(page.xpath("string(//footer)").split())
        assert page.xpath("//header//a[contains(@class, 'md-logo')]/@title") == [named]


def test_a_clause_without_a_heading_is_reached_with_that_of_its_section() -> None:
    text = body('<a id="s-steps"></a>\n\n## 4 Leave\n\n<a id="steps"></a>\n\n1. Go.\n')
    [heading] = html.fromstring(markdown(text, extensions=["attr_list"])).xpath("//h2")
    assert (heading.get("id"), heading.xpath("a/@id"), heading.xpath("string()")) == ("s-steps", ["steps"], "4 Leave")


@pytest.mark.parametrize("quote", ["", "> "])
def test_a_blank_stands_beside_its_label_without_a_row_of_dots(quote: str) -> None:
    fields = [
        "**Name**<br>\n" + "." * 48,
        "**Signed**<br>\n<br>\n" + "." * 48,
        "**On**<br>\n<small>Day ............ </small>",
    ]
    made = body(
        "\n\n".join([*fields, "☐ Done", "| A | B |\n|---|---|\n| Own | ........ |"]).replace("\n", f"\n{quote}")
    )
    page = html.fromstring(markdown(f"{quote}{made}", extensions=["attr_list", "tables"]))
    assert [p.xpath("count(.//span[@class='pg-blank'])") for p in page.xpath("//p[@class='pg-field']")] == [1, 1, 1]
    assert page.xpath("string(//p[@class='pg-tick'])") == "☐ Done"
    assert page.xpath("count(//td/span[@class='pg-blank'])") == 1
    assert "..." not in page.xpath("string()")


def test_a_full_stop_behind_a_number_to_press_does_not_stand_alone() -> None:
    page = html.fromstring(markdown(body("> Call **[000](tel:000)**. Wait."), extensions=["attr_list"]))
    assert page.xpath("string(//span[@class='pg-stop'])") == "."
    assert page.xpath("string(//p)") == "Call 000. Wait."


def test_the_law_behind_a_clause_folds_out_without_a_script_and_is_text() -> None:
    line = LawLine(HOSTILE, "https://law.example/?a=1&b=2", HOSTILE)
    page = html.fromstring(markdown(f"Words.\n\n{fold_out([line], LABELS)}\n\nMore.", extensions=["attr_list"]))
    [folded] = page.xpath("//details")
    assert folded.xpath("summary/text()") == ["The law behind this"]
    assert folded.xpath(".//a/@href") == ["https://law.example/?a=1&b=2"]
    assert folded.xpath("string(ul/li)") == f"{HOSTILE} ({HOSTILE})"
    assert not fold_out([replace(line, url="javascript:z")], LABELS).count("<a ")


def test_a_defined_term_leads_to_its_definition_and_says_it() -> None:
    whole = samples.site()
    page = SitePage("terms", "Terms", b'# Terms\n\nThis [Addendum](#meanings) and\n\n<a id="meanings"></a>that.\n')
    page = replace(page, terms=(("Addendum", "meanings", f'"Addendum" means {HOSTILE}'),))
    text = site_files(replace(whole, documents=(page,)))["terms.md"].decode().split("---\n")[2]
    [link] = html.fromstring(markdown(text, extensions=["attr_list"])).xpath("//a[@class='pg-term']")
    assert (link.get("href"), link.text, link.get("title")) == ("#meanings", "Addendum", f'"Addendum" means {HOSTILE}')


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=MARKS), max_size=300))
def test_any_value_is_text_on_a_page(value: str) -> None:
    line = f"[x{markdown_text(value)}](p.md){{ .c }} <small>{markdown_text(value)}</small>"
    block = f"<ul><li>{html_text(value)}</li></ul>"
    page = html.fromstring(markdown(f"# T\n\n{line}\n\n{block}\n", extensions=["attr_list", "tables"]))
    assert page.xpath("string(//p)").split() == f"x{' '.join(value.split())} {value}".split()
    assert page.xpath("string(//li)").split() == value.split()
    assert {element.tag for element in page.iter()} == {"div", "h1", "p", "a", "small", "ul", "li"}


def record(day: str, **clauses: str) -> Mapping[str, object]:
    return page_record(day, tuple(ClauseWords(id_, id_.upper(), words) for id_, words in clauses.items()))


def test_what_is_new_since_the_last_issue_is_said_of_each_clause() -> None:
    was = {"en/p": record("2026-01-01", a="old", b="same", c="x")}
    now = {"en/p": record("2026-02-01", a="new", b="same", d="y")}
    assert changed(was, now, "en/p", LABELS, str) == (
        SiteChange("The pages now state the law of 2026-02-01; before, that of 2026-01-01."),
        SiteChange("New words: A", "a"),
        SiteChange("New: D", "d"),
        SiteChange("No longer there: C"),
    )
    assert changed({}, now, "en/p", LABELS, str) == ()


def test_changes_add_up_while_the_version_is_the_same() -> None:
    first, second, third = ({"p": record("2026-01-01", a=words)} for words in ("one", "two", "three"))
    kept = kept_of(first, second, of={"version": "1.0"})
    assert kept["before"] == first
    for now in (second, third):
        since = before(kept, now, {"version": "1.0"})
        assert (since.pages, since.words(LABELS)) == (first, "version 1.0 was first made")
    since = before(kept, third, {"version": "1.1"})
    assert (since.pages, since.words(LABELS)) == (second, "version 1.0")


def test_a_page_that_is_new_in_a_version_is_compared_with_its_own_first_words() -> None:
    first: Mapping[str, object] = {"p": record("2026-01-01", a="one")}
    more = {**first, "q": record("2026-01-01", b="one")}
    since = before(kept_of(first, more, of={"version": "1.0"}), more, {"version": "1.0"})
    assert since.pages == more


def kept_of(*issues: Mapping[str, object], of: Mapping[str, str]) -> Mapping[str, Any]:
    """What the record of a site keeps after these issues of one version, one after the other."""
    kept: Mapping[str, Any] = {}
    for now in issues:
        kept = kept_record(now, of, before(kept, now, of))
    return kept


@pytest.mark.parametrize(
    "kept", [{}, {"issue": 3}, {"issue": {"en/p": []}}, {"issue": {"en/p": {"law": 1, "clauses": {"a": 7}}}}]
)
def test_a_record_that_is_none_of_ours_tells_of_no_changes(kept: dict[str, object]) -> None:
    now = {"en/p": record("2026-02-01", a="new")}
    assert changed(before(kept, now, {}).pages, now, "en/p", LABELS, str) == ()
