"""`policygen content new`: the first files of a pack, a clause or a document, asked for where they are not given."""

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import click

from policygen.cli.options import Day, listed, today
from policygen.domain.pack import Basis, Evidence
from policygen.errors import fail

ROOT = click.argument("root", type=click.Path(path_type=Path, file_okay=False), default=Path())
TEXT = click.option("--text", help="The text in Markdown; `-` reads it from stdin.")
READERS = ("staff", "public", "lawyer", "management")
_TYPES = {"paper": click.Choice(["a4", "letter"]), "reader": click.Choice(READERS), "starts": Day()}
_HALF_A_YEAR = timedelta(days=182)


@click.group("new")
def command() -> None:
    """Start a pack, a clause or a document in ROOT (the folder you are in). What is not given is asked for."""


@command.command("pack")
@click.argument("code")
@ROOT
@click.option("--name", help="The place, as a sentence names it.")
@click.option("--within", default="", metavar="CODE", help="The pack of the wider place, which lists this one.")
@click.option("--locale", help="Language and country, such as en-NZ; that of the wider pack where there is one.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="That of the wider pack where there is one.")
@click.option("--instrument", metavar="TITLE", help="One act or rule that holds there.")
@click.option("--pinpoint", default="", help="The provision that sets the value, such as `s 12`.")
@click.option("--url", help="The address of its official text.")
@click.option("--basis", type=click.Choice(get_args(Basis)), default="statute", show_default=True)
@click.option("--starts", type=Day(), metavar="YYYY-MM-DD", help="The day on which it started.")
@click.option(
    "--evidence",
    type=click.Choice(get_args(Evidence)),
    default="unread",
    show_default=True,
    help="How you know it: `primary` where you read the official text.",
)
@click.option("--parameter", metavar="ID", help="One value that it sets, in snake_case.")
@click.option("--says", help="What the value says.")
@click.option("--value", help="The value.")
@click.option("--unit", help="Its unit: days, months, years, employees, text, date, yes or no …")
@click.option("--duty", metavar="SENTENCE", help="What the law asks of the organisation, as its staff will read it.")
@click.option("--checked-on", type=Day(), metavar="YYYY-MM-DD", help="Today where it is not given.")
@click.option("--review-by", type=Day(), metavar="YYYY-MM-DD", help="Half a year later where it is not given.")
def pack(code: str, root: Path, checked_on: date | None, review_by: date | None, **given: Any) -> None:
    """Start the pack of the place CODE with one act, one value and one duty."""
    from policygen.content import scaffold, scaffold_write

    library = scaffold_write.library_of(root)
    if code in library.packs:
        raise scaffold_write.refuse_known("pack", code, library.packs[code].folder)
    above = scaffold_write.wider(library, given["within"])
    if above is not None:
        given |= {key: given[key] or getattr(above, key) for key in ("locale", "paper")}
    words = library.words["en"]
    asked = _complete(given, words)
    checked = checked_on or today()
    new = scaffold.NewPack(code=code, checked_on=checked, review_by=review_by or checked + _HALF_A_YEAR, **asked)
    _tell(scaffold_write.write(root, scaffold.pack_files(new, words), library), words["scaffold.done_pack"], code, root)


@command.command("clause")
@click.argument("id_", metavar="ID")
@ROOT
@click.option("--slot", help="document/slot; `policygen schema outline` and the outlines name them.")
@click.option("--title", default="", help="Its heading, where it has one.")
@TEXT
@click.option("--pack", "owner", default="", metavar="CODE", help="A clause of this pack, which stands in ROOT.")
@click.option("--when", default="", help="The condition under which it stands.")
@click.option("--supplies", multiple=True, metavar="ELEMENT", help="What it says for the document; may be repeated.")
@click.option("--cites", multiple=True, metavar="CITATION", help="The law it rests on; may be repeated.")
@click.option("--replaces", default="", metavar="CLAUSE", help="The clause that it stands in for.")
@click.option("--lang", "language", default="en", show_default=True)
def clause(
    id_: str, root: Path, owner: str, supplies: tuple[str, ...], cites: tuple[str, ...], language: str, **given: Any
) -> None:
    """Write the clause ID with its text."""
    from policygen.content import scaffold, scaffold_write

    library = scaffold_write.library_of(root)
    there = next((one for one in library.clauses if (one.id, one.language) == (id_, language)), None)
    if there is not None:
        raise scaffold_write.refuse_known("clause", id_, there.file)
    if owner and not (root / "jurisdictions" / owner / "pack.yaml").is_file():
        hint = f"`policygen content new pack {owner}` starts it; a clause stands beside its pack."
        raise fail("PG-S006", f'there is no pack "{owner}" in {root}', hint=hint)
    if language not in library.words:
        hint = f"There are words in: {', '.join(sorted(library.words))}."
        raise fail("PG-S007", f"the library has no words in {language!r}", hint=hint)
    words = library.words["en"]
    asked = _complete(given, words)
    new = scaffold.NewClause(
        id=id_, owner=owner, supplies=listed(supplies), cites=listed(cites), language=language, **asked
    )
    _tell(scaffold_write.write(root, scaffold.clause_files(new), library), words["scaffold.done_clause"], id_, root)


@command.command("document")
@click.argument("id_", metavar="ID")
@ROOT
@click.option("--title", help="Its title.")
@click.option("--reader", type=click.Choice(READERS), help="Who reads it.")
@click.option("--section", metavar="TITLE", help="Its first section.")
@TEXT
def document(id_: str, root: Path, **given: Any) -> None:
    """Start the document ID with one section and its text."""
    from policygen.content import scaffold, scaffold_write

    library = scaffold_write.library_of(root)
    if id_ in library.outlines:
        raise scaffold_write.refuse_known("document", id_, library.outlines[id_].file)
    there = next((one for one in library.clauses if one.id == id_), None)
    if there is not None:
        raise scaffold_write.refuse_known("clause", id_, there.file)
    words = library.words["en"]
    new = scaffold.NewDocument(id=id_, **_complete(given, words))
    _tell(scaffold_write.write(root, scaffold.document_files(new), library), words["scaffold.done_document"], id_, root)


def _complete(given: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """What was not given is asked for; without a terminal that is a wrong use of the command."""
    found = dict(given)
    if found.get("text") == "-":
        found["text"] = sys.stdin.read()
    missing = [key for key, value in found.items() if value is None or (key == "text" and not value.strip())]
    if missing and not sys.stdin.isatty():
        raise click.UsageError("Missing: " + ", ".join(f"--{key}" for key in missing))
    for key in missing:
        found[key] = click.prompt(words[f"scaffold.ask_{key}"], type=_TYPES.get(key, str), err=True)
    return found


def _tell(made: tuple[Path, ...], words: str, id_: str, root: Path) -> None:
    for path in made:
        click.echo(path)
    click.echo(words.format(count=len(made), id=id_, root=root), err=True)
