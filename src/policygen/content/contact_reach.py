"""How a contact is reached, computed from its phone, email and ways, and who hears where there is nobody else."""

from collections.abc import Mapping

from policygen.domain.values import AnyValue, Record

_WORDED = {
    "talk": "interview.reach-in-person",
    "form": "interview.reach-form",
    "post": "interview.reach-letter",
}


def with_reach(contact: Record, labels: Mapping[str, str]) -> Record:
    """The contact with `reach`, a list of text to print, and with `outside` decided.

    `numbers` is its phone and email alone, for a contract, where "in person" names no place; every way where it has neither.
    """
    fields = {name: contact.get(name) for name in contact}
    fields.setdefault("outside", False)
    reach = _reach(contact, labels)
    return Record(contact.name, {**fields, "reach": reach, "numbers": _numbers(contact, labels) or reach})


def supervisor(labels: Mapping[str, str]) -> Record:
    """The built-in contact: each worker's own supervisor."""
    return Record(
        "contacts.supervisor",
        {
            "id": "supervisor",
            "post": labels["interview.supervisor-post"],
            "outside": False,
            "reach": (labels["interview.reach-in-person"],),
            "numbers": (labels["interview.reach-in-person"],),
        },
    )


def public_reach(tree: Mapping[str, AnyValue], labels: Mapping[str, str]) -> dict[str, AnyValue]:
    """The tree with `public_contact.reach` computed where the public can be answered at all."""
    public = tree.get("public_contact")
    if not isinstance(public, Record) or not (public.text("phone") or public.text("email")):
        return dict(tree)
    fields = {name: public.get(name) for name in public}
    return {**tree, "public_contact": Record(public.name, {**fields, "reach": _reach(public, labels)})}


def place_reach(tree: Mapping[str, AnyValue], labels: Mapping[str, str]) -> dict[str, AnyValue]:
    """The tree in which each place that has a phone, an email or hours of its own for the public has `public_contact`."""
    common, places = tree.get("public_contact"), tree.get("places")
    if not (isinstance(common, Record) and isinstance(places, tuple)):
        return dict(tree)
    return {**tree, "places": tuple(_at_place(one, common, labels) for one in places if isinstance(one, Record))}


def _at_place(place: Record, common: Record, labels: Mapping[str, str]) -> Record:
    own = {name: place.get(f"public_{name}") for name in ("phone", "email", "hours") if f"public_{name}" in place}
    if not own:
        return place
    contact = Record(common.name, {**{name: common.get(name) for name in common}, **own})
    reached = {**{name: contact.get(name) for name in contact}, "reach": _reach(contact, labels)}
    fields = {name: place.get(name) for name in place}
    return Record(place.name, {**fields, "public_contact": Record(common.name, reached)})


def heard_by_the_same(tree: Mapping[str, AnyValue], *, nobody_else: bool) -> dict[str, AnyValue]:
    """The tree in which, where nobody else can hear an objection, whoever orders a limit looks at it again."""
    response = tree.get("response")
    if not (nobody_else and isinstance(response, Record) and isinstance(response.get("who_may_order"), Record)):
        return dict(tree)
    objection = response.get("reply_or_appeal")
    given = {name: objection.get(name) for name in objection} if isinstance(objection, Record) else {}
    heard = Record("response.reply_or_appeal", {**given, "to": response.get("who_may_order")})
    fields = {name: response.get(name) for name in response}
    return {**tree, "response": Record(response.name, {**fields, "reply_or_appeal": heard})}


def _reach(contact: Record, labels: Mapping[str, str]) -> tuple[str, ...]:
    chosen = _ways(contact)
    worded = [labels[word] for way, word in _WORDED.items() if way in chosen]
    return (*_numbers(contact, labels), *worded) or (labels["interview.reach-in-person"],)


def _numbers(contact: Record, labels: Mapping[str, str]) -> tuple[str, ...]:
    chosen = _ways(contact)
    return tuple(
        labels[f"interview.reach-{way}"].format_map({way: contact.text(way)})
        for way in ("phone", "email")
        if contact.text(way) and (not chosen or way in chosen)
    )


def _ways(contact: Record) -> tuple[str, ...]:
    ways = contact.get("ways")
    return tuple(str(way) for way in ways) if isinstance(ways, tuple) else ()
