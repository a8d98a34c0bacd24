"""What follows from the members of a committee at a place: its quorum, without knowing which law asks for one."""

from dataclasses import replace
from datetime import date, timedelta

from policygen.domain.answers import Answers
from policygen.domain.values import AnyValue, Duration, Record

MEMBERS = "committee_members"
_RANK = {"presiding": 0, "member": 1, "external": 2}


def with_committees(answers: Answers, as_of: date) -> Answers:
    """The same answers, where each place with members has them as `.committee`."""
    places, members = answers.get("places"), answers.get(MEMBERS)
    if not isinstance(places, tuple) or not isinstance(members, tuple):
        return answers
    found = tuple(_with_committee(one, members, as_of) for one in places)
    fields = {name: answers.tree.get(name) for name in answers.tree}
    return replace(answers, tree=Record(answers.tree.name, {**fields, "places": found}))


def _with_committee(place: AnyValue, members: tuple[AnyValue, ...], as_of: date) -> AnyValue:
    if not isinstance(place, Record):
        return place
    here = [one for one in members if isinstance(one, Record) and _serves(one, place.text("id"))]
    if not here:
        return place
    fields = {name: place.get(name) for name in place}
    return Record(place.name, {**fields, "committee": committee(f"{place.name}.committee", here, as_of)})


def committee(name: str, members: list[Record], as_of: date) -> Record:
    """The committee as clauses and duties see it.

    `share_of_women` is a whole percentage, rounded down. `longest_term` counts months, a started one as whole.
    `insiders` are the members who are neither presiding nor external; `expired` says that a term has ended by the day,
    `presiding_serves_elsewhere` that whoever presides serves at another place too, and `has_all_contacts` that each
    member has a phone number or an email address.
    """
    ordered = tuple(sorted(members, key=lambda one: _RANK.get(one.text("role"), len(_RANK))))
    roles = [one.text("role") for one in ordered]
    women = sum(one.get("woman") is True for one in ordered)
    presiding = [one for one in ordered if one.text("role") == "presiding"]
    ends = [day for one in ordered if isinstance(day := one.get("until"), date)]
    terms = [_months(start, day) for one in ordered if (start := one.get("from")) and (day := one.get("until"))]
    fields: dict[str, AnyValue] = {
        "members": ordered,
        "size": len(ordered),
        "women": women,
        "share_of_women": 100 * women // len(ordered),
        "insiders": roles.count("member"),
        "outsiders": roles.count("external"),
        "presiding_count": len(presiding),
        "presiding_serves_elsewhere": any(_offices(one) > 1 for one in presiding),
        "presiding_is_woman": all(one.get("woman") is True for one in presiding) and bool(presiding),
        "expired": any(day < as_of for day in ends),
        "has_all_contacts": all(one.text("phone") or one.text("email") for one in ordered),
    }
    if presiding:
        fields["presiding"] = presiding[0]
    if terms:
        fields["longest_term"] = Duration(max(terms), "months")
    return Record(name, fields)


def _offices(member: Record) -> int:
    offices = member.get("offices")
    return len(offices) if isinstance(offices, tuple) else 0


def _serves(member: Record, place: str) -> bool:
    offices = member.get("offices")
    return isinstance(offices, tuple) and place in offices


def _months(start: AnyValue, last: AnyValue) -> int:
    """The months from the first to the last day of a term, both counted, a started month as whole."""
    if not isinstance(start, date) or not isinstance(last, date):
        return 0
    after = last + timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return whole + (after.day > start.day)
