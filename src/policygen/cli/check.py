"""`policygen check`: everything a build would say, and what it would lack, without writing a file."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from policygen.cli.options import answers_options, answers_path, overrides, today
from policygen.cli.tell import tell
from policygen.errors import Diagnostic, PolicygenError


@click.command("check")
@answers_options
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="OUT",
    help="Also read the finished files in OUT and check that they agree.",
)
@click.option("--font", "fonts", multiple=True, type=click.Path(path_type=Path), help="One more font for the PDF.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def command(
    answers: Path | None,
    sets: tuple[str, ...],
    content: tuple[Path, ...],
    as_of: date | None,
    files: Path | None,
    fonts: tuple[Path, ...],
    strict: bool,
    as_json: bool,
) -> int:
    """Check ANSWERS (answers.yaml here): errors, warnings, notes, duties not met, reading grades."""
    from policygen import workflow, workflow_check

    request = workflow.Request(
        answers=answers_path(answers), as_of=as_of, fonts=fonts, overrides=overrides(sets), content=content
    )
    try:
        checked = workflow_check.check(request, today(), files)
    except PolicygenError as error:
        checked = workflow_check.Checked(error.diagnostics)
    if as_json:
        click.echo(json.dumps(_as_json(checked), indent=1, ensure_ascii=False))
    else:
        tell(checked.findings)
        for name, grade in checked.grades.items():
            click.echo(f"{name}: {grade}", err=True)
        click.echo(_verdict(checked.findings), err=True)
    wrong = ("error", "warning") if strict else ("error",)
    return 1 if any(d.severity in wrong for d in checked.findings) else 0


def _as_json(checked: Any) -> dict[str, object]:  # workflow_check.Checked, imported late
    def of(severity: str) -> list[dict[str, str]]:
        return [
            {"code": d.code, "message": d.message, "where": str(d.where), "hint": d.hint}
            for d in checked.findings
            if d.severity == severity
        ]

    return {
        "errors": of("error"),
        "warnings": of("warning"),
        "notes": of("note"),
        "uncovered": list(checked.uncovered),
        "grades": {name: grade.as_dict() for name, grade in checked.grades.items()},
    }


def _verdict(findings: Iterable[Diagnostic]) -> str:
    found = [d.severity for d in findings]
    named = ((s, found.count(s)) for s in ("error", "warning", "note"))
    counts = ", ".join(f"{count} {s}{'' if count == 1 else 's'}" for s, count in named if count)
    return counts or "Nothing to mend."
