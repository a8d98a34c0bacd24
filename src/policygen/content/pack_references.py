"""How packs and clauses refer to each other: citations, legal numbers, deadlines in print, and duties that clauses meet."""

import contextlib
import re
from collections.abc import Iterator, Mapping

from policygen.content.pack_checks import ENDED, numbers
from policygen.content.yaml_source import nearest
from policygen.domain.law import PRINTABLE, Law
from policygen.domain.library import Clause, Library
from policygen.domain.pack import Instrument, Obligation, Pack
from policygen.domain.values import UNITS
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating.expression import condition
from policygen.templating.reads import names_read

_LINKED = re.compile(r"\]\(\{\{\s*law\.([a-z0-9_]+)\.url")
_PRINTED = re.compile(r"\{\{\s*law\.([a-z0-9_]+)\b(?!\.)")


def pack_references(library: Library) -> tuple[Diagnostic, ...]:
    """Every reference between packs and clauses that leads nowhere, or where it must not."""
    found: list[Diagnostic] = []
    printed = _printed_terms(library)
    for pack in library.packs.values():
        law = Law(pack.checked_on, library.packs)
        stack = law.stack(pack.code)
        instruments = {id_: found_[0] for one in stack for id_, found_ in one.provisions().items()}
        texts = [text for text in library.every_text() if text.layer == "place" and text.owner == pack.code]
        for clause in texts:
            found += _cites(clause, instruments, pack)
            found += _numbers(clause)
            found += _deadlines(clause, stack)
            found += _links(clause, stack)
        clauses = [one for one in library.clauses if one.layer == "place" and one.owner == pack.code]
        found += _languages(pack, clauses, library)
        found += _terms(pack, printed)
        for outline in (one for one in library.every_outline() if one.owner == pack.code and not one.source):
            where = Where(outline.file, None, None, outline.id)
            found += _known(outline.cites, instruments, where)
        slots = _slots(library, frozenset(one.code for one in stack))
        for duty in pack.obligations:
            found += _duty(duty, pack, library, slots)
    return tuple(found)


def _cites(clause: Clause, instruments: dict[str, Instrument], pack: Pack) -> Iterator[Diagnostic]:
    where = Where(clause.file, 2, None, clause.id)
    yield from _known((*clause.cites, *clause.anticipates), instruments, where)
    for cite in clause.cites:
        status = instruments[cite].status(pack.checked_on) if cite in instruments else "in-force"
        if status in ENDED:
            hint = "Cite what stands in its place, or take the clause out."
            yield Diagnostic("PG-P051", f'"{cite}" is cited, but it is {status}', where, hint)
        elif status in ("announced", "not-yet"):
            hint = "Name it under `anticipates:`; what is expected is not law."
            yield Diagnostic("PG-P052", f'"{cite}" is cited, but it is not in force', where, hint)


def _known(cites: tuple[str, ...], instruments: dict[str, Instrument], where: Where) -> Iterator[Diagnostic]:
    for cite in cites:
        if cite not in instruments:
            hint = nearest(cite, frozenset(instruments))
            yield Diagnostic("PG-P050", f'the citation "{cite}" points nowhere', where, hint)


def _numbers(clause: Clause) -> Iterator[Diagnostic]:
    where = Where(clause.file, 2, None, clause.id)
    try:
        found = numbers(condition(clause.when, where))
    except PolicygenError as error:
        yield from error.diagnostics
        return
    for number in sorted(found):
        hint = "Make it a parameter with its period and citation, and write `law.<parameter>`."
        yield Diagnostic("PG-P045", f"the number {number} stands in a condition", where, hint)


def _deadlines(clause: Clause, stack: tuple[Pack, ...]) -> Iterator[Diagnostic]:
    weak = {
        parameter.id
        for pack in stack
        for parameter in pack.parameters
        if (parameter.unit in UNITS or parameter.unit == "date")
        and any(value.evidence not in PRINTABLE for value in parameter.values)
    }
    for number, line in enumerate(clause.body.splitlines()):
        for match in _PRINTED.finditer(line):
            if match[1] in weak:
                where = Where(clause.file, clause.body_line + number, match.start() + 1, clause.id)
                hint = "Print the body's name and site, and no time, until somebody has read the source."
                message = f'"law.{match[1]}" is a deadline that is not known well enough to print'
                yield Diagnostic("PG-P053", message, where, hint)


def _languages(pack: Pack, clauses: list[Clause], library: Library) -> Iterator[Diagnostic]:
    """A language that a pack lists has words of the library, and every clause of the pack is written in it.

    A clause of a document in a language of its own need not stand in others.
    """
    where = pack.where(pack.code, "languages")
    for language in pack.languages:
        if language not in library.languages():
            hint = f"Take it out of `languages:`; there are words in: {', '.join(library.languages())}."
            yield Diagnostic("PG-P057", f'the library has no words in the language "{language}"', where, hint)
            continue
        slots = _slots_in(language, library)
        lacking = dict.fromkeys(one.id for one in clauses if slots & set(one.slots))
        for one in clauses:
            if one.language == language:
                lacking.pop(one.id, None)
        if lacking:
            message = f'"{pack.code}" lists the language "{language}", in which {", ".join(lacking)} is not written'
            yield Diagnostic("PG-P058", message, where, f"Write <id>.{language}.md, or take the language out.")


def _slots_in(language: str, library: Library) -> frozenset[str]:
    written = ((key, one) for key, one in library.own_outlines.items() if not one.source)
    own = {id_: one for (id_, spoken), one in written if spoken == language}
    outlines = (own.get(id_, outline) for id_, outline in library.outlines.items())
    return frozenset(f"{o.document}/{slot}" for o in outlines for section in o.sections for slot in section.slots)


def _terms(pack: Pack, printed: frozenset[str]) -> Iterator[Diagnostic]:
    """A whole country has every word of law and contracts that the core prints; its parts have it from there."""
    lacking = sorted(printed - set(pack.terms))
    if lacking and not pack.within:
        message = f'the law of "{pack.code}" has no word for {", ".join(lacking)}'
        yield Diagnostic("PG-P059", message, pack.where(pack.code, "terms"), "Add what is missing to `terms:`.")


def _printed_terms(library: Library) -> frozenset[str]:
    """The words that the core prints and no industry has; a clause that cannot be read is found elsewhere."""
    found: set[str] = set()
    for clause in library.clauses:
        if clause.layer != "place":
            with contextlib.suppress(PolicygenError):
                found |= {path[1] for path in names_read(clause) if path[0] == "words" and len(path) > 1}
    return frozenset(found.difference(*(industry.words for industry in library.industries.values())))


def _links(clause: Clause, stack: tuple[Pack, ...]) -> Iterator[Diagnostic]:
    open_sites = {body.id for pack in stack for body in pack.authorities if not body.url.startswith("https://")}
    for number, line in enumerate(clause.body.splitlines()):
        for match in _LINKED.finditer(line):
            if match[1] in open_sites:
                where = Where(clause.file, clause.body_line + number, match.start() + 1, clause.id)
                message = f'"law.{match[1]}.url" does not begin with https: and cannot be a link'
                yield Diagnostic("PG-P060", message, where, "Print `.site` as text, or give the address with https.")


def _slots(library: Library, owners: frozenset[str]) -> Mapping[str, set[str]]:
    """Where the clauses of the core and of these packs stand, by clause."""
    found: dict[str, set[str]] = {}
    for clause in library.clauses:
        if clause.layer != "place" or clause.owner in owners:
            found.setdefault(clause.id, set()).update(clause.slots)
    return found


def _duty(duty: Obligation, pack: Pack, library: Library, slots: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    where = pack.where(duty.id)
    for element in duty.elements:
        known = {e.id for e in library.elements.values() if duty.document in e.document}
        if element not in known and (known or not duty.accounted):
            message = f'"{duty.id}" rests on the element "{element}", which {duty.document} does not have'
            yield Diagnostic("PG-P054", message, where, nearest(element, known))
    for clause in duty.clauses:
        if clause not in slots:
            message = f'nobody can meet "{duty.id}": there is no clause "{clause}"'
            yield Diagnostic("PG-P055", message, where, nearest(clause, frozenset(slots)))
        elif not any(slot.startswith(f"{duty.document}/") for slot in slots[clause]):
            message = f'nobody can meet "{duty.id}": "{clause}" has no slot in {duty.document}'
            yield Diagnostic("PG-P056", message, where, "Give the clause a slot there, or name another document.")
