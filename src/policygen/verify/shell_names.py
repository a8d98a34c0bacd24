"""Whether the names that the tags of a Word template read can be filled in, those that a loop gives among them."""

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policygen.domain.word_tags import LOOP, PLACE, Tag
from policygen.errors import Diagnostic
from policygen.verify.shell_page import Page

_LOOP = "loop"
_NEAR = 0.6
_ROLE = "reporting.decides.post"
_MOST_TOLD = 12  # fields named where none is near
Bound = Mapping[str, str]  # a name that a loop gives → the list that it runs over; empty where that is not known


@dataclass(frozen=True, slots=True)
class Names:
    """What tags may print, dotted, and which clauses they may ask for; nothing is checked where nothing is known.

    `unsure` are values that may be missing. `lists` are what a loop may run over, with what its entries may be asked for.
    `samples` are one answer of each kind under its name, to try tags with.
    """

    values: Collection[str] = ()
    clauses: Collection[str] = ()
    unsure: Collection[str] = ()
    lists: Mapping[str, Collection[str]] = field(default_factory=dict)
    samples: Mapping[str, object] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """A name that can be filled in, or one that stands for all those below it."""
        return _among(name, self.values)


def bindings(loops: Sequence[Tag]) -> Bound:
    """The names that open loops give, the outermost first."""
    found: dict[str, str] = {}
    for loop in loops:
        over = _resolved(loop.reads[0], found) if loop.reads else ""
        found |= {name: over if len(loop.binds) == 1 else "" for name in loop.binds}
        found[_LOOP] = ""
    return found


def unknown(page: Page, tag: Tag, near: str, names: Names, bound: Bound) -> Iterator[Diagnostic]:
    """Clauses and names of a tag that nothing stands behind."""
    if tag.kind == "clause" and names.clauses and tag.clause not in names.clauses:
        message = f"there is no clause {tag.clause!r}"
        yield page.found("PG-V230", message, near, _nearest(tag.clause, names.clauses, "clauses"))
    for name in tag.reads if names.values else ():
        if name.partition(".")[0] in bound:
            yield from _of_entry(page, name, near, names, bound)
        elif tag.kind == "print" and name not in names.values and names.knows(name):
            message = f"{name!r} holds more than one answer"
            yield page.found("PG-V230", message, near, "name one of the fields below it")
        elif name == PLACE or not names.knows(name):
            message = f"{name!r} is not a name that can be filled in"
            hint = _below_list(name, names) or _nearest(name, names.values, "questions")
            yield page.found("PG-V230", message, near, hint)
    for name, asked in tag.picks:
        yield from _field(page, near, f"{name}[0]", asked, _resolved(name, bound), names)


def _of_entry(page: Page, name: str, near: str, names: Names, bound: Bound) -> Iterator[Diagnostic]:
    """A field of what a loop gives, against the fields of the list that it runs over."""
    root, _, rest = name.partition(".")
    over = bound[root]
    if root == _LOOP and rest not in LOOP:
        yield page.found("PG-V230", f"{name!r} is not known of a loop", near, _offer(root, rest, sorted(LOOP)))
    yield from _field(page, near, root, rest, over, names)


def _field(page: Page, near: str, root: str, asked: str, over: str, names: Names) -> Iterator[Diagnostic]:
    """A field asked of an entry, `root`, of the list `over`."""
    known = names.lists.get(over)
    if known is None or not asked or _among(asked, known):
        return
    name = f"{root}.{asked}"
    if not known:
        message = f"{name!r} has no words: an entry of {over} has no fields"
        yield page.found("PG-V230", message, near, f"write {root} alone")
        return
    message = f"{name!r} is not a field of an entry of {over}"
    yield page.found("PG-V230", message, near, _offer(root, asked, known))


def _offer(root: str, wanted: str, known: Collection[str]) -> str:
    near = _near(wanted, known)
    if near:
        return f"the nearest field is {root}.{near}"
    return f"its fields are: {', '.join(list(known)[:_MOST_TOLD])}"


def unsure(page: Page, tag: Tag, near: str, names: Names, asked: Collection[str]) -> Iterator[Diagnostic]:
    """A value that may be missing stands under a condition that asks for it, or has a default."""
    for name in tag.reads:
        known = name in asked or name.partition(".")[0] in asked
        if name in names.unsure and not known and "default" not in tag.text:
            message = f"{name!r} may have no answer, and then this template cannot be filled in"
            hint = f"write {{% if {name} %}} before what it stands in and {{% endif %}} after it"
            yield page.found("PG-V237", message, near, hint, "note")


def _resolved(name: str, bound: Bound) -> str:
    """The list behind a name: that of the answers, or one in an entry of another."""
    root, _, rest = name.partition(".")
    if root not in bound:
        return name
    return f"{bound[root]}.{rest}" if bound[root] and rest else ""


def _among(name: str, known: Collection[str]) -> bool:
    return name in known or any(one.startswith(f"{name}.") for one in known)


def _nearest(name: str, known: Collection[str], what: str) -> str:
    near = _near(name, known)
    return f"the nearest name is {near}" if near else f"run: policygen list {what}"


def _near(name: str, known: Collection[str]) -> str:
    """The name that was meant, if one is near as a whole and in its last part; nothing otherwise."""
    last = name.rpartition(".")[2]
    found = difflib.get_close_matches(name, sorted(known), n=5, cutoff=_NEAR)
    return next((one for one in found if difflib.get_close_matches(last, [one.rpartition(".")[2]], cutoff=_NEAR)), "")


def _below_list(name: str, names: Names) -> str:
    """What to write instead of a name below that of a list; nothing where there is no list above it."""
    over = next((one for one in names.lists if name.startswith(f"{one}.")), "")
    if not over:
        return ""
    named = next((one for one in names.lists[over] if one != "id"), "")
    one = f"{{{{ {over}[0].{named} }}}}" if named else f"{{{{ {over} | join(', ') }}}}"
    if over == "contacts" and _ROLE in names.values:
        one = f"a role such as {{{{ {_ROLE} }}}}"
    return f"{over} is a list: use {{% for {over.rpartition('.')[2][0]} in {over} %}}, or {one}"
