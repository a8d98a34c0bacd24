"""Choosing: which clause stands in which slot of an outline, and why the others do not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygen.assembly.scope import AnswerScope
from policygen.domain.decision import Decision, Outcome
from policygen.domain.law import Law
from policygen.domain.library import RECORD_OF, Clause, Layer, Library, Outline, SectionPlan
from policygen.domain.values import AnyValue, Choice, Duration, Missing, Record
from policygen.errors import Diagnostic, PolicygenError, Where, fail
from policygen.templating.expression import Unknown, condition, evaluate, names

_RANK: Mapping[Layer, int] = {"base": 0, "industry": 1, "third-party": 2, "place": 3, "organisation": 4}


@dataclass(frozen=True)
class Chosen:
    """A clause in its place: the section, the record it is repeated for (its id, or empty), and its scope."""

    section: SectionPlan
    record: str
    clause: Clause
    scope: AnswerScope


@dataclass(frozen=True)
class Situation:
    """What choosing reads: content, dated law, the answers' scope, and the places' codes in file order.

    The first of the industries may replace clauses; the others, further activities, only add.
    """

    library: Library
    law: Law
    scope: AnswerScope
    industries: tuple[str, ...]
    codes: tuple[str, ...]


def choose(outline: Outline, language: str, situation: Situation) -> tuple[tuple[Chosen, ...], tuple[Decision, ...]]:
    """Fill every slot of the outline. All conflicts are collected and raised once.

    The clauses of a translated outline are chosen as those of its source, and stand in its own language.
    """
    by_slot = _by_slot(situation.library, outline, language)
    chosen: list[Chosen] = []
    decisions: list[Decision] = []
    problems: list[Diagnostic] = []
    for section in outline.sections:
        before = len(chosen)
        reason, records = _standing(section, situation)
        if reason:
            decisions.extend(_left_out(by_slot, section, reason, outline, situation))
        for record, scope in records:
            for slot in section.slots:
                candidates = by_slot.get(f"{outline.document}/{slot}", ())
                placed, traces, found = _fill(candidates, section, record, scope, outline, situation)
                chosen.extend(placed)
                decisions.extend(traces)
                problems.extend(found)
        if section.required and len(chosen) == before:
            problems.append(Diagnostic("PG-D001", f'section "{section.id}" is required and empty', Where(outline.file)))
    problems += [_untranslated(one.clause, outline) for one in chosen if one.clause.language != language]
    if problems:
        raise PolicygenError(dict.fromkeys(problems))
    return tuple(chosen), tuple(decisions)


def _standing(section: SectionPlan, situation: Situation) -> tuple[str, list[tuple[Record | None, AnswerScope]]]:
    """The records a section is repeated for, or why the whole section is left out."""
    if section.when and evaluate(condition(section.when), situation.scope) is not True:
        return f'the section "{section.id}" stands only when {section.when}', []
    records = list(_records(section, situation))
    return ("" if records else f"there are no {section.each} to repeat its section for"), records


def _left_out(
    by_slot: Mapping[str, tuple[Clause, ...]], section: SectionPlan, reason: str, outline: Outline, situation: Situation
) -> Iterator[Decision]:
    for slot in section.slots:
        for clause in by_slot.get(f"{outline.document}/{slot}", ()):
            yield _trace(outline, clause, "out", reason, situation.scope, "")


def _by_slot(library: Library, outline: Outline, language: str) -> Mapping[str, tuple[Clause, ...]]:
    found: dict[str, list[Clause]] = {}
    for clause in library.of_document.get(outline.document, ()):
        if clause.language == (outline.source or language):
            for slot in clause.slots:
                if slot.startswith(outline.document + "/"):
                    found.setdefault(slot, []).append(library.in_language(clause, language))
    return {slot: tuple(sorted(clauses, key=_order)) for slot, clauses in found.items()}


def _untranslated(clause: Clause, outline: Outline) -> Diagnostic:
    message = f"{clause.id} stands in {outline.id} and has no translation ({outline.language})"
    hint = f"Write translations/{outline.language}/{clause.id}.md with `translates: {clause.id}@{clause.version}`."
    return Diagnostic("PG-D012", message, clause.where(), hint)


def _order(clause: Clause) -> tuple[int, int, str]:
    return (_RANK[clause.layer], clause.order, clause.id)


def _records(section: SectionPlan, situation: Situation) -> Iterator[tuple[Record | None, AnswerScope]]:
    if not section.each:
        yield None, situation.scope
        return
    found = situation.scope.lookup((section.each,))
    if not isinstance(found, tuple):
        raise fail("PG-D002", f'"{section.each}" is not a list of records', hint="Answer the questions it comes from.")
    name = RECORD_OF.get(section.each, section.each.rstrip("s"))
    for record in found:
        if isinstance(record, Record):
            scope = situation.scope.within(**{name: record})
            code = record.get("code")
            if isinstance(code, str):
                scope = scope.within(law=situation.law.scope(code))
            yield record, scope


def _fill(
    candidates: Sequence[Clause], section: SectionPlan, record: Record | None, scope: AnswerScope, outline: Outline,
    situation: Situation,
) -> tuple[list[Chosen], list[Decision], list[Diagnostic]]:  # fmt: skip
    """One slot: decide each candidate, then let the holding ones replace and remove others."""
    id_ = _record_id(record)
    holding: dict[str, Clause] = {}
    traces: dict[str, Decision] = {}
    scopes: dict[str, AnswerScope] = {}
    for clause in candidates:
        scopes[clause.id] = _scope_of(clause, scope, outline, situation)
        outcome, reason = _decide(clause, id_, record, scopes[clause.id], situation, outline.owner)
        traces[clause.id] = _trace(outline, clause, outcome, reason, scopes[clause.id], id_)
        if outcome == "in":
            holding[clause.id] = clause
    problems = _conflicts(holding.values())
    for clause in tuple(holding.values()):
        for other in (clause.replaces, clause.removes):
            if other in holding:
                gone: Outcome = "removed" if clause.removes == other else "replaced"
                why = clause.reason or f"{clause.id} stands in for it"
                traces[other] = _trace(outline, holding.pop(other), gone, why, scope, id_)
    placed = [Chosen(section, id_, clause, scopes[clause.id]) for clause in _in_place(holding, candidates)]
    return placed, list(traces.values()), problems


def _scope_of(clause: Clause, scope: AnswerScope, outline: Outline, situation: Situation) -> AnswerScope:
    """In a document of a pack's own, a clause sees the law of the pack it comes from."""
    if not outline.owner or outline.each or "law" in scope.local or clause.layer != "place":
        return scope
    return scope.within(law=situation.law.scope(clause.owner))


def _in_place(holding: Mapping[str, Clause], candidates: Sequence[Clause]) -> list[Clause]:
    """Order the holding clauses; one that replaces another stands where that one stood."""
    by_id = {clause.id: clause for clause in candidates}

    def key(clause: Clause) -> tuple[int, int, str]:
        seen = clause
        while seen.replaces in by_id:
            seen = by_id[seen.replaces]
        return _order(seen)

    return sorted(holding.values(), key=key)


def _decide(
    clause: Clause, record_id: str, record: Record | None, scope: AnswerScope, situation: Situation, owner: str = ""
) -> tuple[Outcome, str]:
    if clause.record and clause.record != record_id:
        return "out", f"for {clause.record} only"
    if clause.layer == "industry":
        outside = _out_of_industry(clause, situation)
        if outside:
            return "out", outside
    if clause.layer == "place":
        outside = _out_of_place(clause, record, situation, owner)
        if outside:
            return "out", outside
    if not clause.when:
        return "in", "always"
    result = evaluate(condition(clause.when, clause.where()), scope)
    if isinstance(result, Unknown):
        return "out", "not answered yet: " + ", ".join(sorted(result.names))
    return ("in", "its condition holds") if result else ("out", "its condition does not hold")


def _out_of_industry(clause: Clause, situation: Situation) -> str:
    """Why an industry's clause may not stand here; empty where it may."""
    if clause.owner not in situation.industries:
        return f"for the industry {clause.owner} only"
    if (clause.replaces or clause.removes) and clause.owner != situation.industries[0]:
        return f"{clause.owner} is a further activity, which only adds"
    return ""


def _out_of_place(clause: Clause, record: Record | None, situation: Situation, owner: str) -> str:
    """Why a pack's clause may not stand here; empty where it may.

    A document of a pack's own holds its clauses and those of the packs within it, wherever one of its places lies.
    """
    within = [c for c in situation.codes if {clause.owner, owner} <= {p.code for p in situation.law.stack(c)}]
    if record is not None and isinstance(record.get("code"), str):
        code = record.text("code")
    elif owner and within:
        code = within[0]
    elif len(set(situation.codes)) == 1:
        code = situation.codes[0]
    else:
        return f"{situation.law.name(clause.owner)} is not the document's only place"
    if clause.owner not in {pack.code for pack in situation.law.stack(code)}:
        return f"the law of {situation.law.name(clause.owner)} does not hold in {situation.law.name(code)}"
    if not situation.law.in_force(code, clause.cites):
        return f"its law is not in force on {situation.law.as_of.isoformat()}"
    return ""


def _conflicts(holding: Iterable[Clause]) -> list[Diagnostic]:
    seen: dict[tuple[str, int], Clause] = {}
    problems: list[Diagnostic] = []
    for clause in holding:
        for target in (clause.replaces, clause.removes):
            key = (target, _RANK[clause.layer])
            if target and key in seen:
                message = f'{seen[key].file} and {clause.file} both change "{target}"'
                problems.append(
                    Diagnostic("PG-D003", message, Where(clause.file, 2, None, clause.id), "Keep one of the two.")
                )
            seen.setdefault(key, clause)
    return problems


def _trace(
    outline: Outline, clause: Clause, outcome: Outcome, reason: str, scope: AnswerScope, record: str
) -> Decision:
    facts = tuple(
        (".".join(path), shown(scope.lookup(path))) for path in sorted(names(condition(clause.when, clause.where())))
    )
    return Decision(
        outline.id, clause.id, clause.version, outcome, reason, clause.when, facts, clause.cites, "", record
    )


def shown(value: AnyValue) -> str:
    """A value as a trace of a decision names it."""
    match value:
        case Missing():
            return "no answer"
        case Choice():
            return str(value)
        case Record():
            return value.name
        case Duration():
            return f"{value.amount} {value.unit}"
        case tuple():
            return ", ".join(shown(item) for item in value) or "none"
        case bool():
            return "yes" if value else "no"
    return str(value)


def _record_id(record: Record | None) -> str:
    if record is None:
        return ""
    return record.text("id") or record.text("code")
