"""The pages of a site as Markdown files."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath

from policygen.publish.site_input import SiteContact, SiteInput, SitePage

_ANCHORED_HEADING = re.compile(
    r'^(?P<quote>(?:> )?)(?P<kept>(?:<a id="[\w-]+"></a>)*)<a id="(?P<id>[\w-]+)"></a>\n>? *\n(?:> )?(?P<marks>#+) (?P<title>.*)$',
    re.MULTILINE,
)
# A label that the document computed, or the box of a form, stands in the place of a bullet.
_LABELLED_ITEM = re.compile(r"^(?P<marker>(?:> )? *- )(?P<label>(?:\(|&#40;)\w{1,5}\)|☐) ", re.MULTILINE)


def site_files(pages: SiteInput) -> dict[str, bytes]:
    """Every file below `docs/`, by its path there."""
    files = {"index.md": _document(pages.start, pages.labels).encode()}
    for page in pages.documents:
        files[page_name(page)] = _document(page, pages.labels).encode()
        files |= {f"files/{name}": data for name, data in page.downloads.items()}
    if pages.contacts:
        files["contacts.md"] = _contacts(pages).encode()
    if has_downloads(pages):
        files["downloads.md"] = _downloads(pages).encode()
    return files


def page_name(page: SitePage) -> str:
    """The file a document's page is written to."""
    return f"{page.id}.md"


def has_downloads(pages: SiteInput) -> bool:
    return any(page.downloads for page in pages.documents)


def _document(page: SitePage, labels: Mapping[str, str]) -> str:
    """The page, its headings carrying the clause ids themselves, and the downloads under its title."""
    title, _, rest = page.markdown.decode().partition("\n")
    body = _ANCHORED_HEADING.sub(_with_id, rest)
    body = _LABELLED_ITEM.sub(r'\g<marker><span class="label">\g<label></span> ', body)
    links = " ".join(f"[{words}](files/{name})" for name, words in _download_words(page.downloads, labels).items())
    return f"{title}\n\n{links}\n{body}" if links else f"{title}\n{body}"


def _with_id(match: re.Match[str]) -> str:
    """The heading with the clause's id; the anchors of the sections around it stand at its first word."""
    return f"{match['quote']}{match['marks']} {match['kept']}{match['title']} {{ #{match['id']} }}"


def _download_words(downloads: Mapping[str, bytes], labels: Mapping[str, str]) -> dict[str, str]:
    """What a link to each file says: its format and size, and its name where there are several of a format."""
    kinds = [PurePosixPath(name).suffix for name in downloads]
    words: dict[str, str] = {}
    for name, data in downloads.items():
        kind = PurePosixPath(name).suffix
        size = max(1, round(len(data) / 1024))
        said = labels["site.file"].format(format=labels[f"site.{kind[1:]}"], size=size)
        words[name] = f"{said}: {name}" if kinds.count(kind) > 1 else said
    return words


def _contacts(pages: SiteInput) -> str:
    labels = pages.labels
    cards = "\n".join(_card(contact, labels) for contact in pages.contacts)
    intro = escape(labels["site.contacts_intro"])
    return f'# {labels["site.contacts"]}\n\n{intro}\n\n<ul class="cards">\n{cards}\n</ul>\n'


def _card(contact: SiteContact, labels: Mapping[str, str]) -> str:
    rows = [
        ("phone", f'<a href="tel:{_dialled(contact.phone)}">{_text(contact.phone)}</a>', contact.phone),
        ("email", f'<a href="mailto:{escape(contact.email)}">{_text(contact.email)}</a>', contact.email),
        ("hours", _text(contact.hours), contact.hours),
    ]
    listed = "".join(f"<dt>{escape(labels[f'site.{key}'])}</dt><dd>{shown}</dd>" for key, shown, given in rows if given)
    name = f"<p>{_text(contact.name)}</p>" if contact.name else ""
    outside = f"<p><em>{escape(labels['site.outside'])}</em></p>" if contact.outside else ""
    details = f"<dl>{listed}</dl>" if listed else ""
    return f"<li><h2>{_text(contact.post)}</h2>{name}{outside}{details}</li>"


def _downloads(pages: SiteInput) -> str:
    labels = pages.labels
    cards = "\n".join(_files_card(page, labels) for page in pages.documents if page.downloads)
    intro = escape(labels["site.downloads_intro"])
    return f'# {labels["site.downloads"]}\n\n{intro}\n\n<ul class="cards">\n{cards}\n</ul>\n'


def _files_card(page: SitePage, labels: Mapping[str, str]) -> str:
    links = " ".join(
        f'<a href="files/{escape(name)}">{escape(words)}</a>'
        for name, words in _download_words(page.downloads, labels).items()
    )
    return f"<li><h2>{_text(page.title)}</h2><p>{links}</p></li>"


def _dialled(phone: str) -> str:
    return "".join(character for character in phone if character in "+0123456789*#")


def _text(value: str) -> str:
    """A value inside a block of HTML: no line of it may end the block or be read as Markdown."""
    return escape(value).replace("\n", "<br>")
