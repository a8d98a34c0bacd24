"""The law behind a clause as a fold-out that opens without a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from policygen.publish.site_text import html_text


@dataclass(frozen=True, slots=True)
class LawLine:
    """One source: the citation with its address, and how it stands."""

    citation: str
    url: str
    state: str


def fold_out(lines: Sequence[LawLine], labels: Mapping[str, str]) -> str:
    """A block of HTML on one line: closed at first, and open to the keyboard."""
    items = "".join(f"<li>{_line(line, labels)}</li>" for line in lines)
    return f'<details class="pg-law"><summary>{escape(labels["site.law_behind"])}</summary><ul>{items}</ul></details>'


def _line(line: LawLine, labels: Mapping[str, str]) -> str:
    cited = html_text(line.citation)
    if line.url.startswith("https://"):
        cited = f'<a href="{escape(line.url)}">{cited}</a>'
    return labels["site.state"].format(state=cited, evidence=html_text(line.state))
