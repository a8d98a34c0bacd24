"""A Word template's tags filled in: sandboxed, strict, closed to code (`policygen.domain.word_tags` says what may stand).

A printed name becomes a token, so its value is put in when the file is packed. Names that conditions and loops
use, or that pass through a filter, are seen as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen.domain.values import Record
from policygen.domain.word_tags import FILTERS, LOOP, STRAIGHT, dotted, path_of, refuse_nodes
from policygen.templating.tokens import token

_HOLD, _LIST = "policygen_hold", "policygen_list"
_IN_TAG = re.compile(r"\{[{%].*?[%}]\}", re.S)
_RAW = re.compile(r"\{%[-+]?\s*(?:raw|endraw)\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed expression that depends on nothing but the values given: a name, its fields and filters."""

    source: str
    root: str
    fields: tuple[str, ...]
    filters: tuple[str, ...]


class Unanswered(StrictUndefined):
    """A name without an answer: nothing in a condition, an error where it is printed or looked into."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # Jinja types what raises as never returning
        return False

    def __eq__(self, other: object) -> bool:  # type: ignore[override]  # Jinja types what raises as never returning
        return isinstance(other, Undefined)

    def __ne__(self, other: object) -> bool:  # type: ignore[override]  # Jinja types what raises as never returning
        return not self == other

    def __hash__(self) -> int:  # type: ignore[override]  # Jinja types what raises as never returning
        return hash(Undefined)

    def __contains__(self, item: object) -> bool:  # type: ignore[override]  # Jinja types what raises as never returning
        return False


class ShellEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for Word templates: sandboxed, strict about unknown names, closed to calls, macros and includes."""

    def __init__(self, known: Sequence[Printed] = (), first: int = 0) -> None:
        super().__init__(undefined=Unanswered, autoescape=False)
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters[_HOLD], self.filters[_LIST] = self._hold, _listed
        self.globals = {}
        self.prints: list[Printed] = list(known)
        self.decides: set[tuple[str, ...]] = set()
        self.asks: set[tuple[str, ...]] = set()
        self._first = first

    def getattr(self, obj: object, attribute: str) -> object:
        """A field of a value. Nothing of Python's own objects can be reached."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, Record) and attribute in obj:
            return obj.get(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: Any) -> object:
        """An item of a list by its place, or a field by its name."""
        if isinstance(obj, list | tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, str(argument))

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
        if _RAW.search(source):
            raise TemplateSyntaxError("raw is not offered in a template", 1)
        tree = super()._parse(
            _IN_TAG.sub(lambda m: m[0].replace("&amp;", "&").translate(STRAIGHT), source), name, filename
        )
        refuse_nodes(tree)
        loops = list(tree.find_all(nodes.For))
        local = {"loop"} | {name.name for loop in loops for name in _names(loop.target)}
        for output in tree.find_all(nodes.Output):
            output.nodes = [self._held(node, local) for node in output.nodes]
        for condition in tree.find_all(nodes.If):
            self._ask(condition.test, local)
        for loop in loops:
            self._decide(loop.iter, local)
            loop.iter = nodes.Filter(loop.iter, _LIST, [], [], None, None, lineno=loop.lineno)
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
        said = nodes.Const(printed.source if printed else "a tag")
        return nodes.Filter(node, _HOLD, [nodes.Const(at), said], [], None, None, lineno=node.lineno)

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

    def _hold(self, value: object, at: int, source: str) -> str:
        if at >= 0:
            return token(self._first + at)
        return _in_xml(plain_value(value, source))


def plain_value(value: object, source: str) -> str:
    """The words of a value that a tag may print: text, a number or a date."""
    if isinstance(value, str):
        return getattr(value, "words", str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        raise UndefinedError(f"{source!r} is not answered; put its tag between {{% if {source} %}} and {{% endif %}}")
    raise UndefinedError(f"{source!r} has no words to print; name one of its fields")


def _listed(value: object) -> Sequence[object]:
    """What a loop runs over: a list, or nothing where nothing was answered."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, Undefined):
        return ()
    raise UndefinedError("a loop runs over something that is no list")


def _names(node: nodes.Node) -> list[nodes.Name]:
    own = [node] if isinstance(node, nodes.Name) else []
    return [*own, *node.find_all(nodes.Name)]


def _in_xml(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("{", "&#123;").replace("}", "&#125;")


def _printed(node: nodes.Node) -> Printed | None:
    """The expression as a path with filters; None where it is more than that."""
    filters: list[str] = []
    at: nodes.Node | None = node
    while isinstance(at, nodes.Filter) and not (at.args or at.kwargs):
        filters.insert(0, at.name)
        at = at.node
    path = path_of(at) if at is not None else None
    if path is None:
        return None
    return Printed("|".join((".".join(path), *filters)), path[0], path[1:], tuple(filters))
