"""Every question: what is asked, what kind of answer it takes, when, and what it is used for."""

from collections.abc import Iterator

from pages import refer
from pages.conditions import Words
from pages.markup import anchor, code, lines, table, text, to
from pages.material import Material
from pages.question_uses import Uses
from policygen.domain.questions import Question

FOLDER = "../documents/"
KINDS = {
    "text": "a line of text",
    "long-text": "a text",
    "yes-no": "yes or no",
    "one-of": "one of",
    "several-of": "some of",
    "number": "a number",
    "date": "a day",
    "duration": "a length of time",
    "email": "an email address",
    "phone": "a phone number",
    "url": "a web address",
    "colour": "a colour",
    "contact": "one of your contacts",
    "reach": "a phone number, an email address, or both",
    "records": "a list of records",
}
FEW = 3
HEAD = """# Questions

Every question that `policygen new` may ask, in its order, by area. The id is its dotted path in `answers.yaml`. A question is asked only
where a document of yours uses its answer. `policygen list questions` prints this list, and `policygen schema answers` the shape of the
file for editors.

- *Asked*: nobody else can know the answer.
- *Proposed*: an answer is proposed by your size, industry and place. You take it with one key, or change it.
- *With a choice*: it comes with a document or clause chosen beyond the usual ones.
- *Used for* names the documents with the most clauses that read the answer, with their number, and the duties that look at it.
"""
COMPUTED = """## What follows from the answers {#computed}

Names that conditions and texts may use beside the questions. They are worked out from answers and never asked.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """One page."""
    yield "reference/questions.md", "\n".join(_page(material))


def _page(material: Material) -> Iterator[str]:
    uses = Uses.of(material)
    yield HEAD
    for section in material.library.sections:
        yield f"## {text(section.title)} {{#area-{section.section}}}\n"
        yield from _table(material, uses, section.questions)
    for pack in material.packs.values():
        if pack.questions:
            yield f"## Only in {text(pack.name)} {{#area-{pack.code}}}\n"
            yield f"Asked of organisations that [the law of {text(pack.name)}](../law/{pack.code}.md) holds for.\n"
            yield from _table(material, uses, pack.questions)
    yield COMPUTED
    rows = (
        (code(one.name), text(one.says), ", ".join(code(name) for name in one.inputs))
        for one in material.library.derived.values()
    )
    yield from table(("Name", "What it is", "Worked out from"), rows)


def _table(material: Material, uses: Uses, questions: tuple[Question, ...]) -> list[str]:
    rows = (row for one in questions for row in _rows(material, uses, one))
    return table(("Question", "Answer", "When", "Used for"), rows)


def _rows(material: Material, uses: Uses, one: Question) -> Iterator[tuple[str, ...]]:
    yield _row(material, uses, one, one.id)
    for field in one.fields:
        yield _row(material, uses, field, f"{one.id}.{field.id}", "&emsp;")


def _row(material: Material, uses: Uses, one: Question, id_: str, indent: str = "") -> tuple[str, ...]:
    return (
        lines((f"{anchor(f'question-{id_}')}{indent}**{text(one.prompt)}**", f"{indent}{code(id_)}", text(one.help))),
        lines((_kind(one), _options(one), f"for example {text(one.example)}" if one.example else "")),
        _when(material, one),
        _used(material, uses, id_),
    )


def _kind(one: Question) -> str:
    kind = KINDS[one.kind] + (f" the {one.options_from.replace('-', ' ')}" if one.options_from else "")
    least = f", {one.minimum} at least" if one.minimum is not None else ""
    most = f", {one.maximum} at most" if one.maximum is not None else ""
    longest = f", {one.longest} at most" if one.longest else ""
    return f"{kind}{least}{most}{longest}{'; may be left out' if one.optional else ''}"


def _options(one: Question) -> str:
    return lines(f"{code(option.value)} {text(option.title)}" for option in one.options)


def _when(material: Material, one: Question) -> str:
    asked = {"always": "asked", "suggest": "proposed", "if-chosen": "with a choice"}[one.ask]
    return lines((asked, f"where {text(Words(material).where(one.when, one.law))}" if one.when else ""))


def _used(material: Material, uses: Uses, id_: str) -> str:
    found = uses.documents(id_)
    documents = [f"{refer.documents(material, (document,), FOLDER)} ({number})" for document, number in found]
    duties = [to(f"../law/{pack.code}.md", duty.id, duty.id) for pack, duty in uses.duties(id_)]
    law = f"duties {refer.some(duties, FEW)}" if duties else ""
    return (
        lines((refer.some(documents, FEW), law)) or "the program itself: which documents, languages, pages and sheets"
    )
