"""The two files of a redline: what the records beside them say, whose the changes are, and what a redline cannot tell."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policygen.content.files import read_file
from policygen.errors import Diagnostic, PolicygenError, Severity, Where
from policygen.publish.output import MANIFEST
from policygen.redline.compare import Hand, maker
from policygen.redline.package import Package
from policygen.redline.reasons import Record, record_of
from policygen.templating.filters import Speaker, spoken_date
from policygen.verify.shell_dangers import active
from policygen.verify.shell_package import unsafe

LOCALE = "redline.locale"  # beside the labels: the place in whose manner dates are written


@dataclass(frozen=True)
class Side:
    """One of the two files: its bytes, what the manifest beside it says of it, whether there is one, and whether the
    file is no longer as it was issued."""

    path: Path
    data: bytes
    record: Record | None
    beside: bool = False
    came_back: bool = False

    def package(self) -> Package:
        return Package(self.data, self.path.name)


@dataclass(frozen=True)
class Asked:
    """How the changes are signed: by whom, where the user says it, and on which day, where that of the file will not do."""

    author: str = ""
    today: date | None = None


PLAIN = Asked()


def sides_of(old: Path, new: Path) -> tuple[Side, Side]:
    """Both files, judged before they are unpacked."""
    before, after = _side(old), _side(new)
    return before, replace(after, came_back=_came_back(before, after))


def hand_of(new: Side, asked: Asked, labels: Mapping[str, str]) -> Hand:
    """Whose the changes are, and the day they bear: those of the new issue, or of the other side's work on it."""
    ours = maker(new.package())
    if not new.came_back:
        return replace(ours, author=asked.author or ours.author)
    return Hand(asked.author or labels["redline.other_side"], asked.today.isoformat() if asked.today else ours.day)


def signed(hand: Hand, labels: Mapping[str, str]) -> str:
    """The line that says whose the changes are."""
    day = spoken(hand.day, labels) if hand.day else ""
    return labels["redline.by" if day else "redline.by_nobody"].format(author=hand.author, day=day)


def spoken(day: str, labels: Mapping[str, str]) -> str:
    """An ISO date with its month in words, in the manner of the document's place."""
    return spoken_date(date.fromisoformat(day), Speaker(labels[LOCALE], labels))


def compared(old: Side, new: Side, labels: Mapping[str, str]) -> str:
    """The line that says what is compared with what, by the law that each issue states."""
    before = labels["redline.older"].format(day=spoken(issued(old), labels))
    after = labels["redline.came_back" if new.came_back else "redline.newer"].format(day=spoken(issued(new), labels))
    title = new.package().core("title") or new.path.stem
    if not new.came_back and old.record and new.record and issued(old) == issued(new):
        what = labels["redline.other_text" if old.record.answers == new.record.answers else "redline.other_answers"]
        return labels["redline.alike"].format(document=title, day=spoken(issued(new), labels), what=what)
    return labels["redline.compared"].format(document=title, before=before, after=after)


def issued(side: Side) -> str:
    """The day an issue is reckoned from."""
    found = side.record.law_as_of if side.record else side.package().core("created")[:10]
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return date(1970, 1, 1).isoformat()


def remarks(old: Side, new: Side, hand: Hand, asked: Asked = PLAIN) -> Iterator[Diagnostic]:
    """What makes a redline say less, or something else, than was meant."""
    if new.came_back:
        message = (
            f"{new.path.name} is not as it was issued: its changes are marked as those of “{hand.author}”, {hand.day}"
        )
        hint = "" if asked.author else "Name whoever made them with --author."
        yield _told("PG-X016", message, new, hint, "note")
    elif of_batch := next((side for side in (old, new) if side.record and side.record.of_batch), None):
        message = "the record of a batch keeps no reasons: the summary says what changed, and not why"
        hint = "For reasons, build both issues of this one file, each in a folder of its own, and compare those."
        yield _told("PG-X015", message, of_batch, hint, "note")
    for side in (old, new):
        if side.record is None and not side.came_back:
            message = f"no manifest beside {side.path} records this file, so the summary gives no reasons"
            yield _told("PG-X009", message, side, "Keep each issue in its own folder with its manifest.json.")
    if not (old.record and new.record):
        return
    if old.record.document != new.record.document:
        message = f"these are two different documents: {old.record.document} and {new.record.document}"
        yield _told("PG-X010", message, new, "Compare two issues of one document.")
    yield from _mixed_up(new, old.record, new.record)
    if old.record.law_as_of > new.record.law_as_of:
        message = f"the first file states the law of {old.record.law_as_of}, the second that of {new.record.law_as_of}"
        yield _told("PG-X011", message, old, "Name the older issue first.")


def _mixed_up(new: Side, before: Record, after: Record) -> Iterator[Diagnostic]:
    """Papers that whoever signs would take for one another: of two parties, or of one name."""
    if before.party and after.party and _slug(before.party) != _slug(after.party):
        message = f"the first file is for {before.party}, the second for {after.party}"
        hint = "Compare two issues for the same party; if it has only changed its name, leave it so."
        yield _told("PG-X018", message, new, hint)
    elif before.answers != after.answers and before.law_as_of == after.law_as_of and before.version == after.version:
        called = f"are called version {after.version} and " if after.version else ""
        message = f"both issues {called}state the law of {after.law_as_of}, though their answers differ"
        hint = "Raise issue.version in the answers of the newer one, so that whoever signs can tell them apart."
        yield _told("PG-X017", message, new, hint)


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name).strip("-").lower()


def _told(code: str, message: str, side: Side, hint: str, severity: Severity = "warning") -> Diagnostic:
    return Diagnostic(code, message, Where(str(side.path)), hint, severity)


def _side(path: Path) -> Side:
    data = read_file(path)
    dangers = unsafe(data, path.name) or tuple(active(Package(data, path.name).parts, path.name))
    if dangers:
        raise PolicygenError(dangers)
    manifest = path.parent / MANIFEST
    beside = manifest.is_file()
    digest = hashlib.sha256(data).hexdigest()
    return Side(path, data, record_of(read_file(manifest), path.name, digest) if beside else None, beside)


def _came_back(old: Side, new: Side) -> bool:
    """Whether the newer file is not as it was issued: no record bears it out though there are some, or an editor saved it."""
    if new.record is not None:
        return False
    package = new.package()
    return old.record is not None or new.beside or package.core("modified") != package.core("created")
