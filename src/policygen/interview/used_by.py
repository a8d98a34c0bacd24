"""Why a question is asked: the documents and clauses whose conditions and texts read its answer."""

from collections.abc import Iterator, Mapping

from policygen.domain.library import Clause, Library
from policygen.domain.questions import Question
from policygen.templating.body import body, read
from policygen.templating.expression import condition, names

_MOST = 3
_RECORDS = {"place": "places", "contact": "contacts"}
# Derived names stand for the answers they are computed from.
_DERIVED = {
    "size": "organisation.people", "people_total": "organisation.people",
    "third_party_families": "meeting_people.third_parties", "third_party_words": "meeting_people.third_parties",
    "family": "meeting_people.third_parties", "jurisdictions": "places.law", "jurisdiction": "places.law",
    "law": "places.law", "emergencies": "places.emergency", "several_emergencies": "places.emergency",
    "several_places": "places.address", "meets_public": "places.public", "approved": "issue.approved_on",
    "next_review": "issue.review", "channels_outside": "reporting.channels", "words": "organisation.industry",
}  # fmt: skip


def used_by(library: Library, language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """For each question id the lines that say where its answer is used, a line for each document."""
    labels = library.words[language]
    ids = _ids(library)
    found: dict[str, dict[str, dict[str, None]]] = {}
    for clause in library.clauses:
        for id_ in {id_ for name in _names(clause) for id_ in _questions(name, ids)}:
            for document in _documents(clause, library):
                found.setdefault(id_, {}).setdefault(document, {})[_plain(clause.title)] = None
    for question in (q for q in library.questions() if q.kind == "reach"):
        for fill in question.fills:
            for document, clauses in found.get(fill, {}).items():
                found.setdefault(question.id, {}).setdefault(document, {}).update(clauses)
    return {id_: tuple(_line(title, tuple(by), labels) for title, by in uses.items()) for id_, uses in found.items()}


def _ids(library: Library) -> frozenset[str]:
    found: set[str] = set()
    for question in library.questions():
        found.add(question.id)
        if "." not in question.id:
            found.update(f"{question.id}.{field.id}" for field in question.fields)
    return frozenset(found | {fill for question in library.questions() for fill in _fills(question)})


def _fills(question: Question) -> tuple[str, ...]:
    return question.fills if "." in question.id else ()


def _names(clause: Clause) -> Iterator[tuple[str, ...]]:
    yield from names(condition(clause.when))
    for text in (clause.title, clause.body):
        yield from (ref.path for ref, bound in read(body(text)) if ref.path[0] not in bound)


def _questions(name: tuple[str, ...], ids: frozenset[str]) -> tuple[str, ...]:
    """The questions a name reads: the longest beginning of it that is a question's id, or what it is derived from."""
    if name[0] in _DERIVED:
        root = _DERIVED[name[0]]
        return tuple(id_ for id_ in ids if id_ == root or id_.startswith(f"{root}."))
    path = (_RECORDS.get(name[0], name[0]), *name[1:])
    beginnings = (".".join(path[:length]) for length in range(len(path), 0, -1))
    return tuple(id_ for id_ in beginnings if id_ in ids)[:1]


def _documents(clause: Clause, library: Library) -> tuple[str, ...]:
    ids = dict.fromkeys(slot.partition("/")[0] for slot in clause.slots)
    return tuple(_plain(library.outlines[id_].title) or id_ for id_ in ids if id_ in library.outlines)


def _plain(title: str) -> str:
    return "" if "{" in title else title


def _line(document: str, clauses: tuple[str, ...], labels: Mapping[str, str]) -> str:
    titled = tuple(title for title in clauses if title)
    if not titled:
        return document
    named = ", ".join(titled[:_MOST])
    if len(titled) > _MOST:
        named = labels["interview.why-more"].format_map({"clauses": named, "count": len(titled) - _MOST})
    return labels["interview.why-line"].format_map({"document": document, "clauses": named})
