"""The facts of a document: its reader, when it is issued, its length, its variants, and its forms of one place."""

from collections.abc import Iterator

from pages import refer
from pages.conditions import Words
from pages.markup import code, items, lines, table, text
from pages.material import Material
from pages.spoken import plain
from policygen.domain.library import Outline
from policygen.domain.sheet import LARGE_PRINT, Wanted, formats
from policygen.domain.sheet import SIZES as PAPERS

LAW = "../law/"
READERS = {
    "staff": "everyone who works for you",
    "public": "the public",
    "lawyer": "the lawyers of both sides of a contract",
    "management": "those in charge",
}
SIZES = {"micro": "1 to 9 people", "small": "10 to 49", "larger": "50 and more", "any": "any size"}
FORMATS = {"docx": "Word", "pdf": "PDF", "html": "web page", "md": "Markdown"}
LANGUAGES = {"en": "English", "ja": "Japanese"}
COUNTED = {"ja": "characters"}  # a language that writes without spaces is measured by them
GRADE = (
    "How hard it may be to read: school grade {target} is wanted, grade {most} is the most "
    "([what a grade is](../office.md#2-check))"
)
LENGTH = (
    "What it must say wins over length: a longer document is issued with a warning that names the longest clauses.\n"
)
OWN = """A place may have this document in an order of its own. Written in the language of the place, it is about that place alone,
whatever other places there are. Its translation is issued where every place stands under that law; elsewhere the document above stands,
with its annex.
"""


def section(words: Words, outline: Outline) -> Iterator[str]:
    """All facts of a document."""
    material = words.material
    everyone, local = _forms(material, outline)
    yield from items(_facts(words, outline))
    yield "## How long it may be {#length}\n"
    yield LENGTH
    yield from table(("Size", "Words at most"), ((SIZES[size], f"{most:,}") for size, most in outline.words.items()))
    if everyone:
        yield "## Variants {#variants}\n"
        heads = ("Variant", "What to do with it", "When", "Formats", "At most")
        yield from table(heads, (_variant(words, one) for one in everyone))
    if local:
        yield "## In the language of a place {#languages}\n"
        yield OWN
        heads = ("Document", "Language", "Place", "Formats", "At most")
        yield from table(heads, (_local(words, one) for one in local))


def issued(words: Words, outline: Outline) -> str:
    """Who gets the document without asking for it."""
    material = words.material
    if outline.owner:
        when = f" where {text(words.where(outline.when, outline.owner))}" if outline.when else ""
        return f"under the law of {refer.place(material.packs[outline.owner], folder=LAW)}{when}"
    default = next((one for one in material.library.profile if one.id == outline.id), None)
    if default is None:
        return "when you ask for it"
    return f"where {text(words.where(default.when))}" if default.when else "always"


def _forms(material: Material, outline: Outline) -> tuple[list[Outline], list[Outline]]:
    """The variants for everyone, and the outlines that a place has in a language of its own or in translation."""
    others = material.outlines[outline.id][1:]
    local = [one for one in others if one.owner and (one.source or one.language != outline.language)]
    return [one for one in others if one not in local], local


def _facts(words: Words, outline: Outline) -> Iterator[str]:
    yield f"Its id: {code(outline.id)}"
    yield f"Its title: {plain(words, outline.title)}"
    yield f"Read by: {READERS[outline.reader]}"
    yield f"Issued: {issued(words, outline)}"
    if outline.each:
        yield f"One for each {words.names.of((outline.each,))}"
    yield f"Formats: {_formats(outline)}"
    spoken = sorted({one.language for one in words.material.outlines[outline.id]})
    yield f"Languages: {', '.join(LANGUAGES.get(one, one) for one in spoken)}"
    if outline.grade:
        yield GRADE.format(**outline.grade)
    if outline.says_what_is_not:
        yield "It has to say what is not harassment"


def _variant(words: Words, one: Outline) -> tuple[str, ...]:
    when = f"where {text(words.where(one.when, one.owner))}" if one.when else ""
    return (
        f"{code(one.variant)} {plain(words, one.title)}",
        text(one.use),
        when,
        lines((_formats(one), _sheets(one))),
        _most(one),
    )


def _local(words: Words, one: Outline) -> tuple[str, ...]:
    language = LANGUAGES.get(one.language, one.language)
    source = f", translated from {LANGUAGES.get(one.source, one.source)}" if one.source else ""
    return (
        lines((plain(words, one.title), code(one.variant))),
        f"{language}{source}",
        refer.place(words.material.packs[one.owner], folder=LAW),
        lines((_formats(one), _sheets(one))),
        _most(one),
    )


def _formats(one: Outline) -> str:
    return ", ".join(FORMATS[found] for found in one.formats)


def _most(one: Outline) -> str:
    unit = COUNTED.get(one.language, "words")
    return lines(f"{SIZES[size]}: {most:,} {unit}" for size, most in one.words.items())


def _sheets(one: Outline) -> str:
    every = formats(one.sheet, ("a4", "letter"), Wanted((*PAPERS, LARGE_PRINT), landscape=True)) if one.sheet else ()
    return f"sheets: {', '.join(size.name for size in every)}" if every else ""
