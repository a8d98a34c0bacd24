"""Expanding: chosen clauses become text with value tokens, in the spelling of the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policygen.assembly.choose import Chosen
from policygen.assembly.scope import AnswerScope
from policygen.domain.document import Value
from policygen.domain.library import Clause, SectionPlan
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating.body import Expanded, body, expand
from policygen.templating.expression import Scope
from policygen.templating.filters import Speaker
from policygen.templating.spelling import respelled


@dataclass(frozen=True, slots=True)
class Written:
    """A clause with its branches taken: title and body as Markdown, values counted from 0 in each."""

    section: SectionPlan
    record: str
    clause: Clause
    section_title: Expanded
    title: Expanded
    body: Expanded
    scope: AnswerScope | None = field(default=None, compare=False, repr=False)

    @property
    def values(self) -> tuple[Value, ...]:
        return (*self.section_title.values, *self.title.values, *self.body.values)


@dataclass(frozen=True)
class Writer:
    """How text is written in one document: the language and spelling of the first place, and whether it is a draft.

    `places` are the writers of the packs' own clauses, by code: an annex keeps its place's dates and spelling.
    """

    speaker: Speaker
    draft: bool
    places: Mapping[str, "Writer"] = field(default_factory=dict)

    def of(self, clause: Clause) -> "Writer":
        """The writer of a clause: its pack's own, where it comes from a pack."""
        return self.places.get(clause.owner, self) if clause.layer == "place" else self

    def write(self, text: str, scope: Scope, where: Where) -> Expanded:
        """Expand one text. Spelling changes whole words of the text, never a value."""
        mark = self.speaker.labels["document.to_be_completed"] if self.draft else ""
        expanded = expand(body(text, where), scope, self.speaker, where, mark)
        return Expanded(respelled(expanded.text, self.speaker.spelling), expanded.values)


def write_all(chosen: Sequence[Chosen], writer: Writer) -> tuple[Written, ...]:
    """Expand every chosen clause; all problems of all clauses are collected and raised once."""
    written: list[Written] = []
    problems: list[Diagnostic] = []
    for place in chosen:
        try:
            written.append(_write(place, writer))
        except PolicygenError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise PolicygenError(dict.fromkeys(problems))
    return tuple(written)


def _write(place: Chosen, writer: Writer) -> Written:
    clause = place.clause
    where = Where(clause.file, clause.body_line, None, clause.id)
    own = writer.of(clause)
    return Written(
        place.section,
        place.record,
        clause,
        writer.write(place.section.title, place.scope, Where(subject=place.section.id)),
        own.write(clause.title, place.scope, Where(clause.file, 2, None, clause.id)),
        own.write(clause.body, place.scope, where),
        place.scope,
    )
