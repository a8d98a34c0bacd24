"""Why a clause differs between two issues, read from their two manifests: answers, versions of clauses, law."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from policygen.redline.tree import Clause, clause_id
from policygen.redline.wordml import CLAUSE_MARK
from policygen.redline.write import Changed

_LONGEST_MARK = 40  # a longer bookmark is cut, and ends with seven characters of a digest
_CUT = 33
_LONGEST_VALUE = 60
_BEFORE = 4  # words shown before the first that differs: a phone number is several
_WORDS = "words."  # what things are called: it follows from answers that are named themselves
_SHORT = "interview.short."  # before the name of a question: the words that stand for it in a list
_NONE = "no answer"  # how a trace names an answer that was not given
Trace = Mapping[str, Any]  # a decision as JSON


@dataclass(frozen=True, slots=True)
class Record:
    """What a manifest says of one file: the day of its law, its document, and the decisions on its clauses.

    `party` is whom it is for, and `version` what the issue calls itself, where the record tells. The record of a batch
    keeps no decisions.
    """

    law_as_of: str
    answers: str
    document: str
    decisions: tuple[Trace, ...]
    citations: Mapping[str, str]
    of_batch: bool = False
    party: str = ""
    version: str = ""


def record_of(manifest: bytes, name: str, digest: str) -> Record | None:
    """What a manifest says of the file `name` with these bytes; None where it is not about them."""
    try:
        content = json.loads(manifest)
        about, answers, row = _entry(content, name)
        if about["sha256"] != digest:
            return None
        stem = PurePath(name).stem
        decisions = tuple(one for one in content.get("decisions", ()) if one.get("file") == stem)
        return Record(
            str(content["law_as_of"]),
            answers,
            str(about["document"]),
            decisions,
            dict(content.get("citations", {})),
            "rows" in content,
            row or _read("vendor.name", decisions),
            str(content.get("issue", {}).get("version", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _entry(content: Mapping[str, Any], name: str) -> tuple[Mapping[str, str], str, str]:
    """What a manifest says of a file, the digest of the answers behind it, and in a batch the name of its row."""
    for row in content.get("rows", ()):
        if name in row["files"]:
            return row["files"][name], str(row["answers"]), str(row.get("name", ""))
    return content["files"][name], str(content["answers"]), ""


def _read(wanted: str, decisions: Sequence[Trace]) -> str:
    """An answer that some clause printed; empty where none did, or where it was not given."""
    found = (str(text) for one in decisions for name, text in one.get("read", ()) if name == wanted)
    return next((text for text in found if text != _NONE), "")


def number(change: Changed, old: Record | None, new: Record | None) -> str:
    """The number of a clause: in the new issue, or in the old one where it is gone."""
    clause, record = (change.new, new) if change.new is not None else (change.old, old)
    found = _decision(clause, record)
    return str(found.get("number", "")) if found else ""


def reasons(change: Changed, old: Record | None, new: Record | None, labels: Mapping[str, str]) -> tuple[str, ...]:
    """What a change comes from, the nearest cause first, in words."""
    if old is None or new is None or not (old.decisions and new.decisions):
        batch = (old and old.of_batch) or (new and new.of_batch)
        return (labels["redline.batch" if batch else "redline.unknown"],)
    before, after = _decision(change.old or change.new, old), _decision(change.new or change.old, new)
    found = tuple(dict.fromkeys(_reasons(change, before, after, _Days(old, new), labels)))
    cited = _cites(after if change.new is not None else before, new if change.new is not None else old, labels)
    return (*(found or (labels["redline.elsewhere"],)), *cited)


@dataclass(frozen=True, slots=True)
class _Days:
    old: Record
    new: Record

    @property
    def differ(self) -> bool:
        return self.old.law_as_of != self.new.law_as_of


def _reasons(
    change: Changed, before: Trace | None, after: Trace | None, days: _Days, labels: Mapping[str, str]
) -> Iterator[str]:
    if change.old is None and change.new is not None and before is None and after is not None:
        yield labels["redline.new_text"]
        return
    if change.new is None and after is None and before is not None:
        yield labels["redline.gone_text"]
        return
    versions = [clause_id(clause.tag)[1] if clause else "" for clause in (change.old, change.new)]
    if all(versions) and versions[0] != versions[1]:
        yield labels["redline.version"].format(before=versions[0], after=versions[1])
    if before is None or after is None:
        return
    known = list(_values(before, after, labels))
    yield from known
    whole = change.old is None or change.new is None
    if whole and not known:
        one = before if change.old is None else after
        label = labels["redline.not_yet" if change.old is None else "redline.no_longer"]
        if one.get("outcome") != "in":
            yield label.format(reason=one.get("reason", ""))
    if days.differ and ((whole and not known) or any(name.startswith("law.") for name in _names(before, after))):
        yield labels["redline.law_day"].format(before=days.old.law_as_of, after=days.new.law_as_of)


def _values(before: Trace, after: Trace, labels: Mapping[str, str]) -> Iterator[str]:
    """Names whose values differ: of what decided on the clause, and of what its words rest on where both issues have it."""
    both = before.get("outcome") == after.get("outcome") == "in"
    kinds = ("facts", "read") if both else ("facts",)
    old, new = ({name: str(text) for kind in kinds for name, text in one.get(kind, ())} for one in (before, after))
    names = {name for name in old.keys() | new.keys() if not name.startswith(_WORDS)}
    differ = {name for name in names if old.get(name, _NONE) != new.get(name, _NONE)}
    for name in sorted(differ, key=lambda one: (one.startswith("law."), one)):
        if _said_apart(name, differ):
            continue
        was, now = _apart(*(_shown(one.get(name, _NONE), labels) for one in (old, new)))
        label = labels["redline.law" if name.startswith("law.") else "redline.answer"]
        yield label.format(name=_named(name, labels, {**old, **new}), before=was, after=now)


def _said_apart(name: str, differ: AbstractSet[str]) -> bool:
    """Whether a name is how a contact is reached in one phrase, and the number or address in it is named by itself."""
    contact, _, asked = name.rpartition(".")
    return asked == "reach" and not differ.isdisjoint((f"{contact}.phone", f"{contact}.email"))


def _named(name: str, labels: Mapping[str, str], values: Mapping[str, str]) -> str:
    """What a name stands for in a list of answers, where there are words for it; a contact goes by its post."""
    contact, _, asked = name.rpartition(".")
    if values.get(contact, contact).startswith("contacts.") and f"redline.contact_{asked}" in labels:
        post = values.get(f"{contact}.post", contact.removeprefix("contacts."))
        return labels[f"redline.contact_{asked}"].format(contact=post)
    return labels.get(f"{_SHORT}{name}", name.removeprefix("law."))


def _names(*traces: Trace) -> set[str]:
    return {name for one in traces for kind in ("facts", "read") for name, _ in one.get(kind, ())}


def _cites(trace: Trace | None, record: Record, labels: Mapping[str, str]) -> tuple[str, ...]:
    laws = [record.citations.get(id_, id_) for id_ in (trace or {}).get("cites", ())]
    return (labels["redline.cites"].format(laws="; ".join(laws)),) if laws else ()


def _shown(text: str, labels: Mapping[str, str]) -> str:
    """A value as it was printed, or in words where there is none."""
    return labels["redline.answer_none"] if text == _NONE else text


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two values, each cut to where they differ if it is long."""
    before, after = old.split(" "), new.split(" ")
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    return _from(before, start), _from(after, start)


def _from(words: Sequence[str], start: int) -> str:
    whole = " ".join(words)
    if len(whole) <= _LONGEST_VALUE:
        return whole
    first = max(0, start - _BEFORE)
    left = f"…{' '.join(words[first:])}" if first else whole
    return left if len(left) <= _LONGEST_VALUE else f"{left[: _LONGEST_VALUE - 1].rstrip()}…"


def _decision(clause: Clause | None, record: Record | None) -> Trace | None:
    """The decision on a clause, known by its bookmark, else by its id."""
    if clause is None or record is None:
        return None
    id_ = clause_id(clause.tag)[0]
    named: Sequence[Trace] = [one for one in record.decisions if clause.mark and _marks(one, clause.mark)]
    found = named or [one for one in record.decisions if id_ and one.get("clause") == id_]
    return next((one for one in found if one.get("outcome") == "in"), found[0] if found else None)


def _marks(trace: Trace, mark: str) -> bool:
    anchor = "-".join(part for part in (str(trace.get("clause")), str(trace.get("record") or "")) if part)
    name = CLAUSE_MARK + re.sub(r"\W", "_", anchor, flags=re.ASCII)
    return mark == name if len(name) <= _LONGEST_MARK else mark[:_CUT] == name[:_CUT]
