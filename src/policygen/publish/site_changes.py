"""What is new on each page of a site since the issue that it replaces."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Issue = Mapping[str, Any]  # JSON: page → {"law": day, "clauses": {anchor: {"title", "words"}}}


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause of a page: its title, or how it begins, and all its words."""

    anchor: str
    title: str
    words: str


def page_record(law_as_of: str, clauses: tuple[ClauseWords, ...]) -> Issue:
    """A page as the record of an issue keeps it: of the words only a digest."""
    kept = {c.anchor: {"title": c.title, "words": sha256(c.words.encode()).hexdigest()[:16]} for c in clauses}
    return {"law": law_as_of, "clauses": kept}


def last_issue(kept: Issue, now: Issue) -> Issue:
    """The issue before this one: what stood there, or what stood before that where the same is issued again."""
    same = kept.get("issue") == now
    found = kept.get("before" if same else "issue", {})
    return found if isinstance(found, dict) else {}


def changed(before: Issue, now: Issue, page: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The changes of one page in words; none where there was no issue before."""
    if page not in before or not _is_record(before[page]):
        return ()
    return tuple(_lines(before[page], now[page], labels))


def _is_record(page: object) -> bool:
    """Whether a page of a manifest is as we wrote it; somebody may have edited the file."""
    if not isinstance(page, dict) or not isinstance(page.get("law"), str) or not isinstance(page.get("clauses"), dict):
        return False
    clauses = page["clauses"].values()
    return all(
        isinstance(c, dict) and isinstance(c.get("title"), str) and isinstance(c.get("words"), str) for c in clauses
    )


def _lines(old: Issue, new: Issue, labels: Mapping[str, str]) -> Iterator[str]:
    if old["law"] != new["law"]:
        yield labels["site.changed_law"].format(before=old["law"], after=new["law"])
    was, now = old["clauses"], new["clauses"]
    for anchor, clause in now.items():
        if anchor not in was:
            yield labels["site.changed_new"].format(title=clause["title"])
        elif was[anchor]["words"] != clause["words"]:
            yield labels["site.changed_words"].format(title=clause["title"])
    for anchor, clause in was.items():
        if anchor not in now:
            yield labels["site.changed_gone"].format(title=clause["title"])
