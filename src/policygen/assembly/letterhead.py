"""What the tags of an organisation's own Word letterhead may print: its answers, by their dotted paths, in words."""

from collections.abc import Iterator, Mapping
from datetime import date

from policygen.domain.answers import Answers
from policygen.domain.library import Library, SectionPlan
from policygen.domain.questions import Question
from policygen.domain.values import AnyValue, Choice, Duration, Record
from policygen.templating.filters import Speaker, spoken_date, spoken_duration

CONTACT_FIELDS = ("post", "name", "phone", "email", "hours")
BODY = "document"
OF_DOCUMENT = ("title", "subtitle", "head", "foot")
_PLACES = "places"
_PUBLIC = "public_contact"
# What a record has beside what is asked of it.
_FOUND: Mapping[str, tuple[str, ...]] = {_PLACES: ("code",), "contacts": ("numbers",)}
_RECORDS_OF = {"contacts": "contacts", _PLACES: _PLACES, "companies": "organisation.entities"}


def values(answers: Answers, speaker: Speaker) -> Mapping[str, object]:
    """Every answer under its path: text, numbers, yes and no, lists and records; dates and durations in words."""
    found = _plain(answers.tree, speaker)
    return found if isinstance(found, dict) else {}


def names(library: Library) -> tuple[str, ...]:
    """The names a tag may use: every question's path, the fields of contacts, and the place of the document."""
    own = (f"{BODY}.{field}" for field in OF_DOCUMENT)
    return (*own, *(name for question in library.questions() for name in _names(question)))


def unsure(library: Library) -> tuple[str, ...]:
    """Those of the names that may well have no answer: what is optional, asked of some only, or a detail of a contact."""
    return tuple(
        name
        for question in library.questions()
        for name in _names(question)
        if question.optional or question.or_nobody or question.when or question.ask == "if-chosen"
        or name.removeprefix(f"{question.id}.") in CONTACT_FIELDS[1:]
    )  # fmt: skip


def fields(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Each list that a loop may run over, by its name → what each of its entries may be asked for.

    Nothing for entries that are words themselves.
    """
    asked = library.questions()
    records = {question.id: _fields(question, library) for question in asked if question.kind == "records"}
    chosen = [question for question in asked if question.kind == "several-of"]
    chosen += [
        field.model_copy(update={"id": f"{question.id}.{field.id}"})
        for question in asked
        for field in question.fields
        if field.kind == "several-of"
    ]
    return records | {one.id: records.get(_RECORDS_OF.get(one.options_from, ""), ()) for one in chosen}


def clauses(library: Library) -> tuple[str, ...]:
    """The clauses and sections that a tag may ask for, by id; a section that each law has, with the code of the law."""
    sections = (
        name
        for outline in library.outlines.values()
        for section in outline.sections
        for name in _sections(section, library)
    )
    return tuple(dict.fromkeys((*(clause.id for clause in library.clauses), *sections)))


def clauses_of(library: Library, document: str) -> frozenset[str]:
    """Those that a document may hold, in any of its languages."""
    own = (one for (id_, _), one in library.own_outlines.items() if id_ == document)
    found: set[str] = set()
    for outline in (library.outlines[document], *own):
        slots = {f"{outline.document}/{slot}" for section in outline.sections for slot in section.slots}
        found |= {one.id for one in library.of_document.get(outline.document, ()) if slots & set(one.slots)}
        found |= {name for section in outline.sections for name in _sections(section, library)}
    return frozenset(found)


def _sections(section: SectionPlan, library: Library) -> Iterator[str]:
    if section.each != "jurisdictions":
        yield section.id
        return
    parts = (part.code for pack in library.packs.values() for part in pack.parts)
    yield from (f"{section.id}-{code}" for code in dict.fromkeys((*library.packs, *parts)))


def _fields(question: Question, library: Library) -> tuple[str, ...]:
    own = ("id", *(field.id for field in question.fields), *_FOUND.get(question.id, ()))
    if question.id != _PLACES:
        return own
    of_law = (one.id for pack in library.packs.values() for one in pack.questions)
    public = (name for name in names(library) if name.startswith(f"{_PUBLIC}."))
    here = (name.removeprefix(f"{_PLACES}.") for name in of_law if name.startswith(f"{_PLACES}."))
    return (*own, *dict.fromkeys(here), f"{_PUBLIC}.reach", *public)


def _names(question: Question) -> Iterator[str]:
    yield question.id
    if question.kind == "contact":
        yield from (f"{question.id}.{field}" for field in CONTACT_FIELDS)


def _plain(value: AnyValue, speaker: Speaker) -> object:
    match value:
        case Record():
            return {name: _plain(value.get(name), speaker) for name in value}
        case tuple():
            return [_plain(item, speaker) for item in value]
        case Choice():
            return value.words or str(value)
        case Duration():
            return spoken_duration(value, speaker)
        case date():
            return spoken_date(value, speaker)
    return value
