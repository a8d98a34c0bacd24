"""Called by mkdocs for each page: a cell of a wide table says under which head it stands, for a phone that shows one row at a time.

A cell that holds only marks, or ways to elsewhere, is not searched: each thing is found where it stands.
"""

import re
from typing import Any

WIDE = 3
WAYS = {
    "Answered by",
    "Asked by",
    "Basis, evidence",
    "Formats",
    "How binding",
    "Level",
    "Rests on",
    "Said by",
    "Used for",
}
_TABLE = re.compile(r"<table>.*?</table>", re.S)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_ROW = re.compile(r"<tr>.*?</tr>", re.S)
_CELL = re.compile(r"<td\b")
_TAG = re.compile(r"<[^>]+>")


def on_page_content(html: str, **_: Any) -> str:  # mkdocs ships no types
    """The page with its tables labelled."""
    return _TABLE.sub(lambda found: _labelled(found[0]), html)


def _labelled(table: str) -> str:
    heads = [_TAG.sub("", head).replace('"', "&quot;").strip() for head in _HEAD.findall(table)]
    if len(heads) < WIDE:
        return table
    named = table.replace("<table>", "<table data-wide>", 1).replace("<thead>", "<thead data-search-exclude>", 1)
    return _ROW.sub(lambda row: _row(row[0], heads), named)


def _row(row: str, heads: list[str]) -> str:
    """A row whose cells are labelled, first to last."""
    left = iter(heads)
    return _CELL.sub(lambda cell: f"{cell[0]}{_under(next(left, ''))}", row)


def _under(head: str) -> str:
    return f' data-head="{head}"' + (" data-search-exclude" if head in WAYS else "")
