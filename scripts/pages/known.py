"""How sure a fact of law is, in the words of every page: marks of evidence, force of duties, days that were announced."""

from datetime import date

from pages.material import Material
from policygen.cli import notices
from policygen.domain.pack import About, Evidence, Force

EVIDENCE: dict[Evidence, str] = {
    "primary": "the authority's own site, or the official gazette, was read",
    "secondary": "a page of somebody else about it was read: a law firm, an adviser, a publisher, a newspaper, a public repository",
    "unread": "an official address stands there, and nobody read it",
    "background": "no page was read: knowledge of the author that was not checked",
}
FORCE: dict[Force, str] = {
    "must": "an employer it falls on has to",
    "in-effect": "no text says it in these words, but who does not do it answers for it",
    "effort": "the law asks for an effort",
    "advised": "good practice, or guidance that does not bind",
    "local": "a rule of a city or a part of the country",
}
REPORTED = "reported, not law"


def awaited(material: Material, day: date | None, about: About = "") -> str:
    """What is to be said of something expected, on the day of the pages."""
    return notices.awaited(day, about, material.day)


def counted(number: object, unit: str) -> str:
    """A number with its unit, of which there may be one."""
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"
