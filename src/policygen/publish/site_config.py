"""The `mkdocs.yml` of a site: nothing fetched from outside, every check a failure."""

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape

import yaml

from policygen.domain.brand import Logo
from policygen.publish.site_cards import by_group
from policygen.publish.site_input import SiteInput
from policygen.publish.site_pages import folder, page_name
from policygen.publish.site_weight import TITLE

_WORDS = ("search", "not_found", "not_found_text", "to_start", "help", "language", "close_menu")

# The plugin `offline` would fetch this script from elsewhere; it takes one of this name instead.
SEARCH_FROM_DISK = "assets/iframe-worker.js"


def site_config(pages: SiteInput) -> bytes:
    """The configuration; it builds with mkdocs-material alone."""
    config = {
        "site_name": line(pages.organisation),
        "copyright": line(pages.organisation),
        "docs_dir": "docs",
        "site_dir": "html",
        "use_directory_urls": False,
        "strict": True,
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
        "theme": _theme(pages),
        "plugins": [{"search": _search(pages)}, "offline"],
        "extra_css": ["style.css"],
        "extra": {
            "generator": False,
            "polyfills": [SEARCH_FROM_DISK],
            "help": pages.help is not None,
            "words": _words(pages),
        },
        "markdown_extensions": ["attr_list", "tables", {"toc": {"toc_depth": "1-3"}}],
        "nav": _nav(pages),
    }
    return _yaml(json.dumps(config))


@lru_cache(maxsize=1)  # of a site that is written again and again it seldom changes
def _yaml(config: str) -> bytes:
    """The configuration, given as JSON."""
    return yaml.safe_dump(json.loads(config), allow_unicode=True, sort_keys=False, width=100).encode()


def _search(pages: SiteInput) -> dict[str, object]:
    return {"lang": [one.language for one in pages.languages()], "fields": {"title": {"boost": TITLE}}}


def line(value: str) -> str:
    """A value as one line of HTML text: the theme prints names and titles as they stand."""
    return escape(" ".join(value.split()))


def _theme(pages: SiteInput) -> dict[str, object]:
    return {
        "name": "material",
        "custom_dir": "theme",
        "language": pages.language,
        "font": False,
        **_logo(pages.brand.logo),
        "features": ["navigation.sections", "navigation.top", "search.highlight", "toc.follow"],
        "palette": [
            _palette("(prefers-color-scheme)", "", "theme_auto", "brightness-auto", pages.labels),
            _palette("(prefers-color-scheme: light)", "default", "theme_light", "brightness-7", pages.labels),
            _palette("(prefers-color-scheme: dark)", "slate", "theme_dark", "brightness-4", pages.labels),
        ],
    }


def _logo(logo: Logo | None) -> dict[str, object]:
    return {"logo": logo_file(logo)} if logo else {"icon": {"logo": "material/shield-account"}}


def logo_file(logo: Logo) -> str:
    """Where a site keeps the logo, below `docs/`."""
    return f"assets/logo.{logo.kind}"


def _palette(media: str, scheme: str, label: str, icon: str, labels: Mapping[str, str]) -> dict[str, object]:
    toggle = {"icon": f"material/{icon}", "name": escape(labels[f"site.{label}"])}
    colours = {"scheme": scheme} if scheme else {}
    return {"media": media, **colours, "primary": "custom", "accent": "custom", "toggle": toggle}


def _words(pages: SiteInput) -> dict[str, dict[str, str]]:
    """The words of the theme, by language."""
    return {
        one.language: {
            "name": line(one.short_name or one.organisation),
            "organisation": line(one.organisation),
            "home": f"{folder(one, pages)}index.html",
            "issue": line(one.issue),
            **{key: escape(one.labels[f"site.{key}"]) for key in _WORDS},
        }
        for one in pages.languages()
    }


def _nav(pages: SiteInput) -> list[dict[str, object]]:
    """The menu; in several languages, one part for each, of which the theme shows that of the page."""
    if not pages.others:
        return _menu(pages, "")
    return [{escape(one.labels["site.language"]): _menu(one, folder(one, pages))} for one in pages.languages()]


def _menu(pages: SiteInput, below: str) -> list[dict[str, object]]:
    nav: list[dict[str, object]] = [{line(pages.start.title): f"{below}index.md"}]
    if pages.help:
        nav.append({line(pages.help.title): below + page_name(pages.help)})
    for words, found in by_group(pages):
        nav.append({escape(words): [{line(page.title): below + page_name(page)} for page in found]})
    if pages.has_changes():
        nav.append({escape(pages.labels["site.changed_pages"]): f"{below}changed.md"})
    if pages.contacts:
        nav.append({escape(pages.labels["site.contacts"]): f"{below}contacts.md"})
    if pages.has_downloads():
        nav.append({escape(pages.labels["site.downloads"]): f"{below}downloads.md"})
    return nav
