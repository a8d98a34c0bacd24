"""Who does the work changes nothing in the folder, and a worker that cannot do it is said."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from policygen.cli.main import run
from policygen.workflow_made import Chunk, make
from policygen.workflow_rows import Ready
from tests.batch.tables import prepared
from tests.batch.test_batch_command import batch, summary, table
from tests.samples import VENDOR


def in_processes(answers: Path, rows: Path, out: str, formats: str) -> int:
    fixed = ["batch", str(answers), "--rows", str(rows), "-d", VENDOR, "-o", str(rows.parent / out)]
    return run([*fixed, "-f", formats, "--jobs", "2"])


def test_several_processes_make_the_same_folder_as_one(answers: Path, tmp_path: Path) -> None:
    rows = table(tmp_path, *((f"Vendor {number}",) for number in range(5)))
    assert in_processes(answers, rows, "several", "docx,pdf") == 0
    assert batch(answers, rows, "-f", "docx,pdf", out="one") == 0
    several, one = ({path.name: path.read_bytes() for path in (tmp_path / out).iterdir()} for out in ("several", "one"))
    assert several == one


def test_a_format_that_cannot_be_made_leaves_the_others_and_is_made_again_by_the_next_run(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = table(tmp_path, ("One",), ("ผู้ขาย",))
    assert batch(answers, rows, "-f", "pdf,md") == 1
    assert "rows.csv row 3" in capsys.readouterr().err
    first, second = summary(tmp_path / "out")
    assert (first["Outcome"], second["Outcome"]) == ("issued", "incomplete")
    assert (tmp_path / "out" / second["Files"]).suffix == ".md"
    assert batch(answers, rows, "-f", "pdf,md") == 1
    assert "1 of 2 rows issued, 1 of them before." in capsys.readouterr().err


def test_a_worker_of_another_version_makes_nothing() -> None:
    [row] = prepared("vendor.name\nOne\n").rows()
    assert isinstance(row, Ready)
    chunk = Chunk((row.kind.packed,), (row.filled,))
    [made] = make(replace(chunk, program="0.0.1"))
    assert not made.artifacts
    assert [found.code for found in made.findings] == ["PG-B020"]


def test_a_worker_that_dies_ends_the_run_with_what_to_do(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policygen.workflow_batch.make", _dies)
    rows = table(tmp_path, *((f"Vendor {number}",) for number in range(120)))
    assert in_processes(answers, rows, "out", "md") == 1
    assert "PG-B021  a worker process ended before its work was done" in capsys.readouterr().err


def _dies(_chunk: object) -> None:
    os._exit(1)
