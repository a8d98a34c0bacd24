"""Documents as Word files.

Everything but the values is laid out once per expanded text and shell, and remembered; a further document of the
same key costs filling in the values and a zip.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from pathlib import Path

from policygen.domain.brand import PLAIN, Brand
from policygen.domain.document import Document
from policygen.errors import fail
from policygen.render.docx_layout import Layout, finish, lay_out
from policygen.render.docx_parts import builtin_base
from policygen.render.docx_pen import Base
from policygen.render.shell_files import shells_dir

LABELS = ("docx.contents", "docx.page", "docx.draft", "docx.choose", "docx.cell", "docx.entries")
_REMEMBERED = 64
_layouts: OrderedDict[Hashable, Layout] = OrderedDict()


def docx(
    document: Document,
    labels: Mapping[str, str],
    shell: Path | None = None,
    manifest_digest: str = "",
    shell_values: Mapping[str, object] | None = None,
    brand: Brand = PLAIN,
) -> bytes:
    """The document as a Word file, in the built-in look or laid into the user's own `shell`.

    The same document, labels, shell and digest give the same bytes. `shell_values` are what the tags of a shell
    may print, by root name: text, numbers, dates, lists of them, and mappings for dotted names. The built-in look bears
    the logo and colour of `brand`; a shell has its own.
    """
    missing = [name for name in LABELS if name not in labels]
    if missing:
        raise fail("PG-R114", f"the words of the Word file lack {', '.join(missing)}")
    key = _key(document, labels)
    if shell is None:
        key = (key, brand)
        layout = _layouts.get(key) or lay_out(document, labels, _base(document, labels, brand))
        _remember(key, layout)
        return finish(layout, document, document.values, manifest_digest)
    from policygen.render.docx_shell import (
        opened,
    )  # docxtpl is slow to import and only foreign shells need it

    letterhead = opened(shell)
    printed = letterhead.printed(shell_values or {})
    key = (key, letterhead.digest, letterhead.decisions(shell_values or {}))
    layout = _layouts.get(key) or lay_out(document, labels, letterhead.base(document, shell_values or {}))
    _remember(key, layout)
    return finish(layout, document, (*document.values, *printed), manifest_digest)


def _base(document: Document, labels: Mapping[str, str], brand: Brand) -> Base:
    base = builtin_base(document, labels, shells_dir() / "docx")
    if brand == PLAIN:
        return base
    from policygen.render.docx_brand import branded

    return branded(base, brand, document.organisation)


def _remember(key: Hashable, layout: Layout) -> None:
    _layouts[key] = layout
    _layouts.move_to_end(key)
    while len(_layouts) > _REMEMBERED:
        _layouts.popitem(last=False)


def _key(document: Document, labels: Mapping[str, str]) -> Hashable:
    """What a layout depends on beside the expanded text; `document.key` stands for the text."""
    return (
        document.key,
        document.locale,
        document.paper,
        document.draft,
        document.contents,
        document.title,
        document.subtitle,
        document.running_head,
        document.running_foot,
        len(document.values),
        *(labels[name] for name in LABELS),
    )
