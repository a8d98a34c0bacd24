"""A document as Markdown, written from the tree: CommonMark and Python-Markdown show the same words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from policygen.domain.document import Document
from policygen.render.layout import Layout, account, fill, join
from policygen.render.markdown_blocks import BlockLines, spaced
from policygen.render.markdown_inline import Lines, plain_text


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a layout depends on, and what to lay out when it is not remembered."""

    key: tuple[object, ...]
    document: Document = field(compare=False)
    labels: Mapping[str, str] = field(compare=False)
    after: Mapping[str, str] = field(compare=False)


def markdown(document: Document, labels: Mapping[str, str], after: Mapping[str, str] | None = None) -> bytes:
    """Render a document; `labels` are the words of the `render` area.

    `after` holds a block of finished HTML for a clause, by its anchor; it stands below the clause, outside any panel.
    """
    notes = after or {}
    words = tuple(sorted((key, text) for key, text in labels.items() if key.startswith("render.")))
    key = (document.key, document.id, document.variant, document.locale, document.title, document.subtitle)
    shape = _Shape((*key, document.draft, words, tuple(notes.items())), document, labels, notes)
    layout = _layout(shape) if document.key else _layout.__wrapped__(shape)
    return fill(layout, document.values).encode()


@lru_cache(maxsize=256)  # as many pages as a large site has
def _layout(shape: _Shape) -> Layout:
    document = shape.document
    blocks = BlockLines(shape.labels, document.locale, shape.after)
    chunks = [blocks.section(section) for section in document.head()]
    chunks.append([["# ", *plain_text(document.title)]])
    if document.draft:
        chunks.append([["<small>**", *plain_text(shape.labels["render.draft"]), "**</small>"]])
    if document.subtitle:
        chunks.append([plain_text(document.subtitle, starts=True)])
    chunks += [blocks.section(section) for section in document.body()]
    lines = [[*line, "\n"] for line in spaced(_apart(chunks))]
    layout = join([part for line in lines for part in line])
    account(document, layout, running=False)
    return layout


def _apart(chunks: list[Lines]) -> list[Lines]:
    """A mark between two panels in a row, which would become one."""
    made: list[Lines] = []
    for chunk in chunks:
        if made and made[-1] and chunk and made[-1][-1][:1] in (["> "], [">"]) and chunk[0][:1] == ["> "]:
            made.append([["<!-- -->"]])
        made.append(chunk)
    return made
