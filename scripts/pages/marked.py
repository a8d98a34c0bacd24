"""Markdown with marks between its words: each stands beside the words it is about, in a list or a table too."""

import re
from html import escape

from markdown import markdown  # type: ignore[import-untyped]  # comes with mkdocs, without types

_OPEN, _CLOSE, _VALUE, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_VALUE}](\\d+){_END}")
_OPENS = f"(?:{_OPEN}\\d+{_END})+"
_BEFORE_BREAK = re.compile(f"({_OPENS})([ \\t]*\\n\\s*)")
_BEFORE_ITEM = re.compile(rf"^({_OPENS})([ \t]*(?:(?:[-*>]|#+|\d+\.) +|\| *)+)", re.M)
_NUMBER = re.compile(r"^([ \t]*)(\d+)\. ", re.M)
_INDENT = re.compile(r"^[ \t]+(?=- )", re.M)
_NO_BREAK = re.compile(
    r"^(?:(?![ \t]*- |\s*$).*\n(?=- )|- .*\n(?=[^\s-])|(?!\||\s*$).*\n(?=\|)|\|.*\n(?=[^|\s]))", re.M
)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>")
_LINE = re.compile("_{3,}")
_LINK_TO_VALUE = re.compile(f"\\[([^\\]]*)\\]\\((?:[a-z]+:)?({_VALUE}\\d+{_END})\\)")
_LINK = re.compile(r"\[([^\]]+)\]\(#[^)]*\)")


class Marked:
    """A text in the making. Marks that open stand before the words that follow, those that close after the last."""

    def __init__(self, language: str) -> None:
        self.text = ""
        self._lang = "" if language == "en" else ' lang="en"'
        self._shown: list[str] = []

    def add(self, words: str) -> None:
        """Words of the text, in which `<` and `&` are written as entities."""
        self.text += _LINK.sub(r"\1", words)

    def value(self, words: str) -> str:
        """What stands for a value, in square brackets."""
        return self._mark(_VALUE, f"<var{self._lang}>[{escape(words, quote=False)}]</var>")

    def open(self, words: str, *, apart: bool = True) -> None:
        """A condition that begins here; not `apart` from the words before, which are another case of it."""
        space = " " if not apart and self.text[-1:].strip() else ""
        self.text += space + self._mark(_OPEN, self._condition(words))

    def close(self, words: str) -> None:
        """A condition that ends here: after the last words, inside their cell of a table."""
        kept = self.text.rstrip()
        if "\n" not in self.text[len(kept) :]:
            kept = self.text
        after = self.text[len(kept) :]
        cell = "|" if kept.endswith("|") else ""
        self.text = f"{kept.removesuffix(cell)}{self._mark(_CLOSE, self._condition(words))}{cell}{after}"

    def html(self, text: str) -> str:
        """A text with marks as HTML on one line."""
        text = _LINE.sub(lambda found: self._mark(_VALUE, found[0]), _LINK_TO_VALUE.sub(r"\1 (\2)", text))
        text = _INDENT.sub("", _BEFORE_ITEM.sub(r"\2\1", _BEFORE_BREAK.sub(r"\2\1", text)))
        text = _NO_BREAK.sub(r"\g<0>\n", _NUMBER.sub(r"\1\2\\. ", text))
        made = markdown(text, extensions=["tables", "nl2br"], tab_length=2)
        made = _HEADING.sub(lambda found: f"<{found[1]}p>", made).replace("**", "")  # bold that ends in one case only
        return _MARK.sub(lambda found: self._shown[int(found[1])], made).replace("\n", " ")

    def _condition(self, words: str) -> str:
        return f"<i data-search-exclude{self._lang}> {escape(words, quote=False)} </i>"

    def _mark(self, kind: str, shown: str) -> str:
        self._shown.append(shown)
        return f"{kind}{len(self._shown) - 1}{_END}"
