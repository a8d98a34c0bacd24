"""What changed since the issue that stood in the folder before, read from the two manifests."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from policygen.domain.manifest import Manifest

Content = Mapping[str, Any]  # a manifest as JSON


def since(previous: bytes, now: Manifest, labels: Mapping[str, str]) -> tuple[str, ...]:
    """One line a change, in words; nothing where no earlier manifest can be read."""
    try:
        before: Content = json.loads(previous)
    except ValueError:
        return ()
    if not isinstance(before, dict) or "files" not in before:
        return ()
    after: Content = json.loads(now.to_json())
    return tuple(_lines(before, after, labels)) or (labels["review.no_changes"],)


def _lines(before: Content, after: Content, labels: Mapping[str, str]) -> Iterator[str]:
    if before.get("law_as_of") != after["law_as_of"]:
        yield labels["review.law_moved"].format(before=before.get("law_as_of"), after=after["law_as_of"])
    if before.get("answers") != after["answers"]:
        yield labels["review.answers_changed"]
    for code in sorted({*before.get("packs", {}), *after["packs"]}):
        old, new = before.get("packs", {}).get(code), after["packs"].get(code)
        if old != new:
            yield labels["review.pack_changed"].format(code=code, before=old or "-", after=new or "-")
    yield from _clauses(before, after, labels)
    old_files, new_files = set(before["files"]), set(after["files"])
    for path in sorted(new_files - old_files):
        yield labels["review.file_new"].format(name=path)
    for path in sorted(old_files - new_files):
        if not path.startswith(("for-review/", "START-HERE", "README")):
            yield labels["review.file_gone"].format(name=path)


def _clauses(before: Content, after: Content, labels: Mapping[str, str]) -> Iterator[str]:
    old, new = _held(before), _held(after)
    for key in sorted(new.keys() - old.keys()):
        yield labels["review.clause_new"].format(document=_named(key[0], labels), clause=key[1])
    for key in sorted(old.keys() - new.keys()):
        yield labels["review.clause_gone"].format(document=_named(key[0], labels), clause=key[1])
    for key in sorted(new.keys() & old.keys()):
        if old[key] != new[key]:
            yield labels["review.clause_version"].format(
                document=_named(key[0], labels), clause=key[1], before=old[key], after=new[key]
            )


def _named(document: str, labels: Mapping[str, str]) -> str:
    return labels.get(f"start.document_{document}", document)


def _held(content: Content) -> dict[tuple[str, str], int]:
    return {(d["document"], d["clause"]): d["version"] for d in content.get("decisions", ()) if d["outcome"] == "in"}
