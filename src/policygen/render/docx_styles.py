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
_JAPANESE_LINE = 280  # twips: 1.4 of the type
_ALWAYS = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer"})
_KIND = re.compile(r'<w:style w:type="(\w+)"')
_GREY = {"w:color": "7F7F7F", "w:fill": "F2F2F2"}
_SMALL = frozenset({"Spacer"})  # sizes that are part of what a style does


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


def title_size(sheet: str) -> int:
    """The size of a title in our sheet, in half points."""
    found = _SIZE.search(_by_id(sheet)["Title"])
    return int(found[2]) if found else 0


def closer(sheet: str) -> str:
    """Our sheet for a contract or a letter: type a little smaller, lines and paragraphs closer to each other."""
    sheet = _SIZE.sub(lambda m: f'{m[1]}"{round(int(m[2]) * 0.94)}"', sheet)
    sheet = _SPACE.sub(lambda m: f'{m[1]}"{round(int(m[2]) * 0.5)}"', sheet)
    return _LINE.sub(lambda m: f'{m[1]}"{240 + (int(m[2]) - 240) // 3}"', sheet)


def lines_set(sheet: str) -> str:
    """Our closer sheet for Japanese, whose fonts ask for more room between lines than a letter of one page has."""
    style = _by_id(sheet)["Normal"]
    return sheet.replace(
        style, re.sub(r'w:line="\d+" w:lineRule="auto"', f'w:line="{_JAPANESE_LINE}" w:lineRule="exact"', style)
    )


def tables_closer(sheet: str) -> str:
    """Our sheet for a form: less room above and below what stands in a cell."""
    return _CELL.sub(lambda m: f'{m[1]}"{int(m[2]) // 3}"', sheet)


def latin(locale: str) -> str:
    """The language of Latin text: that of the document, or American English within one of another script."""
    return "en-US" if locale.split("-", maxsplit=1)[0] in ("ja", "hi") else locale


def our_styles(ours: str) -> dict[str, tuple[str, str]]:
    """The kind and the name of each of our styles, by id."""
    found = {}
    for style_id, chunk in _by_id(ours).items():
        kind, name = _KIND.search(chunk), _NAME.search(chunk)
        found[style_id] = (kind[1] if kind else "paragraph", name[1] if name else style_id)
    return found


def added_sheet(ours: str, theirs: bytes, ids: Mapping[str, str], written: str) -> bytes:
    """Their sheet with the styles of ours that the document uses and theirs lacks, in the look of their body text."""
    sheet = etree.fromstring(theirs)
    present = {style.get(f"{{{W}}}styleId") for style in sheet.iter(f"{{{W}}}style")}
    back = {theirs_id: ours_id for ours_id, theirs_id in ids.items() if theirs_id not in present}
    chunks = _by_id(ours)
    used = {back[name] for name in _USED.findall(written) if name in back}
    for name in sorted(_needed(chunks, used)):
        if ids[name] in present:
            continue
        renamed = _ID.sub(lambda m: f'{m[1]}"{ids.get(m[2], m[2])}"', _plain(name, chunks[name]))
        style = etree.fromstring(f'<w:styles xmlns:w="{W}">{renamed}</w:styles>')[0]
        for following in style.findall(f"{{{W}}}next"):
            style.remove(following)
        sheet.append(style)
    return bytes(etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True))


def _plain(name: str, chunk: str) -> str:
    """A style of ours without colours and sizes of its own, which would quarrel with those of the template."""
    chunk = re.sub(r'(w:color|w:fill)="(?!auto)[0-9A-F]{6}"', lambda m: f'{m[1]}="{_GREY[m[1]]}"', chunk)
    chunk = re.sub(r'<w:color w:val="[0-9A-F]{6}"/>', "", chunk)
    if name not in _SMALL:
        chunk = re.sub(r'<w:sz(?:Cs)? w:val="\d+"/>', "", chunk)
    return chunk.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="BodyText"/>').replace("<w:rPr></w:rPr>", "")


def _by_id(sheet: str) -> dict[str, str]:
    return {match[1]: match[0] for match in _STYLE.finditer(sheet)}


def _needed(chunks: Mapping[str, str], wanted: set[str]) -> set[str]:
    kept: set[str] = set()
    while waiting := wanted - kept:
        kept |= waiting
        wanted = wanted.union(*(_USED.findall(chunks.get(name, "")) for name in waiting))
    return kept
