"""answers.yaml as its users write it, read into frozen answers; everything wrong with it is said at once."""

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from policygen.content.answer_kinds import Raw
from policygen.content.answer_shape import FIXED, laws_in
from policygen.content.answers_checks import contradictions
from policygen.content.answers_findings import Findings
from policygen.content.answers_frame import check_version, read_frame
from policygen.content.answers_schema import answers_schema
from policygen.content.answers_set import lay_over
from policygen.content.answers_spoken import spoken
from policygen.content.answers_tree import TreeReader
from policygen.content.yaml_source import Source, load_yaml, read_yaml
from policygen.domain.answers import Answers
from policygen.domain.library import Library
from policygen.domain.values import Missing
from policygen.errors import PolicygenError, fail

__all__ = ["Fingerprint", "answers_in", "answers_of", "answers_schema", "digest", "read_answers"]


def read_answers(
    path: Path, library: Library, overrides: Mapping[str, str] | None = None, language: str = "en"
) -> Answers:
    """The answers of a file, with `--set` overrides laid over it. All findings are collected and raised once."""
    return answers_of(load_yaml(path, path.name), library, overrides or {}, language)


def answers_in(raw: bytes, library: Library, overrides: Mapping[str, str] | None = None) -> Answers:
    """The answers in bytes of whatever origin. They are in no folder, so they name no file."""
    answers = answers_of(read_yaml(raw, "answers.yaml"), library, overrides)
    if not isinstance(answers.get("look.logo"), Missing):
        hint = "Take `look.logo` out, or keep the answers in a file beside the logo."
        raise fail(
            "PG-A041",
            "a logo is a file beside the answers, and these are in no folder",
            answers.where("look.logo"),
            hint,
        )
    return answers


def answers_of(
    source: Source, library: Library, overrides: Mapping[str, str] | None = None, language: str = "en"
) -> Answers:
    """`read_answers` for a source that is read already."""
    if not isinstance(source.data, dict):
        hint = "Start it with `version: 1`, or run `policygen new`."
        raise fail("PG-A001", "the file holds no answers", source.where(), hint)
    data: dict[str, Raw] = copy.deepcopy(source.data)
    unusable = [fault for code in laws_in(data) for fault in library.faults(code)]
    if unusable:
        raise PolicygenError(dict.fromkeys(unusable))
    labels, findings = library.words[language], Findings(source)
    check_version(data, findings)
    lay_over(data, overrides or {}, library, labels, findings)
    reader = TreeReader(data, library, labels, findings)
    findings.unknown_keys(data, (*FIXED, *reader.roots()), ())
    tree, frame = reader.tree(), read_frame(data, library, findings)
    answers = Answers(
        tree=tree,
        law_as_of=frame.law_as_of,
        also=frame.also,
        without=frame.without,
        supplement=frame.supplement,
        shape=frame.shape,
        positions=findings.positions,
        accepted_suggestions=frame.accepted_suggestions,
        confirmed=frame.confirmed,
        digest=digest(data),
    )
    if not findings.problems:
        answers = replace(answers, spoken=spoken(data, answers, library, findings))
    problems = findings.problems or contradictions(answers)
    if problems:
        raise PolicygenError(problems)
    return answers


def digest(data: Mapping[str, Raw]) -> str:
    """The fingerprint of the answers, whatever their order in the file and the comments around them."""
    return hashlib.sha256(_counted(data).encode()).hexdigest()


class Fingerprint:
    """The `digest` of answers that differ in one group only, most of it reckoned once."""

    def __init__(self, data: Mapping[str, Raw], group: str) -> None:
        self._group: Mapping[str, Raw] = data.get(group) or {}
        first = _counted({key: value for key, value in data.items() if key < group})[1:-1]
        last = _counted({key: value for key, value in data.items() if key > group})[1:-1]
        self._whole = digest(data)
        self._start = hashlib.sha256(f"{{{first}{',' if first else ''}{json.dumps(group)}:".encode())
        self._end = f"{',' if last else ''}{last}}}".encode()

    def of(self, more: Mapping[str, Raw]) -> str:
        """The digest with more answers in the group."""
        if not more:
            return self._whole
        found = self._start.copy()
        found.update(_json({**self._group, **more}).encode() + self._end)
        return found.hexdigest()


def _counted(data: Mapping[str, Raw]) -> str:
    return _json({key: value for key, value in data.items() if key != "accepted_suggestions"})


def _json(data: Mapping[str, Raw]) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
