"""Fields of a form as a reader sees them: what is asked, with a line to write on."""

import re

_LINE = " ________"
_FIELD = re.compile(r'^ *- \{id: [^,]+, .*?\blabel: "(?P<label>.*?)"(?:.*?\boptions: \[(?P<options>.*)\])?.*\}$', re.M)
_LABEL = re.compile(r'^ *label: "(?P<label>.*)"$', re.M)
_HEADING = re.compile(r'^ *heading: "(?P<heading>.*)"$', re.M)
_OPTION = re.compile(r'^ *- "(?P<option>.*)"$', re.M)
_NOT_WORDS = re.compile(r"^ *(?:- id: .*|(?:kind|lines|half|columns|rows): .*|fields:|options:)\n", re.M)
_FENCE = re.compile(r"^(?P<fence>`{3,})(?:fields|sign)\n(?P<inner>.*?)^(?P=fence)$", re.M | re.S)


def as_read(source: str) -> str:
    """The text of a clause with its fields as they are read."""
    return _FENCE.sub(lambda found: _words(found["inner"]).rstrip("\n"), source)


def _words(fields: str) -> str:
    flat = _FIELD.sub(lambda found: found["label"] + (_options(found["options"]) or _LINE), fields)
    flat = _LABEL.sub(lambda found: found["label"] + _LINE, flat)
    flat = _OPTION.sub(lambda found: f"☐ {found['option']}", flat)
    return _NOT_WORDS.sub("", _HEADING.sub(lambda found: found["heading"], flat))


def _options(listed: str | None) -> str:
    found = re.findall(r'"(.*?)"', listed or "")
    return "".join(f" ☐ {one}" for one in found)
