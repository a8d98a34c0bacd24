"""`policygen content new`: what it writes is sound and can be issued; what cannot be sound is not written at all."""

import io
import sys
from pathlib import Path

import pytest

from policygen.cli.main import run
from tests import samples

NAME, ACT = 'Côte "d’Or" & Co: {{ x }}', "Work & Safety Act 1996: Part #2"
PACK = (
    "--name", NAME, "--locale", "en-NZ", "--paper", "a4", "--instrument", ACT, "--pinpoint", "s 9",
    "--url", "https://law.example/act", "--starts", "1997-11-01", "--parameter", "days_to_complain",
    "--says", "Days to complain", "--value", "60", "--unit", "days", "--duty", "We keep you safe, also from customers.",
)  # fmt: skip
NOTICE = ("--title", "Notice for the lift", "--reader", "public", "--section", "In the lift", "--text", "Speak kindly.")
ANNEX = "third-party-harassment-policy/annex-rules"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def new(*arguments: str) -> int:
    return run(["content", "new", *arguments])


@pytest.fixture
def started(tmp_path: Path) -> Path:
    assert new("pack", "zz", str(tmp_path), *PACK) == 0
    return tmp_path


def test_a_new_pack_is_sound_and_lists_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("pack", "zz", str(tmp_path), *PACK) == 0
    listed = {Path(line).relative_to(tmp_path).as_posix() for line in capsys.readouterr().out.splitlines()}
    assert listed == set(files(tmp_path)) == {
        "jurisdictions/zz/pack.yaml", "jurisdictions/zz/instruments.yaml", "jurisdictions/zz/parameters.yaml",
        "jurisdictions/zz/obligations.yaml", "jurisdictions/zz/README.md",
        "jurisdictions/zz/clauses/third-party-harassment-policy/zz-duty.en.md",
    }  # fmt: skip
    assert run(["content", "check", str(tmp_path)]) == 0
    assert "0 findings" in capsys.readouterr().err


def test_a_place_with_a_new_pack_gets_its_annex_and_nothing_that_nobody_read(started: Path) -> None:
    shop = {"law": "zz", "name": "Shop", "address": "1 Road", "workers": 6, "public": True, "emergency": "111"}
    answers = samples.file(started, "corner-shop", {"places": {"shop": shop}})
    assert run(["build", str(answers), "-o", str(started / "out"), "-f", "md"]) == 0
    policy = (started / "out" / f"{samples.POLICY}.en.md").read_text("utf-8")
    assert "We keep you safe, also from customers." in policy
    assert "60 days" not in policy
    assert run(["law", "zz", "--content", str(started)]) == 0


def test_a_new_clause_stands_where_it_was_put(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cites = "zz-work-safety-act-1996-part-2-s-9"
    text = "Tell us within {{ law.days_to_complain | duration }}."
    assert (
        new("clause", "zz-care", str(started), "--pack", "zz", "--slot", ANNEX, "--text", text, "--cites", cites) == 1
    )
    assert "is a deadline that is not known well enough to print" in capsys.readouterr().err
    assert (
        new("clause", "zz-care", str(started), "--pack", "zz", "--slot", ANNEX, "--text", "Tell us.", "--cites", cites)
        == 0
    )
    assert run(["content", "check", str(started)]) == 0


def test_a_new_document_can_be_issued(started: Path) -> None:
    assert new("document", "lift-notice", str(started), *NOTICE) == 0
    answers = samples.file(started, "corner-shop")
    assert run(["build", str(answers), "-o", str(started / "out"), "-f", "md", "-d", "lift-notice"]) == 0
    assert "Speak kindly." in (started / "out" / "lift-notice.en.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pack", "zz", *PACK), 'the pack "zz" is there already'),
        (("pack", "us", *PACK), 'the pack "us" is there already'),
        (("pack", "Zz!", *PACK), '"Zz!" cannot be used here'),
        (("pack", "yy", *PACK, "--within", "qq"), 'no pack "qq" to stand in'),
        (("pack", "yy", *PACK, "--within", "zz"), '"zz" does not list "yy" as a part'),
        (("pack", "yy", *PACK, "--locale", "en_nowhere"), '"en_nowhere" is not a locale'),
        (("pack", "yy", *PACK, "--duty", "We are fully compliant."), '"compliant" is said in no document'),
        (("clause", "zz-duty", "--slot", ANNEX, "--text", "x"), 'the clause "zz-duty" is there already'),
        (("clause", "zz-b", "--slot", "policy/nowhere", "--text", "x"), 'no outline has the slot "policy/nowhere"'),
        (("clause", "zz-b", "--slot", ANNEX, "--text", "{{ nobody }}"), 'no name "nobody"'),
        (("clause", "zz-b", "--slot", ANNEX, "--text", "TODO"), "is left over from drafting"),
        (("clause", "zz-b", "--slot", ANNEX, "--text", "x", "--pack", "us"), 'there is no pack "us" in'),
        (("clause", "zz-b", "--slot", ANNEX, "--text", "x", "--lang", "xx"), "the library has no words in 'xx'"),
        (("document", "vendor-clauses", *NOTICE), 'the document "vendor-clauses" is there already'),
        (("document", "a" * 33, *NOTICE), "cannot be used here"),
    ],
)
def test_what_cannot_be_sound_is_refused_and_nothing_is_left_behind(
    started: Path, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(started)
    kind, id_, *rest = arguments
    assert new(kind, id_, str(started), *rest) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert files(started) == before


def test_a_file_in_the_way_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "jurisdictions" / "zz" / "README.md"
    path.parent.mkdir(parents=True)
    path.write_text("Mine.\n", "utf-8")
    assert new("pack", "zz", str(tmp_path), *PACK) == 1
    assert "jurisdictions/zz/README.md is there already" in capsys.readouterr().err
    assert files(tmp_path) == {"jurisdictions/zz/README.md": b"Mine.\n"}


def test_without_a_terminal_everything_that_is_missing_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert new("document", "lift-notice", str(tmp_path), "--title", "Notice") == 2
    assert "Missing: --reader, --section, --text" in capsys.readouterr().err
    assert files(tmp_path) == {}


def test_at_a_terminal_what_is_missing_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("nobody\npublic\nIn the lift\nSpeak kindly.\n"))
    assert new("document", "lift-notice", str(tmp_path), "--title", "Notice") == 0
    assert "reader: public" in (tmp_path / "templates/documents/lift-notice.yaml").read_text("utf-8")
