"""The words a reader sees in a finished page or Markdown file, in order.

What belongs to the format and not to the document is left out: lists of contents, running lines, small print,
ruled lines and empty boxes. Two formats of one document must give the same words.
"""

import re
from collections.abc import MutableMapping, Sequence
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

_SKIPPED = frozenset({"head", "style", "script", "nav", "header", "footer", "small", "title"})
_INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "code", "sup", "sub", "bdi", "wbr"})
_VOID = frozenset({"br", "input", "meta", "link", "img", "hr", "wbr"})
_BLANK = re.compile(r"\.{6,}|[☐□]")


def html_words(data: bytes) -> tuple[str, ...]:
    """The words of a page: of its `<main>` if it has one."""
    return page_words(data.decode())


def markdown_words(data: bytes) -> tuple[str, ...]:
    """The words of a Markdown file as CommonMark with tables shows them, list numbers included."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.add_render_rule("list_item_open", _numbered_item)
    return page_words(parser.render(data.decode()))


def page_words(page: str) -> tuple[str, ...]:
    """The words of a page or a fragment of one."""
    reader = _Words(whole="<main" not in page)
    reader.feed(page)
    reader.close()
    return tuple(word for word in "".join(reader.text).split() if not _BLANK.fullmatch(word))


def _numbered_item(
    _renderer: RendererHTML, found: Sequence[Token], at: int, _options: OptionsDict, _env: MutableMapping[str, Any]
) -> str:
    token = found[at]
    return f"<li>{token.info}{token.markup} " if token.info else "<li>"


class _Words(HTMLParser):
    def __init__(self, *, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.inside = whole
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "main":
            self.inside = True
        if tag in _SKIPPED:
            self.skipped += 1
        if tag not in _INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.inside = False
        if tag in _SKIPPED:
            self.skipped -= 1
        if tag not in _INLINE | _VOID:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skipped:
            self.text.append(data)
