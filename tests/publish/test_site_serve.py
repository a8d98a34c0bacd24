"""A site that is looked at while its answers change: the pages follow, a mistake is told and leaves them as they were."""

import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from policygen import workflow_site
from policygen.cli.main import run
from policygen.errors import PolicygenError
from policygen.workflow import Request
from policygen.workflow_serve import Preview
from tests.samples import ROOT, TODAY

PATIENCE = 120  # seconds
PAGE = "visitor-code-of-conduct"
CLAUSE = """---
id: our-dog
version: 1
title: Our dog
slot: visitor-code-of-conduct/about
order: 99
---
The shop's dog is a colleague.
"""


def _answers(home: Path) -> Path:
    return Path(shutil.copy(ROOT / "examples" / "corner-shop.yaml", home / "answers.yaml"))


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _files(out: Path) -> dict[str, bytes]:
    parts = [*(out / "docs").rglob("*"), *(out / "theme").rglob("*"), *(out / "html").rglob("*"), out / "mkdocs.yml"]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in parts if path.is_file()}


def test_what_a_preview_ends_with_is_what_the_site_would_be(tmp_path: Path) -> None:
    answers = _answers(tmp_path)
    request = Request(answers, out=tmp_path / "site")
    preview = Preview(request, TODAY, "public")
    preview.whole()
    pdf = next((tmp_path / "site" / "docs" / "files").glob("*.pdf"))
    before = pdf.read_bytes()
    assert not preview.changed()

    _rewrite(answers, "Bellbird Corner Store", "Wattle Corner Store")
    assert preview.changed()
    written = preview.pages()
    assert f"docs/{PAGE}.md" in written
    assert "Wattle Corner Store" in (tmp_path / "site" / "docs" / f"{PAGE}.md").read_text(encoding="utf-8")
    assert (pdf.read_bytes(), pdf.name in preview.late()) == (before, True)
    assert not preview.changed()

    preview.files()
    preview.build()
    assert preview.late() == ()
    assert pdf.read_bytes() != before
    workflow_site.site(replace(request, out=tmp_path / "again"), TODAY, "public")
    assert _files(tmp_path / "site") == _files(tmp_path / "again")

    _rewrite(answers, "industry: retail", "industry: retial")
    with pytest.raises(PolicygenError, match="retial"):
        preview.pages()
    assert _files(tmp_path / "site") == _files(tmp_path / "again")
    assert not preview.changed()

    _rewrite(answers, "industry: retial", "industry: retail")
    own = tmp_path / "templates" / "clauses"
    own.mkdir(parents=True)
    (own / "our-dog.en.md").write_text(CLAUSE, encoding="utf-8")
    assert preview.changed()
    assert f"docs/{PAGE}.md" in preview.pages()
    assert "is a colleague" in (tmp_path / "site" / "docs" / f"{PAGE}.md").read_text(encoding="utf-8")

    (tmp_path / "site" / "docs" / f"{PAGE}.md").write_text("mine", encoding="utf-8")
    _rewrite(answers, "Wattle Corner Store", "Mulga Corner Store")
    with pytest.raises(PolicygenError, match=rf"docs/{PAGE}\.md  PG-P011"):
        preview.pages()
    assert (tmp_path / "site" / "docs" / f"{PAGE}.md").read_text(encoding="utf-8") == "mine"


def test_a_port_that_is_taken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _answers(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(["site", "--audience", "public", "--serve", "--port", port]) == 1
    said = capsys.readouterr()
    assert (f"port {port}" in said.err, "--port" in said.err, said.out) == (True, True, "")


class _Heard:
    """The lines of a stream as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.lines.put(line)

    def until(self, words: str) -> str:
        heard = ""
        while words not in heard:
            heard += self.lines.get(timeout=PATIENCE)
        return heard


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str, _Heard]]:
    _answers(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "policygen", "site", "--audience", "public", "--serve", "--port", "0"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    try:
        address = _Heard(process.stdout).until("\n").strip()
        yield process, address, _Heard(process.stderr)
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another signal there")
def test_the_served_page_follows_the_answers_until_it_is_interrupted(
    tmp_path: Path, served: tuple[subprocess.Popen[str], str, _Heard]
) -> None:
    process, address, told = served
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    told.until("Ctrl-C")
    assert "Bellbird Corner Store" in _page(address)

    _rewrite(tmp_path / "answers.yaml", "Bellbird Corner Store", "Wattle Corner Store")
    _wait(lambda: "Wattle Corner Store" in _page(address))
    assert "downloads follow" in told.until("written in")
    assert "downloads follow" not in told.until("written in")

    _rewrite(tmp_path / "answers.yaml", "industry: retail", "industry: retial")
    said = told.until("The site stays as it was.")
    assert re.search(r"answers\.yaml:7:\d+ .*retial", said)
    assert "Wattle Corner Store" in _page(address)

    _rewrite(tmp_path / "answers.yaml", "industry: retial", "industry: retail")
    told.until("Nothing in the site changes.")

    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert {path.name for path in tmp_path.iterdir()} == {"answers.yaml", "site"}


def _page(address: str) -> str:
    with urllib.request.urlopen(f"{address}{PAGE}.html", timeout=PATIENCE) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)
