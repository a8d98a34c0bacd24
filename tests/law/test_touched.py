"""What changed in the law of a place, what is expected, and which clauses, duties and documents each change touches."""

import json
from datetime import date

import pytest

from policygen import workflow
from policygen.cli.main import run
from policygen.content.touched import touched
from policygen.domain.changes import changes
from policygen.domain.law import Law
from policygen.workflow_check import check
from tests import samples
from tests.samples import library

EVER = (date(1900, 1, 1), date(2100, 1, 1))
PERIOD = ("--since", "2026-11-21", "--until", "2027-11-21")


def rows(capsys: pytest.CaptureFixture[str], code: str, *period: str) -> list[dict[str, object]]:
    assert run(["law", "changes", code, *(period or PERIOD), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_each_change_names_the_clauses_duties_and_documents_it_touches(capsys: pytest.CaptureFixture[str]) -> None:
    coming = {row["id"]: row for row in rows(capsys, "nz")}
    row = coming["small_pcbu_threshold"]
    assert (row["day"], row["before"], row["after"], row["expected"]) == ("2027-04-01", "", "20 workers", False)
    assert "nz-wider" in str(row["clauses"])
    assert "NZ-09-small" in str(row["duties"])
    assert "third-party-harassment-policy" in str(row["documents"])


def test_what_is_expected_is_marked_and_what_has_no_day_stands_last(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "gb-eng", "--since", "2026-10-01", "--until", "2026-11-01")
    assert all(row["expected"] for row in found)
    days = [row["day"] for row in found]
    assert days == [*sorted(str(day) for day in days if day), *(None for day in days if not day)]
    assert None in days
    between = ["--since", "2026-10-01", "--until", "2026-11-01"]
    assert run(["law", "changes", "gb-eng", *between, "--as-of", "2026-10-30"]) == 0
    page = capsys.readouterr().out
    assert "3 months → 6 months (day passed, start not confirmed: not law)" in page
    assert "reasonable steps → all reasonable steps (expected, not law)" in page
    assert "    touches clauses gb-contact, gb-duty, gb-vendor-steps; duties GB-01" in page
    assert "no day known  Great Britain  " in page


def test_places_have_their_names_and_the_rule_that_changed_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "changes", "jp-13", "--since", "2026-10-01", "--until", "2026-10-02"]) == 0
    first, rests, *_ = capsys.readouterr().out.splitlines()
    assert first == (
        "2026-10-01  Japan  Every employer must take measures against customer harassment: no → yes [secondary]"
    )
    assert "jp-duty" in rests
    answers = str(samples.example("tri-continent"))
    assert run(["why", answers, "jp-duty", "--as-of", "2026-10-01"]) == 0
    said = capsys.readouterr().out
    assert "for India: out, because the law of Japan does not hold in India" in said
    assert "for Japan: in, number" in said


def test_changes_without_an_end_are_those_up_to_a_year_from_today(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policygen.cli.law.today", lambda: date(2026, 4, 1))
    days = {row["day"] for row in rows(capsys, "nz", "--since", "2026-04-01")}
    assert "2027-04-01" in days
    monkeypatch.setattr("policygen.cli.law.today", lambda: date(2026, 3, 29))
    assert "2027-04-01" not in {row["day"] for row in rows(capsys, "nz", "--since", "2026-04-01")}


def test_a_period_in_which_nothing_changed_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "changes", "au-vic", "--since", "1901-01-01", "--until", "1901-01-02", "--json"]) == 0
    assert all(row["day"] is None for row in json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("code", sorted(library().packs))
def test_every_clause_of_a_pack_that_cites_law_is_touched_by_some_change(code: str) -> None:
    law = Law(date(2026, 11, 21), library().packs)
    found = {
        id_
        for pack in law.stack(code)
        for change in changes(pack, *EVER)
        for id_ in touched(library(), law, change).clauses
    }
    dated = {i.id for pack in law.stack(code) for i in pack.instruments if any(e.day for e in i.events)}
    whole = {id_ for p in law.stack(code) for id_, (i, _) in p.provisions().items() if i.id in dated}
    resting = {c.id for c in library().clauses if c.owner == code and set(c.cites) & whole}
    assert resting <= found


def test_a_change_of_the_wider_law_touches_the_narrower_pack_and_not_its_neighbour() -> None:
    law = Law(date(2026, 11, 21), library().packs)
    owners = {clause.id: clause.owner for clause in library().clauses}
    found = {
        owners[id_]
        for change in changes(library().packs["au"], *EVER)
        for id_ in touched(library(), law, change).clauses
    }
    assert "au" in found
    assert all(owner == "au" or owner.startswith("au-") for owner in found)


def test_check_warns_of_a_start_that_has_passed_and_of_a_change_that_is_near() -> None:
    request = workflow.Request(answers=samples.example("childrens-network"))
    found = check(request, date(2026, 11, 21)).findings
    passed = [one for one in found if one.code == "PG-L010"]
    assert any("Worker Harm" in one.message for one in passed)
    assert len({one.message for one in passed}) == len(passed)
    assert {one.severity for one in passed} == {"warning"}
    early = check(request, date(2025, 6, 1)).findings
    assert any(one.code == "PG-L012" and "Worker Harm" in one.message for one in early)
    assert not any(one.code == "PG-L010" and "Worker Harm" in one.message for one in early)


def test_check_warns_of_a_pack_past_its_review() -> None:
    request = workflow.Request(answers=samples.example("childrens-network"))
    late = max(pack.review_by for pack in library().packs.values()).replace(year=2030)
    warned = {one.where.subject for one in check(request, late).findings if one.code == "PG-D061"}
    assert {"us", "au", "au-vic"} <= warned
