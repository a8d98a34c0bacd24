"""Called by mkdocs for each page: every cell of a wide table carries the head of its column, for screens too small for heads."""

import re
from html import escape, unescape
from typing import Any

_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
_HEAD = re.compile(r"<th[^>]*>(.*?)</th>", re.S)
_CELL = re.compile(r"<td(?=[ >])")
_TAG = re.compile(r"<[^>]*>")
FEW = 2  # columns that stand beside each other on any screen


def on_page_content(html: str, **_: Any) -> str:  # mkdocs ships no types
    """The page with its tables labelled."""
    return _TABLE.sub(_labelled, html)


def _labelled(table: re.Match[str]) -> str:
    heads = [escape(unescape(_TAG.sub("", head)).strip()) for head in _HEAD.findall(table[1])]
    if len(heads) <= FEW:
        return table[0]
    return f"<table data-cards>{_ROW.sub(lambda row: _row(row[0], heads), table[1])}</table>"


def _row(row: str, heads: list[str]) -> str:
    left = iter(heads)
    return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(left, "")}"', row)
