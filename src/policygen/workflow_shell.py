"""A user's own Word template: read it before it is used, or write one to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policygen.assembly import letterhead
from policygen.assembly.letterhead_samples import samples
from policygen.content.files import read_file
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.domain.document import Paper
from policygen.domain.library import Library
from policygen.domain.word_tags import read_tag
from policygen.errors import Diagnostic, Where, fail
from policygen.render.docx_headed import unheaded
from policygen.render.docx_letterheads import letterhead as written
from policygen.render.docx_merge import counting_apart, lacking
from policygen.render.to_docx import heading_notes, unheaded_notes
from policygen.verify.docx_reading import parts
from policygen.verify.shell_check import check_shell, shell_tags
from policygen.verify.shell_names import Names


@dataclass(frozen=True)
class CheckedTemplate:
    """What was found in a template: its tags with where they stand and the words around them, and the findings."""

    findings: tuple[Diagnostic, ...]
    tags: tuple[tuple[str, str, str], ...] = ()

    @property
    def usable(self) -> bool:
        return not any(one.severity == "error" for one in self.findings)


def check_template(file: Path) -> CheckedTemplate:
    """Everything that speaks against a template, its tags, and the looks that it has no style for."""
    data, library = read_file(file), load_library(roots((), Path()))
    known, ids = frozenset(letterhead.names(library)), frozenset(letterhead.clauses(library))
    names = Names(known, ids, frozenset(letterhead.unsure(library)), letterhead.fields(library), samples(library))
    findings = check_shell(data, file.name, names)
    if any(one.code in ("PG-V220", "PG-V221", "PG-V222") for one in findings):
        return CheckedTemplate(findings)
    tags, found = shell_tags(data, file.name), parts(data)
    untitled = _untitled(library)
    taken = {tag.clause for _, text, _ in tags if (tag := read_tag(text)).kind == "clause"}
    apart = counting_apart(found) if taken - untitled else ()
    bare = [one for one in unheaded(found) if one in untitled]
    notes = (*_roles(file.name, found), *heading_notes(apart, file.name), *unheaded_notes(bare, file.name))
    return CheckedTemplate((*findings, *notes), tags)


def new_template(file: Path, paper: Paper, cover: bool, locale: str, *, force: bool) -> None:
    """Write a template to begin with; a file that is there is written over only where that is wanted."""
    if file.suffix.lower() != ".docx":
        raise fail("PG-U023", f"{file.name} does not end in .docx", hint=f"name it {file.with_suffix('.docx').name}")
    if file.exists() and not force:
        raise fail("PG-U021", f"{file} is there already", hint="name another file, or add --force")
    words = load_library(roots((), Path())).words
    language = locale.partition("-")[0]
    if language not in words:
        raise fail("PG-U022", f"there are no words in {language!r}", hint=f"choose from {', '.join(sorted(words))}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(paper, cover, locale, words[language]))


def _untitled(library: Library) -> frozenset[str]:
    """The clauses without a title, and the sections that have none and hold only such clauses."""
    clauses = {clause.id for clause in library.clauses if not clause.title}
    titled = {slot for clause in library.clauses if clause.title for slot in clause.slots}
    outlines = (*library.outlines.values(), *library.own_outlines.values())
    bare = {
        (section.id, bool(section.title) or any(f"{outline.document}/{slot}" in titled for slot in section.slots))
        for outline in outlines
        for section in outline.sections
    }
    return frozenset(clauses | {id_ for id_, has_one in bare if not has_one and (id_, True) not in bare})


def _roles(name: str, found: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    sheet = found.get("word/styles.xml")
    hint = "add such a style to the template, or leave it so"
    return tuple(
        Diagnostic(
            "PG-R124",
            f"the template has no style for {role}: it has the look of the body text",
            Where(name),
            hint,
            "note",
        )
        for role in (lacking(sheet) if sheet else ())
    )
