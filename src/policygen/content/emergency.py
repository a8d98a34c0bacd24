"""Emergency numbers that are not those of the law of their place."""

from collections.abc import Iterator

from policygen.domain.answers import Answers
from policygen.domain.library import Library
from policygen.domain.pack import Emergency
from policygen.domain.phone import numbers
from policygen.domain.values import Choice, Record
from policygen.errors import Diagnostic


def emergency_at(library: Library, law: str) -> Emergency | None:
    """The emergency number of the most local pack that gives one."""
    packs = (library.packs[code] for code in library.stack(law))
    return next((pack.emergency for pack in packs if pack.emergency is not None), None)


def other_numbers(answers: Answers, library: Library) -> Iterator[Diagnostic]:
    """A warning for each place whose number is none of those that its law's pack gives."""
    places = answers.get("places")
    for place in places if isinstance(places, tuple) else ():
        if isinstance(place, Record) and place.text("emergency") and place.text("code"):
            yield from _other(place, answers, library)


def _other(place: Record, answers: Answers, library: Library) -> Iterator[Diagnostic]:
    number, known, law = place.text("emergency"), emergency_at(library, place.text("code")), place.get("law")
    if known is None or numbers(number) & numbers(known.number):
        return
    path, called = f"{place.name}.emergency", known.number
    where = law.words if isinstance(law, Choice) else place.text("code")
    message = f'{path} is "{number}"; in an emergency, people in {where} call {called}'
    hint = f'Write "{called}", unless the place has a number of its own that people call first.'
    yield Diagnostic("PG-A023", message, answers.where(path), hint, "warning")
