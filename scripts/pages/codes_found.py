"""The messages of the program, read from its source: each code with what it says, what to do, and how grave it is."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import policygen

SOURCE = Path(policygen.__file__).parent
NEAREST = "It names the nearest, or those that there are."
SEVERITIES = ("error", "warning", "note")


@dataclass
class Found:
    """What the source holds of one code. A value put into a message stands as ‹its name›."""

    messages: dict[str, None] = field(default_factory=dict)
    hints: dict[str, None] = field(default_factory=dict)
    severities: set[str] = field(default_factory=set)


def found_codes() -> dict[str, Found]:
    """Every code that the program uses."""
    found: dict[str, Found] = defaultdict(Found)
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for around, node in _with_parents(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_code(node.value):
                _note(found[node.value], around, node)
    return dict(found)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.startswith("PG-") and value[-3:].isdigit()


def _with_parents(tree: ast.AST) -> Iterator[tuple[tuple[ast.AST, ...], ast.AST]]:
    """Every node with those around it, the nearest last."""
    waiting: list[tuple[tuple[ast.AST, ...], ast.AST]] = [((), tree)]
    while waiting:
        around, node = waiting.pop()
        yield around, node
        waiting.extend(((*around, node), child) for child in ast.iter_child_nodes(node))


def _note(found: Found, around: tuple[ast.AST, ...], node: ast.Constant) -> None:
    parent = around[-1]
    if isinstance(parent, ast.Tuple) and not any(
        _is_code(one.value) for one in parent.elts[1:] if isinstance(one, ast.Constant)
    ):
        _take(found, [one for one in parent.elts if one is not node], around)
    elif isinstance(parent, ast.Call) and node in parent.args:
        _take(found, [*(one for one in parent.args if one is not node), *(k.value for k in parent.keywords)], around)
    elif isinstance(parent, ast.keyword) and isinstance(around[-2], ast.Call):
        _take(found, [k.value for k in around[-2].keywords if k.value is not node] + around[-2].args, around)


def _take(found: Found, values: list[ast.expr], around: tuple[ast.AST, ...]) -> None:
    """The first text is the message, the second says what to do; a grade may stand among them."""
    texts: list[list[str]] = []
    for value in values:
        said = [one for one in _texts(value, around, 0) if one]
        grades = [one for one in said if one in SEVERITIES]
        found.severities.update(grades)
        if said and not grades:
            texts.append(said)
    for kept, said in zip((found.messages, found.hints), texts, strict=False):
        kept.update(dict.fromkeys(said))
    if not any(one in found.severities for one in SEVERITIES):
        found.severities.add("error")


def _texts(node: ast.expr, around: tuple[ast.AST, ...], depth: int) -> list[str]:
    """What an expression can say; nothing where it is no text."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(_part(one) for one in node.values)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in _texts(node.left, around, depth) for b in _texts(node.right, around, depth) or ["‹…›"]]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, around, depth) + _texts(node.orelse, around, depth)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "nearest":
        return [NEAREST]
    if isinstance(node, ast.Name) and depth < 2:
        return [one for value in _assigned(node.id, node.lineno, around) for one in _texts(value, around, depth + 1)]
    return []


def _assigned(name: str, line: int, around: tuple[ast.AST, ...]) -> Iterator[ast.expr]:
    """What a name was given last in the function around it, or in the module."""
    for scope in reversed(around):
        if isinstance(scope, ast.FunctionDef | ast.Module):
            given = [one for one in ast.walk(scope) if isinstance(one, ast.Assign) and _names(one) == name]
            before = [one for one in given if one.lineno <= line]
            if given:
                yield max(before, key=lambda one: one.lineno).value if before else given[0].value
                return


def _names(assign: ast.Assign) -> str:
    target = assign.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _part(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.FormattedValue)
    return f"‹{_called(node.value)}›"


def _called(node: ast.expr) -> str:
    """What a value is called in the source, as words."""
    if isinstance(node, ast.Attribute):
        return _words(node.attr)
    if isinstance(node, ast.Name):
        return _words(node.id)
    if isinstance(node, ast.Call) and node.args:
        return _called(node.args[-1])
    if isinstance(node, ast.Call):
        return _called(node.func.value) if isinstance(node.func, ast.Attribute) else _called(node.func)
    if isinstance(node, ast.Subscript):
        return _called(node.value)
    return "…"


def _words(name: str) -> str:
    return name.strip("_").replace("_", " ").lower()
