"""Strict YAML with positions: YAML 1.2 scalars, no duplicate keys, bounded aliases, file:line:column for every value."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from policygen.errors import Diagnostic, PolicygenError, Where, fail

MAX_ALIASES = 100
MAX_BYTES = 5_000_000
MAX_DEPTH = 60
Path_ = tuple[str | int, ...]
ModelT = TypeVar("ModelT", bound=BaseModel)
_DEEP = 2_000
_BOOL = {"true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_NULL = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Source:
    """Parsed YAML as plain values, and where each path of keys and indexes was written (1-based)."""

    data: Any  # plain YAML values: parsed into models right after
    positions: dict[Path_, tuple[int, int]]
    name: str
    first_line: int = 1

    def where(self, *path: str | int) -> Where:
        """The position of the value at `path`, or of the nearest value above it."""
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Where(self.name, line + self.first_line - 1, column)


def load_yaml(path: Path, name: str = "") -> Source:
    """Read one YAML file; `name` is how diagnostics call it."""
    name = name or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise fail(
            "PG-C001", f"cannot read {name}: {error.strerror}", Where(name), "Check the path and its permissions."
        ) from error
    if len(raw) > MAX_BYTES:
        raise fail("PG-C002", f"{name} is larger than {MAX_BYTES} bytes", Where(name), "Split the file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fail(
            "PG-C003", f"{name} is not UTF-8 text (byte {error.start})", Where(name), "Save the file as UTF-8."
        ) from error
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> Source:
    """Parse YAML text. `first_line` is the line of the file on which the text starts."""
    _check_depth(text, name, first_line)
    loader = _loader(text)
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        raise _syntax_error(error, name, first_line) from error
    finally:
        loader.dispose()
    builder = _Builder(name, first_line)
    data = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise PolicygenError(builder.problems)
    return Source(data, builder.positions, name, first_line)


def parse(model: type[ModelT], source: Source, path: Path_ = ()) -> ModelT:
    """Turn the value at `path` into a model; every violation becomes a diagnostic with its position."""
    data = source.data
    for part in path:
        data = data[part]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PolicygenError(
            _violation(model, source, path, dict(problem)) for problem in error.errors(include_url=False)
        ) from error


def nearest(name: str, known: "list[str] | tuple[str, ...] | set[str] | frozenset[str]") -> str:
    """A hint that names the nearest known name, or the known names where none is near."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return "Known: " + ", ".join(names[:40]) + (", …" if len(names) > 40 else "") + "." if names else ""


# PyYAML resolves scalars by YAML 1.1 only in its constructor; composing nodes and reading plain scalars ourselves
# gives YAML 1.2 (`no` is text, 012 is text, dates are text) at the speed of libyaml.
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _loader(text: str) -> Any:  # PyYAML is untyped here
    return _BASE(text)


def _check_depth(text: str, name: str, first_line: int) -> None:
    """Refuse what would overrun the stack of libyaml's composer, which calls itself for every level."""
    if text.count("[") + text.count("{") + text.count("- ") + text.count("? ") < _DEEP:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_BASE):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEP:
                raise _too_deep(_at_mark(event.start_mark, name, first_line))
    except yaml.YAMLError as error:
        raise _syntax_error(error, name, first_line) from error


def _at_mark(mark: Any, name: str, first_line: int) -> Where:  # a mark of PyYAML or of libyaml, or none
    return Where(name, mark.line + first_line, mark.column + 1) if mark else Where(name)


def _too_deep(where: Where) -> PolicygenError:
    return fail("PG-C005", f"nested more than {MAX_DEPTH} levels deep", where, "Flatten the file.")


def _syntax_error(error: Exception, name: str, first_line: int) -> PolicygenError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error) or "nested too deeply"
    where = _at_mark(mark, name, first_line)
    return fail(
        "PG-C004", f"not valid YAML: {problem}", where, "Check the indentation, colons and quotation marks here."
    )


class _Builder:
    def __init__(self, name: str, first_line: int) -> None:
        self.name = name
        self.first_line = first_line
        self.positions: dict[Path_, tuple[int, int]] = {}
        self.problems: list[Diagnostic] = []
        self._aliases = 0
        self._built: set[int] = set()

    def build(self, node: Any, path: Path_) -> Any:
        self._count_alias(node)
        self.positions[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if len(path) > MAX_DEPTH:
            raise _too_deep(self._at(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Any, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem("PG-C006", "a key must be plain text", key_node, "Write `key: value`.")
                continue
            key = str(key_node.value)
            if key in result:
                self._problem("PG-C007", f'"{key}" stands here twice', key_node, "Keep one of the two.")
                continue
            result[key] = self.build(value_node, (*path, key))
            self.positions[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return result

    def _count_alias(self, node: Any) -> None:
        if id(node) in self._built:
            self._aliases += 1
            if self._aliases > MAX_ALIASES:
                raise fail(
                    "PG-C008",
                    f"more than {MAX_ALIASES} aliases",
                    self._at(node),
                    "Write the values out instead of `*name`.",
                )
        self._built.add(id(node))

    def _at(self, node: Any) -> Where:
        return Where(self.name, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def _problem(self, code: str, message: str, node: Any, hint: str) -> None:
        self.problems.append(Diagnostic(code, message, self._at(node), hint))


def _scalar(node: Any) -> Any:
    text = str(node.value)
    if node.style:  # quoted or block text stays text
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _violation(model: type[BaseModel], source: Source, path: Path_, problem: dict[str, Any]) -> Diagnostic:
    at: Path_ = tuple(problem["loc"])
    where = source.where(*path, *at)
    key = str(at[-1]) if at else ""
    match problem["type"]:
        case "extra_forbidden":
            return Diagnostic("PG-C010", f'unknown key "{key}"', where, nearest(key, _keys(model, at[:-1])))
        case "missing":
            return Diagnostic("PG-C011", f'"{key}" is missing', where, f"Add `{key}:` here.")
        case _:
            dotted = ".".join(str(part) for part in at) or model.__name__
            return Diagnostic("PG-C012", f'"{dotted}": {problem["msg"]}', where, f"Found {problem.get('input')!r:.80}.")


def _keys(model: type[BaseModel], path: Path_) -> list[str]:
    """The field names of the model at `path`, found by walking annotations; the top model's where unsure."""
    current: type[BaseModel] = model
    for part in path:
        if isinstance(part, int):
            continue
        field = current.model_fields.get(part)
        if field is None:
            break
        inner = _model_in(field.annotation)
        if inner is None:
            break
        current = inner
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
