"""The pages of a site as Markdown files."""

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from policygen.publish.site_body import body
from policygen.publish.site_cards import changes, contacts, download_words, downloads, group_words, listed
from policygen.publish.site_input import SiteChange, SiteInput, SitePage
from policygen.publish.site_text import html_text, markdown_text
from policygen.publish.site_weight import weight

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the same words in a fifth of the time, where it was built
_CODE = "visitor-code-of-conduct"


@dataclass(frozen=True, slots=True)
class _Edition:
    """The site in one language: `folder` is where its pages lie, `up` the way from there to the first language's."""

    site: SiteInput
    folder: str
    up: str
    first: SiteInput

    def beside(self) -> Iterator[tuple[SiteInput, str]]:
        """The other languages, each with the way to its folder."""
        for other in self.first.languages():
            if other is not self.site:
                yield other, self.up + folder(other, self.first)


def site_files(site: SiteInput) -> dict[str, bytes]:
    """Every file below `docs/`, by its path there."""
    files: dict[str, bytes] = {}
    for one in site.languages():
        edition = _Edition(one, folder(one, site), "../" * (one is not site), site)
        files |= {edition.folder + name: text.encode() for name, text in _pages(edition)}
        for page in one.documents:
            files |= {f"files/{name}": file.data for name, file in page.downloads.items()}
    return files


def folder(one: SiteInput, first: SiteInput) -> str:
    """Where the pages of a language lie below `docs/`: those of the first at the top."""
    return "" if one is first else f"{one.language}/"


def page_name(page: SitePage) -> str:
    """The file a document's page is written to."""
    return f"{page.id}.md"


def has_page(site: SiteInput, name: str) -> bool:
    """Whether a site has a page of this name in its language."""
    own = {"index.md": True, "contacts.md": bool(site.contacts), "downloads.md": site.has_downloads()}
    own["changed.md"] = site.has_changes()
    return own.get(name, False) or any(page_name(page) == name for page in site.pages())


def _pages(edition: _Edition) -> Iterator[tuple[str, str]]:
    site = edition.site
    yield "index.md", _framed(edition, "index.md", _start(edition) + _foot(site.start.changes, site))
    for page in site.pages():
        text = _document(page, edition) + ("" if page.about else _foot(page.changes, site))
        yield page_name(page), _framed(edition, page_name(page), text, issue=not page.about)
    if site.contacts:
        text = contacts(site) + _foot(site.contacts_changes, site)
        yield "contacts.md", _framed(edition, "contacts.md", text)
    if site.has_changes():
        yield "changed.md", _framed(edition, "changed.md", changes(site))
    if site.has_downloads():
        yield "downloads.md", _framed(edition, "downloads.md", downloads(site, f"{edition.up}files/"))


def _framed(edition: _Edition, name: str, text: str, *, issue: bool = True) -> str:
    """A page with what the theme must know of it: its language, and the same page in others.

    With `issue`, it ends with what is said of the issue; a document says that itself.
    """
    about: dict[str, object] = {"lang": edition.site.language, "home": f"{edition.folder}index.html"}
    if name == "index.md":
        about |= {"start": True, "hide": ["toc"]}
    if issue:
        about["issue"] = True
    about["search"] = {"boost": weight(edition.site, name)}
    kind = next((page.kind for page in edition.site.documents if page_name(page) == name), "")
    if kind:
        about["subtitle"] = html_text(kind)
    others = [_way(other, edition.folder + way, name) for other, way in edition.beside()]
    if others:
        about["others"] = others
    return f"---\n{_yaml(json.dumps(about))}---\n\n{text}"


@lru_cache(maxsize=256)  # as many pages as a large site has
def _yaml(about: str) -> str:
    """The front matter of a page, given as JSON."""
    return str(yaml.dump(json.loads(about), Dumper=_DUMPER, allow_unicode=True, sort_keys=False))


def _way(other: SiteInput, below: str, name: str) -> dict[str, str]:
    """The page in another language: which, in its words, the address seen from the first page, and its clauses.

    The theme shows it in the header; a script of the theme makes it stay on the clause.
    """
    there = name if has_page(other, name) else "index.md"
    twin = next((page for page in other.pages() if page_name(page) == there), None)
    address = posixpath.normpath(below + there).removesuffix(".md") + ".html"
    clauses = " ".join(twin.anchors) if twin else ""
    return {"lang": other.language, "words": other.labels["site.language"], "there": address, "clauses": clauses}


def _start(edition: _Edition) -> str:
    """The first page: whom to call, the two ways on, and the documents of each group of readers."""
    site = edition.site
    text = _document(site.start, edition)
    if site.audience == "public":
        title, rest = _titled(text)
        return "\n".join([title, "", *_to_code(site), rest, listed(site)])
    ways = []
    if site.help:
        ways.append(f"[{markdown_text(site.labels['site.step_by_step'])}]({page_name(site.help)}){{ .pg-way }}")
    if site.rule:
        words = site.labels["site.the_rule"].format(number=site.rule.number, title=site.rule.title)
        ways.append(f"[{markdown_text(words)}]({site.rule.to}){{ .pg-way }}")
    return "\n".join([text, " ".join(ways), "", listed(site)])


def _to_code(site: SiteInput) -> Iterator[str]:
    """The way from the first page for the public to what is asked of them."""
    code = next((page for page in site.documents if page.id.startswith(_CODE)), None)
    if code:
        yield f"[{markdown_text(site.labels['site.the_code'])}]({page_name(code)}){{ .pg-way }}"


def _document(page: SitePage, edition: _Edition) -> str:
    """The page; under its title what it is, its files and, where it is a document, its changes."""
    labels, up = edition.site.labels, edition.up
    title, rest = _titled(page.markdown.decode())
    found = download_words(page.downloads, labels)
    links = " ".join(f"[{words}]({up}files/{name}){{ .pg-file }}" for name, words in found.items())
    said = {"kind": _readers(page, edition.site), "about": page.about}
    about = "".join(f'<p class="pg-{name}">{html_text(words)}</p>' for name, words in said.items() if words)
    form = f"**{markdown_text(labels['site.form'])}**" if page.form and links else ""
    new = _changes(page.changes, edition.site) if page.about else ""
    head = "\n\n".join(part for part in (title, about, links, form, new) if part)
    return f"{head}\n{body(rest, page.terms)}"


def _readers(page: SitePage, site: SiteInput) -> str:
    """Whom a document is for, and what it is where its title does not say it; the site's own pages say that themselves."""
    if page not in site.documents or not page.about:
        return ""
    readers = group_words(page.group, site.labels)
    return site.labels["site.for_what"].format(readers=readers, kind=page.kind) if page.kind else readers


def _foot(found: Sequence[SiteChange], site: SiteInput) -> str:
    """What changed on a page with the numbers to call: below them."""
    return f"\n\n{_changes(found, site)}\n" if found else ""


def _titled(text: str) -> tuple[str, str]:
    """The line of the title, and the rest: a letter has its head above its title, a page has none."""
    found = re.search(r"^# .*$", text, re.MULTILINE)
    return (found[0], text[: found.start()] + text[found.end() :]) if found else ("", text)


def _changes(found: Sequence[SiteChange], site: SiteInput) -> str:
    if not found:
        return ""
    heading = site.labels["site.changed"].format(since=site.since)
    items = "".join(f"<li>{_change(change)}</li>" for change in found)
    return f'<details class="pg-changes"><summary>{html_text(heading)}</summary><ul>{items}</ul></details>'


def _change(change: SiteChange) -> str:
    says = html_text(change.says)
    return f'<a href="#{change.anchor}">{says}</a>' if change.anchor else says
