"""Which answers a clause reads: the names in its condition, title and body, and the answers behind each name."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from policygen.domain.library import RECORD_OF, Clause, Derived
from policygen.errors import Where
from policygen.templating.body import body, read
from policygen.templating.expression import condition, names

Path = tuple[str, ...]
_LISTS: Mapping[str, str] = {
    **{record: each for each, record in RECORD_OF.items()},
    "law": "jurisdictions",
    "contact": "contacts",
}


@lru_cache(maxsize=4096)
def names_read(clause: Clause) -> frozenset[Path]:
    """Every dotted name the clause reads, loop variables left out."""
    return condition_names(clause.when, clause.where()) | frozenset(
        path for path, bound in _in_texts(clause) if path[0] not in bound
    )


@lru_cache(maxsize=4096)
def attributes_read(clause: Clause) -> frozenset[str]:
    """Every attribute the clause reads of the records of its loops."""
    return frozenset(part for path, bound in _in_texts(clause) if path[0] in bound for part in path[1:])


@lru_cache(maxsize=4096)
def condition_names(source: str, where: Where = Where()) -> frozenset[Path]:
    """Every dotted name a condition reads."""
    return names(condition(source, where))


def answers_behind(path: Path, derived: Mapping[str, Derived]) -> tuple[str, ...]:
    """The answer paths a name rests on: its own, those it is derived from, or the list its record comes from."""
    root = _LISTS.get(path[0], path[0])
    if root in derived:
        return derived[root].inputs
    return (".".join((root, *path[1:])),)


def questions_behind(path: Path, derived: Mapping[str, Derived], ids: Collection[str]) -> tuple[str, ...]:
    """The questions among `ids` a name rests on: the longest beginning that is one, or all below a group."""
    found: dict[str, None] = {}
    for answer in answers_behind(path, derived):
        parts = answer.split(".")
        beginnings = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        named = next((beginning for beginning in beginnings if beginning in ids), "")
        below = (named,) if named else tuple(id_ for id_ in ids if id_.startswith(f"{answer}."))
        found.update(dict.fromkeys(below))
    return tuple(found)


def _in_texts(clause: Clause) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for text, line in ((clause.title, 2), (clause.body, clause.body_line)):
        for ref, bound in read(body(text, Where(clause.file, line, None, clause.id))):
            yield ref.path, bound
