"""The words of a document as the body of a page: headings with their clauses' ids, and blanks beside their labels."""

import re
from functools import lru_cache

from policygen.publish.site_text import markdown_text

_ANCHORED_HEADING = re.compile(
    r'^(?P<quote>(?:> )?)(?P<kept>(?:<a id="[\w-]+"></a>)*)<a id="(?P<id>[\w-]+)"></a>\n>? *\n(?:> )?(?P<marks>#+) (?P<title>.*)$',
    re.MULTILINE,
)
# The anchor of a clause without a heading, below that of its section.
_ANCHOR_BELOW = re.compile(
    r'^(?P<marks>(?:> )?#+ )(?P<title>.* \{ #[\w-]+ \}\n>? *\n(?:> )?)(?P<kept>(?:<a id="[\w-]+"></a>)+)', re.MULTILINE
)
# A label that the document computed, or the box of a form, stands in the place of a bullet.
_LABELLED_ITEM = re.compile(r"^(?P<marker>(?:> )? *- )(?P<label>(?:\(|&#40;)\w{1,5}\)) ", re.MULTILINE)
_BOX_ITEM = re.compile(r"^(?P<marker>(?:> )? *- )(?P<box>☐|□) ", re.MULTILINE)
_TICK = re.compile(r'^(?P<quote>(?:> )?)(?P<tick>(?:<a id="[\w-]+"></a>)*[☐□] .*)$', re.MULTILINE)
_FIELD = re.compile(
    r"^(?P<quote>(?:> )?)(?P<label>\S.*\*\*)<br>\n(?:(?:> )?<br>\n)?(?:> )?(?P<blank>\.{12,}|<small>.*\.{12}.*</small>)$",
    re.MULTILINE,
)
_ENTRY = re.compile(r"^(?:> )?\|.*\.{8}.*$|^(?:> )? *- <span class=\"label box\">.*$", re.MULTILINE)
_DOTS = re.compile(r"\.{8,}")
_STOP = re.compile(r"(\]\(tel:\d+\)\*\*)\.")  # behind a number that is a button
_MAIL = re.compile(r"\[([\w.+-]+@)([\w.-]+)\](?=\(mailto:)")  # may go on in a new line behind its sign
_BLANK = '<span class="pg-blank"></span>'


@lru_cache(maxsize=256)  # as many pages as a large site has
def body(markdown: str, terms: tuple[tuple[str, str, str], ...] = ()) -> str:
    """The Markdown of a page from that of its document; `terms` are its defined terms: name, clause and definition."""
    text = _ANCHORED_HEADING.sub(_with_id, markdown)
    text = _ANCHOR_BELOW.sub(r"\g<marks>\g<kept>\g<title>", text)
    text = _LABELLED_ITEM.sub(r'\g<marker><span class="label">\g<label></span> ', text)
    text = _BOX_ITEM.sub(r'\g<marker><span class="label box">\g<box></span> ', text)
    text = _blanks(_STOP.sub(r'\1<span class="pg-stop">.</span>', text))
    text = _MAIL.sub(r"[\1<wbr>\2]", text)
    for name, anchor, says in terms:
        link = f"[{name}](#{anchor}"
        text = text.replace(f"{link})", f'{link} "{markdown_text(says)}"){{ .pg-term }}')
    return text


def _with_id(match: re.Match[str]) -> str:
    """The heading with the clause's id; the anchors of the sections around it stand at its first word."""
    return f"{match['quote']}{match['marks']} {match['kept']}{match['title']} {{ #{match['id']} }}"


def _blanks(text: str) -> str:
    """The text with its blanks as rules behind their labels: nobody writes on a screen, and dots are read out."""
    text = _TICK.sub(r"\g<quote>\g<tick>\n\g<quote>{ .pg-tick }", text)
    text = _FIELD.sub(r"\g<quote>\g<label> \g<blank>\n\g<quote>{ .pg-field }", text)
    lines = text.split("\n")
    return "\n".join(
        _DOTS.sub(_BLANK, line) if following.endswith("{ .pg-field }") or _ENTRY.match(line) else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )
