"""The tutorials, followed: what they show of a command's answer is what it answers."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from policygen.cli.main import run
from tests.interview.test_plan import SHOP, proposals
from tests.samples import ROOT

SITE = ROOT / "site"
SHOWN = re.compile(r"^```\n((?:policygen .*\n)+)```\n\n```text\n((?:.*\n)*?)```", re.MULTILINE)
STEPS = [(page.stem, *found) for page in sorted(SITE.glob("*.md")) for found in SHOWN.findall(page.read_text("utf-8"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples, and the answers of a shop as a reader would have them after the first step."""
    home = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", home / "examples")
    (home / "our-shop").mkdir()
    shutil.copy(ROOT / "examples" / "corner-shop.yaml", home / "our-shop" / "answers.yaml")
    return home


def test_the_tutorials_show_what_commands_answer() -> None:
    assert {page for page, _, _ in STEPS} >= {"office", "counsel", "consultant", "law-on-a-date", "coverage"}


@pytest.mark.parametrize(
    ("page", "commands", "shown"), STEPS, ids=[f"{page}: {said.strip()}" for page, said, _ in STEPS]
)
def test_what_is_shown_is_what_is_said(
    page: str,
    commands: str,
    shown: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    for command in commands.splitlines():
        run(shlex.split(command)[1:])
    heard = capsys.readouterr()
    said = " ".join((heard.out + heard.err).split())
    pieces = [" ".join(piece.split()) for line in shown.splitlines() for piece in line.split("…")]
    assert not [piece for piece in pieces if piece not in said], said[:3000]


@pytest.mark.parametrize("place", ["gb-eng", "jp", "us-ca"])
def test_the_line_to_change_is_the_one_that_the_interview_proposes(place: str) -> None:
    found = re.search(r"^```yaml\n  times:\n    acknowledge: (.+)\n```", (SITE / "office.md").read_text("utf-8"), re.M)
    assert found
    shop = {
        "organisation": SHOP["organisation"],
        "places": {"shop": SHOP["places"]["shop"] | {"law": place}},
        "contacts": SHOP["contacts"],
    }
    assert proposals(shop, "reports")["reporting.times.acknowledge"] == found[1]


def test_the_ten_lines_of_python_run_as_they_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = re.findall(r"^```python\n(.*?)^```", (SITE / "python.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
    assert ">>>" not in lines
    names: dict[str, Any] = {}
    exec(lines, names)
    assert names["word"].startswith(b"PK")
