"""A Word template's tags filled in: sandboxed, strict, closed to code (`policygen.domain.word_tags` says what may stand).

A printed name becomes a token, so its value is put in when the file is packed. Names that conditions and loops
use, or that pass through a filter, are seen as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.runtime import Undefined

from policygen.domain.word_tags import STRAIGHT, dotted, path_of, refuse_nodes
from policygen.domain.word_values import Said, TagEnvironment, explained, listed, plain_value, said_by
from policygen.templating.tokens import token

_HOLD, _LIST, _AT = "policygen_hold", "policygen_list", "policygen_at"
_IN_TAG = re.compile(r"\{[{%].*?[%}]\}", re.S)
_OPENS = re.compile(r"\{%[-+]?\s*(?:if|elif|for)\b")
_RAW = re.compile(r"\{%[-+]?\s*(?:raw|endraw)\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed expression that depends on nothing but the values given: a name, its fields and filters."""

    source: str
    root: str
    fields: tuple[str, ...]
    filters: tuple[str, ...]
    said: Said = field(compare=False)


class ShellEnvironment(TagEnvironment):
    """Jinja for Word templates: sandboxed, strict about unknown names, closed to calls, macros and includes."""

    def __init__(self, known: Sequence[Printed] = (), first: int = 0) -> None:
        super().__init__()
        self.filters |= {_HOLD: self._hold, _LIST: listed, _AT: self._at}
        self.prints: list[Printed] = list(known)
        self.decides: set[tuple[str, ...]] = set()
        self.asks: set[tuple[str, ...]] = set()
        self._first = first
        self._said: list[Said] = []
        self._last = Said("a tag")

    def learn(self, source: str) -> None:
        """Note which names a text prints and which it decides by."""
        self.parse(source)

    def say(self, printed: Printed, values: Mapping[str, object]) -> str:
        """The text that a printed expression shows."""
        self._last = printed.said
        value = self.read((printed.root, *printed.fields), values)
        for name in printed.filters:
            value = self.call_filter(name, value)
        return plain_value(value)

    def told(self, problem: Exception) -> TemplateError:
        """Why the last tag cannot be filled in, with its own text and what to write instead."""
        why = explained(self._last, problem)
        return UndefinedError(f"{why.message}; {why.hint}")

    def read(self, path: Sequence[str], values: Mapping[str, object]) -> Any:
        """What stands at a dotted name; Jinja's undefined where nothing does."""
        value: Any = values.get(path[0], self.undefined(name=path[0]))  # what a shell sees is the caller's
        for name in path[1:]:
            value = value if isinstance(value, Undefined) else self.getattr(value, name)
        return value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if _RAW.search(source):
            raise TemplateSyntaxError("raw is not offered in a template", 1)
        source = _IN_TAG.sub(lambda m: m[0].replace("&amp;", "&").translate(STRAIGHT), source)
        tree = super()._parse(source, name, filename)
        refuse_nodes(tree)
        texts = self._texts(source)
        loops = list(tree.find_all(nodes.For))
        local = {"loop"} | {name.name for loop in loops for name in _names(loop.target)}
        for output in tree.find_all(nodes.Output):
            output.nodes = [
                node if isinstance(node, nodes.TemplateData) else self._held(node, next(texts["variable"]), local)
                for node in output.nodes
            ]
        for block in tree.find_all((nodes.If, nodes.For)):
            text = next(texts["block"])
            if isinstance(block, nodes.If):
                self._ask(block.test, local)
                block.test = self._noted(block.test, text)
            elif isinstance(block, nodes.For):
                self._decide(block.iter, local)
                block.iter = _filtered(self._noted(block.iter, text), _LIST)
        return tree

    def _texts(self, source: str) -> Mapping[str, Iterator[str]]:
        """The tags that print, and those that begin a condition or loop, as they stand and in their order."""
        found: dict[str, list[str]] = {"variable": [], "block": []}
        text = ""
        for _, kind, piece in self.lex(source):
            what, _, edge = kind.partition("_")
            text = piece if edge == "begin" else text + piece
            if edge == "end" and (what == "variable" or _OPENS.match(text)):
                found[what].append(text.strip())
        return {what: iter(texts) for what, texts in found.items()}

    def _noted(self, node: nodes.Node, text: str) -> nodes.Expr:
        """The expression, before which it is noted whose tag it is."""
        self._said.append(said_by(text, node))
        note = _filtered(nodes.Const(len(self._said) - 1), _AT)
        return nodes.CondExpr(note, node, nodes.Const(""), lineno=node.lineno)

    def _held(self, node: nodes.Expr, text: str, local: set[str]) -> nodes.Expr:
        printed = _printed(node, text)
        at = -1
        if printed is None or printed.root in local:
            self._decide(node, local)
        else:
            if printed not in self.prints:
                self.prints.append(printed)
            at = self.prints.index(printed)
        return _filtered(self._noted(node, text), _HOLD, nodes.Const(at))

    def _ask(self, test: nodes.Node, local: set[str]) -> None:
        """A condition that asks of names only whether they have an answer is the same for all their answers."""
        path = path_of(test)
        if path is not None:
            self.asks |= {path} if path[0] not in local else set()
        elif isinstance(test, nodes.And | nodes.Or | nodes.Not):
            for child in test.iter_child_nodes():
                self._ask(child, local)
        else:
            self._decide(test, local)

    def _decide(self, node: nodes.Node, local: set[str]) -> None:
        self.decides |= {path for path in dotted(node) if path[0] not in local}

    @pass_context
    def _at(self, _context: object, at: int) -> bool:
        """Note whose tag is filled in next. It takes Jinja's context so that it is never worked out beforehand."""
        self._last = self._said[at]
        return True

    def _hold(self, value: object, at: int) -> str:
        return token(self._first + at) if at >= 0 else _in_xml(plain_value(value))


def _filtered(node: nodes.Expr, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


def _names(node: nodes.Node) -> list[nodes.Name]:
    own = [node] if isinstance(node, nodes.Name) else []
    return [*own, *node.find_all(nodes.Name)]


def _in_xml(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("{", "&#123;").replace("}", "&#125;")


def _printed(node: nodes.Node, text: str) -> Printed | None:
    """The expression as a path with filters; None where it is more than that."""
    filters: list[str] = []
    at: nodes.Node | None = node
    while isinstance(at, nodes.Filter) and not (at.args or at.kwargs):
        filters.insert(0, at.name)
        at = at.node
    path = path_of(at) if at is not None else None
    if path is None:
        return None
    return Printed("|".join((".".join(path), *filters)), path[0], path[1:], tuple(filters), said_by(text, node))
