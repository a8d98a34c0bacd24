"""Why a clause differs between two issues, read from their two manifests: answers, versions of clauses, law."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from policygen.domain.values import perhaps_as_long
from policygen.redline.tree import Clause, clause_id
from policygen.redline.wordml import CLAUSE_MARK
from policygen.redline.write import Changed

_LONGEST_MARK = 40  # a longer bookmark is cut, and ends with seven characters of a digest
_CUT = 33
_LONGEST_VALUE = 60
_BEFORE = 4  # words shown before the first that differs: a phone number is several
_WORDS = "words."  # what things are called: it follows from answers that are named themselves
_SHORT = "interview.short."  # before the name of a question: the words that stand for it in a list
_OPTION = "interview.option."  # before the name of a question and one of its options: the words of the option
_LAW = "law."
_CONTACT = "contacts."
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LENGTH = re.compile(r"\d+ [a-z]+(?: [a-z]+)?")
_CONTACTS = re.compile(r"contacts\.[^\s,]+(?:, contacts\.[^\s,]+)*")
_CODES = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)*(?:, [a-z]+(?:[-_][a-z0-9]+)*)*")  # of options, without their words
# Reasons of a trace that name ids and conditions, or say no more than that a clause is out.
_INNER = re.compile(
    "|".join(
        (
            r"its condition .*|its law is not in force on .*|not answered yet: .*|for (?:the industry )?\S+ only",
            r"the section .*|there are no .* to repeat its section for|\S+ stands in for it|\S+ is a further activity, .*",
        )
    )
)
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


def reasons(
    change: Changed, old: Record | None, new: Record | None, labels: Mapping[str, str], most: int = 10_000
) -> tuple[str, ...]:
    """What a change comes from, the nearest cause first, in words.

    Of what it rests on as many citations are named as fit into `most` letters, at least one, and the others counted.
    """
    if old is None or new is None or not (old.decisions and new.decisions):
        batch = (old and old.of_batch) or (new and new.of_batch)
        return (labels["redline.batch" if batch else "redline.unknown"],)
    before, after = _decision(change.old or change.new, old), _decision(change.new or change.old, new)
    found = tuple(dict.fromkeys(_reasons(change, before, after, _Days(old, new), labels)))
    found = found or (labels["redline.elsewhere"],)
    room = most - len(labels["redline.between"].join((*found, "")))
    cited = _cites(*((after, new) if change.new is not None else (before, old)), labels, room)
    return (*found, *cited)


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
    pairs = differing(before, after)
    posts = _posts(before, days.old), _posts(after, days.new)
    known = list(dict.fromkeys(_values(pairs, posts, labels)))
    yield from known
    whole = change.old is None or change.new is None
    if whole and not known:
        one = before if change.old is None else after
        label = labels["redline.not_yet" if change.old is None else "redline.no_longer"]
        reason = str(one.get("reason", ""))
        if one.get("outcome") != "in" and not _INNER.fullmatch(reason):
            yield label.format(reason=reason)
    if days.differ and ((whole and not known) or _by_day(pairs)):
        yield labels["redline.law_day"].format(before=days.old.law_as_of, after=days.new.law_as_of)


def differing(before: Trace, after: Trace) -> dict[str, tuple[str, str]]:
    """Names whose values differ: of what decided on the clause, and of what its words rest on where both issues have it.

    Facts are compared with facts, and what was read with what was read. A name that one issue alone has differs only in
    the same version of a clause that stands in both: another version asks for other things.
    """
    both = before.get("outcome") == after.get("outcome") == "in"
    common = both and before.get("version") == after.get("version")
    named = [{name for kind in ("facts", "read") for name, _ in one.get(kind, ())} for one in (before, after)]
    alone = named[0] ^ named[1] if common else set()
    found: dict[str, tuple[str, str]] = {}
    for kind in ("facts", "read") if both else ("facts",):
        old, new = ({name: str(text) for name, text in one.get(kind, ())} for one in (before, after))
        for name in (old.keys() & new.keys()) | ((old.keys() | new.keys()) & alone):
            values = old.get(name, _NONE), new.get(name, _NONE)
            if name.startswith(_WORDS) or perhaps_as_long(*values):
                continue
            if values[0] != values[1] and _alike(*values):
                found[name] = values
    return found


def _by_day(names: Mapping[str, object]) -> bool:
    """Whether values differ that follow from the day of the law, as whether the day of approval has come."""
    approved = "approved" in names and "issue.approved_on" not in names
    return approved or "law_as_of" in names or any(name.startswith(_LAW) for name in names)


def _alike(old: str, new: str) -> bool:
    """Whether two values can be compared: not a day, a length of time or a contact with the words it is printed in."""
    if _NONE in (old, new):
        return True
    printed = not (old.isascii() and new.isascii())
    return all(
        bool(form.fullmatch(old)) == bool(form.fullmatch(new))
        for form in (_DAY, _CONTACTS, *((_LENGTH,) if printed else ()))
    )


def _values(
    pairs: Mapping[str, tuple[str, str]], posts: tuple[Mapping[str, str], Mapping[str, str]], labels: Mapping[str, str]
) -> Iterator[str]:
    """The names that mean something to a reader, each with both values; those that follow from them are left out."""
    for name in sorted(pairs, key=lambda one: (one.startswith(_LAW), one)):
        called = "law" if name.startswith(_LAW) else _named(name, labels, posts)
        if not called or _said_apart(name, pairs.keys()):
            continue
        was, now = (_shown(name, one, labels, known) for one, known in zip(pairs[name], posts, strict=True))
        if name.startswith(_LAW):
            given = {labels["redline.answer_none"], labels["review.yes"], labels["review.no"]}
            if was and now and given.isdisjoint((was, now)):
                yield labels["redline.law"].format(before=was, after=now)
        elif not (was and now):
            yield labels["redline.answer_other"].format(name=called)
        elif was != now:
            was, now = _apart(was, now)
            yield labels["redline.answer"].format(name=called, before=was, after=now)


def _said_apart(name: str, differ: AbstractSet[str]) -> bool:
    """Whether a name follows from another that is named: what is asked of a contact from who the contact is.

    How a contact is reached in one phrase follows from the number or the address in it.
    """
    contact, _, asked = name.rpartition(".")
    return contact in differ or (asked == "reach" and not differ.isdisjoint((f"{contact}.phone", f"{contact}.email")))


def _named(name: str, labels: Mapping[str, str], posts: tuple[Mapping[str, str], Mapping[str, str]]) -> str:
    """What a name stands for in a list of answers; a contact goes by its post. Empty where no words stand for it."""
    contact, _, asked = name.rpartition(".")
    asks = labels.get(f"redline.contact_{asked}", "") if contact else ""
    known = {**posts[0], **posts[1]}
    same = posts[0].get(contact) == posts[1].get(contact)
    if asks and not (same and contact in known) and (whose := labels.get(f"{_SHORT}{contact}")):
        return asks.format(contact=whose)  # perhaps another contact than before
    if asks and (contact in known or contact.startswith(_CONTACT)):
        return asks.format(contact=known.get(contact, contact.removeprefix(_CONTACT)))
    if own := labels.get(f"{_SHORT}{name}") or labels.get(f"redline.name_{name}"):
        return own
    parts = name.split(".")
    if field := labels.get(f"{_SHORT}{parts[0]}.{parts[-1]}") if len(parts) == 3 else "":
        return field  # of one record of a list
    at = next((at for at, part in enumerate(parts) if part.isdigit()), 0)
    return labels.get(f"{_SHORT}{'.'.join(parts[:at])}", "") if at else ""


def _posts(trace: Trace, record: Record) -> Mapping[str, str]:
    """The posts of contacts, by the paths they are read under; what the clause itself reads comes first."""
    found: dict[str, str] = {}
    for one in (trace, *record.decisions):
        read = {name: str(text) for name, text in one.get("read", ())}
        for name, text in read.items():
            contact, _, asked = name.rpartition(".")
            if asked == "post" and text != _NONE:
                who = read.get(contact, "")
                if contact.startswith(_CONTACT) or who.startswith(_CONTACT):
                    found.setdefault(contact, text)
                if _CONTACTS.fullmatch(who):
                    found.setdefault(who, text)
    return found


def _cites(trace: Trace | None, record: Record, labels: Mapping[str, str], room: int) -> tuple[str, ...]:
    laws = [record.citations.get(id_, id_) for id_ in (trace or {}).get("cites", ())]
    for count in range(len(laws), 0, -1):
        more = "_more" if count < len(laws) else ""
        named = labels["redline.between"].join(laws[:count])
        told = labels[f"redline.cites{more}"].format(laws=named, count=len(laws) - count)
        if count == 1 or len(told) <= room:
            return (told,)
    return ()


def _shown(name: str, text: str, labels: Mapping[str, str], posts: Mapping[str, str]) -> str:
    """A value in the words of the language, as it was printed where it was; empty where it has no words."""
    plain = {_NONE: "redline.answer_none", "none": "redline.answer_none", "yes": "review.yes", "no": "review.no"}
    if text in plain:
        return labels[plain[text]]
    if f"redline.{name}_{text}" in labels:
        return labels[f"redline.{name}_{text}"]
    codes = text.split(", ")
    for words in ([posts.get(code, "") for code in codes], [labels.get(f"{_OPTION}{name}.{one}", "") for one in codes]):
        if all(words):
            return labels["docx.comma"].join(words)
    chosen = f"{_SHORT}{name}" in labels and _CODES.fullmatch(text)
    return "" if chosen or _CONTACTS.fullmatch(text) or text.startswith(f"{name}.") else text


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
