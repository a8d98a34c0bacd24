"""What a hand gets wrong in a tag of a Word template, and how the tag is written instead."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ID = r"[A-Za-z0-9][\w-]*"
_UNQUOTED = re.compile(rf"(?:p\s+)?clause\s*\(\s*(?P<id>{_ID})\s*\)", re.IGNORECASE)
_SCOPED = re.compile(r"(?P<gap>\s*)(?P<scope>tr|tc|p|r)(?P<space>\s*)(?P<rest>.+)", re.IGNORECASE | re.S)
_PLACE = re.compile(r"document|clause\s*\(.*\)", re.S)
_WORD = re.compile(r"(?:if|elif|else|endif|for|endfor)\b")
_TOO_FEW = re.compile(r"(?<!\{)\{(?![{%#])(?P<first>[^{}]*)\}\}|\{\{(?P<last>[^{}]*)\}(?!\})|\{%(?P<block>[^{}%]*)\}")
_NAME = r"\s*(?P<{}>[A-Za-z]\w*(?:\.\w+)+)\s*"
_OTHER = re.compile(
    rf"(?<!\{{)\{{{_NAME.format('brace')}\}}(?!\}})|\[{_NAME.format('square')}\]"
    rf"|<{{1,2}}{_NAME.format('angle')}>{{1,2}}|«{_NAME.format('pointed')}»"
)


class Slip(NamedTuple):
    """What is wrong with a tag, and what to write."""

    wrong: str
    write: str


def slip_in(text: str, inner: str) -> Slip | None:
    """What a hand got wrong in a tag that cannot be read; `inner` is what stands between its braces."""
    if "{{" in inner or "{%" in inner:
        return Slip("a tag begins before the one before it has ended", "end each tag with two braces, }} or %}")
    if found := _UNQUOTED.fullmatch(inner.strip()):
        return Slip("the id of a clause stands without quotation marks", f"write {{{{p clause('{found['id']}') }}}}")
    if found := _SCOPED.fullmatch(inner):
        wanted = _WORD if text.startswith("{%") else _PLACE
        if (wanted.match if text.startswith("{%") else wanted.fullmatch)(found["rest"].strip()):
            return _scope(found["gap"], found["scope"], found["space"], text[:2], found["rest"].strip())
    return None


def compares_with_one(inner: str) -> Slip:
    """What is told of a condition that cannot be read for a single `=`."""
    name, _, value = inner.partition("=")
    alone = f", or the name alone: {{% if {name.strip()} %}}" if value.strip().lower() == "true" else ""
    return Slip("a condition compares with a single =", f"write == in its place{alone}")


def braces_missing(text: str) -> Iterator[tuple[str, str]]:
    """Each tag that lacks a brace at one of its ends, with what it is meant to be; whole tags are taken out before."""
    for found in _TOO_FEW.finditer(text):
        inner = found["block"]
        meant = (
            f"{{{{ {(found['first'] or found['last'] or '').strip()} }}}}"
            if inner is None
            else f"{{% {inner.strip()} %}}"
        )
        yield found[0], meant


def in_other_brackets(text: str) -> Iterator[tuple[str, str]]:
    """Each dotted name that stands alone in brackets of another kind, with the name; whole tags are taken out before."""
    for found in _OTHER.finditer(text):
        yield found[0], next(filter(None, found.groups()))


def _scope(gap: str, scope: str, space: str, opens: str, rest: str) -> Slip:
    small, ends = scope.lower(), "}}" if opens == "{{" else "%}"
    why = f"a space is missing after {small}" if not space else f"a space stands before {small}"
    if scope != small:
        why = f"a capital {scope} begins the tag"
    elif space and not gap:
        why = f"the {small} at its beginning cannot be read"
    write = f"write a small {small}, right behind the braces and before a space: {opens}{small} {rest} {ends}"
    return Slip(why, write)
