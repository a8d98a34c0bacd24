"""Conditions and names of values as a reader of a page takes them in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pages.markup import upper
from pages.material import Material, once
from policygen.content.yaml_source import load_yaml
from policygen.domain.pack import Authority, Pack, Parameter
from policygen.domain.questions import Question
from policygen.domain.values import AnyValue, Duration
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

WORK = ("organisation.industry", "organisation.activities")
THAN = {
    ">=": "{0} is {1} or more",
    ">": "{0} is more than {1}",
    "<": "{0} is less than {1}",
    "<=": "{0} is {1} or less",
}
SAME = {"==": "{0} is {1}", "!=": "{0} is not {1}", "in": "{0} is among {1}", "not in": "{0} is not among {1}"}
Quoted = Callable[[Pack, Parameter], str]


@dataclass(frozen=True)
class Words:
    """What conditions and names mean, in words. `owner` is the pack whose law a condition looks at first."""

    material: Material

    @property
    def _said(self) -> Any:  # the file of words, by group
        return _words()

    @cached_property
    def _questions(self) -> dict[str, Question]:
        library = self.material.library
        asked = (*library.questions(), *(one for pack in library.packs.values() for one in pack.questions))
        return {one.id: one for one in asked} | {f"{one.id}.{part.id}": part for one in asked for part in one.fields}

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
                return f"none of this is so: {self.of(part, owner)}"
            case Ref():
                return self._holds(expr, owner, yes=True)
            case Compare(left, ((operator, right),)):
                return self._compared(left, operator, right, owner)
            case Literal(value):
                return str(value)
            case _:
                return ", ".join(self.name(one.path, owner) for one in _names(expr))

    def name(self, path: tuple[str, ...], owner: str = "") -> str:
        """What stands in the place of a value."""
        dotted, named = ".".join(path), self._said["names"]
        if dotted in named:
            return str(named[dotted])
        if path[0] == "law" and (found := self.law(path[1], owner)):
            _, one = found
            return _joined(_lower(one.says) if isinstance(one, Parameter) else one.name, self._rest(path[2:]))
        for length in range(len(path), 0, -1):
            known = ".".join(path[:length])
            if short := named.get(known) or self._short(known):
                return _joined(str(short), self._rest(path[length:]))
        if path[0] == "words":
            return f"your word for {_plain(path[-1])}"
        return " ".join(_plain(part) for part in path[-2:])

    def law(self, id_: str, owner: str = "") -> tuple[Pack, Parameter | Authority] | None:
        """The value of law of that id, that of the owner of a clause or of the packs above it before any other."""
        library = self.material.library
        for code in once((*library.stack(owner), *library.packs)):
            pack = library.packs[code]
            every: tuple[Parameter | Authority, ...] = (*pack.parameters, *pack.authorities)
            for one in every:
                if one.id == id_:
                    return pack, one
        return None

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
            if path == "size" and not yes and values[0] in self._said["not_size"]:
                return str(self._said["not_size"][values[0]])
            if path in self._said["chosen"]:
                return self._choice(path, values, yes=yes)
        if isinstance(left, Ref) and isinstance(right, Ref) and left.path[-1] == right.path[-1] == "id":
            same = "is the same person as" if operator == "==" else "is another person than"
            return f"“{self.name(left.path[:-1], owner)}” {same} “{self.name(right.path[:-1], owner)}”"
        found_law = self.law(right.path[1], owner) if isinstance(right, Ref) and right.path[0] == "law" else None
        why = f" (“{found_law[1].says}”)" if found_law and isinstance(found_law[1], Parameter) else ""
        counted = self._said["counted"].get(str(left)) if isinstance(left, Ref) else None
        number = self._value(right, owner)
        if counted and operator in (">=", "<") and number.isdecimal():
            form = counted[1] if operator == "<" else counted[2] if number == "1" else counted[0]
            return str(form).format(number) + why
        return (THAN | SAME)[operator].format(self._value(left, owner), number) + why

    def _value(self, expr: Expr, owner: str) -> str:
        if isinstance(expr, Ref) and expr.path[0] == "law" and (found := self.law(expr.path[1], owner)):
            pack, one = found
            value = self.material.law.values(pack.code).get(one.id)
            return _shown(value.value) if value else "the number of the law"
        if isinstance(expr, Ref):
            return self.name(expr.path, owner)
        if isinstance(expr, Listing):
            return " or ".join(self._value(one, owner) for one in expr.items)
        return f"“{expr.value}”" if isinstance(expr, Literal) and isinstance(expr.value, str) else self.of(expr, owner)

    def _choice(self, path: str, values: Iterable[str], *, yes: bool) -> str:
        form = self._said["chosen"].get(path)
        if form is None:
            return f"{self.name(tuple(path.split('.')))} is {'' if yes else 'not '}{_or(values)}"
        shown = _or(once(self._option(path, value) for value in values))
        return str(form[not yes]).format(shown)

    def _option(self, path: str, value: str) -> str:
        library = self.material.library
        if path == "size":
            return str(self._said["size"].get(value, value))
        if path in (*WORK, "activities") and value in library.industries:
            return str(self._said["work"][value])
        if path == "meeting_people.third_parties" and value in library.third_parties:
            return _lower(library.third_parties[value].title.partition(":")[0])
        if "languages" in path:
            return str(self._said["languages"].get(value, value))
        if path in ("jurisdiction.code", "jurisdiction.asked"):
            return self.material.law.name(value)
        if path == "place.state":
            return value.replace("-", " ").title()
        if path == "documents_issued":
            return f"“{self.material.title(value)}”"
        for option in self._questions[path].options if path in self._questions else ():
            if option.value == value:
                by_words = path in self._said["says_words"] and option.words
                return option.words if by_words else f"“{option.title}”"
        return value

    def _holds(self, name: Ref, owner: str, *, yes: bool) -> str:
        known = self._said["holds"].get(str(name))
        if known:
            return str(known[not yes])
        if name.path[0] == "law" and (found := self.law(name.path[1], owner)):
            _, one = found
            if isinstance(one, Authority):
                return f"{one.name} has {'a' if yes else 'no'} {self._rest(name.path[2:]) or 'number'}"
            says, is_so = upper(one.says.removeprefix("Whether ")), one.unit == "yes or no"
            verb = ("says" if yes else "does not say") if is_so else ("knows" if yes else "does not know")
            return f"the law of the place {verb}: “{says}”"
        return f"“{self.name(name.path, owner)}” is {'' if yes else 'not '}given"

    def _rest(self, path: tuple[str, ...]) -> str:
        return " ".join(str(self._said["attributes"].get(part, _plain(part))) for part in path)

    def _short(self, dotted: str) -> str:
        words = self.material.library.words["en"]
        found = words.get(f"interview.short.{dotted}") or (
            self._questions[dotted].short if dotted in self._questions else ""
        )
        return _lower(found)


@cache
def _words() -> Any:  # plain YAML
    return load_yaml(Path(__file__).parent / "words.yaml").data


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


def _joined(words: str, rest: str) -> str:
    return f"{words}: {rest}" if rest not in ("", "name") else words


def _shown(value: AnyValue) -> str:
    return f"{value.amount} {_plain(value.unit)}" if isinstance(value, Duration) else str(value)


def _plain(part: str) -> str:
    return part.replace("_", " ")


def _lower(words: str) -> str:
    """Without a capital at its start, unless the word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
