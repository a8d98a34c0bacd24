"""The documents that a batch is asked for by name: those that no row can have, and those that a row lacks."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from policygen.assembly.letterhead import clauses_of
from policygen.assembly.unissued import comes, reason
from policygen.domain.library import Format, Library, Outline
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.render.formats import Setting, clauses_in_place


def refuse_other_formats(library: Library, documents: Iterable[str], formats: Sequence[Format]) -> None:
    """Raise for each document in none of the formats asked for, with the one that is: no row would have it."""
    known = (library.outlines[id_] for id_ in documents if id_ in library.outlines)
    problems = [_not_in(formats, one, library) for one in known if not comes(one, library) & set(formats)]
    if problems:
        raise PolicygenError(problems)


def refuse_other_clauses(library: Library, documents: Iterable[str], formats: Sequence[Format], shell: Path) -> None:
    """Raise for each document that can never hold a clause which the user's template takes, with the one that can."""
    wanted = clauses_in_place(Setting({}, shell)) if "docx" in formats else frozenset()
    word = [one.id for one in library.outlines.values() if wanted and "docx" in one.formats]
    has = {id_: clauses_of(library, id_) for id_ in word}
    named = " or ".join(f"`-d {id_}`" for id_ in word if wanted <= has[id_])
    hint = f"Name {named} in its place." if named else "No document has all clauses that it takes: take those of one."
    problems = [
        Diagnostic("PG-B018", f"{id_} has no clause {one!r}, which the template takes", Where(shell.name), hint)
        for id_ in documents
        for one in sorted(wanted - has.get(id_, wanted))[:1]
    ]
    if problems:
        raise PolicygenError(problems)


def lacking(library: Library, wanted: Sequence[str], made: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A warning for each document that a row's answers leave out. Raises where they leave out all."""
    found = set(made)
    without = [id_ for id_ in wanted if id_ not in found]
    named, reasons = ", ".join(without), " ".join(reason(library.outlines[id_], library) for id_ in without)
    if not found:
        hint = f"{reasons} Take the row out, or change its answers."
        raise fail("PG-B011", f"by its answers, the row has no {named}", hint=hint)
    return tuple(
        Diagnostic("PG-B016", f"the row has no {id_}", hint=reason(library.outlines[id_], library), severity="warning")
        for id_ in without
    )


def _not_in(formats: Sequence[Format], outline: Outline, library: Library) -> Diagnostic:
    asked = " or ".join(formats)
    others = (one for one in library.outlines.values() if one.document == outline.document)
    named = " or ".join(f"`-d {one.id}`" for one in others if set(one.formats) & set(formats))
    hint = f"It comes as {', '.join(outline.formats)}." + (f" As {asked}, name {named}." if named else "")
    return Diagnostic("PG-B017", f"{outline.id} does not come as {asked}", Where(subject=f"-d {outline.id}"), hint)
