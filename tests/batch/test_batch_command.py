"""`policygen batch` as its users meet it: rows that fail, runs that are stopped, folders that are shared or full."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from policygen.cli.main import run
from policygen.domain.manifest import file_digests
from policygen.publish.alone import alone
from tests import samples
from tests.render.docx_templates import template
from tests.samples import ROOT, VENDOR

FULL_DISK = """
set -e
mount -t tmpfs -o size=300k none "$1"
export PYTHONPATH="$2"
cd "$1"
"$3" -m policygen batch "$4" --rows "$5" -d vendor-clauses -f md -o out --jobs 1 && exit 99
echo "ended with $?"
mount -o remount,size=9000k "$1"
"$3" -m policygen batch "$4" --rows "$5" -d vendor-clauses -f md -o out --jobs 1
ls -A out
"""


def table(folder: Path, *rows: Sequence[str], columns: Sequence[str] = ("vendor.name",)) -> Path:
    path = folder / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return path


def batch(answers: Path, rows: Path, *more: str, out: str = "out", document: str = VENDOR) -> int:
    """The exit code of a batch in this process, Markdown only unless `more` asks for other formats."""
    fixed = ["batch", str(answers), "--rows", str(rows), "-d", document, "-o", str(rows.parent / out), "--jobs", "1"]
    return run([*fixed, *(more if "-f" in more else ("-f", "md", *more))])


def listed(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def summary(out: Path) -> list[dict[str, str]]:
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def addendum(name: str) -> str:
    return f"vendor-clauses@{name}.en.md"


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_that_fails_does_not_stop_the_others_and_the_exit_code_says_so(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ("vendor.name", "vendors.times.notice")
    rows = table(tmp_path, ("One", ""), ("Two\u202e", ""), ("Three", "soon"), ("Four", "2 hours"), columns=columns)
    assert batch(answers, rows) == 1
    told = capsys.readouterr().err
    assert "rows.csv row 3, column A (vendor.name)  PG-A010" in told
    assert 'rows.csv row 4, column B (vendors.times.notice)  PG-A010  vendors.times.notice: "soon" is not' in told
    assert "2 of 4 rows issued." in told
    out = tmp_path / "out"
    assert listed(out) == {addendum("one"), addendum("four"), "manifest.json", "summary.csv"}
    assert [row["Outcome"] for row in summary(out)] == ["issued", "not issued", "not issued", "issued"]
    assert "U+202E" in summary(out)[1]["What to mend"]


def test_a_dry_run_shows_every_error_of_every_row_and_writes_nothing(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ("row", "vendor.name", "vendor.address")
    rows = table(tmp_path, ("a", "\x07", "\x08"), ("b", "Two", ""), ("B", "Three", ""), columns=columns)
    assert batch(answers, rows, "--dry-run") == 1
    told = capsys.readouterr().err
    assert "row 2, column B (vendor.name)" in told
    assert "row 2, column C (vendor.address)" in told
    assert 'row 4, column A (row)  PG-B010  row 3 has the name "B" already' in told
    assert "1 of 3 rows can be issued." in told
    assert not (tmp_path / "out").exists()


def test_rows_that_look_like_mistakes_are_issued_and_told(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ("vendor.name", "vendor.address")
    rows = table(
        tmp_path, ("One", "1 Road"), ("12345", ""), ("", "8 Road"), ("One ", "1  Road"), ("Two", ""), columns=columns
    )
    for more, done in ((("--dry-run",), "can be issued"), ((), "issued"), ((), "issued, 5 of them before")):
        assert batch(answers, rows, *more) == 0
        told = capsys.readouterr().err
        assert "warning  rows.csv row 3, column A (vendor.name)  PG-B014  the vendor would be called 12345" in told
        assert "warning  rows.csv row 4  PG-B013  the row names no vendor" in told
        assert "warning  rows.csv row 5  PG-B012  the row says what row 2 says" in told
        assert told.count("PG-B01") == 3
        assert f"5 of 5 rows {done}." in told
    found = summary(tmp_path / "out")
    assert [row["Outcome"] for row in found] == ["issued"] * 5
    assert [bool(row["What to mend"]) for row in found] == [False, True, True, True, False]
    nameless = (tmp_path / "out" / addendum("row-4")).read_text("utf-8")
    assert "**Address of the Vendor:** 8 Road" in nameless
    assert "Vendor: legal name" in nameless


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("vendor.main_contract", "2026-03-01", "PG-B022  the main contract would have a day and no name: 2026-03-01"),
        ("vendor.name", "TRUE", "PG-B014  the vendor would be called TRUE"),
        ("vendor.name", "yes", "PG-B014  the vendor would be called yes"),
        ("vendor.name", "=CMD()", "PG-B014  the vendor would be called =CMD()"),
        ("vendor.name", "{{ organisation.name }}", "PG-B014  the vendor would be called {{ organisation.name }}"),
        ("vendor.name", "Yes Catering =", ""),
        ("vendor.contact_phone", "912055500007", "PG-B015  the number would be printed as 912055500007"),
        ("vendor.contact_phone", "355500170", "PG-B015  the number would be printed as 355500170"),
        ("vendor.contact_phone", "0355500170", ""),
        ("vendor.contact_phone", "+61 3 5550 0170", ""),
        ("vendor.contact_phone", "133 555", ""),
    ],
)
def test_a_cell_that_a_spreadsheet_or_a_slip_has_changed_is_told(
    column: str, cell: str, told: str, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"vendor.name": "One", column: cell}
    rows = table(tmp_path, tuple(cells.values()), columns=tuple(cells))
    assert batch(answers, rows, "--dry-run") == 0
    found = capsys.readouterr().err
    assert (f"({column})  {told}" in found) if told else "PG-B01" not in found


def test_a_day_in_a_cell_of_text_is_printed_like_other_days(answers: Path, tmp_path: Path) -> None:
    rows = table(tmp_path, ("One", "2026-07-01"), columns=("vendor.name", "vendor.main_contract"))
    assert batch(answers, rows) == 0
    assert "**Main Contract:** July 1, 2026" in (tmp_path / "out" / addendum("one")).read_text("utf-8")


def test_a_column_chooses_the_company_of_a_group_that_contracts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group = ROOT / "tests" / "organisations" / "engineering-group.yaml"
    nz, parent = "Ironbark Example (NZ) Limited", "Ironbark Example Holdings Pty Ltd"
    rows = table(
        tmp_path,
        ("One", nz),
        ("Two", parent.upper()),
        ("Three", "Ironbark"),
        columns=("vendor.name", "vendors.our_company"),
    )
    assert batch(group, rows) == 1
    assert 'row 4, column B (vendors.our_company)  PG-A010  vendors.our_company: "Ironbark"' in capsys.readouterr().err
    one, two = ((tmp_path / "out" / addendum(name)).read_text("utf-8") for name in ("one", "two"))
    assert ("Terms for New Zealand" in one, "Terms for Queensland" in one, "Brisbane" in one) == (True, False, False)
    assert ("Terms for New Zealand" in two, "Terms for Queensland" in two, "Auckland" in two) == (False, True, False)
    for page, ours in ((one, r"Ironbark Example (NZ) Limited"), (two, parent)):
        assert f"**Organisation:** {ours}, " in page.replace("\\", "")
        assert f"Signed for {ours} by" in page.replace("\\", "")
        assert "☐" not in page


def test_a_dry_run_tries_the_template_of_the_user_with_every_row(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = tmp_path / "theirs.docx"
    shell.write_bytes(template("To {{ vendor.address }}", "{{p clause('vendor-facts') }}"))
    rows = table(tmp_path, ("One", "1 Sample Road"), ("Two", ""), columns=("vendor.name", "vendor.address"))
    assert batch(answers, rows, "--dry-run", "-f", "docx", "--shell", str(shell)) == 1
    tried = capsys.readouterr().err
    assert "row 3  PG-R120" in tried
    assert "{{ vendor.address }} is not answered" in tried
    assert "1 of 2 rows can be issued." in tried
    assert "PG-R127" in tried
    assert not (tmp_path / "out").exists()
    assert batch(answers, rows, "-f", "docx", "--shell", str(shell)) == 1
    assert capsys.readouterr().err.count("row 3  PG-R120") == 1


def test_a_template_of_clauses_that_the_document_has_not_is_refused_once_with_the_document_that_has_them(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = tmp_path / "contract.docx"
    shell.write_bytes(template("{{p clause('vendor-insert') }}", "{{p clause('local-us-ny') }}"))
    rows = table(tmp_path, ("One",), ("Two",))
    assert batch(answers, rows, "-f", "docx", "--shell", str(shell)) == 1
    told = capsys.readouterr().err
    assert told.count("PG-B018") == 1
    assert (
        "error  contract.docx  PG-B018  vendor-clauses has no clause 'vendor-insert', which the template takes" in told
    )
    assert "hint: Name `-d vendor-clauses-insert` in its place." in told
    assert not (tmp_path / "out").exists()
    assert batch(answers, rows, "-f", "docx", "--shell", str(shell), document="vendor-clauses-insert") == 0


def test_columns_that_answer_nothing_are_refused_with_the_nearest(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(answers, table(tmp_path, ("One", "x"), columns=("vendor.nmae", "place.adress"))) == 1
    told = capsys.readouterr().err
    assert 'PG-B009  no question has the name "vendor.nmae"' in told
    assert 'Did you mean "vendor.name"?' in told
    assert 'Did you mean "place.address"?' in told


def test_rows_of_places_say_which_place(answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(answers, table(tmp_path, ("1 Road",), columns=("place.address",)), document=samples.CODE) == 1
    assert "PG-B008  rows of places need the column `place.id`" in capsys.readouterr().err
    columns = ("place.id", "place.address")
    rows = table(tmp_path, ("", "1 Road"), ("Nope!", "2 Road"), ("albany", ""), ("albany", ""), columns=columns)
    assert batch(answers, rows, document=samples.CODE) == 1
    told = capsys.readouterr().err
    assert "error  rows.csv row 2, column A (place.id)  PG-B008  the row does not say which place it is" in told
    assert "row 3: " in told
    assert '"Nope!" cannot be a name on the left' in told
    assert 'row 5, column A (place.id)  PG-B010  row 4 has the name "albany" already' in told
    assert listed(tmp_path / "out") == {"visitor-code-of-conduct@albany.en.md", "manifest.json", "summary.csv"}


def test_the_emergency_number_of_a_row_is_weighed_at_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ("place.id", "place.emergency")
    rows = table(tmp_path, ("albany", "0"), ("melbourne", "911"), columns=columns)
    assert batch(samples.example("childrens-network"), rows, document=samples.CODE) == 1
    told = capsys.readouterr().err
    cell = "rows.csv row {}, column B (place.emergency)"
    assert f'error  {cell.format(2)}  PG-A010  places.albany.emergency: "0" is no number that can be called' in told
    assert "format the column as text" in told
    assert f'warning  {cell.format(3)}  PG-A023  places.melbourne.emergency is "911"; in an emergency, people' in told
    assert [row["Outcome"] for row in summary(tmp_path / "out")] == ["not issued", "issued"]
    assert "call 000" in summary(tmp_path / "out")[1]["What to mend"]


def test_a_row_whose_place_has_no_such_document_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table(tmp_path, ("pune",), ("kochi",), columns=("place.id",))
    assert batch(samples.example("indus-software"), rows, document="internal-committee-order") == 1
    told = capsys.readouterr().err
    assert "rows.csv row 3  PG-B011  by its answers, the row has no internal-committee-order" in told
    assert "1 of 2 rows issued." in told


def test_a_row_that_lacks_one_of_its_documents_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = table(tmp_path, ("pune",), ("kochi",), columns=("place.id",))
    both = f"{samples.CODE},internal-committee-order"
    assert batch(samples.example("indus-software"), rows, document=both) == 0
    told = capsys.readouterr().err
    assert "warning  rows.csv row 3  PG-B016  the row has no internal-committee-order" in told
    assert (
        "internal-committee-order is made where the law of India holds and by the condition `place.committee`." in told
    )
    assert told.count("PG-B016") == 1
    assert "2 of 2 rows issued." in told
    first, second = summary(tmp_path / "out")
    assert "internal-committee-order@pune" in first["Files"]
    assert "no internal-committee-order" in second["What to mend"]


def test_a_document_in_none_of_the_formats_asked_for_is_refused_with_the_one_to_name(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = table(tmp_path, ("albany",), columns=("place.id",))
    assert batch(answers, rows, "-f", "pdf", document=f"{samples.CODE},poster") == 1
    told = capsys.readouterr().err
    assert "error  -d poster  PG-B017  poster does not come as pdf" in told
    assert "hint: It comes as html, md. As pdf, name `-d poster-sheet`." in told
    assert not (tmp_path / "out").exists()


def test_a_vendor_of_the_answers_file_stands_in_no_row(answers: Path, tmp_path: Path) -> None:
    own = {"vendor": {"name": "Old Ltd", "address": "Old Road 1"}, "translations": {"ja": {"vendor": {"name": "旧"}}}}
    answers.write_text(samples.text("childrens-network", own), "utf-8")
    assert batch(answers, table(tmp_path, ("New Ltd",))) == 0
    text = (tmp_path / "out" / addendum("new-ltd")).read_text("utf-8")
    assert "New Ltd" in text
    assert "Old" not in text


def test_formulas_are_text_everywhere_and_none_lives_in_the_summary(answers: Path, tmp_path: Path) -> None:
    traps = ['=HYPERLINK("https://trap.example","x")', "+1", "-1", "@SUM(1)", " =1+1", "＝1"]
    assert batch(answers, table(tmp_path, *((trap,) for trap in traps))) == 0
    rows = summary(tmp_path / "out")
    assert [row["vendor.name"] for row in rows] == [f"'{trap.strip()}" for trap in traps]
    for row in rows:
        assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())


def test_names_that_differ_only_in_case_have_files_of_their_own(answers: Path, tmp_path: Path) -> None:
    assert batch(answers, table(tmp_path, ("Acme",), ("ACME",), ("acme!",), ("CON",))) == 0
    names = {addendum(name) for name in ("acme", "acme-2", "acme-3", "con")}
    assert listed(tmp_path / "out") == {*names, "manifest.json", "summary.csv"}


def test_the_columns_of_a_document_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "--columns", "-d", VENDOR]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names[:3] == ["row", "vendor.name", "vendor.address"]
    assert {"vendors.times.notice", "place.id", "place.law"} <= set(names)
    assert run(["batch", "--columns", "-d", "vendor-clause"]) == 1
    assert 'Did you mean "vendor-clauses"?' in capsys.readouterr().err


def test_a_batch_asks_for_rows_and_a_document(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", str(answers), "--rows", "rows.csv"]) == 2
    assert "-d says which document" in capsys.readouterr().err
    assert run(["batch", str(answers), "-d", VENDOR]) == 2
    assert "--rows names the table" in capsys.readouterr().err
    assert batch(answers, table(answers.parent)) == 1
    assert "PG-B005  the file holds no rows below the first" in capsys.readouterr().err
    assert run(["batch", str(answers), "-d", VENDOR, "--rows", "nowhere.csv"]) == 1
    assert "cannot read nowhere.csv" in capsys.readouterr().err


# --- the folder -----------------------------------------------------------------------------------------------------


def test_the_manifest_records_every_file_of_every_row(answers: Path, tmp_path: Path) -> None:
    assert batch(answers, table(tmp_path, ("One",), ("Two",)), "-f", "docx,md") == 0
    out = tmp_path / "out"
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert [(row["row"], row["name"]) for row in manifest["rows"]] == [(2, "one"), (3, "two")]
    assert manifest["rows"][0]["answers"] != manifest["rows"][1]["answers"]
    assert manifest["law_as_of"] == "2026-11-21"
    assert set(manifest["packs"]) == {"us", "us-ny", "au", "au-vic"}
    found = file_digests((out / "manifest.json").read_bytes())
    assert set(found) | {"manifest.json"} == listed(out)
    for name, digest in found.items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_the_next_run_keeps_what_is_finished_makes_what_is_not_and_removes_what_no_row_makes(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert batch(answers, table(tmp_path, ("One",), ("Two",), ("Three",), ("Four",))) == 0
    (out / addendum("two")).unlink()
    before = {name: (out / name).stat().st_mtime_ns for name in (addendum("one"), addendum("three"))}
    capsys.readouterr()
    assert batch(answers, table(tmp_path, ("One",), ("Two",), ("Three",), ("Five",))) == 0
    assert "4 of 4 rows issued, 2 of them before." in capsys.readouterr().err
    names = {addendum(name) for name in ("one", "two", "three", "five")}
    assert listed(out) == {*names, "manifest.json", "summary.csv"}
    assert before == {name: (out / name).stat().st_mtime_ns for name in before}
    assert batch(answers, tmp_path / "rows.csv", "--set", "organisation.short_name=Other") == 0
    assert "4 of 4 rows issued.\n" in capsys.readouterr().err, "other answers make other documents"


def test_a_file_changed_by_hand_is_never_written_over_unasked(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, rows = tmp_path / "out", table(tmp_path, ("One",), ("Two",))
    assert batch(answers, rows) == 0
    (out / addendum("one")).write_text("edited")
    assert batch(answers, rows) == 1
    assert f"PG-S010  {addendum('one')} was changed since it was issued" in capsys.readouterr().err
    assert (out / addendum("one")).read_text() == "edited"
    assert summary(out)[0]["Outcome"] == "not issued"
    assert batch(answers, rows, "--force") == 0
    assert "One" in (out / addendum("one")).read_text("utf-8")
    (out / addendum("two")).write_text("edited")
    assert batch(answers, table(tmp_path, ("One",))) == 0
    assert "PG-S014" in capsys.readouterr().err
    assert (out / addendum("two")).read_text() == "edited"
    (out / "summary.csv").write_text("notes of mine")
    assert batch(answers, rows) == 1
    assert "PG-S010  summary.csv was changed" in capsys.readouterr().err


def test_an_earlier_document_of_a_row_that_now_fails_stays(answers: Path, tmp_path: Path) -> None:
    columns = ("row", "vendor.name")
    assert batch(answers, table(tmp_path, ("a", "One"), ("b", "Two"), columns=columns)) == 0
    assert batch(answers, table(tmp_path, ("a", "One"), ("b", "\x07"), columns=columns)) == 1
    assert addendum("b") in listed(tmp_path / "out")
    assert summary(tmp_path / "out")[1]["Files"] == ""
    assert batch(answers, table(tmp_path, ("a", "One"), ("b", "Three"), columns=columns)) == 0
    assert "Three" in (tmp_path / "out" / addendum("b")).read_text("utf-8")


def test_a_batch_and_a_build_do_not_share_a_folder(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, build = table(tmp_path, ("One",)), ["build", str(answers), "-d", VENDOR, "-f", "md", "-o"]
    assert run([*build, str(tmp_path / "out")]) == 0
    assert batch(answers, rows) == 1
    assert "PG-S017" in capsys.readouterr().err
    assert batch(answers, rows, out="rows") == 0
    assert run([*build, str(tmp_path / "rows")]) == 1
    assert "PG-S017" in capsys.readouterr().err
    assert addendum("one") in listed(tmp_path / "rows")


def test_two_runs_do_not_write_into_one_folder_at_once(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = table(tmp_path, ("One",))
    with alone(tmp_path / "out"):
        assert batch(answers, rows) == 1
        assert run(["build", str(answers), "-d", VENDOR, "-f", "md", "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("PG-S016  another run is writing into") == 2
    assert listed(tmp_path / "out") == set()
    assert batch(answers, rows) == 0


def test_a_kill_in_the_middle_loses_no_finished_row_and_leaves_no_worker(answers: Path, tmp_path: Path) -> None:
    rows = table(tmp_path, *((f"Vendor {number}",) for number in range(800)))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "policygen", "batch", str(answers), "--rows", str(rows), "-d", VENDOR]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    killed = subprocess.Popen([*command, "-f", "md", "-o", str(out), "--jobs", "2"], env=environment)
    _until(lambda: out.is_dir() and len(listed(out)) > 60)
    workers = _children(killed.pid)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert workers
    _until(lambda: not workers & _alive())
    assert not (out / "manifest.json").exists(), "it was killed in the middle"
    with (out / "manifest.json.part").open("ab") as journal:
        journal.write(b'{"row":3,"na')  # as a kill in the middle of a line leaves it
    finished = {name: (out / name).stat().st_mtime_ns for name in listed(out) if name.endswith(".md")}
    assert batch(answers, rows) == 0
    again = {name: (out / name).stat().st_mtime_ns for name in finished}
    assert sum(finished[name] != again[name] for name in finished) == 0
    assert batch(answers, rows, out="whole") == 0
    assert _everything(out) == _everything(tmp_path / "whole")


def test_a_stop_between_summary_and_manifest_is_taken_up(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = table(tmp_path, ("One",), ("Two",))

    def stopped(*_of: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("policygen.publish.batch_folder.batch_manifest", stopped)
        assert batch(answers, rows) == 130
    assert {"summary.csv", "manifest.json.part"} <= listed(tmp_path / "out")
    assert batch(answers, table(tmp_path, ("One",), ("Two",), ("Three",))) == 0
    assert "manifest.json.part" not in listed(tmp_path / "out")
    assert len(summary(tmp_path / "out")) == 3


def test_a_full_disk_ends_the_run_keeps_what_is_finished_and_the_next_run_goes_on(
    answers: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    rows = table(tmp_path, *((f"Vendor {number}",) for number in range(30)))
    command = ["unshare", "--mount", "--map-root-user", "bash", "-c", FULL_DISK, "x"]
    arguments = [str(disk), str(ROOT / "src"), sys.executable, str(answers), str(rows)]
    try:
        ran = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if "ended with" not in ran.stdout and "mount" in ran.stderr:
        pytest.skip(f"no private mount here: {ran.stderr.strip()[-200:]}")
    assert ran.stdout.startswith("ended with 1"), ran.stderr
    assert "No space left on device" in ran.stderr
    assert "finished rows are kept" in ran.stderr
    assert "30 of 30 rows issued, " in ran.stderr
    assert len(ran.stdout.split("\n")[1:]) == 30 + 2 + 1
    assert ".part" not in ran.stdout


def _everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _until(holds: object, seconds: float = 60) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def _processes() -> list[tuple[int, int, str]]:
    listed_ = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    return [(int(pid), int(parent), state) for pid, parent, state in map(str.split, listed_.splitlines())]


def _children(of: int) -> set[int]:
    return {pid for pid, parent, _ in _processes() if parent == of}


def _alive() -> set[int]:
    return {pid for pid, _, state in _processes() if not state.startswith("Z")}
