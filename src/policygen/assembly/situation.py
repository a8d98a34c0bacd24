"""The situation a set of documents is assembled in: answers, derived values and the law of the places on the day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from policygen.assembly.choose import Situation
from policygen.assembly.scope import AnswerScope
from policygen.domain.answers import Answers
from policygen.domain.committee import with_committees
from policygen.domain.derived import Setting, activities, derive
from policygen.domain.law import Law, Pack
from policygen.domain.library import Library, Outline
from policygen.domain.values import AnyValue, Record
from policygen.errors import Diagnostic, PolicygenError, Where

EN_US = "en-US"


def situation(
    library: Library, answers: Answers, as_of: date, supervisor: Record, issued: Sequence[Outline] = ()
) -> Situation:
    """Everything choosing reads. Unknown places are collected and raised once."""
    law = Law(as_of, library.packs, frozenset(answers.confirmed))
    answers = with_committees(answers, as_of)
    places = place_records(answers)
    problems = tuple(problem for place in places for problem in _unknown_place(law, place, answers))
    if problems:
        raise PolicygenError(problems)
    codes = tuple(dict.fromkeys(law.pack(place.text("code")).code for place in places))
    setting = Setting(
        law_as_of=as_of,
        jurisdictions=jurisdiction_records(law, places),
        contract_words=_terms(law, codes),
        supervisor=supervisor,
        documents=tuple(outline.document for outline in issued if not outline.variant_of),
    )
    name = answers.get("organisation.industry")
    industry = library.industries.get(name) if isinstance(name, str) else None
    derived = derive(answers, industry, library.third_parties, setting)
    industries = tuple(name for name in activities(answers) if name in library.industries)
    return Situation(library, law, AnswerScope(answers, derived, {}), industries, codes)


def place_records(answers: Answers) -> tuple[Record, ...]:
    """The places, in file order."""
    found = answers.get("places")
    return tuple(place for place in found if isinstance(place, Record)) if isinstance(found, tuple) else ()


def only_place(answers: Answers, place: str) -> Answers:
    """The same answers with one place, for documents that are issued for each place apart."""
    here = tuple(record for record in place_records(answers) if record.text("id") == place)
    fields = {name: answers.tree.get(name) for name in answers.tree}
    return replace(answers, tree=Record(answers.tree.name, {**fields, "places": here}))


def at_place(here: Situation) -> Situation:
    """The situation of a document that is issued for one place: the place and its law have names of their own."""
    place = place_records(here.scope.answers)[0]
    return replace(here, scope=here.scope.within(place=place, law=here.law.scope(place.text("code"))))


def jurisdiction_records(law: Law, places: Sequence[Record]) -> tuple[Record, ...]:
    """One record for each code the places name, in file order, with the most local pack there is for it."""
    asked: dict[str, list[Record]] = {}
    for place in places:
        asked.setdefault(place.text("code"), []).append(place)
    return tuple(_jurisdiction(law, code, there) for code, there in asked.items())


def locale_of(law: Law, codes: Sequence[str], language: str) -> str:
    """The CLDR locale of the first place, where it speaks the document's language; else the language alone."""
    locale = law.pack(codes[0]).locale if codes else language
    return locale if locale.split("-")[0] == language else language


def spelling_of(library: Library, law: Law, codes: Sequence[str], language: str) -> Mapping[str, str]:
    """The word pairs that turn the library's spelling into that of the first place; empty where none are needed."""
    if language != "en" or not codes:
        return {}
    english = next((pack.english for pack in reversed(law.stack(codes[0])) if pack.english), "")
    return library.spelling.get(english, {}) if english == EN_US else {}


def _terms(law: Law, codes: Sequence[str]) -> Mapping[str, str]:
    terms: dict[str, str] = {}
    packs: Sequence[Pack] = law.stack(codes[0]) if codes else ()
    for pack in packs:
        terms.update(pack.terms)
    return terms


def _jurisdiction(law: Law, code: str, places: list[Record]) -> Record:
    pack = law.pack(code)
    fields: dict[str, AnyValue] = {
        "id": code,
        "code": pack.code,
        "name": pack.name,
        "covered": law.covered(code),
        "covers": pack.covers or pack.name,
        "asked": code,
        "asked_name": law.name(code),
        "places": tuple(places),
    }
    return Record("jurisdiction", fields)


def _unknown_place(law: Law, place: Record, answers: Answers) -> tuple[Diagnostic, ...]:
    if not place.text("code"):
        where = answers.where(place.name)
        return (Diagnostic("PG-D004", f"{place.name} does not say whose law holds there", where, "Add `law:`."),)
    try:
        law.pack(place.text("code"))
    except PolicygenError as error:
        where = answers.where(f"{place.name}.law")
        return tuple(
            Diagnostic(d.code, d.message, where if where != Where() else d.where, d.hint) for d in error.diagnostics
        )
    return ()
