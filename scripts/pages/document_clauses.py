"""The clauses that can stand in a document, section by section: when each stands, what it answers, and its full text."""

from collections.abc import Iterator

from pages import refer
from pages.conditions import Words
from pages.document_facts import LANGUAGES
from pages.full_text import full_text
from pages.markup import code, items, lines, text, to, upper
from pages.material import Material, once
from pages.spoken import begins, plain
from policygen.domain.library import Clause, Outline, SectionPlan
from policygen.templating.reads import condition_names

LAW = "../law/"
ABOUT = "Its sections, and how many clauses each can hold. A clause is one line; press it for its words and for what\nthey rest on.\n"


def clauses(material: Material, outline: Outline) -> Iterator[str]:
    """Every outline of the document with its sections; a clause has its heading where it stands first."""
    words, seen = Words(material), set[str]()
    for one in material.outlines[outline.id]:
        if one.source:
            continue
        yield f"## {_title(words, one)} {{#{_id(one)} data-search-exclude}}\n"
        yield from _outline(words, one)
        for section in one.sections:
            if there := _standing(material, one, section):
                first = next(iter(there.values()))
                quoted = not (section.title or first.title)
                yield f"### {_heading(words, section, first)} {{#{_id(one)}-{section.id} data-search-exclude}}\n"
                yield from _notes(words, section)
                yield from _by_place(words.material, [c for id_, c in there.items() if id_ not in seen])
                for id_, clause in there.items():
                    if id_ not in seen:
                        yield from _clause(words, outline.id, clause, quoted=quoted and clause is first)
                yield from _again([id_ for id_ in there if id_ in seen])
            seen.update(there)


def _outline(words: Words, one: Outline) -> Iterator[str]:
    """A line for each section: the way to it, and how many clauses can stand there."""
    found = ((section, _standing(words.material, one, section)) for section in one.sections)
    named = [
        f"{to('', f'{_id(one)}-{section.id}', _heading(words, section, next(iter(there.values()))))}: {len(there)}"
        for section, there in found
        if there
    ]
    if len(named) > 1:
        yield ABOUT
        yield from items(named)


def _standing(material: Material, one: Outline, section: SectionPlan) -> dict[str, Clause]:
    """The clauses that can stand in a section, in their order."""
    return {clause.id: clause for slot in section.slots for clause in _in_slot(material, one, slot)}


def ways(material: Material, outline: Outline) -> list[str]:
    """Links to the clauses of each outline of the document."""
    words = Words(material)
    return [
        to("", _id(one), _title(words, one).partition(":")[0])
        for one in material.outlines[outline.id]
        if not one.source
    ]


def _id(one: Outline) -> str:
    return f"{one.variant or 'clauses'}-{one.owner or 'core'}-{one.language}"


def _title(words: Words, one: Outline) -> str:
    name = f"variant *{one.variant}*" if one.variant else "document"
    if not one.owner or one.language == "en":
        return f"Clauses of the {name}"
    where, language = text(words.material.packs[one.owner].name), LANGUAGES.get(one.language, one.language)
    return f"Clauses of the {name} of {where} in {language}: {plain(words, one.title)}"


def _heading(words: Words, section: SectionPlan, first: Clause) -> str:
    """The title of a section; where it has none, that of its first clause, or how that begins."""
    return plain(words, section.title or first.title) or begins(words, first, quoted=True) or code(first.id)


def _notes(words: Words, section: SectionPlan) -> Iterator[str]:
    notes = [
        f"Repeated for each {words.names.of((section.each,))}." if section.each else "",
        f"Stands where {text(words.where(section.when))}." if section.when else "",
    ]
    if any(notes):
        yield " ".join(note for note in notes if note) + "\n"


def _by_place(material: Material, new: list[Clause]) -> Iterator[str]:
    """Where clauses of many places follow each other, the way to the first of each."""
    first: dict[str, Clause] = {}
    for clause in new:
        if clause.layer == "place":
            first.setdefault(clause.owner, clause)
    if len(first) > 1:
        named = sorted((refer.called(material.packs[owner]), one.id) for owner, one in first.items())
        yield f"By place: {' · '.join(to('', id_, text(name)) for name, id_ in named)}\n"


def _again(ids: list[str]) -> Iterator[str]:
    """Those that stand further up already."""
    if ids:
        yield "From above: " + ", ".join(to("", id_, code(id_)) for id_ in ids) + ".\n"


def _in_slot(material: Material, outline: Outline, slot: str) -> Iterator[Clause]:
    for clause in material.library.clauses:
        if f"{outline.document}/{slot}" in clause.slots and clause.language == outline.language:
            yield clause


def _clause(words: Words, document: str, clause: Clause, *, quoted: bool) -> Iterator[str]:
    """One line, its id and how it begins where its section has not `quoted` that; behind it its words, what is known of it,
    and its words in other languages."""
    yield '<details class="fold clause" markdown="1">\n<summary markdown="block">\n'
    yield f"#### {' '.join(filter(None, (code(clause.id), plain(words, clause.title))))} {{#{clause.id}}}\n"
    if not quoted and (first := begins(words, clause)):
        yield f"{first}\n{{: data-search-exclude }}\n"
    yield f"</summary>\n\n{full_text(words, clause)}"
    yield f"{lines(_facts(words, document, clause))}\n{{: .facts data-search-exclude }}\n"
    for other in words.material.library.clauses:
        if other.id == clause.id and other.language != clause.language:
            yield full_text(words, other, f"In {LANGUAGES.get(other.language, other.language)}")
    yield "</details>\n"


def _facts(words: Words, document: str, clause: Clause) -> Iterator[str]:
    material = words.material
    yield f"*For* {_for(material, clause)}"
    when = text(words.where(clause.when, clause.owner))
    yield f"*Stands* {lead(when)}{_instead(clause)}"
    if law := _law(words, clause):
        yield f"*Looks at the law* {law}"
    elements = ", ".join(to("", one, one) for one in clause.supplies)
    if elements:
        yield f"*Says* {elements}"
    if duties := _duties(material, document, clause):
        yield f"*Answers the duties* {refer.some(duties)}"
    if cited := _cites(material, clause):
        yield f"*Rests on* {cited}"


def lead(when: str) -> str:
    """A condition as the end of a line; "always" where there is none."""
    return f"where {when}" if when else "always"


def _for(material: Material, clause: Clause) -> str:
    if clause.layer == "place":
        return to(f"{LAW}{clause.owner}.md", "", text(refer.called(material.packs[clause.owner])))
    if clause.layer == "industry":
        return text(material.library.industries[clause.owner].title)
    if clause.record in material.packs:
        return to(f"{LAW}{clause.record}.md", "", text(refer.called(material.packs[clause.record])))
    return "everyone" if not clause.record else upper(clause.record.replace("-", " "))


def _instead(clause: Clause) -> str:
    if clause.replaces:
        return f"; in place of {code(clause.replaces)}"
    return f"; takes out {code(clause.removes)}" if clause.removes else ""


def _law(words: Words, clause: Clause) -> str:
    """The values of law that its condition looks at, each with a link to its periods and sources."""
    found = (
        words.names.law(path[1], clause.owner) for path in sorted(condition_names(clause.when)) if path[0] == "law"
    )
    return "; ".join(
        to(f"{LAW}{pack.code}.md", f"value-{one.id}", text(words.names.of(("law", one.id), clause.owner)))
        for pack, one in filter(None, found)
    )


def _duties(material: Material, document: str, clause: Clause) -> list[str]:
    """Links to the duties that name the clause, then those that ask for an element it says, where its law holds."""
    named = [(pack, duty) for pack in material.packs.values() for duty in pack.obligations if clause.id in duty.clauses]
    asked = [
        (pack, duty)
        for element in clause.supplies
        for pack, duty in material.asked_by.get(element, ())
        if duty.document in ("", document) and _holds_for(material, clause, pack.code)
    ]
    return list(once(refer.duty(pack, duty, LAW) for pack, duty in (*named, *asked)))


def _holds_for(material: Material, clause: Clause, code_: str) -> bool:
    """Whether a clause stands under the law of a pack: one of a place only there and in the parts of it."""
    return (
        clause.layer != "place"
        or clause.owner in material.library.stack(code_)
        or code_ in material.library.stack(clause.owner)
    )


def _cites(material: Material, clause: Clause) -> str:
    law = material.law.citations(clause.owner) if clause.cites else {}
    found = (law[id_] for id_ in clause.cites if id_ in law)
    return "; ".join(to(f"{LAW}{one.code}.md", one.id, text(refer.short(one.text))) for one in found)
