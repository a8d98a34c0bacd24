"""What a letterhead's tags may do: print names, decide, repeat; nothing that runs code.

A printed name becomes a token, so its value is put in when the file is packed. Names that conditions and loops
use, or that pass through a filter, are seen as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen.domain.values import Record
from policygen.templating.tokens import token

FILTERS = ("upper", "lower", "title", "trim", "first", "last", "join", "length", "default")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.If,
    nodes.For, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.List,
    nodes.Tuple, nodes.Test, nodes.Getitem, nodes.Keyword,
)  # fmt: skip
_HOLD = "policygen_hold"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed expression that depends on nothing but the values given: a name, its fields and filters."""

    source: str
    root: str
    fields: tuple[str, ...]
    filters: tuple[str, ...]


class ShellEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for letterheads: sandboxed, strict about unknown names, closed to calls, macros and includes."""

    def __init__(self, known: Sequence[Printed] = (), first: int = 0) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False)
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters[_HOLD] = self._hold
        self.globals = {}
        self.prints: list[Printed] = list(known)
        self.decides: set[tuple[str, ...]] = set()
        self._first = first

    def getattr(self, obj: object, attribute: str) -> object:
        """A field of a value. Nothing of Python's own objects can be reached."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, Record) and attribute in obj:
            return obj.get(attribute)
        return self.undefined(obj=obj, name=attribute)

    def learn(self, source: str) -> None:
        """Note which names a text prints and which it decides by."""
        self.parse(source)

    def say(self, printed: Printed, values: Mapping[str, object]) -> str:
        """The text that a printed expression shows."""
        value = self.read((printed.root, *printed.fields), values)
        for name in printed.filters:
            value = self.call_filter(name, value)
        return plain_value(value, printed.source)

    def read(self, path: Sequence[str], values: Mapping[str, object]) -> Any:
        """What stands at a dotted name; Jinja's undefined where nothing does."""
        value: Any = values.get(path[0], self.undefined(name=path[0]))  # what a shell sees is the caller's
        for name in path[1:]:
            value = value if isinstance(value, Undefined) else self.getattr(value, name)
        return value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            _refuse(node)
        loops = list(tree.find_all(nodes.For))
        local = {name.name for loop in loops for name in _names(loop.target)}
        for output in tree.find_all(nodes.Output):
            output.nodes = [self._held(node, local) for node in output.nodes]
        for condition in tree.find_all(nodes.If):
            self._decide(condition.test, local)
        for loop in loops:
            self._decide(loop.iter, local)
        return tree

    def _held(self, node: nodes.Expr, local: set[str]) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData):
            return node
        printed = _printed(node)
        at = -1
        if printed is None or printed.root in local:
            self._decide(node, local)
        else:
            if printed not in self.prints:
                self.prints.append(printed)
            at = self.prints.index(printed)
        return nodes.Filter(node, _HOLD, [nodes.Const(at)], [], None, None, lineno=node.lineno)

    def _decide(self, node: nodes.Node, local: set[str]) -> None:
        self.decides |= {path for path in _paths(node) if path[0] not in local}

    def _hold(self, value: object, at: int) -> str:
        if at >= 0:
            return token(self._first + at)
        return _in_xml(plain_value(value, "a tag"))


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _paths(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    """The dotted names that an expression reads."""
    printed = _printed(node) if isinstance(node, nodes.Name | nodes.Getattr) else None
    if printed is not None:
        yield (printed.root, *printed.fields)
        return
    for child in node.iter_child_nodes():
        yield from _paths(child)


def plain_value(value: object, source: str) -> str:
    """The words of a value that a tag may print: text, a number or a date."""
    if isinstance(value, str):
        return getattr(value, "words", str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        str(value)  # a strict undefined raises, naming what it stands for
    raise UndefinedError(f"{source!r} has no words to print")


def _in_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _refuse(node: nodes.Node) -> None:
    allowed = type(node) in _ALLOWED
    if isinstance(node, nodes.Filter) and node.name not in (*FILTERS, _HOLD):
        raise TemplateSyntaxError(f"the filter {node.name!r} is not offered", node.lineno)
    if not allowed:
        raise TemplateSyntaxError(
            f"{type(node).__name__.lower()} is not offered in a letterhead; print names, use if and for", node.lineno
        )
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateSyntaxError(f"{node.attr!r} is not a name of a value", node.lineno)


def _printed(node: nodes.Node) -> Printed | None:
    """The expression as a path with filters; None where it is more than that."""
    filters: list[str] = []
    names: list[str] = []
    at: nodes.Node | None = node
    while isinstance(at, nodes.Filter) and not (at.args or at.kwargs):
        filters.insert(0, at.name)
        at = at.node
    while isinstance(at, nodes.Getattr):
        names.insert(0, at.attr)
        at = at.node
    if not isinstance(at, nodes.Name):
        return None
    path = ".".join((at.name, *names))
    return Printed("|".join((path, *filters)), at.name, tuple(names), tuple(filters))
