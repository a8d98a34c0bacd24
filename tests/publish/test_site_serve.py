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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from urllib.error import HTTPError

import pytest

from policygen import workflow_site
from policygen.cli.main import run
from policygen.errors import PolicygenError
from policygen.publish.site_server import serve
from policygen.render import to_markdown
from policygen.workflow import Request
from policygen.workflow_serve import Preview
from tests.samples import ROOT, TODAY

PATIENCE = 120  # seconds
PAGE = "visitor-code-of-conduct"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#123456" d="M0 0h9v9z"/></svg>'
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


@dataclass(frozen=True)
class _Shop:
    """A preview of a shop's public site, and its answers file."""

    preview: Preview
    answers: Path

    @property
    def site(self) -> Path:
        return self.preview.request.out

    def page(self) -> str:
        return (self.site / "docs" / f"{PAGE}.md").read_text(encoding="utf-8")

    def rename(self, name: str) -> None:
        """Call the shop something else, and write the pages."""
        text = self.answers.read_text(encoding="utf-8")
        self.answers.write_text(re.sub(r"(?m)^  name: .*$", f"  name: {name}", text, count=1), encoding="utf-8")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> _Shop:
    home = tmp_path_factory.mktemp("shop")
    answers = _answers(home)
    preview = Preview(Request(answers, out=home / "site"), TODAY, "public")
    preview.whole()
    return _Shop(preview, answers)


def test_what_a_preview_ends_with_is_what_the_site_would_be(shop: _Shop, tmp_path: Path) -> None:
    shop.rename("Wattle Corner Store")
    shop.preview.pages()
    shop.preview.files()
    shop.preview.build()
    assert shop.preview.late() == ()
    workflow_site.site(replace(shop.preview.request, out=tmp_path / "again"), TODAY, "public")
    assert _files(shop.site) == _files(tmp_path / "again")


def test_words_come_first_and_what_is_downloaded_later(shop: _Shop) -> None:
    pdf = next((shop.site / "docs" / "files").glob("*.pdf"))
    before = pdf.read_bytes()
    shop.rename("Banksia Corner Store")
    assert f"docs/{PAGE}.md" in shop.preview.pages()
    assert "Banksia Corner Store" in shop.page()
    assert (pdf.read_bytes(), pdf.name in shop.preview.late()) == (before, True)
    assert f"docs/files/{pdf.name}" in shop.preview.files()
    assert (pdf.read_bytes() != before, shop.preview.late()) == (True, ())


def test_a_value_that_changes_lays_no_page_out_again(shop: _Shop) -> None:
    shop.rename("Acacia Corner Store")
    shop.preview.pages()
    laid_out = to_markdown._layout.cache_info().misses
    shop.rename("Grevillea Corner Store")
    assert f"docs/{PAGE}.md" in shop.preview.pages()
    assert to_markdown._layout.cache_info().misses == laid_out


def test_what_changes_nothing_writes_nothing(shop: _Shop) -> None:
    shop.preview.pages()
    shop.preview.files()
    shop.answers.write_text(shop.answers.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    assert shop.preview.changed()
    assert [name for name in shop.preview.pages() if name.endswith(".md")] == []
    assert not shop.preview.changed()


def test_a_mistake_leaves_every_file_as_it_was(shop: _Shop) -> None:
    before = _files(shop.site)
    _rewrite(shop.answers, "industry: retail", "industry: retial")
    with pytest.raises(PolicygenError, match="retial"):
        shop.preview.pages()
    assert _files(shop.site) == before
    assert not shop.preview.changed()
    _rewrite(shop.answers, "industry: retial", "industry: retail")


def test_clauses_of_their_own_and_the_logo_are_watched(shop: _Shop) -> None:
    own = shop.answers.parent / "templates" / "clauses"
    own.mkdir(parents=True)
    (own / "our-dog.en.md").write_text(CLAUSE, encoding="utf-8")
    assert shop.preview.changed()
    assert f"docs/{PAGE}.md" in shop.preview.pages()
    assert "is a colleague" in shop.page()

    logo = shop.answers.parent / "looks" / "logo.svg"
    logo.parent.mkdir()
    logo.write_text(LOGO, encoding="utf-8")
    shop.answers.write_text(
        shop.answers.read_text(encoding="utf-8") + "look: {logo: looks/logo.svg}\n", encoding="utf-8"
    )
    assert "docs/assets/logo.svg" in shop.preview.pages()
    assert logo.parent.resolve() in shop.preview.folders()
    logo.write_text(LOGO.replace("#123456", "#654321"), encoding="utf-8")
    assert shop.preview.changed()
    assert "docs/assets/logo.svg" in shop.preview.pages()


def test_a_page_changed_by_hand_is_not_written_over(shop: _Shop) -> None:
    shop.preview.pages()
    page = shop.site / "docs" / f"{PAGE}.md"
    before = page.read_bytes()
    page.write_text("mine", encoding="utf-8")
    shop.rename("Mulga Corner Store")
    with pytest.raises(PolicygenError, match=rf"docs/{PAGE}\.md  PG-S013"):
        shop.preview.pages()
    assert shop.page() == "mine"
    page.write_bytes(before)


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


def test_a_bug_ends_the_preview_instead_of_leaving_it_stuck(tmp_path: Path) -> None:
    watched = tmp_path / "answers"
    watched.mkdir()

    def again() -> bool:
        raise ZeroDivisionError

    def change() -> None:
        number = 0
        while not ended.wait(0.2):
            (watched / str(number := number + 1)).touch()

    ended = threading.Event()
    changing = threading.Thread(target=change, daemon=True)
    with pytest.raises(ZeroDivisionError):
        serve(tmp_path, 0, ready=lambda _: changing.start(), again=again, whole=lambda: [watched], beside=lambda: [])
    ended.set()


def test_what_is_being_written_is_finished_before_ctrl_c_ends_the_preview(tmp_path: Path) -> None:
    watched = tmp_path / "answers"
    watched.mkdir()
    finished = []

    def again() -> bool:
        signal.raise_signal(signal.SIGINT)
        finished.append(True)
        return False

    before = signal.getsignal(signal.SIGINT)
    changing = threading.Timer(0.5, (watched / "one").touch)
    with pytest.raises(KeyboardInterrupt):
        serve(tmp_path, 0, ready=lambda _: changing.start(), again=again, whole=lambda: [watched], beside=lambda: [])
    assert finished == [True]
    assert signal.getsignal(signal.SIGINT) is before


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

    with pytest.raises(HTTPError) as missing:
        _page(address, "nowhere.html")
    assert "This page does not exist" in missing.value.read().decode()

    _rewrite(tmp_path / "answers.yaml", "Bellbird Corner Store", "Wattle Corner Store")
    _wait(lambda: "Wattle Corner Store" in _page(address))
    assert "Downloads to follow" in told.until("Built in")
    assert "Downloads to follow" not in told.until("Built in")

    _rewrite(tmp_path / "answers.yaml", "industry: retail", "industry: retial")
    said = told.until("The site stays as it was.")
    assert re.search(r"answers\.yaml:7:\d+ .*retial", said)
    assert "Wattle Corner Store" in _page(address)

    _rewrite(tmp_path / "answers.yaml", "industry: retial", "industry: retail")
    told.until("Nothing in the site changes.")

    process.send_signal(signal.SIGINT)
    told.until("The preview has ended. The site stays in")
    assert process.wait(PATIENCE) == 130
    assert {path.name for path in tmp_path.iterdir()} == {"answers.yaml", "site"}


def _page(address: str, name: str = f"{PAGE}.html") -> str:
    with urllib.request.urlopen(f"{address}{name}", timeout=PATIENCE) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)
