"""What changed since the issue that stood in the folder before, read from the two manifests."""

import json
from collections.abc import Iterator, Mapping

from policygen.assembly import changed_answers, changed_sheets, recorded
from policygen.assembly.changed_sheets import Content
from policygen.assembly.choose import Situation
from policygen.domain.manifest import Manifest
from policygen.domain.values import AnyValue, Record
from policygen.templating.filters import Speaker

_TRACED = {"clause", "outcome", "facts", "read"}  # what a decision of an issue has


def records(
    previous: bytes, now: Manifest, titles: Mapping[str, str], situation: Situation, speaker: Speaker
) -> dict[str, AnyValue]:
    """What is different from the last issue: answers, documents, and everything else. `titles` are by file name."""
    issues, labels = _issues(previous, now), speaker.labels
    if issues is None:
        return {"answers_moved": (), "answers_unnamed": False, "sheets_changed": (), "changes_since": ()}
    language, law = speaker.locale.split("-")[0], situation.law
    names = {code: law.name(code, language) for code in law.packs}
    words = changed_answers.named(situation.library, labels, _known(situation), language)
    answers, lacking = changed_answers.moved(*issues, language, words)
    sheets = list(changed_sheets.sheets(*issues, titles, labels))
    other = list(_lines(*issues, names, labels))
    unnamed = issues[0].get("answers") != issues[1]["answers"] and (lacking or not answers)
    if not (answers or sheets or other or unnamed):
        other = [labels["review.no_changes"]]
    return {
        "answers_moved": tuple(Record("answer", one) for one in answers),
        "answers_unnamed": unnamed,
        "sheets_changed": tuple(Record("sheet", one) for one in sheets),
        "changes_since": tuple(Record("change", {"what": what}) for what in other),
    }


def _known(situation: Situation) -> dict[str, str]:
    """What contacts, places and other records are called, by their paths in the answers."""
    found: dict[str, str] = {}
    for _, one in recorded.records(situation.scope.answers):
        called = one.text("post") or one.text("name") or one.text("what") or one.text("id")
        found |= {one.name: called} if called else {}
    return found


def _issues(previous: bytes, now: Manifest) -> tuple[Content, Content] | None:
    """The two manifests, the earlier one first; None where that is none of ours."""
    try:
        before: Content = json.loads(previous)
    except ValueError:
        return None
    return (before, json.loads(now.to_json())) if _is_ours(before) else None


def _is_ours(content: object) -> bool:
    """Whether a manifest is as we wrote it; somebody may have edited the file."""
    if not isinstance(content, dict) or not all(isinstance(content.get(key), dict) for key in ("files", "packs")):
        return False
    decisions = content.get("decisions", [])
    return (
        all(isinstance(content.get(key, {}), dict) for key in ("heads", "contacts"))
        and isinstance(decisions, list)
        and all(isinstance(one, dict) and one.keys() >= _TRACED for one in decisions)
    )


def _lines(before: Content, after: Content, names: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """One line in words for a law of another day, each pack checked again, and each file that is new or gone."""
    if before.get("law_as_of") != after["law_as_of"]:
        yield labels["review.law_moved"].format(before=before.get("law_as_of"), after=after["law_as_of"])
    for code in sorted({*before["packs"], *after["packs"]}):
        old, new = before["packs"].get(code), after["packs"].get(code)
        if old != new:
            yield labels["review.pack_changed"].format(place=names.get(code, code), before=old or "-", after=new or "-")
    old_files, new_files = set(before["files"]), set(after["files"])
    for path in sorted(new_files - old_files):
        yield labels["review.file_new"].format(name=path)
    for path in sorted(old_files - new_files):
        if not path.startswith(("for-review/", "START-HERE", "README")):
            yield labels["review.file_gone"].format(name=path)
