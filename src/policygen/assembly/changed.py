"""What changed since the issue that stood in the folder before, read from the two manifests."""

import json
from collections.abc import Iterator, Mapping

from policygen.assembly import changed_answers, changed_sheets, changed_since, recorded
from policygen.assembly.changed_sheets import Content
from policygen.assembly.choose import Situation
from policygen.domain.manifest import Manifest
from policygen.domain.values import AnyValue, Record
from policygen.templating.filters import Speaker


def records(
    previous: bytes, now: Manifest, titles: Mapping[str, str], situation: Situation, speaker: Speaker
) -> dict[str, AnyValue]:
    """What differs from the issue that changes are counted from: answers, documents, and the rest. `titles` are by file."""
    before, labels = changed_since.base(previous, now), speaker.labels
    if before is None:
        return {
            "answers_moved": (), "answers_unnamed": False, "sheets_changed": (), "changes_since": (),
            "changes_version": "", "changes_within": False,
        }  # fmt: skip
    issues: tuple[Content, Content] = (before, json.loads(now.to_json()))
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
        "changes_version": str(before.get("issue", {}).get("version", "")),
        "changes_within": before.get("issue") == now.issue,
    }


def _known(situation: Situation) -> dict[str, str]:
    """What contacts, places and other records are called, by their paths in the answers."""
    found: dict[str, str] = {}
    for _, one in recorded.records(situation.scope.answers):
        called = one.text("post") or one.text("name") or one.text("what") or one.text("id")
        found |= {one.name: called} if called else {}
    return found


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
