"""`policygen site`: issue the documents as a browsable site."""

from datetime import date
from pathlib import Path

import click

from policygen.cli.options import answers_options, answers_path, overrides, today
from policygen.domain.audience import AUDIENCES, Audience


@click.command("site")
@answers_options
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="The folder to write."
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="staff",
    show_default=True,
    help="public: the code of conduct and how to complain, nothing internal. staff: what everyone who works here may read. "
    "all: also vendor clauses, the list of what to do and the law watch.",
)
@click.option("--serve", is_flag=True, help="Show the site on this machine and write it again when something changes.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port of --serve.")
@click.option("--font", "fonts", multiple=True, type=click.Path(path_type=Path), help="One more font for the PDF.")
@click.option("--draft", is_flag=True, help="Mark what is missing instead of refusing.")
@click.option("--force", is_flag=True, help="Write over files that were changed by hand.")
def command(
    answers: Path | None,
    sets: tuple[str, ...],
    content: tuple[Path, ...],
    as_of: date | None,
    out: Path,
    audience: Audience,
    serve: bool,
    port: int,
    fonts: tuple[Path, ...],
    draft: bool,
    force: bool,
) -> None:
    """Write the documents of ANSWERS (answers.yaml here) as a site: OUT/docs, OUT/mkdocs.yml and OUT/html."""
    from policygen import workflow, workflow_site

    request = workflow.Request(
        answers=answers_path(answers),
        out=out,
        as_of=as_of,
        fonts=fonts,
        draft=draft,
        force=force,
        overrides=overrides(sets),
        content=content,
    )
    if serve:
        from policygen.cli.site_serve import show

        show(request, audience, port)
    for path in workflow_site.site(request, today(), audience):
        click.echo(path)
    click.echo(f"Open {out / 'html' / 'index.html'} in a browser.", err=True)
