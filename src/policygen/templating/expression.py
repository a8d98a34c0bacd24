"""Conditions: a closed subset of Jinja's expressions, as a small tree evaluated with three truth values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from policygen.domain.values import AnyValue, Duration, Missing, Record
from policygen.errors import PolicygenError, Where, fail

MOST_CONDITION = 2_000
FILTERS = ("and_list", "or_list", "date", "month", "number", "duration", "plural", "upper", "first")
_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}


@dataclass(frozen=True, slots=True)
class Literal:
    value: AnyValue


@dataclass(frozen=True, slots=True)
class Ref:
    """A dotted name; `line` is the line it stands on in its text, from 1."""

    path: tuple[str, ...]
    line: int = 1

    def __str__(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    left: "Expr"
    steps: tuple[tuple[str, "Expr"], ...]


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Expr"


@dataclass(frozen=True, slots=True)
class Filtered:
    part: "Expr"
    name: str
    arguments: tuple[str | int, ...]


Expr = Literal | Ref | Listing | Compare | All | AnyOf | Not | Filtered


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not decided yet: the names that have no answer so far."""

    names: frozenset[str]

    def __bool__(self) -> bool:
        raise TypeError("an unknown truth value was used as if it were decided")


class Scope(Protocol):
    """What names mean: `lookup` gives the value of a root name, `Missing`, or `Unknown` where not asked yet."""

    def lookup(self, path: tuple[str, ...]) -> "AnyValue | Unknown": ...


_ENVIRONMENT = Environment(autoescape=False)


def condition(source: str, where: Where = Where()) -> Expr:
    """Parse a `when:` text. An empty text is the condition that always holds."""
    try:
        return _known(source)
    except PolicygenError:
        return _parsed(source, where)


@lru_cache(maxsize=4_000)
def _known(source: str) -> Expr:
    """The same text is the same condition, wherever it stands."""
    return _parsed(source, Where())


def _parsed(source: str, where: Where) -> Expr:
    if not source.strip():
        return Literal(True)
    if len(source) > MOST_CONDITION:
        raise fail("PG-T001", f"a condition may be {MOST_CONDITION} characters long", where, "Derive a value instead.")
    try:
        parser = Parser(_ENVIRONMENT, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            rest = parser.stream.current.value
            hint = "Use `==` to compare." if rest == "=" else "Join two conditions by `and` or `or`."
            raise fail("PG-T002", f'one condition expected; what is "{rest}"?', where, hint)
    except (TemplateSyntaxError, RecursionError, ValueError) as error:
        raise fail("PG-T003", f"not a condition: {error}", where, f"The text is: {source[:120]}") from error
    found = convert(tree, where)
    if _filters(found):
        raise fail("PG-T003", "a filter belongs in printed text, not in a condition", where, "Take the `|` out.")
    return found


def _filters(expr: Expr) -> bool:
    match expr:
        case Filtered():
            return True
        case Listing(parts) | All(parts) | AnyOf(parts):
            return any(map(_filters, parts))
        case Compare(left, steps):
            return _filters(left) or any(_filters(step) for _, step in steps)
        case Not(part):
            return _filters(part)
        case _:
            return False


def convert(node: nodes.Node, where: Where) -> Expr:
    """Turn a node of Jinja's parser into ours; every node not listed here is refused."""
    kind = type(node)
    if kind is nodes.Const:
        value = cast(nodes.Const, node).value
        if not isinstance(value, str | int | bool):
            raise _refuse(node, where, "only text, whole numbers, true and false may be written out")
        return Literal(value)
    if kind in (nodes.Name, nodes.Getattr):
        return Ref(_path(node, where), node.lineno)
    if kind in (nodes.List, nodes.Tuple):
        return Listing(tuple(convert(item, where) for item in cast(nodes.List, node).items))
    if kind is nodes.Compare:
        compare = cast(nodes.Compare, node)
        steps = tuple((_OPERATORS[o.op], convert(o.expr, where)) for o in compare.ops)
        return Compare(convert(compare.expr, where), steps)
    if kind is nodes.And:
        both = cast(nodes.And, node)
        return All((convert(both.left, where), convert(both.right, where)))
    if kind is nodes.Or:
        either = cast(nodes.Or, node)
        return AnyOf((convert(either.left, where), convert(either.right, where)))
    if kind is nodes.Not:
        return Not(convert(cast(nodes.Not, node).node, where))
    if kind is nodes.Filter:
        return _filtered(cast(nodes.Filter, node), where)
    raise _refuse(node, where, f"{kind.__name__} is not part of the language")


def names(expr: Expr) -> frozenset[tuple[str, ...]]:
    """Every dotted name the expression reads."""
    return frozenset(ref.path for ref in refs(expr))


def refs(expr: Expr) -> tuple[Ref, ...]:
    """Every reference of the expression, in order."""
    match expr:
        case Literal():
            return ()
        case Ref():
            return (expr,)
        case Listing(items):
            return tuple(r for item in items for r in refs(item))
        case Compare(left, steps):
            return (*refs(left), *(r for _, step in steps for r in refs(step)))
        case All(parts) | AnyOf(parts):
            return tuple(r for part in parts for r in refs(part))
        case Not(part) | Filtered(part, _, _):
            return refs(part)


def evaluate(expr: Expr, scope: Scope) -> "bool | Unknown":
    """Decide the expression: true, false, or unknown with the names that are still open."""
    match expr:
        case All(parts):
            return _decide(parts, scope, stop=False)
        case AnyOf(parts):
            return _decide(parts, scope, stop=True)
        case Not(part):
            result = evaluate(part, scope)
            return result if isinstance(result, Unknown) else not result
        case Compare(left, steps):
            return _compare(left, steps, scope)
        case _:
            result_value = value(expr, scope)
            return result_value if isinstance(result_value, Unknown) else truth(result_value)


def value(expr: Expr, scope: Scope) -> "AnyValue | Unknown":
    """The value of a literal, a name or a list; the truth of anything else."""
    match expr:
        case Literal(plain):
            return plain
        case Ref(path, _):
            return scope.lookup(path)
        case Listing(items):
            found = [value(item, scope) for item in items]
            open_names = [f.names for f in found if isinstance(f, Unknown)]
            return Unknown(frozenset().union(*open_names)) if open_names else cast(tuple[AnyValue, ...], tuple(found))
        case Filtered():
            raise TypeError("a filter belongs in printed text, not in a condition")
        case _:
            return evaluate(expr, scope)


def truth(of: AnyValue) -> bool:
    """A missing, empty or zero value is false; a record is true."""
    return True if isinstance(of, Record | Duration) else bool(of)


def attribute(of: AnyValue, path: tuple[str, ...], name: str) -> AnyValue:
    """Follow attribute names through records; anything missing on the way is `Missing` under the full name."""
    for part in path:
        if not isinstance(of, Record):
            return Missing(name)
        of = of.get(part)
    return Missing(name) if isinstance(of, Missing) else of


def _decide(parts: tuple[Expr, ...], scope: Scope, *, stop: bool) -> "bool | Unknown":
    open_names: frozenset[str] = frozenset()
    for part in parts:
        result = evaluate(part, scope)
        if isinstance(result, Unknown):
            open_names |= result.names
        elif result is stop:
            return stop
    return Unknown(open_names) if open_names else not stop


def _compare(left: Expr, steps: tuple[tuple[str, Expr], ...], scope: Scope) -> "bool | Unknown":
    first = value(left, scope)
    open_names: frozenset[str] = frozenset()
    for operator, expr in steps:
        second = value(expr, scope)
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            open_names |= first.names if isinstance(first, Unknown) else frozenset()
            open_names |= second.names if isinstance(second, Unknown) else frozenset()
        elif not _holds(operator, first, second):
            return False
        first = second
    return Unknown(open_names) if open_names else True


def _holds(operator: str, left: AnyValue, right: AnyValue) -> bool:
    if isinstance(left, Missing) or isinstance(right, Missing):
        return operator in ("!=", "not in") and not (isinstance(left, Missing) and isinstance(right, Missing))
    match operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "in":
            return left in right if isinstance(right, tuple) else str(left) in str(right)
        case "not in":
            return left not in right if isinstance(right, tuple) else str(left) not in str(right)
    return _ordered(operator, left, right)


_SIZES: tuple[dict[str, int], ...] = ({"months": 1, "years": 12}, {"days": 1, "weeks": 7})
_CLEARLY = 1.1  # so much longer, a time is longer in every calendar
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _same_unit(left: Duration, right: Duration) -> tuple[AnyValue, AnyValue]:
    """Two lengths of time as numbers of one unit, or about as days; as they are where only a calendar could tell."""
    if left.unit == right.unit:
        return left.amount, right.amount
    for sizes in _SIZES:
        if left.unit in sizes and right.unit in sizes:
            return left.amount * sizes[left.unit], right.amount * sizes[right.unit]
    shorter, longer = sorted((left.days, right.days))
    return (round(left.days), round(right.days)) if longer > shorter * _CLEARLY else (left, right)


def _ordered(operator: str, left: AnyValue, right: AnyValue) -> bool:
    if isinstance(left, Duration) and isinstance(right, Duration):
        left, right = _same_unit(left, right)
    if type(left) is not type(right) or isinstance(left, str | tuple | Record | Duration):
        raise fail(
            "PG-T004",
            f"{left!r} and {right!r} cannot be put in order",
            hint="Compare numbers with numbers, dates with dates.",
        )
    return _ORDER[operator](left, right)


def _path(node: nodes.Node, where: Where) -> tuple[str, ...]:
    if type(node) is nodes.Name:
        parts: tuple[str, ...] = (node.name,)
    elif type(node) is nodes.Getattr:
        parts = (*_path(node.node, where), node.attr)
    else:
        raise _refuse(node, where, "a name is written as words with dots between them")
    if parts[-1].startswith("_"):
        raise _refuse(node, where, f'a name may not start with "_": {parts[-1]}')
    return parts


def _filtered(node: nodes.Filter, where: Where) -> Filtered:
    if node.name not in FILTERS:
        raise _refuse(node, where, f'there is no filter "{node.name}"; known: {", ".join(FILTERS)}')
    if node.node is None or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _refuse(node, where, f'the filter "{node.name}" takes plain arguments only')
    arguments: list[str | int] = []
    for argument in node.args:
        if type(argument) is not nodes.Const or not isinstance(argument.value, str | int):
            raise _refuse(node, where, f'the filter "{node.name}" takes plain text or numbers')
        arguments.append(argument.value)
    _check_arguments(node, arguments, where)
    return Filtered(convert(node.node, where), node.name, tuple(arguments))


def _check_arguments(node: nodes.Filter, arguments: Sequence[str | int], where: Where) -> None:
    match node.name, [*arguments]:
        case ("plural", [_, _]) | ("duration", [] | ["own"]):
            return
        case "plural", _:
            wanted = "the word for one and that for many in its brackets"
        case "duration", _:
            wanted = '"own" for time off, or nothing in its brackets'
        case _, []:
            return
        case _:
            wanted = "nothing in brackets"
    raise _refuse(node, where, f'the filter "{node.name}" takes {wanted}')


def _refuse(node: nodes.Node, where: Where, why: str) -> PolicygenError:
    line = (where.line or 1) + node.lineno - 1 if where.line else None
    return fail(
        "PG-T005", why, Where(where.file, line, where.column, where.subject), "Only names, comparisons, and, or, not."
    )
