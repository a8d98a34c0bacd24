"""`policygen shell`: is a letterhead safe and complete, and a letterhead to begin with."""

from pathlib import Path
from typing import cast

import click

from policygen.cli.tell import tell
from policygen.domain.document import Paper

_LOCALES = {"a4": "en-GB", "letter": "en-US"}


@click.group("shell")
def command() -> None:
    """Make a letterhead or Word template, or check one, for `build --shell`."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """List the tags of FILE, and what would be refused or lost in it."""
    from policygen.workflow_shell import check_template

    checked = check_template(file)
    for place, tag, near in checked.tags:
        around = "" if near == tag else f"   “{near}”"
        click.echo(f"{tag}{f'   in the {place}' if place else ''}{around}")
    tell(checked.findings)
    if checked.usable:
        click.echo(f"{file.name} can be used with --shell.", err=True)
    return 0 if checked.usable else 1


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The paper.")
@click.option("--cover", is_flag=True, help="With a cover page for the title.")
@click.option("--lang", default="en", show_default=True, metavar="LANG", help="The language of its page numbers.")
@click.option("--force", is_flag=True, help="Write over FILE.")
def new(file: Path, paper: str, cover: bool, lang: str, force: bool) -> int:
    """Write a letterhead to begin with to FILE: change its looks in Word, keep its tags."""
    from policygen.workflow_shell import new_template

    locale = _LOCALES[paper] if lang == "en" else lang
    new_template(file, cast(Paper, paper), cover, locale, force=force)
    click.echo(file)
    click.echo(f"Change its looks in Word, then: policygen shell check {file}", err=True)
    return 0
