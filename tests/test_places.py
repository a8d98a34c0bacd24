"""Several places at once: each annex holds the law of its own place, and the core holds none, in whatever format."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from policygen import workflow, workflow_site
from policygen.assembly.assemble import Assembled
from policygen.assembly.expanded import Written
from policygen.domain.library import Format
from policygen.publish.site_pages import site_files
from policygen.verify import docx_reading, pdf_checks, words
from tests import places
from tests.samples import CODE, POLICY, VENDOR, rendered

CODES = places.codes()
READERS = {
    "docx": lambda data: docx_reading.words(data, numbers=True),
    "pdf": pdf_checks.words,
    "html": words.html_words,
    "md": words.markdown_words,
}
LONG_ENOUGH = 30  # characters of a sentence that nobody would write twice by chance


ALL = [CODES, CODES[::-1]]  # every place with every other, before it and after it
PAIRS = [(one, other) for one, other in zip(CODES, CODES[1:] + CODES[:1], strict=True)]  # each first and second once
TOGETHER = pytest.mark.parametrize("together", [*ALL, *PAIRS], ids=lambda codes: f"{len(codes)} with {codes[0]} first")


@cache
def issue(codes: tuple[str, ...]) -> workflow.Issue:
    documents = (POLICY, CODE, VENDOR) if len(codes) == 2 else ()
    return places.issue_of(places.together(codes), documents=documents)


LIST_OF_MARKS = re.compile(rb" ?\{ [.#][^}]*\}")  # what a page of a site gives its theme


@TOGETHER
def test_nothing_of_a_places_law_stands_in_another_annex_or_in_the_core(together: tuple[str, ...]) -> None:
    """By provenance: the owner of each clause, the law behind each value, the law that each decision cites."""
    of = issue(together)
    checked = 0
    for one in of.assembled:
        for written in one.written:
            stack = stack_of(of, one, written.record)
            assert written.clause.layer != "place" or written.clause.owner in stack, (one.outline.id, written.clause.id)
            for name, text in law_values(written):
                declared = {key for code in stack for key in of.job.situation.law.declared(code)}
                assert name in declared, (one.outline.id, written.clause.id, name, text)
                checked += 1
        for decision in one.decisions:
            if decision.outcome == "in":
                stack = stack_of(of, one, decision.record)
                known = {id_ for code in stack for id_ in of.job.situation.law.citations(code)}
                assert set(decision.cites) <= known, (one.outline.id, decision.clause)
    assert checked or len(CODES) == 1


@TOGETHER
def test_no_body_or_source_of_another_place_is_named_in_an_annex_or_in_the_core(together: tuple[str, ...]) -> None:
    of = issue(together)
    law = of.job.situation.law
    named = {code: names(code) for code in together}
    authored = {clause.id: clause.body for clause in of.job.library.clauses if clause.layer == "place"}
    for one in of.assembled:
        for clause in one.built.clauses:
            own = {name for code in stack_of(of, one, clause.record) for name in names(code)}
            text = without(own, clause.text)
            for code in together:
                strange = {
                    name for name in named[code] - own if name in text and name not in authored.get(clause.id, "")
                }
                assert strange == set(), (one.outline.id, clause.id, clause.record, law.name(code))


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_every_format_says_each_sentence_of_a_places_law_only_where_its_annex_says_it(pair: tuple[str, str]) -> None:
    of = issue(pair)
    files = rendered(of)
    site = site_files(workflow_site.site_pages(of, of, tuple(files.values()), "all", {}))
    sites = "".join(
        "".join(words.markdown_words(LIST_OF_MARKS.sub(b"", data)))
        for path, data in site.items()
        if path.endswith(".md")
    )
    seen = 0
    for one in of.assembled:
        if one.outline.variant_of:
            continue
        texts = {kind: "".join(READERS[kind](files[f"{one.outline.id}.en.{kind}"].data)) for kind in READERS}
        for sentence, times in only_in_one_annex(of, one).items():
            assert {kind: text.count(sentence) for kind, text in texts.items()} == dict.fromkeys(texts, times), sentence
            assert sites.count(sentence) >= times
            seen += 1
    assert seen or len(CODES) == 1


def test_a_pair_is_rendered_for_every_place() -> None:
    formats: tuple[Format, ...] = ("docx", "pdf", "html", "md")
    assert set(READERS) == set(formats)
    assert {one for one, _ in PAIRS} == {other for _, other in PAIRS} == set(CODES)


def stack_of(of: workflow.Issue, one: Assembled, record: str) -> frozenset[str]:
    """The packs whose law may stand beside a record: an annex's place, or an office; none for the core. A document
    that a pack has in the core's place is about all places where that pack holds."""
    law = of.job.situation.law
    here = of.job.answers.tree.get("places")
    offices = {place.text("id"): place.text("code") for place in here} if isinstance(here, tuple) else {}  # type: ignore[union-attr]
    if one.outline.owner and one.outline.id in of.job.library.outlines and one.outline.source:
        return frozenset(pack.code for code in offices.values() for pack in law.stack(code))
    for name in (record, one.document.record):
        code = offices.get(name, name)
        if name and code in law.codes():
            return frozenset(pack.code for pack in law.stack(code))
    return frozenset()


def law_values(written: Written) -> Iterator[tuple[str, str]]:
    for value in written.values:
        if value.source.startswith("law."):
            yield value.source.removeprefix("law."), value.text


def names(code: str) -> frozenset[str]:
    """The bodies and sources of a place's packs, as they would be named in a text."""
    found: set[str] = set()
    for pack in places.law().stack(code):
        found |= {body.name for body in pack.authorities} | {body.site for body in pack.authorities}
        found |= {text for one in pack.instruments for text in (one.title, one.citation)}
    return frozenset(name for name in found if len(name) > 6)


def without(own: set[str], text: str) -> str:
    """A text without a place's own names, one of which may hold another's: the Australian Human Rights Commission."""
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def only_in_one_annex(of: workflow.Issue, one: Assembled) -> dict[str, int]:
    """Paragraphs that one annex alone says, without their spaces, since a line of Japanese may end anywhere; and how
    often it says them."""
    annexes: dict[frozenset[str], str] = {}
    for clause in one.built.clauses:
        stack = stack_of(of, one, clause.record)
        lines = "\n".join("".join(line.split()) for line in clause.text.splitlines())
        annexes[stack] = f"{annexes.get(stack, '')}\n{lines}"
    found: dict[str, int] = {}
    for stack, text in annexes.items():
        elsewhere = "\n".join(other for key, other in annexes.items() if key != stack)
        for line in text.splitlines() if stack else ():
            if len(line) >= LONG_ENOUGH and line not in elsewhere:
                found[line] = text.count(line)
    return found
