"""The duties of a place: how binding each is, what it rests on, and which clause of which document answers it."""

from collections.abc import Iterator

from pages import refer
from pages.conditions import Words
from pages.markup import anchor, folded, lines, table, text, to, upper
from pages.material import Material, once
from policygen.domain.pack import Moment, Obligation, Pack

MOMENTS: dict[Moment, str] = {
    "before": "before adoption",
    "adoption": "at adoption",
    "always": "always",
    "incident": "after an incident",
    "yearly": "every year",
}


def section(material: Material, pack: Pack) -> Iterator[str]:
    """The duties by what they ask for."""
    if not pack.obligations:
        return
    yield "## Duties {#duties}\n"
    yield from _said(material, pack)
    yield from _done(material, pack)
    yield from _rest(
        material,
        pack,
        "answer",
        "What the answers must satisfy",
        "policygen refuses answers that break these, and says what to do.",
    )
    yield from _rest(
        material, pack, "never", "What no document may say", "A build fails where a document holds one of the phrases."
    )


def _said(material: Material, pack: Pack) -> Iterator[str]:
    """What a document must say, by document."""
    said = [one for one in pack.obligations if one.kind == "say"]
    for document in once(one.document for one in said):
        title = text(material.title(document)) if document in material.outlines else "Any document"
        rows = [_row(material, pack, one) for one in said if one.document == document]
        inner = table(("Duty", "How binding", "Rests on", "Answered by"), rows)
        yield from folded(3, f"To be said in: {title}", f"say-{document or 'any'}", rows, inner)


def _row(material: Material, pack: Pack, one: Obligation) -> tuple[str, ...]:
    return (
        lines(
            (
                f"{anchor(one.id)}**{one.id}** {text(one.says)}",
                _when(material, pack, one),
                _began(material, pack, one),
                _accounted(one),
            )
        ),
        material.force(one.force),
        _rests(material, pack, one),
        _answers(material, pack, one),
    )


def _answers(material: Material, pack: Pack, one: Obligation) -> str:
    folder = "../documents/"
    elements = (to(f"{folder}{one.document}.md", element, element) for element in one.elements) if one.document else ()
    named = refer.clauses(material, one.clauses, one.document)
    supplied = () if named else _supplied(material, pack, one)
    return lines((named, refer.clauses(material, supplied, one.document), ", ".join(elements)))


def _supplied(material: Material, pack: Pack, one: Obligation) -> tuple[str, ...]:
    """Where a duty names elements alone: the clauses that say them."""
    found = (clause for element in one.elements for clause in material.suppliers.get((one.document, element), ()))
    here = {*material.library.stack(pack.code), ""}
    return once(clause.id for clause in found if clause.layer != "place" or clause.owner in here)


def _done(material: Material, pack: Pack) -> Iterator[str]:
    """What only the organisation can do."""
    done = [one for one in pack.obligations if one.kind == "do"]
    if done:
        rows = [
            (_row(material, pack, one)[0], MOMENTS[one.moment], material.force(one.force), _rests(material, pack, one))
            for moment in MOMENTS
            for one in done
            if one.moment == moment
        ]
        about = "No text can do these. They stand in START-HERE as dated lines of a list.\n"
        inner = [about, *table(("Duty", "When", "How binding", "Rests on"), rows)]
        yield from folded(3, "To be done by the organisation", "do", rows, inner)


def _rest(material: Material, pack: Pack, kind: str, title: str, about: str) -> Iterator[str]:
    found = [one for one in pack.obligations if one.kind == kind]
    if found:
        rows = [
            (
                _row(material, pack, one)[0],
                material.force(one.force),
                _holds(material, pack, one),
                _rests(material, pack, one),
            )
            for one in found
        ]
        inner = [f"{about}\n", *table(("Duty", "How binding", "What is looked at", "Rests on"), rows)]
        yield from folded(3, title, kind, rows, inner)


def _holds(material: Material, pack: Pack, one: Obligation) -> str:
    phrases = ", ".join(f"“{text(phrase)}”" for phrase in one.phrases)
    return lines((upper(text(Words(material).where(one.holds, pack.code))), text(one.mend), phrases))


def _rests(material: Material, pack: Pack, one: Obligation) -> str:
    return lines((refer.cited(material, pack, one.cites), one.evidence))


def _when(material: Material, pack: Pack, one: Obligation) -> str:
    each = f"for each {Words(material).names.of((one.each,))}" if one.each else ""
    when = f"where {text(Words(material).where(one.when, pack.code))}" if one.when else ""
    return " ".join(part for part in (each, when) if part)


def _began(material: Material, pack: Pack, one: Obligation) -> str:
    return "" if material.law.in_force(pack.code, one.cites) else f"*Not law on {material.day}.*"


def _accounted(one: Obligation) -> str:
    named = {"offered-later": "Not offered yet", "outside": "Outside these documents"}
    return f"*{named[one.accounted]}*: {text(one.reason)}" if one.accounted else ""
