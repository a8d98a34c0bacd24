"""A process that holds an interview in the folder given, as the command does: run by the terminal test."""

import sys
from datetime import date
from pathlib import Path

from policygen.content.answer_reader import AnswerReader
from policygen.interview.session import run
from policygen.interview.terminal import asker_here
from tests.content.answers_samples import real_questions


def main(folder: Path) -> int:
    library = real_questions()
    asker = asker_here(library.words["en"])
    if asker is None:
        return 2
    outcome = run(folder, library, asker, date(2026, 11, 21), AnswerReader(library))
    return {"done": 0, "interrupted": 130, "refused": 1}[outcome.state]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
