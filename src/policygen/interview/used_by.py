"""Why a question is asked: the documents and clauses whose conditions and texts read its answer."""

from collections.abc import Mapping

from policygen.domain.library import Clause, Library
from policygen.domain.questions import Question
from policygen.templating.reads import names_read, questions_behind

_MOST = 3


def used_by(library: Library, language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """For each question id the lines that say where its answer is used, a line for each document."""
    labels = library.words[language]
    ids = _ids(library)
    found: dict[str, dict[str, dict[str, None]]] = {}
    for clause in library.clauses:
        for id_ in {id_ for name in names_read(clause) for id_ in questions_behind(name, library.derived, ids)}:
            for document in _documents(clause, library, language):
                title = _plain(clause.title) if clause.language == language else ""
                found.setdefault(id_, {}).setdefault(document, {})[title] = None
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


def _documents(clause: Clause, library: Library, language: str) -> tuple[str, ...]:
    """The titles of a clause's documents, as far as the language has a name for them."""
    ids = dict.fromkeys(slot.partition("/")[0] for slot in clause.slots)
    labels, first = library.words[language], next(iter(library.words))
    found: list[str] = []
    for id_ in (one for one in ids if one in library.outlines):
        own = library.own_outlines.get((id_, language))
        if clause.language == (language if own else first):
            outline = own or library.outlines[id_]
            if language == first:
                found.append(_plain(outline.title) or id_)
            elif f"start.document_{id_}" in labels or own:
                found.append(labels.get(f"start.document_{id_}") or _plain(outline.title) or id_)
    return tuple(found)


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
