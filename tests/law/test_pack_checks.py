"""Each rule of the checker of packs has a broken pack that it finds, with file, line and what to do."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from policygen.content.packs import load_packs, read_packs
from policygen.errors import PolicygenError
from tests.law.packs_on_disk import swapped, with_more, write_pack, write_packs

PARAMETERS = "xx/parameters.yaml"
INSTRUMENTS = "xx/instruments.yaml"
OBLIGATIONS = "xx/obligations.yaml"
DUTY = "- {id: XX-02, kind: %s, force: must, says: x, cites: xx-act, %s}\n"
VALUE = "- {id: %s, says: x, unit: days, cites: %s, basis: statute, checked_on: 2026-11-21, values: [%s]}\n"
PERIOD = "{value: 1, starts: 2020-01-01, evidence: primary}"
EVENT = "- {id: xx-b, title: B, basis: statute, evidence: primary, events: [%s]}\n"

BROKEN: Mapping[str, tuple[dict[str, str], str, str, str]] = {
    "two values on one day": (
        swapped(PARAMETERS, "ends: 2024-01-01", "ends: 2024-06-01"),
        "xx/parameters.yaml:9:", "PG-P022", '"limit" has two values on 2024-01-01',
    ),
    "a value that never ends before the next": (
        swapped(PARAMETERS, ", ends: 2024-01-01", ""), "xx/parameters.yaml:9:", "PG-P022", "has two values on 2024-01-01",
    ),
    "a gap in a history": (
        swapped(PARAMETERS, "ends: 2024-01-01", "ends: 2023-12-01"),
        "xx/parameters.yaml:9:", "PG-P023", '"limit" has no value from 2023-12-01 to 2024-01-01',
    ),
    "a period that ends before it starts": (
        swapped(PARAMETERS, "ends: 2024-01-01", "ends: 2019-01-01"), "xx/parameters.yaml:8:", "PG-P021", "not after it starts",
    ),
    "a parameter without a value": (
        with_more(PARAMETERS, VALUE % ("empty", "xx-act", "")), "xx/parameters.yaml:10:", "PG-P020", '"empty" has no value',
    ),
    "a value in force without a start": (
        with_more(PARAMETERS, VALUE % ("loose", "xx-act", "{value: 1, evidence: primary}")),
        "xx/parameters.yaml:10:", "PG-P027", "has no start",
    ),
    "an end that does not say how": (
        swapped(INSTRUMENTS, "how: rescinded, ", ""), "xx/instruments.yaml:15:", "PG-P024", "does not say how it ended",
    ),
    "an end before the start": (
        swapped(INSTRUMENTS, "day: 2023-01-01", "day: 2020-06-01"), "xx/instruments.yaml:15:", "PG-P025", "ends before it starts",
    ),
    "an instrument without an event": (
        with_more(INSTRUMENTS, EVENT % ""), "xx/instruments.yaml:16:", "PG-P026", '"xx-b" has no event',
    ),
    "a citation to nowhere": (
        swapped(PARAMETERS, "cites: xx-act-s1", "cites: xx-akt-s1"),
        "xx/parameters.yaml:4:", "PG-P041", 'the citation "xx-akt-s1" points nowhere',
    ),
    "rescinded law cited as authority": (
        swapped(OBLIGATIONS, "cites: xx-act-s1", "cites: xx-guide"),
        "xx/obligations.yaml:8:", "PG-P042", '"xx-guide" is cited, but it is rescinded',
    ),
    "an unknown wider pack": (
        {"xx-n/pack.yaml": write_pack("xx-n", "yy")}, "xx-n/pack.yaml:3:", "PG-P010", '"yy" is not a pack that can be used',
    ),
    "packs in a circle": (
        {"xx/pack.yaml": write_pack("xx", "xx-n")}, "xx/pack.yaml:3:", "PG-P011", "xx in xx-n in xx",
    ),
    "a part that its country does not list": (
        swapped("xx/pack.yaml", "code: xx-n", "code: xx-s"), "xx-n/pack.yaml:3:", "PG-P012", 'does not list "xx-n"',
    ),
    "a pack in another pack's folder": (
        {"zz/pack.yaml": write_pack("xy", "")}, "zz/pack.yaml:1:", "PG-P013", 'the pack "xy" stands in the folder "zz"',
    ),
    "an id used twice": (
        with_more(OBLIGATIONS, "- {id: XX-01, kind: do, force: must, says: x, cites: xx-act}\n"),
        "xx/obligations.yaml:9:", "PG-P014", '"XX-01" is used twice',
    ),
    "a duty to say that no clause can meet": (
        with_more(OBLIGATIONS, DUTY % ("say", "document: vendor-clauses")),
        "xx/obligations.yaml:9:", "PG-P030", 'nobody can meet "XX-02"',
    ),
    "a ban without a phrase": (
        with_more(OBLIGATIONS, DUTY % ("never", "moment: always")), "xx/obligations.yaml:9:", "PG-P030", "it names no phrase",
    ),
    "a condition on answers without `holds`": (
        with_more(OBLIGATIONS, DUTY % ("answer", "moment: always")), "xx/obligations.yaml:9:", "PG-P030", "it has no `holds:`",
    ),
    "a duty set aside without a reason": (
        with_more(OBLIGATIONS, DUTY % ("do", "accounted: outside")), "xx/obligations.yaml:9:", "PG-P031", "without a reason",
    ),
    "an unknown document": (
        swapped(OBLIGATIONS, "document: vendor-clauses", "document: vendor-clause"),
        "xx/obligations.yaml:5:", "PG-P032", '"vendor-clause" is not a document',
    ),
    "a limit that is no parameter": (
        swapped("xx/pack.yaml", "limits: [limit]", "limits: [limits]"), "xx/pack.yaml:", "PG-P040", '"limits" is not a parameter',
    ),
    "a narrower value that does not say what it stands in for": (
        {"xx-n/parameters.yaml": VALUE % ("limit", "xx-act", PERIOD)},
        "xx-n/parameters.yaml:1:", "PG-P043", "is a parameter of a wider pack too",
    ),
    "a narrower value for nothing": (
        {"xx-n/parameters.yaml": (VALUE % ("own", "xx-act", PERIOD)).replace("says:", "instead_of: limt, says:")},
        "xx-n/parameters.yaml:1:", "PG-P044", '"limt" is not a parameter of a wider pack',
    ),
    "a legal number in a condition": (
        swapped(OBLIGATIONS, ">= law.limit", ">= 15"), "xx/obligations.yaml:7:", "PG-P045", "the number 15 stands in a condition",
    ),
    "an unknown parameter in a condition": (
        swapped(OBLIGATIONS, "law.limit", "law.limt"), "xx/obligations.yaml:7:", "PG-P046", '"law.limt" is not a parameter',
    ),
    "a condition that cannot be read": (
        swapped(OBLIGATIONS, ">= law.limit", ">= = law.limit"), "xx/obligations.yaml:7:", "PG-T003", "not a condition",
    ),
    "an unknown key": (
        swapped(OBLIGATIONS, "  force: must", "  forse: must"), "xx/obligations.yaml:3:", "PG-C010", 'unknown key "forse"',
    ),
    "a file that is no list": ({"xx/parameters.yaml": "limit: 3\n"}, "xx/parameters.yaml:1:", "PG-P001", "a list is expected"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found_with_its_place_and_the_next_step(what: str, tmp_path: Path) -> None:
    changed, place, code, words = BROKEN[what]
    problems = read_packs([(write_packs(tmp_path, changed), "jurisdictions")]).problems
    hits = [problem for problem in problems if problem.code == code and words in problem.message]
    assert hits, [str(problem) for problem in problems]
    assert str(hits[0].where).startswith(f"jurisdictions/{place}"), str(hits[0].where)
    assert hits[0].hint


def test_the_sound_pack_has_no_finding(tmp_path: Path) -> None:
    assert read_packs([(write_packs(tmp_path), "jurisdictions")]).problems == ()


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    changed = {
        **swapped(PARAMETERS, "ends: 2024-01-01", "ends: 2024-06-01"),
        **swapped(OBLIGATIONS, "document: vendor-clauses", "document: vendor-clause"),
    }
    with pytest.raises(PolicygenError) as raised:
        load_packs(write_packs(tmp_path, changed))
    assert {d.code for d in raised.value.diagnostics} == {"PG-P022", "PG-P032"}


def test_a_nearest_name_is_proposed(tmp_path: Path) -> None:
    changed = swapped(OBLIGATIONS, "document: vendor-clauses", "document: vendor-clause")
    (problem,) = read_packs([(write_packs(tmp_path, changed), "jurisdictions")]).problems
    assert problem.hint == 'Did you mean "vendor-clauses"?'


def test_a_broken_pack_never_stops_the_others(tmp_path: Path) -> None:
    changed = {"xx-n/pack.yaml": write_pack("xx-n", "yy"), "zz/pack.yaml": "code: [\n"}
    reading = read_packs([(write_packs(tmp_path, changed), "jurisdictions")])
    assert tuple(reading.packs) == ("xx",)


def test_a_pack_that_builds_on_a_broken_one_is_not_used(tmp_path: Path) -> None:
    changed = swapped(PARAMETERS, "ends: 2024-01-01", "ends: 2024-06-01")
    assert not read_packs([(write_packs(tmp_path, changed), "jurisdictions")]).packs
