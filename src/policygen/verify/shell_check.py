"""Whether a user's own Word shell is safe to read, and whether its tags will all be filled.

Two gates: one on the bytes, before anything is parsed; one on the pages, for what the filling would lose without a
word. Each finding quotes the text of the page around it.
"""

import difflib
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from itertools import chain

from lxml import etree

from policygen.errors import Diagnostic, Where
from policygen.verify.docx_reading import W, parsed
from policygen.verify.shell_package import unsafe

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_LONE = re.compile(r"\{[{%]\s*(?:p|tr|tc|r)\s")
_NAME = re.compile(r"(?<![\w.'\"])([A-Za-z_]\w*(?:\.\w+)*)")
_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
_FOR = re.compile(r"\{%-?\s*(?:\w+\s+)?for\s+([\w,\s]+?)\s+in\s")
_WORDS = frozenset(
    {"if", "elif", "else", "endif", "for", "endfor", "in", "and", "or", "not", "is", "defined"}
    | {"true", "false", "none", "True", "False", "None", "loop"}
)
_PREFIXES = frozenset({"p", "tr", "tc", "r"})
_UNFILLED = ("endnotes", "comments")
_OURS = "document"
_EXCERPT = 60


def check_shell(data: bytes, name: str, known: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """Everything that speaks against laying documents into this file.

    `known` are the names its tags may print, dotted; without them names are not checked.
    """
    dangers = unsafe(data, name)
    if dangers:
        return dangers
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        stories = {
            part: parsed(package.read(part))
            for part in package.namelist()
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", part)
        }
    found = chain.from_iterable(_story(part, tree, name, known) for part, tree in stories.items())
    return (*found, *_places(stories, name))


def _story(part: str, tree: etree._Element, name: str, known: Collection[str]) -> Iterator[Diagnostic]:
    local = {
        word.strip()
        for paragraph in tree.iter(f"{{{W}}}p")
        for match in _FOR.finditer(_text(paragraph))
        for word in match[1].split(",")
    }
    for paragraph in tree.iter(f"{{{W}}}p"):
        text = _text(paragraph)
        tags = _TAG.findall(text)
        if any(mark in _TAG.sub("", text) for mark in ("{{", "}}", "{%", "%}")):
            yield _found(
                "PG-V227",
                "a tag is opened and not closed in its paragraph",
                text,
                name,
                "put the whole tag in one paragraph",
            )
        if not tags:
            continue
        if any(kind in part for kind in _UNFILLED):
            yield _found(
                "PG-V226",
                "a tag stands in an endnote or a comment, where nothing is filled in",
                text,
                name,
                "move it to the page",
            )
        if _edited(paragraph):
            yield _found(
                "PG-V225",
                "a tag is crossed by a tracked change or a comment",
                text,
                name,
                "accept the changes and delete the comment",
            )
        yield from _alone(text, tags, name)
        if known:
            yield from _unknown(tags, known, local, text, name)


def _alone(text: str, tags: list[str], name: str) -> Iterator[Diagnostic]:
    """Tags that take the place of their paragraph would take the rest of it with them."""
    whole = [tag for tag in tags if _LONE.match(tag)]
    beside = _TAG.sub("", text).strip()
    if whole and beside:
        yield _found(
            "PG-V223", "text beside a paragraph tag would be lost", text, name, "give the tag a paragraph of its own"
        )
    if len(whole) > 1:
        yield _found(
            "PG-V224", "two paragraph tags stand in one paragraph", text, name, "give each tag a paragraph of its own"
        )
    if whole and any(_printed(tag) not in (None, _OURS) for tag in whole):
        yield _found(
            "PG-V228", "a value in a paragraph tag would be lost", text, name, "write {{ name }} instead of {{p name }}"
        )
    if beside and any(_printed(tag) == _OURS for tag in tags):
        yield _found("PG-V229", "{{ document }} has text beside it", text, name, "give it a paragraph of its own")


def _printed(tag: str) -> str | None:
    """The name in a tag that prints nothing but a name."""
    match = re.fullmatch(r"\{\{-?\s*(?:(?:p|tr|tc|r)\s+)?([\w.]+)\s*-?\}\}", tag)
    return match[1] if match else None


def _unknown(
    tags: list[str], known: Collection[str], local: Collection[str], text: str, name: str
) -> Iterator[Diagnostic]:
    """Names that nothing would fill in; a name may also stand for all the fields below it."""
    parents = {".".join(one.split(".")[:depth]) for one in known for depth in range(1, one.count(".") + 2)}
    for tag in tags:
        for used in dict.fromkeys(_names(tag)):
            if used == _OURS or used in parents or used.split(".", 1)[0] in local:
                continue
            near = difflib.get_close_matches(used, sorted(known), n=1, cutoff=0.4)
            hint = f"the nearest name is {near[0]}" if near else "run: policygen list questions"
            yield _found("PG-V230", f"{used!r} is not a name that can be filled in", text, name, hint)


def _names(tag: str) -> Iterator[str]:
    """The dotted names that a tag uses."""
    if tag.startswith("{#"):
        return
    inner = _STRINGS.sub("''", tag[2:-2].strip("-+ "))
    first, _, rest = inner.partition(" ")
    inner = rest if first in _PREFIXES and rest.strip() else inner
    if inner.startswith("for "):
        inner = inner.partition(" in ")[2]
    inner = re.sub(r"\|\s*\w+", "", inner)
    yield from (match[1] for match in _NAME.finditer(inner) if match[1] not in _WORDS)


def _edited(paragraph: etree._Element) -> bool:
    """Whether a change or comment begins or ends within a tag of this paragraph."""
    text, marks = "", []
    for element in paragraph.iter():
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind in ("t", "delText"):
            changed = any(
                etree.QName(a).localname in ("ins", "del", "moveFrom", "moveTo") for a in element.iterancestors()
            )
            start = len(text)
            text += element.text or ""
            if changed:
                marks += [start, len(text)]
        elif kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            marks.append(len(text))
    spans = [match.span() for match in _TAG.finditer(text)]
    return any(start < mark < end for start, end in spans for mark in marks)


def _places(stories: dict[str, etree._Element], name: str) -> Iterator[Diagnostic]:
    paragraphs = [
        _text(p) for part, tree in stories.items() if part == "word/document.xml" for p in tree.iter(f"{{{W}}}p")
    ]
    here = [text for text in paragraphs if any(_printed(tag) == _OURS for tag in _TAG.findall(text))]
    if len(here) > 1:
        yield _found("PG-V231", "{{ document }} stands more than once", here[1], name, "keep one of them")
    elsewhere = [
        _text(p)
        for part, tree in stories.items()
        if part != "word/document.xml"
        for p in tree.iter(f"{{{W}}}p")
        if any(_printed(tag) == _OURS for tag in _TAG.findall(_text(p)))
    ]
    for text in elsewhere:
        yield _found("PG-V231", "{{ document }} stands outside the page itself", text, name, "move it to the page")


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without that of text boxes inside it."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(f"{{{W}}}t", f"{{{W}}}delText")
        if next(text.iterancestors(f"{{{W}}}p")) is paragraph
    )


def _found(code: str, message: str, text: str, name: str, hint: str) -> Diagnostic:
    excerpt = text.strip() if len(text.strip()) <= _EXCERPT else f"{text.strip()[:_EXCERPT]}…"
    return Diagnostic(code, f"{message}: “{excerpt}”", Where(file=name), hint)
