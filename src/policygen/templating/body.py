"""Clause bodies: text with printed names, branches and loops, expanded to text in which values are tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from jinja2 import Environment, TemplateSyntaxError, nodes

from policygen.domain.document import Value
from policygen.domain.values import AnyValue, Missing, Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.templating import tokens
from policygen.templating.expression import (
    Expr,
    Filtered,
    Literal,
    Ref,
    Scope,
    Unknown,
    attribute,
    convert,
    evaluate,
    refs,
    value,
)  # fmt: skip
from policygen.templating.filters import Speaker, apply, plain

MOST_BODY = 50_000
MOST_EXPANDED = 500_000
_ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
_BLOCK_TAGS_ONLY = re.compile(r"\s*(\{%[^%]*%\}\s*)+")


@dataclass(frozen=True, slots=True)
class Say:
    """A printed expression and the line of the body it stands on (from 1)."""

    expr: Expr
    line: int


@dataclass(frozen=True, slots=True)
class Branch:
    condition: Expr
    then: tuple["Part", ...]
    otherwise: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Each:
    name: str
    source: Expr
    body: tuple["Part", ...]
    line: int


Part = str | Say | Branch | Each


@dataclass(frozen=True, slots=True)
class Expanded:
    """A body after its branches and loops: Markdown with a token for each printed value, counted from 0."""

    text: str
    values: tuple[Value, ...]


@lru_cache(maxsize=4096)
def body(source: str, where: Where = Where()) -> tuple[Part, ...]:
    """Parse a body. Refuses everything outside the closed subset, with the line it stands on."""
    if len(source) > MOST_BODY:
        raise fail("PG-T020", f"a clause may be {MOST_BODY} characters long", where, "Split the clause.")
    if tokens.RESERVED.search(source):
        raise fail(
            "PG-T021", "the text holds a character reserved for values", where, "Remove the private-use character."
        )
    if "{#" in source:
        raise fail("PG-T022", "comments are written in the front matter, not in the body", where, "Remove `{# … #}`.")
    try:
        tree = _tree(source)
    except (TemplateSyntaxError, RecursionError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise fail("PG-T023", f"cannot read the template: {error}", _at(where, line)) from error
    return tuple(_parts(tree.body, where))


@lru_cache(maxsize=4096)
def _tree(source: str) -> nodes.Template:
    """What jinja2 reads in a text; the same for every place that the text may be reported at."""
    return _ENVIRONMENT.parse(_keep_inline_line_ends(source))


def expand(
    parts: tuple[Part, ...], scope: Scope, speaker: Speaker, where: Where = Where(), draft_mark: str = ""
) -> Expanded:
    """Run a body against a scope. All printing problems are collected and raised once.

    With a `draft_mark` ("[to be completed: {name}]") a value without an answer is printed as that mark instead.
    """
    run = _Run(speaker, where, draft_mark)
    run.run(parts, scope)
    if run.problems:
        raise PolicygenError(run.problems)
    return Expanded("".join(run.text), tuple(run.values))


def read(parts: tuple[Part, ...]) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    """Every name a body reads, with the loop variables in force where it stands."""
    yield from _read(parts, ())


@dataclass(frozen=True, slots=True)
class _Inner:
    """A scope in which a loop variable hides the outer name."""

    outer: Scope
    name: str
    item: AnyValue

    def lookup(self, path: tuple[str, ...]) -> "AnyValue | Unknown":
        if path[0] != self.name:
            return self.outer.lookup(path)
        return attribute(self.item, path[1:], ".".join(path))


class _Run:
    def __init__(self, speaker: Speaker, where: Where, draft_mark: str) -> None:
        self.speaker = speaker
        self.draft_mark = draft_mark
        self.where = where
        self.text: list[str] = []
        self.size = 0
        self.values: list[Value] = []
        self.problems: list[Diagnostic] = []

    def run(self, parts: tuple[Part, ...], scope: Scope) -> None:
        for part in parts:
            match part:
                case str():
                    self._write(part)
                case Say(expr, line):
                    self._say(expr, scope, line)
                case Branch(condition, then, otherwise):
                    holds = evaluate(condition, scope)
                    if isinstance(holds, Unknown):
                        self._problem("PG-T024", f"not answered yet: {_list(holds)}", None)
                    else:
                        self.run(then if holds else otherwise, scope)
                case Each(name, source, inner, line):
                    self._each(name, source, inner, scope, line)

    def _each(self, name: str, source: Expr, inner: tuple[Part, ...], scope: Scope, line: int) -> None:
        items = value(source, scope)
        if isinstance(items, Missing):
            return
        if not isinstance(items, tuple):
            self._problem("PG-T025", f"a loop needs a list; this is {items!r}", line)
            return
        for item in items:
            self.run(inner, _Inner(scope, name, item))

    def _say(self, expr: Expr, scope: Scope, line: int) -> None:
        try:
            words = _words(expr, scope, self.speaker)
        except PolicygenError as error:
            if not self.draft_mark:
                self.problems.extend(replace(d, where=_at(self.where, line)) for d in error.diagnostics)
                return
            words = self.draft_mark.format(name=", ".join(map(str, refs(expr))))
        self.values.append(Value(words, _source(expr, scope)))
        self._write(tokens.token(len(self.values) - 1))

    def _write(self, text: str) -> None:
        self.size += len(text)
        if self.size > MOST_EXPANDED:
            raise fail(
                "PG-T026",
                f"the text grows beyond {MOST_EXPANDED} characters",
                self.where,
                "Shorten the list it loops over.",
            )
        self.text.append(text)

    def _problem(self, code: str, message: str, line: int | None) -> None:
        self.problems.append(Diagnostic(code, message, _at(self.where, line)))


def _words(expr: Expr, scope: Scope, speaker: Speaker) -> str:
    return plain(_printed(expr, scope, speaker), speaker)


def _printed(expr: Expr, scope: Scope, speaker: Speaker) -> AnyValue:
    if isinstance(expr, Filtered):
        return apply(expr.name, expr.arguments, _printed(expr.part, scope, speaker), speaker)
    result = value(expr, scope)
    if isinstance(result, Unknown):
        raise fail("PG-T024", f"not answered yet: {_list(result)}")
    return result


def _source(expr: Expr, scope: Scope) -> str:
    """The full path a printed value came from; through a loop variable, the record's own path."""
    for ref in refs(expr):
        root = scope.lookup(ref.path[:1])
        if isinstance(root, Record) and len(ref.path) > 1 and root.name != ref.path[0]:
            return ".".join((root.name, *ref.path[1:]))
        return str(ref)
    return ""


def _list(unknown: Unknown) -> str:
    return ", ".join(sorted(unknown.names))


def _parts(found: list[nodes.Node], where: Where) -> Iterator[Part]:
    for node in found:
        kind = type(node)
        if kind is nodes.Output:
            yield from _output(cast(nodes.Output, node), where)
        elif kind is nodes.If:
            yield _branch(cast(nodes.If, node), where)
        elif kind is nodes.For:
            yield _loop(cast(nodes.For, node), where)
        else:
            raise fail(
                "PG-T027",
                f"`{kind.__name__}` is not part of the language",
                _at(where, node.lineno),
                "Use if and for only.",
            )


def _output(node: nodes.Output, where: Where) -> Iterator[Part]:
    for child in node.nodes:
        if type(child) is nodes.TemplateData:
            yield child.data
            continue
        expr = convert(child, where)
        inner: Expr = expr
        while isinstance(inner, Filtered):
            inner = inner.part
        if not isinstance(inner, Ref) and not (isinstance(inner, Literal) and isinstance(inner.value, str)):
            raise fail("PG-T028", "only a name, with filters, may be printed", _at(where, child.lineno))
        yield Say(expr, child.lineno)


def _branch(node: nodes.If, where: Where) -> Branch:
    otherwise = tuple(_parts(node.else_, where))
    for elif_ in reversed(node.elif_):
        otherwise = (Branch(convert(elif_.test, where), tuple(_parts(elif_.body, where)), otherwise),)
    return Branch(convert(node.test, where), tuple(_parts(node.body, where)), otherwise)


def _loop(node: nodes.For, where: Where) -> Each:
    at = _at(where, node.lineno)
    if node.else_ or node.recursive or node.test is not None or type(node.target) is not nodes.Name:
        raise fail("PG-T029", "a loop is `for one_name in a_list`, without condition, else or recursion", at)
    if node.target.name == "loop" or node.target.name.startswith("_"):
        raise fail("PG-T029", f'"{node.target.name}" cannot be a loop name', at)
    return Each(node.target.name, convert(node.iter, where), tuple(_parts(node.body, where)), node.lineno)


def _read(parts: tuple[Part, ...], bound: tuple[str, ...]) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    for part in parts:
        match part:
            case Say(expr, line):
                yield from ((replace(ref, line=line), bound) for ref in refs(expr))
            case Branch(condition, then, otherwise):
                yield from ((ref, bound) for ref in refs(condition))
                yield from _read(then, bound)
                yield from _read(otherwise, bound)
            case Each(name, source, inner, _):
                yield from ((ref, bound) for ref in refs(source))
                yield from _read(inner, (*bound, name))


def _keep_inline_line_ends(source: str) -> str:
    """Keep the line end after a tag that shares its line with text; tags alone on a line vanish with it."""
    lines = source.splitlines(keepends=True)
    return "".join(line if _BLOCK_TAGS_ONLY.fullmatch(line) else line.replace("%}", "+%}") for line in lines)


def _at(where: Where, line: int | None) -> Where:
    if line is None:
        return where
    return Where(where.file, (where.line or 1) + line - 1, where.column, where.subject)
