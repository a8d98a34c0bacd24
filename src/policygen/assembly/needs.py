"""What a set of documents needs to know: the questions its clauses read, and those still without an answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policygen.assembly.choose import Situation
from policygen.assembly.situation import place_records
from policygen.domain.answers import Answers
from policygen.domain.library import Outline
from policygen.domain.questions import Question
from policygen.domain.values import Missing
from policygen.errors import Diagnostic
from policygen.templating.expression import condition, evaluate
from policygen.templating.reads import names_read, questions_behind

_ALWAYS = ("organisation.name", "organisation.industry", "organisation.people.employees", "places")


def uses(situation: Situation, outlines: Sequence[Outline]) -> Mapping[str, frozenset[str]]:
    """Question id → the `document/clause` pairs that read it: why each question is asked.

    Reads every clause that the outlines could hold for the situation's industries and in the law of its places.
    """
    library = situation.library
    packs = frozenset(pack.code for code in situation.codes for pack in situation.law.stack(code))
    here = {"industry": frozenset(situation.industries), "place": packs}
    slots = {f"{o.document}/{slot}": o.document for o in outlines for section in o.sections for slot in section.slots}
    found: dict[str, set[str]] = {}
    of_packs = (question for pack in library.packs.values() for question in pack.questions)
    ids = frozenset(question.id for question in (*library.questions(), *of_packs))
    behind: dict[tuple[str, ...], tuple[str, ...]] = {}
    for clause in library.clauses:
        documents = sorted({slots[slot] for slot in clause.slots if slot in slots})
        if not documents or clause.owner not in here.get(clause.layer, (clause.owner,)):
            continue
        for name in names_read(clause):
            if name not in behind:
                behind[name] = questions_behind(name, library.derived, ids)
            for question in behind[name]:
                found.setdefault(question, set()).update(f"{document}/{clause.id}" for document in documents)
    for question in _ALWAYS:
        found.setdefault(question, set()).update(f"{outline.document}/" for outline in outlines)
    return {question: frozenset(where) for question, where in found.items()}


def unanswered(situation: Situation, answers: Answers, read_by: Iterable[str]) -> tuple[Question, ...]:
    """Questions that the documents read, that apply, and that have no answer although they need one."""
    wanted = frozenset(read_by)
    return tuple(
        asked
        for question in (*situation.library.questions(), *_of_packs(situation))
        if not wanted.isdisjoint((question.id, *question.fills))
        and not question.optional
        and question.ask != "if-chosen"
        and evaluate(condition(question.when), situation.scope) is True
        for asked in _open(question, situation, answers)
    )


def _of_packs(situation: Situation) -> Iterator[Question]:
    packs = {pack.code: pack for code in situation.codes for pack in situation.law.stack(code)}
    for pack in packs.values():
        yield from (question.model_copy(update={"law": pack.code}) for question in pack.questions)


def _open(question: Question, situation: Situation, answers: Answers) -> Iterator[Question]:
    """The question where it has no answer; of a field that a pack asks of its places, once for each place."""
    root, _, field = question.id.partition(".")
    if not (question.law and root == "places"):
        if question.kind == "reach":
            if all(isinstance(answers.get(path), Missing) for path in question.fills):
                yield question.model_copy(update={"id": " or ".join(question.fills)})
            return
        said = question.or_nobody and question.id in answers.positions  # "nobody" is an answer
        if isinstance(answers.get(question.id), Missing) and not said:
            yield question
        return
    for place in place_records(answers):
        if question.law in situation.library.stack(place.text("code")) and field not in place:
            yield question.model_copy(update={"id": f"{place.name}.{field}"})


def missing(situation: Situation, answers: Answers, read_by: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The unanswered questions as diagnostics that name the question and its path."""
    return tuple(
        Diagnostic(
            "PG-D030", f"`{question.id}` has no answer: {question.prompt}", answers.where(question.id),
            f"{_mended(question)}, or run `policygen new`.",
        )
        for question in unanswered(situation, answers, read_by)
    )  # fmt: skip


def _mended(question: Question) -> str:
    """How the answer is added to the file."""
    if question.or_nobody:
        return "Name one of the contacts, write `nobody` where there is nobody else"
    return f"Add it to the answers{f', for instance {question.example}' if question.example else ''}"
