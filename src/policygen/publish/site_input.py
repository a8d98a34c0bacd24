"""What a site is made of, already rendered and already in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policygen.domain.audience import Audience, Group
from policygen.domain.brand import PLAIN, Brand


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file to download. `version` says which version of the document it is, empty for the document itself."""

    data: bytes
    version: str = ""


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What is new on a page, in words, and the clause where it is read."""

    says: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A document of the site: its Markdown becomes the page, `downloads` are its other files by file name.

    `kind` says what it is where its title alone does not, `about` is the line under its title: version, days. `changes`
    are what is new in it, one line each. `anchors` are its clauses, in order, `terms` its defined
    terms: name, clause and definition. A `form` is filled in as one of its files.
    """

    id: str
    title: str
    markdown: bytes
    downloads: Mapping[str, SiteFile] = field(default_factory=dict)
    group: Group = "staff"
    kind: str = ""
    about: str = ""
    changes: tuple[SiteChange, ...] = ()
    anchors: tuple[str, ...] = ()
    terms: tuple[tuple[str, str, str], ...] = ()
    form: bool = False


@dataclass(frozen=True, slots=True)
class SitePlace:
    """A place of the site, with what stands over it there: `to` is `page.md#clause`, `number` may be empty."""

    to: str
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SiteContact:
    """One card of the contacts page; empty text is left out. `outside` marks someone outside the organisation, `told`
    someone whom people tell, and `does` says for what the contact is there. `id` is the answers' own.
    """

    post: str
    name: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    outside: bool = False
    told: bool = True
    does: tuple[str, ...] = ()
    id: str = ""

    @property
    def anchor(self) -> str:
        """Where the card stands on its page, if the contact has an id."""
        return f"contact-{self.id}" if self.id else ""


@dataclass(frozen=True, slots=True)
class SiteCall:
    """An emergency number, and the names of the places where it holds: none where it holds at all of them."""

    number: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteHelp:
    """Support that the organisation offers: what it is, how people reach it, when, and what it costs them."""

    what: str
    reach: str
    hours: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class SiteInput:
    """A whole site in its first language. `labels` are the words of the `site` area; `as_of` dates what the builder
    would date today. `others` is the same site in further languages, each in a folder of its own.

    `short_name` is what stands in the head of its pages, if not the whole name.
    `help` is the longer page that the start page leads to, `rule` the place of the rule that lets people stop, `told`
    that of what a manager does with a report; a site for the public has none of them.
    `calls`, `police` (when nobody is in danger) and `support` stand on the page of contacts, which a site for the public does not have.
    `issue` is said of pages that are no document: version, days, who keeps them. `record` is kept in the manifest of the
    site. `since` says in words what the changes are counted from.
    """

    organisation: str
    language: str
    as_of: date
    start: SitePage
    documents: tuple[SitePage, ...]
    contacts: tuple[SiteContact, ...]
    labels: Mapping[str, str]
    brand: Brand = PLAIN
    audience: Audience = "staff"
    help: SitePage | None = None
    calls: tuple[SiteCall, ...] = ()
    police: str = ""
    support: tuple[SiteHelp, ...] = ()
    rule: SitePlace | None = None
    told: SitePlace | None = None
    issue: str = ""
    contacts_changes: tuple[SiteChange, ...] = ()
    since: str = ""
    short_name: str = ""
    others: tuple["SiteInput", ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict)  # JSON

    def pages(self) -> tuple[SitePage, ...]:
        """Every page that is made of a document, but the first."""
        return (*((self.help,) if self.help else ()), *self.documents)

    def languages(self) -> tuple["SiteInput", ...]:
        """The site in each of its languages."""
        return (self, *self.others)

    def changed(self) -> tuple[tuple[str, str, tuple[SiteChange, ...]], ...]:
        """Title, file and changes of each page that has any, the first page first."""
        found = [(self.start.title, "index.md", self.start.changes)]
        found += [(page.title, f"{page.id}.md", page.changes) for page in self.pages()]
        found += [(self.labels["site.contacts"], "contacts.md", self.contacts_changes)]
        return tuple(one for one in found if one[2])

    def has_changes(self) -> bool:
        """Whether there is a page of all changes: for those who keep the documents."""
        return self.audience == "all" and bool(self.changed())

    def has_downloads(self) -> bool:
        return any(page.downloads for page in self.documents)
