"""The body of a Word file: title, contents, sections and clauses."""

from collections.abc import Sequence
from dataclasses import replace

from policygen.domain.document import Clause, Document, Paragraph, Section, Side
from policygen.render.docx_blocks import PANEL_PADDING, Place, blocks, heading
from policygen.render.docx_inline import runs
from policygen.render.docx_pen import LONGEST_TAG, Pen
from policygen.render.docx_tables import closing, panel, spacer
from policygen.render.docx_words import plain
from policygen.render.docx_xml import Format, paragraph, quoted, run, tab
from policygen.templating.tokens import PATTERN

MOST_ENTRIES = 34  # a longer list of contents names sections only
_PANELS = {"box": "PanelBox", "card": "PanelCard"}
# A control of no kind LibreOffice takes for a field of plain words, and saves its first paragraph without links or
# several times over; one that holds a building block comes through it whole, tracked changes in it too.
_BUILDING_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'


def body(pen: Pen, document: Document, width: int) -> str:
    """Head, title, opening panels, contents, then the rest: what to do now comes before a list of contents."""
    sections = document.body()
    opening = 0
    while opening < len(sections) and sections[opening].look != "plain":
        opening += 1
    first, rest = sections[:opening], sections[opening:]
    written = "".join(
        (
            *(_section(pen, section, width) for section in document.head()),
            _title(pen, document),
            *(_section(pen, section, width) for section in first),
            _contents(pen, rest) if document.contents else "",
            *(_section(pen, section, width) for section in rest),
        )
    )
    return _ended(pen, written) if pen.own_look else written


def _ended(pen: Pen, written: str) -> str:
    """The body with no room after a last table, which a full page would carry over to an empty one."""
    before, room, after = written.rpartition(spacer(pen))
    return written if not room or "<w:p>" in after else before + closing(pen) + after


def draft_mark(pen: Pen) -> str:
    """The line that marks a draft where the head of the page is the user's own."""
    return paragraph(Format(pen.style("Subtitle")), run(pen.labels["docx.draft"]))


def _title(pen: Pen, document: Document) -> str:
    if not document.title:
        return ""
    letter = bool(document.head())
    side: Side = "centre" if letter else "left"
    title = (spacer(pen) if letter else "") + paragraph(Format(pen.style("Title"), side=side), run(document.title))
    if not document.subtitle:
        return title + spacer(pen)
    return title + paragraph(Format(pen.style("Subtitle"), side=side), run(document.subtitle))


def _contents(pen: Pen, sections: Sequence[Section]) -> str:
    """A list of contents that is complete as it stands: links without page numbers, nothing to update."""
    titled = [section for section in sections if section.title]
    clauses = [clause for section in sections for clause in section.clauses if clause.title]
    deep = len(titled) + len(clauses) <= MOST_ENTRIES
    entries = []
    for section in sections:
        if section.title:
            entries.append((1, section.anchor, section.number, section.title))
        entries += [
            (clause.level - 1, clause.anchor, clause.number, clause.title)
            for clause in section.clauses
            if clause.title and (deep or clause.level == 2)
        ]
    if not entries:
        return ""
    code = f'TOC \\o "1-{2 if deep else 1}" \\h \\n \\u'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    lines = "".join(
        paragraph(
            Format(pen.style(f"TOC{min(max(level, 1), 2)}")),
            (begin if at == 0 else "")
            + f'<w:hyperlink w:anchor="{pen.bookmark(anchor)}" w:history="1">'
            + (f"{run(number)}{tab()}" if number else "")
            + runs(pen, title)
            + "</w:hyperlink>"
            + (end if at == last else ""),
        )
        for at, (level, anchor, number, title) in enumerate(entries)
    )
    head = paragraph(Format(pen.style("ContentsHeading")), run(pen.labels["docx.contents"]))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{pen.control_id()}"/>{gallery}</w:sdtPr>'
        f"<w:sdtContent>{head}{lines}</w:sdtContent></w:sdt>"
    )


def _section(pen: Pen, section: Section, width: int) -> str:
    """A section; a framed one begins its page inside the frame and may run on, or Word would leave a page empty before it."""
    pen.new_page = pen.new_page or section.new_page
    if section.look not in _PANELS:
        return _content(pen, section, Place(width))
    own_page = pen.new_page
    place = Place(width - PANEL_PADDING, in_panel=True)
    return panel(pen, _PANELS[section.look], width, _content(pen, section, place), keep=not own_page)


def _content(pen: Pen, section: Section, place: Place) -> str:
    title = ""
    if section.anchor:
        pen.mark_next(section.anchor)
    if section.title:
        number = pen.numbering.outlined(0, section.number) if section.number else None
        title = heading(pen, 2, section.title, place, number, section.number)
    articles = section.numbering == "articles"
    legal = articles or section.numbering == "legal"
    place = replace(place, legal=legal, articles=articles, joins=pen.joined is not None and not section.anchor)
    return title + "".join(_clause(pen, clause, place) for clause in section.clauses)


def _clause(pen: Pen, clause: Clause, place: Place) -> str:
    """A clause in a content control that carries its id and version, marked with a bookmark as well."""
    pen.speak(clause.language)
    if clause.anchor:
        pen.mark_next(clause.anchor)
    level = 0 if place.joins else clause.number.count(".")
    head, content = "", clause.blocks
    if clause.title:
        theirs = pen.joined.heading if pen.joined and place.joins and clause.number else None
        number = theirs or (pen.numbering.outlined(level, clause.number) if clause.number else None)
        head = heading(pen, clause.level, clause.title, place, number, clause.number)
    elif clause.number and content and isinstance(content[0], Paragraph) and not content[0].number:
        content = (replace(content[0], number=clause.number), *content[1:])
    inner = head + blocks(pen, content, replace(place, level=level + 1 if place.legal else None))
    pen.speak("")
    return _control(pen, clause, inner) if inner else ""


def _control(pen: Pen, clause: Clause, inner: str) -> str:
    title = plain(clause.title)
    alias = title if title and not PATTERN.search(title) and len(title) <= LONGEST_TAG else clause.id
    tag = f"{clause.id}@{clause.version}"[:LONGEST_TAG]
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{quoted(alias)}"/><w:tag w:val="{quoted(tag)}"/>'
        f'<w:id w:val="{pen.control_id()}"/><w15:appearance w15:val="hidden"/>{_BUILDING_BLOCK}</w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )
