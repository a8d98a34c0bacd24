"""Options that several commands share, and how they become a request."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from policygen.errors import fail

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-21", param, ctx)


def today() -> date:
    """The clock, read nowhere below the command line."""
    return datetime.now(UTC).astimezone().date()


def listed(values: tuple[str, ...]) -> tuple[str, ...]:
    """Options may be repeated or hold commas."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def overrides(values: tuple[str, ...]) -> dict[str, str]:
    """`--set KEY=VALUE` pairs."""
    found: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(
                f"--set takes KEY=VALUE, for instance --set organisation.name=Example; found {value!r}"
            )
        found[key.strip()] = text
    return found


def answers_path(given: Path | None) -> Path:
    """The answers file: the one named, the one in a folder named, or answers.yaml here."""
    path = given or Path("answers.yaml")
    if path.is_dir():
        path = path / "answers.yaml"
    if not path.is_file():
        hint = "Run `policygen new` to write one, or name a file: `policygen build examples/corner-shop.yaml`."
        raise fail("PG-U001", f"there is no file {path}", hint=hint)
    return path


def answers_options(function: FunctionT) -> FunctionT:
    """ANSWERS, --set, --content and --as-of."""
    for decorate in (
        click.argument("answers", type=click.Path(path_type=Path), required=False),
        click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="Answer a question here, over the file."),
        click.option("--content", multiple=True, type=click.Path(path_type=Path, exists=True, file_okay=False),
                     help="A folder with templates/ or jurisdictions/ of your own."),
        click.option("--as-of", type=Day(), metavar="YYYY-MM-DD", help="State the law of this day."),
    ):  # fmt: skip
        function = decorate(function)
    return function
