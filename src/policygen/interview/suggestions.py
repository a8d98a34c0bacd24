"""What is proposed for a question nobody has answered: by size, industry, place and the contacts there are."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policygen.domain.derived import add_months
from policygen.domain.library import Library
from policygen.domain.questions import Option, Question
from policygen.domain.values import Missing
from policygen.interview.naming import town
from policygen.interview.reader import Answered, Raw
from policygen.interview.scope import NOBODY, Given, raw_at
from policygen.templating.expression import Unknown

FORTNIGHT = timedelta(days=14)
_SATURDAY, _WEEK = 5, 7
_OWNER_KNOWS_ALL = 10
_PRINTED = re.compile(r"\{\{\s*([a-z_][a-z0-9_.]*)\s*\}\}")


@dataclass(frozen=True)
class Basis:
    """What suggestions rest on: the answers so far, and the record the question belongs to, if any."""

    raw: Answered
    scope: Given
    library: Library
    emergency: Callable[[str], str]
    today: date
    record: Mapping[str, Raw]
    labels: Mapping[str, str]

    @property
    def contacts(self) -> tuple[str, ...]:
        """The ids of the contacts, in file order."""
        found = self.raw.get("contacts")
        return tuple(found) if isinstance(found, Mapping) else ()


def suggestion(question: Question, basis: Basis) -> Raw:
    """The proposed answer as the file would hold it, or None where nobody but the user can know."""
    if question.suggest_from:
        return _SOURCES[question.suggest_from](basis)
    for proposed in question.suggest:
        if basis.scope.holds(proposed.when) is True:
            if proposed.after:
                return _last_day(str(proposed.value), basis.record.get(proposed.after))
            return _filled(proposed.value, basis)
    return None


def _last_day(length: str, start: Raw) -> Raw:
    """The last day of so many months or years that begin on a day; nothing where that day is not known."""
    amount, _, unit = length.partition(" ")
    try:
        first = date.fromisoformat(str(start))
    except ValueError:
        return None
    months = int(amount) * (12 if unit.startswith("year") else 1)
    return (add_months(first, months) - timedelta(days=1)).isoformat()


def _filled(value: str | int | bool | tuple[str, ...], basis: Basis) -> Raw:
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, str):
        return value
    whole = _PRINTED.fullmatch(value)
    if whole:
        found = basis.scope.lookup(tuple(whole[1].split(".")))
        return None if isinstance(found, Missing | Unknown) else found
    return _PRINTED.sub(lambda m: str(raw_at(basis.raw, m[1]) or ""), value)


def _industry_third_parties(basis: Basis) -> Raw:
    industry = basis.library.industries.get(str(raw_at(basis.raw, "organisation.industry")))
    return [one for one in industry.third_parties if one in basis.library.third_parties] if industry else None


def _industry_still_served(basis: Basis) -> Raw:
    industry = basis.library.industries.get(str(raw_at(basis.raw, "organisation.industry")))
    if industry is None:
        return None
    return basis.labels.get(f"interview.still-served-{industry.id}", industry.still_served) or None


def _first_contact(basis: Basis) -> Raw:
    return basis.contacts[0] if basis.contacts else None


def _head(basis: Basis) -> Raw:
    """The contact whose post sounds most like the head of the organisation; else who hears of the management."""
    posts = {id_: str(raw_at(basis.raw, f"contacts.{id_}.post") or "").casefold() for id_ in basis.contacts}
    for word in _listed(basis, "head-posts"):
        found = next((id_ for id_, post in posts.items() if _named(word, post)), None)
        if found:
            return found
    return _first_contact(basis)


def _named(word: str, text: str) -> bool:
    """Whether a text holds a word, in a script without spaces anywhere in it."""
    return re.search(rf"\b{re.escape(word)}\b", text) is not None if word.isascii() else word in text


def _short_name(basis: Basis) -> Raw:
    """The legal name without the legal form at its end."""
    name = str(raw_at(basis.raw, "organisation.name") or "").strip()
    for form in _listed(basis, "legal-forms"):
        bare = re.sub(rf"[\s,]+{re.escape(form)}$", "", name, flags=re.IGNORECASE)
        if not form.isascii():
            bare = name.removeprefix(form).removesuffix(form).strip()
        if bare and bare != name:
            return bare
    return name or None


def _listed(basis: Basis, key: str) -> list[str]:
    return [one.strip().casefold() for one in basis.labels.get(f"interview.{key}", "").split(";") if one.strip()]


def _stand_in(basis: Basis) -> Raw:
    return basis.contacts[1] if len(basis.contacts) > 1 else NOBODY


def _first_contact_list(basis: Basis) -> Raw:
    return [basis.contacts[0]] if basis.contacts else None


def _all_contacts(basis: Basis) -> Raw:
    people = raw_at(basis.raw, "organisation.people.employees")
    most = 3 if len(basis.contacts) > 1 else _OWNER_KNOWS_ALL  # one contact for a handful is their supervisor too
    supervised = isinstance(people, int) and people >= most
    return [*(("supervisor",) if supervised else ()), *basis.contacts] if basis.contacts else None


def _effective_date(basis: Basis) -> Raw:
    """A fortnight from the day of the law or from today; the Monday after it where that is a Saturday or Sunday."""
    as_of = raw_at(basis.raw, "law_as_of")
    start = (
        date.fromisoformat(as_of) if isinstance(as_of, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", as_of) else basis.today
    )
    day = max(start, basis.today) + FORTNIGHT
    weekend = day.weekday() >= _SATURDAY
    return (day + timedelta(days=_WEEK - day.weekday() if weekend else 0)).isoformat()


def _emergency_number(basis: Basis) -> Raw:
    return basis.emergency(str(basis.record.get("law", ""))) or None


def _place_name(basis: Basis) -> Raw:
    said = f"interview.our-place-{raw_at(basis.raw, 'organisation.industry')}"
    own = basis.labels.get(said) or basis.scope.lookup(("words", "our_place"))
    where = town(str(basis.record.get("address", "")))
    if len(_places(basis)) < 2 or not where:
        return own if isinstance(own, str) and len(_places(basis)) < 2 else None
    kind = basis.scope.lookup(("words", "place"))
    pattern = basis.labels.get("interview.place-in-town", "{town}")
    return pattern.format_map({"town": where, "place": kind}) if isinstance(kind, str) else where


def _workers_here(basis: Basis) -> Raw:
    return raw_at(basis.raw, "organisation.people.employees") if len(_places(basis)) < 2 else None


def _only_place(basis: Basis) -> Raw:
    places = list(_places(basis))
    return places if len(places) == 1 else None


def _places(basis: Basis) -> Mapping[str, Raw]:
    found = basis.raw.get("places")
    return found if isinstance(found, Mapping) else {}


_SOURCES: Mapping[str, Callable[[Basis], Raw]] = {
    "all_contacts": _all_contacts,
    "effective_date": _effective_date,
    "emergency_number": _emergency_number,
    "first_contact": _first_contact,
    "head": _head,
    "first_contact_list": _first_contact_list,
    "industry_still_served": _industry_still_served,
    "industry_third_parties": _industry_third_parties,
    "only_place": _only_place,
    "place_name": _place_name,
    "short_name": _short_name,
    "stand_in": _stand_in,
    "workers_here": _workers_here,
}
SOURCES = tuple(_SOURCES)


def likely_law(address: str, options: Sequence[Option]) -> str | None:
    """The place of law that an address names, to mark it in the menu: the user still chooses."""
    words = set(re.findall(r"[A-Z]{2,3}\b", address))
    folded = address.casefold()

    def score(option: Option) -> tuple[int, int]:
        own = option.title.split(",")[0].casefold()
        tail = option.value.rpartition("-")[2].upper()
        named = _named(own, folded)
        return (2 if named else 0) + (1 if "-" in option.value and tail in words else 0), option.value.count("-")

    best = max(options, key=score, default=None)
    return best.value if best is not None and score(best)[0] else None
