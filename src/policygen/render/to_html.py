"""A document as one self-contained page: nothing is fetched, nothing runs, nothing typed is kept."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from policygen.domain.brand import MEDIA, PLAIN, Brand, Logo
from policygen.domain.colour import PALE, tint
from policygen.domain.document import Document, Inlines
from policygen.render.html_blocks import BlockWriter
from policygen.render.html_fields import FieldWriter
from policygen.render.html_inline import plain
from policygen.render.html_writer import Writer
from policygen.render.layout import Layout, account, fill
from policygen.render.shell_files import shell_text, shells_dir

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_PAGE_SIZES = {"a4": "A4", "letter": "Letter"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a layout depends on, and what to lay out when it is not remembered."""

    key: tuple[object, ...]
    document: Document = field(compare=False)
    labels: Mapping[str, str] = field(compare=False)
    shell: Path = field(compare=False)
    brand: Brand = PLAIN


def html(document: Document, labels: Mapping[str, str], shell: Path | None = None, brand: Brand = PLAIN) -> bytes:
    """Render a document; `labels` are the words of the `render` area, `shell` the folder with the page's looks."""
    folder = shell or shells_dir() / "html"
    words = tuple(sorted((key, text) for key, text in labels.items() if key.startswith("render.")))
    shape = _Shape((_shape_key(document), words, str(folder)), document, labels, folder, brand)
    layout = _layout(shape) if document.key else _layout.__wrapped__(shape)
    return fill(layout, document.values).encode()


def _shape_key(document: Document) -> tuple[object, ...]:
    return (
        document.key, document.id, document.variant, document.locale, document.title, document.subtitle,
        document.organisation, document.running_head, document.running_foot, document.paper, document.contents,
        document.draft,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _layout(shape: _Shape) -> Layout:
    page = _Page(shape.document, shape.labels, shape.shell, shape.brand)
    layout = page.layout()
    account(shape.document, layout, running=True)
    return layout


class _Page:
    def __init__(self, document: Document, labels: Mapping[str, str], shell: Path, brand: Brand = PLAIN) -> None:
        self.document = document
        self.labels = labels
        self.shell = shell
        self.brand = brand
        self.writer = Writer()

    def layout(self) -> Layout:
        places: dict[str, Callable[[], None]] = {
            "language": lambda: self.writer.attribute(self.document.locale),
            "direction": self._direction,
            "title": lambda: self.writer.attribute(self.document.title),
            "author": lambda: self.writer.attribute(self.document.organisation),
            "style": lambda: self.writer.markup(shell_text(self.shell / "style.css") + _colours(self.brand.colour)),
            "page_style": self._page_style,
            "classes": lambda: self.writer.markup(f"{self.document.id} numbering-{self.document.numbering}"),
            "skip": lambda: self._label("skip"),
            "head": self._head,
            "main": self._main,
            "foot": lambda: self.writer.text(self.document.running_foot),
        }
        frame = shell_text(self.shell / "page.html")
        for at, piece in enumerate(_PLACE.split(frame)):
            if at % 2:
                places[piece]()
            else:
                self.writer.markup(piece)
        return self.writer.layout()

    def _label(self, key: str) -> None:
        self.writer.text(self.labels[f"render.{key}"])

    def _direction(self) -> None:
        language = self.document.locale.partition("-")[0]
        self.writer.markup("rtl" if language in RIGHT_TO_LEFT else "ltr")

    def _head(self) -> None:
        if self.brand.logo:
            self.writer.markup(f'<p class="logo"><img src="{_inline(self.brand.logo)}" alt="')
            self.writer.attribute(self.document.organisation)
            self.writer.markup('"></p>')
        self.writer.markup('<p class="running">')
        self.writer.text(self.document.running_head)
        self.writer.markup("</p>")
        if self.document.draft:
            self.writer.markup('<p class="draft">')
            self._label("draft")
            self.writer.markup("</p>")

    def _page_style(self) -> None:
        self.writer.markup(f'@page{{size:{_PAGE_SIZES[self.document.paper]};@top-left{{content:"')
        self.writer.style(self.document.running_head)
        self.writer.markup('"}@bottom-left{content:"')
        self.writer.style(self.document.running_foot)
        self.writer.markup('"}@bottom-right{content:"')
        before, page, between, pages, after = _page_words(self.labels["render.page_of"])
        for text, counter in ((before, page), (between, pages)):
            self.writer.style(text)
            self.writer.markup(f'" counter({counter}) "')
        self.writer.style(after)
        self.writer.markup('"}}')

    def _main(self) -> None:
        blocks = BlockWriter(self.writer, FieldWriter(self.writer, self.labels, self.document.locale))
        for section in self.document.head():
            blocks.section(section)
        self.writer.markup('<div class="title"><h1>')
        self.writer.text(self.document.title)
        self.writer.markup("</h1>")
        if self.document.subtitle:
            self.writer.markup('<p class="subtitle">')
            self.writer.text(self.document.subtitle)
            self.writer.markup("</p>")
        self.writer.markup("</div>\n")
        if self.document.contents:
            self._contents()
        self.writer.markup('<div class="body">\n')
        for section in self.document.body():
            blocks.section(section)
        self.writer.markup("</div>")

    def _contents(self) -> None:
        self.writer.markup('<nav class="contents" aria-labelledby="_contents"><p id="_contents">')
        self._label("contents")
        self.writer.markup("</p><ul>")
        for section in self.document.sections:
            if section.title:
                self._entry(section.anchor, section.number, section.title)
                continue
            for clause in section.clauses:
                if clause.title and clause.level == 2:
                    self._entry(clause.anchor, clause.number, clause.title)
        self.writer.markup("</ul></nav>\n")

    def _entry(self, anchor: str, number: str, title: Inlines) -> None:
        self.writer.markup(f'<li><a href="#{anchor}">')
        words = f"{number} {plain(title)}" if number else plain(title)
        self.writer.text(words, copy=True)
        self.writer.markup("</a></li>")


def _inline(logo: Logo) -> str:
    """The logo within the page, which fetches nothing. An SVG that stands in an `img` runs nothing."""
    return f"data:{MEDIA[logo.kind]};base64,{b64encode(logo.data).decode()}"


def _colours(colour: str) -> str:
    """The page's accents in the organisation's colour, where the page is light."""
    if not colour:
        return ""
    own = f"--accent:{colour};--accent-line:{colour};--tint:{tint(colour, PALE)}"
    return f"@media (prefers-color-scheme: light){{:root{{{own}}}}}\n"


def _page_words(label: str) -> tuple[str, str, str, str, str]:
    """Cut "Page {page} of {pages}" at its counters, whichever comes first."""
    parts = re.split(r"\{(page|pages)\}", label)
    if len(parts) != 5:
        raise ValueError("render.page_of needs {page} and {pages}")
    return (parts[0], parts[1], parts[2], parts[3], parts[4])
