"""Documents that are asked for by name and not issued: which, and for which answers and formats they are."""

from collections.abc import Iterable, Iterator, Sequence

from policygen.assembly.plan import Planned
from policygen.domain.answers import Answers
from policygen.domain.library import FORMATS, Format, Library, Outline
from policygen.errors import Diagnostic, PolicygenError, Severity, Where


def unissued(
    library: Library, answers: Answers, wanted: Sequence[str], planned: Iterable[Planned], formats: Sequence[Format]
) -> tuple[Diagnostic, ...]:
    """A warning for each document that is wanted, or else named by `documents.also`, and not planned.

    Raises `PolicygenError` where nothing is planned at all.
    """
    made = {id_ for one in planned for id_ in (one.outline.id, one.outline.variant_of)}
    found = tuple(_unissued(library, (id_ for id_ in wanted if id_ not in made), formats, bool(made)))
    if not made:
        raise PolicygenError(found or [_nothing(formats)])
    also = [id_ for id_ in answers.also if not wanted and id_ not in made and id_ not in answers.without]
    return (*found, *(one for one in _unissued(library, also, formats, True) if one.code == "PG-D048"))


def reason(outline: Outline, library: Library) -> str:
    """For which answers a document is made, as a sentence."""
    rules = [f"where the law of {library.packs[outline.owner].name} holds"] if outline.owner in library.packs else []
    rules += [f"by the condition `{outline.when}`"] if outline.when else []
    return (
        f"{outline.id} is made {' and '.join(rules)}."
        if rules
        else f"{outline.id} is not written in the languages asked for."
    )


def comes(outline: Outline, library: Library) -> set[Format]:
    """The formats of a document in any language."""
    own = (one for (id_, _), one in library.own_outlines.items() if id_ == outline.id)
    return {format_ for one in (outline, *own) for format_ in one.formats}


def _unissued(library: Library, ids: Iterable[str], formats: Sequence[Format], some: bool) -> Iterator[Diagnostic]:
    severity: Severity = "warning" if some else "error"
    for id_ in ids:
        outline, where = library.outlines[id_], Where(subject=id_)
        group = (one for one in library.outlines.values() if id_ in (one.id, one.variant_of))
        found = {format_ for one in group for format_ in comes(one, library)}
        if found & set(formats):
            message, hint = f"{id_} is not issued for these answers", reason(outline, library)
            yield Diagnostic("PG-D048", message, where, hint, severity)
        else:
            message = f"{id_} does not come as {' or '.join(formats)}"
            yield Diagnostic(
                "PG-D044", message, where, f"It comes as {', '.join(f for f in FORMATS if f in found)}.", severity
            )


def _nothing(formats: Sequence[Format]) -> Diagnostic:
    hint = "Take a document out of `documents.without`, or name one: `policygen list documents` shows them."
    return Diagnostic("PG-D049", f"no document is issued for these answers as {' or '.join(formats)}", hint=hint)
