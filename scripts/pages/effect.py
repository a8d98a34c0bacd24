"""What a day does to clauses and duties: which can stand from then on, and which no longer can."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from pages.material import Material
from policygen.domain.law import Law
from policygen.domain.library import Clause
from policygen.domain.pack import Obligation, Pack, Status
from policygen.domain.values import AnyValue
from policygen.templating.expression import Unknown, attribute, condition, evaluate

Effect = Literal["comes", "goes", "stays"]
ENDED: tuple[Status, ...] = ("superseded", "rescinded", "stayed", "lapsed")


@dataclass(frozen=True)
class Turn:
    """A day and the one before it. What depends on more than the law counts as possible."""

    material: Material
    day: date

    @cached_property
    def after(self) -> Law:
        """The law of the day."""
        return self.material.law_on(self.day)

    @cached_property
    def before(self) -> Law:
        """The law of the day before."""
        return self.material.law_on(self.day - timedelta(days=1))

    def of_clause(self, one: Clause) -> Effect:
        """Whether the clause of a pack can stand for the first time, or no longer."""
        return _effect(*(_possible(law, one.owner, one.cites, one.when) for law in (self.before, self.after)))

    def of_duty(self, pack: Pack, one: Obligation) -> Effect:
        """Whether the duty of a place can fall to somebody for the first time, or no longer."""
        return _effect(*(_possible(law, pack.code, one.cites, one.when) for law in (self.before, self.after)))

    def decides(self, one: Clause) -> bool:
        """Whether the law alone now says that the clause stands, whatever else is answered."""
        return evaluate(condition(one.when), _LawAlone(self.after, one.owner)) is True

    def sources(self, code: str, cites: Iterable[str]) -> dict[Effect, tuple[str, ...]]:
        """Sources by what the day does to them: they begin or are awaited, have ended, or are in force on both days."""
        found: dict[Effect, tuple[str, ...]] = {"comes": (), "goes": (), "stays": ()}
        for id_ in (one for one in cites if one in self.after.citations(code)):
            was, now = (law.citations(code)[id_].status for law in (self.before, self.after))
            effect: Effect = "goes" if now in ENDED else "stays" if was == now == "in-force" else "comes"
            found[effect] = (*found[effect], id_)
        return found


@dataclass(frozen=True)
class _LawAlone:
    """What names mean where nobody has answered anything."""

    law: Law
    code: str

    def lookup(self, path: tuple[str, ...]) -> AnyValue | Unknown:
        if path[0] != "law":
            return Unknown(frozenset({path[0]}))
        return attribute(self.law.scope(self.code), path[1:], ".".join(path))


def _possible(law: Law, code: str, cites: tuple[str, ...], when: str) -> bool:
    return law.in_force(code, cites) and evaluate(condition(when), _LawAlone(law, code)) is not False


def _effect(was: bool, now: bool) -> Effect:
    if was == now:
        return "stays"
    return "comes" if now else "goes"
