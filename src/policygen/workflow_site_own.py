"""The pages that a site has of its own: whom to call, how to complain, and for the office what to do and what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policygen.assembly import reports
from policygen.assembly.assemble import Assembled, Look
from policygen.assembly.choose import Situation
from policygen.assembly.plan import written_in
from policygen.assembly.reported_law import records
from policygen.assembly.situation import locale_of
from policygen.domain.audience import Audience, Group
from policygen.domain.library import Outline
from policygen.domain.sheet import SheetFormat
from policygen.publish.site_changes import page_record
from policygen.publish.site_dial import pressable
from policygen.publish.site_input import SitePage
from policygen.render.to_markdown import markdown
from policygen.workflow import Issue, Job, situation_in, writer
from policygen.workflow_making import AFRESH, Making
from policygen.workflow_site_page import Paged, clause_words, kind_of, title_of

_FIRST: Mapping[Audience, str] = {"public": "site-public", "staff": "site-home", "all": "site-home"}
_FURTHER: Mapping[Audience, Mapping[str, Group]] = {
    "public": {},
    "staff": {"site-public": "public", "site-made": "managers"},
    "all": {"site-public": "public", "site-actions": "office", "site-law-watch": "office", "site-made": "office"},
}
_HELP = "site-start"
_ABOUT_THE_SITE = (
    "site-actions",
    "site-law-watch",
    "site-made",
)  # new with every issue, so no change of theirs is told


@dataclass(frozen=True)
class Own:
    """The first page, the one it leads to for help, and further pages of one language."""

    start: Paged
    help: Paged | None
    further: tuple[Paged, ...]

    def pages(self) -> tuple[Paged, ...]:
        return (self.start, *((self.help,) if self.help else ()), *self.further)


def has_first(job: Job, language: str, audience: Audience) -> bool:
    """Whether a site for the audience has its first page in the language."""
    return written_in(job.situation, job.library.outlines[_FIRST[audience]], language) is not None


def own_pages(
    issue: Issue, language: str, audience: Audience, documents: Sequence[SitePage], making: Making = AFRESH
) -> Own:
    """The site's own pages in a language, for an audience; a further page that is not written in it is left out.

    `documents` are its pages for documents, which those for the office lead to.
    """
    here = _Here(issue, situation_in(issue.job, language), language, making)
    office = replace(here, situation=_told(here, documents)) if audience == "all" else here
    start = here.page(_FIRST[audience], "public" if audience == "public" else "staff")
    help_ = here.page(_HELP, "staff") if audience != "public" and here.has(_HELP) else None
    further = (office.page(id_, group) for id_, group in _FURTHER[audience].items() if here.has(id_))
    return Own(start, help_, tuple(further))


@dataclass(frozen=True)
class _Here:
    issue: Issue
    situation: Situation
    language: str
    making: Making

    def has(self, id_: str) -> bool:
        return written_in(self.situation, self._outline(id_), self.language) is not None

    def page(self, id_: str, group: Group) -> Paged:
        job = self.issue.job
        own = written_in(self.situation, self._outline(id_), self.language) or self._outline(id_)
        locale = locale_of(self.situation.law, self.situation.codes, self.language)
        look = Look(self.language, locale, SheetFormat("a4"), job.draft, self.situation.law.as_of)
        one = self.making.assembling(own, self.situation, writer(job, self.situation, self.language), look, "")
        key, labels = f"{id_}@{self.language}", job.library.words[self.language]
        return self.making.keeping(key, (id_, group, one, labels), lambda: _page(id_, group, one, labels))

    def _outline(self, id_: str) -> Outline:
        return self.issue.job.library.outlines[id_]


def _page(id_: str, group: Group, one: Assembled, labels: Mapping[str, str]) -> Paged:
    made = one.document
    anchors = tuple(clause.anchor for clause in made.clauses())
    words = pressable(markdown(made, labels).decode(), made.values, labels).encode()
    record = page_record("", clause_words(one)) if id_ not in _ABOUT_THE_SITE else {}
    return Paged(SitePage(id_, title_of(made), words, {}, group, kind_of(id_, labels), anchors=anchors), record)


def _told(here: _Here, documents: Sequence[SitePage]) -> Situation:
    """The situation with what the pages for the office list: documents, duties, packs and coming law."""
    issue, situation = here.issue, here.situation
    speaker = writer(issue.job, situation, here.language).speaker
    rows = reports.asked(situation, issue.job.planned, issue.accounts, speaker)
    pages = records("page", ({"title": p.title, "page": f"{p.id}.md", "kind": p.kind} for p in documents))
    told = {**situation.scope.derived, **rows, "site_pages": pages}
    return replace(situation, scope=replace(situation.scope, derived=told))
