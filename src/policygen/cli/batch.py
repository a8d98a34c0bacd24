"""`policygen batch`: documents for each row of a table."""

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli.build import chosen_formats
from policygen.cli.options import answers_options, answers_path, listed, overrides, today
from policygen.cli.tell import tell

if TYPE_CHECKING:
    from policygen.workflow_batch import Batch, Done
    from policygen.workflow_rows import Rows

_TOLD = 50  # rows whose findings are printed; the summary has all of them
_EVERY = 10.0  # seconds between two lines of progress where nobody watches


@click.command("batch")
@answers_options
@click.option("--rows", type=click.Path(path_type=Path), help="The table: a CSV file or a workbook (.xlsx).")
@click.option(
    "-d",
    "--document",
    "documents",
    multiple=True,
    metavar="DOCUMENT",
    help="This document for each row; may be repeated.",
)
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT", help="docx, pdf, html, md; default all.")
@click.option("-l", "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; may be repeated.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="The folder to write."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes at work; default one for each core.")
@click.option("--executor", "address", default="", metavar="dask://HOST:PORT", help="Do the work on a Dask cluster.")
@click.option("--columns", is_flag=True, help="List the columns for the documents, and stop.")
@click.option("--dry-run", is_flag=True, help="Check all rows, write nothing.")
@click.option("--encoding", default="", metavar="NAME", help="Encoding of the CSV file; default UTF-8.")
@click.option("--shell", type=click.Path(path_type=Path), help="Your own letterhead or Word template.")
@click.option("--font", "fonts", multiple=True, type=click.Path(path_type=Path), help="One more font for the PDF.")
@click.option("--draft", is_flag=True, help="Mark what is missing instead of refusing.")
@click.option("--force", is_flag=True, help="Write over files that were changed by hand.")
def command(
    answers: Path | None, sets: tuple[str, ...], content: tuple[Path, ...], as_of: date | None, rows: Path | None,
    documents: tuple[str, ...], formats: tuple[str, ...], languages: tuple[str, ...], out: Path, jobs: int | None,
    address: str, columns: bool, dry_run: bool, encoding: str, shell: Path | None, fonts: tuple[Path, ...], draft: bool,
    force: bool,
) -> int:  # fmt: skip
    """Issue documents for each row of a table: an addendum for each vendor, a code of conduct for each clinic.

    The columns are answers, by their ids (vendor.name, place.address); what a row leaves empty comes from ANSWERS. A
    column `row` names the files. A batch that was stopped goes on where it was when the same command is run again.
    """
    if not listed(documents):
        raise click.UsageError("-d says which document each row is for, for instance -d vendor-clauses")
    from policygen import workflow, workflow_batch, workflow_rows

    if columns:
        return _columns(workflow_rows.columns(listed(documents), content))
    if rows is None:
        raise click.UsageError("--rows names the table: --rows vendors.csv")
    request = workflow.Request(
        answers=answers_path(answers), out=out, documents=listed(documents), formats=chosen_formats(listed(formats)),
        languages=listed(languages), as_of=as_of, shell=shell, fonts=fonts, draft=draft, force=force,
        overrides=overrides(sets), content=content,
    )  # fmt: skip
    asked = workflow_rows.Rows(request, rows, encoding)
    if dry_run:
        total, batch = workflow_batch.count(asked), workflow_batch.open_batch(asked, today())
        failed = _watched(batch, batch.checked(), total, "can be issued")
    else:
        failed = _made(asked, jobs, address)
    return 1 if failed else 0


def _made(asked: "Rows", jobs: int | None, address: str) -> int:
    from policygen import workflow_batch
    from policygen.cli.executors import cores, executor

    total = workflow_batch.count(asked)
    useful = workflow_batch.pieces(asked, total)
    with executor(min(jobs or cores(), useful), address) as (found, ahead):
        batch = workflow_batch.open_batch(asked, today())  # while other processes start
        failed = _watched(batch, batch.made(found, ahead), total, "issued")
    click.echo(f"{asked.request.out / 'summary.csv'} says what became of each row.", err=True)
    return failed


def _watched(batch: "Batch", rows: Iterable["Done"], total: int, done: str) -> int:
    """Go through the rows, show how far they are, and say what is wrong; the number of rows that are not whole."""
    failed, told, kept = 0, 0, 0
    for row in _shown(rows, total):
        kept += row.kept
        failed += row.status != "issued"
        if not row.findings:
            continue
        told += 1
        if told <= _TOLD:
            tell(row.findings)
    tell(batch.remarks)
    if told > _TOLD:
        click.echo(f"… and {told - _TOLD:,} more rows like these.", err=True)
    before = f", {kept:,} of them before" if kept else ""
    click.echo(f"{total - failed:,} of {total:,} rows {done}{before}.", err=True)
    return failed


def _shown(rows: Iterable["Done"], total: int) -> Iterator["Done"]:
    """The rows, with a line of progress: how many, how fast, how long still."""
    start = told = time.monotonic()
    watched = sys.stderr.isatty()
    for number, row in enumerate(rows, 1):
        now = time.monotonic()
        if now - told >= (0.2 if watched else _EVERY):
            told = now
            _line(number, total, now - start, watched)
        yield row
    if watched and told > start:
        click.echo("\r\x1b[K", nl=False, err=True)


def _line(number: int, total: int, seconds: float, watched: bool) -> None:
    rate = number / seconds
    text = f"{number:,} of {total:,} rows, {rate:,.0f} a second, {_time(round((total - number) / rate))} left"
    click.echo(f"\r{text}\x1b[K" if watched else text, nl=not watched, err=True)


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _columns(found: Iterable[tuple[str, str, str]]) -> int:
    for name, prompt, example in found:
        click.echo(f"{name:<28} {prompt}{f'  (for instance: {example})' if example else ''}")
    return 0
