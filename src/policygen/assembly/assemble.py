"""Assembling one document: choose its clauses, expand them, compose the tree, and check that nothing is lacking."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from policygen.assembly import compose
from policygen.assembly.built import built
from policygen.assembly.choose import Chosen, Situation, choose
from policygen.assembly.duties import BuiltDocument
from policygen.assembly.expanded import Writer, Written, write_all
from policygen.assembly.numbering import first_number, headed
from policygen.assembly.scope import AnswerScope
from policygen.domain.decision import Decision
from policygen.domain.document import Document, Section, Value
from policygen.domain.library import Element, Outline
from policygen.domain.sheet import SheetFormat
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating import tokens
from policygen.templating.body import Expanded
from policygen.templating.expression import condition, evaluate


@dataclass(frozen=True)
class Look:
    """How the document is set: language and locale, paper and how it lies, and whether it may hold marks for what is missing."""

    language: str
    locale: str
    format: SheetFormat
    draft: bool
    created: date


@dataclass(frozen=True)
class Assembled:
    """A document with the reasons for it: every decision, and the clause that supplies each element."""

    document: Document
    outline: Outline
    decisions: tuple[Decision, ...]
    written: tuple[Written, ...]

    @cached_property
    def built(self) -> BuiltDocument:
        """The document as duties see it."""
        return built(self.document, self.outline, self.decisions, self.written)

    def supplied(self) -> Mapping[str, tuple[str, ...]]:
        """Element id → the ids of the clauses in the document that supply it."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.written:
            for element in one.clause.supplies:
                found[element] = (*found.get(element, ()), one.clause.id)
        return found


Assemble = Callable[[Outline, Situation, Writer, Look, str], Assembled]


def assemble(outline: Outline, situation: Situation, writer: Writer, look: Look, record: str = "") -> Assembled:
    """Assemble one document; every problem of it is collected and raised once."""
    scope = situation.scope.within(variant=outline.variant)
    here = replace(situation, scope=scope)
    early = _too_early(outline, here, look.language)
    try:
        chosen, decisions = choose(outline, look.language, here)
    except PolicygenError:
        if early:
            raise PolicygenError([early]) from None
        raise
    written = write_all(chosen, writer)
    lacking = (*_empty(written), *_lacking(outline, here, written))
    if lacking and not look.draft:
        raise PolicygenError([early] if early else lacking)
    made = _assembled(outline, scope, writer, look, record, written, decisions)
    return replace(made, document=replace(made.document, may_go=_may_go(outline, here, written)))


def chosen_clauses(outline: Outline, situation: Situation, language: str) -> tuple[Chosen, ...]:
    """The clauses the answers choose, without expanding them."""
    here = replace(situation, scope=situation.scope.within(variant=outline.variant))
    return choose(outline, language, here)[0]


def _assembled(
    outline: Outline, scope: AnswerScope, writer: Writer, look: Look, record: str, written: tuple[Written, ...],
    decisions: tuple[Decision, ...],
) -> Assembled:  # fmt: skip
    furniture, values = _furniture(outline, scope, writer)
    found = compose.entries(written, outline, len(values))
    labels = writer.speaker.labels
    articles = (labels["document.article"], labels["document.chapter"], labels["document.item_letters"])
    tree = compose.sections(found, outline.references, look.language, articles)
    key = _key(outline, look, furniture, found)
    document = Document(
        id=outline.document, variant=outline.variant, record=record, language=look.language, locale=look.locale,
        title=furniture["title"], subtitle=furniture["subtitle"], organisation=furniture["organisation"],
        running_head=furniture["head"], running_foot=furniture["foot"], paper=look.format.paper,
        numbering=outline.numbering, contents=_contents(outline, scope), draft=look.draft, created=look.created,
        sections=tree, values=(*values, *compose.values(written)), key=key, close=outline.close,
        landscape=look.format.landscape, large=look.format.large,
    )  # fmt: skip
    return Assembled(document, outline, _numbered(decisions, tree, labels["redline.paragraph"]), written)


def _contents(outline: Outline, scope: AnswerScope) -> bool:
    if isinstance(outline.contents, bool):
        return outline.contents
    return evaluate(condition(outline.contents, Where(outline.file)), scope) is True


def _furniture(outline: Outline, scope: AnswerScope, writer: Writer) -> tuple[dict[str, str], tuple[Value, ...]]:
    """Title and running lines, their values counted from 0 through all of them."""
    labels = writer.speaker.labels
    texts = {
        "title": outline.title,
        "subtitle": outline.subtitle,
        "organisation": _issuer(outline),
        "head": outline.running_head or labels["document.running_head"],
        "foot": outline.running_foot or labels["document.running_foot"],
    }
    values: list[Value] = []
    done: dict[str, str] = {}
    for name, text in texts.items():
        expanded: Expanded = writer.write(text, scope, Where(outline.file, None, None, outline.id))
        done[name] = tokens.shift(expanded.text.strip(), len(values))
        values.extend(expanded.values)
    return done, tuple(values)


def _issuer(outline: Outline) -> str:
    """Who issues it: the organisation, or the company of its group that signs it."""
    own, one = "{{ organisation.name }}", outline.company
    return f"{{% if {one} %}}{{{{ {one} }}}}{{% else %}}{own}{{% endif %}}" if one else own


def _key(outline: Outline, look: Look, furniture: Mapping[str, str], found: tuple[compose.Entry, ...]) -> str:
    parts = (
        outline.id,
        outline.variant,
        look.language,
        look.locale,
        look.format.name,
        str(look.draft),
        look.created.isoformat(),
    )
    digest = hashlib.sha256("\x00".join((*parts, *furniture.values())).encode())
    for entry in found:
        digest.update(repr(entry).encode())
    return digest.hexdigest()


def _numbered(decisions: tuple[Decision, ...], tree: tuple[Section, ...], further: str) -> tuple[Decision, ...]:
    """The decisions with the number that each clause got or goes on from, or its section's.

    `further` is how a paragraph of an article is cited that is not its first.
    """
    numbers: dict[str, str] = {}
    for section in tree:
        for clause, head in headed(section):
            number = section.number if head is None else head.number or section.number
            paragraph = first_number(clause) if section.numbering == "articles" and clause is not head else ""
            numbers[clause.anchor] = further.format(article=number, number=paragraph) if paragraph else number
    return tuple(
        replace(decision, number=numbers.get(_anchor(decision), "")) if decision.outcome == "in" else decision
        for decision in decisions
    )


def _anchor(decision: Decision) -> str:
    return f"{decision.clause}-{decision.record}" if decision.record else decision.clause


def _empty(written: tuple[Written, ...]) -> tuple[Diagnostic, ...]:
    """A clause that supplies an element and says nothing is a hole, not a clause."""
    return tuple(
        Diagnostic(
            "PG-D021", f"{one.clause.id} supplies {', '.join(one.clause.supplies)} and its text is empty",
            Where(one.clause.file, one.clause.body_line, None, one.clause.id), "Write the clause, or give it a condition.",
        )
        for one in written
        if one.clause.supplies and not one.body.text.strip()
    )  # fmt: skip


def _lacking(outline: Outline, situation: Situation, written: tuple[Written, ...]) -> tuple[Diagnostic, ...]:
    """Must elements that apply and that no clause of the main document supplies."""
    if outline.variant_of:
        return ()
    supplied = {element for one in written for element in one.clause.supplies}
    return tuple(
        Diagnostic(
            "PG-D020", f"{outline.id} does not say {element.id}: {element.says}", Where(subject=outline.id),
            "Content that supplies this element was left out; `policygen why` shows the condition.",
        )
        for element in situation.library.elements.values()
        if outline.id in element.document and element.level == "must" and element.id not in supplied
        and _applies(element, situation)
    )  # fmt: skip


def _too_early(outline: Outline, situation: Situation, language: str) -> Diagnostic | None:
    """The finding that says from which day a document can be built, where its own pack's clauses wait for that day."""
    if not outline.owner:
        return None
    law, pack = situation.law, situation.library.packs[outline.owner]
    slots = {f"{outline.document}/{slot}" for part in outline.sections for slot in part.slots}
    cited = {
        cite
        for clause in situation.library.of_document.get(outline.document, ())
        if clause.owner == pack.code and clause.language == language and not slots.isdisjoint(clause.slots)
        for cite in clause.cites
    }
    instruments = (instrument for cite, (instrument, _) in pack.provisions().items() if cite in cited)
    starts = (event for one in instruments for event in one.events if event.kind == "starts" and not event.expected)
    later = [event.counts_from for event in starts if event.counts_from and event.counts_from > law.as_of]
    if not later:
        return None
    day = min(later)
    message = f"{outline.id} ({language}) states law that is not in force on {law.as_of}; it can be built from {day} on"
    hint = f"Write `law_as_of: {day}` or a later day in the answers, or leave `{language}` out of the languages until then."
    return Diagnostic("PG-D022", message, Where(subject=outline.id), hint)


def _may_go(outline: Outline, situation: Situation, written: tuple[Written, ...]) -> frozenset[str]:
    """The clauses of a sheet that say no law, supply no must element and do not fill a required section alone."""
    if not outline.sheet:
        return frozenset()
    elements = situation.library.elements
    must = {id_ for id_, one in elements.items() if one.level == "must" and _applies(one, situation)}
    beside = Counter(one.section.id for one in written)
    return frozenset(
        one.clause.id
        for one in written
        if one.clause.layer != "place"
        and must.isdisjoint(one.clause.supplies)
        and not (one.section.required and beside[one.section.id] == 1)
    )


def _applies(element: Element, situation: Situation) -> bool:
    return evaluate(condition(element.when, Where(subject=element.id)), situation.scope) is True
