"""Conditions as a reader of a page takes them in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pages.markup import upper
from pages.material import Material, once
from pages.value_names import WORK, Names
from policygen.domain.pack import Authority, Parameter
from policygen.templating.expression import (
    All,
    AnyOf,
    Compare,
    Expr,
    Filtered,
    Listing,
    Literal,
    Not,
    Ref,
    condition,
)

THAN = {
    ">=": "{0} is {1} or more",
    ">": "{0} is more than {1}",
    "<": "{0} is less than {1}",
    "<=": "{0} is {1} or less",
}
SAME = {"==": "{0} is {1}", "!=": "{0} is not {1}", "in": "{0} is among {1}", "not in": "{0} is not among {1}"}
EACH = "each of them"
ASKS = re.compile(r"(who|whom|when|what|how|where)\b")
NOT: dict[type, str] = {AnyOf: "none of this is so", All: "not all of this is so"}


@dataclass(frozen=True)
class Words:
    """What conditions mean, in words. `owner` is the pack whose law a condition looks at first."""

    material: Material

    @cached_property
    def names(self) -> Names:
        """The names that conditions look at."""
        return Names(self.material)

    def where(self, source: str, owner: str = "") -> str:
        """The words of a condition, to stand after "where"; empty for the condition that always holds."""
        return self.of(condition(source), owner) if source.strip() else ""

    def of(self, expr: Expr, owner: str = "") -> str:
        """The same for a condition that has been parsed."""
        match expr:
            case AnyOf():
                return self._any(expr, owner)
            case All():
                return " and ".join(once(self._inside(part, owner) for part in _flat(expr, All)))
            case Not(Ref() as name):
                return self._holds(name, owner, yes=False)
            case Not(part):
                return f"{NOT.get(type(part), 'this is not so')}: {self.of(part, owner)}"
            case Ref():
                return self._holds(expr, owner, yes=True)
            case Compare(left, ((operator, right),)):
                return self._compared(left, operator, right, owner)
            case Literal(value):
                return str(value)
            case _:
                return ", ".join(self.names.of(one.path, owner) for one in _names(expr))

    def _inside(self, part: Expr, owner: str) -> str:
        words = self.of(part, owner)
        return f"either {words}" if isinstance(part, AnyOf) and " or " in words and ", or " in words else words

    def _any(self, expr: AnyOf, owner: str) -> str:
        """Ways, those that look at one list with their values together."""
        groups: dict[str, list[str]] = {}
        ways: list[str] = []
        parts = _flat(expr, AnyOf)
        both = {path for path in WORK for part in parts if (found := _chosen(part)) and found[0] == path}
        for part in parts:
            found = _chosen(part)
            if found is None or not found[2]:
                ways.append(self.of(part, owner))
                continue
            path = "activities" if len(both) == len(WORK) and found[0] in WORK else found[0]
            ways += [] if path in groups else [path]
            groups.setdefault(path, []).extend(found[1])
        said = (self._choice(way, groups[way], yes=True) if way in groups else way for way in ways)
        return ", or ".join(once(said))

    def _compared(self, left: Expr, operator: str, right: Expr, owner: str) -> str:
        if found := _chosen(Compare(left, ((operator, right),))):
            path, values, yes = found
            if path == "size" and not yes and values[0] in self.names.said["not_size"]:
                return str(self.names.said["not_size"][values[0]])
            if path in self.names.said["chosen"]:
                return self._choice(path, values, yes=yes)
            if titles := self.names.titles(path, values):
                label, no = f"“{self.names.of(tuple(path.split('.')))}”", "" if yes else "not "
                among = isinstance(left, Literal)
                return f"{_or(titles)} is {no}among {label}" if among else f"{label} is {no}{_or(titles)}"
            if path.endswith(".id") and operator in ("==", "!="):
                return f"{self._who(tuple(path.split('.')[:-1]))} is {'' if yes else 'not '}“{values[0]}”"
        if isinstance(left, Ref) and isinstance(right, Ref) and left.path[-1] == right.path[-1] == "id":
            same = "is the same person as" if operator == "==" else "is another person than"
            return f"{self._who(left.path[:-1])} {same} {self._who(right.path[:-1])}"
        found_law = self.names.law(right.path[1], owner) if isinstance(right, Ref) and right.path[0] == "law" else None
        why = f" (“{found_law[1].says}”)" if found_law and isinstance(found_law[1], Parameter) else ""
        counted = self.names.said["counted"].get(str(left)) if isinstance(left, Ref) else None
        number = self._value(right, owner)
        if counted and operator == ">" and number == "0":
            operator, number = ">=", "1"
        if counted and operator in (">=", "<") and number.isdecimal():
            form = counted[1] if operator == "<" else counted[2] if number == "1" else counted[0]
            return str(form).format(number) + why
        return (THAN | SAME)[operator].format(self._value(left, owner), number) + why

    def _value(self, expr: Expr, owner: str) -> str:
        if isinstance(expr, Ref) and expr.path[0] == "law" and (found := self.names.law(expr.path[1], owner)):
            pack, one = found
            return self.names.value(pack, one.id)
        if isinstance(expr, Ref):
            return self.names.of(expr.path, owner)
        if isinstance(expr, Listing):
            return " or ".join(self._value(one, owner) for one in expr.items)
        return f"“{expr.value}”" if isinstance(expr, Literal) and isinstance(expr.value, str) else self.of(expr, owner)

    def _choice(self, path: str, values: Iterable[str], *, yes: bool) -> str:
        form = self.names.said["chosen"].get(path)
        if form is None:
            titles = self.names.titles(path, [*values]) or [*values]
            return f"“{self.names.of(tuple(path.split('.')))}” is {'' if yes else 'not '}{_or(once(titles))}"
        shown = _or(once(self.names.option(path, value) for value in values))
        return str(form[not yes]).format(shown)

    def _holds(self, name: Ref, owner: str, *, yes: bool) -> str:
        known = self.names.said["holds"].get(str(name))
        if known:
            return str(known[not yes])
        if name.path[0] == "law" and (found := self.names.law(name.path[1], owner)):
            _, one = found
            if isinstance(one, Authority):
                return f"{one.name} has {'a' if yes else 'no'} {self.names.rest(name.path[2:]) or 'number'}"
            says, is_so = upper(one.says.removeprefix("Whether ")), one.unit == "yes or no"
            if is_so:
                return f"the law of the place {'says' if yes else 'does not say'}: “{says}”"
            return f"the law of the place has {'a' if yes else 'no'} value for “{says}”"
        return self._given(name.path, yes=yes)

    def _given(self, path: tuple[str, ...], *, yes: bool) -> str:
        """That something was answered: said, where its name is a question; had, where it is a part of a record."""
        words, part = self.names.parted(path)
        if part:
            return f"{self._who(path[:-1])} {self.names.said['has'][part][not yes]}"
        no = "" if yes else "not "
        return f"you have {no}said {words}" if ASKS.match(words) else f"you have {no}given “{words}”"

    def _who(self, path: tuple[str, ...]) -> str:
        words = self.names.of(path)
        return str(self.names.said["each"]) if words == EACH else f"“{words}”"


def _chosen(expr: Expr) -> tuple[str, list[str], bool] | None:
    """The list or answer that is looked at, the values, and whether one of them is wanted; nothing for anything else."""
    match expr:
        case Compare(Ref() as name, (("==" | "!=" as operator, Literal(str(value))),)):
            return str(name), [value], operator == "=="
        case Compare(Literal(str(value)), (("in" | "not in" as operator, Ref() as name),)):
            return str(name), [value], operator == "in"
        case Compare(Ref() as name, (("in" | "not in" as operator, Listing(items)),)):
            return str(name), [str(one.value) for one in items if isinstance(one, Literal)], operator == "in"
        case _:
            return None


def _flat(expr: Expr, kind: type[All] | type[AnyOf]) -> list[Expr]:
    """Parts of parts of the same kind, in order."""
    if isinstance(expr, kind):
        return [one for part in expr.parts for one in _flat(part, kind)]
    return [expr]


def _names(expr: Expr) -> tuple[Ref, ...]:
    return _names(expr.part) if isinstance(expr, Filtered) else (expr,) if isinstance(expr, Ref) else ()


def _or(values: Iterable[str]) -> str:
    *rest, last = values
    return f"{', '.join(rest)} or {last}" if rest else last
