"""Which styles of a user's own Word template do the work of ours: found by name, in any language that Word speaks.

Word itself saves its own styles under English names and with ids of its language; templates made elsewhere, or by
hand, carry names of their language. A role without a style is set in the look of the template's body text.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from policygen.render.docx_xml import W
from policygen.render.shell_files import shell_text, shells_dir

_CLAUSE_HEADING = "ClauseHeading"  # a look that templates have as their first heading


@dataclass(frozen=True, slots=True)
class Role:
    """What a text is for: our style for it, and the names that styles of other programs and languages have."""

    name: str
    style: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Our style ids with the ids they have in a template, and the roles that it has no style for."""

    ids: Mapping[str, str]
    unmapped: Mapping[str, str]


def roles() -> tuple[Role, ...]:
    """Every role, in the order in which they are told."""
    return _read(shells_dir() / "docx" / "style-names.json")


def mapped(ours: Mapping[str, tuple[str, str]], theirs: bytes) -> Roles:
    """Find each of our styles (id: kind, name) in a user's sheet; what it lacks keeps its id, or takes a free one."""
    sheet = etree.fromstring(theirs)
    found: dict[tuple[str, str], str] = {}
    for style in sheet.iter(f"{{{W}}}style"):
        name, style_id = _name_of(style), str(style.get(f"{{{W}}}styleId", ""))
        found.setdefault((str(style.get(f"{{{W}}}type", "paragraph")), bare(name)), style_id)
    taken = {style_id.casefold() for style_id in found.values()}
    wanted = {role.style: role for role in roles()}
    ids: dict[str, str] = {}
    unmapped: dict[str, str] = {}
    for style_id, (kind, name) in ours.items():
        role = wanted.get(style_id)
        names = role.names if role else (bare(name),)
        known = next((found[kind, one] for one in names if (kind, one) in found), "")
        if role and not known and role.name != "body":
            unmapped[style_id] = role.name
        ids[style_id] = known or (f"pg{style_id}" if style_id.casefold() in taken else style_id)
    normal = default_style(sheet)
    present = set(found.values())
    for style_id in ("BodyText", "Normal"):
        if ids[style_id] not in present and normal:
            ids[style_id] = normal
    if ids["CallOut"] in present:
        ids |= {one: ids["CallOut"] for one in ("PanelBox", "PanelCard") if ids[one] not in present}
    if ids[_CLAUSE_HEADING] not in present and ids["Heading1"] in present:
        ids[_CLAUSE_HEADING] = ids["Heading1"]
    return Roles(ids, unmapped)


def default_style(sheet: etree._Element) -> str:
    """The id of the style that paragraphs without a style have."""
    for style in sheet.iter(f"{{{W}}}style"):
        if style.get(f"{{{W}}}default") in ("1", "true", "on") and style.get(f"{{{W}}}type") == "paragraph":
            return str(style.get(f"{{{W}}}styleId", ""))
    return ""


def bare(name: str) -> str:
    """A name as it is compared: without case, spaces and the aliases behind a comma."""
    own = unicodedata.normalize("NFKC", name.split(",", maxsplit=1)[0])
    return "".join(own.casefold().split())


@lru_cache(maxsize=1)
def _read(path: Path) -> tuple[Role, ...]:
    told = json.loads(shell_text(path))
    return tuple(
        Role(name, one["style"], one["type"], tuple(dict.fromkeys(map(bare, one["names"]))))
        for name, one in told.items()
    )


def _name_of(style: etree._Element) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else str(name.get(f"{{{W}}}val", ""))
