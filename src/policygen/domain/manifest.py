"""The manifest of an issue: what was written, from which answers, packs, law and library versions, and why."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from policygen.domain.decision import Decision

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Artifact:
    """The bytes of one file of the output. `parts` is the digest of the uncompressed parts of a zipped format."""

    path: str
    data: bytes
    document: str = ""
    language: str = ""
    parts: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


_RECORDED = tuple(one.name for one in fields(Decision))


@dataclass(frozen=True)
class Manifest:
    """The record of an issue. `missing` names files that could not be made, each with the reason.

    `citations` are the words of the law that clauses in the documents cite, by id. `heads` are digests of the title and
    the running lines of each document, by the name of its files without extension. `contacts` says which contact each
    answer names that is one, by the paths of both. `issue` tells one issue from the next: its version. `since` is what
    is kept of the issue that changes are counted from, as JSON.
    """

    law_as_of: date
    answers_digest: str
    program: str
    packs: Mapping[str, str]
    versions: Mapping[str, str]
    files: Mapping[str, Mapping[str, str]]
    decisions: Sequence[Decision] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    citations: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    issue: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, Any] = field(default_factory=dict)  # JSON

    def to_json(self) -> bytes:
        """Stable text: sorted keys, one value a line."""
        content: dict[str, Any] = {  # JSON
            "format": FORMAT,
            "program": self.program,
            "law_as_of": self.law_as_of.isoformat(),
            "draft": self.draft,
            "answers": self.answers_digest,
            "packs": dict(self.packs),
            "versions": dict(self.versions),
            "files": {path: dict(about) for path, about in self.files.items()},
            "missing": dict(self.missing),
            "citations": dict(self.citations),
            "heads": dict(self.heads),
            "contacts": dict(self.contacts),
            "issue": dict(self.issue),
            "since": dict(self.since),
            "decisions": [{name: getattr(decision, name) for name in _RECORDED} for decision in self.decisions],
        }
        return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def file_digests(manifest: bytes) -> dict[str, str]:
    """Path → digest of every file an earlier manifest records; empty where the text is not a manifest of ours."""
    try:
        content = json.loads(manifest)
        of_rows = [row["files"] for row in content.get("rows", ())]
        found = (item for files in (content["files"], *of_rows) for item in files.items())
        return {str(path): str(about["sha256"]) for path, about in found}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
