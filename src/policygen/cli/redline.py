"""`policygen redline`: two issues of a document as one Word file with tracked changes."""

from pathlib import Path

import click

from policygen.cli.options import today
from policygen.cli.tell import tell


@click.command("redline")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="The Word file to write.")
@click.option(
    "--author", default="", metavar="NAME", help="Whose the changes are; default who issued NEW, if it is as issued."
)
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def command(old: Path, new: Path, out: Path, author: str, force: bool) -> int:
    """Mark every change from OLD to NEW, two issues of a document as Word files, as tracked changes of Word.

    Beside the redline stand a view of it for a browser and a page that says what changed and why, from the
    manifests in the folders of both issues. The reasons name your answers: that page is for your own side.
    """
    from policygen.workflow_redline import redline
    from policygen.workflow_sides import Asked

    done = redline(old, new, out, Asked(author, today()), force=force)
    tell(done.findings)
    for path in done.written:
        click.echo(path)
    changes = "1 change is" if done.marks == 1 else f"{done.marks} changes are"
    click.echo(
        f"{changes} marked. Accept all of them to get the words of {new}, reject all to get those of {old}.", err=True
    )
    return 0
