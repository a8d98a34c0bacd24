"""Markdown to blocks: CommonMark with tables, by an allow-list of rules, and nothing that guesses."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly

from policygen.domain.document import (
    Block,
    Box,
    Break,
    Emphasis,
    Field,
    FieldKind,
    Fields,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Paragraph,
    Reference,
    Side,
    Sign,
    Strong,
    Table,
    Text,
)  # fmt: skip
from policygen.errors import PolicygenError, Where, fail

_RULES = (
    "table", "blockquote", "list", "heading", "paragraph", "newline", "escape", "backticks", "emphasis", "link",
    "balance_pairs", "fragments_join", "fence",
)  # fmt: skip
_SIDES: tuple[Side, ...] = ("centre", "right")
_FIELD_KINDS = ("text", "date", "time", "one-of", "several-of", "tick", "signature", "person", "entries")
_FIELD_KEYS = frozenset({"id", "kind", "label"})
_KEYS_OF_KINDS = {
    "entries": {"columns", "rows", "widths", "given"},
    **{kind: {"lines", "options", "half"} for kind in ("date", "person", "text", "time")},
    **{kind: {"lines", "options", "other"} for kind in ("one-of", "several-of")},
}
_COLUMNS = range(2, 7)
_ROWS = range(1, 41)
_WIDTHS = range(1, 13)
_LEFT_OVER = re.compile(r"\*\*|__|\]\(|!\[|</?[a-z]+[ />]|&[a-z]+;|\{[%{#]|[%}]\}", re.IGNORECASE)
_LOST_ITEM = re.compile(r"^\s{0,3}(\d+[.)]|[-+*])\s")
SCHEMES = ("https:", "mailto:", "tel:")


@lru_cache(maxsize=4096)
def blocks(source: str, language: str = "en", where: Where = Where()) -> tuple[Block, ...]:
    """Parse an expanded body. Text that only looks like markup, or would be lost, is an error."""
    return _Reader(language, where).read(_parser().parse(source), source)


@lru_cache(maxsize=1024)
def inlines(source: str, language: str = "en", where: Where = Where()) -> Inlines:
    """Parse a title or label: inline markup only."""
    found = _parser().parseInline(source)
    return _Reader(language, where).inlines(found[0].children or [])


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(list(_RULES))
    parser.use(cjk_friendly)
    # Links are checked after values are in; encoding them here would spoil the tokens.
    setattr(parser, "normalizeLink", _same)  # noqa: B010 - the attribute is a method to the type checker
    setattr(parser, "normalizeLinkText", _same)  # noqa: B010
    setattr(parser, "validateLink", lambda _url: True)  # noqa: B010
    return parser


def _same(url: str) -> str:
    return url


class _Reader:
    def __init__(self, language: str, where: Where) -> None:
        self.joiner = "" if language == "ja" else " "
        self.where = where

    def read(self, found: Sequence[Token], source: str) -> tuple[Block, ...]:
        self.source = source.splitlines()
        if "![" in source:
            raise self._problem("PG-T035", 'markup that does nothing is left in the text: "!["', None)
        return tuple(self._blocks(list(found)))

    def _blocks(self, found: list[Token]) -> Iterator[Block]:
        at = 0
        while at < len(found):
            end = _closing(found, at)
            yield self._block(found[at], found[at + 1 : end], top=found[at].level == 0)
            at = end + 1

    def _block(self, opening: Token, inner: list[Token], *, top: bool) -> Block:
        match opening.type:
            case "paragraph_open":
                return Paragraph(self._paragraph(inner[0]))
            case "heading_open":
                return Heading(int(opening.tag[1]), self.inlines(inner[0].children or []))
            case "bullet_list_open" | "ordered_list_open":
                return List(opening.type.startswith("ordered"), tuple(self._items(inner)))
            case "blockquote_open":
                return Box(tuple(self._blocks(inner)))
            case "table_open":
                return self._table(opening, inner)
            case "fence":
                return self._fence(opening, top=top)
        raise self._problem("PG-T030", f"`{opening.type}` is not part of the language", opening)

    def _paragraph(self, token: Token) -> Inlines:
        for offset, line in enumerate(token.content.splitlines()):
            if offset and _LOST_ITEM.match(line):
                raise self._problem(
                    "PG-T031", f'a list needs an empty line before it: "{line.strip()[:40]}"', token, offset
                )
        return self.inlines(token.children or [], token)

    def _items(self, inner: list[Token]) -> Iterator[Item]:
        at = 0
        while at < len(inner):
            end = _closing(inner, at)
            yield Item(tuple(self._blocks(inner[at + 1 : end])))
            at = end + 1

    def _table(self, opening: Token, inner: list[Token]) -> Table:
        rows: list[tuple[Inlines, ...]] = []
        cells: list[Inlines] = []
        for token in inner:
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(self.inlines(token.children or [], token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        self._check_cells(opening, len(rows[0]))
        return Table(rows[0], tuple(rows[1:]))

    def _check_cells(self, opening: Token, width: int) -> None:
        first, last = opening.map or [0, 0]
        for offset, line in enumerate(self.source[first:last]):
            cells = len(re.findall(r"(?<!\\)\|", line.strip().strip("|"))) + 1
            if cells != width:
                raise self._problem(
                    "PG-T032",
                    f"a table row has {cells} cells, its header {width}: {line.strip()[:60]}",
                    opening,
                    offset,
                )

    def _fence(self, token: Token, *, top: bool) -> Block:
        info = token.info.strip()
        for side in _SIDES:
            if info == side and top:
                return self._aside(side, token)
        if info not in ("fields", "sign") or not top:
            known = "```fields, ```sign, ```right or ```centre"
            raise self._problem("PG-T033", f'a fence is {known} at the top level, not "{info}"', token)
        try:
            data = yaml.safe_load(token.content)
        except yaml.YAMLError as error:
            raise self._problem("PG-T034", f"the fields are not YAML: {error}", token) from error
        if info == "fields":
            return Fields(self._fields(data, token))
        if not isinstance(data, dict) or set(data) - {"heading", "fields"}:
            raise self._problem("PG-T034", "a `sign` fence holds `heading:` and `fields:`", token)
        fields = self._fields(data.get("fields"), token)
        for field in fields:
            if field.kind == "entries":
                raise self._problem("PG-T034", f"{field.id}: a `sign` fence holds no table of entries", token)
        return Sign(str(data.get("heading", "")), fields)

    def _aside(self, side: Side, token: Token) -> Paragraph:
        """Lines on one side of the page; each line of the source is one, empty ones apart."""
        found: list[Inline] = []
        for offset, line in enumerate(token.content.splitlines()):
            if _LOST_ITEM.match(line):
                raise self._problem(
                    "PG-T031", f'a list cannot stand in ```{side}: "{line.strip()[:40]}"', token, offset
                )
            if line.strip():
                found += [Break()] if found else []
                found += self.inlines(_parser().parseInline(line.strip())[0].children or [], token)
        if not found:
            raise self._problem("PG-T034", f"a `{side}` fence holds at least one line", token)
        return Paragraph(_merged(found), side=side)

    def _fields(self, data: Any, token: Token) -> tuple[Field, ...]:  # YAML as read; every part is checked here
        if not isinstance(data, list) or not data:
            raise self._problem("PG-T034", "fields are a list of {id, kind, label}", token)
        return tuple(self._field(entry, token) for entry in data)

    def _field(self, entry: Any, token: Token) -> Field:  # YAML as read; every part is checked here
        if not isinstance(entry, dict) or not {"id", "kind", "label"} <= set(entry):
            raise self._problem("PG-T034", f"a field needs id, kind and label: {entry!r}", token)
        unknown = set(entry) - _FIELD_KEYS - _KEYS_OF_KINDS.get(str(entry["kind"]), {"lines", "options"})
        if unknown or entry["kind"] not in _FIELD_KINDS:
            raise self._problem("PG-T034", f"unknown in field {entry['id']}: {unknown or entry['kind']}", token)
        if entry["kind"] == "entries":
            return self._entries(entry, token)
        kind = cast(FieldKind, entry["kind"])
        options = tuple(str(option) for option in entry.get("options", ()))
        if kind in ("one-of", "several-of") and not options:
            raise self._problem("PG-T034", f"field {entry['id']} needs options", token)
        lines, half = int(entry.get("lines", 1)), entry.get("half", False)
        if not isinstance(half, bool) or (half and lines > 1):
            raise self._problem("PG-T034", f"field {entry['id']}: half is true or false, and has one line", token)
        other = str(entry.get("other", "")).strip()
        return Field(str(entry["id"]), kind, str(entry["label"]), lines, options, half=half, other=other)

    def _entries(self, entry: dict[str, Any], token: Token) -> Field:  # YAML as read; every part is checked here
        name, columns = entry["id"], entry.get("columns")
        given = entry.get("given", [])
        known = isinstance(given, list) and all(map(_heading, given))
        rows, widths = entry.get("rows", len(given) if known else None), entry.get("widths", [])
        if not isinstance(columns, list) or len(columns) not in _COLUMNS or not all(map(_heading, columns)):
            raise self._problem("PG-T034", f"field {name} needs 2 to 6 columns, each with a heading", token)
        if not known or (given and rows != len(given)):
            raise self._problem("PG-T034", f"field {name}: `given` is a text for each row", token)
        if not _number(rows, _ROWS):
            raise self._problem("PG-T034", f"field {name} needs 1 to 40 rows", token)
        if widths != [] and not _shares(widths, len(columns)):
            raise self._problem("PG-T034", f"field {name}: widths are one number from 1 to 12 for each column", token)
        label, count, first = str(entry["label"]), int(rows or 0), tuple(map(str, given))
        return Field(str(name), "entries", label, 1, (), tuple(columns), count, tuple(widths), first)

    def inlines(self, found: Sequence[Token], parent: Token | None = None) -> Inlines:
        result: list[Inline] = []
        at = 0
        while at < len(found):
            token = found[at]
            if token.nesting == 1:
                end = _closing(found, at)
                result.append(self._wrapped(token, self.inlines(found[at + 1 : end], parent)))
                at = end + 1
                continue
            result.extend(self._leaf(token, parent))
            at += 1
        return _merged(result)

    def _wrapped(self, opening: Token, children: Inlines) -> Inline:
        match opening.type:
            case "strong_open":
                return Strong(children)
            case "em_open":
                return Emphasis(children)
            case "link_open":
                href = str(opening.attrs.get("href", ""))
                if href.startswith("#"):
                    return Reference(href[1:], "", "")
                return Link(href, children)
        raise self._problem("PG-T030", f"`{opening.type}` is not part of the language", opening)

    def _leaf(self, token: Token, parent: Token | None) -> Iterator[Inline]:
        match token.type:
            case "text":
                self._check_text(token.content, parent)
                if token.content:
                    yield Text(token.content)
            case "text_special":
                yield Text(token.content)
            case "softbreak":
                if self.joiner:
                    yield Text(self.joiner)
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Text(token.content)
            case _:
                raise self._problem("PG-T030", f"`{token.type}` is not part of the language", parent)

    def _check_text(self, text: str, parent: Token | None) -> None:
        left = _LEFT_OVER.search(text)
        if left:
            raise self._problem(
                "PG-T035",
                f'markup that does nothing is left in the text: "{text[left.start() : left.start() + 30]}"',
                parent,
            )

    def _problem(self, code: str, message: str, token: Token | None, offset: int = 0) -> PolicygenError:
        line = token.map[0] + offset if token is not None and token.map else None
        where = self.where
        if line is not None and self.where.line is None:
            where = Where(where.file, None, None, where.subject)
        return fail(code, message, where, "Mend the clause text.")


def _heading(found: object) -> bool:
    return isinstance(found, str) and bool(found.strip())


def _number(found: object, allowed: range) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found in allowed


def _shares(found: object, columns: int) -> bool:
    return isinstance(found, list) and len(found) == columns and all(_number(one, _WIDTHS) for one in found)


def _closing(found: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at `at` (itself when it stands alone)."""
    depth = 0
    for index in range(at, len(found)):
        depth += found[index].nesting
        if depth == 0:
            return index
    raise AssertionError("markdown-it closes what it opens")


def _merged(found: list[Inline]) -> Inlines:
    """Neighbouring texts become one, so that equal words give equal trees."""
    result: list[Inline] = []
    for inline in found:
        last = result[-1] if result else None
        if isinstance(inline, Text) and isinstance(last, Text):
            result[-1] = Text(last.text + inline.text)
        else:
            result.append(inline)
    return tuple(result)
