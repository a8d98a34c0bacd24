"""The files that people write, key by key, from the schemas that `policygen schema` prints."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from pages.markup import code, lines, table, text
from pages.material import Material
from policygen.content.clauses import FrontMatter
from policygen.domain.library import Outline
from policygen.domain.pack import Pack
from policygen.domain.questions import QuestionSection

Schema = Mapping[str, Any]  # a JSON schema
HEAD = """# Files of content

The keys of every file that a pack or a library of clauses is written in. [Write a clause](../write-a-clause.md) and [Maintain a pack](../maintain-a-pack.md)
show how to use them. `policygen schema clause`, `outline`, `questions` and `pack` print the same as JSON schemas, for editors.

A key that is not in these tables is an error that names the nearest one. The keys of `answers.yaml` are the [questions](questions.md).
"""
FILES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("clause", "Above the text of a clause, between two lines of `---`: `templates/clauses/` and `jurisdictions/<code>/clauses/`.", FrontMatter),
    ("outline", "The plan of a document: `templates/documents/` and `jurisdictions/<code>/documents/`.", Outline),
    ("questions", "A file of questions: `templates/questions/`; a pack's `questions.yaml` holds the list alone.", QuestionSection),
    ("pack", "A pack: `pack.yaml`, with `instruments.yaml`, `parameters.yaml`, `obligations.yaml` and `questions.yaml` beside it.", Pack),
)
LOADED = {"file", "folder", "owner", "lines", "body_line"}  # set when a file is read, never written


def pages(material: Material) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - called like every other maker of pages
    """One page."""
    yield "reference/content-format.md", "\n".join(_page())


def _page() -> Iterator[str]:
    yield HEAD
    seen: set[str] = set()
    for name, about, model in FILES:
        schema = model.model_json_schema()
        yield f"## {name.capitalize()} {{#{name}}}\n\n{about}\n"
        yield from _keys(schema)
        for part, inner in schema.get("$defs", {}).items():
            if part not in seen and "properties" in inner:
                seen.add(part)
                yield f"### {part} {{#{part.lower()}}}\n"
                yield from _about(inner)
                yield from _keys(inner)


def _about(schema: Schema) -> Iterator[str]:
    for paragraph in schema.get("description", "").split("\n\n"):
        yield f"{_prose(paragraph)}\n"


def _prose(paragraph: str) -> str:
    """A docstring, whose words in backticks stay code."""
    return "`".join(part if at % 2 else text(f" {part} ") if False else _kept(part) for at, part in enumerate(paragraph.split("`")))


def _kept(part: str) -> str:
    flat = " ".join(text(part).split())
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and flat else ""
    return f"{before}{flat}{after}"


def _keys(schema: Schema) -> list[str]:
    required = schema.get("required", ())
    rows = (
        (code(key), _type(value), "required" if key in required else f"else {_default(value)}")
        for key, value in schema.get("properties", {}).items()
        if key not in LOADED
    )
    return table(("Key", "Takes", "If it is left out"), rows)


def _default(value: Schema) -> str:
    default = value.get("default")
    return "empty" if default in (None, "", [], {}, ()) else code(str(default).lower() if isinstance(default, bool) else default)


def _type(value: Schema) -> str:
    """What a key takes, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
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
    return {"string": _string(value), "integer": "a number", "boolean": "`true` or `false`", "null": "nothing"}.get(kind, "a value")


def _string(value: Schema) -> str:
    return "a day" if value.get("format") == "date" else "text"
