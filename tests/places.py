"""The places that packs are written for, each with answers that one of the pack's own cases is about."""

import copy
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from policygen import workflow
from policygen.content.answers_file import answers_of
from policygen.content.locate import jurisdictions_dir
from policygen.content.pack_cases import answers_source, read_cases
from policygen.content.yaml_source import Source
from policygen.domain.cases import PackCase
from policygen.domain.law import Law
from policygen.domain.library import Library
from tests.samples import TODAY, data, example, library

Plain = dict[str, Any]  # plain YAML values


def law() -> Law:
    return Law(TODAY, library().packs)


@cache
def codes() -> tuple[str, ...]:
    """Every most local place: no other pack stands within it. New packs join by themselves."""
    wider = {pack.within for pack in library().packs.values()}
    return tuple(code for code in sorted(library().packs) if code not in wider)


@cache
def case_of(code: str) -> PackCase | None:
    """The latest case about the place, or about a wider one, whose answers the law does not find fault with."""
    for pack in reversed(law().stack(code)):
        found = [
            case
            for one in law().stack(code)
            for case in read_cases(jurisdictions_dir() / one.code, f"jurisdictions/{one.code}")
            if case.place == pack.code and not case.findings
        ]
        if found:
            return max(found, key=lambda case: (case.as_of, not case.documents, case.name))
    return None


def answers_at(code: str) -> Plain:
    """Full answers of an organisation that works at the place alone."""
    case = case_of(code)
    found: Plain = copy.deepcopy(answers_source(jurisdictions_dir(), case).data) if case else data("corner-shop")
    stack = {pack.code for pack in law().stack(code)}
    id_, place = next(
        ((id_, one) for id_, one in found["places"].items() if one["law"] in {code, *stack}),
        next(iter(found["places"].items())),
    )
    new = f"at_{code.replace('-', '_')}"
    place = {**place, "name": f"The office {code}", "law": code}
    return {**_renamed(found, id_, new), "law_as_of": TODAY.isoformat(), "places": {new: place}}


def _renamed(value: Any, old: str, new: str) -> Any:
    """Lists of offices, wherever they stand, with the one office that is kept under its new name."""
    if isinstance(value, dict):
        return {
            key: [new] if key == "offices" and old in inner else _renamed(inner, old, new)
            for key, inner in value.items()
            if key != "offices" or old in inner
        }
    return [_renamed(inner, old, new) for inner in value] if isinstance(value, list) else value


def together(places: Sequence[str], over: Mapping[str, Any] | None = None) -> Plain:
    """Answers of an organisation that works at all these places; the first is also the rest of its answers."""
    first, *others = [answers_at(code) for code in places]
    found = {**first, "places": {}, "contacts": dict(first["contacts"]), "documents": {"also": [], "without": []}}
    for one in (first, *others):
        found["contacts"] = {**one["contacts"], **found["contacts"]}
        found["places"] |= one["places"]
        for key, value in one.items():
            found.setdefault(key, value)
    return {**found, **(over or {})}


def issue_of(answers: Plain, content: Library | None = None, **asked: Any) -> workflow.Issue:  # what a Request takes
    """Everything up to the finished words of plain answers."""
    content = content or library()
    read = answers_of(Source(answers, "answers.yaml"), content)
    job = workflow.prepare(content, read, workflow.Request(answers=example("corner-shop"), **asked), TODAY)
    assembled = workflow.assemble_all(job)
    return workflow.Issue(job, assembled, workflow.account_all(job, assembled))
