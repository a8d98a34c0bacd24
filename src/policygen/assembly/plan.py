"""Planning: which documents, in which languages, variants and papers, the answers and the user ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.assembly.choose import Situation
from policygen.assembly.situation import layout_of, place_records
from policygen.domain.answers import Answers
from policygen.domain.document import Paper
from policygen.domain.library import Format, Library, Outline
from policygen.domain.sheet import SheetFormat, Wanted, formats, holds_two_languages
from policygen.domain.values import AnyValue
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.templating.expression import condition, evaluate

_UNNAMED = ("wall", "sheet")  # the one print sheet of its document: the paper tells it apart
_LANGUAGES_OF = {"staff": "staff", "management": "staff", "public": "public", "lawyer": "contract"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: formats, the languages named (none: those of the answers), the documents named."""

    formats: Sequence[Format]
    languages: Sequence[str] = ()
    documents: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One document to assemble: its outline, language and paper, and the name of its files without extension.

    `place` is the id of its only place where documents are issued for each place apart, else empty. `record` is the
    id of the place that a document of each place is issued for, or the code of the law where there are several.
    `within` is the pack whose places it is about, where that pack has a document of its own for this language.
    `together` names both languages of a document that holds them both, as its files do. A print sheet may lie on its
    long side (`landscape`), be set in `large` print, or have the sheet of a second language `beside` it.
    """

    outline: Outline
    language: str
    paper: Paper
    formats: tuple[Format, ...]
    place: str = ""
    record: str = ""
    within: str = ""
    together: str = ""
    landscape: bool = False
    large: bool = False
    beside: str = ""

    @property
    def format(self) -> SheetFormat:
        """The size it is printed in."""
        return SheetFormat(self.paper, self.landscape, self.large)

    @property
    def stem(self) -> str:
        """`<document>[-<variant>][@<record>][.<place>].<language>`; print sheets carry their size."""
        name = self.outline.document
        if self.outline.variant and self.outline.variant not in _UNNAMED:
            name += f"-{self.outline.variant}"
        if self.outline.sheet:
            name += f"-{self.format.name}"
        if self.record:
            return f"{name}@{self.record}.{self.together or self.language}"
        return ".".join(part for part in (name, self.place, self.together or self.language) if part)

    def is_source_of(self, other: "Planned") -> bool:
        """Whether the other is a translation of this, issued for the same places."""
        same = (self.outline.id, self.format, self.place, self.record, self.within)
        return same == (other.outline.id, other.format, other.place, other.record, other.within) and (
            self.language == other.outline.source
        )

    def is_beside(self, other: "Planned") -> bool:
        """Whether the other is the same sheet in the language that stands beside this one's."""
        here = (self.outline.id, self.format, self.place, self.record, self.beside)
        return not other.beside and here == (other.outline.id, other.format, other.place, other.record, other.language)


def documents(
    situation: Situation, answers: Answers, wanted: Sequence[str], *, variants: bool = True
) -> tuple[Outline, ...]:
    """The outlines to issue, main documents each followed by its variants if wanted, in the order of the profile."""
    library = situation.library
    ids = _wanted(library, wanted) if wanted else _default(situation, answers)
    outlines: list[Outline] = []
    for id_ in ids:
        outlines.append(library.outlines[id_])
        if variants and not library.outlines[id_].variant_of:
            outlines.extend(o for o in library.outlines.values() if o.variant_of == id_)
    return tuple({outline.id: outline for outline in outlines}.values())


def plan(
    situation: Situation,
    answers: Answers,
    outlines: Sequence[Outline],
    wish: Wish,
    place: str = "",
    laws: Mapping[str, Situation] | None = None,
) -> tuple[Planned, ...]:
    """Every file group to make. A language that the library lacks is refused, with those it has.

    `laws` are the situations of the places under each law, where the places stand under several. A document that nobody
    asked for by name is left out, and told, where it is written in no language asked for.
    """
    planned: list[Planned] = []
    problems: list[Diagnostic] = []
    wanted = prints(answers)
    for outline in outlines:
        asked = wish.languages or _languages(outline, answers)
        lacking = [language for language in asked if not _exists(situation, outline, language)]
        insisted = wish.languages or (len(lacking) == len(asked) and outline.document in wish.documents)
        if lacking and insisted and not _main_exists(situation, outline, lacking):
            problems += [_language_problem(situation, outline, language) for language in lacking]
        for language in (one for one in asked if one not in lacking):
            own = _own(situation, outline, language)
            made = tuple(f for f in own.formats if f in wish.formats)
            for record, papers in _issues(own, situation, laws or {}):
                on = formats(own.sheet, papers, wanted) if own.sheet else (SheetFormat(papers[0]),)
                within = own.owner if own is not outline else ""
                one = Planned(own, language, papers[0], made, place, record, within)
                planned += [replace(one, paper=f.paper, landscape=f.landscape, large=f.large) for f in on if made]
    if not planned and not problems:
        gone = ((one, language) for one in outlines for language in _languages(one, answers))
        problems += [_language_problem(situation, *pair) for pair in gone if not _exists(situation, *pair)]
    if problems:
        raise PolicygenError(dict.fromkeys(problems))
    if wanted.two_languages:
        planned += _beside(planned)
    return _laid_out(tuple(planned), layout_of(situation.law, situation.codes, answers))


def written_in(situation: Situation, outline: Outline, language: str) -> Outline | None:
    """The outline as it is assembled in a language, or none where it is not written in it."""
    return _own(situation, outline, language) if _exists(situation, outline, language) else None


def prints(answers: Answers) -> Wanted:
    """What the organisation prints beyond the paper of its places."""
    lying, two = (answers.get(f"print.{name}") is True for name in ("landscape", "two_languages"))
    return Wanted(tuple(_texts(answers.get("print.sizes"))), lying, two)


def _beside(planned: Sequence[Planned]) -> Iterator[Planned]:
    """For each sheet with room for two languages and its twin in the next language, a sheet of both."""
    for one in planned:
        if not one.outline.sheet or not holds_two_languages(one.outline.sheet, one.format):
            continue
        same = (one.outline.id, one.format, one.place, one.record)
        twins = [p for p in planned if same == (p.outline.id, p.format, p.place, p.record)]
        if twins[0] is one and len(twins) > 1:
            other = twins[1].language
            yield replace(one, together=f"{one.language}-{other}", beside=other)


def _laid_out(planned: tuple[Planned, ...], layout: str) -> tuple[Planned, ...]:
    """Where both languages are wanted together, a document and its first translation share their files."""
    if layout != "together":
        return planned
    found = list(planned)
    for at, one in enumerate(planned):
        sources = (n for n, other in enumerate(found) if other.is_source_of(one) and not other.together)
        source = next(sources, None) if not one.outline.sheet else None
        if source is not None:
            both = f"{found[source].language}-{one.language}"
            found[source], found[at] = replace(found[source], together=both), replace(one, together=both)
    return tuple(found)


def left_out(situation: Situation, answers: Answers, outlines: Sequence[Outline]) -> tuple[Diagnostic, ...]:
    """A document asked for in several languages and written in some of them is made in these, and it is said."""
    return tuple(
        replace(
            _language_problem(situation, outline, language),
            code="PG-D042", severity="warning", where=answers.where("organisation.languages"),
        )
        for outline in outlines
        for language in _languages(outline, answers)
        if not _exists(situation, outline, language) and not _main_exists(situation, outline, [language])
    )  # fmt: skip


def alone(planned: Sequence[Planned], answers: Answers) -> tuple[Diagnostic, ...]:
    """A warning where two languages were wanted on one sheet and no sheet holds them."""
    sheets = any(one.outline.sheet for one in planned)
    if not prints(answers).two_languages or not sheets or any(one.beside for one in planned):
        return ()
    hint = "Name two languages in `organisation.languages.public`, or write `two_languages: false`."
    where = answers.where("print.two_languages")
    return (Diagnostic("PG-D043", "no sheet holds two languages", where, hint, "warning"),)


def _issues(
    outline: Outline, situation: Situation, laws: Mapping[str, Situation]
) -> Iterator[tuple[str, tuple[Paper, ...]]]:
    """Once for all, or for each law or place under the outline's law where its condition holds; with the papers there."""
    if outline.each == "jurisdictions" and laws:
        for code, of_law in laws.items():
            if _holds_somewhere(outline, of_law) and evaluate(condition(outline.when), of_law.scope) is True:
                yield code, _papers(of_law, of_law.codes)
        return
    if outline.each != "places":
        if _holds_somewhere(outline, situation) and evaluate(condition(outline.when), situation.scope) is True:
            yield "", _papers(situation, situation.codes)
        return
    for place in place_records(situation.scope.answers):
        code = place.text("code")
        here = situation.scope.within(place=place, law=situation.law.scope(code))
        if _holds(outline, code, situation) and evaluate(condition(outline.when), here) is True:
            yield place.text("id"), _papers(situation, (code,))


def _holds_somewhere(outline: Outline, situation: Situation) -> bool:
    return any(_holds(outline, code, situation) for code in situation.codes) or not outline.owner


def _holds(outline: Outline, code: str, situation: Situation) -> bool:
    return outline.owner in ("", *(pack.code for pack in situation.law.stack(code)))


def profile(situation: Situation) -> tuple[str, ...]:
    """The documents that the profile has for such an organisation, and those that the law of its places has."""
    library = situation.library
    of_all = (d.id for d in library.profile if evaluate(condition(d.when), situation.scope) is True)
    packs = {code for place in place_records(situation.scope.answers) for code in library.stack(place.text("code"))}
    of_packs = (o.id for o in library.outlines.values() if o.owner in packs and not o.variant_of)
    return (*of_all, *of_packs)


def _default(situation: Situation, answers: Answers) -> tuple[str, ...]:
    """The profile, with what was chosen beyond it and without what was switched off."""
    chosen = dict.fromkeys((*profile(situation), *answers.also))
    return tuple(id_ for id_ in chosen if id_ not in answers.without)


def _wanted(library: Library, wanted: Sequence[str]) -> tuple[str, ...]:
    import difflib

    known = tuple(library.outlines)
    for id_ in wanted:
        if id_ not in known:
            near = difflib.get_close_matches(id_, known, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else "`policygen list documents` shows them."
            raise fail("PG-D040", f'there is no document "{id_}"', hint=hint)
    return tuple(wanted)


def _languages(outline: Outline, answers: Answers) -> tuple[str, ...]:
    found = answers.get(f"organisation.languages.{_LANGUAGES_OF[outline.reader]}")
    return tuple(_texts(found)) or ("en",)


def _texts(value: AnyValue) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        yield from (str(item) for item in value if isinstance(item, str))


def _own(situation: Situation, outline: Outline, language: str) -> Outline:
    """The outline that a pack of one of the places has for the language, or the one of the core.

    A translation of it stands in for the document of the core only where it covers the law of every place.
    """
    own = situation.library.own_outlines.get((outline.id, language))
    if own is None or not _holds_somewhere(own, situation):
        return outline
    translated = own.source and not outline.owner
    return outline if translated and not _covers(own, situation) else own


def _covers(own: Outline, situation: Situation) -> bool:
    """Whether a translation says what the core and its annexes would: its pack holds at every place, and no place has
    law that stands in the annex and not in the language translated from; and the law that it cites is in force."""
    if not situation.law.in_force(own.owner, own.cites):
        return False
    if not all(_holds(own, code, situation) for code in situation.codes):
        return False
    packs = {pack.code for code in situation.codes for pack in situation.law.stack(code)}
    written: dict[str, set[str]] = {own.language: set(), own.source: set()}
    for clause in situation.library.of_document.get(own.document, ()):
        if clause.layer == "place" and clause.owner in packs and clause.language in written:
            written[clause.language].add(clause.owner)
    return written[own.language] <= written[own.source]


def _exists(situation: Situation, outline: Outline, language: str) -> bool:
    if _own(situation, outline, language) is not outline:
        return True
    main = situation.library.outlines.get(outline.variant_of)
    source = _own(situation, main, language).source if main else ""
    if source and not _exists(situation, outline, source):
        return False  # the document that was translated has no such sheet
    return language in _languages_of(situation.library, outline)


def _main_exists(situation: Situation, outline: Outline, languages: Sequence[str]) -> bool:
    """A sheet that a language does not have is left out where the document itself is there in it."""
    main = situation.library.outlines.get(outline.variant_of)
    return main is not None and all(_exists(situation, main, language) for language in languages)


def _languages_of(library: Library, outline: Outline) -> frozenset[str]:
    slots = {f"{outline.document}/{slot}" for section in outline.sections for slot in section.slots}
    found = {
        clause.language
        for clause in library.of_document.get(outline.document, ())
        if slots & set(clause.slots) and (clause.layer != "place" or clause.owner == outline.owner)
    }
    return frozenset(found & set(library.words))


def _language_problem(situation: Situation, outline: Outline, language: str) -> Diagnostic:
    library = situation.library
    own = (key[1] for key in library.own_outlines if key[0] == outline.id and _exists(situation, outline, key[1]))
    has = _languages_of(library, outline) | frozenset(own)
    hint = f"It exists in: {', '.join(sorted(has))}." if has else "It has no clauses."
    return Diagnostic(
        "PG-D041", f"{outline.id} does not exist in the language {language!r}", Where(subject=outline.id), hint
    )


def _papers(situation: Situation, codes: Sequence[str]) -> tuple[Paper, ...]:
    """The papers of the places, the first place's first."""
    return tuple(dict.fromkeys(situation.law.pack(code).paper for code in codes)) or ("a4",)
