"""Accepting and rejecting tracked changes by the rules of ISO/IEC 29500-1, written for the tests alone.

It knows nothing of the code that marks the changes: what is rejected goes with its run, row or paragraph mark; a
paragraph whose mark goes runs on into the next, which keeps its own properties.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Literal

from lxml import etree

Verdict = Literal["accept", "reject"]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STORY = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml", "word/endnotes.xml")


def settled(data: bytes, verdict: Verdict) -> bytes:
    """The file with every change accepted or rejected, in every part that holds text."""
    names = ("del", "ins") if verdict == "accept" else ("ins", "del")
    return _each_story(data, lambda tree: _settle(tree, *names))


def uncontrolled(data: bytes) -> bytes:
    """The file with the content of its controls in their place: a clause with changes comes without its control."""
    return _each_story(data, _unwrap_controls)


def _each_story(data: bytes, change: Callable[[etree._Element], object]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith(_STORY):
                tree = etree.fromstring(part)
                change(tree)
                part = etree.tostring(tree)
            target.writestr(name, part)
    return made.getvalue()


def _settle(tree: etree._Element, goes: str, stays: str) -> None:
    for row in list(tree.iter(_w("tr"))):
        if row.find(f"{_w('trPr')}/{_w(goes)}") is not None:
            table = row.getparent()
            table.remove(row)
            if table.find(_w("tr")) is None:
                table.getparent().remove(table)
    for run in [one for one in tree.iter(_w(goes)) if one.getparent().tag not in (_w("rPr"), _w("trPr"))]:
        run.getparent().remove(run)
    for paragraph in list(tree.iter(_w("p"))):
        if paragraph.find(f"{_w('pPr')}/{_w('rPr')}/{_w(goes)}") is not None:
            _run_on(paragraph)
    for change in list(tree.iter(_w(stays))):
        _unwrap(change)
    for one in tree.iter(_w("delText")):
        one.tag = _w("t")
    for one in tree.iter(_w("delInstrText")):
        one.tag = _w("instrText")
    for link in list(tree.iter(_w("hyperlink"))):
        if not len(link):
            link.getparent().remove(link)


def _run_on(paragraph: etree._Element) -> None:
    """Join a paragraph that has lost its mark to the one after it."""
    left = [one for one in paragraph if one.tag != _w("pPr") and one.tag not in _MARKS and _shows(one)]
    after = _next(paragraph)
    if after is None:
        assert not left, "text is left before something that is no paragraph"
    else:
        at = 1 if len(after) and after[0].tag == _w("pPr") else 0
        for offset, one in enumerate(left):
            after.insert(at + offset, one)
    paragraph.getparent().remove(paragraph)


def _next(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph after one, out of and into content controls."""
    one = paragraph
    while one is not None:
        after = one.getnext()
        while after is None and one.getparent().tag in (_w("sdtContent"), _w("sdt")):
            one = one.getparent()
            after = one.getnext()
        while after is not None and after.tag == _w("sdt"):
            content = after.find(_w("sdtContent"))
            after = content[0] if len(content) else after.getnext()
        return after if after is not None and after.tag == _w("p") else None
    return None


def _shows(one: etree._Element) -> bool:
    return one.tag == _w("r") or one.find(f".//{_w('r')}") is not None


def _unwrap(change: etree._Element) -> None:
    parent = change.getparent()
    at = parent.index(change)
    for offset, child in enumerate(list(change)):
        parent.insert(at + offset, child)
    parent.remove(change)


def _unwrap_controls(tree: etree._Element) -> None:
    for control in list(tree.iter(_w("sdt"))):
        for child in list(control.find(_w("sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


_MARKS = (_w("bookmarkStart"), _w("bookmarkEnd"))
