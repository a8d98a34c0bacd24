"""Text that CommonMark and Python-Markdown with its usual extensions both show as it was typed.

Backslashes would show in Python-Markdown, so what could be markup becomes a numeric entity and all else stays
readable. A piece of text is judged with a mark on either side that stands for its neighbour there.
"""

import re

LINE = "\x01"  # the line begins or ends here
VALUE = "\x02"  # a value stands here: it may hold anything
MARKUP = "\x03"  # markup of ours stands here

_AUTHORED = (
    r"[\\`*_\[\]{}<>|~^$#]"  # markup wherever it stands
    r"|&(?=[A-Za-z#\x02])"  # an entity, or one made together with a value
    r"|-(?=[->])|(?<=[-<])-"  # dashes, arrows, rules
    r"|\+(?=[+/-])|(?<=\+)\+"  # inserts, keys, plus-minus
    r"|=(?=[=/])|(?<==)="  # marks, not-equal
    r"|:(?=[^\s\x01\x03]*[:\x02])|:(?=//)|(?<=www)\."  # emoji; a bare address, in which entities would show
    r"|\((?=(?:c|r|tm)\))"  # copyright, registered, trade mark
    r"|(?<=\d)/(?=[\d\x02])|(?<=\x02)/|(?<=c)/(?=[o\x02])"  # fractions, care-of
    r"|!(?=[!\x03])"  # admonitions, pictures
)
_EDGES = r"|(?<=\x02)(?:[-=:/!?.&]|\+(?!\d))|[-+=/!&](?=\x02)|:(?=\S*\x02)"
_IN_TEXT = re.compile(_AUTHORED, re.IGNORECASE)
_IN_VALUE = re.compile(_AUTHORED + _EDGES, re.IGNORECASE)
_START = re.compile(r"^(?:[\x01\x02]\d*([.)])(?=[\s\x01\x02])|\x01([-+:!?=/;])|\x02([-+=/]))")
_SYMBOLS = re.compile(r"^(?:c|r|tm|o)$", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_UNUSUAL_SPACE = re.compile(r"[^\S ]")


def authored(text: str, before: str, after: str, *, starts: bool) -> str:
    """Escape a clause's own words; `starts` when nothing but values stands before them on the line."""
    flat = _BLANKS.sub(" ", text)
    return _escaped(_IN_TEXT, flat.lstrip() if before == LINE else flat, before, after, starts=starts)


def value(text: str) -> str:
    """Escape a value in the middle of a line."""
    return _value(text, starts=False)


def value_at_start(text: str) -> str:
    """Escape a value that may begin a line: list markers, headings and the like are kept from working too."""
    return _value(text, starts=True)


def _value(text: str, *, starts: bool) -> str:
    trimmed = _BLANKS.sub(" ", text).strip(" \n")
    if _SYMBOLS.match(trimmed):
        return _entity(trimmed[0]) + trimmed[1:]
    return _escaped(_IN_VALUE, trimmed, VALUE, VALUE, starts=starts)


def _escaped(rule: re.Pattern[str], text: str, before: str, after: str, *, starts: bool) -> str:
    framed = f"{before}{text}{after}"
    marker = _START.match(framed) if starts else None
    at = marker.end() if marker else 1
    first = framed[1 : at - 1] + _entity(framed[at - 1]) if marker else ""
    # Searching from a position, not in a slice, lets a rule see what stands before it.
    rest: list[str] = []
    end = at
    for match in rule.finditer(framed, at):
        rest += (framed[end : match.start()], _entity(match[0]))
        end = match.end()
    return first + _UNUSUAL_SPACE.sub(_space, "".join(rest) + framed[end:-1])


def _space(match: re.Match[str]) -> str:
    """Line breaks as tags, unusual spaces as entities: parsers split or strip at them."""
    return "<br>" if match[0] == "\n" else _entity(match[0])


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
