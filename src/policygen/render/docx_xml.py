"""The few pieces of WordprocessingML that every part of a Word file is written with.

Text may hold tokens (`policygen.templating.tokens`); they pass through untouched and are filled in when the file
is packed. Everything here returns XML as text: one parse at the end is cheaper than an element at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.domain.document import Side

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMESPACES = {"w": W, "r": R, "w14": W14, "w15": W15, "mc": MC}
_SIDES: Mapping[Side, str] = {"left": "", "centre": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}
_COMPLEX = frozenset({"hi", "mr", "ne", "ta", "te", "bn", "gu", "pa", "ar", "he", "fa", "ur", "th"})
_AT_HOME = {"ja": "ja-JP", "zh": "zh-CN", "ko": "ko-KR", "hi": "hi-IN", "he": "he-IL", "th": "th-TH"}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def root(name: str) -> str:
    """The opening tag of a part, with every prefix that our XML uses declared."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f'{DECLARATION}<w:{name} {spaces} mc:Ignorable="w14 w15">'


def escaped(text: str) -> str:
    """Text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Text as the value of an attribute."""
    return escaped(text).replace('"', "&quot;")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a run looks beside its paragraph's style."""

    strong: bool = False
    emphasis: bool = False
    style: str = ""
    language: str = ""

    def properties(self) -> str:
        inner = (
            (f'<w:rStyle w:val="{self.style}"/>' if self.style else "")
            + ("<w:b/><w:bCs/>" if self.strong else "")
            + ("<w:i/><w:iCs/>" if self.emphasis else "")
            + (spoken(self.language) if self.language else "")
        )
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


PLAIN = Mark()


def spoken(language: str) -> str:
    """The mark of a language on a run, for the kind of script that Word knows it by."""
    primary, _, region = language.partition("-")
    full = language if region else _AT_HOME.get(primary, language)
    name = "eastAsia" if primary in ("ja", "zh", "ko") else "bidi" if primary in _COMPLEX else "val"
    return f'<w:lang w:{name}="{full}"/>'


def run(text: str, mark: Mark = PLAIN) -> str:
    """A run of text."""
    return f'<w:r>{mark.properties()}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def line_break(mark: Mark = PLAIN) -> str:
    return f"<w:r>{mark.properties()}<w:br/></w:r>"


def tab() -> str:
    return "<w:r><w:tab/></w:r>"


def field(code: str, cached: str, mark: Mark = PLAIN) -> str:
    """A complex field with its result already in place, so that nothing has to be updated on opening."""
    props = mark.properties()
    return (
        f'<w:r>{props}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{props}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{props}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(cached, mark)}"
        f'<w:r>{props}<w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(frozen=True, slots=True)
class Format:
    """The properties of a paragraph, in the order the schema wants them."""

    style: str
    keep_next: bool = False
    new_page: bool = False
    number: tuple[int, int] | None = None
    left: int | None = None
    hanging: int = 0
    after: int | None = None
    side: Side = "left"

    def properties(self) -> str:
        return (
            f'<w:pPr><w:pStyle w:val="{self.style}"/>'
            + ("<w:keepNext/>" if self.keep_next else "")
            + ("<w:pageBreakBefore/>" if self.new_page else "")
            + _number(self.number)
            + (f'<w:spacing w:after="{self.after}"/>' if self.after is not None else "")
            + _indent(self.left, self.hanging)
            + _SIDES[self.side]
            + "</w:pPr>"
        )


def paragraph(form: Format, runs: str) -> str:
    return f"<w:p>{form.properties()}{runs}</w:p>"


def _number(number: tuple[int, int] | None) -> str:
    if number is None:
        return ""
    num, level = number
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def _indent(left: int | None, hanging: int) -> str:
    if left is None:
        return ""
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if hanging else f'<w:ind w:left="{left}"/>'
