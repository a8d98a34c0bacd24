"""Values on the pages of a site: as text of HTML and as text of Markdown, never as markup."""

from html import escape

_PLAIN = frozenset(" ,'?%/=^~$")


def html_text(value: str) -> str:
    """A value inside a block of HTML: no line of it may end the block or be read as Markdown."""
    return escape(value).replace("\r", "").replace("\n", "<br>")


def markdown_text(value: str) -> str:
    """A value on one line of Markdown: what could be markup is written as a number."""
    return markdown_part(" ".join(value.split()))


def markdown_part(line: str) -> str:
    """A part of such a line, with the spaces that it begins and ends with."""
    return "".join(c if not c.isascii() or c.isalnum() or c in _PLAIN else f"&#{ord(c)};" for c in line)
