"""What changed since the issue that stood in the folder before, read from the two manifests: the law, packs and files."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from policygen.domain.manifest import Manifest

Content = Mapping[str, Any]  # a manifest as JSON


def issues(previous: bytes, now: Manifest) -> tuple[Content, Content] | None:
    """The two manifests, the earlier one first; None where that is none of ours."""
    try:
        before: Content = json.loads(previous)
    except ValueError:
        return None
    if not isinstance(before, dict) or not isinstance(before.get("files"), dict):
        return None
    return before, json.loads(now.to_json())


def lines(before: Content, after: Content, labels: Mapping[str, str]) -> Iterator[str]:
    """One line in words for a law of another day, each pack checked again, and each file that is new or gone."""
    if before.get("law_as_of") != after["law_as_of"]:
        yield labels["review.law_moved"].format(before=before.get("law_as_of"), after=after["law_as_of"])
    for code in sorted({*before.get("packs", {}), *after["packs"]}):
        old, new = before.get("packs", {}).get(code), after["packs"].get(code)
        if old != new:
            yield labels["review.pack_changed"].format(code=code, before=old or "-", after=new or "-")
    old_files, new_files = set(before["files"]), set(after["files"])
    for path in sorted(new_files - old_files):
        yield labels["review.file_new"].format(name=path)
    for path in sorted(old_files - new_files):
        if not path.startswith(("for-review/", "START-HERE", "README")):
            yield labels["review.file_gone"].format(name=path)
