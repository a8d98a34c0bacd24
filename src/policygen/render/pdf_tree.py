"""The document tree as plain data for the typst shells: values filled in, nothing left to decide but looks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, assert_never

from policygen.domain.brand import PLAIN, Brand, LogoKind
from policygen.domain.colour import CARD, FILL, PALE, tint
from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Document,
    Field,
    Fields,
    Heading,
    Item,
    List,
    PageBreak,
    Paper,
    Paragraph,
    Section,
    Sign,
    Table,
    in_rows,
)  # fmt: skip
from policygen.domain.sheet import SheetKind, shares_page
from policygen.render.blank_parts import date_parts, time_parts, units_follow
from policygen.render.fonts import breadth, unbroken
from policygen.render.pdf_inline import Inlines, Node, bound, link_target
from policygen.render.qr_code import qr
from policygen.render.sheet_sizes import setting, sheet_format

Data = dict[str, Any]  # Any: JSON on its way to typst
_FORMATS: Mapping[LogoKind, str] = {"png": "png", "jpeg": "jpg", "svg": "svg"}  # as typst calls them
_FACE = ("title", "title-words", "subtitle", "organisation", "name-words", "lang", "region", "sections")
_KEPT = 1500  # characters: what is longer may break over pages
_KEPT_ROWS = 12  # a table of more rows may break over pages
_LINE = 84  # letters of a table row across the page
_SHORT = 20  # letters: a column of nothing longer is as wide as its longest cell
_BESIDE = 24  # characters: a longer label stands above its line
_ABOVE = 60  # characters: in a form, a longer label stands above its line
_WIDE = 80  # characters: in a form, longer options stand one a line
_WORD = 46  # characters: a longer word may break
_SHEET_WORD: Mapping[Paper, int] = {"a3": 46, "a4": 46, "letter": 46, "a5": 28, "a6": 24}
_NARROW_WORD = 18  # beside a QR code or another language
_CELL = 24  # characters: a longer word may break inside a table; a shorter one where many columns share the line
_OPTION = 30  # characters: longer options stand one a line
_ACROSS = 90  # characters: so do options that are longer together


def tree(document: Document, labels: Mapping[str, str], fonts: Sequence[str], brand: Brand = PLAIN) -> Data:
    """The data of one document. `labels` are those of the `pdf` area, without its name."""
    return {**_Tree(document, "", labels["other"]).document(labels, fonts), **_shown(brand)}


def sheet_tree(
    document: Document,
    words: tuple[Mapping[str, str], Mapping[str, str]],
    fonts: Sequence[str],
    kind: SheetKind,
    brand: Brand = PLAIN,
) -> Data:
    """The data of a print sheet: that of its document, and a face for it and for the one beside it, each with the labels
    of its language."""
    labels, other_labels = words
    set_in = setting(kind, document)
    shows_qr = bool(brand.address) and kind != "notice"
    narrow = bool(brand.address or document.beside)
    longest = _NARROW_WORD if narrow else _SHEET_WORD[document.paper]
    first = _Tree(document, kind, labels["other"], longest).document(labels, fonts)
    faces = [_face(first, brand, labels)]
    if document.beside:
        second = _Tree(document.beside, kind, other_labels["other"], longest).document(other_labels, fonts)
        faces.append(_renamed(_face(second, brand, other_labels), f"{document.beside.language}-"))
    return {
        **first,
        **_shown(brand),
        "faces": faces,
        "sheet-size": sheet_format(document).size,
        "type-sizes": (set_in.least, set_in.most),
        "type-size": set_in.least,
        "large": document.large,
        "in-turn": bool(document.beside) and not shares_page(kind, sheet_format(document)),
        "most-pages": max(set_in.pages, default=1),
        "qr": {**qr(brand.address), "target": link_target(brand.address)} if shows_qr else None,
    }


def _shown(brand: Brand) -> Data:
    colour, logo = brand.colour, brand.logo
    colours = {"accent": colour, "tint": tint(colour, PALE), "fill": tint(colour, FILL), "card": tint(colour, CARD)}
    drawn = {"kind": _FORMATS[logo.kind], "bytes": list(logo.data), "shape": logo.shape} if logo else None
    return {"colours": colours if colour else {}, "logo": drawn}


def _face(data: Data, brand: Brand, labels: Mapping[str, str]) -> Data:
    kept = {key: data[key] for key in _FACE}
    if not brand.address:
        return kept
    return {
        **kept,
        "qr-alt": labels["qr"].replace("{address}", brand.address),
        "qr-below": labels.get(f"qr-below-{data['sheet']}", labels["qr-below"]).split("{address}"),
    }


def _renamed(node: Any, prefix: str) -> Any:  # Any: JSON on its way to typst
    """The data with its anchors under another name, so that none stands twice on a sheet."""
    if isinstance(node, dict):
        return {
            key: prefix + value if key == "anchor" and value else _renamed(value, prefix) for key, value in node.items()
        }
    if isinstance(node, list):
        if node[:1] == ["reference"]:
            return [node[0], prefix + node[1], *node[2:]]
        return [_renamed(each, prefix) for each in node]
    return node


class _Tree:
    def __init__(self, document: Document, sheet: str, other: str, longest: int = 0) -> None:
        self.source = document
        self.before_other = other.partition("{blank}")[0]
        self.sheet = sheet
        self.inlines = self._in_cells(longest or _WORD)
        self.narrow = self._in_cells(_CELL)
        self.level = 0

    def _in_cells(self, longest: int) -> Inlines:
        """Words in cells, where those of more letters than `longest` may break."""
        spaced = self.source.language != "ja"
        return Inlines(
            self.source.values, draft=self.source.draft, spaced=spaced, longest=longest, sheet=bool(self.sheet)
        )

    def document(self, labels: Mapping[str, str], fonts: Sequence[str]) -> Data:
        source, line = self.source, self.inlines.line
        above, below = ((), source.sections) if self.sheet else (source.head(), source.body())
        language, _, region = source.locale.replace("_", "-").partition("-")
        return {
            "title": line(source.title),
            "subtitle": line(source.subtitle),
            "organisation": line(source.organisation),
            "title-words": self.inlines.words(line(source.title)),
            "name-words": bound(self.inlines.words(line(source.organisation))),
            "head": self.inlines.words(line(source.running_head) or line(source.organisation)),
            "foot": self.inlines.words(line(source.running_foot) or line(source.title)),
            "sheet": self.sheet,
            "paper": source.paper,
            "articles": source.numbering == "articles" and not self.sheet,
            "dense": (source.close or source.numbering == "legal") and not self.sheet,
            "contract": source.numbering == "legal",
            "form": source.is_form() and not self.sheet,
            "lang": language or source.language,
            "region": region.rpartition("-")[2] or None,
            "contents": source.contents,
            "draft": labels["draft"] if source.draft else None,
            "dates": [labels[part] for part in date_parts(source.locale)],
            "times": [labels[part] for part in time_parts(source.locale)],
            "follow": units_follow(source.locale),
            "ruled": units_follow(source.locale) and not source.close,
            "other": labels["other"].partition("{blank}")[2],
            "labels": dict(labels),
            "fonts": list(fonts),
            "above": [self.section(section) for section in above],
            "sections": [self.section(section) for section in below],
        }

    def section(self, section: Section) -> Data:
        title = self.inlines.nodes(section.title)
        if title:
            self.level = 1
        clauses = [self.clause(clause) for clause in section.clauses]
        return {
            "anchor": section.anchor,
            "number": section.number,
            "title": title or None,
            "look": section.look,
            "picture": section.picture,
            "new-page": section.new_page,
            "keep": _size(clauses) < _KEPT and not any(map(_breaks, section.clauses)),
            "clauses": clauses,
        }

    def clause(self, clause: Clause) -> Data:
        title = self.inlines.nodes(clause.title)
        level = self._step(clause.level - 1) if title else max(self.level, 1)
        return {
            "id": clause.id,
            "anchor": clause.anchor,
            "lang": clause.language or None,
            "number": clause.number,
            "title": title or None,
            "level": level,
            "blocks": self.blocks(clause.blocks, level),
        }

    def blocks(self, blocks: Sequence[Block], level: int) -> list[Data]:
        found: list[Data] = []
        for signs, group in groupby(blocks, lambda block: isinstance(block, Sign)):
            nodes = [self.block(block, level) for block in group]
            found.extend([{"kind": "signs", "signs": nodes}] if signs else nodes)
        return found

    def block(self, block: Block, level: int) -> Data:
        match block:
            case Paragraph(inlines, number, side):
                return {"kind": "paragraph", "number": number, "side": side, "inlines": self.inlines.nodes(inlines)}
            case Heading():
                step = self._step(max(block.level - 1, level + 1))
                return {"kind": "heading", "level": step, "inlines": self.inlines.nodes(block.inlines)}
            case List():
                items = [self.item(item, number, level) for number, item in enumerate(block.items, 1)]
                return {"kind": "list", "ordered": block.ordered, "items": items}
            case Table():
                return self.table(block)
            case Box(blocks):
                inner = self.blocks(blocks, level)
                return {"kind": "box", "keep": _size(inner) < _KEPT, "blocks": inner}
            case Fields(fields):
                rows = [[self.field(field) for field in row] for row in in_rows(fields)]
                return {"kind": "fields", "rows": rows}
            case Sign():
                return {
                    "heading": self.inlines.words(block.heading),
                    "fields": [self.field(field) for field in block.fields],
                }
            case PageBreak():
                return {"kind": "page-break"}
            case _:
                assert_never(block)

    def item(self, item: Item, number: int, level: int) -> Data:
        blocks = self.blocks(item.blocks, level)
        if self.sheet:
            blocks = [block | {"inlines": bound(block["inlines"])} if "inlines" in block else block for block in blocks]
        alone = len(blocks) == 1 and blocks[0]["kind"] == "paragraph" and not blocks[0]["number"]
        return {
            "label": item.label or f"{number}.",
            "only": blocks[0]["inlines"] if alone else None,
            "blocks": blocks,
        }

    def table(self, table: Table) -> Data:
        cells = self._in_cells(min(_CELL, _LINE // len(table.header)))
        header = [cells.nodes(cell) for cell in table.header]
        rows = [[cells.nodes(cell) for cell in row] for row in table.rows]
        return {
            "kind": "table",
            "header": header if any(header) else None,
            "columns": _shares([header, *rows]),
            "keep": _size(rows) < _KEPT and len(rows) <= _KEPT_ROWS,
            "rows": [{"cells": row, "long": _size(row) > _KEPT} for row in rows],
        }

    def field(self, field: Field) -> Data:
        options = [self.inlines.words(option) for option in field.options]
        lengths = [_size(option) for option in options]
        return {
            "kind": field.kind,
            "label": self.inlines.words(field.label),
            "long": len(self.inlines.line(field.label)) > _BESIDE,
            "above": len(self.inlines.line(field.label)) > _ABOVE,
            "lines": field.lines,
            "options": options,
            "other": self.inlines.words(self.before_other.replace("{option}", field.other)) if field.other else None,
            "wide": max(lengths, default=0) > _WIDE,
            "apart": max(lengths, default=0) > _OPTION or sum(lengths) > _ACROSS,
            "columns": [self.narrow.words(column) for column in field.columns],
            "widths": list(field.shares()),
            "rows": field.rows,
            "given": [self.narrow.words(text) for text in field.given],
            "half": field.half,
        }

    def _step(self, level: int) -> int:
        """The heading level asked for, or one below the last: no level is skipped."""
        self.level = max(1, min(level, self.level + 1))
        return self.level


def _breaks(clause: Clause) -> bool:
    return any(isinstance(block, PageBreak) for block in clause.blocks)


def _strings(node: object) -> Iterator[str]:
    """Every text of a piece of data that is shown."""
    if isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        if len(node) == 2 and node[0] in ("text", "whole"):
            yield str(node[1])
        else:
            for value in node:
                yield from _strings(value)


def _size(node: object) -> int:
    return sum(map(len, _strings(node)))


def _shares(rows: Sequence[Sequence[list[Node]]]) -> list[float | None]:
    """Column widths in proportion to what stands in them, with room for the longest word.

    Where a column holds long texts, one of short texts only takes what these need on one line: None.
    """
    widest = [max(_breadth(cell) for cell in column) for column in zip(*rows, strict=True)]
    spare = max(widest, default=0) > 2 * _SHORT and sum(width for width in widest if width <= _SHORT) <= 2 * _SHORT
    return [None if spare and width <= _SHORT else share for width, share in zip(widest, _parts(rows), strict=True)]


def _breadth(node: object) -> int:
    return sum(map(breadth, _strings(node)))


def _parts(rows: Sequence[Sequence[list[Node]]]) -> list[float]:
    """Letters a column gets of a line: even by its texts, at least its longest word."""
    columns = list(zip(*rows, strict=True))
    shares = [float(_even([min(_breadth(cell), 70) for cell in column])) for column in columns]
    least = [float(_least(column)) for column in columns]
    for _ in columns:
        whole = sum(shares)
        shares = [max(share * _LINE / whole, floor) for share, floor in zip(shares, least, strict=True)]
    return shares


def _least(column: Sequence[list[Node]]) -> int:
    """Letters a column cannot do without: its longest word, or a short text whole.

    Where a line may break after any character, half of that is enough.
    """
    widest = max(column, key=_breadth)
    short = 18 * _size(widest) // max(_breadth(widest), 1)
    return max(_longest_word(column), min(_breadth(widest), short)) + 3


def _even(lengths: Sequence[int]) -> float:
    return (max(lengths) + sum(lengths) / len(lengths)) / 2 or 1.0


def _longest_word(column: Sequence[list[Node]]) -> int:
    return max((unbroken(text) for cell in column for text in _strings(cell)), default=1)
