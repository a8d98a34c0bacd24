"""Reading clause files: front matter in YAML, then a Markdown body."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from policygen.content.read_before import once
from policygen.content.walk import files_below
from policygen.content.yaml_source import parse, parse_yaml
from policygen.domain.library import Clause, Layer
from policygen.errors import Diagnostic, PolicygenError, Where, fail

_FILE_NAME = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[a-z]{2})\.md")
MOST_ID = 32


class FrontMatter(BaseModel):
    """The keys an author may write above the body."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int = Field(ge=1)
    slot: str | tuple[str, ...]
    title: str = ""
    supplies: tuple[str, ...] = ()
    when: str = ""
    for_: str = Field(default="", alias="for")
    order: int = 100
    replaces: str = ""
    removes: str = ""
    reason: str = ""
    cites: tuple[str, ...] = ()
    anticipates: tuple[str, ...] = ()
    instead_of: str = ""


@once()
def read_clauses(folder: Path, name: str, layer: Layer, owner: str = "") -> tuple[Clause, ...]:
    """Every clause below a folder, in path order; all problems collected. `name` prefixes the file names shown."""
    found: list[Clause] = []
    problems: list[Diagnostic] = []
    for path, inside in files_below(folder, ".md"):
        if path.name == "README.md":
            continue
        try:
            found.append(read_clause(path, f"{name}/{inside}", layer, owner))
        except PolicygenError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise PolicygenError(problems)
    return tuple(found)


@once()
def read_clause(path: Path, name: str, layer: Layer, owner: str = "") -> Clause:
    """One clause file."""
    match = _FILE_NAME.fullmatch(path.name)
    if match is None:
        raise fail("PG-C020", f"{name}: a clause file is called `<id>.<language>.md`", Where(name), "Rename the file.")
    front, body, body_line = split(path.read_text("utf-8").replace("\r\n", "\n"), name)
    meta = _front_matter(front, name)
    if meta.id != match["id"] or len(meta.id) > MOST_ID:
        hint = f"An id is the file name without language, at most {MOST_ID} characters."
        raise fail("PG-C021", f'the id "{meta.id}" does not fit the file name', Where(name, 2), hint)
    if meta.removes and not meta.reason:
        raise fail(
            "PG-C022", f'{meta.id} removes "{meta.removes}" and gives no reason', Where(name, 2), "Add `reason:`."
        )
    slots = (meta.slot,) if isinstance(meta.slot, str) else meta.slot
    fields: dict[str, Any] = meta.model_dump(exclude={"slot", "for_"})  # the names of both models agree
    return Clause(
        **fields, slots=slots, record=meta.for_, body=body, language=match["language"], layer=layer, owner=owner,
        file=name, body_line=body_line,
    )  # fmt: skip


def _front_matter(text: str, name: str) -> FrontMatter:
    return parse(FrontMatter, parse_yaml(text, name, first_line=2))


def split(text: str, name: str) -> tuple[str, str, int]:
    """Front matter, body, and the line of the file on which the body starts."""
    if not text.startswith("---\n") or "\n---\n" not in text[3:]:
        raise fail("PG-C023", "a clause starts with front matter between two lines `---`", Where(name, 1), "Add it.")
    end = text.index("\n---\n", 3)
    front = text[4:end]
    return front, text[end + 5 :], front.count("\n") + 4
