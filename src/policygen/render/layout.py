"""A laid-out text: markup cut at the places of its values, so that a further document costs substitution only."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from urllib.parse import quote

from policygen.domain.document import Document, Value
from policygen.domain.phone import dialled
from policygen.errors import Where, fail
from policygen.templating import tokens

Escape = Callable[[str], str]
SCHEMES = ("https:", "mailto:", "tel:")
_FILE = re.compile(r"[A-Za-z0-9_@-][A-Za-z0-9._@-]*(?:/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)*\.(?:docx|pdf|html|md|json)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one value, or for an address made of several. A `copy` repeats words that stand elsewhere."""

    parts: tuple[str | int, ...]
    escape: Escape
    copy: bool = False


Layout = tuple[str | Slot, ...]


def fill(layout: Layout, values: Sequence[Value]) -> str:
    """Put the values into their places; nothing that was put in is read again."""
    known: dict[tuple[int, Escape], str] = {}
    out: list[str] = []
    for part in layout:
        if isinstance(part, str):
            out.append(part)
            continue
        if len(part.parts) > 1 or not isinstance(part.parts[0], int):
            out.append(part.escape(tokens.fill(part.parts, values)))
            continue
        place = (part.parts[0], part.escape)
        if place not in known:
            known[place] = part.escape(values[part.parts[0]].text)
        out.append(known[place])
    return "".join(out)


def join(parts: Sequence[str | Slot]) -> Layout:
    """The same layout with neighbouring strings made one."""
    joined: list[str | Slot] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def account(document: Document, layout: Layout, *, running: bool) -> None:
    """Fail unless every printed value has a place as often as the tree prints it, and no other value has.

    `running` says whether the format has the running head and foot.
    """
    lines = (document.running_head, document.running_foot) if running else ()
    wanted = Counter(_indexes((document.title, document.subtitle, *lines, document.sections)))
    placed = Counter(
        part
        for slot in layout
        if isinstance(slot, Slot) and not slot.copy
        for part in slot.parts
        if isinstance(part, int)
    )
    if wanted != placed:
        raise _lost(document, sorted((wanted - placed) | (placed - wanted)))


def safe_url(url: str) -> str:
    """An address fit for a link: a file beside the page, or an allowed scheme with everything unusual encoded."""
    if _FILE.fullmatch(url):
        return url
    scheme, _, rest = url.strip().partition(":")
    if f"{scheme.lower()}:" not in SCHEMES or not rest:
        raise fail(
            "PG-R011",
            f"a link leads to {url!r}",
            hint="links may begin with https:, mailto: or tel: only",
        )
    if scheme.lower() == "tel":
        rest = dialled(rest)
    return f"{scheme.lower()}:{quote(rest, safe='/:?#@!&+,;=%')}"


def _indexes(node: object) -> list[int]:
    if isinstance(node, str):
        return list(tokens.found(node))
    if isinstance(node, tuple):
        return [index for child in node for index in _indexes(child)]
    if is_dataclass(node):
        return [index for field in fields(node) for index in _indexes(getattr(node, field.name))]
    return []


def _lost(document: Document, indexes: Sequence[int]) -> Exception:
    sources = [document.values[i].source if i < len(document.values) else f"value {i}" for i in indexes]
    return fail(
        "PG-R010",
        f"values were lost or doubled while laying out: {', '.join(sources)}",
        Where(subject=document.id),
        "this is a fault of the program; please report it with the answers that show it",
    )
