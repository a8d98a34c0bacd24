"""Makes site/commands.md from what `--help` says of each command.

python scripts/make_commands.py            writes the page
python scripts/make_commands.py --print    prints it; a test compares the two
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from policygen.cli.main import group

PAGE = Path(__file__).parents[1] / "site" / "commands.md"
WIDTH = 80
HEAD = """# Commands

What `policygen COMMAND --help` says. `ANSWERS` is an answers file or a folder that holds `answers.yaml`; without it, the
`answers.yaml` of the folder you are in.

| It ends with | when |
|---|---|
| 0 | it is done |
| 1 | something is wrong that you can mend; the message says where and how |
| 2 | the command was not typed as it is meant, or a question is open and nobody is there to answer it |
| 3 | policygen has a bug |
| 130 | you stopped it; what you answered is saved |
"""


def main() -> None:
    """Write or print the page."""
    page = "\n".join([HEAD, *_sections()])
    if "--print" in sys.argv[1:]:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a console's own encoding
        sys.stdout.write(page)
    else:
        PAGE.write_text(page, "utf-8", newline="\n")


def _sections() -> Iterator[str]:
    for context in _commands(_context(group, "policygen", None)):
        name = context.command_path.removeprefix("policygen ")
        yield f"## {name}\n\n```text\n{context.get_help().strip()}\n```\n"


def _commands(above: click.Context) -> Iterator[click.Context]:
    """Every command that is no group, in the order of the menu."""
    parent = above.command
    assert isinstance(parent, click.Group)
    for name in parent.list_commands(above):
        command = parent.get_command(above, name)
        assert command is not None
        context = _context(command, name, above)
        if isinstance(command, click.Group):
            yield from _commands(context)
        else:
            yield context


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, parent, name, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=["-h", "--help"]
    )


if __name__ == "__main__":
    main()
