"""The `policygen` command: commands load when they are called, errors become text and exit codes here only."""

import importlib
import os
import sys

import click

from policygen import __version__

COMMANDS = {
    "new": ("policygen.cli.new", "Ask the questions and write answers.yaml; run again to resume, review or change."),
    "build": ("policygen.cli.build", "Issue the documents as Word, PDF, HTML and Markdown."),
    "batch": ("policygen.cli.batch", "Issue documents for each row of a table: one for each vendor, clinic or office."),
    "site": ("policygen.cli.site", "Issue the documents as a browsable site."),
    "check": ("policygen.cli.check", "Check answers and documents without writing anything."),
    "why": ("policygen.cli.why", "Say why a clause is in a document or out of it."),
    "law": ("policygen.cli.law", "Show the law of a place on a day."),
    "list": (
        "policygen.cli.listing",
        "List documents, jurisdictions, industries, third parties, questions or clauses.",
    ),
    "schema": ("policygen.cli.schema", "Print the JSON schema of answers, packs, clauses, outlines or questions."),
    "shell": ("policygen.cli.shell", "Check a letterhead or Word template before it is used."),
    "redline": ("policygen.cli.redline", "Mark what changed between two issues of a document, as tracked changes."),
    "content": ("policygen.cli.content", "Check and test clauses and packs."),
}
ISSUES = "Run the command again with POLICYGEN_DEBUG=1 to see where, and report it with the answers file if you may share it."


class _Lazy(click.Group):
    """A group whose commands are imported only when they are called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            raise click.UsageError(error.message + (f' Did you mean "{near[0]}"?' if near else "")) from error


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from policygen.cli.notices import notice_a

        click.echo(f"policygen {__version__}\n\n{notice_a()}")
        ctx.exit()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def group() -> None:
    """Documents that protect people who work with the public.

    policygen asks what only your organisation knows, adds the law of its places as it stands on a date, and issues
    the documents: a third-party harassment policy, a visitor code of conduct, vendor contract clauses.
    """


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 the user can mend it, 2 usage, 3 a bug, 130 interrupted."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """`main` without leaving the process: the exit code."""
    try:
        result = group.main(arguments, prog_name="policygen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted. What was answered or finished so far is saved.", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the boundary: everything else is a bug of ours
        return _failed(error)
    return result if isinstance(result, int) else 0


def _failed(error: Exception) -> int:
    from policygen.errors import PolicygenError

    if isinstance(error, PolicygenError):
        from policygen.cli.tell import tell

        tell(error.diagnostics)
        return 1
    if os.environ.get("POLICYGEN_DEBUG"):
        import traceback

        traceback.print_exc()
    click.echo(f"policygen has a bug: {type(error).__name__}: {error}\n{ISSUES}", err=True)
    return 3
