"""What is new on each page of a site since the issue that it replaces."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from policygen.publish.site_input import SiteChange

Issue = Mapping[str, Any]  # JSON: page → {"law": day or "", "clauses": {anchor: {"title", "words"}}}

Day = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause of a page: its title, or how it begins, and all its words."""

    anchor: str
    title: str
    words: str


def page_record(law_as_of: str, clauses: tuple[ClauseWords, ...]) -> Issue:
    """A page as the record of an issue keeps it: of the words only a digest. One that states no law has no day of it."""
    kept = {c.anchor: {"title": c.title, "words": sha256(c.words.encode()).hexdigest()[:16]} for c in clauses}
    return {"law": law_as_of, "clauses": kept}


@dataclass(frozen=True, slots=True)
class Before:
    """What changes are counted from: pages, which `issue` they are of (its version), and whether
    that is the issue of the pages now: then they are the first that the folder had of it.
    """

    pages: Issue
    issue: Mapping[str, str] | None = None
    within: bool = False

    def words(self, labels: Mapping[str, str]) -> str:
        """Since when, as it follows on "since"."""
        version = self.issue.get("version") if isinstance(self.issue, dict) else None
        label = "first" if self.within else "version"
        return labels[f"site.since_{label}"].format(version=version) if version else labels["site.since_last"]


def before(kept: Issue, now: Issue, issue: Mapping[str, str]) -> Before:
    """What the changes of `now` are counted from, from the record of the site that it replaces.

    Changes add up while the issue is the same. Of pages that this one has: nothing of what other readers were shown is
    kept.
    """
    last, earlier = (one if isinstance(one, dict) else {} for one in (kept.get("issue"), kept.get("before")))
    adds_up = bool(kept.get("of") == issue and earlier)
    pages, of = ({**last, **earlier}, kept.get("before_of")) if adds_up else (last, kept.get("of"))
    return Before({page: pages[page] for page in now if page in pages}, of, of == issue)


def record(now: Issue, issue: Mapping[str, str], before: Before) -> Mapping[str, Any]:
    """What the record of a site keeps of its pages, for the site that replaces it."""
    return {"of": issue, "issue": now, "before_of": before.issue, "before": before.pages}


def changed(before: Issue, now: Issue, page: str, labels: Mapping[str, str], day: Day) -> tuple[SiteChange, ...]:
    """The changes of one page in words, days in those of `day`; none where there was no such page before."""
    if page not in before or not _is_record(before[page]):
        return ()
    return tuple(_lines(before[page], now[page], labels, day))


def _is_record(page: object) -> bool:
    """Whether a page of a manifest is as we wrote it; somebody may have edited the file."""
    if not isinstance(page, dict) or not isinstance(page.get("clauses"), dict) or not _is_law(page.get("law")):
        return False
    clauses = page["clauses"].values()
    return all(
        isinstance(c, dict) and isinstance(c.get("title"), str) and isinstance(c.get("words"), str) for c in clauses
    )


def _is_law(value: object) -> bool:
    try:
        return value == "" or (isinstance(value, str) and bool(date.fromisoformat(value)))
    except ValueError:
        return False


def _lines(old: Issue, new: Issue, labels: Mapping[str, str], day: Day) -> Iterator[SiteChange]:
    if old["law"] and new["law"] and old["law"] != new["law"]:
        before, after = (day(date.fromisoformat(one["law"])) for one in (old, new))
        yield SiteChange(labels["site.changed_law"].format(before=before, after=after))
    was, now = old["clauses"], new["clauses"]
    for anchor, clause in now.items():
        if anchor not in was:
            yield SiteChange(labels["site.changed_new"].format(title=clause["title"]), anchor)
        elif was[anchor]["words"] != clause["words"]:
            yield SiteChange(labels["site.changed_words"].format(title=clause["title"]), anchor)
    for anchor, clause in was.items():
        if anchor not in now:
            yield SiteChange(labels["site.changed_gone"].format(title=clause["title"]))
