"""The clauses that can stand in a document, section by section, with when each stands and what it answers."""

from collections.abc import Iterator

from pages import refer
from pages.document_facts import LANGUAGES
from pages.markup import anchor, code, lines, table, text, to
from pages.material import Material
from pages.spoken import begins, plain
from policygen.domain.library import Clause, Outline, SectionPlan


def clauses(material: Material, outline: Outline) -> Iterator[str]:
    """Every outline of the document with its sections; a clause carries its anchor where it stands first."""
    seen: set[str] = set()
    for one in material.outlines[outline.id]:
        if one.source:
            continue
        yield f"## {_title(material, one)} {{#{_id(one)}}}\n"
        for section in one.sections:
            there = {clause.id: clause for slot in section.slots for clause in _in_slot(material, one, slot)}
            new = [clause for id_, clause in there.items() if id_ not in seen]
            if there:
                yield f"### {_heading(section)} {{#{_id(one)}-{section.id}}}\n"
                yield from _notes(section)
                yield from table(
                    ("Clause", "For", "When it stands", "What it answers"), (_row(material, c) for c in new)
                )
                yield from _again([id_ for id_ in there if id_ in seen])
            seen.update(there)


def _id(one: Outline) -> str:
    return f"{one.variant or 'clauses'}-{one.owner or 'core'}-{one.language}"


def _title(material: Material, one: Outline) -> str:
    name = f"variant *{one.variant}*" if one.variant else "document"
    if not one.owner or one.language == "en":
        return f"Clauses of the {name}"
    where, language = text(material.packs[one.owner].name), LANGUAGES.get(one.language, one.language)
    return f"Clauses of the {name} of {where} in {language}: {plain(one.title)}"


def _heading(section: SectionPlan) -> str:
    return plain(section.title) or f"Section {code(section.id)}"


def _notes(section: SectionPlan) -> Iterator[str]:
    notes = [
        f"Repeated for each of the {code(section.each)}." if section.each else "",
        f"Stands where {code(section.when)}." if section.when else "",
    ]
    if any(notes):
        yield " ".join(note for note in notes if note) + "\n"


def _again(ids: list[str]) -> Iterator[str]:
    """Those that stand further up already."""
    if ids:
        yield "From above: " + ", ".join(to("", id_, code(id_)) for id_ in ids) + ".\n"


def _in_slot(material: Material, outline: Outline, slot: str) -> Iterator[Clause]:
    for clause in material.library.clauses:
        if f"{outline.document}/{slot}" in clause.slots and clause.language == outline.language:
            yield clause


def _row(material: Material, clause: Clause) -> tuple[str, ...]:
    title = f"**{plain(clause.title)}**" if clause.title else ""
    return (
        lines((f"{anchor(clause.id)}{code(clause.id)}", title, begins(clause))),
        _for(material, clause),
        lines((code(clause.when), _instead(clause))),
        lines((", ".join(to("", one, one) for one in clause.supplies), _cites(material, clause))),
    )


def _for(material: Material, clause: Clause) -> str:
    if clause.layer == "place":
        return to(f"../law/{clause.owner}.md", "", text(refer.called(material.packs[clause.owner])))
    if clause.layer == "industry":
        return text(material.library.industries[clause.owner].title)
    return "everyone" if not clause.record else code(clause.record)


def _instead(clause: Clause) -> str:
    if clause.replaces:
        return f"in place of {code(clause.replaces)}"
    return f"takes out {code(clause.removes)}" if clause.removes else ""


def _cites(material: Material, clause: Clause) -> str:
    if not clause.cites:
        return ""
    law = material.law.citations(clause.owner)
    found = (law[id_] for id_ in clause.cites if id_ in law)
    return "; ".join(to(f"../law/{one.code}.md", one.id, text(refer.short(one.text))) for one in found)
