"""Strict YAML with positions: YAML 1.2 scalars, no duplicate keys, bounded aliases, file:line:column for every value."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from policygen.content.read_before import once
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
_NOT_ALWAYS_TEXT = frozenset("-+.0123456789tTfFnN~")  # a plain scalar that starts otherwise is text


@dataclass(frozen=True)
class Source:
    """Parsed YAML as plain values, with the text it was written in: positions are asked for only by findings."""

    data: Any  # plain YAML values: parsed into models right after
    name: str
    text: str = ""
    first_line: int = 1
    lines: Mapping[str | int, int] = field(default_factory=dict)  # of each key or index at the top level

    @cached_property
    def positions(self) -> dict[Path_, tuple[int, int]]:
        """Where each path of keys and indexes was written (1-based)."""
        found: dict[Path_, tuple[int, int]] = {}
        node = _composed(self.text, self.name, self.first_line)
        if node is not None:
            _positions(node, (), found)
        return found

    def where(self, *path: str | int) -> Where:
        """The position of the value at `path`, or of the nearest value above it."""
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Where(self.name, line + self.first_line - 1, column)


@once()
def load_yaml(path: Path, name: str = "") -> Source:
    """Read one YAML file; `name` is how diagnostics call it."""
    name = name or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise fail(
            "PG-C001", f"cannot read {name}: {error.strerror}", Where(name), "Check the path and its permissions."
        ) from error
    return read_yaml(raw, name)


def read_yaml(raw: bytes, name: str) -> Source:
    """Parse the bytes of a YAML file."""
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
    node = _composed(text, name, first_line)
    builder = _Builder(name, first_line, may_alias="*" in text)
    data = builder.build(node, 0) if node is not None else None
    if builder.problems:
        raise PolicygenError(builder.problems)
    return Source(data, name, text, first_line, _lines(node, first_line))


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


class _Loader(_BASE):  # type: ignore[misc]  # PyYAML is untyped here
    """Composes nodes without looking up a tag for each: nobody reads the tags."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def _composed(text: str, name: str, first_line: int) -> Any:  # a node of PyYAML, or none
    _check_depth(text, name, first_line)
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        raise _syntax_error(error, name, first_line) from error


def _lines(node: Any, first_line: int) -> dict[str | int, int]:
    if isinstance(node, yaml.SequenceNode):
        return {index: child.start_mark.line + first_line for index, child in enumerate(node.value)}
    if isinstance(node, yaml.MappingNode):
        return {key.value: key.start_mark.line + first_line for key, _ in node.value}
    return {}


def _positions(node: Any, path: Path_, found: dict[Path_, tuple[int, int]]) -> None:
    found[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _positions(child, (*path, index), found)
    elif isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            at = (*path, str(key_node.value))
            _positions(value_node, at, found)
            found[at] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)


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
    def __init__(self, name: str, first_line: int, *, may_alias: bool) -> None:
        self.name = name
        self.first_line = first_line
        self.problems: list[Diagnostic] = []
        self._may_alias = may_alias
        self._aliases = 0
        self._built: set[int] = set()

    def build(self, node: Any, depth: int) -> Any:
        if self._may_alias:
            self._count_alias(node)
        if depth > MAX_DEPTH:
            raise _too_deep(self._at(node))
        kind = node.__class__
        if kind is yaml.ScalarNode:
            text = node.value
            return text if node.style or (text and text[0] not in _NOT_ALWAYS_TEXT) else _scalar(text)
        if kind is yaml.SequenceNode:
            return [self.build(child, depth + 1) for child in node.value]
        return self._mapping(node, depth + 1)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key_node.__class__ is not yaml.ScalarNode:
                self._problem("PG-C006", "a key must be plain text", key_node, "Write `key: value`.")
            elif key in result:
                self._problem("PG-C007", f'"{key}" stands here twice', key_node, "Keep one of the two.")
            else:
                result[key] = self.build(value_node, depth)
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


def _scalar(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads it; quoted and block text never comes here."""
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
