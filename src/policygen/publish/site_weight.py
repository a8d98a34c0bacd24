"""What a search of a site puts first: the pages of somebody who is afraid, then the rules, last what lists other pages."""

from collections.abc import Mapping

from policygen.domain.audience import Group
from policygen.publish.site_input import SiteInput

TITLE = 10  # a word of a title against one of the text; the theme's own 1,000 hid every page without it in its title

_FIRST, _RULE, _COMPLAIN, _LIST = 10.0, 4.0, 2.0, 0.05
_GROUPS: Mapping[Group, float] = {"staff": 1.0, "managers": 0.4, "public": 0.8, "vendors": 0.8, "office": 0.2}


def weight(site: SiteInput, name: str) -> float:
    """How much more the page of this file name counts than a document for everyone."""
    if name in ("index.md", f"{site.help.id}.md" if site.help else ""):
        return _FIRST
    if name == "contacts.md" or (site.rule and site.rule.to.startswith(f"{name}#")):
        return _RULE
    page = next((page for page in site.documents if f"{page.id}.md" == name), None)
    if not page:
        return _LIST
    return _COMPLAIN if page.group == "public" and not page.about else _GROUPS[page.group]
