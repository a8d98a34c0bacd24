"""The tree: numbers, cross-references, anchors and spelling."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from policygen import workflow
from policygen.assembly.assemble import Assembled
from policygen.assembly.compose import plain_text
from policygen.assembly.numbering import Numberer
from policygen.domain.document import Clause as Placed
from policygen.domain.document import Item, List, Paragraph, Section, Text
from policygen.domain.library import Clause, Element, Outline
from policygen.errors import PolicygenError, Where
from policygen.templating import tokens
from policygen.templating.spelling import respelled
from tests.samples import assembled_with, library, unchanged


def section(
    title: str = "T", look: Any = "plain", numbering: Any = "headings", *clauses: Placed
) -> Section:  # literals
    return Section("s", "", (Text(title),) if title else (), look, False, numbering, clauses)


def placed(title: str = "T", *blocks: Any) -> Placed:  # blocks of any kind
    return Placed("c", 1, "c", 3, "", (Text(title),) if title else (), blocks)


def test_headings_are_counted_and_boxes_and_unnumbered_sections_are_not() -> None:
    found = Numberer().number(
        (
            section("Box", "box", "headings", placed()),
            section("One", "plain", "headings", placed(), placed("")),
            section("None", "plain", "none", placed()),
            section("Two", "plain", "headings", placed(), placed()),
        )
    )
    assert [s.number for s in found] == ["", "1", "", "2"]
    assert [[c.number for c in s.clauses] for s in found] == [[""], ["1.1", ""], [""], ["2.1", "2.2"]]


def test_legal_clauses_count_through_sections_and_anew_in_a_schedule() -> None:
    inner = List(True, (Item((Paragraph((Text("x"),)), List(True, (Item((Paragraph((Text("y"),)),)),)))),) * 28)
    one = placed("A", Paragraph((Text("p"),)), inner, Paragraph((Text("q"),)))
    found = Numberer().number(
        (
            section("", "plain", "legal", one),
            section("", "plain", "legal", one),
            section("Schedule", "plain", "legal", one),
        )
    )
    assert [s.clauses[0].number for s in found] == ["1", "2", "1"]
    first, listed, last = found[1].clauses[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.number, last.number) == ("2.1", "2.2")
    assert isinstance(listed, List)
    assert [item.label for item in listed.items][:3] == ["(a)", "(b)", "(c)"]
    assert listed.items[26].label == "(aa)"
    nested = listed.items[0].blocks[1]
    assert isinstance(nested, List)
    assert nested.items[0].label == "(i)"


def with_clauses(*clauses: Clause, elements: tuple[Element, ...] = (), **outline: Any) -> Assembled:  # fields of one
    plain = {"id": "third-party-harassment-policy", "title": "Note", "reader": "staff", "numbering": "headings"}
    sections = [{"id": "main", "title": "Main", "slots": ["x"]}]
    plan = Outline.model_validate({**plain, "sections": sections, **outline})
    content = replace(library(), clauses=clauses, outlines={plan.id: plan}, elements={e.id: e for e in elements})
    of = unchanged("childrens-network").job
    planned = tuple(replace(p, outline=plan) for p in of.planned if p.outline.id == plan.id)
    job = replace(of, library=content, situation=replace(of.situation, library=content), planned=planned)
    [made] = workflow.assemble_all(job)
    return made


def texts(node: object) -> Iterator[str]:
    """Every text of a tree, in order."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from texts(part)
    elif is_dataclass(node):
        for one in fields(node):
            yield from texts(getattr(node, one.name))


def clause(id_: str, body: str, title: str = "") -> Clause:
    slot = "third-party-harassment-policy/x"
    return Clause(id=id_, version=1, title=title, slots=(slot,), body=body, file=f"{id_}.en.md", body_line=7)


@pytest.mark.parametrize(
    ("references", "words"),
    [("number", "See 1.1."), ("title", "See The rule."), ("number-and-title", "See 1.1 (The rule).")],
)
def test_a_cross_reference_prints_what_its_target_is_called(references: str, words: str) -> None:
    made = with_clauses(clause("b", "See [](#a)."), clause("a", "Text.", "The rule"), references=references)
    [_, other] = made.document.clauses()
    paragraph = other.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.inlines) == words


def test_a_cross_reference_to_what_is_not_there_is_refused() -> None:
    with pytest.raises(PolicygenError, match='the cross-reference to "gone" leads nowhere in this document'):
        with_clauses(clause("a", "See [](#gone)."))


def test_every_anchor_of_a_document_is_there_once() -> None:
    for example in ("childrens-network", "corner-shop", "harbour-clinic"):
        for one in unchanged(example).assembled:
            anchors = [c.anchor for c in one.document.clauses()] + [s.anchor for s in one.document.sections]
            assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("example", ["childrens-network", "corner-shop", "harbour-clinic"])
def test_every_value_put_in_comes_out_once_where_it_was_put(example: str) -> None:
    for one in unchanged(example).assembled:
        document = one.document
        found = [
            index
            for text in (
                document.title,
                document.subtitle,
                document.organisation,
                document.running_head,
                document.running_foot,
            )
            for index in tokens.found(text)
        ]
        found += [index for text in texts(document.sections) for index in tokens.found(text)]
        unused = set(range(len(document.values))) - set(found)
        titles = {v for w in one.written for v in w.section_title.values}
        assert all(document.values[index] in titles for index in unused)
        assert max(found) < len(document.values)


def test_american_spelling_changes_the_text_and_never_a_value() -> None:
    made = with_clauses(clause("a", "Our organisation and {{ organisation.name }} organise a programme."))
    text = tokens.filled("".join(texts(made.document.sections)), made.document.values)
    assert "Our organization and Lantern International Children's Network organize a program." in text


def test_spelling_swaps_whole_words_and_keeps_capitals() -> None:
    pairs = {"colour": "color", "centre": "center"}
    assert respelled("Colour, colours, discolour and the Centre.", pairs) == "Color, colours, discolour and the Center."


def test_every_clause_of_a_document_that_has_no_text_is_refused_at_once() -> None:
    blank = [c.model_copy(update={"body": " \n"}) if c.supplies else c for c in library().clauses]
    with pytest.raises(PolicygenError) as raised:
        assembled_with(replace(library(), clauses=tuple(blank)), "corner-shop", "vendor-clauses")
    assert len(raised.value.diagnostics) > 10
    assert {d.code for d in raised.value.diagnostics} <= {"PG-D021", "PG-D010"}


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_a_blank_answer_is_never_printed(blank: str) -> None:
    of = unchanged("corner-shop").job
    scope = of.situation.scope.within(nickname=blank)
    with pytest.raises(PolicygenError, match="a blank would be printed"):
        workflow.writer(of, of.situation, "en").write("We are {{ nickname }}.", scope, Where("a.md", 1))


def test_an_element_of_several_documents_is_wanted_in_each_of_them_and_in_no_other() -> None:
    def element(*documents: str) -> Element:
        return Element(id="E-01", document=documents, level="must", says="Hello")

    said = clause("said", "Hello.").model_copy(update={"supplies": ("E-01",)})
    assert with_clauses(said, elements=(element("poster", "third-party-harassment-policy"),))
    assert with_clauses(clause("said", "Hello."), elements=(element("poster", "snippets"),))
    with pytest.raises(PolicygenError, match="does not say E-01"):
        with_clauses(clause("said", "Hello."), elements=(element("poster", "third-party-harassment-policy"),))
