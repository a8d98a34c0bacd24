"""From which issue changes are counted: the last of another version, or the first in the folder of the same version."""

import json
from collections.abc import Mapping
from typing import Any

from policygen.assembly.changed_sheets import Content
from policygen.domain.manifest import Manifest

_TRACED = {"clause", "outcome", "facts", "read"}  # what a decision of an issue has
_COMPARED = ("law_as_of", "answers", "packs", "heads", "contacts", "issue")
_OF_A_DECISION = ("file", "clause", "record", "outcome", "version", "facts", "read", "title", "number", "words")


def base(previous: bytes, now: Manifest) -> Content | None:
    """The issue that `now` is compared with, from the manifest that stood in the folder; None where that is none of ours.

    While the version stays the same, changes add up: it is the one that manifest was compared
    with. Else it is that manifest itself.
    """
    try:
        before: Content = json.loads(previous)
    except ValueError:
        return None
    if not _is_ours(before):
        return None
    further: Content = before.get("since", {})
    return further if before.get("issue") == now.issue and _is_ours(further) else before


def kept(previous: bytes, now: Manifest) -> Content:
    """What the manifest keeps of that issue, so that the next build counts from it too; empty where nothing changed."""
    before = base(previous, now)
    found = _compared(before) if before else {}
    return {} if found == _compared(json.loads(now.to_json())) else found


def _compared(content: Content) -> Mapping[str, Any]:
    decisions = [{key: one[key] for key in _OF_A_DECISION if key in one} for one in content.get("decisions", ())]
    same = {key: content[key] for key in _COMPARED if key in content}
    return {**same, "files": {path: {} for path in content["files"]}, "decisions": decisions}


def _is_ours(content: object) -> bool:
    """Whether a manifest is as we wrote it; somebody may have edited the file."""
    if not isinstance(content, dict) or not all(isinstance(content.get(key), dict) for key in ("files", "packs")):
        return False
    decisions = content.get("decisions", [])
    return (
        all(isinstance(content.get(key, {}), dict) for key in ("heads", "contacts", "issue"))
        and isinstance(decisions, list)
        and all(isinstance(one, dict) and one.keys() >= _TRACED for one in decisions)
    )
