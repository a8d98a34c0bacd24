"""What the answers so far decide about the organisation: a scope for conditions, which may still be open."""

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.domain.derived import size_band
from policygen.domain.library import Library
from policygen.domain.values import AnyValue
from policygen.interview.reader import Answered
from policygen.interview.scope import Given, raw_at
from policygen.templating.expression import Unknown, condition, evaluate


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the answers so far decide, as names for conditions; whatever they leave open is unknown.

    `codes` are the packs that hold at any place, `everywhere` those that hold at every one.
    """

    raw: Answered
    given: Given
    codes: frozenset[str]
    everywhere: frozenset[str]
    derived: Mapping[str, "AnyValue | Unknown"]

    def lookup(self, path: tuple[str, ...]) -> "AnyValue | Unknown":
        """The value of a name as far as it is known."""
        if path[0] in ("law", "place", "variant"):
            return Unknown(frozenset({path[0]}))
        return self.derived[path[0]] if path[0] in self.derived else self.given.lookup(path)

    def holds(self, when: str) -> "bool | Unknown":
        """Whether a condition holds on what is known so far."""
        return evaluate(condition(when), self)


def so_far(library: Library, raw: Answered) -> SoFar:
    """The scope of the answers so far: size, activities and whether the public comes, once they are known."""
    places = raw_at(raw, "places")
    records = [one for one in places.values() if isinstance(one, Mapping)] if isinstance(places, Mapping) else []
    stacks = [frozenset(library.stack(str(one.get("law", "")))) for one in records]
    industry = library.industries.get(str(raw_at(raw, "organisation.industry")))
    given = Given(raw, library.questions(), industry.words if industry else {})
    derived: dict[str, AnyValue | Unknown] = {
        name: Unknown(frozenset({name})) for name in library.derived if name != "words"
    }
    employees = raw_at(raw, "organisation.people.employees")
    if isinstance(employees, int):
        people = raw_at(raw, "organisation.people")
        derived["size"] = size_band(sum(count for count in people.values() if isinstance(count, int)))
    if industry is not None:
        others = raw_at(raw, "organisation.activities")
        derived["activities"] = (industry.id, *(str(one) for one in others or ()))
    if records and all("public" in one for one in records):
        derived["meets_public"] = any(one["public"] is True for one in records)
    return SoFar(
        raw, given, frozenset().union(*stacks), frozenset.intersection(*stacks) if stacks else frozenset(), derived
    )
