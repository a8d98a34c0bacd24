"""The situation a set of documents is assembled in: answers, derived values and the law of the places on the day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from policygen.assembly.choose import Situation
from policygen.assembly.scope import AnswerScope
from policygen.domain.answers import Answers
from policygen.domain.committee import with_committees
from policygen.domain.derived import Setting, activities, derive, people_total, size_band
from policygen.domain.law import Law, Pack
from policygen.domain.library import Industry, Library, Outline, ThirdParty
from policygen.domain.values import AnyValue, Missing, Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail

EN_US = "en-US"


def situation(
    library: Library, answers: Answers, as_of: date, supervisor: Record, issued: Sequence[Outline] = (),
    labels: Mapping[str, str] = MappingProxyType({}), language: str = "",
) -> Situation:  # fmt: skip
    """Everything choosing reads. Unknown places are collected and raised once.

    `labels` are the words of a `language` other than that of the content, for kinds of outsiders and of industries;
    the law is then in that language too.
    """
    law = Law(as_of, library.packs_in(language), frozenset(answers.confirmed))
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
    if industry:
        total = people_total(answers)
        industry = _industry_in(industry, labels, size_band(total) if isinstance(total, int) else "")
    derived = derive(answers, industry, _third_parties_in(library.third_parties, labels), setting)
    industries = tuple(name for name in activities(answers) if name in library.industries)
    return Situation(library, law, AnswerScope(answers, derived, {}), industries, codes)


def _industry_in(industry: Industry, labels: Mapping[str, str], size: str) -> Industry:
    """The industry as a language calls it: words in place of its own, and those that only this language needs.

    A word may have another for one size of organisation: `self.micro` then stands for `self`.
    """
    if not labels:
        return industry
    start = f"industries.{industry.id}."
    own = {name.removeprefix(start): text for name, text in labels.items() if name.startswith(start)}
    own |= {name.removesuffix(f".{size}"): text for name, text in own.items() if name.endswith(f".{size}")}
    named = any(name.startswith("third-parties.") for name in labels)
    parties = {} if named else industry.third_party_words
    return industry.model_copy(update={"words": {**industry.words, **own}, "third_party_words": parties})


def _third_parties_in(parties: Mapping[str, ThirdParty], labels: Mapping[str, str]) -> Mapping[str, ThirdParty]:
    """The kinds of outsiders as a language calls them; where it has one word for one and many, that stands for both."""
    named = {id_: labels.get(f"third-parties.{id_}") for id_ in parties}
    return {
        id_: party.model_copy(update={"words": words, "one": words}) if (words := named[id_]) else party
        for id_, party in parties.items()
    }


def place_records(answers: Answers) -> tuple[Record, ...]:
    """The places, in file order."""
    found = answers.get("places")
    return tuple(place for place in found if isinstance(place, Record)) if isinstance(found, tuple) else ()


def record_names(situation: Situation) -> Mapping[str, str]:
    """What the places and the laws are called, by the ids that documents issued for each of them carry."""
    found = situation.scope.lookup(("jurisdictions",))
    laws = [one for one in found if isinstance(one, Record)] if isinstance(found, tuple) else []
    places = place_records(situation.scope.answers)
    return {
        **{one.text("id"): one.text("asked_name") for one in laws},
        **{one.text("id"): one.text("name") for one in places},
    }


def only_place(answers: Answers, place: str) -> Answers:
    """The same answers with one place, for documents that are issued for each place apart."""
    return _only(answers, "id", place)


def only_law(answers: Answers, code: str) -> Answers:
    """The same answers with the places of one law, for documents that are issued for each law apart."""
    return _only(answers, "code", code)


def of_company(answers: Answers, outlines: Sequence[Outline]) -> Answers:
    """The same answers without the places where only other companies of the group work than the one that signs.

    That is for documents which it signs, and which nothing else is issued with: other documents are about all places.
    """
    signed = {outline.company for outline in outlines}
    path = next(iter(signed), "")
    company = answers.get(path) if path and len(signed) == 1 else Missing(path)
    if not isinstance(company, str):
        return answers
    here = _where(answers, company)
    if not here:
        hint = "Add it to `companies:` of a place where its people work, or leave `companies:` out."
        raise fail("PG-D047", f"by the answers, nobody works for {company} anywhere", answers.where(path), hint)
    return _at(answers, here)


def beside_company(answers: Answers, outlines: Sequence[Outline]) -> tuple[Diagnostic, ...]:
    """A warning for documents that one company signs, and that keep the places of all because others are built too."""
    signed = {outline.company for outline in outlines}
    companies = {path: answers.get(path) for path in signed if path} if len(signed) > 1 else {}
    hint = "Build them alone, for instance with -d vendor-clauses: they then leave out the places of other companies."
    return tuple(
        Diagnostic(
            "PG-D046",
            f"the documents of {one} name places where it does not work",
            answers.where(path),
            hint,
            "warning",
        )
        for path, one in companies.items()
        if isinstance(one, str) and len(_where(answers, one)) < len(place_records(answers))
    )


def _where(answers: Answers, company: str) -> tuple[Record, ...]:
    """The places where people of the company work: those that name it, and those that name none."""
    places = ((place, place.get("companies")) for place in place_records(answers))
    return tuple(place for place, found in places if not isinstance(found, tuple) or company in found)


def _only(answers: Answers, field: str, value: str) -> Answers:
    return _at(answers, tuple(record for record in place_records(answers) if record.text(field) == value))


def _at(answers: Answers, here: tuple[Record, ...]) -> Answers:
    """The same answers with these places, and their own contact for the public where they have one in common."""
    fields = {name: answers.tree.get(name) for name in answers.tree}
    contacts = [place.get("public_contact") for place in here]
    if contacts and isinstance(contacts[0], Record) and all(one == contacts[0] for one in contacts):
        fields["public_contact"] = contacts[0]
    return replace(answers, tree=Record(answers.tree.name, {**fields, "places": here}))


def places_under(answers: Answers, code: str, library: Library) -> Answers:
    """The same answers with the places where a pack holds, for documents that the pack has in a language of its own."""
    return _at(answers, tuple(one for one in place_records(answers) if code in library.stack(one.text("code"))))


def at_place(here: Situation) -> Situation:
    """The situation of a document that is issued for one place: the place and its law have names of their own."""
    place = place_records(here.scope.answers)[0]
    return replace(here, scope=here.scope.within(place=place, law=here.law.scope(place.text("code"))))


def at_law(here: Situation) -> Situation:
    """The situation of a document that is issued for one law: the law has a name of its own."""
    found = here.scope.lookup(("jurisdictions",))
    record = found[0] if isinstance(found, tuple) and found else Missing("jurisdictions")
    law = here.law.scope(here.codes[0]) if here.codes else Missing("law")
    return replace(here, scope=here.scope.within(jurisdiction=record, law=law))


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


def calendar_of(law: Law, codes: Sequence[str], answers: Answers) -> str:
    """How years are counted at the first place, where its pack asks; else empty."""
    return _answered([pack.calendar for pack in law.stack(codes[0])] if codes else [], answers)


def layout_of(law: Law, codes: Sequence[str], answers: Answers) -> str:
    """How two languages of one outline are laid out at the first place, where its pack asks; else empty."""
    return _answered([pack.layout for pack in law.stack(codes[0])] if codes else [], answers)


def _answered(questions: Sequence[str], answers: Answers) -> str:
    """The choice that answers the first question there is; empty where there is no question or no answer."""
    asked = next(filter(None, questions), "")
    answer = answers.get(asked) if asked else ""
    return str(answer) if isinstance(answer, str) else ""


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
