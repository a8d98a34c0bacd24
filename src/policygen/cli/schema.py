"""`policygen schema`: JSON schemas of the files people write."""

import json
from pathlib import Path
from typing import Any

import click

WHAT = ("answers", "pack", "clause", "outline", "questions")


@click.command("schema")
@click.argument("what", type=click.Choice(WHAT), default="answers")
def command(what: str) -> None:
    """Print the JSON schema of WHAT, for editors and other programs."""
    click.echo(json.dumps(_schema(what), indent=1, ensure_ascii=False))


def _schema(what: str) -> dict[str, Any]:  # a JSON schema
    if what == "answers":
        from policygen.content.answers_file import answers_schema
        from policygen.content.library import load_library
        from policygen.content.locate import roots

        return dict(answers_schema(load_library(roots((), Path()))))
    if what == "pack":
        from policygen.domain.pack import Pack

        return Pack.model_json_schema()
    if what == "clause":
        from policygen.content.clauses import FrontMatter

        return FrontMatter.model_json_schema()
    if what == "outline":
        from policygen.domain.library import Outline

        return Outline.model_json_schema()
    from policygen.domain.questions import QuestionSection

    return QuestionSection.model_json_schema()
