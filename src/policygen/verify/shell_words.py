"""Whether what the tags of a Word template print has words, tried with one answer of each kind."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from jinja2.environment import TemplateExpression

from policygen.domain.word_tags import LOOP, Tag, expression
from policygen.domain.word_values import (
    UNFILLED,
    NotAnsweredError,
    Said,
    TagEnvironment,
    explained,
    listed,
    plain_value,
    said_by,
)
from policygen.errors import Diagnostic
from policygen.verify.shell_names import Bound, Names
from policygen.verify.shell_page import Page

_ENVIRONMENT = TagEnvironment()


def wordless(page: Page, tag: Tag, near: str, names: Names, bound: Bound) -> Iterator[Diagnostic]:
    """What no answers could fill in, with what to write instead; nothing where nothing is known of the answers."""
    if not names.samples or tag.kind not in ("print", "if", "elif", "for"):
        return
    said = Said(tag.text)
    try:
        if tag.kind == "for":
            _ = [listed(_at(_seen(names, bound), name)) for name in tag.reads]
            return
        inner, node = expression(tag.text)
        said = said_by(tag.text, node)
        value = _compiled(inner)(_seen(names, bound))
        if tag.kind == "print":
            plain_value(value)
    except NotAnsweredError:
        return  # what is not known, and what may be missing, is told by its name
    except UNFILLED as problem:
        why = explained(said, problem)
        yield page.found(why.code, why.message, near, why.hint)


@lru_cache(maxsize=2048)
def _compiled(inner: str) -> TemplateExpression:
    return _ENVIRONMENT.compile_expression(inner, undefined_to_none=False)


def _seen(names: Names, bound: Bound) -> Mapping[str, object]:
    """The samples, and those entries of them that the open loops give."""
    found = dict(names.samples)
    for name, over in bound.items():
        entries = _at(names.samples, over) if over else None
        found[name] = entries[0] if isinstance(entries, list) and entries else _ENVIRONMENT.undefined(name=name)
    if "loop" in bound:
        found["loop"] = dict.fromkeys(sorted(LOOP), 1)
    return found


def _at(value: object, path: str) -> object:
    """What stands at a dotted path, which leads through the first entry of lists."""
    for name in path.split("."):
        value = value[0] if isinstance(value, list) and value else value
        value = _ENVIRONMENT.getattr(value, name)
    return value
