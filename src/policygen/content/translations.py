"""Translations: clauses, outlines, questions and law in the words of another language, all else taken from the source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from policygen.content.clauses import split
from policygen.content.law_words import read_law_words
from policygen.content.packs import code_of
from policygen.content.read_before import once
from policygen.content.walk import files_below
from policygen.content.yaml_source import load_yaml, nearest, parse, parse_yaml
from policygen.domain.library import Clause, Library, Outline
from policygen.domain.pack_words import PackWords
from policygen.domain.questions import QuestionnaireWords
from policygen.errors import Diagnostic, PolicygenError, Where, fail

_CLAUSE = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<version>[1-9][0-9]*)")
_OUTLINE = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<language>[a-z]{2})")


class _FrontMatter(BaseModel):
    """What a translated clause says above its body: the clause and the version it translates, and the title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    translates: str
    title: str = ""


class _OutlineWords(BaseModel):
    """The words of an outline: those that readers see, and the limits that hold for a language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    translates: str
    title: str
    subtitle: str = ""
    use: str = ""
    running_head: str = ""
    running_foot: str = ""
    sections: Mapping[str, str] = {}
    grade: Mapping[str, int] = {}
    words: Mapping[str, int] = {}


@dataclass(frozen=True)
class ReadClause:
    """A translated clause as it was read, its source not looked up yet. `version` is that of the source it translates."""

    id: str
    version: int
    title: str
    body: str
    body_line: int
    language: str
    file: str


@dataclass(frozen=True)
class ReadOutline:
    """The words of an outline as they were read; `source` is the language of the outline they translate."""

    id: str
    source: str
    words: _OutlineWords
    language: str
    file: str


@dataclass
class Reading:
    """Everything that the folders `translations/` hold, the nearest first."""

    clauses: dict[tuple[str, str], ReadClause] = field(default_factory=dict)
    questions: dict[str, QuestionnaireWords] = field(default_factory=dict)
    outlines: dict[tuple[str, str], ReadOutline] = field(default_factory=dict)
    laws: dict[tuple[str, str], PackWords] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def read(self, folder: Path, name: str) -> None:
        """Read one folder `translations/`, with a folder for each language; `name` prefixes the file names shown."""
        for path, inside in files_below(folder, ".md", ".yaml") if folder.is_dir() else ():
            language, apart, _ = inside.partition("/")
            if not apart or path.name == "README.md":
                continue
            try:
                self._read(path, f"{name}/{inside}", language)
            except PolicygenError as error:
                self.problems.extend(error.diagnostics)

    def without(self, packs: frozenset[str]) -> "Reading":
        """What is left without the translations of packs that cannot be used, and of those that stand in them."""
        apart = tuple(f"jurisdictions/{code}{end}" for code in packs for end in ("/", "-"))
        clauses = {key: one for key, one in self.clauses.items() if not one.file.startswith(apart)}
        outlines = {key: one for key, one in self.outlines.items() if not one.file.startswith(apart)}
        laws = {key: one for key, one in self.laws.items() if not one.file.startswith(apart)}
        return Reading(clauses, self.questions, outlines, laws, self.problems)

    def _read(self, path: Path, name: str, language: str) -> None:
        if path.name == "questions.yaml":
            words = parse(QuestionnaireWords, load_yaml(path, name))
            self.questions[language] = self.questions.get(language, QuestionnaireWords()).joined(words)
        elif path.name == "law.yaml":
            code = code_of(Where(name))
            self.laws.setdefault((code, language), read_law_words(path, name, code))
        elif path.suffix == ".yaml":
            outline = _outline(path, name, language)
            self.outlines.setdefault((outline.id, language), outline)
        else:
            clause = _clause(path, name, language)
            self.clauses.setdefault((clause.id, language), clause)


@dataclass(frozen=True)
class Translated:
    """What the translations come to: clauses by id and language, outlines by document and language, and problems."""

    clauses: Mapping[tuple[str, str], Clause]
    outlines: Mapping[tuple[str, str], Outline]
    problems: tuple[Diagnostic, ...]


def translated(reading: Reading, clauses: Iterable[Clause], outlines: Mapping[tuple[str, str], Outline]) -> Translated:
    """Lay the words over their sources: `outlines` are those that packs have, by id and language."""
    sources = _sources(clauses, outlines.values())
    problems = list(reading.problems)
    found: dict[tuple[str, str], Clause] = {}
    made: dict[tuple[str, str], Outline] = {}
    for key, one in reading.clauses.items():
        source = sources.get(one.id)
        wrong = _unknown(one, sources) if source is None else tuple(_misfit(one, source))
        problems += wrong
        if source is not None and not wrong:
            found[key] = source.model_copy(
                update={
                    "version": one.version, "title": one.title, "body": one.body, "body_line": one.body_line,
                    "language": one.language, "file": one.file,
                }
            )  # fmt: skip
    for key, words in reading.outlines.items():
        plan = outlines.get((words.id, words.source))
        wrong = _no_outline(words, outlines) if plan is None else tuple(_other_sections(words, plan))
        problems += wrong
        if plan is not None and not wrong:
            made[key] = _laid_over(plan, words)
    return Translated(found, made, tuple(problems))


def drift(library: Library, outlines: Sequence[Outline] = ()) -> Iterator[Diagnostic]:
    """A warning for each translation of an older version than the one its source has now, in some outlines or in all."""
    issued = {(one.document, one.language) for one in outlines}
    sources = {(one.id, one.slots): one for one in library.clauses}
    for one in library.translations.values():
        source = sources[(one.id, one.slots)]
        elsewhere = issued.isdisjoint((slot.partition("/")[0], one.language) for slot in one.slots)
        if one.version < source.version and not (outlines and elsewhere):
            message = (
                f"drift: {one.file} translates {one.id}@{one.version}, and {source.file} is version {source.version}"
            )
            hint = f"Read what changed, mend the translation, and write `translates: {one.id}@{source.version}`."
            yield Diagnostic("PG-C083", message, Where(one.file, 2, None, one.id), hint, "warning")


def untranslated(library: Library) -> Iterator[Diagnostic]:
    """An error for each clause that a translated outline could hold and that nobody has translated."""
    for (_, language), outline in library.own_outlines.items():
        if not outline.source:
            continue
        slots = {f"{outline.document}/{slot}" for section in outline.sections for slot in section.slots}
        for clause in library.clauses:
            wanted = clause.language == outline.source and slots & set(clause.slots)
            if wanted and library.in_language(clause, language) is clause:
                yield _lacks(clause, language, outline)


def _lacks(clause: Clause, language: str, outline: Outline) -> Diagnostic:
    """A clause of a translated document that is not translated itself."""
    message = f"{clause.id} stands in {outline.id}, which is translated, and has no translation ({language})"
    hint = f"Write translations/{language}/{clause.id}.md with `translates: {clause.id}@{clause.version}`."
    return Diagnostic("PG-C084", message, clause.where(), hint)


@once()
def _clause(path: Path, name: str, language: str) -> ReadClause:
    front, body, body_line = split(path.read_text("utf-8").replace("\r\n", "\n"), name)
    meta = parse(_FrontMatter, parse_yaml(front, name, first_line=2))
    match = _CLAUSE.fullmatch(meta.translates)
    if match is None or match["id"] != path.stem:
        hint = f"Write `translates: {path.stem}@1`, with the version of the clause that you translated."
        raise fail("PG-C080", f'"{meta.translates}" is not what {path.name} can translate', Where(name, 2), hint)
    return ReadClause(match["id"], int(match["version"]), meta.title, body, body_line, language, name)


@once()
def _outline(path: Path, name: str, language: str) -> ReadOutline:
    source = load_yaml(path, name)
    words = parse(_OutlineWords, source)
    match = _OUTLINE.fullmatch(words.translates)
    if match is None or match["id"] != path.stem or match["language"] == language:
        hint = f"Write `translates: {path.stem}@ja`, with the language of the outline that you translated."
        where = source.where("translates")
        raise fail("PG-C080", f'"{words.translates}" is not what {path.name} can translate', where, hint)
    return ReadOutline(match["id"], match["language"], words, language, name)


def _sources(clauses: Iterable[Clause], outlines: Iterable[Outline]) -> Mapping[str, Clause]:
    """The clauses of outlines that packs have in a language of their own, by id."""
    slots = {(f"{o.document}/{slot}", o.language) for o in outlines for section in o.sections for slot in section.slots}
    return {one.id: one for one in clauses if any((slot, one.language) in slots for slot in one.slots)}


def _unknown(one: ReadClause, sources: Mapping[str, Clause]) -> tuple[Diagnostic, ...]:
    message = f'no outline that can be translated has a clause "{one.id}"'
    return (Diagnostic("PG-C081", message, Where(one.file, 2, None, one.id), nearest(one.id, frozenset(sources))),)


def _misfit(one: ReadClause, source: Clause) -> Iterator[Diagnostic]:
    where = Where(one.file, 2, None, one.id)
    if one.version > source.version:
        message = f"{one.id}@{one.version} is translated, and {source.file} is version {source.version}"
        yield Diagnostic("PG-C081", message, where, f"Write `translates: {one.id}@{source.version}`.")
    if bool(one.title) != bool(source.title):
        has = "has a title" if source.title else "has none"
        message = f"a translation has a title where its source has one; {source.file} {has}"
        yield Diagnostic("PG-C082", message, where, "Write `title:`." if source.title else "Take `title:` out.")


def _no_outline(one: ReadOutline, outlines: Mapping[tuple[str, str], Outline]) -> tuple[Diagnostic, ...]:
    known = frozenset(f"{id_}@{language}" for id_, language in outlines)
    wanted = f"{one.id}@{one.source}"
    message = f'no pack has the outline "{wanted}"'
    return (Diagnostic("PG-C081", message, Where(one.file, 1, None, one.id), nearest(wanted, known)),)


def _other_sections(one: ReadOutline, source: Outline) -> Iterator[Diagnostic]:
    """Every section with a title has one in the translation too, and no other."""
    where, titled = Where(one.file, 1, None, one.id), {section.id for section in source.sections if section.title}
    for id_ in titled - one.words.sections.keys():
        yield Diagnostic("PG-C082", f'the section "{id_}" has no title here', where, "Add it to `sections:`.")
    for id_ in one.words.sections.keys() - titled:
        yield Diagnostic("PG-C082", f'{source.file} has no title for a section "{id_}"', where, nearest(id_, titled))
    for key in ("subtitle", "use", "running_head", "running_foot"):
        if getattr(source, key) and not getattr(one.words, key):
            yield Diagnostic("PG-C082", f"{source.file} has `{key}:`, and its translation lacks it", where, "Add it.")


def _laid_over(source: Outline, one: ReadOutline) -> Outline:
    words = one.words
    sections = tuple(s.model_copy(update={"title": words.sections.get(s.id, "")}) for s in source.sections)
    return source.model_copy(
        update={
            "title": words.title, "subtitle": words.subtitle, "use": words.use, "running_head": words.running_head,
            "running_foot": words.running_foot, "sections": sections, "grade": words.grade, "words": words.words,
            "language": one.language, "source": source.language, "file": one.file, "manner": "",
        }
    )  # fmt: skip
