"""The same batch on a Dask cluster: a scheduler and workers as processes of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygen.cli.main import run
from tests.batch.test_batch_command import batch, table
from tests.samples import VENDOR

if "dask" in os.environ.get("POLICYGEN_REQUIRE", ""):
    import distributed
else:
    distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two worker processes on this machine."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        cluster.scheduler.allowed_failures = 0
        yield cluster.scheduler_address.replace("tcp://", "dask://")


def test_a_cluster_makes_the_same_folder_as_this_process(address: str, answers: Path, tmp_path: Path) -> None:
    rows = table(tmp_path, *((f"Vendor {number}",) for number in range(120)), ("\x07",))
    assert batch(answers, rows, "-f", "docx,md") == 1
    there = ["batch", str(answers), "--rows", str(rows), "-d", VENDOR, "-f", "docx,md", "-o", str(tmp_path / "dask")]
    assert run([*there, "--executor", address]) == 1
    found = {
        folder: {one.name: one.read_bytes() for one in (tmp_path / folder).iterdir()} for folder in ("out", "dask")
    }
    assert found["out"] == found["dask"]
    assert len(found["dask"]) == 120 * 2 + 2


def test_a_cluster_that_is_not_there_is_said(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policygen.cli.executors._PATIENCE", 0.2)
    there = ["batch", str(answers), "--rows", str(table(tmp_path, ("One",))), "-d", VENDOR, "--executor"]
    assert run([*there, "dask://127.0.0.1:9"]) == 1
    assert "PG-U011  no Dask cluster answers at dask://127.0.0.1:9" in capsys.readouterr().err
    assert run([*there, "tcp://127.0.0.1:9"]) == 2
    assert "--executor takes dask://HOST:PORT" in capsys.readouterr().err


def test_a_cluster_whose_workers_die_is_said(
    address: str, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policygen.workflow_batch.make", _dies)
    there = ["batch", str(answers), "--rows", str(table(tmp_path, ("One",))), "-d", VENDOR, "-f", "md"]
    assert run([*there, "-o", str(tmp_path / "out"), "--executor", address]) == 1
    assert "PG-U012" in capsys.readouterr().err


def _dies(_chunk: object) -> None:
    os._exit(1)
