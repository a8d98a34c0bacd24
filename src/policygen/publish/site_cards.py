"""The pages of a site that list things: contacts, downloads, and the documents for each group of readers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from policygen.domain.audience import SHOWN, Group
from policygen.domain.phone import dialled
from policygen.publish.site_dial import calls, dial
from policygen.publish.site_input import SiteCall, SiteContact, SiteFile, SiteHelp, SiteInput, SitePage
from policygen.publish.site_text import html_text, markdown_text


def by_group(site: SiteInput) -> Iterator[tuple[str, tuple[SitePage, ...]]]:
    """The words for each group of readers that has documents here, with these."""
    for group in SHOWN[site.audience]:
        found = tuple(page for page in site.documents if page.group == group)
        if found:
            yield group_words(group, site.labels), found


def group_words(group: Group, labels: Mapping[str, str]) -> str:
    return labels[f"site.for_{group}"]


def listed(site: SiteInput) -> str:
    """The documents of each group as links, in Markdown."""
    parts = []
    for words, pages in by_group(site):
        told = site.told if words == group_words("managers", site.labels) else None
        first = f"- [{markdown_text(site.labels['site.told'])}]({told.to})\n" if told else ""
        links = "\n".join(f"- [{markdown_text(page.title)}]({page.id}.md){_kind(page)}" for page in pages)
        parts.append(f"## {markdown_text(words)}\n\n{first}{links}\n")
    if site.has_changes():
        parts.append(f"- [{markdown_text(site.labels['site.changed_pages'])}](changed.md)\n")
    return "\n".join(parts)


def _kind(page: SitePage) -> str:
    return f" <small>{markdown_text(page.kind)}</small>" if page.kind else ""


def contacts(site: SiteInput) -> str:
    """The page of everyone who can be called: in danger, to tell somebody, for help, and the others."""
    labels = site.labels
    parts = [f"# {markdown_text(labels['site.contacts'])}\n"]
    if site.calls:
        lines = "\n".join(_called(call, labels) for call in site.calls)
        if site.police:
            lines += f"\n\n{labels['site.contacts_police'].format(police=dial(site.police))}"
        parts.append(f"## {markdown_text(labels['site.contacts_danger'])}\n\n{lines}\n")
    for told, words in ((True, "contacts_told"), (False, "contacts_others")):
        cards = "\n".join(_contact(contact, labels) for contact in site.contacts if contact.told is told)
        if cards:
            parts.append(f"## {markdown_text(labels[f'site.{words}'])}\n")
            parts += [f"{markdown_text(labels['site.contacts_intro'])}\n"] if told else []
            parts.append(f'<ul class="cards">\n{cards}\n</ul>\n')
        if told and site.support:
            lines = "\n".join(_helped(help_, labels) for help_ in site.support)
            parts.append(f"## {markdown_text(labels['site.contacts_support'])}\n\n{lines}\n")
    return "\n".join(parts)


def _called(call: SiteCall, labels: Mapping[str, str]) -> str:
    """The numbers of an emergency as links, with whom each reaches where that is known."""
    found, known = re.findall(r"\d+", call.number), calls(labels)
    named = (known.get(one, one) for one in found)
    pressed = (f"**[{markdown_text(words)}](tel:{one})**" for words, one in zip(named, found, strict=True))
    links, places = labels["site.between"].join(pressed), markdown_text(labels["site.between"].join(call.places))
    return f"- {places}: {links}" if places else f"- {links}"


def _helped(help_: SiteHelp, labels: Mapping[str, str]) -> str:
    reach, more = dial(help_.reach), [markdown_text(one) for one in (help_.hours, help_.cost) if one]
    said = labels["site.contacts_help"].format(reach=reach, more=labels["site.between"].join(more)) if more else reach
    return f"- **{markdown_text(help_.what)}** {said}"


def changes(site: SiteInput) -> str:
    """The page of all changes, by page, each with the way to its clause."""
    labels = site.labels
    parts = [
        f"# {markdown_text(labels['site.changed_pages'])}\n",
        f"{markdown_text(labels['site.changed_pages_intro'].format(since=site.since))}\n",
    ]
    for title, file, found in site.changed():
        lines = "\n".join(
            f"- [{markdown_text(one.says)}]({file}#{one.anchor})" if one.anchor else f"- {markdown_text(one.says)}"
            for one in found
        )
        parts.append(f"## [{markdown_text(title)}]({file})\n\n{lines}\n")
    return "\n".join(parts)


def downloads(site: SiteInput, files: str) -> str:
    """The page of every file, by reader and document. `files` is where they lie, seen from the page."""
    labels = site.labels
    parts = [f"# {markdown_text(labels['site.downloads'])}\n\n{markdown_text(labels['site.downloads_intro'])}\n"]
    for words, pages in by_group(site):
        cards = "\n".join(_files(page, labels, files) for page in pages if page.downloads)
        if cards:
            parts.append(f'## {markdown_text(words)}\n\n<ul class="cards">\n{cards}\n</ul>\n')
    return "\n".join(parts)


def download_words(found: Mapping[str, SiteFile], labels: Mapping[str, str]) -> dict[str, str]:
    """What a link to each file says: its format and size, and which version of the document it is."""
    words: dict[str, str] = {}
    for name, file in found.items():
        kind = labels[f"site.{PurePosixPath(name).suffix[1:]}"]
        said = labels["site.file"].format(format=kind, size=max(1, round(len(file.data) / 1024)))
        words[name] = labels["site.file_version"].format(file=said, version=file.version) if file.version else said
    return words


def _contact(contact: SiteContact, labels: Mapping[str, str]) -> str:
    rows = [
        ("phone", f'<a href="tel:{dialled(contact.phone)}">{html_text(contact.phone)}</a>', contact.phone),
        ("email", f'<a href="mailto:{escape(contact.email)}">{_mail(contact.email)}</a>', contact.email),
        ("hours", html_text(contact.hours), contact.hours),
    ]
    details = "".join(
        f"<dt>{escape(labels[f'site.{key}'])}</dt><dd>{shown}</dd>" for key, shown, given in rows if given
    )
    name = f"<p>{html_text(contact.name)}</p>" if contact.name else ""
    outside = f"<p><em>{escape(labels['site.outside'])}</em></p>" if contact.outside else ""
    does = "".join(f"<p>{html_text(one)}</p>" for one in contact.does)
    anchor = contact.anchor
    return _card(
        contact.post, f"{name}{outside}{does}<dl>{details}</dl>" if details else f"{name}{outside}{does}", anchor
    )


def _mail(address: str) -> str:
    """An address of mail, which may go on in a new line behind its sign."""
    return html_text(address).replace("@", "@<wbr>", 1)


def _files(page: SitePage, labels: Mapping[str, str], files: str) -> str:
    found: Sequence[tuple[str, str]] = tuple(download_words(page.downloads, labels).items())
    links = " ".join(f'<a class="pg-file" href="{files}{escape(name)}">{escape(words)}</a>' for name, words in found)
    return _card(page.title, f"<p>{links}</p>")


def _card(title: str, rest: str, anchor: str = "") -> str:
    opens = f'<li id="{escape(anchor)}">' if anchor else "<li>"
    return f"{opens}<h3>{html_text(title)}</h3>{rest}</li>"
