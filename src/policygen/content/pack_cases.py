"""Reading the cases of packs, and the answers each case is about."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policygen.content.yaml_source import Source, load_yaml, parse
from policygen.domain.cases import PackCase
from policygen.errors import Diagnostic, PolicygenError

BASES = "bases"


def read_cases(pack_folder: Path, name: str) -> tuple[PackCase, ...]:
    """Every case of a pack, in the order of files; all mistakes are collected and raised once."""
    found: list[PackCase] = []
    problems: list[Diagnostic] = []
    for path in sorted((pack_folder / "cases").glob("*.yaml")):
        source = load_yaml(path, f"{name}/cases/{path.name}")
        for index in range(len(source.data or ())):
            try:
                case = parse(PackCase, source, (index,))
            except PolicygenError as error:
                problems += error.diagnostics
                continue
            found.append(case.model_copy(update={"file": source.name, "line": source.where(index).line}))
    if problems:
        raise PolicygenError(problems)
    return tuple(found)


def answers_source(jurisdictions: Path, case: PackCase) -> Source:
    """The answers of a case: those of its base, `code/name`, with what differs laid over them."""
    code, _, name = case.base.partition("/")
    path = jurisdictions / code / "cases" / BASES / f"{name}.yaml"
    base = load_yaml(path, f"jurisdictions/{code}/cases/{BASES}/{name}.yaml")
    return Source(merged(base.data, case.answers), base.name, base.text)


def merged(base: Any, over: Any) -> Any:  # plain YAML values, parsed into answers right after
    """Mappings are merged key by key; anything else replaces; null takes a key away."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    kept = {key: merged(base[key], value) if key in base else value for key, value in over.items()}
    return {key: value for key, value in {**base, **kept}.items() if value is not None}
