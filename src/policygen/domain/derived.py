"""Derived values: what follows from the answers without knowing any place."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policygen.domain.answers import Answers
from policygen.domain.library import Industry, ThirdParty
from policygen.domain.values import AnyValue, Choice, Missing, Record

MICRO_BELOW = 10
SMALL_BELOW = 50
_REVIEW_MONTHS = {"half-yearly": 6, "yearly": 12, "two-yearly": 24}
# A year, a day in figures, or a year of a Japanese era.
_DATED = re.compile(
    r"(?<!\d)(19|20)\d\d(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d\d(?!\d)|(令和|平成|昭和)(\d|元)|[〇一二三四五六七八九]{4}年"
)


@dataclass(frozen=True)
class Setting:
    """What the surroundings add to the answers: the law's day, the place records, the words of the first place."""

    law_as_of: date
    jurisdictions: tuple[Record, ...]
    contract_words: Mapping[str, str]
    supervisor: Record
    documents: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def derive(
    answers: Answers, industry: Industry | None, third_parties: Mapping[str, ThirdParty], setting: Setting
) -> dict[str, AnyValue]:
    """Every derived value by name. What lacks its answers is `Missing`."""
    total = people_total(answers)
    places = _records(answers.get("places"))
    emergencies = emergency_numbers(places)
    chosen = _texts(answers.get("meeting_people.third_parties"))
    renamed = answers.get("organisation.words")
    third_parties = _in_words_of(industry, third_parties)
    words = {**(industry.words if industry else {}), **setting.contract_words}
    return {
        "people_total": total,
        "size": size_band(total) if isinstance(total, int) else Missing("size"),
        "third_party_families": families(chosen, third_parties, renamed),
        "third_party_words": tuple(_plural(third_parties[name], renamed) for name in chosen if name in third_parties),
        "jurisdictions": setting.jurisdictions,
        "emergencies": emergencies,
        "several_emergencies": len(emergencies) > 1,
        "several_laws": len(setting.jurisdictions) > 1,
        "several_places": len(places) > 1,
        "places_with_own_phone": tuple(p for p in places if len(places) > 1 and p.text("public_phone")),
        "meets_public": any(place.get("public") is True for place in places),
        "approved": _approved(answers, setting.law_as_of),
        "next_review": _next_review(answers),
        "law_as_of": setting.law_as_of,
        "supervisor": setting.supervisor,
        "channels_outside": tuple(c for c in _records(answers.get("reporting.channels")) if c.get("outside") is True),
        "receiver_is_management": receiver_is_management(answers),
        "instead_of_receiver": instead_of_receiver(answers),
        "one_channel": len({c.text("id") for c in _records(answers.get("reporting.channels"))}) == 1,
        "documents_issued": setting.documents,
        "documents_titles": setting.titles,
        "activities": activities(answers),
        "contract_undated": is_undated(answers.text("vendor.main_contract")),
        "supplement": answers.supplement,
        "words": Record("words", {name: Choice(name, text) for name, text in words.items()}),
    }


def activities(answers: Answers) -> tuple[str, ...]:
    """The kind of organisation, then every other kind of work it does."""
    primary = answers.get("organisation.industry")
    others = _texts(answers.get("organisation.activities"))
    return tuple(dict.fromkeys((*((str(primary),) if isinstance(primary, str) else ()), *others)))


def is_undated(contract: str) -> bool:
    """Whether a contract is named without its day. A year counts as one: it tells contracts of the same name apart."""
    return bool(contract) and not _DATED.search(unicodedata.normalize("NFKC", contract))


def people_total(answers: Answers) -> int | Missing:
    """All heads: employees, interns, volunteers and whoever else is counted."""
    people = answers.get("organisation.people")
    if not isinstance(people, Record) or "employees" not in people:
        return Missing("organisation.people.employees")
    return sum(count for field in people if isinstance(count := people.get(field), int))


def size_band(people: int) -> str:
    """micro, small or larger."""
    return "micro" if people < MICRO_BELOW else "small" if people < SMALL_BELOW else "larger"


def families(chosen: Sequence[str], third_parties: Mapping[str, ThirdParty], renamed: AnyValue) -> tuple[Record, ...]:
    """One record for each family among the chosen types, in the order of first choice."""
    grouped: dict[str, list[ThirdParty]] = {}
    for name in chosen:
        if name in third_parties:
            grouped.setdefault(third_parties[name].family, []).append(third_parties[name])
    return tuple(
        Record(
            "family",
            {
                "id": family,
                "types": tuple(_plural(t, renamed) for t in types),
                "ones": tuple(Choice(t.id, t.one) for t in types),
            },
        )
        for family, types in grouped.items()
    )


def emergency_numbers(places: Sequence[Record]) -> tuple[Record, ...]:
    """The different emergency numbers, each with the names of the places where it holds."""
    grouped: dict[str, list[str]] = {}
    for place in places:
        if place.text("emergency"):
            grouped.setdefault(place.text("emergency"), []).append(place.text("name"))
    return tuple(Record("emergency", {"number": n, "places": tuple(names)}) for n, names in grouped.items())


def add_months(day: date, months: int) -> date:
    """The same day of the month later, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for shorter in range(4):
        try:
            return date(year, month + 1, day.day - shorter)
        except ValueError:
            continue
    raise ValueError(f"no such day: {day} plus {months} months")


def _approved(answers: Answers, law_as_of: date) -> bool:
    approved_on = answers.get("issue.approved_on")
    return isinstance(approved_on, date) and approved_on <= law_as_of


def _next_review(answers: Answers) -> date | Missing:
    effective, cycle = answers.get("issue.effective"), answers.get("issue.review")
    if not isinstance(effective, date) or not isinstance(cycle, Choice):
        return Missing("issue.review" if isinstance(effective, date) else "issue.effective")
    return add_months(effective, _REVIEW_MONTHS[str(cycle)])


def receiver_is_management(answers: Answers) -> bool:
    """Whether whoever receives reports about the management may be reported as one of it.

    A seat on the board often stands as outside. In a micro organisation the documents speak of its head alone, who never
    receives such a report.
    """
    receiver, total = answers.get("reporting.about_management"), people_total(answers)
    small = isinstance(total, int) and size_band(total) == "micro"
    inside = isinstance(receiver, Record) and receiver.get("outside") is not True
    return not small and (inside or (isinstance(receiver, Record) and answers.get("organisation.board") is True))


def instead_of_receiver(answers: Answers) -> Record | Missing:
    """Whom a report about the receiver of such reports goes to: the first other channel outside."""
    receiver = answers.get("reporting.about_management")
    own = receiver.text("id") if isinstance(receiver, Record) else ""
    outside = (c for c in _records(answers.get("reporting.channels")) if c.get("outside") is True)
    return next((c for c in outside if c.text("id") != own), Missing("instead_of_receiver"))


def _in_words_of(industry: Industry | None, parties: Mapping[str, ThirdParty]) -> Mapping[str, ThirdParty]:
    """The kinds of outsiders as the industry calls them."""
    own = industry.third_party_words if industry else {}
    return {id_: p.model_copy(update={"words": own[id_]}) if id_ in own else p for id_, p in parties.items()}


def _plural(party: ThirdParty, renamed: AnyValue) -> str:
    """The organisation's own word for a type as it is, else ours, which is spelled as the place spells."""
    return (renamed.text(party.id) if isinstance(renamed, Record) else "") or Choice(party.id, party.words)


def _records(value: AnyValue) -> tuple[Record, ...]:
    return tuple(item for item in value if isinstance(item, Record)) if isinstance(value, tuple) else ()


def _texts(value: AnyValue) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()
