"""Every document: who reads it, what it must say, its variants, and the clauses that can stand in it."""

from collections.abc import Iterator

from pages import document_facts, refer
from pages.conditions import Words
from pages.document_clauses import clauses, ways
from pages.document_facts import READERS, issued
from pages.markup import anchor, folded, lines, table, text, to
from pages.material import Material
from policygen.domain.library import Element, Outline

FOLDER = "documents/"
HEAD = """# All documents

Each document that policygen issues: who reads it, what it must say and who asks for that, its variants, and every clause that can stand
in it, with its full text. `policygen build` issues those that your answers call for; `documents.also` adds others, `documents.without`
leaves some out.

The search of this guide looks at the words of every clause, in English where it is written in several languages. To look for a phrase in
a document of yours: `policygen why our-shop "the phrase"`.
"""
MUST = """A document that lacks a *must* that applies is not issued. *Asked by* names duties of law; where it names none, the element is
good practice of the field.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """A list of all, and a page for each."""
    yield "documents/index.md", "\n".join(_list(material))
    for outline in material.documents:
        yield f"{FOLDER}{outline.id}.md", "\n".join(_page(material, outline))


def _list(material: Material) -> Iterator[str]:
    words = Words(material)
    yield HEAD
    for reader, who in READERS.items():
        yield f"## For {who} {{#{reader}}}\n"
        rows = (
            (
                to(f"{one.id}.md", "", text(material.title(one.id))),
                text(one.use),
                issued(words, one),
                str(len(_elements(material, one))),
            )
            for one in material.documents
            if one.reader == reader
        )
        yield from table(("Document", "What to do with it", "Issued", "Things it must say"), rows)


def _page(material: Material, outline: Outline) -> Iterator[str]:
    yield f"# {text(material.title(outline.id))}\n"
    yield f"{text(outline.use)}\n"
    must = [to("", "elements", "What it must say")] if _elements(material, outline) else []
    yield f"On this page: {' · '.join((*must, *ways(material, outline)))}.\n"
    yield from document_facts.section(Words(material), outline)
    yield from _must(material, outline)
    yield from clauses(material, outline)


def _elements(material: Material, outline: Outline) -> list[Element]:
    return [one for one in material.library.elements.values() if outline.id in one.document]


def _must(material: Material, outline: Outline) -> Iterator[str]:
    found = _elements(material, outline)
    if found:
        rows = [_element(material, outline, one) for one in found]
        inner = [MUST, *table(("Element", "Level", "Asked by", "Said by"), rows)]
        yield from folded(2, "What it must say", "elements", rows, inner)


def _element(material: Material, outline: Outline, one: Element) -> tuple[str, ...]:
    asked = [
        f"{refer.duty(pack, duty, '../law/')}"
        for pack, duty in material.asked_by.get(one.id, ())
        if duty.document in ("", outline.id)
    ]
    said = [refer.clause(material, c, "", outline.id) for c in material.suppliers.get((outline.id, one.id), ())]
    return (
        lines(
            (
                f"{anchor(one.id)}**{one.id}** {text(one.says)}",
                f"where {text(Words(material).where(one.when))}" if one.when else "",
            )
        ),
        one.level,
        refer.some(asked) or "good practice",
        refer.some(said),
    )
