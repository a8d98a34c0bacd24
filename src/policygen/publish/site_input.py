"""What a site is made of, already rendered and already in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygen.domain.brand import PLAIN, Brand


@dataclass(frozen=True, slots=True)
class SitePage:
    """A document of the site: its Markdown becomes the page, `downloads` are its other files by file name."""

    id: str
    title: str
    markdown: bytes
    downloads: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class SiteContact:
    """One card of the contacts page; empty text is left out. `outside` marks someone outside the organisation."""

    post: str
    name: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class SiteInput:
    """A whole site. `labels` are the words of the `site` area; `as_of` dates what the builder would date today."""

    organisation: str
    language: str
    as_of: date
    start: SitePage
    documents: tuple[SitePage, ...]
    contacts: tuple[SiteContact, ...]
    labels: Mapping[str, str]
    brand: Brand = PLAIN
