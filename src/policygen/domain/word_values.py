"""What a tag of a Word template may print: text, numbers and dates; whatever else it meets has no text form at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateRuntimeError, UndefinedError, nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen.domain.values import Missing, Record
from policygen.domain.word_tags import FILTERS, LOOP, dotted, path_of
from policygen.errors import Diagnostic

_NAME = "{{ organisation.name }}"

UNFILLED = (TemplateError, TypeError, ValueError, ArithmeticError)  # what a tag raises that compares or divides wrongly


class NoWordsError(UndefinedError):
    """Something without words was to become text: what it is (thing, truth, record or list), a field of it that has
    words, and whether it was taken for a list."""

    def __init__(self, what: str, field: str = "", *, counted: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.field = field
        self.counted = counted


class NotAnsweredError(UndefinedError):
    """A name without an answer was to become text."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Said:
    """A tag as it stands on the page, the value that it is about, and whether it joins the entries of that."""

    text: str
    thing: str = ""
    joins: bool = False


class Unanswered(StrictUndefined):
    """A name without an answer: nothing in a condition, an error where it is printed or looked into."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = None,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = NotAnsweredError,
    ) -> None:
        super().__init__(hint, obj, name, exc)

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

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name or "")


class TagEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for the tags of Word templates: fields by name, few filters, and no text of what has none."""

    def __init__(self) -> None:
        super().__init__(undefined=Unanswered, autoescape=False)
        self.filters = {name: _careful(name, self.filters[name]) for name in FILTERS}
        self.globals = {}

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
        return self.getattr(obj, argument if isinstance(argument, str) else "")


def plain_value(value: object) -> str:
    """The words of a value that a tag may print: text, a number or a date. `NoWordsError` for all others."""
    if isinstance(value, str):
        return getattr(value, "words", str(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(shielded(value))


def shielded(value: object) -> object:
    """The value as it is where it has words, otherwise one that raises `NoWordsError` when it is to become text."""
    if isinstance(value, str | date | Undefined | _Truth | _Record | _List | _Thing):
        return value
    if isinstance(value, bool):
        return _Truth(value)
    if isinstance(value, int):
        return value
    if isinstance(value, Record):
        return _Record({name: shielded(value.get(name)) for name in value})
    if isinstance(value, Mapping):
        return _Record({name: shielded(one) for name, one in value.items()})
    if isinstance(value, list | tuple):
        return _List(shielded(one) for one in value)
    if value is None or isinstance(value, Missing):
        return Unanswered(name=value.name if value else "")
    return _Thing()


def listed(value: object) -> Sequence[object]:
    """What a loop runs over: a list, or nothing where nothing was answered."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, Undefined):
        return ()
    raise TemplateError("a loop runs over something that is no list")


def said_by(text: str, node: nodes.Node) -> Said:
    """A tag with what it is about: the first name in it, and an entry of that by its place."""
    thing = _reached(node) or next((".".join(path) for path in dotted(node)), "")
    inside = [node, *node.find_all(nodes.Filter)]
    return Said(text, thing, any(isinstance(one, nodes.Filter) and one.name == "join" for one in inside))


def explained(said: Said, problem: Exception) -> Diagnostic:
    """Why a tag cannot be filled in, and what to write instead."""
    text, thing = said.text, said.thing
    if isinstance(problem, NoWordsError):
        return _wordless(said, problem)
    if isinstance(problem, NotAnsweredError) and said.joins and problem.field and problem.field not in thing.split("."):
        hint = f"repeat them: {{% for one in {thing} %}}{{% if one.{problem.field} %}} … {{% endif %}}{{% endfor %}}"
        return Diagnostic("PG-V238", f"an entry of {thing} has no {problem.field!r}, which {text} prints", hint=hint)
    if isinstance(problem, NotAnsweredError) and text.startswith("{%"):
        hint = f"ask first whether it is: {{% if {thing} and … %}}"
        return Diagnostic("PG-V238", f"{text} asks for what is not answered", hint=hint)
    if isinstance(problem, NotAnsweredError) and thing:
        hint = f"put its tag between {{% if {thing} %}} and {{% endif %}}"
        return Diagnostic("PG-V238", f"{text} is not answered", hint=hint)
    why = problem.message if isinstance(problem, TemplateError) else "it compares what cannot be compared"
    return Diagnostic("PG-V238", f"{text} cannot be filled in: {why}", hint=f"print a name, for instance {_NAME}")


def _wordless(said: Said, problem: NoWordsError) -> Diagnostic:
    """What was to become text and has no words, and how it can be said."""
    thing, field = said.thing, problem.field
    why = {"truth": "it is yes or no", "record": "it has fields, and is no answer itself", "list": "it is a list"}
    repeated = f"repeat it with {{% for one in {thing} %}}"
    hint = f"print a name, for instance {_NAME}"
    match problem.what if thing else "":
        case "record" if not said.joins or problem.counted:
            hint = f"name one of its fields, for instance {{{{ {thing}.{field} }}}}" if field else "name a field of it"
        case "record" | "list" if field:
            hint = f"name a field: {{{{ {thing} | join(', ', attribute='{field}') }}}}, or {repeated}"
        case "list":
            hint = f"join its entries: {{{{ {thing} | join(', ') }}}}, or {repeated}"
        case "truth":
            hint = f"decide by it: {{% if {thing} %}} … {{% endif %}}"
    message = f"{said.text} has no words to print: {why.get(problem.what, 'it is no answer')}"
    return Diagnostic("PG-V238", message, hint=hint)


def _careful(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, for which nothing but words has a text form."""
    own = 1 if hasattr(filter_, "jinja_pass_arg") else 0  # Jinja's own first argument

    @wraps(filter_)
    def filtered(*args: Any, **kwargs: Any) -> Any:  # what a filter takes is the template's choice
        shown = [*args[:own], *map(shielded, args[own:])]
        try:
            found = filter_(*shown, **{key: shielded(one) for key, one in kwargs.items()})
        except (TypeError, ValueError, AttributeError) as problem:
            raise TemplateError(f"the filter {name!r} cannot be used here") from problem
        return bool(found) if isinstance(found, _Truth) else found

    return filtered


def _reached(node: nodes.Node | None) -> str:
    """The value below all filters: a dotted name, or an entry of one by its place."""
    path = path_of(node) if node is not None else None
    if path is not None:
        return ".".join(path)
    if isinstance(node, nodes.Filter):
        inner = _reached(node.node)
        return f"({inner} | {node.name})" if inner and node.name in ("first", "last") else inner
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        inner, at = _reached(node.node), node.arg.value
        return inner and (f"{inner}[{at}]" if isinstance(at, int) else f"{inner}.{at}")
    if isinstance(node, nodes.Getattr):
        inner = _reached(node.node)
        return inner and f"{inner}.{node.attr}"
    return ""


def _field_of(value: object) -> str:
    """A field that has words, to be named instead of its record."""
    if not isinstance(value, _Record):
        return ""
    return next(
        (name for name, one in value.items() if name != "id" and not isinstance(one, _Wordless | Undefined)), ""
    )


class _Wordless:
    """What raises where it is to become text. A condition may still ask it."""

    __slots__ = ()
    what = "thing"

    def _raised(self, *_: object) -> NoReturn:
        raise NoWordsError(self.what, self._field())

    def _field(self) -> str:
        return ""

    __str__ = __repr__ = __format__ = _raised


class _Thing(_Wordless):
    """Anything that is no answer at all, as what Jinja knows of a loop."""

    __slots__ = ()
    __iter__ = __len__ = _Wordless._raised

    def __bool__(self) -> bool:
        return True


class _Truth(_Wordless, int):
    """Yes or no."""

    __slots__ = ()
    what = "truth"


class _Record(_Wordless, dict[str, object]):
    """Named fields; their names are no words, so it cannot be run over either."""

    __slots__ = ()
    what = "record"

    def _counted(self) -> NoReturn:
        raise NoWordsError(self.what, self._field(), counted=True)

    __iter__ = __len__ = __reversed__ = _counted

    def _field(self) -> str:
        return _field_of(self)

    def __bool__(self) -> bool:
        return True


class _List(_Wordless, list[object]):
    """Several values: counted, joined and run over."""

    __slots__ = ()
    what = "list"

    def _field(self) -> str:
        return next(map(_field_of, self), "")
