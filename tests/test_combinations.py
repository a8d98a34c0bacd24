"""Every place with every industry, family, size and shape: whole documents, and every condition met both ways."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from policygen.content.locate import jurisdictions_dir
from policygen.content.pack_cases import answers_source, read_cases
from policygen.domain.cases import PackCase
from policygen.domain.decision import Decision
from policygen.errors import PolicygenError
from policygen.templating.reads import condition_names
from tests import pairs, places, test_many_organisations, test_pairs
from tests.samples import ALL_EXAMPLES, CODE, POLICY, VENDOR, data, library

ONE_OF_EACH_FAMILY = {party.family: party.id for party in library().third_parties.values()}
COLUMNS: Mapping[str, tuple[Any, ...]] = {
    "place": places.codes(),
    "industry": tuple(library().industries),
    "family": tuple(ONE_OF_EACH_FAMILY),
    "size": (6, 30, 300),
    "shape": ("core-and-annexes", "separate"),
}
ROWS = pairs.rows(COLUMNS)
# All of them before a release; otherwise some, so that a change is not waited for. Every place is among them.
EVERY = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 4
CHOSEN = range(0, len(ROWS), EVERY)
EARLIER = (date(2000, 1, 1), date(2023, 1, 1))
# Clauses whose condition every issue meets, and why that is right.
ALWAYS: Mapping[str, str] = {
    "code-danger": "each place says which number people call in an emergency; the condition guards a draft",
    "code-wall-danger": "as code-danger",
}
TAUGHT = ("response-manual", "training-plan")
SECTION = " stands only when "
FAILS, BEFORE = "its condition does not hold", "its law is not in force on "
REPORTS = ("start-here/", "review-", "site-")  # made from the result of an issue, and tested with it


def answers(number: int) -> dict[str, Any]:
    """The answers of a row; what it leaves open is as in a row of the other table, so that it differs too."""
    row, other = ROWS[number], test_pairs.CASES[number % len(test_pairs.CASES)]
    rest = {key: value for key, value in other.items() if key not in ("places", "organisation.people")}
    found = data("harbour-clinic", test_pairs.changes(rest))
    code = str(row["place"])
    codes = places.codes()
    beside = codes[(codes.index(code) + 1) % len(codes)]
    there = places.together((code, beside) if row["shape"] == "separate" else (code,))
    found |= {key: value for key, value in there.items() if key not in found}
    found |= {"places": there["places"], "shape": row["shape"]}
    for place in found["places"].values():
        place["public"] = number % 5 != 1
    found["contacts"] = {**there["contacts"], **found["contacts"]}
    found["organisation"] |= {
        "industry": row["industry"],
        "people": {"employees": row["size"], "interns": 1, "volunteers": 1},
    }
    if number % 2 and all(place["law"].startswith("jp") for place in found["places"].values()):
        found["organisation"]["languages"] = {"staff": ["ja"], "public": ["ja"], "contract": ["ja"]}
    if number % 7 == 3:
        found["documents"] = {"supplement": True}
        found["organisation"]["harassment_policy"] = "Respect at work policy"
    if number % 9 == 4:
        one = next(name for name in found["reporting"]["channels"] if name != "supervisor")
        found["reporting"] |= {"channels": [one], "about_management": "nobody"}
    if row["size"] == 300:
        found["meeting_people"]["alone"] = list(test_pairs.COLUMNS["meeting_people.alone"][-1])  # type: ignore[call-overload]
    if row["industry"] in ("restaurant", "hospitality", "events"):
        found["meeting_people"]["serves_alcohol"] = number % 2 == 0
    usual = library().industries[str(row["industry"])].third_parties
    kinds = [*usual, *found["meeting_people"]["third_parties"], ONE_OF_EACH_FAMILY[str(row["family"])]]
    found["meeting_people"]["third_parties"] = list(dict.fromkeys(kinds[-3:] if number % 3 == 1 else kinds))
    return found


@cache
def decisions(number: int) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Every decision about a row's documents, and every fault in them that no user could mend."""
    try:
        of = places.issue_of(answers(number))
    except PolicygenError as error:
        return (), tuple(str(problem) for problem in error.diagnostics)
    refused = [str(f) for f in of.accounts.findings if f.code != "PG-L022"]  # answers that the law refuses
    return tuple(decision for one in of.assembled for decision in one.decisions), tuple(refused)


@cache
def long_ago(code: str, day: date) -> tuple[Decision, ...]:
    """A draft with the law of an earlier day: what has not begun yet leaves its clauses out."""
    of = places.issue_of(
        places.answers_at(code) | {"law_as_of": day.isoformat()}, documents=(POLICY, CODE, VENDOR, *TAUGHT), draft=True
    )
    return tuple(decision for one in of.assembled for decision in one.decisions)


def of_case(case: PackCase) -> tuple[Decision, ...]:
    found = answers_source(jurisdictions_dir(), case).data
    of = places.issue_of(found, documents=case.documents, as_of=case.as_of)
    return tuple(decision for one in of.assembled for decision in one.decisions)


def all_decisions() -> Iterator[Decision]:
    for number in CHOSEN:
        yield from decisions(number)[0]
    for name in (*test_many_organisations.ALL, *ALL_EXAMPLES):
        yield from (decision for one in test_many_organisations.issue(name).assembled for decision in one.decisions)
    for code in library().packs:
        for case in read_cases(jurisdictions_dir() / code, f"jurisdictions/{code}"):
            yield from of_case(case)
    for code in places.codes():
        for day in EARLIER:
            yield from long_ago(code, day)


@pytest.mark.slow
@pytest.mark.parametrize("number", CHOSEN, ids=lambda n: "-".join(map(str, ROWS[n].values())))
def test_every_combination_is_issued_without_a_fault_of_ours(number: int) -> None:
    assert decisions(number)[1] == ()


@pytest.mark.slow
@pytest.mark.skipif(EVERY > 1, reason="over all combinations only, with HYPOTHESIS_PROFILE=long")
def test_every_clause_stands_somewhere_and_every_condition_is_met_both_ways() -> None:
    conditions = {clause.id: clause.when for clause in library().clauses if not clause.slots[0].startswith(REPORTS)}
    only_law = {id_ for id_, when in conditions.items() if {path[0] for path in condition_names(when)} == {"law"}}
    held: dict[str, set[bool]] = {id_: set() for id_ in conditions}
    for decision in all_decisions():
        if decision.outcome != "out":
            held[decision.clause].add(True)
        elif (
            decision.reason == FAILS
            or (decision.reason.startswith(BEFORE) and decision.clause in only_law)
            or (conditions[decision.clause] and conditions[decision.clause].startswith(_of_section(decision)))
        ):
            held[decision.clause].add(False)
    never_true = {id_ for id_, seen in held.items() if True not in seen}
    never_false = {id_ for id_, seen in held.items() if conditions[id_] and False not in seen}
    assert never_true == set(), "no combination and no case ever says these clauses"
    assert never_false == ALWAYS.keys(), "no combination and no case ever leaves these clauses out by their condition"


def _of_section(decision: Decision) -> str:
    """The condition of the section that leaves the clause out, or what no condition begins with."""
    return decision.reason.partition(SECTION)[2] or "\0"
