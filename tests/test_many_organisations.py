"""Sixty organisations and more, each with its whole set: nothing fails, nothing is too long, nothing is another's.

Thirteen are written by hand (`tests/organisations`), the others come from a table in which every two choices meet. All
of them are built before a release; a dozen on every other day.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from policygen import workflow
from policygen.assembly import advice
from policygen.content.yaml_source import load_yaml
from policygen.domain.library import FORMATS, Format
from policygen.verify.agreement import disagreements
from policygen.workflow_check import facts
from tests import generated, places
from tests.samples import ALL_EXAMPLES, ROOT, TODAY, data, library, rendered

BY_HAND = tuple(sorted(path.stem for path in (ROOT / "tests" / "organisations").glob("*.yaml")))
ALL = (*BY_HAND, *(f"generated-{number}" for number in range(len(generated.CHOICES))))
DAILY = (*BY_HAND[::2], *ALL[len(BY_HAND) :: 10])
CHOSEN = ALL if os.environ.get("HYPOTHESIS_PROFILE") == "long" else DAILY
IN_FULL = 4  # every fourth also as Word, PDF and HTML
# Words of one kind of work, which nobody else's documents hold unless their own answers say them.
OWN_WORDS = {
    "clinic": r"patients?|surgery",
    "school": r"pupils?|classrooms?|teachers?",
    "transport": r"passengers?|fares?",
    "ngo": r"donors?|donations?|charity",
    "retail": r"shoppers?|refunds?",
    "restaurant": r"diners?|waiters?",
    "hospitality": r"check-?in desks?|night desk|minibars?",
    "care": r"residents?|care plans?",
    "events": r"exhibitors?|festivals?",
    "public-office": r"librar(?:y|ies)",
}


@cache
def answers(name: str) -> dict[str, Any]:
    kind, _, number = name.partition("-")
    if kind == "generated":
        return generated.organisation(int(number))
    if name in ALL_EXAMPLES:
        return data(name)
    found: dict[str, Any] = load_yaml(ROOT / "tests" / "organisations" / f"{name}.yaml").data
    return found


@cache
def issue(name: str) -> workflow.Issue:
    return places.issue_of(answers(name))


@cache
def files(name: str) -> dict[str, bytes]:
    return {path: one.data for path, one in rendered(issue(name), *kinds(name)).items()}


def kinds(name: str) -> tuple[Format, ...]:
    """Markdown for all, and by turns every format."""
    return FORMATS if CHOSEN.index(name) % IN_FULL == 0 else ("md",)


def test_there_are_sixty_and_every_kind_of_work_is_among_those_written_by_hand() -> None:
    assert len(ALL) >= 60
    work = {answers(name)["organisation"]["industry"] for name in (*BY_HAND, *ALL_EXAMPLES)}
    assert work == set(library().industries)
    assert len(DAILY) >= 12


@pytest.mark.parametrize("name", CHOSEN)
def test_the_whole_set_is_built_and_every_file_agrees(name: str) -> None:
    of = issue(name)
    assert [f for f in of.accounts.findings if f.code != "PG-L022"] == []
    made = files(name)
    assert set(made) == {f"{one.stem}.{kind}" for one in of.job.planned for kind in one.formats if kind in kinds(name)}
    assert disagreements(made, facts(of)) == ()


@pytest.mark.parametrize("name", CHOSEN)
def test_no_document_is_longer_or_harder_than_planned(name: str) -> None:
    of = issue(name)
    found = advice.advice(of.job.situation, of.job.answers, of.assembled, TODAY)
    assert [f.message for f in found if f.code in ("PG-D050", "PG-D051")] == []


@pytest.mark.parametrize("name", CHOSEN)
def test_nothing_of_another_kind_of_work_or_another_country_is_said(name: str) -> None:
    of = issue(name)
    situation = of.job.situation
    stack = {pack.code for code in situation.codes for pack in situation.law.stack(code)}
    for one in of.assembled:
        for written in one.written:
            owners = {"industry": set(situation.industries), "place": stack}.get(written.clause.layer)
            assert owners is None or written.clause.owner in owners, (one.outline.id, written.clause.id)
    assert list(strange_words(name)) == []


def strange_words(name: str) -> Iterator[tuple[str, str, str]]:
    """The kind of work, the clause and the word, for each word of a trade that is not this organisation's."""
    of = issue(name)
    given = f"{answers(name)} {of.job.situation.scope.lookup(('third_party_words',))}".casefold()
    others = {kind: words for kind, words in OWN_WORDS.items() if kind not in of.job.situation.industries}
    for one in of.assembled:
        if one.document.language != "en":
            continue
        law = {written.clause.id for written in one.written if written.clause.layer == "place"}
        for clause in one.built.clauses:
            if clause.id in law:  # it speaks of everyone whom it covers
                continue
            for kind, words in others.items():
                for match in re.finditer(rf"\b(?:{words})\b", clause.text, re.IGNORECASE):
                    if match[0].casefold().rstrip("s") not in given:
                        yield kind, clause.id, match[0]
