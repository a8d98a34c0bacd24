"""Issues made in memory: an example's answers with some of them changed, and content with some clauses changed."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from policygen import workflow
from policygen.assembly.assemble import Assembled
from policygen.content.answers_file import answers_of
from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from policygen.content.yaml_source import load_yaml, parse_yaml
from policygen.domain.law import Law
from policygen.domain.library import Clause, Format, Library, Outline
from policygen.domain.manifest import Artifact

ROOT = Path(__file__).parents[1]
EXAMPLES = ("childrens-network", "corner-shop", "harbour-clinic", "indus-software")
ALL_EXAMPLES = tuple(sorted(path.stem for path in (ROOT / "examples").glob("*.yaml")))
# Those whose English is the core's; in Japan alone it is the translation of the Japanese documents.
OF_THE_CORE = tuple(name for name in ALL_EXAMPLES if name != "sakura-retail")
POLICY, CODE, VENDOR = "third-party-harassment-policy", "visitor-code-of-conduct", "vendor-clauses"
TODAY = date(2026, 12, 1)
HOSTILE = 'R&D <Labs> "O\'Neil" {{ 7*7 }} {% raw %} *a* _b_ | # 髙﨑 日本語 é'
GONE = object()
Changes = Mapping[str, Any]  # dotted path → plain YAML value, or GONE


def example(name: str) -> Path:
    return ROOT / "examples" / f"{name}.yaml"


@cache
def library() -> Library:
    return load_library((builtin_root(),))


def data(name: str, changes: Changes | None = None) -> dict[str, Any]:  # plain YAML values
    """An example's answers as plain values, with those at the dotted paths changed."""
    found: dict[str, Any] = copy.deepcopy(_plain(name))
    for path, value in (changes or {}).items():
        *above, last = path.split(".")
        group = found
        for part in above:
            group = group.setdefault(part, {})
        if value is GONE:
            group.pop(last, None)
        else:
            group[last] = value
    return found


def text(name: str, changes: Changes | None = None) -> str:
    """The same as text of an answers file."""
    return yaml.safe_dump(data(name, changes), allow_unicode=True, sort_keys=False, width=10**6)


def file(folder: Path, name: str, changes: Changes | None = None) -> Path:
    """The same as a file in a folder."""
    path = folder / "answers.yaml"
    path.write_text(text(name, changes), "utf-8")
    return path


def job(
    name: str,
    changes: Changes | None = None,
    content: Library | None = None,
    **asked: Any,  # what a Request takes
) -> workflow.Job:
    content = content or library()
    answers = answers_of(parse_yaml(text(name, changes), f"{name}.yaml"), content)
    return workflow.prepare(content, answers, workflow.Request(answers=example(name), **asked), TODAY)


def issue(
    name: str,
    changes: Changes | None = None,
    content: Library | None = None,
    **asked: Any,  # what a Request takes
) -> workflow.Issue:
    """Everything up to the finished words; findings about duties stand in its accounts."""
    made = job(name, changes, content, **asked)
    assembled = workflow.assemble_all(made)
    return workflow.Issue(made, assembled, workflow.account_all(made, assembled))


@cache
def unchanged(name: str) -> workflow.Issue:
    """An example as it is."""
    return issue(name)


def rendered(of: workflow.Issue, *formats: Format) -> dict[str, Artifact]:
    """The files of an issue by name; asking for some formats makes those only."""
    planned = tuple(
        replace(p, formats=tuple(f for f in p.formats if not formats or f in formats)) for p in of.job.planned
    )
    chosen = replace(of, job=replace(of.job, planned=planned))
    artifacts, _, _ = workflow.render_all(chosen, workflow.Request(answers=Path("answers.yaml")))
    return {artifact.path: artifact for artifact in artifacts}


def with_clauses(change: Callable[[Clause], Clause | None], content: Library | None = None) -> Library:
    """The library with each clause passed through a change; None takes it out."""
    content = content or library()
    changed = (change(clause) for clause in content.clauses)
    return replace(content, clauses=tuple(clause for clause in changed if clause is not None))


def with_body(id_: str, body: str) -> Library:
    """The library with the body of one clause changed."""
    return with_clauses(lambda c: c.model_copy(update={"body": body}) if c.id == id_ else c)


def without(*ids: str) -> Library:
    """The library without some clauses."""
    return with_clauses(lambda c: None if c.id in ids else c)


def assembled_with(content: Library, name: str, outline: Outline | str, record: str = "") -> Assembled:
    """One document of an example, assembled from other content; the library's checks are not run."""
    of = unchanged(name).job
    id_ = outline if isinstance(outline, str) else outline.id
    planned = next(p for p in of.planned if p.outline.id == id_ and record in ("", p.record))
    law = Law(of.situation.law.as_of, content.packs, of.situation.law.confirmed)
    apart, laws = (
        {key: replace(here, library=content, law=law) for key, here in found.items()} for found in (of.apart, of.laws)
    )
    together = replace(of.situation, library=content, law=law)
    other = replace(of, library=content, situation=together, planned=(planned,), apart=apart, laws=laws)
    [made] = workflow.assemble_all(other)
    return made


def page_text(page: str) -> str:
    """The characters a page shows, white space as written."""
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "".join(reader.found)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


@cache
def _plain(name: str) -> dict[str, Any]:  # plain YAML values
    found: dict[str, Any] = load_yaml(example(name)).data
    return found
