"""Why a question is asked: the documents that the answers so far would issue, and their clauses that read its answer."""

from collections.abc import Iterator, Mapping, Sequence

from policygen.domain.library import Clause, Library, Outline
from policygen.domain.questions import Question
from policygen.interview.reader import Answered
from policygen.interview.scope import raw_at
from policygen.interview.so_far import SoFar, so_far
from policygen.templating.reads import names_read, questions_behind

_DOCUMENTS = 4  # that are named
_CLAUSES = 3  # of each that are named


def used_by(library: Library, raw: Answered, language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """For each question id the lines that say where its answer is used, a line for each of a few documents.

    Only documents that the answers so far would issue, by the title they would have; those that still depend on an
    answer are left out.
    """
    known = so_far(library, raw)
    titles = _titles(library, known, language)
    ids = _ids(library)
    found: dict[str, dict[str, dict[str, None]]] = {}
    for clause in (one for one in library.clauses if _may_stand(one, known)):
        read = {id_ for name in names_read(clause) for id_ in questions_behind(name, library.derived, ids)}
        for title in (t for t, spoken in _stands_in(clause, titles) if clause.language == spoken):
            named = clause.title if clause.language == language and "{" not in clause.title else ""
            for id_ in read:
                found.setdefault(id_, {}).setdefault(title, {})[named] = None
    _reached(library, found)
    labels, order = library.words[language], list(dict.fromkeys(title for title, _ in titles.values()))
    return {id_: tuple(_lines(uses, order, labels)) for id_, uses in found.items()}


def _titles(library: Library, known: SoFar, language: str) -> Mapping[str, tuple[str, str]]:
    """The title of each document that would be issued and the language of its clauses, in the order of the set.

    A document that has no title in the language is left out.
    """
    chosen = raw_at(known.raw, "documents")
    also, without = (chosen.get(key) or () for key in ("also", "without")) if isinstance(chosen, Mapping) else ((), ())
    profile = [one.id for one in library.profile if known.holds(one.when) is True]
    of_packs = [
        one.id
        for one in library.outlines.values()
        if one.owner in known.codes and not one.variant_of and known.holds(one.when) is not False
    ]
    ids = dict.fromkeys((*profile, *of_packs, *also))
    named = ((id_, _title(library, id_, known, language)) for id_ in ids if id_ not in without)
    return {id_: title for id_, title in named if title is not None}


def _title(library: Library, id_: str, known: SoFar, language: str) -> tuple[str, str] | None:
    own, first = library.own_outlines.get((id_, language)), next(iter(library.words))
    label = library.words[language].get(f"start.document_{id_}", "")
    if own is not None and own.owner in known.everywhere:
        return _named(own, label, own.source or language)
    outline = library.outlines.get(id_)
    if outline is None:
        return None
    return _named(outline, label, first) if language == first else (label, first) if label else None


def _named(outline: Outline, label: str, spoken: str) -> tuple[str, str] | None:
    title = outline.title if "{" not in outline.title else f"{label[:1].upper()}{label[1:]}"
    return (title, spoken) if title else None


def _may_stand(clause: Clause, known: SoFar) -> bool:
    """Whether the answers so far leave a place for the clause."""
    if clause.layer == "place" and clause.owner not in known.codes:
        return False
    activities = known.derived.get("activities", ())
    if clause.layer == "industry" and not (isinstance(activities, tuple) and clause.owner in activities):
        return False
    return known.holds(clause.when) is not False


def _stands_in(clause: Clause, titles: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for id_ in dict.fromkeys(slot.partition("/")[0] for slot in clause.slots):
        if id_ in titles:
            yield titles[id_]


def _reached(library: Library, found: dict[str, dict[str, dict[str, None]]]) -> None:
    """A question about how somebody is reached is used where the number and the address are."""
    for question in (q for q in library.questions() if q.kind == "reach"):
        for fill in question.fills:
            for document, clauses in found.get(fill, {}).items():
                found.setdefault(question.id, {}).setdefault(document, {}).update(clauses)


def _ids(library: Library) -> frozenset[str]:
    found: set[str] = set()
    for question in library.questions():
        found.add(question.id)
        if "." not in question.id:
            found.update(f"{question.id}.{field.id}" for field in question.fields)
    return frozenset(found | {fill for question in library.questions() for fill in _fills(question)})


def _fills(question: Question) -> tuple[str, ...]:
    return question.fills if "." in question.id else ()


def _lines(uses: Mapping[str, Mapping[str, None]], order: Sequence[str], labels: Mapping[str, str]) -> Iterator[str]:
    titles = [title for title in order if title in uses]
    for title in titles[:_DOCUMENTS]:
        yield _line(title, tuple(clause for clause in uses[title] if clause), labels)
    if len(titles) > _DOCUMENTS:
        yield labels["interview.why-documents"].format_map({"count": len(titles) - _DOCUMENTS})


def _line(document: str, titled: tuple[str, ...], labels: Mapping[str, str]) -> str:
    if not titled:
        return document
    named = labels.get("filters.comma", ", ").join(titled[:_CLAUSES])
    if len(titled) > _CLAUSES:
        named = labels["interview.why-more"].format_map({"clauses": named, "count": len(titled) - _CLAUSES})
    return labels["interview.why-line"].format_map({"document": document, "clauses": named})
