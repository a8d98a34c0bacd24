"""Token accounting: every value that the tree prints stands in the laid-out file, in a place that shows it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from lxml import etree

from policygen.domain.document import Document, Field
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.render.docx_xml import W
from policygen.templating.tokens import found

_TEXT = f"{{{W}}}t"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_DESCRIBED = {f"{{{_DRAWING}/wordprocessingDrawing}}docPr", f"{{{_DRAWING}/picture}}cNvPr"}
_SHOWN = _DESCRIBED | {f"{{{W}}}alias", f"{{{W}}}listItem", f"{{{W}}}tblCaption", f"{{{W}}}tblDescription"}


def account(document: Document, parts: Mapping[str, bytes], hrefs: Iterable[str], own_edges: bool) -> None:
    """Raise for each value that got lost or stands where it would not be seen.

    `own_edges`: header and footer are ours, so the running lines are expected in them.
    """
    expected = Counter(_printed(document.sections))
    expected.update(found(document.title + document.subtitle))
    if own_edges:
        expected.update(found(document.running_head + document.running_foot))
    placed: Counter[int] = Counter()
    stray: set[int] = set()
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            _look(data, placed, stray)
    for href in hrefs:
        placed.update(found(href))
    lost = [index for index, times in sorted(expected.items()) if placed[index] < times]
    problems = [
        *(_problem(document, index, "got lost") for index in lost),
        *(_problem(document, index, "stands where it is not shown") for index in sorted(stray)),
    ]
    if problems:
        raise PolicygenError(problems)


def _printed(node: object) -> Iterable[int]:
    if isinstance(node, str):
        yield from found(node)
    elif isinstance(node, tuple):
        for part in node:
            yield from _printed(part)
    elif isinstance(node, Field):
        yield from _printed(node.words())
    elif is_dataclass(node):
        for part in fields(node):
            yield from _printed(getattr(node, part.name))


def _look(data: bytes, placed: Counter[int], stray: set[int]) -> None:
    if b"\xf4" not in data:
        return
    for element in etree.fromstring(data).iter():
        inside = found(element.text or "")
        if element.tag == _TEXT:
            placed.update(inside)
        else:
            stray.update(inside)
        stray.update(found(element.tail or ""))
        if element.tag not in _SHOWN:
            stray.update(index for value in element.attrib.values() for index in found(value))


def _problem(document: Document, index: int, what: str) -> Diagnostic:
    value = document.values[index] if index < len(document.values) else None
    text = f'the value "{value.text}" {what}' if value else f"value {index} of the document is not known"
    return Diagnostic(
        "PG-R113",
        f"{text} while the Word file of {document.id} was laid out",
        Where(subject=value.source if value else None),
        "leave this document out, and report it with the answers that lead to it",
    )
