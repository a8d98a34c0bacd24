"""`policygen content`: check clauses and packs, run the packs' cases, start new ones."""

from pathlib import Path

import click

from policygen.cli import content_new
from policygen.cli.options import today
from policygen.cli.tell import tell
from policygen.errors import Diagnostic


@click.group("content")
def command() -> None:
    """Check and test content: clauses, outlines and packs, yours or the built-in ones."""


@command.command("check")
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
def check(root: Path | None) -> int:
    """Check every clause, outline and pack of ROOT (a folder with templates/ or jurisdictions/), or the built-in ones.

    Warnings name what in the packs is to be looked at again: starts of laws that nobody has confirmed, and overdue reviews.
    """
    from policygen.content import check as checking
    from policygen.content.library import load_library
    from policygen.content.locate import roots
    from policygen.domain.changes import overdue, stale

    library = load_library(roots((root,) if root else ()))
    dated = (*overdue(library.packs, today()), *stale(library.packs, today()))
    found: tuple[Diagnostic, ...] = checking.check(library)
    tell((*dated, *found))
    due = f"; {len(dated)} days of the law to look at" if dated else ""
    click.echo(f"{len(library.clauses)} clauses, {len(library.packs)} packs, {len(found)} findings{due}.", err=True)
    return 1 if any(d.severity == "error" for d in found) else 0


@command.command("test")
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
def test(root: Path | None) -> int:
    """Run the cases of every pack of ROOT (a folder with jurisdictions/), or of the built-in ones."""
    from policygen import workflow_cases

    count, found = workflow_cases.run_cases(root)
    tell(found)
    click.echo(f"{count} cases, {len({d.where for d in found})} that differ.", err=True)
    return 1 if found else 0


command.add_command(content_new.command)
