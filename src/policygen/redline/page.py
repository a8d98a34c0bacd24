"""A redline as one page of HTML: nothing is fetched and nothing runs; what was added is underlined, what went struck."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from policygen.redline.package import DOCUMENT, STYLES, Package, related
from policygen.redline.sections import Counter, Places, Spot
from policygen.redline.wordml import (
    CLAUSE_MARK,
    LINK,
    MARK_START,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TBL,
    TC,
    TEXT,
    TR,
    blocks_within,
    child_value,
    text_of,
    value,
    w,
)
from policygen.redline.write import Changed

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_PANEL = "PanelHeading"  # a heading in a frame, which stands outside the outline
_SCHEMES = ("https:", "mailto:", "tel:", "http:")
_FATES = {w("ins"): "ins", w("del"): "del"}
_STORIES = (("header", "header"), ("footer", "footer"), ("footnotes", "notes"), ("endnotes", "notes"))


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of the page says: lines on what is compared and whose the changes are; where clauses
    stand, by their bookmarks."""

    lines: tuple[str, ...]
    sections: Mapping[str, Spot] = field(default_factory=dict)


def page(
    package: Package, changes: Sequence[Changed], marks: int, counters: tuple[Counter, Counter],
    labels: Mapping[str, str], about: Told, shell: Callable[[str], str],
) -> bytes:  # fmt: skip
    """The page. `counters` count as in the old issue and as in the new one; `shell` reads the files of its looks."""
    writer = _Page(package, counters)
    clauses = [change for change in changes if change.is_clause]
    count = labels["redline.how_many"].format(changes=marks, clauses=len(clauses))
    title = package.core("title") or package.name
    main = "".join(writer.stories(labels))
    places = {
        "language": escape(package.core("language") or "en"),
        "title": escape(f"{labels['redline.view']}: {title}"),
        "style": shell("style.css"),
        "told": "".join(f"<p>{escape(line)}</p>" for line in about.lines),
        "count": escape(count),
        "legend_new": escape(labels["redline.legend_new"]),
        "legend_gone": escape(labels["redline.legend_gone"]),
        "changed": _changed(clauses, labels, about.sections, writer.anchors),
        "main": main,
    }
    return _PLACE.sub(lambda match: places[match[1]], shell("page.html")).encode()


def _changed(
    clauses: Sequence[Changed], labels: Mapping[str, str], spots: Mapping[str, Spot], anchors: Collection[str]
) -> str:
    """Links to the clauses with changes."""
    if not clauses:
        return f"<p>{escape(labels['redline.none'])}</p>"
    items = []
    for change in clauses:
        title = spots.get(change.mark, Spot()).name(change.title, labels)
        name = f'<a href="#{escape(change.mark)}">{escape(title)}</a>' if change.mark else escape(title)
        fate = "ins" if change.old is None else "del" if change.new is None else ""
        items.append(f"<li>{f'<{fate}>{name}</{fate}>' if fate else name}{_parts(change, anchors)}</li>")
    return f"<p>{escape(labels['redline.changed'])}</p><ul>{''.join(items)}</ul>"


def _parts(change: Changed, anchors: Collection[str]) -> str:
    """Links to the paragraphs within a clause that a number or a title names."""
    if change.old is None or change.new is None:
        return ""
    named = dict.fromkeys(one.place for one in change.pieces if one.place)
    found = ((one, name if (name := _anchor(change.mark, one)) in anchors else change.mark) for one in named)
    return "".join(f'<br><a href="#{escape(name)}">{escape(one)}</a>' for one, name in found)


def _anchor(mark: str, place: str) -> str:
    return mark + re.sub(r"\W+", "-", f"-{place}")


class _Page:
    def __init__(self, package: Package, counters: tuple[Counter, Counter]) -> None:
        self._package, self._counters = package, counters
        self._links = package.relations(DOCUMENT)
        self._names, self._levels = _styles(package)
        self._places, self._mark = Places(), ""
        self.anchors: set[str] = set()

    def stories(self, labels: Mapping[str, str]) -> Iterator[str]:
        """Header, body, notes and footer; those at the edges only where they have changes."""
        body = self._package.tree(DOCUMENT).find(w("body"))
        before: list[str] = []
        after: list[str] = []
        for part in self._package.stories():
            tree = self._package.tree(part)
            kind = next((label for stem, label in _STORIES if part.startswith(f"word/{stem}")), "")
            if kind and _touched(tree):
                blocks = blocks_within(tree) or [one for note in tree for one in blocks_within(note)]
                edge = f"<p><b>{escape(labels[f'redline.{kind}'])}</b></p>{''.join(map(self._block, blocks))}"
                (before if kind == "header" else after).append(f'<div class="edge">{edge}</div>')
        yield from before
        yield from map(self._block, blocks_within(body))
        yield from after

    def _block(self, element: etree._Element) -> str:
        return self._table(element) if element.tag == TBL else self._paragraph(element)

    def _table(self, table: etree._Element) -> str:
        return f"<table>{_columns(table)}{''.join(map(self._row, table.iterfind(TR)))}</table>"

    def _row(self, row: etree._Element) -> str:
        properties = row.find(w("trPr"))
        fate = ""
        if properties is not None:
            fate = (
                "new"
                if properties.find(w("ins")) is not None
                else "gone"
                if properties.find(w("del")) is not None
                else ""
            )
        cells = []
        for cell in row.iterfind(TC):
            span = child_value(cell, "tcPr", "gridSpan")
            held = f' colspan="{span}"' if span.isdigit() else ""
            cells.append(f"<td{held}>{''.join(map(self._block, blocks_within(cell)))}</td>")
        return f"<tr{f' class={chr(34)}{fate}{chr(34)}' if fate else ''}>{''.join(cells)}</tr>"

    def _paragraph(self, paragraph: etree._Element) -> str:
        words = "".join(self._inline(child) for child in paragraph)
        mark, place = self._number(paragraph)
        ids = [value(one, "name") for one in paragraph.iter(MARK_START) if value(one, "name").startswith(CLAUSE_MARK)]
        ids += self._anchors(ids, place)
        if not (text_of(paragraph).strip() or mark):
            return "".join(f'<span id="{escape(one)}"></span>' for one in ids)
        style = child_value(paragraph, "pPr", "pStyle")
        tag = self._levels.get(style, "p")
        listed = tag == "p" and bool(mark)
        classes = ["subtitle"] if self._names.get(style) == "subtitle" else ["item"] if listed else []
        classes += ["touched"] if _touched(paragraph) else []
        depth = child_value(paragraph, "pPr", "numPr", "ilvl") if listed else ""
        held = (
            (f' id="{escape(ids[0])}"' if ids else "")
            + (f' class="{" ".join(classes)}"' if classes else "")
            + (f' style="--depth:{depth}"' if depth.isdigit() and depth != "0" else "")
        )
        more = "".join(f'<span id="{escape(one)}"></span>' for one in ids[1:])
        return f"<{tag}{held}>{more}{mark}{words}</{tag}>\n"

    def _anchors(self, marks: Sequence[str], place: str) -> list[str]:
        """A name for a paragraph with a place of its own in a clause."""
        self._mark = marks[0] if marks else self._mark
        name = _anchor(self._mark, place)
        if not (self._mark and place) or name in self.anchors:
            return []
        self.anchors.add(name)
        return [name]

    def _number(self, paragraph: etree._Element) -> tuple[str, str]:
        """The automatic number as each issue shows it, or a bullet; and the place that it and a title give."""
        before, after = self._counters
        fate = _mark_of(paragraph)
        old = before.label(paragraph) if fate != "ins" else ""
        new = after.label(paragraph) if fate != "del" else ""
        place = self._places.of(paragraph, new or old)
        if not old and not new:
            number = child_value(paragraph, "pPr", "numPr", "numId")
            old = new = "•" if number not in ("", "0") else ""
        if not (old or new):
            return "", place
        shown = escape(new) if old == new and not fate else ""
        if not shown:
            shown = (f"<del>{escape(old)}</del>" if old and fate != "ins" else "") + (
                f"<ins>{escape(new)}</ins>" if new and fate != "del" else ""
            )
        return f'<span class="mark">{shown}</span> ', place

    def _inline(self, element: etree._Element) -> str:
        if element.tag == RUN:
            return _run(element)
        inner = "".join(self._inline(child) for child in element) if element.tag != PARAGRAPH_PROPERTIES else ""
        if element.tag in _FATES:
            return f"<{_FATES[element.tag]}>{inner}</{_FATES[element.tag]}>" if inner else ""
        if element.tag == LINK and inner:
            return f'<a href="{escape(self._address(element))}">{inner}</a>'
        return inner

    def _address(self, link: etree._Element) -> str:
        """Where a link leads: on this page, or to an address of a kind that is safe to follow."""
        if value(link, "anchor"):
            return f"#{value(link, 'anchor')}"
        found = [self._links[id_] for id_ in related(link).values() if id_ in self._links]
        address = str(found[0].get("Target")) if found else ""
        return address if address.lower().startswith(_SCHEMES) else "#"


def _columns(table: etree._Element) -> str:
    """The columns as wide beside each other as on paper."""
    widths = [
        int(width) for one in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}") if (width := value(one, "w")).isdigit()
    ]
    whole = sum(widths)
    shares = "".join(f'<col style="width:{round(100 * width / whole)}%">' for width in widths) if whole else ""
    return f"<colgroup>{shares}</colgroup>" if len(widths) > 1 and shares else ""


def _run(run: etree._Element) -> str:
    words = []
    for child in run:
        if child.tag in (TEXT, w("delText")):
            words.append(escape(child.text or ""))
        elif child.tag in (w("br"), w("cr")):
            words.append("<br>")
        elif child.tag == w("tab"):
            words.append(" \u2003")
    inner = "".join(words)
    look = run.find(RUN_PROPERTIES)
    if inner and look is not None:
        for name, tag in (("b", "b"), ("i", "i")):
            found = look.find(w(name))
            if found is not None and value(found) not in ("0", "false"):
                inner = f"<{tag}>{inner}</{tag}>"
    return inner


def _styles(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """The names of styles by their ids, which differ between languages of Word; and the headings among them, as tags."""
    found = list(package.tree(STYLES).iterfind(w("style"))) if package.has(STYLES) else []
    names = {value(one, "styleId"): child_value(one, "name").lower() for one in found}
    levels = {value(one, "styleId"): child_value(one, "pPr", "outlineLvl") for one in found}
    headings = {
        id_: f"h{min(int(level) + 2, 4)}" for id_, level in levels.items() if level.isdigit() and int(level) < 9
    }
    titles = {id_: "h1" for id_, name in names.items() if name == "title"}
    return names, headings | titles | {_PANEL: "h3"}


def _mark_of(paragraph: etree._Element) -> str:
    """The change that the paragraph's own mark is part of."""
    look = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    return next((_FATES[one.tag] for one in (() if look is None else look) if one.tag in _FATES), "")


def _touched(element: etree._Element) -> bool:
    return next(element.iter(*_FATES), None) is not None
