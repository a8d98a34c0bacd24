"""Whatever a value holds, both Markdown parsers show it as the page does, in every place a value can stand."""

import re
from dataclasses import replace
from functools import lru_cache

import markdown as python_markdown  # type: ignore[import-untyped]  # the package has no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.domain.document import Document, Value
from policygen.render.to_html import html
from policygen.render.to_markdown import markdown
from policygen.verify.words import html_words, markdown_words, page_words
from tests.render import html_samples as samples

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.arithmatex",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols",
    "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
    "pymdownx.progressbar",
]  # fmt: skip
CONFIG = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {"smart_enable": "all"},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
PIECES = st.sampled_from(
    ["--", "---", "-", ">", "->", "<-->", "1.", "2)", "12. ", "+ ", "- ", "* ", "# ", "> ", "    ", "\n", "**", "__",
     "``", "~~", "==", "^^", "++ctrl++", "{++a++}", "[TOC]", "[x](y)", "![a](b)", "<b>", "<script>", "</main>", "&amp;",
     "&#42;", "&", "$x$", "\\", "\\*", ":smile:", ":", "(c)", "(tm)", "c/o", "1/2", "+/-", "=/=", "1st", "!!! note",
     "??? x", "===", "///", "--8<--", "[^1]", "*[A]: b", "|", "a|b", "https://x.example/a_b_c", "a@b.example", "www.x.example/a_b",
     "ftp://", "_", "{.a}",
     "{{x}}", "c", "o", "2", "/", ".", "...", "\u3000", "\u00a0", "、", "日本", "é", "’", '"', "'", "[=50%]", ";--8<--"]
)  # fmt: skip
TEXT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12),
    st.lists(PIECES, min_size=1, max_size=5).map("".join),
).filter(str.strip)


def python_words(data: bytes) -> tuple[str, ...]:
    """The words as Python-Markdown shows them; its list numbers are counted in, as a browser counts them."""
    page = python_markdown.markdown(data.decode(), extensions=EXTENSIONS, extension_configs=CONFIG)
    page = re.sub(r'<(sup|label|span) [^>]*class="(footnote|task)[^>]*>', "", page)
    return page_words(numbered(page))


def numbered(page: str) -> str:
    """Print the numbers of ordered lists, which a browser counts."""
    stack: list[int | None] = []

    def item(match: re.Match[str]) -> str:
        if match[0].startswith("</"):
            stack.pop()
        elif match[1] in ("ol", "ul"):
            stack.append(0 if match[1] == "ol" else None)
        elif stack and (count := stack[-1]) is not None:
            stack[-1] = count + 1
            return f"<li>{count + 1}. "
        return match[0]

    return re.sub(r"</?(ol|ul)>|<(li)>", item, page)


@lru_cache
def everywhere() -> Document:
    """Two values in every place a value can stand."""
    p = samples.Printed()

    def a() -> str:
        return p.say("A", "a")

    def b() -> str:
        return p.say("B", "b")

    body = (
        f"{a()} begins a line. It is also **{a()}** in the middle, *{b()}*, x{a()}y, ({a()}), {a()}/{b()}, "
        f"{a()}{b()}.\n\n"
        f"{a()}{b()} begin. Ends with {a()}\n\n"
        f"{a()}. And {a()}) more: {b()}: {a()}-{b()} +{a()} ={a()} 1/{b()} c/{a()} &{a()}; !{b()}\n\n"
        f"- {a()}\n- **{a()}**: and {b()}\n- text\n    - {b()} nested\n        - {a()}\n\n1. {a()}\n2. {b()} last\n\n"
        f"| {a()} | B |\n|---|---|\n| {a()} | **{b()}** and {a()} |\n| {b()}{a()} | x |\n\n"
        f"> {a()} in a box\n>\n> - {b()}\n\n### {a()} heading {b()}\n\n"
        f"word**{a()}**word [{a()}](https://www.example.org/) ![]"
    ).replace(" ![]", f" **{a()}** *{b()}* end")
    fields = "```fields\n- {id: a, kind: text, label: NAME}\n- {id: t, kind: tick, label: NAME}\n"
    fields += "- {id: e, kind: entries, label: NAME, columns: [A, NAME], rows: 2}\n```"
    fields = fields.replace("NAME", a())
    sign = "```sign\nheading: NAME\nfields:\n- {id: s, kind: signature, label: NAME}\n```".replace("NAME", a())
    return samples.document(
        p,
        samples.section("one", f"{a()} in a title", samples.clause("first", f"{b()}", body, "1.1"), number="1"),
        samples.section("two", "", samples.clause("second", "", f"{a()}\n\n{b()}", level=2), look="box"),
        samples.section("three", "Blanks", samples.clause("third", "", fields), samples.clause("fourth", "", sign)),
        id="everywhere", title=f"{a()} {b()}", subtitle=f"{b()} here", values=tuple(p.values),
    )  # fmt: skip


def with_values(a: str, b: str) -> Document:
    document = everywhere()
    chosen = {"a": a, "b": b}
    return replace(document, values=tuple(Value(chosen[value.source], value.source) for value in document.values))


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_any_value_reads_the_same_in_html_and_in_both_markdown_parsers(a: str, b: str) -> None:
    document = with_values(a.strip(), b.strip())
    words = html_words(html(document, samples.labels()))
    written = markdown(document, samples.labels())
    assert markdown_words(written) == words
    assert python_words(written) == words


@pytest.mark.parametrize("name", samples.ALL)
def test_the_formats_say_the_same_words_in_the_same_order(name: str) -> None:
    document = samples.ALL[name]()
    words = html_words(html(document, samples.labels()))
    written = markdown(document, samples.labels())
    assert len(words) > 40
    assert markdown_words(written) == words
    assert python_words(written) == words
