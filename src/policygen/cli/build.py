"""`policygen build`: issue the documents."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from policygen.cli.options import answers_options, answers_path, listed, overrides, today
from policygen.cli.tell import tell
from policygen.domain.library import FORMATS, Format

if TYPE_CHECKING:
    from policygen.workflow import Built


@click.command("build")
@answers_options
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="The folder to write."
)
@click.option(
    "-d", "--document", "documents", multiple=True, metavar="DOCUMENT", help="Only this document; may be repeated."
)
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT", help="docx, pdf, html, md; default all.")
@click.option("-l", "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; may be repeated.")
@click.option("--shell", type=click.Path(path_type=Path), help="Your own letterhead or Word template.")
@click.option("--font", "fonts", multiple=True, type=click.Path(path_type=Path), help="One more font for the PDF.")
@click.option("--draft", is_flag=True, help="Mark what is missing instead of refusing.")
@click.option("--force", is_flag=True, help="Write over files that were changed by hand.")
def command(
    answers: Path | None, sets: tuple[str, ...], content: tuple[Path, ...], as_of: date | None, out: Path,
    documents: tuple[str, ...], formats: tuple[str, ...], languages: tuple[str, ...], shell: Path | None,
    fonts: tuple[Path, ...], draft: bool, force: bool,
) -> int:  # fmt: skip
    """Issue the documents of ANSWERS (answers.yaml here) as Word, PDF, HTML and Markdown."""
    from policygen import workflow

    path = answers_path(answers)
    request = workflow.Request(
        answers=path, out=out, documents=listed(documents), formats=chosen_formats(listed(formats)), languages=listed(languages),
        as_of=as_of, shell=shell, fonts=fonts, draft=draft, force=force, overrides=overrides(sets),
        content=content,
    )  # fmt: skip
    built = workflow.build(request, today())
    tell(built.findings)
    _summary(built, out)
    return 1 if built.missing else 0


def chosen_formats(wanted: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats asked for, or all; raises for one that there is not."""
    for name in wanted:
        if name not in FORMATS:
            raise click.UsageError(f"-f takes {', '.join(FORMATS)}; found {name!r}")
    return tuple(cast(Format, name) for name in wanted) or FORMATS


def _summary(built: "Built", out: Path) -> None:
    law = built.issue.job.situation.law
    if built.issue.job.answers.law_as_of is None:
        click.echo(f"The documents state the law of {law.as_of.isoformat()} (set law_as_of to fix the day).", err=True)
    for path in built.put.removed:
        click.echo(f"removed {path}, which this issue no longer makes", err=True)
    for path in built.put.written:
        click.echo(out / path)
    if built.missing:
        click.echo(f"Not made: {', '.join(built.missing)}.", err=True)
    if built.made:
        click.echo(f"Open {out / 'START-HERE.html'} first: it says who gets what, and what to do in order.", err=True)
    else:
        click.echo("No document was made. Mend what is said above and run the same command again.", err=True)
