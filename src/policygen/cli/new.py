"""`policygen new`: ask the questions, writing answers.yaml after every answer."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli.options import overrides, today
from policygen.cli.tell import tell
from policygen.errors import fail

if TYPE_CHECKING:
    from policygen.content.answer_reader import AnswerReader
    from policygen.domain.library import Library

_CODES = {"done": 0, "interrupted": 130, "refused": 1}


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--answers", "start", type=click.Path(path_type=Path), help="Start from this file.")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="Answer a question here; may be repeated.")
@click.option("--lang", "language", default="en", show_default=True, help="The language of the questions.")
@click.option("--json", "as_json", is_flag=True, help="Without a terminal: say as JSON what is missing.")
@click.option(
    "--content",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Content of your own.",
)
def command(
    folder: Path, start: Path | None, sets: tuple[str, ...], language: str, as_json: bool, content: tuple[Path, ...]
) -> int:
    """Ask the questions and write FOLDER/answers.yaml (the folder you are in). Run it again to go on, review or change.

    Without a terminal nothing is asked: the command ends with 2 and says what is missing.
    """
    from policygen.content.answer_reader import AnswerReader
    from policygen.content.library import load_library
    from policygen.content.locate import roots
    from policygen.interview.session import begin, run
    from policygen.interview.terminal import asker_here

    library = load_library(roots(content, folder))
    if language not in library.words:
        hint = f"It is asked in: {', '.join(sorted(library.words))}."
        raise fail("PG-U040", f"the questions are not written in {language!r} yet", hint=hint)
    if start is not None and not start.is_file():
        raise fail("PG-U042", f"there is no file {start}", hint="Check the path after --answers.")
    reader = AnswerReader(library, language)
    path = begin(folder, reader, start)
    if sets:
        begin(folder, reader, values=reader.changes(reader.load(path) if path.exists() else {}, overrides(sets)))
    asker = asker_here(library.words[language])
    if asker is None:
        return _without_terminal(library, path, reader, as_json=as_json)
    folder.mkdir(parents=True, exist_ok=True)
    outcome = run(folder, library, asker, today(), reader, language)
    tell(outcome.problems if outcome.state == "refused" else ())
    return _CODES[outcome.state]


def _without_terminal(library: "Library", path: Path, reader: "AnswerReader", *, as_json: bool) -> int:
    """Say what is missing: 2 while something is, 0 when nothing is."""
    from policygen.content.answer_reader import as_json as rows
    from policygen.content.answer_reader import open_questions
    from policygen.interview.session import commands

    here = path if path.exists() else None
    problems = tuple(d for d in reader.problems(path) if d.code != "PG-A030") if here else ()
    found = () if problems else open_questions(library, here)
    if as_json:
        told = [{"code": d.code, "message": d.message, "where": str(d.where), "hint": d.hint} for d in problems]
        click.echo(json.dumps({"missing": rows(found), "problems": told}, indent=1, ensure_ascii=False))
        return 2 if problems or found else 0
    tell(problems)
    for question in found:
        example = f"  (for instance {question.example})" if question.example else ""
        click.echo(f"missing  {question.id}: {question.prompt}{example}", err=True)
    if here and not problems and not found:
        click.echo(library.words["en"]["interview.nothing-missing"].format_map({"path": path, **commands(path.parent)}))
    if found:
        click.echo("There is no terminal to ask in. Give answers with --set KEY=VALUE or --answers FILE.", err=True)
    return 2 if problems or found else 0
