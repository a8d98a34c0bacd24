"""Which documents of an issue hold the clauses that a user's Word template takes, and why one is not there."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from policygen.assembly.assemble import Assembled
from policygen.assembly.letterhead import clauses_of
from policygen.assembly.plan import Planned
from policygen.assembly.situation import place_records
from policygen.errors import Diagnostic, Where
from policygen.workflow_prepare import Job

_MOST = 3  # documents that are named
_NEAR = 0.4


@dataclass(frozen=True, slots=True)
class Taken:
    """The Word files that are not made: `left` lack more of the clauses than others do, and `refused` would be made but
    for some. `findings` say both, each clause once."""

    left: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The Word file of a document, and the clauses and sections that it holds."""

    path: str
    planned: Planned
    ids: frozenset[str]


def taken(
    job: Job, assembled: Sequence[Assembled], files: Sequence[Held], wanted: AbstractSet[str], name: str
) -> Taken:
    """What becomes of the Word files of an issue where a template, `name`, takes the clauses that are `wanted`."""
    most = max((len(wanted & one.ids) for one in files), default=0)
    best = [one for one in files if len(wanted & one.ids) == most]
    left = [one.path for one in files if one not in best]
    message = f"not made, for they lack clauses that the template takes: {', '.join(left)}"
    notes = [Diagnostic("PG-R126", message, Where(name), "build them without --shell", "note")] if left else []
    missing = {one.path: sorted(wanted - one.ids) for one in best}
    lacking = {id_: [one for one in best if id_ not in one.ids] for id_ in sorted(wanted)}
    told = {id_: _told(id_, job, assembled, held, name) for id_, held in lacking.items() if held}
    refused = {path: "; ".join(told[id_].message for id_ in ids) for path, ids in missing.items() if ids}
    return Taken(frozenset(left), refused, (*notes, *told.values()))


def _told(id_: str, job: Job, assembled: Sequence[Assembled], held: Sequence[Held], name: str) -> Diagnostic:
    """Why documents lack a clause, and what to do."""
    documents = list(dict.fromkeys(one.planned.outline.id for one in held))
    here, where = ", ".join(documents), Where(name)
    out = "take its tag out of the template"
    if place := _elsewhere(id_, job):
        message = f"the clause {id_!r} is for places in {place}, which the answers do not have"
        return Diagnostic("PG-R123", message, where, out)
    if reason := next(_reasons(id_, job, assembled, documents), ""):
        message = f"the clause {id_!r} is left out of {here}: {reason}"
        return Diagnostic("PG-R123", message, where, f"{out}; `policygen why` with its id says more")
    library = job.library
    others = [one for one in library.outlines if one not in documents and id_ in clauses_of(library, one)]
    others = [one for one in others if not library.outlines[one].variant_of] or others
    if others:
        message = f"the clause {id_!r} stands in {', '.join(others[:_MOST])}, not in {here}"
        return Diagnostic("PG-R123", message, where, f"take clauses of one document, and name it: -d {others[0]}")
    known = sorted(set().union(*(one.ids for one in held)))
    near = difflib.get_close_matches(id_, known, n=1, cutoff=_NEAR)
    hint = f"the nearest is {near[0]}" if near else f"choose from {', '.join(known)}"
    return Diagnostic("PG-R123", f"{here} has no clause {id_!r}", where, hint)


def _elsewhere(id_: str, job: Job) -> str:
    """The name of the place that a clause is for, where the answers have no place there."""
    law, library = job.situation.law, job.library
    codes = {code: pack.name for code, pack in library.packs.items()}
    codes |= {part.code: part.name for pack in library.packs.values() for part in pack.parts if part.code not in codes}
    own = next((one.owner for one in library.clauses if one.id == id_ and one.layer == "place"), "")
    code = own or max((code for code in codes if id_.endswith(f"-{code}")), key=len, default="")
    given = [place.text("code") for place in place_records(job.answers)]
    here = {*given, *(pack.code for place in given for pack in law.stack(place))}
    return codes[code] if code in codes and code not in here else ""


def _reasons(id_: str, job: Job, assembled: Sequence[Assembled], documents: Sequence[str]) -> Iterator[str]:
    """Why a clause was left out of documents; first for the place whose clause it is."""
    owner = next((one.owner for one in job.library.clauses if one.id == id_ and one.layer == "place"), "")
    decisions = (one for document in assembled if document.outline.id in documents for one in document.decisions)
    found = [one for one in decisions if one.clause == id_ and one.outcome != "in"]
    yield from (one.reason for one in sorted(found, key=lambda one: not one.record.startswith(owner)))
