"""What stands in answers.yaml beside the answers: version, day of the law, documents, shape, confirmations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygen.content import answer_kinds
from policygen.content.answer_kinds import Raw
from policygen.content.answer_shape import DOCUMENT_KEYS
from policygen.content.answer_text import RefusedError, plain_text, shown
from policygen.content.answers_findings import Findings, Keys
from policygen.content.yaml_source import nearest
from policygen.domain.answers import VERSION, Shape
from policygen.domain.library import Library
from policygen.errors import PolicygenError

_SHAPES: Mapping[str, Shape] = {"core-and-annexes": "core-and-annexes", "separate": "separate"}


@dataclass(frozen=True)
class Frame:
    """The fixed keys of the file, read."""

    law_as_of: date | None
    also: tuple[str, ...]
    without: tuple[str, ...]
    supplement: bool
    shape: Shape
    confirmed: Mapping[str, Mapping[str, str]]
    accepted_suggestions: tuple[str, ...]


def check_version(data: Mapping[str, Raw], findings: Findings) -> None:
    """Refuse a file of another version before anything else is said about it."""
    version = data.get("version")
    if version is None:
        findings.problem("the file does not say its version", (), f"Add `version: {VERSION}` at the top.", "PG-A004")
        raise PolicygenError(findings.problems)
    if version is True or version != VERSION:
        hint = f"This policygen reads version {VERSION}. Update policygen, or the file."
        findings.problem(f"version {shown(str(version))} is not known", ("version",), hint, "PG-A004")
        raise PolicygenError(findings.problems)


def read_frame(data: Mapping[str, Raw], library: Library, findings: Findings) -> Frame:
    """Read the fixed keys; what is wrong with them goes to the findings."""
    documents = data.get("documents") or {}
    if not isinstance(documents, dict):
        hint = f"Known in it: {', '.join(DOCUMENT_KEYS)}."
        findings.problem('"documents" is a group of answers', ("documents",), hint)
        documents = {}
    findings.unknown_keys(documents, DOCUMENT_KEYS, ("documents",))
    return Frame(
        law_as_of=_law_as_of(data, findings),
        also=_document_ids(documents.get("also"), ("documents", "also"), library, findings),
        without=_document_ids(documents.get("without"), ("documents", "without"), library, findings),
        supplement=_supplement(documents, findings),
        shape=_shape(data, findings),
        confirmed=_confirmed(data, findings),
        accepted_suggestions=_list_of_text(data.get("accepted_suggestions"), ("accepted_suggestions",), findings),
    )


def _law_as_of(data: Mapping[str, Raw], findings: Findings) -> date | None:
    if data.get("law_as_of") is None:
        return None
    findings.stands(("law_as_of",))
    try:
        return answer_kinds.day(data["law_as_of"])
    except RefusedError as refused:
        findings.refused(refused, ("law_as_of",))
        return None


def _shape(data: Mapping[str, Raw], findings: Findings) -> Shape:
    raw = data.get("shape")
    if raw is None:
        return "core-and-annexes"
    if not isinstance(raw, str) or raw not in _SHAPES:
        findings.problem(f'shape: "{shown(str(raw))}" is not known', ("shape",), nearest(str(raw), tuple(_SHAPES)))
        return "core-and-annexes"
    return _SHAPES[raw]


def _supplement(documents: Mapping[str, Raw], findings: Findings) -> bool:
    raw = documents.get("supplement")
    if raw is not None and not isinstance(raw, bool):
        findings.problem(
            "documents.supplement is true or false", ("documents", "supplement"), "Write true or false.", "PG-A010"
        )
    return raw is True


def _document_ids(raw: Raw, keys: Keys, library: Library, findings: Findings) -> tuple[str, ...]:
    known = tuple(outline.document for outline in library.outlines.values())
    ids = _list_of_text(raw, keys, findings)
    for at, id_ in enumerate(ids):
        if id_ not in known:
            findings.problem(f'there is no document "{shown(id_)}"', (*keys, at), nearest(id_, known))
    return ids


def _list_of_text(raw: Raw, keys: Keys, findings: Findings) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        findings.problem(
            f'"{".".join(map(str, keys))}" is a list of ids', keys, "Write them in square brackets: [one, two]."
        )
        return ()
    return tuple(raw)


def _confirmed(data: Mapping[str, Raw], findings: Findings) -> dict[str, dict[str, str]]:
    raw = data.get("confirmed") or {}
    hint = "Write `au.ahrc.phone: {by: Name, on: 2026-11-20}` for each fact you have checked."
    if not isinstance(raw, dict):
        findings.problem('"confirmed" names each fact', ("confirmed",), hint)
        return {}
    found: dict[str, dict[str, str]] = {}
    for key, entry in raw.items():
        keys: Keys = ("confirmed", key)
        if not isinstance(entry, dict) or set(entry) != {"by", "on"} or not isinstance(entry["by"], str):
            findings.problem(f'"confirmed.{shown(key)}" needs who checked it and when', keys, hint)
            continue
        try:
            found[key] = {"by": plain_text(entry["by"]), "on": answer_kinds.day(entry["on"]).isoformat()}
        except RefusedError as refused:
            findings.refused(refused, keys)
    return found
