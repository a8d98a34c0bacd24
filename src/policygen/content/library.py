"""Loading all content of a search path into one `Library`; the nearest definition of an id wins."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from policygen.content.broken import without_broken
from policygen.content.clauses import read_clauses
from policygen.content.packs import code_of, read_packs
from policygen.content.read_before import once
from policygen.content.translations import Reading, translated
from policygen.content.yaml_source import load_yaml, nearest, parse
from policygen.domain.law import Pack
from policygen.domain.library import (
    Clause,
    DefaultDocument,
    Derived,
    Element,
    Industry,
    Layer,
    Library,
    Outline,
    ThirdParty,
)
from policygen.domain.questions import QuestionSection
from policygen.errors import Diagnostic, PolicygenError, Where

ModelT = TypeVar("ModelT", bound=BaseModel)
FAMILIES = (
    "firm-we-serve", "person-we-serve", "prospect", "supplier", "holder-of-power", "partner", "applicant", "stranger",
)  # fmt: skip


class _Elements(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    elements: tuple[Element, ...]


class _Profile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    documents: tuple[DefaultDocument, ...]


class _Derived(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    derived: tuple[Derived, ...]


def load_library(roots: Sequence[Path]) -> Library:
    """Read every root, nearest first. The last root is the built-in content; the others are the organisation's."""
    collector = _Collector()
    collector.read_packs(roots)
    for depth, root in enumerate(roots):
        collector.read(root, builtin=depth == len(roots) - 1)
    library = without_broken(collector.library(str(roots[-1] / "templates")), collector.problems)
    return without_broken(library, _problems(library))


class _Collector:
    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []
        self.elements: dict[str, Element] = {}
        self.clauses: dict[tuple[str, str], Clause] = {}
        self.outlines: dict[str, Outline] = {}
        self.pack_outlines: dict[tuple[str, str], Outline] = {}
        self.industries: dict[str, Industry] = {}
        self.third_parties: dict[str, ThirdParty] = {}
        self.sections: dict[str, QuestionSection] = {}
        self.derived: dict[str, Derived] = {}
        self.words: dict[str, dict[str, str]] = {}
        self.spelling: dict[str, dict[str, str]] = {}
        self.profile: tuple[DefaultDocument, ...] = ()
        self.packs: dict[str, Pack] = {}
        self.broken: dict[str, tuple[Diagnostic, ...]] = {}
        self.translations = Reading()
        self._roots: dict[str, Path] = {}
        self._here: dict[tuple[str, str], str] = {}

    def read_packs(self, roots: Sequence[Path]) -> None:
        """All packs together, since a pack of one root may stand within a pack of another."""
        folders = [root / "jurisdictions" for root in roots]
        reading = read_packs((folder, "jurisdictions") for folder in folders)
        self.broken.update(reading.broken)
        self.packs.update(reading.packs)
        for code in self.packs:
            self._roots[code] = next(f for f in folders if (f / code / "pack.yaml").is_file())

    def read(self, root: Path, *, builtin: bool) -> None:
        templates, jurisdictions = root / "templates", root / "jurisdictions"
        layer: Layer = "base" if builtin else "organisation"
        self._here = {}
        if templates.is_dir():
            self._collect(self._templates, templates)
            self._collect(self._words, templates)
            self._clauses(templates / "clauses", "templates/clauses", layer)
            self.translations.read(templates / "translations", "templates/translations")
            for industry in _folders(templates / "industries"):
                name = f"templates/industries/{industry.name}/clauses"
                self._clauses(industry / "clauses", name, "industry", industry.name)
        for code in self.packs:
            if self._roots[code] == jurisdictions:
                self._collect(self._pack_documents, jurisdictions / code)
                self._clauses(jurisdictions / code / "clauses", f"jurisdictions/{code}/clauses", "place", code)
                self.translations.read(jurisdictions / code / "translations", f"jurisdictions/{code}/translations")

    def library(self, templates: str) -> Library:
        instead = {key: one for key, one in self.pack_outlines.items() if key[0] in self.outlines}
        only = {key[0]: one for key, one in self.pack_outlines.items() if key not in instead}
        faulty = frozenset(code_of(problem.where) for problem in self.problems) - {""}
        foreign = translated(self.translations.without(faulty), self.clauses.values(), self.pack_outlines)
        self.problems += foreign.problems
        return Library(
            elements=self.elements, clauses=tuple(self.clauses.values()), outlines={**self.outlines, **only},
            industries=self.industries, third_parties=self.third_parties, families=FAMILIES,
            sections=tuple(self.sections[key] for key in sorted(self.sections)), derived=self.derived,
            words=self.words, spelling=self.spelling, packs=self.packs, profile=self.profile,
            own_outlines={**foreign.outlines, **instead}, translations=foreign.clauses,
            asked_in=self.translations.questions, law_words=self.translations.without(faulty).laws,
            templates=templates, broken=self.broken,
        )  # fmt: skip

    def _templates(self, folder: Path) -> None:
        self._elements(folder)
        for path, name in _named(folder, "profile.yaml"):
            self.profile = self.profile or _model(path, name, _Profile).documents
        for path, name in _named(folder, "derived.yaml"):
            for one in _model(path, name, _Derived).derived:
                self.derived.setdefault(one.name, one)
        for path, name in _named(folder, "questions/*.yaml"):
            self._kept(partial(_model, path, name, QuestionSection), partial(self.sections.setdefault, name))
        for path, name in _named(folder, "documents/*.yaml"):
            self._kept(partial(_outline, path, name), lambda one: self.outlines.setdefault(one.id, one))
        for path, name in _named(folder, "third-parties/*.yaml"):
            self._kept(partial(_model, path, name, ThirdParty), lambda one: self.third_parties.setdefault(one.id, one))
        for path, name in _named(folder, "industries/*/industry.yaml"):
            self._kept(partial(_model, path, name, Industry), lambda one: self.industries.setdefault(one.id, one))

    def _pack_documents(self, folder: Path) -> None:
        """The documents that only a pack's places issue, and what they must say."""
        self._elements(folder, f"jurisdictions/{folder.name}")
        for path, name in _named(folder, "documents/*.yaml", f"jurisdictions/{folder.name}"):
            self._kept(partial(_outline, path, name, folder.name), self._pack_outline)

    def _elements(self, folder: Path, name: str = "templates") -> None:
        """What documents must say: in one file, or in a folder with a file for each document."""
        for pattern in ("elements.yaml", "elements/*.yaml"):
            for path, file in _named(folder, pattern, name):
                for element in _elements(path, file):
                    self.elements.setdefault(element.id, element)

    def _pack_outline(self, outline: Outline) -> None:
        self.pack_outlines.setdefault((outline.id, outline.language), outline)

    def _words(self, folder: Path) -> None:
        for path in sorted(folder.glob("words/*/*.yaml")):
            words = self.words.setdefault(path.parent.name, {})
            source = load_yaml(path, f"templates/words/{path.parent.name}/{path.name}")
            for key, text in source.data.items():
                words.setdefault(f"{path.stem}.{key}", str(text))
        for path in sorted(folder.glob("spelling/*.yaml")):
            source = load_yaml(path, f"templates/spelling/{path.name}")
            pairs = self.spelling.setdefault(path.stem, {})
            pairs.update({str(key): str(text) for key, text in source.data.items() if key not in pairs})

    def _clauses(self, folder: Path, name: str, layer: Layer, owner: str = "") -> None:
        if not folder.is_dir():
            return
        try:
            found = read_clauses(folder, name, layer, owner)
        except PolicygenError as error:
            self.problems.extend(error.diagnostics)
            return
        for clause in found:
            key = (clause.id, clause.language)
            if key in self._here:
                self.problems.append(_twice(clause, self._here[key]))
                continue
            self._here[key] = clause.file
            nearer = self.clauses.get(key)
            # The nearer clause of the same id stands where the farther one stood, under the same owner.
            place = {"layer": clause.layer, "owner": clause.owner}
            self.clauses[key] = nearer.model_copy(update=place) if nearer else clause

    def _kept(self, read: Callable[[], ModelT], keep: Callable[[ModelT], object]) -> None:
        try:
            keep(read())
        except PolicygenError as error:
            self.problems.extend(error.diagnostics)

    def _collect(self, step: Callable[[Path], None], folder: Path) -> None:
        try:
            step(folder)
        except PolicygenError as error:
            self.problems.extend(error.diagnostics)


def _named(folder: Path, pattern: str, name: str = "templates") -> Iterator[tuple[Path, str]]:
    """The files of a folder that fit a pattern, each with what it is called."""
    for path in sorted(folder.glob(pattern)):
        yield path, f"{name}/{path.relative_to(folder).as_posix()}"


@once()
def _model(path: Path, name: str, model: type[ModelT]) -> ModelT:
    return parse(model, load_yaml(path, name))


@once()
def _elements(path: Path, name: str) -> tuple[Element, ...]:
    return tuple(element.model_copy(update={"file": name}) for element in _model(path, name, _Elements).elements)


@once()
def _outline(path: Path, name: str, owner: str = "") -> Outline:
    return _model(path, name, Outline).model_copy(update={"owner": owner, "file": name})


def _twice(clause: Clause, other: str) -> Diagnostic:
    hint = "Give one of them another id, or let it say `replaces:`."
    return Diagnostic(
        "PG-C030", f'the clause id "{clause.id}" is used by {clause.file} and {other}', Where(clause.file), hint
    )


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _problems(library: Library) -> Iterator[Diagnostic]:
    """References between content files that lead nowhere."""
    yield from _of_clauses(library)
    yield from _of_documents(library)
    for party in library.third_parties.values():
        if party.family not in FAMILIES:
            where = Where(f"templates/third-parties/{party.id}.yaml", None, None, party.id)
            yield Diagnostic("PG-C035", f'no family "{party.family}"', where, nearest(party.family, FAMILIES))


def _of_clauses(library: Library) -> Iterator[Diagnostic]:
    slots = {
        f"{o.document}/{slot}" for o in library.every_outline() for section in o.sections for slot in section.slots
    }
    ids = {clause.id for clause in library.clauses}
    for clause in library.clauses:
        where = Where(clause.file, 2, None, clause.id)
        for slot in clause.slots:
            if slot not in slots:
                yield Diagnostic("PG-C031", f'no outline has the slot "{slot}"', where, nearest(slot, slots))
        for element in clause.supplies:
            if element not in library.elements:
                yield Diagnostic("PG-C032", f'no element "{element}"', where, nearest(element, set(library.elements)))
        for other in (clause.replaces, clause.removes):
            if other and other not in ids:
                yield Diagnostic("PG-C033", f'no clause "{other}" to stand in for', where, nearest(other, ids))


def _of_documents(library: Library) -> Iterator[Diagnostic]:
    for outline in library.every_outline():
        if outline.variant_of and outline.variant_of not in library.outlines:
            yield Diagnostic("PG-C034", f"{outline.id} is a variant of no document", Where(outline.file))
    for default in library.profile:
        if default.id not in library.outlines:
            where = Where("templates/profile.yaml", None, None, default.id)
            hint = nearest(default.id, set(library.outlines))
            yield Diagnostic("PG-C036", f'no document "{default.id}"', where, hint)
