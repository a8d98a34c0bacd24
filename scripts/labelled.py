"""Called by mkdocs for each page: a cell of a wide table says under which head it stands, for a phone that shows one row at a time."""

import re
from typing import Any

WIDE = 3
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
    return _ROW.sub(lambda row: _row(row[0], heads), table.replace("<table>", "<table data-wide>", 1))


def _row(row: str, heads: list[str]) -> str:
    """A row whose cells are labelled, first to last."""
    left = iter(heads)
    return _CELL.sub(lambda cell: f'{cell[0]} data-head="{next(left, "")}"', row)
