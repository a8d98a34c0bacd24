"""Every document: who reads it, what it must say, its variants, and the clauses that can stand in it."""

from collections.abc import Iterator

from pages import refer
from pages.document_clauses import clauses
from pages.markup import anchor, code, items, lines, table, text, to
from pages.material import Material, once
from pages.spoken import plain
from policygen.domain.library import Element, Outline
from policygen.domain.sheet import LARGE_PRINT, Wanted, formats
from policygen.domain.sheet import SIZES as PAPERS

FOLDER = "documents/"
READERS = {
    "staff": "everyone who works for you",
    "public": "the public",
    "lawyer": "the lawyers of both sides of a contract",
    "management": "those in charge",
}
SIZES = {"micro": "1 to 9 people", "small": "10 to 49", "larger": "50 and more", "any": "any size"}
FORMATS = {"docx": "Word", "pdf": "PDF", "html": "web page", "md": "Markdown"}
HEAD = """# Documents

Each document that policygen issues: who reads it, what it must say and who asks for that, its variants, and every clause that can stand
in it. `policygen build` issues those that your answers call for; `documents.also` adds others, `documents.without` leaves some out.
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
    yield HEAD
    for reader, words in READERS.items():
        yield f"## For {words} {{#{reader}}}\n"
        rows = (
            (
                to(f"{one.id}.md", "", text(material.title(one.id))),
                text(one.use),
                _issued(material, one),
                str(len(_elements(material, one))),
            )
            for one in material.documents
            if one.reader == reader
        )
        yield from table(("Document", "What to do with it", "Issued", "Elements"), rows)


def _page(material: Material, outline: Outline) -> Iterator[str]:
    yield f"# {text(material.title(outline.id))}\n"
    yield f"{text(outline.use)}\n"
    yield from items(_facts(material, outline))
    yield from _lengths(outline)
    yield from _variants(material, outline)
    yield from _must(material, outline)
    yield from clauses(material, outline)


def _facts(material: Material, outline: Outline) -> Iterator[str]:
    own = [o for o in material.outlines[outline.id] if o.language != "en" or o.source]
    yield f"Its id: {code(outline.id)}"
    yield f"Printed as: {plain(outline.title)}"
    yield f"Read by: {READERS[outline.reader]}"
    yield f"Issued: {_issued(material, outline)}"
    if outline.each:
        yield f"One for each of the {code(outline.each)}"
    yield f"Formats: {', '.join(FORMATS[one] for one in outline.formats)}"
    yield f"Languages: {', '.join(once([outline.language, *(o.language for o in own)]))}"
    if outline.grade:
        yield f"Reading grade: {outline.grade['target']} wanted, {outline.grade['most']} at most"
    if outline.says_what_is_not:
        yield "It has to say what is not harassment"


def _issued(material: Material, outline: Outline) -> str:
    if outline.owner:
        when = f" where {code(outline.when)}" if outline.when else ""
        return f"under the law of {refer.place(material.packs[outline.owner]).replace('](', '](../law/')}{when}"
    default = next((one for one in material.library.profile if one.id == outline.id), None)
    if default is None:
        return "when you ask for it"
    return f"where {code(default.when)}" if default.when else "always"


def _lengths(outline: Outline) -> Iterator[str]:
    """The most words by size of the organisation."""
    if outline.words:
        yield "## How long it may be {#length}\n"
        yield "What it must say wins over length: a longer document is issued with a warning that names the longest clauses.\n"
        yield from table(
            ("Size", "Words at most"), ((SIZES[size], f"{most:,}") for size, most in outline.words.items())
        )


def _variants(material: Material, outline: Outline) -> Iterator[str]:
    found = [o for o in material.outlines[outline.id][1:] if o.language == "en" and not o.source]
    rows = (
        (
            f"{code(one.variant)} {plain(one.title)}",
            text(one.use),
            f"where {code(one.when)}" if one.when else "",
            lines((", ".join(FORMATS[f] for f in one.formats), _sheets(one))),
            ", ".join(f"{SIZES[size]}: {most:,}" for size, most in one.words.items()),
        )
        for one in found
    )
    rows_ = list(rows)
    if rows_:
        yield "## Variants {#variants}\n"
        yield from table(("Variant", "What to do with it", "When", "Formats", "Words at most"), rows_)


def _sheets(one: Outline) -> str:
    every = formats(one.sheet, ("a4", "letter"), Wanted((*PAPERS, LARGE_PRINT), landscape=True)) if one.sheet else ()
    return f"sheets: {', '.join(size.name for size in every)}" if every else ""


def _elements(material: Material, outline: Outline) -> list[Element]:
    return [one for one in material.library.elements.values() if outline.id in one.document]


def _must(material: Material, outline: Outline) -> Iterator[str]:
    found = _elements(material, outline)
    if found:
        yield "## What it must say {#elements}\n"
        yield MUST
        rows = (_element(material, outline, one) for one in found)
        yield from table(("Element", "Level", "Asked by", "Said by"), rows)


def _element(material: Material, outline: Outline, one: Element) -> tuple[str, ...]:
    asked = [
        f"{refer.duty(pack, duty, '../law/')}"
        for pack, duty in material.asked_by.get(one.id, ())
        if duty.document in ("", outline.id)
    ]
    said = [refer.clause(material, c, "", outline.id) for c in material.suppliers.get((outline.id, one.id), ())]
    return (
        lines((f"{anchor(one.id)}**{one.id}** {text(one.says)}", f"where {code(one.when)}" if one.when else "")),
        one.level,
        refer.some(asked) or "good practice",
        refer.some(said),
    )
