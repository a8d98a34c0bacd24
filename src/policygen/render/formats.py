"""One document in one format: the table of formats, with heavy imports left to the format that needs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from policygen.domain.brand import PLAIN, Brand
from policygen.domain.document import Document
from policygen.domain.library import Format
from policygen.domain.sheet import SheetKind
from policygen.errors import Diagnostic


@dataclass(frozen=True)
class Setting:
    """How documents are rendered: the words beside the text, the user's own letterhead, what its tags may print, and
    the logo and colour they bear. `other_labels` are the words in the second language of a sheet that holds two."""

    labels: Mapping[str, str]
    shell: Path | None = None
    shell_values: Mapping[str, object] | None = None
    fonts: tuple[Path, ...] = ()
    digest: str = ""
    brand: Brand = PLAIN
    other_labels: Mapping[str, str] | None = None


def remarks(document: Document, format_: Format, setting: Setting) -> tuple[Diagnostic, ...]:
    """What the maker of a file that was just rendered should know; nothing where the look is ours."""
    if format_ != "docx" or setting.shell is None:
        return ()
    from policygen.render import to_docx

    return to_docx.remarks(document, setting.labels, setting.shell, setting.shell_values or {})


def clauses_in_place(setting: Setting) -> frozenset[str]:
    """The clauses that the user's own template asks for one by one; none where it takes whole documents."""
    if setting.shell is None:
        return frozenset()
    from policygen.render.docx_shell import opened

    return opened(setting.shell).clauses


def rendered(document: Document, format_: Format, setting: Setting, sheet: SheetKind = "") -> bytes:
    """The bytes of a document in one format."""
    match format_:
        case "docx":
            from policygen.render.to_docx import docx

            return docx(document, setting.labels, setting.shell, setting.digest, setting.shell_values, setting.brand)
        case "pdf":
            from policygen.render.to_pdf import pdf

            labels = setting.labels, setting.other_labels or setting.labels
            return pdf(document, *labels, sheet=sheet, extra_fonts=setting.fonts, brand=setting.brand)
        case "html":
            from policygen.render.to_html import html

            return html(document, setting.labels, brand=setting.brand)
        case "md":
            from policygen.render.to_markdown import markdown

            return markdown(document, setting.labels)
        case _:
            assert_never(format_)
