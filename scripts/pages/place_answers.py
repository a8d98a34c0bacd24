"""What rests on a change of the law: its sources, the duties, and the clauses, by what its day does to them."""

from collections import Counter
from collections.abc import Iterator

from pages import refer
from pages.effect import Effect, Turn
from pages.material import Material, once
from policygen.content.touched import Touched
from policygen.domain.changes import Change
from policygen.domain.pack import Pack

FEW = 7
DUTY_SLOT = "third-party-harassment-policy/annex-duty"
DUTIES: dict[Effect, str] = {"comes": "New duties", "goes": "Duties that end", "stays": "Duties that rest on it"}
CLAUSES: dict[Effect, str] = {"comes": "New in", "goes": "Taken out of", "stays": "Reads or cites it, in"}
MANY: dict[Effect, str] = {
    "comes": "New clauses, by document",
    "goes": "Clauses taken out, by document",
    "stays": "Clauses that cite it or read it, by document",
}


class Answers:
    """What rests on one change in the law of a place, line by line."""

    def __init__(self, material: Material, pack: Pack, change: Change, rests: Touched) -> None:
        self.material, self.pack, self.change, self.rests = material, pack, change, rests
        self.turn = Turn(material, change.day) if change.day and not change.expected else None

    def lines(self) -> Iterator[str]:
        """Sources, duties, clauses."""
        if self.change.kind == "value":
            yield from self._sources()
        yield from self._duties()
        for effect in CLAUSES:
            yield from self._clauses(effect, [id_ for id_ in self.rests.clauses if self._effect(id_) == effect])

    def _sources(self) -> Iterator[str]:
        """The sources of the new value, those of the old one apart; and the guidance that fills it from the same day."""
        turn = self.turn or Turn(self.material, self.change.day or self.material.day)
        found = turn.sources(self.pack.code, self.change.cites)
        new = (*found["comes"], *found["stays"])
        yield f"Rests on: {self._cited(new)}" if new else f"Rested on: {self._cited(found['goes'])}"
        if new and found["goes"]:
            yield f"Until then on: {self._cited(found['goes'])}"
        filled = self._filled(turn)
        if filled:
            yield f"Filled in from the same day by: {self._cited(filled)}"

    def _filled(self, turn: Turn) -> tuple[str, ...]:
        """The guidance that the clauses brought by the change cite, and that began with it."""
        brought = (self.material.clause_at[id_] for id_ in self.rests.clauses if self._effect(id_) == "comes")
        known = self.pack.provisions()
        cited = Counter(
            known[cite][0].id
            for clause in brought
            for cite in clause.cites
            if cite in known and known[cite][0].basis == "guidance"
        )
        others = tuple(id_ for id_, _ in cited.most_common() if id_ not in self.change.cites)
        return turn.sources(self.pack.code, others)["comes"]

    def _cited(self, ids: tuple[str, ...]) -> str:
        return refer.cited(self.material, self.pack, ids)

    def _duties(self) -> Iterator[str]:
        """The duties, those that rest on the same provision included."""
        value = self.change.kind == "value"
        same = (one.id for one in self.pack.obligations if value and set(self.change.cites).intersection(one.cites))
        brought = {id_ for id_ in self.rests.clauses if value and self._effect(id_) == "comes"}
        answered = (one.id for one in self.pack.obligations if brought.intersection(one.clauses))
        ids = once((*answered, *self.rests.duties, *same))
        for effect, words in DUTIES.items():
            found = tuple(id_ for id_ in ids if self._of_duty(id_) == effect)
            if found:
                yield f"{words}: {refer.duties(self.material, found, self.pack)}"

    def _clauses(self, effect: Effect, ids: list[str]) -> Iterator[str]:
        """Document by document; of many documents, the number of clauses in each."""
        there = {document: self._standing(document, ids) for document in self.material.outlines}
        found = {document: standing for document, standing in there.items() if standing}
        if len(found) > FEW:
            named = (f"{self._document(document)} {len(standing)}" for document, standing in found.items())
            yield f"{MANY[effect]}: {', '.join(named)}"
            return
        for document, standing in found.items():
            yield f"{CLAUSES[effect]} {self._document(document)}: {self._named(document, standing, effect)}"

    def _document(self, document: str) -> str:
        return refer.documents(self.material, (document,))

    def _named(self, document: str, ids: tuple[str, ...], effect: Effect) -> str:
        """Clauses; a new one with the duties that it answers."""
        answers = self.material.answered if effect == "comes" and self.change.kind == "value" else {}
        return refer.some(
            [
                refer.clause(self.material, self.material.clause_at[id_], first=document)
                + (f" (answers {refer.duties(self.material, answers[id_], self.pack)})" if id_ in answers else "")
                for id_ in ids
            ]
        )

    def _standing(self, document: str, ids: list[str]) -> tuple[str, ...]:
        """Those that can stand in a document, in their order there; first what states the duty itself, then what the
        law alone brings."""
        order, clauses = self.material.order[document], self.material.clause_at
        decided = {id_ for id_ in ids if self.turn and clauses[id_].when and self.turn.decides(clauses[id_])}

        def place(id_: str) -> tuple[bool, bool, int]:
            says_it = DUTY_SLOT in clauses[id_].slots and bool(clauses[id_].supplies)
            return (not says_it, id_ not in decided, order[id_])

        return tuple(sorted((id_ for id_ in ids if id_ in order), key=place))

    def _effect(self, id_: str) -> Effect:
        """Nothing moves for what is only expected."""
        return self.turn.of_clause(self.material.clause_at[id_]) if self.turn else "stays"

    def _of_duty(self, id_: str) -> Effect:
        return self.turn.of_duty(*self.material.duty(id_, self.pack)) if self.turn else "stays"
