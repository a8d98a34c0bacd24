"""The files that people write, key by key, from the schemas that `policygen schema` prints."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pages.markup import code, lines, prose, table
from pages.material import Material
from policygen.content.clauses import FrontMatter
from policygen.content.yaml_source import load_yaml
from policygen.domain.library import Outline
from policygen.domain.pack import Pack
from policygen.domain.questions import QuestionSection

Schema = Mapping[str, Any]  # a JSON schema
About = Mapping[str, Mapping[str, str]]
HEAD = """# Files of content

The keys of every file that a pack or a library of clauses is written in. [Write a clause](../write-a-clause.md) and
[Maintain a pack](../maintain-a-pack.md) show how to use them. `policygen schema clause`, `outline`, `questions` and `pack` print the same
as JSON schemas, for editors.

A key that is not in these tables is an error that names the nearest one. The keys of `answers.yaml` are the [questions](questions.md).
"""
FILES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    (
        "clause",
        "Above the text of a clause, between two lines of `---`: `templates/clauses/` and `jurisdictions/<code>/clauses/`.",
        FrontMatter,
    ),
    ("outline", "The plan of a document: `templates/documents/` and `jurisdictions/<code>/documents/`.", Outline),
    (
        "questions",
        "A file of questions: `templates/questions/`; a pack's `questions.yaml` holds the list alone.",
        QuestionSection,
    ),
    (
        "pack",
        "A pack: `pack.yaml`, with `instruments.yaml`, `parameters.yaml`, `obligations.yaml` and `questions.yaml` beside it.",
        Pack,
    ),
)
LOADED = {"file", "folder", "owner", "lines", "body_line"}  # set when a file is read, never written


def pages(material: Material) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - called like every other maker of pages
    """One page."""
    yield "reference/content-format.md", "\n".join(_page())


def _page() -> Iterator[str]:
    yield HEAD
    about: About = load_yaml(Path(__file__).parent / "keys.yaml").data
    seen: set[str] = set()
    for name, where, model in FILES:
        schema = model.model_json_schema()
        yield f"## {name.capitalize()} {{#{name}}}\n\n{where}\n"
        yield from _keys(model.__name__, schema, about)
        for part, inner in schema.get("$defs", {}).items():
            if part not in seen and "properties" in inner:
                seen.add(part)
                yield f"### {_heading(part)} {{#{part.lower()}}}\n"
                yield from _keys(part, inner, about)


def _heading(part: str) -> str:
    """The name of a model as words: a value period."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", part).capitalize()


def _keys(part: str, schema: Schema, about: About) -> list[str]:
    required = schema.get("required", ())
    rows = (
        (code(key), prose(_words(part, key, about)), _type(value), "required" if key in required else _default(value))
        for key, value in schema.get("properties", {}).items()
        if key not in LOADED
    )
    return table(("Key", "Says", "Takes", "If left out"), rows)


def _words(part: str, key: str, about: About) -> str:
    found = about.get(part, {}).get(key) or about["any"].get(key)
    if found is None:
        raise SystemExit(f"{part}.{key}: write what it is for in scripts/pages/keys.yaml")
    return found


def _default(value: Schema) -> str:
    default = value.get("default")
    return (
        "empty"
        if default in (None, "", [], {}, ())
        else code(str(default).lower() if isinstance(default, bool) else default)
    )


def _type(value: Schema) -> str:
    """What a key takes, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{_heading(name).lower()}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(found for found in map(_type, value["anyOf"]) if found)
    if "enum" in value:
        return lines(code(one) or "empty" for one in value["enum"])
    kind = value.get("type", "")
    if kind == "array":
        return f"a list of {_type(value.get('items', value.get('prefixItems', [{}])[0]))}"
    if kind == "object":
        inner = value.get("additionalProperties")
        return f"names, each with {_type(inner)}" if isinstance(inner, dict) else "names with values"
    return {"string": _string(value), "integer": "a number", "boolean": "`true` or `false`", "null": "nothing"}.get(
        kind, "a value"
    )


def _string(value: Schema) -> str:
    return "a day" if value.get("format") == "date" else "text"
