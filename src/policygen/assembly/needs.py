"""What a set of documents needs to know: the questions its clauses read, and those still without an answer."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from policygen.assembly.choose import Situation
from policygen.domain.answers import Answers
from policygen.domain.library import Clause, Library, Outline
from policygen.domain.questions import Question
from policygen.domain.values import Missing
from policygen.errors import Diagnostic, Where
from policygen.templating.body import body, read
from policygen.templating.expression import condition, evaluate, names

Path = tuple[str, ...]
_FROM_DERIVED: Mapping[str, tuple[str, ...]] = {
    "size": ("organisation.people.employees",),
    "people_total": ("organisation.people.employees",),
    "third_party_families": ("meeting_people.third_parties",),
    "third_party_words": ("meeting_people.third_parties",),
    "jurisdictions": ("places",),
    "emergencies": ("places",),
    "several_emergencies": ("places",),
    "several_places": ("places",),
    "meets_public": ("places",),
    "channels_outside": ("reporting.channels",),
    "next_review": ("issue.effective", "issue.review"),
    "words": ("organisation.industry",),
}
_ALWAYS = ("organisation.name", "organisation.industry", "organisation.people.employees", "places")


def uses(library: Library, outlines: Sequence[Outline], industries: Iterable[str] = ()) -> Mapping[str, frozenset[str]]:
    """Question id → the `document/clause` pairs that read it: why each question is asked.

    Reads every clause that the outlines could hold, for the industries given (all of them when none are).
    """
    wanted = frozenset(industries)
    slots = {f"{o.document}/{slot}": o.document for o in outlines for section in o.sections for slot in section.slots}
    found: dict[str, set[str]] = {}
    ids = tuple(question.id for question in library.questions())
    for clause in library.clauses:
        documents = sorted({slots[slot] for slot in clause.slots if slot in slots})
        if not documents or (clause.layer == "industry" and wanted and clause.owner not in wanted):
            continue
        for question in _questions_read(clause, ids):
            found.setdefault(question, set()).update(f"{document}/{clause.id}" for document in documents)
    for question in _ALWAYS:
        found.setdefault(question, set()).update(f"{outline.document}/" for outline in outlines)
    return {question: frozenset(where) for question, where in found.items()}


def unanswered(situation: Situation, answers: Answers, read_by: Iterable[str]) -> tuple[Question, ...]:
    """Questions that the documents read, that apply, and that have no answer although they need one."""
    wanted = frozenset(read_by)
    return tuple(
        question
        for question in situation.library.questions()
        if question.id in wanted
        and not question.optional
        and not question.or_nobody
        and question.ask != "if-chosen"
        and question.kind != "reach"
        and isinstance(answers.get(question.id), Missing)
        and evaluate(condition(question.when), situation.scope) is True
    )


def missing(situation: Situation, answers: Answers, read_by: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The unanswered questions as diagnostics that name the question and its path."""
    return tuple(
        Diagnostic(
            "PG-D030", f"`{question.id}` has no answer: {question.prompt}", answers.where(question.id),
            f"Add it to the answers{f', for instance {question.example}' if question.example else ''}, or run `policygen new`.",
        )
        for question in unanswered(situation, answers, read_by)
    )  # fmt: skip


def _questions_read(clause: Clause, ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset(question for path in _names_read(clause) for question in _questions_of(path, ids))


@lru_cache(maxsize=4096)
def _names_read(clause: Clause) -> frozenset[Path]:
    """Every dotted name the clause's condition, title and body read, loop variables left out."""
    found = set(names(condition(clause.when, clause.where())))
    for text, line in ((clause.title, 2), (clause.body, clause.body_line)):
        for ref, bound in read(body(text, Where(clause.file, line, None, clause.id))):
            if ref.path[0] not in bound:
                found.add(ref.path)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _questions_of(path: Path, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The questions a name comes from: the one it names, those it is derived from, or all below a group."""
    if path[0] in _FROM_DERIVED:
        return _FROM_DERIVED[path[0]]
    name = ".".join(path)
    for length in range(len(path), 0, -1):
        above = ".".join(path[:length])
        if above in ids:
            return (above,)
    return tuple(id_ for id_ in ids if id_.startswith(name + "."))
