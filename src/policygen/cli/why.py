"""`policygen why`: the decision trace of a clause."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli.options import Day, answers_path, overrides, today
from policygen.domain.decision import Decision
from policygen.errors import fail

if TYPE_CHECKING:
    from policygen.workflow import Issue


@click.command("why")
@click.argument("answers", type=click.Path(path_type=Path))
@click.argument("clause")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="Answer a question here, over the file.")
@click.option(
    "--content",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Content of your own.",
)
@click.option("--as-of", type=Day(), metavar="YYYY-MM-DD", help="State the law of this day.")
def command(answers: Path, clause: str, sets: tuple[str, ...], content: tuple[Path, ...], as_of: date | None) -> None:
    """Say why CLAUSE (an id, or a phrase of the text) is in the documents of ANSWERS, or out of them."""
    from policygen import workflow, workflow_check

    request = workflow.Request(answers=answers_path(answers), as_of=as_of, overrides=overrides(sets), content=content)
    issue = workflow.issued(request, today())
    wanted = workflow_check.clauses_named(issue, clause)
    if not wanted:
        hint = "`policygen list clauses` shows the ids; a phrase is searched in the finished documents."
        raise fail("PG-U010", f'no clause is called "{clause}" and no document holds that phrase', hint=hint)
    found = [d for one in issue.assembled for d in one.decisions if d.clause in wanted]
    for decision in sorted(set(found), key=lambda d: (d.clause, d.document, d.record)):
        click.echo("\n".join(_lines(decision, issue)))


def _lines(decision: Decision, issue: "Issue") -> Iterator[str]:
    place = f" for {_named(decision.record, issue)}" if decision.record else ""
    number = f", number {decision.number}" if decision.number else ""
    yield f"{decision.clause}@{decision.version} in {decision.document}{place}: {decision.outcome}{number}, because {decision.reason}"
    if decision.condition:
        yield f"  when: {decision.condition}"
    for name, value in decision.facts:
        at = issue.job.answers.where(name)
        yield f"  {name} = {value}{f'  ({at})' if str(at) else ''}"
    for cite in decision.cites:
        yield f"  law: {_citation(cite, issue)}"


def _named(record: str, issue: "Issue") -> str:
    """The name of a place whose law a section is for; of anything else, its id in the answers."""
    law = issue.job.situation.law
    return law.name(record) if record in law.codes() else record


def _citation(cite: str, issue: "Issue") -> str:
    law = issue.job.situation.law
    for code in issue.job.situation.codes:
        found = law.citations(code).get(cite)
        if found:
            return f"{found.text} ({found.status}, {found.evidence} source) {found.url}"
    return cite
