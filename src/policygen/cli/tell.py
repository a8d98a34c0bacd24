"""Diagnostics as text on stderr: what is wrong, where, and what to do next."""

from collections.abc import Iterable

import click

from policygen.errors import Diagnostic, Severity

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Print each finding, errors last so that they stand just above the prompt."""
    order: tuple[Severity, ...] = ("note", "warning", "error")
    found = sorted(diagnostics, key=lambda d: order.index(d.severity))
    for diagnostic in found:
        click.echo(
            click.style(diagnostic.severity, fg=_COLOURS[diagnostic.severity], bold=True) + f"  {diagnostic}", err=True
        )
    errors = sum(d.severity == "error" for d in found)
    if errors > 1:
        click.echo(f"{errors} errors.", err=True)
