"""`policygen list`: what the library holds."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from policygen.cli.tell import tell
from policygen.domain.library import Library

Row = dict[str, object]


def _documents(library: Library) -> list[Row]:
    return [
        {
            "id": o.id,
            "title": _plain(o.title) + (f" ({o.variant})" if o.variant else ""),
            "reader": o.reader,
            "variant_of": o.variant_of,
            "formats": list(o.formats),
        }
        for o in library.outlines.values()
        if o.id not in OWN_PAGES
    ]


def _jurisdictions(library: Library) -> list[Row]:
    rows: list[Row] = []
    for pack in library.packs.values():
        reviewed = pack.reviewed_by.name if pack.reviewed_by else ""
        rows.append(
            {"id": pack.code, "title": pack.name, "within": pack.within, "pack": True, "checked_on": pack.checked_on.isoformat(),
             "review_by": pack.review_by.isoformat(), "reviewed_by": reviewed}
        )  # fmt: skip
        rows.extend(
            {"id": part.code, "title": part.name, "within": pack.code, "pack": False}
            for part in pack.parts
            if part.code not in library.packs
        )
    return rows


def _industries(library: Library) -> list[Row]:
    return [{"id": i.id, "title": i.title, "words": dict(i.words)} for i in library.industries.values()]


def _third_parties(library: Library) -> list[Row]:
    return [{"id": t.id, "title": t.title, "family": t.family} for t in library.third_parties.values()]


def _questions(library: Library) -> list[Row]:
    """Questions, then the derived names: together, the names that a condition or body may use."""
    of_packs = ((pack.code, q) for pack in library.packs.values() for q in pack.questions)
    asked: list[Row] = [
        {"id": q.id, "title": q.prompt, "kind": q.kind, "ask": q.ask, "fields": [f.id for f in q.fields], "law": code}
        for code, q in (*(("", q) for q in library.questions()), *of_packs)
    ]
    computed: list[Row] = [{"id": d.name, "title": d.says, "kind": "derived"} for d in library.derived.values()]
    return [*asked, *computed]


def _clauses(library: Library) -> list[Row]:
    return [
        {"id": c.id, "title": _plain(c.title), "version": c.version, "language": c.language, "slots": list(c.slots),
         "supplies": list(c.supplies), "when": c.when, "layer": c.layer, "owner": c.owner, "file": c.file}
        for c in library.clauses
    ]  # fmt: skip


OWN_PAGES = (
    "site-home", "site-start", "site-public", "site-actions", "site-law-watch", "site-made", "start-here",
    "review-coverage", "review-notes", "review-promises", "review-changes",
)  # fmt: skip
WHAT: Mapping[str, Callable[[Library], list[Row]]] = {
    "documents": _documents,
    "jurisdictions": _jurisdictions,
    "industries": _industries,
    "third-parties": _third_parties,
    "questions": _questions,
    "clauses": _clauses,
}


@click.command("list")
@click.argument("what", type=click.Choice(list(WHAT)))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--content",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Content of your own.",
)
def command(what: str, as_json: bool, content: tuple[Path, ...]) -> None:
    """List documents, jurisdictions, industries, third parties, questions or clauses."""
    from policygen.content import broken
    from policygen.content.library import load_library
    from policygen.content.locate import roots

    library = load_library(roots(content, Path()))
    tell(broken.warnings(library))
    rows = WHAT[what](library)
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for line in _table(rows):
        click.echo(line)


def _table(rows: Sequence[Row]) -> list[str]:
    width = max((len(str(row["id"])) for row in rows), default=0)
    return [f"{row['id']!s:<{width}}  {row['title'] or _slots(row)}{_extra(row)}" for row in rows]


def _extra(row: Row) -> str:
    if row.get("pack") is False:
        return f"  (no pack yet: the law of {row['within']} is used)"
    return f"  ({row['family']})" if "family" in row else ""


def _slots(row: Row) -> str:
    """Where a clause without a title stands."""
    slots = row.get("slots")
    return f"({', '.join(map(str, slots))})" if isinstance(slots, list) else ""


def _plain(title: str) -> str:
    """A title with the names of its values in angle brackets, and what it is by the answers between strokes."""
    wordings = re.sub(r"{% if .*? %}|{% endif %}", "", title)
    return re.sub(r"{% el(?:se|if .*?) %}", " / ", wordings).replace("{{ ", "<").replace(" }}", ">")
