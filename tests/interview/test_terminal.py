"""A real interview in a real pseudo-terminal of 80 by 24."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policygen.content.yaml_source import load_yaml
from tests.content.answers_samples import real_questions

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tests.interview.driver"]
DOWN = "\x1b[B"
BEFORE_RETAIL = list(real_questions().industries).index("retail")


def start(folder: Path, **env: str) -> Any:  # pexpect is untyped
    source = {"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], str(folder)],
        cwd=str(ROOT),
        env={**os.environ, **source, **env},
        dimensions=(24, 80),
        timeout=20,
        encoding="utf-8",
    )
    child.delaybeforesend = 0.05
    return child


def answer(child: Any, question: str, keys: str) -> None:
    child.expect_exact(question)
    child.send(keys)


def saved(folder: Path) -> Any:
    return load_yaml(folder / "answers.yaml").data


def first_answers(child: Any) -> None:
    answer(child, "full legal name", "Bellbird Corner Store\r")
    answer(child, "kind of organisation", DOWN * BEFORE_RETAIL + "\r")
    answer(child, "How many employees", "6\r")


def test_a_shop_owner_gets_from_the_first_question_to_the_last_key(tmp_path: Path) -> None:
    child = start(tmp_path)
    child.expect_exact("not a substitute for the advice of a lawyer")
    first_answers(child)
    answer(child, "What is its address?", "5 Sample Road, Ballarat VIC 3350\r")
    answer(child, "Which state or country", "\r")
    answer(child, "another place", "\r")
    answer(child, "What is the job title", "Owner\r")
    answer(child, "Phone number, email address", "+61 3 5550 0130\r")
    answer(child, "another person", DOWN + "\r")
    answer(child, "What is the job title", "Senior assistant\r")
    answer(child, "Phone number, email address", "senior@bellbird.example\r")
    answer(child, "another person", "\r")
    answer(child, "Accept all ", "\r")
    answer(child, "report about a manager", "\r")
    answer(child, "Accept all ", "\r")
    answer(child, "should the public use", "+61 3 5550 0130\r")
    answer(child, "Accept all ", "\r")
    answer(child, "Everything is right", "\r")
    child.expect_exact("Done.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert saved(tmp_path)["reporting"]["about_management"] == "senior_assistant"
    assert saved(tmp_path)["places"]["ballarat"]["law"] == "au-vic"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_whatever_ends_the_process_only_the_answer_being_typed_is_lost(how: signal.Signals, tmp_path: Path) -> None:
    child = start(tmp_path)
    first_answers(child)
    answer(child, "What is its address?", "5 Sample Ro")
    child.expect_exact("5 Sample Ro")
    child.kill(how)
    child.expect(pexpect.EOF)
    child.wait()
    assert saved(tmp_path)["organisation"]["people"] == {"employees": 6}
    again = start(tmp_path)
    again.expect_exact("Welcome back.")
    answer(again, "What is its address?", "5 Sample Road, Ballarat VIC 3350\r")
    again.expect_exact("Which state or country")
    again.close(force=True)


@pytest.mark.parametrize(("key", "name"), [("\x03", "Ctrl-C"), ("\x04", "Ctrl-D")])
def test_stopping_says_where_the_answers_are_and_ends_with_130(key: str, name: str, tmp_path: Path) -> None:
    child = start(tmp_path)
    first_answers(child)
    answer(child, "What is its address?", key)
    child.expect_exact("Stopped.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert saved(tmp_path)["organisation"]["industry"] == "retail"


def test_going_back_shows_the_answer_given_before(tmp_path: Path) -> None:
    child = start(tmp_path)
    first_answers(child)
    answer(child, "What is its address?", "<")
    child.expect_exact("How many employees")
    child.expect_exact("6")
    child.send("0\r")
    child.expect_exact("What is its address?")
    child.close(force=True)
    assert saved(tmp_path)["organisation"]["people"] == {"employees": 60}


def test_without_colour_the_marks_are_still_there(tmp_path: Path) -> None:
    child = start(tmp_path, NO_COLOR="1")
    answer(child, "full legal name", "A\x1b[200~\u202e\x1b[201~\r")
    child.expect_exact("! The text holds U+202E")
    child.close(force=True)
    assert "\x1b[31m" not in (child.before or "")
    assert "\x1b[0;31" not in (child.before or "")


def test_a_simple_terminal_is_asked_in_plain_lines(tmp_path: Path) -> None:
    child = start(tmp_path, TERM="dumb")
    answer(child, "full legal name", "Bellbird\r")
    child.expect_exact(f"{BEFORE_RETAIL + 1}. Shop")
    answer(child, "Type a number", f"{BEFORE_RETAIL + 1}\r")
    child.expect_exact("How many employees")
    child.close(force=True)
    assert saved(tmp_path)["organisation"] == {"name": "Bellbird", "industry": "retail"}


def test_where_nobody_can_answer_nothing_is_asked(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [*COMMAND, str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert run.returncode == 2
    assert not (tmp_path / "answers.yaml").exists()
    assert real_questions().words["en"]["interview.no-terminal"]
