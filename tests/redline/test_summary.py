"""The page that says what changed and why: its table, its words, and where clauses stand."""

import io
from collections.abc import Sequence
from datetime import date

import pytest
from docx import Document
from lxml import etree

from policygen.content.locate import builtin_root
from policygen.content.words import read_words
from policygen.domain.document import Document as Page
from policygen.redline.reasons import Record
from policygen.redline.sections import Spot
from policygen.redline.summary import About, summary, what
from policygen.redline.tree import Clause
from policygen.redline.write import Changed, Said
from policygen.render.formats import Setting, rendered

LABELS = read_words((builtin_root(),), "en")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def clause(at: int) -> Clause:
    return Clause(("clause", f"_c_{at}"), f"c{at}@1", f"Title {at}", None, (), f"_c_{at}")


def about(clauses: int = 0) -> About:
    spots = {f"_c_{at}": Spot() for at in range(clauses)}
    return About("Policy", "X", "old beside new", "a and b", date(2026, 11, 21), "en", "a4", sections=spots)


def page(changes: Sequence[Changed], record: Record | None = None) -> Page:
    return summary(about(), changes, len(changes), (record, record), LABELS)


def body(made: Page) -> etree._Element:
    """The body of the Word file."""
    data = rendered(made, "docx", Setting(LABELS))
    return Document(io.BytesIO(data)).element.body


def test_the_table_starts_below_the_lines_however_long_its_rows_are() -> None:
    changes = [Changed(clause(at), clause(at), 1, 1, [Said("new", "word " * 15)]) for at in range(6)]
    rows = list(body(page(changes)).iter(f"{W}tr"))
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    assert kept == [True, True, *[False] * 5]


def test_a_citation_is_never_cut_however_long_the_reasons_are() -> None:
    cites = {f"l{at}": f"Act number {at} on the protection of those who work, section {at}" for at in range(9)}
    one = clause(1)
    old, new = (
        {"clause": "c1", "record": "", "outcome": "in", "cites": list(cites),
         "read": [["vendors.law", f"{said} {'long ' * 12}"], ["vendor.name", f"{said} {'long ' * 12}"]]}
        for said in ("one", "two")
    )  # fmt: skip
    sides = [Record("2026-11-21", "1", "policy", (decision,), cites) for decision in (old, new)]
    made = summary(about(), [Changed(one, one, 1, 1, [Said("new", "x")])], 1, (sides[0], sides[1]), LABELS)
    told = "".join(text.text or "" for text in list(body(made).iter(f"{W}tr"))[1].iter(f"{W}t"))
    assert told.endswith(f"; rests on {cites['l0']}; and 8 more")


@pytest.mark.parametrize(("alone", "clauses", "told"), [(10, 19, True), (10, 20, False), (9, 9, False)])
def test_an_issue_of_another_form_is_told_first(alone: int, clauses: int, told: bool) -> None:
    changes = [Changed(clause(at), None, 1) if at % 2 else Changed(None, clause(at), 0, 1) for at in range(alone)]
    changes += [Changed(clause(at), clause(at), 1, 1) for at in range(alone, clauses)] + [Changed(None, None, 1)]
    made = summary(about(clauses), changes, 1, (None, None), LABELS)
    words = [text.text or "" for text in body(made).iter(f"{W}t")]
    assert (LABELS["redline.other_form"] in words) is told
    if told:
        assert words.index(LABELS["redline.other_form"]) < words.index("a and b")


def test_words_that_went_here_and_words_that_came_there_do_not_replace_each_other() -> None:
    one = clause(1)
    apart = [Said("gone", "a", "", 1), Said("new", "b", "", 2)]
    assert what(Changed(one, one, 1, 1, apart), LABELS) == "“a” struck out; “b” added"
    together = [Said("gone", "a", "", 1), Said("new", "b", "", 1)]
    assert what(Changed(one, one, 1, 1, together), LABELS) == "“a” becomes “b”"
