"""Markdown: values as text that cannot become markup, tables, anchors and links."""

import re
from collections.abc import Iterable, Iterator, Sequence

_MARKUP = re.compile(r"[\\`*_{}\[\]|]")
_ADDRESS = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:)]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
NONE = "–"
FOLD = 8  # rows that a page shows without being asked


def text(value: object) -> str:
    """A value in a paragraph or cell: shown as it was written, with web addresses as links."""
    flat = " ".join(str(value).split())
    found, at = [], 0
    for match in _ADDRESS.finditer(flat):
        found += [_plain(flat[at : match.start()]), link(match[0])]
        at = match.end()
    return "".join([*found, _plain(flat[at:])])


def prose(words: str) -> str:
    """Words in which backticks mark code, as docstrings and messages have them."""
    parts = " ".join(words.split()).split("`")
    if len(parts) % 2 == 0:
        return text(words)
    return "".join(code(part) if at % 2 else _spaced(part) for at, part in enumerate(parts))


def code(value: object) -> str:
    """A value as code; nothing where it is empty."""
    flat = " ".join(str(value).split())
    if flat and not re.search(r"[`|\\&]", flat):
        return f"`{flat}`"
    return f"<code>{_plain(flat)}</code>" if flat else ""


def link(address: str, words: str = "") -> str:
    """A link to another site, under its name."""
    shown = words or re.sub(r"^https?://(www\.)?", "", address).partition("/")[0]
    return f"[{_plain(shown)}](<{address.replace('|', '%7C')}>)"


def to(page: str, anchor: str, words: str) -> str:
    """A link to a place in the guide; `words` are Markdown already."""
    return f"[{words}]({page}{'#' if anchor else ''}{anchor})"


def anchor(name: str) -> str:
    """A place that links can land on."""
    return f'<a id="{name}"></a>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table and the empty line after it; nothing where there is no row."""
    lines = ["| " + " | ".join(cell or NONE for cell in row) + " |" for row in rows]
    head = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*head, *lines, ""] if lines else []


def folded(level: int, title: str, name: str, rows: Sequence[object], inner: Iterable[str]) -> Iterator[str]:
    """A part under its heading; one with many rows is folded away behind it, and opens for every link into it."""
    head = f"{'#' * level} {title} {{#{name}}}\n"
    if len(rows) <= FOLD:
        yield head
        yield from inner
        return
    yield '<details class="fold" markdown="1">\n<summary markdown="block">\n'
    yield head
    yield f"{len(rows)} rows\n{{: data-search-exclude }}\n\n</summary>\n"
    yield from inner
    yield "</details>\n"


def lines(parts: Iterable[str]) -> str:
    """What stands below each other in one cell."""
    return "<br>".join(part for part in parts if part)


def items(parts: Iterable[str]) -> list[str]:
    """A list and the empty line after it."""
    found = [f"- {part}" for part in parts]
    return [*found, ""] if found else []


def noted(words: str, note: str) -> str:
    """Words with a note in brackets after them, or in the bracket that they end with."""
    bracketed = words.endswith(")") and words[: words.rfind("(")].endswith(" ")
    return f"{words[:-1]}; {note})" if bracketed else f"{words} ({note})"


def upper(words: str) -> str:
    """With a capital at its start."""
    return words[:1].upper() + words[1:]


def _plain(words: str) -> str:
    marked = _MARKUP.sub(lambda match: f"\\{match[0]}" if match[0] != "|" else "&#124;", words)
    return re.sub("[<>]|&(?!#124;)", lambda match: _ENTITIES[match[0]], marked)


def _spaced(part: str) -> str:
    """Text with the spaces at its ends, beside code."""
    if not part.strip():
        return part
    return f"{' ' * part.startswith(' ')}{text(part)}{' ' * part.endswith(' ')}"
