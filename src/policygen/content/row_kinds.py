"""Which columns are free: a clause prints their cells or asks whether they are filled, and nothing reads more of them.

Rows that fill the same free columns make the same documents but for the words printed.
"""

from collections.abc import Iterable, Iterator

from policygen.domain.library import Library
from policygen.domain.rows import VENDOR
from policygen.templating.body import Branch, Each, Part, Say, body
from policygen.templating.expression import All, AnyOf, Expr, Not, Ref, condition, refs

_ROOT = VENDOR.rstrip(".")


def free_columns(library: Library, columns: Iterable[str]) -> frozenset[str]:
    """Those of the columns whose cells take part in no comparison, loop or filter of any clause or condition."""
    own = frozenset(column for column in columns if column.startswith(VENDOR))
    if not own:
        return own
    weighed = {str(ref) for text in _texts(library) for ref in _weighed(body(text))}
    weighed |= {str(ref) for when in _conditions(library) for ref in _compared(condition(when))}
    return frozenset(column for column in own if column not in weighed and _ROOT not in weighed)


def _weighed(parts: Iterable[Part]) -> Iterator[Ref]:
    """What a text reads beyond printing it as it is and asking whether it is there."""
    for part in parts:
        match part:
            case Say(expr, _):
                yield from () if isinstance(expr, Ref) else refs(expr)
            case Branch(when, then, otherwise):
                yield from _compared(when)
                yield from _weighed(then)
                yield from _weighed(otherwise)
            case Each(_, source, inner, _):
                yield from refs(source)
                yield from _weighed(inner)


def _compared(expr: Expr) -> Iterator[Ref]:
    """What a condition reads beyond asking whether it is there."""
    match expr:
        case Ref():
            return
        case Not(part):
            yield from _compared(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _compared(part)
        case _:
            yield from refs(expr)


def _texts(library: Library) -> Iterator[str]:
    """Every text that names the record."""
    found = [text for clause in library.clauses for text in (clause.title, clause.body)]
    for outline in library.every_outline():
        found += (outline.title, outline.subtitle, outline.running_head, outline.running_foot, outline.manner)
        found += (section.title for section in outline.sections)
    found += (text for labels in library.words.values() for text in labels.values())
    return (text for text in found if f"{_ROOT}." in text or (f"{_ROOT} " in text and "{" in text))


def _conditions(library: Library) -> Iterator[str]:
    found = [clause.when for clause in library.clauses]
    for outline in library.every_outline():
        found += (outline.when, *(section.when for section in outline.sections))
        found += (outline.contents,) if isinstance(outline.contents, str) else ()
    found += (element.when for element in library.elements.values())
    for pack in library.packs.values():
        found += (text for duty in pack.obligations for text in (duty.when, duty.holds))
        found += (pack.calendar, pack.layout, *(question.when for question in pack.questions))
    found += (question.when for question in library.questions())
    return (when for when in found if _ROOT in when)
