"""The styles of a Word file: ours pruned to those in use, or missing ones added to a user's own sheet."""

import re
from collections.abc import Mapping

from lxml import etree

from policygen.render.docx_xml import W

_STYLE = re.compile(r' *<w:style [^>]*w:styleId="(\w+)".*?</w:style>\n', re.S)
_NAME = re.compile(r'<w:name w:val="([^"]+)"')
_USED = re.compile(r'<w:(?:pStyle|rStyle|tblStyle|basedOn) w:val="([^"]+)"')
_ID = re.compile(r'(<w:(?:basedOn|next) w:val=|w:styleId=)"(\w+)"')
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=)"(\d+)"')
_SPACE = re.compile(r'(w:(?:before|after)=)"(\d+)"')
_CELL = re.compile(r'(<w:(?:top|bottom) w:w=)"(\d+)"(?= w:type="dxa")')
_LINE = re.compile(r'(w:line=)"(2[4-9]\d|3\d\d)"(?= w:lineRule="auto")')
_ALWAYS = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer"})
_INSTEAD = {
    "ClauseHeading": "Heading1",
    "BodyText": "Normal",
}  # looks that a letterhead has under another name


def lean_sheet(sheet: str, locale: str, written: str) -> bytes:
    """Our sheet with the styles that the document uses, in its own language."""
    kept = _needed(_by_id(sheet), {*_ALWAYS, *_USED.findall(written)})
    lean = _STYLE.sub(lambda m: m[0] if m[1] in kept else "", sheet)
    lean = re.sub(r'\s*<w:next w:val="(\w+)"/>', lambda m: m[0] if m[1] in kept else "", lean)
    return lean.replace('<w:lang w:val="en-GB"', f'<w:lang w:val="{locale}"').encode()


def smaller(sheet: str, name: str, share: float) -> str:
    """Our sheet with a style of a share of its size: the title of a letter, the headings of a ruled form."""
    style = _by_id(sheet)[name]
    return sheet.replace(style, _SIZE.sub(lambda m: f'{m[1]}"{round(int(m[2]) * share)}"', style))


def closer(sheet: str) -> str:
    """Our sheet for a contract or a letter: type a little smaller, lines and paragraphs closer to each other."""
    sheet = _SIZE.sub(lambda m: f'{m[1]}"{round(int(m[2]) * 0.94)}"', sheet)
    sheet = _SPACE.sub(lambda m: f'{m[1]}"{round(int(m[2]) * 0.5)}"', sheet)
    return _LINE.sub(lambda m: f'{m[1]}"{240 + (int(m[2]) - 240) // 3}"', sheet)


def tables_closer(sheet: str) -> str:
    """Our sheet for a form: less room above and below what stands in a cell."""
    return _CELL.sub(lambda m: f'{m[1]}"{int(m[2]) // 3}"', sheet)


def latin(locale: str) -> str:
    """The language of Latin text: that of the document, or American English within one of another script."""
    return "en-US" if locale.split("-", maxsplit=1)[0] in ("ja", "hi") else locale


def their_ids(ours: str, theirs: bytes) -> dict[str, str]:
    """Our style ids and what a user's sheet calls them; found by name, because ids differ by language."""
    found = {
        _name_of(style).casefold(): style.get(f"{{{W}}}styleId", "")
        for style in etree.fromstring(theirs).iter(f"{{{W}}}style")
    }
    taken = {style_id.casefold() for style_id in found.values()}
    ids: dict[str, str] = {}
    for style_id, chunk in _by_id(ours).items():
        name = _NAME.search(chunk)
        known = found.get(name[1].casefold(), "") if name else ""
        ids[style_id] = known or (f"pg{style_id}" if style_id.casefold() in taken else style_id)
    present = set(found.values())
    for missing, instead in _INSTEAD.items():
        if ids[missing] not in present and ids[instead] in present:
            ids[missing] = ids[instead]
    return ids


def added_sheet(ours: str, theirs: bytes, ids: Mapping[str, str], written: str) -> bytes:
    """Their sheet with the styles of ours that the document uses and theirs lacks."""
    sheet = etree.fromstring(theirs)
    present = {style.get(f"{{{W}}}styleId") for style in sheet.iter(f"{{{W}}}style")}
    back = {theirs_id: ours_id for ours_id, theirs_id in ids.items() if theirs_id not in present}
    chunks = _by_id(ours)
    used = {back[name] for name in _USED.findall(written) if name in back}
    for name in sorted(_needed(chunks, used)):
        if ids[name] in present:
            continue
        renamed = _ID.sub(lambda m: f'{m[1]}"{ids.get(m[2], m[2])}"', chunks[name])
        style = etree.fromstring(f'<w:styles xmlns:w="{W}">{renamed}</w:styles>')[0]
        for following in style.findall(f"{{{W}}}next"):
            style.remove(following)
        sheet.append(style)
    return bytes(etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True))


def _by_id(sheet: str) -> dict[str, str]:
    return {match[1]: match[0] for match in _STYLE.finditer(sheet)}


def _needed(chunks: Mapping[str, str], wanted: set[str]) -> set[str]:
    kept: set[str] = set()
    while waiting := wanted - kept:
        kept |= waiting
        wanted = wanted.union(*(_USED.findall(chunks.get(name, "")) for name in waiting))
    return kept


def _name_of(style: etree._Element) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else str(name.get(f"{{{W}}}val", ""))
