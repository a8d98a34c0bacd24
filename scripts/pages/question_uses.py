"""What each answer is used for: the clauses that read it, by document, and the duties whose conditions do."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pages.material import Material
from policygen.domain.pack import Obligation, Pack
from policygen.templating.reads import Path, condition_names, names_read, questions_behind


@dataclass(frozen=True)
class Uses:
    """By question: how many clauses of each document read it, and which duties do."""

    by_document: dict[str, Counter[str]]
    by_duty: dict[str, dict[str, tuple[Pack, Obligation]]]

    @classmethod
    def of(cls, material: Material) -> "Uses":
        """The uses of every question of the library and its packs."""
        ids = _ids(material)
        documents: dict[str, Counter[str]] = defaultdict(Counter)
        for clause in material.clause_at.values():
            for id_ in _behind(material, names_read(clause), ids):
                documents[id_].update(material.documents_of(clause))
        duties: dict[str, dict[str, tuple[Pack, Obligation]]] = defaultdict(dict)
        for pack in material.packs.values():
            for duty in pack.obligations:
                for id_ in _behind(material, condition_names(duty.when) | condition_names(duty.holds), ids):
                    duties[id_][duty.id] = (pack, duty)
        return cls(documents, duties)

    def documents(self, id_: str) -> list[tuple[str, int]]:
        """The documents that use an answer, the one with most clauses first."""
        return self.by_document.get(id_, Counter()).most_common()

    def duties(self, id_: str) -> list[tuple[Pack, Obligation]]:
        """The duties that look at an answer."""
        return list(self.by_duty.get(id_, {}).values())


def _behind(material: Material, names: frozenset[Path], ids: frozenset[str]) -> set[str]:
    return {id_ for name in names for id_ in questions_behind(name, material.library.derived, ids)}


def _ids(material: Material) -> frozenset[str]:
    return frozenset(_every(material))


def _every(material: Material) -> Iterator[str]:
    for question in (*material.library.questions(), *(q for pack in material.packs.values() for q in pack.questions)):
        yield question.id
        yield from (f"{question.id}.{field.id}" for field in question.fields)
        yield from question.fills
