"""The whole text of a clause as it is read, and titles as they are written; their conditions and values in words."""

import re
from collections.abc import Iterator
from html import escape

from pages.conditions import Words
from pages.forms import as_read
from pages.marked import Marked
from policygen.domain.library import Clause
from policygen.templating.body import Branch, Each, Part, Say, body
from policygen.templating.expression import Expr, Filtered, Literal, Ref

_FENCE = re.compile(r"^```\w*\n?", re.M)
_REFERENCE = re.compile(r"\[\]\(#([^)]*)\)")


def full_text(words: Words, clause: Clause, fold: str = "") -> str:
    """HTML on one line: every word of the clause, and the file it stands in; behind `fold`, where it has a name. The search
    of the guide looks at the words that are not folded, and never at the conditions between them."""
    marked = Marked(clause.language)
    _parts(words, clause.owner, body(as_read(clause.body), clause.where()), marked)
    text = _REFERENCE.sub(lambda found: marked.value(f"number of {found[1]}"), _FENCE.sub("", marked.text))
    shown = (
        f'<div class="full" lang="{clause.language}">{marked.html(text)}</div>'
        f"<p data-search-exclude>File: <code>{clause.file}</code></p>"
    )
    if fold:
        return f'<details class="full"><summary>{fold}</summary>{shown}</details>\n'
    return f'<div class="text">{shown}</div>\n'


def titled(words: Words, source: str) -> str:
    """A title that depends on answers, as text: its ways one after the other, its values in square brackets."""
    return " / ".join(way.strip() for way in _ways(words, body(source)) if way.strip())


def one_way(words: Words, parts: tuple[Part, ...]) -> str:
    """A text as it reads where every condition holds."""
    return "".join(_flat(words, part) for part in parts)


def said(words: Words, expr: Expr, owner: str = "") -> str:
    """What stands in the place of a value."""
    match expr:
        case Filtered(part, _, _):
            return said(words, part, owner)
        case Ref(path, _):
            return words.names.of(path, owner)
        case Literal(value):
            return str(value)
        case _:
            return words.of(expr, owner)


def _parts(words: Words, owner: str, parts: tuple[Part, ...], marked: Marked) -> None:
    for part in parts:
        match part:
            case str():
                marked.add(escape(part, quote=False).replace("&gt;", ">"))
            case Say(expr, _):
                marked.add(marked.value(said(words, expr, owner)))
            case Branch():
                _branch(words, owner, part, marked)
                marked.close("end")
            case Each(_, source, inner, _):
                marked.open(f"for each of: {said(words, source, owner)}")
                _parts(words, owner, inner, marked)
                marked.close("end")


def _branch(words: Words, owner: str, branch: Branch, marked: Marked, *, first: bool = True) -> None:
    marked.open(f"{'if' if first else 'or if'} {words.of(branch.condition, owner)}:", apart=first)
    _parts(words, owner, branch.then, marked)
    match branch.otherwise:
        case (Branch() as next_one,):
            _branch(words, owner, next_one, marked, first=False)
        case (_, *_):
            marked.open("otherwise:", apart=False)
            _parts(words, owner, branch.otherwise, marked)


def _ways(words: Words, parts: tuple[Part, ...]) -> Iterator[str]:
    """What a title may be: where it is one branch, each of its sides; a branch inside a title counts as so."""
    match parts:
        case (Branch(_, then, otherwise),):
            yield from _ways(words, then)
            yield from _ways(words, otherwise)
        case _:
            yield one_way(words, parts)


def _flat(words: Words, part: Part) -> str:
    match part:
        case str():
            return part
        case Say(expr, _):
            return f"[{said(words, expr)}]"
        case Branch(_, then, _):
            return one_way(words, then)
        case Each(_, _, inner, _):
            return one_way(words, inner)
