"""Every case of every pack, run through the program as a build would run it."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policygen import workflow
from policygen.assembly.built import accounts, built
from policygen.assembly.case_check import differences
from policygen.content.answers_file import answers_of
from policygen.content.library import load_library
from policygen.content.locate import builtin_root, jurisdictions_dir
from policygen.content.pack_cases import answers_source, read_cases
from policygen.domain.cases import PackCase
from policygen.domain.library import Library

<<<<<<< HEAD
PACKS = ("au", "au-nsw", "au-qld", "au-sa", "au-vic", "gb", "in", "nz", "us")
=======
PACKS = ("au", "au-vic", "gb", "in", "nz", "us", "us-ca")
>>>>>>> pack-usca
CASES = [case for code in PACKS for case in read_cases(jurisdictions_dir() / code, f"jurisdictions/{code}")]


@cache
def library() -> Library:
    return load_library((builtin_root(),))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.split('/')[1]}: {case.name}")
def test_a_case_comes_out_as_it_says(case: PackCase) -> None:
    answers = answers_of(answers_source(jurisdictions_dir(), case), library())
    request = workflow.Request(answers=Path("case.yaml"), documents=case.documents, as_of=case.as_of)
    job = workflow.prepare(library(), answers, request, date(2026, 11, 21))
    assembled = workflow.assemble_all(job)
    found = differences(case, job.situation, assembled, accounts(job.situation, assembled))
    assert not found, "\n".join(str(one) for one in found)


def test_each_pack_has_at_least_twelve_cases() -> None:
    counted = Counter(case.file.split("/")[1] for case in CASES)
    assert all(counted[code] >= 12 for code in PACKS), counted


def test_a_case_is_told_apart_by_its_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("place", "clause", "duties"),
    [
        ("au-vic", "au-vic-review", ["AU-VIC-03"]),
        ("au-vic", "au-limits", ["AU-09"]),
        ("in", "in-limits", ["IN-24", "IN-39"]),
        ("nz", "nz-steps", ["NZ-03", "NZ-04-say"]),
        ("nz", "nz-limits", ["NZ-07", "NZ-08-policy"]),
        ("us-ca", "us-ca-who", ["US-CA-02", "US-CA-13"]),
        ("us-ca", "us-ca-limits", ["US-CA-26"]),
    ],
)
def test_deleting_one_annex_clause_makes_the_build_name_the_duty(place: str, clause: str, duties: list[str]) -> None:
    case = next(one for one in CASES if one.place == place and one.as_of == date(2026, 11, 21))
    without = replace(library(), clauses=tuple(one for one in library().clauses if one.id != clause))
    request = workflow.Request(answers=Path("case.yaml"), as_of=case.as_of)
    answers = answers_of(answers_source(jurisdictions_dir(), case), without)
    job = workflow.prepare(without, answers, request, date(2026, 11, 21))
    found = accounts(job.situation, workflow.assemble_all(job))
    assert [duty for duty, one in zip(duties, found.findings, strict=True) if f"{duty}:" in one.message] == duties
    policy = "third-party-harassment-policy"
    assert found.uncovered == tuple({"obligation": duty, "place": place, "document": policy} for duty in duties)


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (date(2026, 9, 24), date(2026, 9, 25), {"gb-duty"}),
        (date(2026, 9, 26), date(2026, 9, 27), {"gb-limits"}),
        (date(2026, 9, 30), date(2026, 10, 1), set()),
        (date(2026, 10, 29), date(2026, 10, 30), set()),
    ],
)
def test_the_annex_of_great_britain_changes_exactly_where_the_pack_says(
    before: date, after: date, differ: set[str]
) -> None:
    assert _differing("gb-eng", "gb/clinic", before, after) == differ


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        (date(2024, 6, 30), date(2024, 7, 1), {"in-crimes-before", "in-crimes"}),
        (date(2025, 11, 20), date(2025, 11, 21), set()),
        (date(2025, 11, 23), date(2025, 11, 24), {"in-agencies"}),
        (date(2025, 12, 9), date(2025, 12, 10), {"in-outsiders"}),
    ],
)
def test_the_annex_of_india_changes_exactly_where_the_pack_says(before: date, after: date, differ: set[str]) -> None:
    assert _differing("in", "in/clinic", before, after) == differ


def _differing(place: str, base: str, before: date, after: date) -> set[str]:
    earlier, later = _annex(place, base, before), _annex(place, base, after)
    return {id_ for id_ in earlier.keys() | later.keys() if earlier.get(id_) != later.get(id_)}


def _annex(place: str, base: str, day: date) -> dict[str, str]:
    """The text of each clause that stands in a part for the place on a day."""
    case = next(one for one in CASES if one.place == place and one.base == base and not one.documents)
    answers = answers_of(answers_source(jurisdictions_dir(), case), library())
    request = workflow.Request(answers=Path("case.yaml"), as_of=day)
    issued = workflow.assemble_all(workflow.prepare(library(), answers, request, date(2026, 11, 21)))
    return {c.id: c.text for one in issued for c in built(one).clauses if c.record == place}
