"""`content check`: what must hold of clauses and outlines for every organisation, found without one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policygen.content.answer_shape import place_fields
from policygen.content.law_words import stale, unworded
from policygen.content.pack_references import pack_references
from policygen.content.question_words import unspoken
from policygen.content.translations import drift, untranslated
from policygen.content.yaml_source import nearest
from policygen.domain.law import Law
from policygen.domain.library import RECORD_OF, Clause, Library, Outline
from policygen.domain.questions import Question
from policygen.domain.wording import refused
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating.body import body, read
from policygen.templating.expression import Expr, Ref, condition, refs

_RESIDUE = re.compile(r"\b(lorem ipsum|TODO|TBC|TBD|XXX|and/or)\b|\[(?!\]|[^\]]*\]\()[^\]]*\](?!\()")
_SEED = re.compile(r"\b(SEED|C)-\d{2,3}\b")
_FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "family": ("id", "types", "ones"),
    "jurisdiction": ("id", "code", "name", "covered", "covers", "asked", "asked_name", "places"),
    "emergency": ("number", "places"),
}
_ANY_DAY = date(2000, 1, 1)
_CONTACT_FIELDS = ("id", "post", "name", "phone", "email", "hours", "ways", "outside", "reach", "numbers")


def check(library: Library) -> tuple[Diagnostic, ...]:
    """Every finding about the library's clauses and outlines."""
    names, records = Names(library), _records(library)
    found: list[Diagnostic] = [*dict.fromkeys(fault for faults in library.broken.values() for fault in faults)]
    for clause in library.every_text():
        found.extend(_clause(clause, library, names, records))
    for outline in library.every_outline():
        found.extend(_outline(outline, names))
    found.extend(_core_names_no_place(library))
    found.extend(_elements(library))
    found.extend(pack_references(library))
    found.extend(untranslated(library))
    found.extend(drift(library))
    found.extend(unspoken(library))
    found.extend(unworded(library))
    found.extend(stale(library))
    return tuple(found)


class Names:
    """The closed list of names that conditions and bodies may use."""

    def __init__(self, library: Library) -> None:
        self.questions: dict[str, Question] = {q.id: q for q in library.questions()}
        for pack in library.packs.values():
            self.questions.update({q.id: q for q in pack.questions})
        fields = next((q.fields for q in library.questions() if q.id == "places"), ())
        of_packs = (f.id for pack in library.packs.values() for f in place_fields(pack))
        self.places = frozenset(("id", "code", "committee", *(f.id for f in fields), *of_packs))
        self.derived = frozenset(library.derived)
        self.law = Law(_ANY_DAY, library.packs)
        words: set[str] = set()
        for industry in library.industries.values():
            words |= set(industry.words)
        for pack in library.packs.values():
            words |= set(pack.terms)
        for labels in library.words.values():
            words |= {name.split(".")[2] for name in labels if name.startswith("industries.")}
        self.words = frozenset(words)
        self.groups = frozenset(
            ".".join(id_.split(".")[:n]) for id_ in self.questions for n in range(1, id_.count(".") + 1)
        )

    def problem(self, path: tuple[str, ...], each: frozenset[str], owner: str) -> str:
        """Why a name is not known; empty where it is."""
        root, name = path[0], ".".join(path)
        if root == "law":
            return self._law(path, owner)
        if root == "words":
            return (
                "" if len(path) == 2 and path[1] in self.words else f'no word "{name}". {nearest(path[-1], self.words)}'
            )
        if root in each or root in self.derived or root in ("variant",):
            return self._field(root, path[1:])
        if name in self.questions or name in self.groups:
            return ""
        for length in range(len(path) - 1, 0, -1):
            above = ".".join(path[:length])
            if above in self.questions:
                return self._below(self.questions[above], path[length:])
        known = (*self.questions, *self.derived)
        return f'no name "{name}". {nearest(name, known)}'

    def _law(self, path: tuple[str, ...], owner: str) -> str:
        if not owner:
            return "`law.` names belong in a jurisdiction's own files"
        known = self.law.declared(owner)
        name = ".".join(path[1:])
        return "" if name in known else f'no parameter "law.{name}". {nearest(name, known)}'

    def _field(self, root: str, fields: tuple[str, ...]) -> str:
        if root == "place" and fields and fields[0] not in self.places:
            return f'place has no field "{fields[0]}". {nearest(fields[0], self.places)}'
        if root in _FIELDS_OF and fields and fields[0] not in _FIELDS_OF[root]:
            return f'{root} has no field "{fields[0]}". {nearest(fields[0], _FIELDS_OF[root])}'
        return ""

    def _below(self, question: Question, fields: tuple[str, ...]) -> str:
        if question.kind == "contact" and fields[0] not in _CONTACT_FIELDS:
            return f'a contact has no field "{fields[0]}". {nearest(fields[0], _CONTACT_FIELDS)}'
        if question.kind in ("contact", "records", "reach"):
            return ""
        return f'`{question.id}` is a {question.kind} and has no part "{fields[0]}"'


def _clause(
    clause: Clause, library: Library, names: Names, records: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    each = frozenset().union(*(records.get(slot, ()) for slot in clause.slots))
    owner = clause.owner if clause.layer == "place" else ""
    if not clause.body.strip() and not clause.removes:
        at = Where(clause.file, clause.body_line, None, clause.id)
        yield Diagnostic("PG-C054", "the clause has no text", at, "Write it, or delete the file.")
    try:
        yield from _names(
            condition(clause.when, clause.where()), Where(clause.file, 2, None, clause.id), each, names, owner
        )
        for text, first in ((clause.title, 2), (clause.body, clause.body_line)):
            at = Where(clause.file, first, None if text is clause.title else 1, clause.id)
            yield from _body_names(text, at, each, names, owner)
            yield from _wording(text, at)
            yield from _unfit(text, at, library.words.get(clause.language, {}))
    except PolicygenError as error:
        yield from error.diagnostics


def _body_names(text: str, at: Where, each: frozenset[str], names: Names, owner: str) -> Iterator[Diagnostic]:
    """Unknown names of a text; `at` has a column where the text stands in its file as it is."""
    lines = text.splitlines()
    for ref, bound in read(body(text, at)):
        if ref.path[0] in bound:
            continue
        problem = names.problem(ref.path, each, owner)
        if problem:
            shown = lines[ref.line - 1] if at.column and 0 < ref.line <= len(lines) else ""
            line = at.line + ref.line - 1 if at.line else None
            yield Diagnostic("PG-C040", problem, Where(at.file, line, shown.find(str(ref)) + 1 or None, at.subject))


def _names(expr: Expr, at: Where, each: frozenset[str], names: Names, owner: str) -> Iterator[Diagnostic]:
    found: Sequence[Ref] = refs(expr)
    for ref in found:
        problem = names.problem(ref.path, each, owner)
        if problem:
            yield Diagnostic("PG-C040", problem, at)


def _records(library: Library) -> Mapping[str, frozenset[str]]:
    """The record names of the `each:` sections that a slot stands in, by slot."""
    found: dict[str, frozenset[str]] = {}
    for outline in library.every_outline():
        for section in outline.sections:
            names = _record_names(outline.each) | _record_names(section.each)
            for slot in (f"{outline.document}/{slot}" for slot in section.slots):
                found[slot] = found.get(slot, frozenset()) | names
    return found


def _record_names(each: str) -> frozenset[str]:
    """The name of one record of a list, as a set that is empty where nothing is repeated."""
    return frozenset([RECORD_OF.get(each, each.rstrip("s"))]) if each else frozenset()


def _outline(outline: Outline, names: Names) -> Iterator[Diagnostic]:
    at = Where(outline.file, None, None, outline.id)
    whole = _record_names(outline.each)
    yield from _names(condition(outline.when, at), at, whole, names, outline.owner)
    for text in (outline.title, outline.subtitle, outline.running_head, outline.running_foot):
        yield from _body_names(text, at, whole, names, outline.owner)
    for section in outline.sections:
        each = whole | _record_names(section.each)
        yield from _body_names(section.title, at, each, names, outline.owner)
        yield from _names(condition(section.when, at), at, whole, names, outline.owner)


def _wording(text: str, at: Where) -> Iterator[Diagnostic]:
    plain = re.sub(r"\{[{%].*?[%}]\}", "value", text, flags=re.S)
    outside_fences = re.sub(r"```.*?```", lambda m: "\n" * m[0].count("\n"), plain, flags=re.S)
    for pattern, code, why in (
        (_RESIDUE, "PG-C052", "is left over from drafting"),
        (_SEED, "PG-C053", "is a number of a requirement, which belongs in tests"),
    ):
        for match in pattern.finditer(outside_fences):
            line = (at.line or 1) + outside_fences[: match.start()].count("\n")
            yield Diagnostic(
                code, f'"{match[0]}" {why}', Where(at.file, line, None, at.subject), "Write it another way."
            )


def _unfit(text: str, at: Where, words: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Words that no document may hold, as the language's file of words lists them, each with what to write."""
    plain = re.sub(r"\{[{%].*?[%}]\}", lambda tag: "\n" * tag[0].count("\n"), text, flags=re.S)
    for match, instead in refused(plain, words):
        line = (at.line or 1) + plain[: match.start()].count("\n")
        message = f'"{" ".join(match[0].split())}" is said in no document'
        yield Diagnostic("PG-C056", message, Where(at.file, line, None, at.subject), f"Write: {instead}.")


def _core_names_no_place(library: Library) -> Iterator[Diagnostic]:
    """Core text states no law: no place, authority or instrument of any pack stands in `templates/`."""
    names = _place_names(library)
    if not names:
        return
    pattern = re.compile(r"\b(" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b")
    for clause in library.clauses:
        if clause.layer == "place":
            continue
        for number, line in enumerate(clause.body.splitlines()):
            match = pattern.search(line)
            if match:
                at = Where(clause.file, clause.body_line + number, match.start() + 1, clause.id)
                yield Diagnostic(
                    "PG-C060", f'core text names "{match[0]}"', at, "Law and places stand in jurisdictions/ only."
                )


def _place_names(library: Library) -> set[str]:
    found: set[str] = set()
    for pack in library.packs.values():
        found |= {pack.name, *(part.name for part in pack.parts)}
        found |= {authority.name for authority in pack.authorities}
        found |= {instrument.title for instrument in pack.instruments}
    return {name for name in found if len(name) > 3}


def _elements(library: Library) -> Iterator[Diagnostic]:
    """Every must element has, in each of its documents, at least one clause that can supply it."""
    supplied = {
        (slot.partition("/")[0], element)
        for clause in library.clauses
        for slot in clause.slots
        for element in clause.supplies
    }
    for element in library.elements.values():
        for document in element.document:
            if element.level == "must" and (document, element.id) not in supplied:
                within = f" in {document}" if len(element.document) > 1 else ""
                at = Where(element.file, None, None, element.id)
                message = f"no clause supplies {element.id}{within}: {element.says}"
                yield Diagnostic("PG-C070", message, at, "Write one, or add `supplies:`.")
