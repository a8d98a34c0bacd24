"""Reading jurisdiction packs: one folder a place, every mistake reported with its file and line."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from policygen.content.pack_checks import ReadPack, check_packs
from policygen.content.read_before import kept, once
from policygen.content.yaml_source import Source, load_yaml, parse
from policygen.domain.pack import Instrument, Obligation, Pack, Parameter
from policygen.domain.questions import Question
from policygen.errors import Diagnostic, PolicygenError, Where

LISTS: Mapping[str, type[BaseModel]] = {
    "instruments": Instrument,
    "parameters": Parameter,
    "obligations": Obligation,
    "questions": Question,
}
ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True)
class Reading:
    """What a folder of packs holds: those that can be used, and everything found wrong."""

    packs: Mapping[str, Pack]
    problems: tuple[Diagnostic, ...] = ()
    broken: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    sources: Mapping[str, ReadPack] = field(default_factory=dict)


def load_packs(folder: Path, name: str = "jurisdictions") -> Mapping[str, Pack]:
    """Every pack of a folder, wide before narrow; raises everything that is wrong, at once."""
    reading = read_packs([(folder, name)])
    if any(problem.severity == "error" for problem in reading.problems):
        raise PolicygenError(reading.problems)
    return reading.packs


def read_packs(folders: Iterable[tuple[Path, str]]) -> Reading:
    """Read folders of packs, the nearest first; a pack with an error never stops the work on the others."""
    with _uncollected():
        return _read_all(folders)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Many small values that all live on: looking for garbage among them takes a fifth of the time and finds none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_all(folders: Iterable[tuple[Path, str]]) -> Reading:
    paths: dict[Path, str] = {}
    for folder, name in folders:
        here = sorted(p for p in folder.iterdir() if (p / "pack.yaml").is_file()) if folder.is_dir() else ()
        nearer = {path.name for path in paths}
        paths |= {path: f"{name}/{path.name}" for path in here if path.name not in nearer}
    return kept(("packs", *paths), lambda: (file for path in paths for file in _files(path)), lambda: _together(paths))


def _together(paths: Mapping[Path, str]) -> Reading:
    problems: list[Diagnostic] = []
    found: dict[str, ReadPack] = {}
    for path, name in paths.items():
        try:
            found[path.name] = _read(path, name)
        except PolicygenError as error:
            problems += error.diagnostics
    problems += check_packs(found)
    faults: dict[str, list[Diagnostic]] = {}
    for problem in problems:
        if problem.severity == "error":
            faults.setdefault(code_of(problem.where), []).append(problem)
    usable = {code: read.pack for code, read in found.items() if not faults.keys() & _line(code, found)}
    broken = {
        code: tuple(fault for above in sorted(_line(code, found)) for fault in faults.get(above, ()))
        for code in (*found, *(code for code in faults if code not in found))
        if code not in usable
    }
    return Reading(_wide_first(usable), tuple(problems), broken, found)


def _files(path: Path) -> Iterator[Path]:
    yield from (path / f"{name}.yaml" for name in ("pack", *LISTS))


@once(_files)
def _read(path: Path, name: str) -> ReadPack:
    problems: list[Diagnostic] = []
    sources = {"pack": load_yaml(path / "pack.yaml", f"{name}/pack.yaml")}
    lists: dict[str, tuple[Any, ...]] = {}  # one tuple of models for each list file
    for kind, model in LISTS.items():
        file = path / f"{kind}.yaml"
        if file.is_file():
            try:
                sources[kind] = load_yaml(file, f"{name}/{kind}.yaml")
                lists[kind] = _items(model, sources[kind])
            except PolicygenError as error:
                problems += error.diagnostics
    try:
        head = parse(Pack, sources["pack"])
    except PolicygenError as error:
        raise PolicygenError([*error.diagnostics, *problems]) from error
    if problems:
        raise PolicygenError(problems)
    texts = {kind: replace(source, data=None) for kind, source in sources.items()}  # models now hold what was read
    return ReadPack(head.model_copy(update={**lists, "folder": name, "lines": _lines(sources)}), texts)


def _lines(sources: Mapping[str, Source]) -> dict[str, tuple[str, int]]:
    """File and line of each key of pack.yaml, and of each id in the lists beside it."""
    found = {str(key): (sources["pack"].name, line) for key, line in sources["pack"].lines.items()}
    for source in (source for kind, source in sources.items() if kind != "pack"):
        found |= {source.data[i]["id"]: (source.name, line) for i, line in source.lines.items() if isinstance(i, int)}
    return found


def _items(model: type[ModelT], source: Source) -> tuple[ModelT, ...]:
    if source.data is None:
        return ()
    if not isinstance(source.data, list):
        message = "a list is expected here"
        raise PolicygenError([Diagnostic("PG-P001", message, source.where(), "Start each entry with `- id:`.")])
    found: list[ModelT] = []
    problems: list[Diagnostic] = []
    for index in range(len(source.data)):
        try:
            found.append(parse(model, source, (index,)))
        except PolicygenError as error:
            problems += error.diagnostics
    if problems:
        raise PolicygenError(problems)
    return tuple(found)


def code_of(where: Where) -> str:
    """The pack that a file belongs to; empty for what belongs to none."""
    head, _, rest = (where.file or "").rpartition("jurisdictions/")
    return rest.partition("/")[0] if "jurisdictions/" in (where.file or "") and not head else ""


def _line(code: str, found: Mapping[str, ReadPack]) -> frozenset[str]:
    """A pack with all the packs it stands in: a fault in one is a fault in what builds on it."""
    seen: list[str] = []
    while code and code not in seen:
        seen.append(code)
        code = found[code].pack.within if code in found else ""
    return frozenset(seen)


def _wide_first(packs: Mapping[str, Pack]) -> dict[str, Pack]:
    def depth(code: str) -> int:
        return 1 + depth(packs[code].within) if code in packs else 0

    return {code: packs[code] for code in sorted(packs, key=lambda code: (depth(code), code))}
