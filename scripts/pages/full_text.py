"""The whole text of a clause and titles as they are written, their conditions and values in words."""

import re
from collections.abc import Iterator
from html import escape

from pages.conditions import Words
from pages.forms import as_read
from policygen.domain.library import Clause
from policygen.templating.body import Branch, Each, Part, Say, body
from policygen.templating.expression import Expr, Filtered, Literal, Ref

_ALONE = re.compile(r"(^|\n)((?:<i>[^<]*</i>)+)(?!\n)")  # marks at the start of a line stand on a line of their own
_FENCE = re.compile(r"^```\w*\n?", re.M)
_REFERENCE = re.compile(r"\[\]\(#([^)]*)\)")


def full_text(words: Words, clause: Clause, name: str = "Full text") -> str:
    """HTML on one line, to fold out under `name`: every word of the clause, and the file it stands in."""
    shown = "".join(_parts(words, clause.owner, body(as_read(clause.body), clause.where())))
    shown = _FENCE.sub("", shown)
    shown = _ALONE.sub(r"\1\2\n", _REFERENCE.sub(r"<var>[number of \1]</var>", shown))
    lines = "<br>".join(_few_blanks(shown.strip().splitlines()))
    return (
        f'<details class="full" data-search-exclude><summary>{name}</summary>'
        f'<p lang="{clause.language}">{lines}</p><p>File: <code>{clause.file}</code></p></details>\n'
    )


def titled(words: Words, source: str) -> str:
    """A title that depends on answers, as text: its ways one after the other, its values in square brackets."""
    return " / ".join(way.strip() for way in _ways(words, body(source)) if way.strip())


def _parts(words: Words, owner: str, parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case str():
                yield escape(part, quote=False)
            case Say(expr, _):
                yield f"<var>[{escape(_value(words, expr, owner))}]</var>"
            case Branch():
                yield from _branch(words, owner, part, "if")
                yield _mark("end")
            case Each(_, source, inner, _):
                yield _mark(f"for each of: {_value(words, source, owner)}")
                yield from _parts(words, owner, inner)
                yield _mark("end")


def _branch(words: Words, owner: str, branch: Branch, begins: str) -> Iterator[str]:
    yield _mark(f"{begins} {words.of(branch.condition, owner)}:")
    yield from _parts(words, owner, branch.then)
    match branch.otherwise:
        case (Branch() as next_one,):
            yield from _branch(words, owner, next_one, "or if")
        case (_, *_):
            yield _mark("otherwise:")
            yield from _parts(words, owner, branch.otherwise)


def _ways(words: Words, parts: tuple[Part, ...]) -> Iterator[str]:
    """What a title may be: where it is one branch, each of its sides; a branch inside a title counts as so."""
    match parts:
        case (Branch(_, then, otherwise),):
            yield from _ways(words, then)
            yield from _ways(words, otherwise)
        case _:
            yield "".join(_flat(words, part) for part in parts)


def _flat(words: Words, part: Part) -> str:
    match part:
        case str():
            return part
        case Say(expr, _):
            return f"[{_value(words, expr, '')}]"
        case Branch(_, then, _):
            return "".join(_flat(words, one) for one in then)
        case Each(_, _, inner, _):
            return "".join(_flat(words, one) for one in inner)


def _value(words: Words, expr: Expr, owner: str) -> str:
    match expr:
        case Filtered(part, _, _):
            return _value(words, part, owner)
        case Ref(path, _):
            return words.names.of(path, owner)
        case Literal(value):
            return str(value)
        case _:
            return words.of(expr, owner)


def _mark(said: str) -> str:
    return f"<i>[{escape(said, quote=False)}]</i>"


def _few_blanks(lines: list[str]) -> Iterator[str]:
    """Never two empty lines in a row."""
    last = "-"
    for line in lines:
        if line.strip() or last.strip():
            yield line
        last = line
