"""`policygen law`: the law of a place on a day, with its sources and doubts, and what changed between two days."""

import json
from datetime import date, timedelta
from pathlib import Path

import click

from policygen.cli.options import Day, today
from policygen.cli.tell import tell
from policygen.errors import PolicygenError, fail


@click.command("law")
@click.argument("words", nargs=-1)
@click.option("--as-of", type=Day(), metavar="YYYY-MM-DD", help="The day; today where it is not given.")
@click.option("--since", type=Day(), metavar="YYYY-MM-DD", help="With `changes`: from this day on.")
@click.option(
    "--until",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="With `changes`: before this day; a year from today where it is not given.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--content",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Content of your own.",
)
def command(
    words: tuple[str, ...],
    as_of: date | None,
    since: date | None,
    until: date | None,
    as_json: bool,
    content: tuple[Path, ...],
) -> None:
    """Show the law of a place: `policygen law CODE`, or `policygen law changes CODE --since A`."""
    from policygen.cli import law_pages
    from policygen.content import broken
    from policygen.content.library import load_library
    from policygen.content.locate import roots
    from policygen.domain.law import Law

    changes = bool(words) and words[0] == "changes"
    codes = words[1:] if changes else words
    library = load_library(roots(content, Path()))
    tell(broken.warnings(library))
    faults = [fault for code in codes for fault in library.faults(code)]
    if faults:
        raise PolicygenError(dict.fromkeys(faults))
    law = Law(as_of or today(), library.packs)
    if changes:
        if not codes or since is None:
            raise click.UsageError(
                "`policygen law changes CODE --since YYYY-MM-DD`, with `--until` where you want an end"
            )
        page = law_pages.changed(law, library, codes[0], (since, until or _in_a_year()))
    elif codes:
        page = law_pages.place(law, codes[0])
    else:
        page = law_pages.places(law)
    if len(codes) > 1:
        raise fail("PG-U020", f"one code at a time; found {', '.join(codes)}", hint="Run the command once for each.")
    click.echo(json.dumps(page.data, indent=1, ensure_ascii=False, default=str) if as_json else page.text)


def _in_a_year() -> date:
    """The first day that is no longer within a year from today."""
    return today() + timedelta(days=366)
