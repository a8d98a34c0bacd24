"""What is asked, read and decided before the first word is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from policygen.assembly import needs
from policygen.assembly.choose import Situation
from policygen.assembly.expanded import Writer
from policygen.assembly.plan import Planned, Wish, alone, documents, left_out, plan
from policygen.assembly.situation import (
    at_law,
    at_place,
    beside_company,
    calendar_of,
    locale_of,
    of_company,
    only_law,
    only_place,
    place_records,
    places_under,
    situation,
    spelling_of,
)
from policygen.content.answers_file import read_answers
from policygen.content.answers_spoken import stale_contacts
from policygen.content.brand import coarse, read_brand
from policygen.content.contact_reach import supervisor
from policygen.content.emergency import other_numbers
from policygen.content.law_words import stale
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.translations import drift
from policygen.domain.answers import Answers
from policygen.domain.brand import PLAIN, Brand
from policygen.domain.library import FORMATS, Format, Library, Outline
from policygen.domain.pack import Pack
from policygen.domain.values import Missing
from policygen.errors import Diagnostic, PolicygenError, fail
from policygen.templating.filters import Speaker

FIRST = "en"  # the language that content and answers are written in first


@dataclass(frozen=True)
class Request:
    """What the user asks for. Empty lists mean: what the answers and the profile say."""

    answers: Path
    out: Path = Path("out")
    documents: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    shell: Path | None = None
    fonts: tuple[Path, ...] = ()
    draft: bool = False
    force: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)
    content: tuple[Path, ...] = ()
    variants: bool = True


@dataclass(frozen=True)
class Job:
    """Everything read and decided before the first word is written."""

    library: Library
    answers: Answers
    situation: Situation
    outlines: tuple[Outline, ...]
    planned: tuple[Planned, ...]
    draft: bool
    apart: Mapping[str, Situation] = field(default_factory=dict)
    laws: Mapping[str, Situation] = field(default_factory=dict)
    spoken: Mapping[tuple[str, str, str], Situation] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()
    brand: Brand = PLAIN

    def situation_of(self, planned: Planned) -> Situation:
        """The situation a document is assembled in, in its language: all places, those of its law, or its own alone."""
        place, by_law = planned.record or planned.place, planned.outline.each == "jurisdictions"
        found = self.spoken.get((place, planned.language, planned.within))
        here = found or (self.laws if by_law and planned.record else self.apart).get(place, self.situation)
        if by_law:
            return at_law(here)
        return at_place(here) if planned.record else here


def load(request: Request) -> tuple[Library, Answers]:
    """Read all content and the answers."""
    library = load_library(roots(request.content, request.answers.resolve().parent))
    return library, read_answers(request.answers, library, request.overrides)


def prepare(library: Library, answers: Answers, request: Request, today: date) -> Job:
    """Date the law, choose the documents, and refuse to go on while an answer they need is missing."""
    refuse_supplement_to_nothing(answers)
    as_of = request.as_of or answers.law_as_of or today
    built_in = supervisor(library.words[FIRST])
    plain = situation(library, answers, as_of, built_in)
    outlines = documents(plain, answers, request.documents, variants=request.variants)
    answers = of_company(answers, outlines)
    everywhere = situation(library, answers, as_of, built_in, outlines)
    separate = answers.shape == "separate"
    apart: dict[str, Situation] = {}
    if separate or any(outline.each == "places" for outline in outlines):
        for place in place_records(answers):
            id_ = place.text("id")
            apart[id_] = situation(library, only_place(answers, id_), as_of, built_in, outlines)
    laws: dict[str, Situation] = {}
    codes = tuple(dict.fromkeys(place.text("code") for place in place_records(answers)))
    if len(codes) > 1 and not separate and any(outline.each == "jurisdictions" for outline in outlines):
        for code in codes:
            laws[code] = situation(library, only_law(answers, code), as_of, built_in, outlines)
    named = (*(library.outlines[id_].document for id_ in request.documents), *answers.also)
    wish = Wish(request.formats, request.languages, named)
    planned = tuple(
        one
        for id_, here in (apart if separate else {"": everywhere}).items()
        for one in plan(here, answers, outlines, wish, id_, laws)
    )
    if not request.draft:
        own = {(one.outline.id, one.language): one.outline for one in planned if one.within}
        read = (*outlines, *own.values())
        lacking = needs.missing(everywhere, answers, needs.uses(everywhere, read))
        if lacking:
            raise PolicygenError(lacking)
    first = {
        (one.record or one.place, one.language, one.within): one
        for one in planned
        if one.language != FIRST or one.within or FIRST in answers.spoken
    }
    spoken = {key: _spoken(library, answers, as_of, outlines, one) for key, one in first.items()}
    remarks = left_out(everywhere, answers, outlines) if not request.languages else ()
    remarks += (*other_numbers(answers, library), *stale_contacts(answers))
    remarks += alone(planned, answers)
    remarks += beside_company(answers, outlines)
    translated = [one.outline for one in planned if one.outline.source]
    remarks += tuple(drift(library, translated)) if translated else ()
    if any(one.language != FIRST for one in planned):
        law = everywhere.law
        remarks += tuple(stale(library, (pack.code for code in everywhere.codes for pack in law.stack(code))))
    brand = read_brand(answers, request.answers.resolve().parent)
    remarks += tuple(coarse(brand, (one.format for one in planned if one.outline.sheet), answers))
    return Job(library, answers, everywhere, outlines, planned, request.draft, apart, laws, spoken, remarks, brand)


def _spoken(
    library: Library, answers: Answers, as_of: date, outlines: Sequence[Outline], planned: Planned
) -> Situation:
    """The situation of a document in another language: the answers in its words, and the places it is about."""
    own, labels = of_company(answers.in_language(planned.language), outlines), library.words[planned.language]
    if planned.record and planned.outline.each == "jurisdictions":
        own = only_law(own, planned.record)
    elif planned.record or planned.place:
        own = only_place(own, planned.record or planned.place)
    if planned.within:
        own = places_under(own, planned.within, library)
    return situation(library, own, as_of, supervisor(labels), outlines, labels, planned.language)


def situation_in(job: Job, language: str) -> Situation:
    """The situation of all places in the words of a language: the answers, the industries and the law."""
    if language == FIRST and FIRST not in job.answers.spoken:
        return job.situation
    labels, answers = job.library.words[language], job.answers.in_language(language)
    law = job.situation.law
    return situation(job.library, answers, law.as_of, supervisor(labels), job.outlines, labels, language)


def refuse_supplement_to_nothing(answers: Answers) -> None:
    """A supplement names the policy beside which it stands, or there would be two definitions of harassment."""
    if answers.supplement and isinstance(answers.get("organisation.harassment_policy"), Missing):
        hint = (
            "Answer `organisation.harassment_policy` with its title, or take `supplement: true` out for a whole policy."
        )
        where = answers.where("documents.supplement")
        raise fail("PG-D090", "a supplement stands beside a harassment policy, and none is named", where, hint)


def used(job: Job) -> Mapping[str, Pack]:
    """The packs behind the documents, by code."""
    law = job.situation.law
    return {pack.code: pack for code in job.situation.codes for pack in law.stack(code)}


def writer(job: Job, here: Situation, language: str, manner: str = "") -> Writer:
    """How text is written in a language: as at the first place, and each pack's clauses as at their own."""
    packs = (pack for code in here.codes for pack in here.law.stack(code))
    places = {pack.code: _writer(job, here, language, (pack.code,), manner) for pack in packs}
    return replace(_writer(job, here, language, here.codes, manner), places=places)


def _writer(job: Job, here: Situation, language: str, codes: Sequence[str], manner: str) -> Writer:
    spelling = spelling_of(job.library, here.law, codes, language)
    locale, labels = locale_of(here.law, codes, language), job.library.words[language]
    calendar = calendar_of(here.law, codes, job.answers)
    return Writer(Speaker(locale, labels, spelling, manner, calendar), job.draft)
