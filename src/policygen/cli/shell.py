"""`policygen shell check`: is a letterhead safe and complete?"""

from pathlib import Path

import click

from policygen.cli.tell import tell


@click.group("shell")
def command() -> None:
    """Check a letterhead or Word template before it is used with `build --shell`."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """List what would be refused or lost in FILE."""
    from policygen.assembly import letterhead
    from policygen.content.files import read_file
    from policygen.content.library import load_library
    from policygen.content.locate import roots
    from policygen.verify.shell_check import check_shell

    found = check_shell(read_file(file), file.name, letterhead.names(load_library(roots((), Path()))))
    tell(found)
    if not found:
        click.echo(f"{file.name} can be used with --shell.", err=True)
    return 1 if any(d.severity == "error" for d in found) else 0
