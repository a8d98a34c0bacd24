"""Every case of every pack, run through the program as a build would run it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from policygen import workflow
from policygen.assembly.case_check import differences
from policygen.content.answers_file import answers_of
from policygen.content.library import load_library
from policygen.content.locate import builtin_root, jurisdictions_dir
from policygen.content.pack_cases import answers_source, read_cases
from policygen.domain.cases import PackCase
from policygen.domain.law import Law
from policygen.domain.library import Library

PACKS = tuple(sorted(path.parent.name for path in jurisdictions_dir().glob("*/cases")))
SMALL = ("gb-eng", "gb-nir", "gb-sct", "gb-wls")  # as many cases as they have rules of their own
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
    found = differences(case, job.situation, assembled, workflow.account_all(job, assembled))
    assert not found, "\n".join(str(one) for one in found)


def test_each_pack_has_at_least_twelve_cases() -> None:
    counted = Counter(case.file.split("/")[1] for case in CASES)
    assert all(counted[code] >= 12 for code in PACKS if code not in SMALL), counted


def test_every_place_with_a_pack_is_looked_at_by_a_case() -> None:
    assert {case.place for case in CASES} >= set(library().packs) - {"gb"}


def test_a_case_is_told_apart_by_its_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("place", "clause", "duties"),
    [
        ("au-vic", "au-vic-review", ["AU-VIC-03"]),
        ("au-vic", "au-limits", ["AU-09"]),
        ("in", "in-limits", ["IN-24", "IN-39"]),
        ("jp-13", "jp-protection", ["JP-27", "JP-28"]),
        ("jp-13", "jp-afterwards", ["JP-21-policy", "JP-22-policy", "JP-23-policy", "JP-24-policy"]),
        ("nz", "nz-steps", ["NZ-03", "NZ-04-say"]),
        ("gb-eng", "gb-duty", ["GB-01"]),
        ("gb-eng", "gb-limits", ["GB-12"]),
        ("gb-nir", "gb-nir-duty", ["GB-25"]),
        ("nz", "nz-limits", ["NZ-07", "NZ-08-policy"]),
        ("us-ny", "us-ny-inquiry", ["US-NY-01-annex", "US-NY-05"]),
        ("us-ny-nyc", "us-ny-nyc-characteristics", ["US-NY-24"]),
        ("us-il", "us-il-rights", ["US-IL-04", "US-IL-06"]),
        ("us-il-chicago", "us-il-chicago-definition", ["US-IL-16"]),
        ("us-ca", "us-ca-who", ["US-CA-02", "US-CA-13"]),
        ("us-ca", "us-ca-limits", ["US-CA-26"]),
    ],
)
def test_deleting_one_annex_clause_makes_the_build_name_the_duty(place: str, clause: str, duties: list[str]) -> None:
    case = next(one for one in CASES if one.place == place and one.as_of == date(2026, 11, 21) and _in_english(one))
    kept = tuple(one for one in annexes().clauses if (one.id, one.language) != (clause, "en"))
    without = replace(annexes(), clauses=kept)
    request = workflow.Request(answers=Path("case.yaml"), as_of=case.as_of)
    answers = answers_of(answers_source(jurisdictions_dir(), case), without)
    job = workflow.prepare(without, answers, request, date(2026, 11, 21))
    found = workflow.account_all(job, workflow.assemble_all(job))
    assert [duty for duty, one in zip(duties, found.findings, strict=True) if f"{duty}:" in one.message] == duties
    policy = "third-party-harassment-policy"
    assert found.uncovered == tuple({"obligation": duty, "place": place, "document": policy} for duty in duties)


@cache
def annexes() -> Library:
    """The library without the translations that stand in for the documents of the core and their annexes."""
    own = {key: one for key, one in library().own_outlines.items() if not one.source}
    return replace(library(), own_outlines=own)


def _in_english(case: PackCase) -> bool:
    return "languages" not in str(case.answers)


JAPAN_FROM_OCTOBER = {
    "jp-before", "jp-duty", "jp-definition", "jp-examples", "jp-response", "jp-malicious", "jp-desk", "jp-afterwards",
    "jp-protection", "jp-own-conduct", "jp-job-seekers", "jp-agencies", "jp-visitors-what", "jp-visitors-job-seekers",
    "jp-vendor-conduct", "jp-vendor-help", "jp-vendor-dispatched", "jp-manual-what", "jp-manual-response", "jp-manual-afterwards",
    "jp-desk-borderline", "jp-desk-care", "jp-desk-policy", "jp-desk-protected", "jp-train-conduct", "jp-train-desk", "jp-train-again",
    "jp-train-ourselves", "jp-train-job-seekers", "jp-train-dealing",
}  # fmt: skip
TOKYO_FROM_APRIL = {"jp-13-scope", "jp-13-ordinance-here", "jp-13-visitors-here", "jp-13-vendor-people", "jp-13-manual"}


@pytest.mark.parametrize(
    ("place", "base", "after", "differ"),
    [
        ("gb-eng", "gb/clinic", date(2026, 4, 1), {"gb-eng-sex-offence"}),
        ("gb-eng", "gb/clinic", date(2026, 4, 6), {"gb-whistleblowing"}),
        ("gb-eng", "gb/clinic", date(2026, 9, 25), {"gb-duty"}),
        ("gb-eng", "gb/clinic", date(2026, 9, 27), {"gb-limits"}),
        ("gb-eng", "gb/clinic", date(2026, 10, 1), set()),
        ("gb-eng", "gb/clinic", date(2026, 10, 30), set()),
        ("in", "in/clinic", date(2024, 7, 1), {"in-crimes-before", "in-crimes"}),
        ("in", "in/clinic", date(2025, 11, 21), set()),
        ("in", "in/clinic", date(2025, 11, 24), {"in-agencies"}),
        ("in", "in/clinic", date(2025, 12, 10), {"in-outsiders"}),
        ("jp-13", "jp/clinic", date(2025, 4, 1), TOKYO_FROM_APRIL),
        ("jp-13", "jp/clinic", date(2026, 9, 30), set()),
        ("jp-13", "jp/clinic", date(2026, 10, 1), JAPAN_FROM_OCTOBER),
        ("jp-13", "jp/clinic", date(2026, 11, 30), set()),
        ("us", "us/clinic", date(2026, 1, 22), set()),
    ],
)
def test_documents_differ_from_the_day_before_exactly_where_the_pack_says(
    place: str, base: str, after: date, differ: set[str]
) -> None:
    earlier, later = _annex(place, base, after - timedelta(days=1)), _annex(place, base, after)
    assert {id_ for id_ in earlier.keys() | later.keys() if earlier.get(id_) != later.get(id_)} == differ


@pytest.mark.parametrize("place", ["gb-sct", "gb-wls", "gb-nir"])
def test_nothing_of_england_stands_in_another_nation(place: str) -> None:
    law = Law(date(2026, 11, 21), library().packs)
    assert not {"gp_warning_window", "nhs_vpr_standard_version"} & law.values(place).keys()
    assert not {"gb-gms-regs", "gb-nhs-contract", "gb-vpr"} & law.citations(place).keys()


@pytest.mark.parametrize("place", ["gb", "gb-sct", "gb-nir"])
def test_nothing_of_england_and_wales_stands_in_scotland_or_northern_ireland(place: str) -> None:
    cited = Law(date(2026, 11, 21), library().packs).citations(place).keys()
    assert not {"gb-sex-based-harassment", "gb-crime-policing-act", "gb-victims-act", "gb-poa-s4a"} & cited


def _annex(place: str, base: str, day: date) -> dict[str, str]:
    """The text of each clause that stands in a part for the place on a day."""
    case = next(one for one in CASES if one.place == place and one.base == base and not one.documents)
    answers = answers_of(answers_source(jurisdictions_dir(), case), annexes())
    request = workflow.Request(answers=Path("case.yaml"), as_of=day)
    issued = workflow.assemble_all(workflow.prepare(annexes(), answers, request, date(2026, 11, 21)))
    return {c.id: c.text for one in issued for c in one.built.clauses if c.record == place}
