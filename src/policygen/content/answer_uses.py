"""Which questions are worth asking: those whose answers a clause, a duty or the program itself reads."""

from collections.abc import Iterator, Sequence

from policygen.domain.library import Library
from policygen.domain.questions import Question, QuestionSection
from policygen.templating.body import body, read
from policygen.templating.reads import Path, answers_behind, attributes_read, condition_names, names_read

# What the program reads without a clause: the languages of the documents, what every document needs of a place, and
# where and how long the members of a committee serve.
_PROGRAM = (
    "organisation.languages", "places.name", "places.law", "places.public", "places.emergency",
    "committee_members.offices", "committee_members.from", "committee_members.until",
)  # fmt: skip


def asked_sections(
    library: Library, sections: tuple[QuestionSection, ...], industries: Sequence[str], laws: Sequence[str]
) -> tuple[QuestionSection, ...]:
    """The sections without the suggestions that nothing an organisation of these industries and these laws can get would read.

    What only its own screen would show is not asked. What nobody but the user can know stays, and so does what
    comes with a document chosen beyond the profile. A library without clauses asks everything.
    """
    if not library.clauses:
        return sections
    sections = _without_layouts(library, sections, laws)
    found, attributes = _reads(
        library, frozenset(industries), frozenset(code for law in laws for code in library.stack(law))
    )
    return tuple(
        section.model_copy(update={"questions": tuple(_asked(section.questions, found, attributes))})
        for section in sections
    )


def _without_layouts(
    library: Library, sections: tuple[QuestionSection, ...], laws: Sequence[str]
) -> tuple[QuestionSection, ...]:
    """The sections without the layout of two languages, where no translated document can be issued."""
    everywhere = frozenset.intersection(*(frozenset(library.stack(law)) for law in laws)) if laws else frozenset()
    translated = {outline.owner for outline in library.own_outlines.values() if outline.source}
    idle = {pack.layout for code, pack in library.packs.items() if code not in everywhere & translated}
    return tuple(
        section.model_copy(update={"questions": tuple(q for q in section.questions if q.id not in idle)})
        for section in sections
    )


def _asked(questions: tuple[Question, ...], found: frozenset[str], attributes: frozenset[str]) -> Iterator[Question]:
    for question in questions:
        if question.ask == "suggest" and not _is_read(question.id, found):
            continue
        if question.kind == "records" and "." not in question.id:
            fields = tuple(
                field
                for field in question.fields
                if field.ask != "suggest" or field.id in attributes or f"{question.id}.{field.id}" in _PROGRAM
            )
            yield question.model_copy(update={"fields": fields})
        else:
            yield question


def _is_read(id_: str, found: frozenset[str]) -> bool:
    return any(id_ == name or id_.startswith(f"{name}.") or name.startswith(f"{id_}.") for name in found)


def _reads(
    library: Library, industries: frozenset[str], codes: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Every answer path read, and every attribute read of anything, the records of a loop included."""
    found: set[Path] = set()
    attributes: set[str] = set()
    for clause in library.clauses:
        if clause.layer == "industry" and industries and clause.owner not in industries:
            continue
        if clause.layer == "place" and clause.owner not in codes:
            continue
        found |= names_read(clause)
        attributes |= attributes_read(clause)
    for title in _titles(library):
        found |= {ref.path for ref, bound in read(body(title)) if ref.path[0] not in bound}
    for when in _conditions(library, codes):
        found |= condition_names(when)
    attributes |= {part for name in found for part in name[1:]}
    answers = {answer for name in found for answer in answers_behind(name, library.derived)}
    return frozenset({*answers, *_PROGRAM}), frozenset(attributes)


def _titles(library: Library) -> Iterator[str]:
    for outline in library.every_outline():
        yield from (outline.title, outline.subtitle)
        yield from (section.title for section in outline.sections)


def _conditions(library: Library, codes: frozenset[str]) -> Iterator[str]:
    """Every condition outside clauses: of documents, their sections and elements, of duties and of other questions.

    What belongs to a pack counts where the pack holds.
    """
    for outline in library.every_outline():
        if outline.owner in ("", *codes):
            yield outline.when
            yield from (section.when for section in outline.sections)
    yield from (element.when for element in library.elements.values())
    for pack in (one for code, one in library.packs.items() if code in codes):
        for duty in pack.obligations:
            yield from (duty.when, duty.holds)
        yield from (pack.calendar, pack.layout)
        yield from (question.when for question in pack.questions)
    yield from (question.when for question in library.questions())
