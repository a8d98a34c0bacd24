"""The pages of `policygen law`: a place on a day, all places, and what changed between two days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from policygen.cli.notices import awaited, label
from policygen.content.touched import Touched, touched
from policygen.domain.changes import Change, announced, changes
from policygen.domain.law import Law, LawValue
from policygen.domain.library import Library
from policygen.domain.pack import Pack
from policygen.domain.values import AnyValue, Duration


@dataclass(frozen=True)
class Page:
    """The same page for people and for programs."""

    text: str
    data: object


def place(law: Law, code: str) -> Page:
    """The law of one place: its packs, values, authorities, duties and doubts."""
    stack = law.stack(code)
    lines = [_upper(f"{law.name(code)}: law on {law.as_of.isoformat()}")]
    if not law.covered(code):
        lines.append(f"There is no pack for {law.name(code)} yet; this is the law of {stack[-1].name}.")
    for pack in stack:
        lines.extend(_pack(law, pack))
    lines.extend(_values(law.values(code).values()))
    data = {
        "code": code,
        "as_of": law.as_of.isoformat(),
        "covered": law.covered(code),
        "packs": [_pack_data(pack) for pack in stack],
        "values": [_value_data(value) for value in _distinct(law.values(code).values())],
        "citations": [asdict(citation) for citation in law.citations(code).values()],
        "obligations": [duty.model_dump(mode="json") for _, duty in law.obligations(code)],
    }
    return Page("\n".join(lines), data)


def places(law: Law) -> Page:
    """Every pack, with when it was checked and by whom it was reviewed."""
    rows = [_pack_data(pack) for pack in law.packs.values()]
    lines = [
        f"{pack.code:<14} {pack.name}: checked {pack.checked_on}, {_reviewed(pack)}" for pack in law.packs.values()
    ]
    return Page("\n".join(lines), rows)


def changed(law: Law, library: Library, code: str, period: tuple[date, date]) -> Page:
    """What happens, or is expected to happen, to the law of a place from one day until before another, and what in
    our documents rests on it; what is announced without a day stands at the end."""
    since, until = period
    dated = [change for pack in law.stack(code) for change in changes(pack, since, until)]
    coming = [change for pack in law.stack(code) for change in announced(pack)]
    rests = {change: touched(library, law, change) for change in (*dated, *coming)}
    found = [*sorted(dated, key=lambda one: (str(one.day), *_weight(one, rests[one]), one.id)), *coming]
    lines = [line for change in found for line in (_change(law, change), _touched(rests[change]))]
    lines = lines or [f"Nothing changed from {since} to {until}."]
    return Page("\n".join(lines), [{**asdict(change), **asdict(rests[change])} for change in found])


def _pack(law: Law, pack: Pack) -> Iterator[str]:
    counted = Counter(instrument.evidence for instrument in pack.instruments)
    sources = ", ".join(f"{number} {evidence}" for evidence, number in sorted(counted.items()))
    yield f"\n{_upper(pack.name)} ({pack.code}): checked {pack.checked_on}, check again by {pack.review_by}. {_reviewed(pack)}"
    yield f"  Sources: {sources}."
    yield "  Instruments:"
    for instrument in pack.instruments:
        status = instrument.status(law.as_of)
        yield f"    {instrument.title} [{status}, {instrument.evidence}] {instrument.url}"
        if instrument.doubt:
            yield f"      doubt: {instrument.doubt}"
    yield "  Authorities:"
    for body in pack.authorities:
        phone = body.phone.value if body.phone and law.printable(body.phone) else "phone not printed (thin evidence)"
        yield f"    {body.name}: {body.purpose} {body.url}; {phone}"
    for rule in pack.counting:
        yield f"  Counting: {rule.says} [{rule.evidence}]" + (f" doubt: {rule.doubt}" if rule.doubt else "")
    yield f"  Duties: {len(pack.obligations)} (`policygen law {pack.code} --json` lists them)."


def _values(found: Iterable[LawValue]) -> Iterator[str]:
    yield "\nValues on the day:"
    for value in _distinct(found):
        period = f"from {value.starts}" + (f" to {value.ends}" if value.ends else "")
        yield f"  {value.key} = {_shown(value.value)} [{value.unit}, {period}, {value.evidence}] {value.source}"
        if value.doubt:
            yield f"    doubt: {value.doubt}"


def _distinct(found: Iterable[LawValue]) -> tuple[LawValue, ...]:
    return tuple({value.key: value for value in found}.values())


def _value_data(value: LawValue) -> dict[str, object]:
    return {**asdict(value), "value": _shown(value.value)}


def _pack_data(pack: Pack) -> dict[str, object]:
    return {
        "code": pack.code,
        "name": pack.name,
        "within": pack.within,
        "checked_on": pack.checked_on.isoformat(),
        "review_by": pack.review_by.isoformat(),
        "reviewed_by": pack.reviewed_by.name if pack.reviewed_by else "",
        "evidence": dict(Counter(instrument.evidence for instrument in pack.instruments)),
        "counting": [rule.model_dump(mode="json") for rule in pack.counting],
    }


def _reviewed(pack: Pack) -> str:
    return f"Reviewed by {pack.reviewed_by.name}." if pack.reviewed_by else label("not_reviewed")


def _weight(change: Change, what: Touched) -> tuple[bool, int]:
    """A rule that changed under our clauses comes first, then what most rests on."""
    return not (change.before and what.clauses), -len(what.clauses) - len(what.duties)


def _change(law: Law, change: Change) -> str:
    expected = f" ({awaited(change.day, change.about, law.as_of)})" if change.expected else ""
    what = f"{change.before or 'nothing'} → {change.after or 'nothing'}" if change.kind == "value" else change.kind
    how = f" ({change.how})" if change.how else ""
    place = _upper(law.name(change.code).removeprefix("the "))
    return f"{change.when or 'no day known'}  {place}  {change.title}: {what}{how}{expected} [{change.evidence}]"


def _touched(what: Touched) -> str:
    if not (what.clauses or what.duties):
        return "    touches nothing in the documents"
    kinds = (("clauses", what.clauses), ("duties", what.duties), ("in", what.documents))
    return "    touches " + "; ".join(f"{kind} {', '.join(ids)}" for kind, ids in kinds if ids)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(value: AnyValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value.amount} {value.unit}" if isinstance(value, Duration) else str(value)
