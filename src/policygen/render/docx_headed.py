"""Whether a heading of the user's own contract stands above the place of a clause that brings none."""

from collections.abc import Iterator, Mapping

from lxml import etree

from policygen.domain.word_tags import TAG, read_tag
from policygen.render.docx_joined import based, val
from policygen.render.docx_xml import W

CUT = "policygen"  # the comment that stands where a place was cut out
_P = f"{{{W}}}p"
_LONGEST = 80  # letters of a heading
_ENDS = (".", ";", ",", ":", "。", "；", "、", "：")


def heading_styles(sheet: bytes) -> frozenset[str]:
    """The ids of the styles that have a place in the outline, themselves or by the style that they are based on."""
    styles = {str(one.get(f"{{{W}}}styleId")): one for one in etree.fromstring(sheet).iter(f"{{{W}}}style")}
    level = f"{{{W}}}pPr/{{{W}}}outlineLvl"
    return frozenset(id_ for id_ in styles if any(one.find(level) is not None for one in based(styles, id_)))


def headed(place: etree._Element, headings: frozenset[str]) -> bool:
    """Whether what stands before a place is a heading, another place, or nothing at all."""
    before = next(_before(place), None)
    if before is None:
        return True
    if isinstance(before, etree._Comment):
        return str(before.text) == CUT
    if before.tag != _P:
        return False
    words = _words(before)
    if (TAG.fullmatch(words) and read_tag(words).marks) or _style(before) in headings:
        return True
    return len(words) <= _LONGEST and not words.endswith(_ENDS)


def unheaded(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The clauses that a user's template asks for where no heading stands above."""
    sheet, page = parts.get("word/styles.xml"), parts.get("word/document.xml")
    headings = heading_styles(sheet) if sheet else frozenset[str]()
    found = ((read_tag(_words(one)), one) for one in (etree.fromstring(page).iter(_P) if page else ()))
    return tuple(tag.clause for tag, one in found if tag.kind == "clause" and not headed(one, headings))


def _before(place: etree._Element) -> Iterator[etree._Element]:
    """What stands before a place in its cell or on its page, the nearest first, without what shows nothing."""
    for one in place.itersiblings(preceding=True):
        if isinstance(one, etree._Comment) or one.tag == f"{{{W}}}tbl":
            yield one
        for paragraph in reversed([one] if one.tag == _P else list(one.iter(_P)) if one.tag == f"{{{W}}}sdt" else []):
            words = _words(paragraph)
            if words and not (TAG.fullmatch(words) and not read_tag(words).marks and words.startswith("{%")):
                yield paragraph


def _words(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{{{W}}}t")).strip()


def _style(paragraph: etree._Element) -> str:
    properties = paragraph.find(f"{{{W}}}pPr")
    return "" if properties is None else val(properties, "pStyle")
