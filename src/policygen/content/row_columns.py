"""The columns of a table of rows: answers by their ids, fields of a place, and a name for the files."""

from collections.abc import Iterator, Sequence

from policygen.content.answer_kinds import Raw
from policygen.content.answer_shape import laws_in, place_fields, questions_for, shape
from policygen.content.answer_text import shown
from policygen.content.answers_set import question_at
from policygen.content.yaml_source import nearest
from policygen.domain.library import Library
from policygen.domain.questions import Question
from policygen.domain.rows import NAME, PLACE, PLACE_ID, VENDOR, Table
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.templating.reads import names_read, questions_behind

_COLUMNS = "`policygen batch --columns -d DOCUMENT` lists the columns."


def columns_for(library: Library, documents: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Name, question and example of each column for rows of these documents, the likeliest first."""
    mains = {library.outlines[id_].document for id_ in documents}
    clauses = [clause for main in mains for clause in library.of_document.get(main, ())]
    names = {name for clause in clauses for name in names_read(clause)}
    single = {q.id: q for q in library.questions() if q.kind not in ("records", "reach")}
    read = {id_ for name in names for id_ in questions_behind(name, library.derived, tuple(single))}
    found = [question for id_, question in single.items() if id_ in read]
    yield NAME, "A name for the files of the row, if the vendor's name will not do", "brightwell-2026"
    for question in sorted(found, key=lambda one: not one.id.startswith(VENDOR)):
        yield question.id, question.prompt, question.example
    yield PLACE_ID, "For rows of places: a short name in small letters, digits and _", "north_clinic"
    for field_ in _fields_of_places(library).values():
        if field_.kind not in ("records", "reach"):
            yield PLACE + field_.id, field_.prompt, field_.example


def asked_by(table: Table, library: Library, data: Raw) -> dict[str, Question]:
    """The columns that answer a question. Raises with every column that answers none."""
    keys = shape(questions_for(library, laws_in(data)))
    fields = _fields_of_places(library)
    found: dict[str, Question] = {}
    problems: list[Diagnostic] = []
    for at, name in enumerate(table.columns):
        if name in ("", NAME, PLACE_ID):
            continue
        question = fields.get(name.removeprefix(PLACE)) if name.startswith(PLACE) else question_at(name, keys)
        if question is not None:
            found[name] = question
            continue
        known = (*(q.id for q in questions_for(library, laws_in(data))), *(PLACE + field for field in fields), NAME)
        where = Where(table.file, subject=f"column {at + 1}")
        hint = f"{nearest(name[:80], known)} {_COLUMNS}"
        problems.append(Diagnostic("PG-B009", f'no question has the name "{shown(name)}"', where, hint))
    if problems:
        raise PolicygenError(problems)
    if any(name.startswith(PLACE) for name in table.columns) and PLACE_ID not in table.columns:
        hint = "Add it, with a short name for each place in small letters, digits and _: north_clinic."
        raise fail("PG-B008", f"rows of places need the column `{PLACE_ID}`", Where(table.file), hint)
    return found


def _fields_of_places(library: Library) -> dict[str, Question]:
    places = next((question for question in library.questions() if question.id == "places"), None)
    own = places.fields if places else ()
    return {field.id: field for field in (*own, *(f for pack in library.packs.values() for f in place_fields(pack)))}
