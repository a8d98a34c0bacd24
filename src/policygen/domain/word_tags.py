"""The tags that a user writes into a Word template, as values: what each one is for and which names it reads.

Jinja's own parser reads a tag; nothing is run here. The language is that of docxtpl without what runs code: names with
their fields and filters are printed, `if` and `for` decide and repeat, `document` and `clause('id')` mark places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policygen.domain.tag_slips import compares_with_one, slip_in

Kind = Literal["print", "if", "elif", "else", "endif", "for", "endfor", "comment", "document", "clause", "wrong"]
Scope = Literal["", "p", "tr", "tc", "r"]

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
PLACE = "document"
FILTERS = ("upper", "lower", "title", "trim", "first", "last", "join", "length", "default")
LOOP = frozenset({"index", "index0", "revindex", "first", "last", "length"})
LONGEST = 500
DEEPEST = 3  # loops within each other

_SHAPE = re.compile(r"\{[{%#](?P<dash>-?)(?:(?P<scope>p|tr|tc|r)\s)?(?P<inner>.*?)(?P<end>-?)[}%#]\}", re.S)
_CLAUSE = re.compile(r"clause\s*\(\s*(['\"])(?P<id>[^'\"]*)\1\s*\)")
STRAIGHT = str.maketrans("“”„‟«»‘’‚‛‹›", '"' * 6 + "'" * 6)  # what Word types for a quotation mark, in any language
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.If,
    nodes.For, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.List,
    nodes.Tuple, nodes.Test, nodes.Getitem, nodes.Keyword, nodes.CondExpr,
)  # fmt: skip


_GIVEN = re.compile(r"for\s+([\w\s,]+?)\s+in\b")
_SINGLE = re.compile(r"(?<![=!<>(,])=(?!=)")
_HAS_FIELDS = (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Filter)
_HAS_WORDS = (*_HAS_FIELDS, nodes.TemplateData, nodes.Const, nodes.CondExpr)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `reads` are the dotted names it uses, `picks` the fields it asks of a single entry of a list, each with
    the list, `binds` the names that a loop gives, `problem` why it cannot stand, `meant` what it would begin."""

    text: str
    kind: Kind
    scope: Scope = ""
    reads: tuple[str, ...] = ()
    picks: tuple[tuple[str, str], ...] = ()
    binds: tuple[str, ...] = ()
    clause: str = ""
    problem: str = ""
    hint: str = ""
    meant: str = ""

    @property
    def opens(self) -> str:
        """What it begins, `if` or `for`, even where it cannot be read."""
        return self.kind if self.kind in ("if", "for") else self.meant

    @property
    def marks(self) -> bool:
        """Whether it is a place for our own text."""
        return self.kind in ("document", "clause")


@lru_cache(maxsize=2048)
def read_tag(text: str) -> Tag:
    """A tag as it stands on the page, quotation marks of any shape included."""
    shape = _SHAPE.fullmatch(text)
    if shape is None or len(text) > LONGEST:
        return _problem(text[:LONGEST], "", "a tag cannot be read", f"keep it below {LONGEST} letters")
    scope: Scope = shape["scope"] or ""  # type: ignore[assignment]  # the pattern allows no other
    if text.startswith("{#"):
        return Tag(text, "comment", scope)
    if shape["dash"] or shape["end"]:
        return _problem(text, scope, "a tag with a hyphen swallows the text around it", "take the hyphen out")
    inner = shape["inner"].translate(STRAIGHT).strip()
    read = _printing(text, scope, inner) if text.startswith("{{") else _deciding(text, scope, inner)
    joined = [name.lower() for name in read.reads] == [f"p{PLACE}"]
    slip = slip_in(text, shape["inner"]) if read.kind == "wrong" or joined else None
    return replace(read, kind="wrong", reads=(), problem=slip[0], hint=slip[1]) if slip else read


def expression(text: str) -> tuple[str, nodes.Expr]:
    """What a tag that can be read prints or decides by, and its tree."""
    shape = _SHAPE.fullmatch(text)
    inner = shape["inner"].translate(STRAIGHT).strip() if shape else ""
    inner = re.sub(r"(?:el)?if\b", "", inner, count=1).strip() if text.startswith("{%") else inner
    return inner, next(_environment().parse(f"{{{{ {inner} }}}}").find_all(nodes.Output)).nodes[0]


def refuse_nodes(tree: nodes.Template) -> None:
    """Raise `TemplateSyntaxError` for whatever the closed language does not offer."""
    for node in tree.find_all(nodes.Node):
        _refuse(node)
    _refuse_depth(tree, 0)


def dotted(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    """The dotted names that an expression reads."""
    path = path_of(node)
    if path is not None:
        yield path
        return
    for child in node.iter_child_nodes():
        yield from dotted(child)


def path_of(node: nodes.Node) -> tuple[str, ...] | None:
    """A name with its fields; None for anything else."""
    of, fields = _fields(node)
    return (of.name, *fields) if isinstance(of, nodes.Name) else None


def _fields(node: nodes.Node) -> tuple[nodes.Node, tuple[str, ...]]:
    """What fields are asked of, and which: `a.b.c` and `a.b["c"]` alike."""
    names: list[str] = []
    while True:
        if isinstance(node, nodes.Getattr):
            names.insert(0, node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            names.insert(0, node.arg.value)
        else:
            return node, tuple(names)
        node = node.node


def _printing(text: str, scope: Scope, inner: str) -> Tag:
    if inner == PLACE:
        return Tag(text, "document", scope)
    if found := _CLAUSE.fullmatch(inner):
        return Tag(text, "clause", scope, clause=found["id"])
    tree = _parsed(f"{{{{ {inner} }}}}")
    if isinstance(tree, Exception):
        return _unread(text, scope, tree, "print a name, for instance {{ organisation.name }}")
    return Tag(text, "print", scope, _reads(tree), _picks(tree))


def _deciding(text: str, scope: Scope, inner: str) -> Tag:
    word = inner.split(None, 1)[0] if inner else ""
    offer = (
        "print names with {{ }}, decide with {% if %} and {% endif %}, repeat with {% for x in y %} and {% endfor %}"
    )
    match word:
        case "else" | "endif" | "endfor" if inner == word:
            return Tag(text, word, scope)
        case "if" | "elif":
            tree = _parsed(f"{{% if {inner[len(word) :]} %}}{{% endif %}}")
        case "for":
            tree = _parsed(f"{{% {inner} %}}{{% endfor %}}")
        case _:
            return _problem(text, scope, f"{word or 'nothing'!r} is not offered in a template", offer)
    if isinstance(tree, Exception):
        given = _GIVEN.match(inner) if word == "for" else None
        names = tuple(name.strip() for name in given[1].split(",")) if given else ()
        slip = compares_with_one(inner[len(word) :]) if _SINGLE.search(inner) and word != "for" else None
        unread = _problem(text, scope, *slip) if slip else _unread(text, scope, tree, offer)
        return replace(unread, binds=names, meant=word if word != "elif" else "")
    binds = tuple(name.name for loop in tree.find_all(nodes.For) for name in _names(loop.target))
    kind: Kind = word  # type: ignore[assignment]  # if, elif and for, by the match above
    return Tag(text, kind, scope, _reads(tree, binds), _picks(tree), binds)


def _problem(text: str, scope: Scope, why: str, hint: str) -> Tag:
    return Tag(text, "wrong", scope, problem=why, hint=hint)


def _unread(text: str, scope: Scope, error: Exception, hint: str) -> Tag:
    why = (error.message if isinstance(error, TemplateSyntaxError) else None) or "it is too long or too deep"
    return _problem(text, scope, f"a tag cannot be read: {why}", getattr(error, "hint", hint))


def _parsed(source: str) -> nodes.Template | Exception:
    """A tag's tree, or why there is none."""
    try:
        tree = _environment().parse(source)
        refuse_nodes(tree)
    except (TemplateSyntaxError, RecursionError, ValueError) as error:
        return error
    return tree


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def _reads(tree: nodes.Template, bound: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(".".join(path) for path in dotted(tree) if path[0] not in bound))


def _picks(tree: nodes.Template) -> tuple[tuple[str, str], ...]:
    """The fields of entries, as in `places[0].name`, `(places | first).name` and `places | join(attribute='name')`, each
    with the list."""
    found = dict.fromkeys(map(_fields, tree.find_all((nodes.Getattr, nodes.Getitem))))
    single = (
        (".".join(path), ".".join(fields))
        for of, fields in found
        if fields and isinstance(of, nodes.Getitem | nodes.Filter) and of.node and (path := path_of(of.node))
    )
    joined = (
        (".".join(path), field)
        for one in tree.find_all(nodes.Filter)
        if one.name == "join" and one.node and (path := path_of(one.node)) and (field := _joined_by(one))
    )
    return tuple(dict.fromkeys((*single, *joined)))


def _joined_by(join: nodes.Filter) -> str:
    """The field that `join` takes of each entry; none where it takes the entries themselves."""
    given = [one.value for one in join.kwargs if one.key == "attribute"] or join.args[1:2]
    return given[0].value if given and isinstance(given[0], nodes.Const) and isinstance(given[0].value, str) else ""


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


class _FilterError(TemplateSyntaxError):
    """A filter that is not offered, and those that are."""

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(message, line)
        self.hint = hint


def _refuse(node: nodes.Node) -> None:
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _FilterError(
            f"the filter {node.name!r} is not offered", node.lineno,
            f"these are: {', '.join(FILTERS)}"
            + ("; for a field of every entry write join(', ', attribute='name')" if node.name == "map" else ""),
        )  # fmt: skip
    if type(node) not in _ALLOWED:
        what = type(node).__name__.lower()
        raise TemplateSyntaxError(f"{what} is not offered in a template; print names, use if and for", node.lineno)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise TemplateSyntaxError(f"{node.attr!r} is not a name of a value", node.lineno)
    if isinstance(node, nodes.Getattr | nodes.Getitem) and not isinstance(node.node, _HAS_FIELDS):
        raise TemplateSyntaxError("only a name has fields", node.lineno)
    wordless = (
        [] if not isinstance(node, nodes.Output) else [one for one in node.nodes if not isinstance(one, _HAS_WORDS)]
    )
    if any(type(one) in _ALLOWED for one in wordless):
        raise TemplateSyntaxError("only names and words can be printed", node.lineno)
    if isinstance(node, nodes.For) and (path_of(node.iter) is None or node.recursive or node.test or node.else_):
        raise TemplateSyntaxError("a loop runs over a list by its name, and over nothing else", node.lineno)


def _refuse_depth(node: nodes.Node, depth: int) -> None:
    depth += isinstance(node, nodes.For)
    if depth > DEEPEST:
        raise TemplateSyntaxError(f"more than {DEEPEST} loops stand within each other", node.lineno)
    for child in node.iter_child_nodes():
        _refuse_depth(child, depth)
