"""What a validator of Word files misses: things that open, but lose words, links or ids when somebody works on them."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from lxml import etree

from policygen.errors import Diagnostic, Where
from policygen.verify.docx_reading import W, parsed, parts, words

__all__ = ["check_docx", "words"]
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONGEST_TAG = 64
_BOOKMARK = re.compile(r"\w{1,40}")
_TOKEN = re.compile("[\U000f0000-\U0010ffff]")
_Trees = Mapping[str, etree._Element]


def check_docx(data: bytes) -> tuple[Diagnostic, ...]:
    """Everything wrong with a finished Word file that can be seen from its parts."""
    try:
        found = parts(data)
        trees = {name: parsed(part) for name, part in found.items() if name.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as problem:
        return (Diagnostic("PG-V217", f"this is not a Word file that can be read: {problem}"),)
    if "word/document.xml" not in trees:
        return (Diagnostic("PG-V217", "this is not a Word file: it has no document in it"),)
    checks: tuple[Callable[[_Trees], Iterable[Diagnostic]], ...] = (
        _tokens,
        _fields,
        _controls,
        _bookmarks,
        _tables,
        _numbers,
        _styles,
    )
    return (
        *chain.from_iterable(check(trees) for check in checks),
        *_relationships(trees, found),
        *_types(trees, found),
    )


def _problem(code: str, message: str, part: str) -> Diagnostic:
    return Diagnostic(code, message, Where(file=part), "make the file again, and report it if that does not help")


def _tokens(trees: _Trees) -> Iterator[Diagnostic]:
    for name, tree in trees.items():
        for element in tree.iter():
            held = (element.text or "", element.tail or "", *element.attrib.values())
            if any(_TOKEN.search(str(text)) for text in held):
                yield _problem("PG-V218", "a value was not filled in", name)


def _fields(trees: _Trees) -> Iterator[Diagnostic]:
    for name, tree in _stories(trees):
        depth = 0
        for mark in tree.iter(f"{{{W}}}fldChar"):
            kind = _value(mark, "fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if depth < 0 or (kind == "separate" and depth == 0):
                break
        if depth:
            yield _problem("PG-V219", "a field is opened and not closed, or closed and not opened", name)
        if any(_value(mark, "dirty") for mark in tree.iter(f"{{{W}}}fldChar")):
            yield _problem("PG-V204", "a field asks Word to update it on opening", name)
    settings = trees.get("word/settings.xml")
    if settings is not None and settings.find(f"{{{W}}}updateFields") is not None:
        yield _problem("PG-V204", "the settings ask Word to update fields on opening", "word/settings.xml")


def _controls(trees: _Trees) -> Iterator[Diagnostic]:
    ids: Counter[str] = Counter()
    for name, tree in _stories(trees):
        for properties in tree.iter(f"{{{W}}}sdtPr"):
            ids[_child(properties, "id")] += 1
            for kind in ("tag", "alias"):
                text = _child(properties, kind)
                if len(text) > _LONGEST_TAG:
                    yield _problem("PG-V205", f"the {kind} {text!r} is longer than {_LONGEST_TAG}", name)
    for control, times in ids.items():
        if control and times > 1:
            yield _problem("PG-V206", f"{times} content controls have the id {control}", "word/document.xml")


def _bookmarks(trees: _Trees) -> Iterator[Diagnostic]:
    names: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for name, tree in _stories(trees):
        for mark in tree.iter(f"{{{W}}}bookmarkStart"):
            names[_value(mark, "name")] += 1
            ids[_value(mark, "id")] += 1
            if not _BOOKMARK.fullmatch(_value(mark, "name")):
                yield _problem("PG-V207", f"{_value(mark, 'name')!r} is no name for a bookmark", name)
        ends.update(_value(mark, "id") for mark in tree.iter(f"{{{W}}}bookmarkEnd"))
    doubled = [f"the bookmark {n!r}" for n, times in names.items() if times > 1]
    doubled += [f"the bookmark id {n}" for n, times in ids.items() if times > 1]
    for what in doubled:
        yield _problem("PG-V208", f"{what} is used more than once", "word/document.xml")
    if ids != ends:
        yield _problem("PG-V208", "a bookmark is opened and not closed", "word/document.xml")
    for name, tree in _stories(trees):
        for target in _pointed_at(tree):
            if target not in names:
                yield _problem("PG-V209", f"a cross-reference leads to {target!r}, which is not there", name)


def _pointed_at(tree: etree._Element) -> Iterator[str]:
    for code in tree.iter(f"{{{W}}}instrText"):
        said = (code.text or "").split()
        if len(said) > 1 and said[0].upper() in ("REF", "PAGEREF"):
            yield said[1]
    for link in tree.iter(f"{{{W}}}hyperlink"):
        if _value(link, "anchor"):
            yield _value(link, "anchor")


def _tables(trees: _Trees) -> Iterator[Diagnostic]:
    for name, tree in _stories(trees):
        for table in tree.iter(f"{{{W}}}tbl"):
            columns = len(table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol"))
            for row in table.findall(f"{{{W}}}tr"):
                cells = row.findall(f"{{{W}}}tc")
                spans = [c.find(f"{{{W}}}tcPr/{{{W}}}gridSpan") for c in cells]
                width = sum(int(_value(span, "val")) if span is not None else 1 for span in spans)
                if width != columns:
                    yield _problem("PG-V210", f"a table row has {width} columns where the table has {columns}", name)
                if any(len(cell) == 0 or cell[-1].tag != f"{{{W}}}p" for cell in cells):
                    yield _problem("PG-V211", "a table cell does not end with a paragraph", name)


def _numbers(trees: _Trees) -> Iterator[Diagnostic]:
    numbering = trees.get("word/numbering.xml")
    known = {"0"} | {_value(n, "numId") for n in (numbering.iter(f"{{{W}}}num") if numbering is not None else ())}
    for name, tree in _stories(trees):
        for used in tree.iter(f"{{{W}}}numId"):
            if _value(used, "val") not in known:
                yield _problem("PG-V212", f"the list {_value(used, 'val')} is used and not defined", name)


def _styles(trees: _Trees) -> Iterator[Diagnostic]:
    sheet = trees.get("word/styles.xml")
    known = {_value(s, "styleId") for s in (sheet.iter(f"{{{W}}}style") if sheet is not None else ())}
    for name, tree in _stories(trees):
        for kind in ("pStyle", "rStyle", "tblStyle"):
            for missing in {_value(used, "val") for used in tree.iter(f"{{{W}}}{kind}")} - known:
                yield _problem("PG-V213", f"the style {missing!r} is used and not defined", name)


def _relationships(trees: _Trees, found: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        known = set()
        for relation in tree:
            known.add(relation.get("Id"))
            target = str(relation.get("Target"))
            if relation.get("TargetMode") == "External":
                if not str(relation.get("Type")).endswith("/hyperlink"):
                    yield _problem("PG-V214", f"the file draws on something outside it: {target}", name)
                continue
            path = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}").lstrip("/")
            )
            if path not in found:
                yield _problem("PG-V215", f"the part {path} is named and missing", name)
        part = f"{folder}/{posixpath.basename(name).removesuffix('.rels')}"
        if part in trees:
            used = {e.get(f"{{{_R}}}{a}") for e in trees[part].iter() for a in ("id", "embed") if e.get(f"{{{_R}}}{a}")}
            for missing in used - known:
                yield _problem("PG-V215", f"the relationship {missing} is used and not defined", part)


def _types(trees: _Trees, found: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    types = trees.get("[Content_Types].xml")
    if types is None:
        yield _problem("PG-V216", "the list of content types is missing", "[Content_Types].xml")
        return
    named = {str(entry.get("PartName", "")).lstrip("/"): str(entry.get("ContentType")) for entry in types}
    endings = {str(entry.get("Extension", "")).lower() for entry in types}
    for name in found:
        if name != "[Content_Types].xml" and name not in named and name.rsplit(".", 1)[-1].lower() not in endings:
            yield _problem("PG-V216", "a part has no content type", name)
    if not named.get("word/document.xml", "").endswith("document.main+xml"):
        yield _problem("PG-V216", "the document is not declared as a Word document", "[Content_Types].xml")
    for name in named:
        if name and name not in found:
            yield _problem("PG-V216", f"{name} is declared and missing", "[Content_Types].xml")


def _stories(trees: _Trees) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold text."""
    for name, tree in trees.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
            yield name, tree


def _value(element: etree._Element, name: str) -> str:
    return str(element.get(f"{{{W}}}{name}", ""))


def _child(element: etree._Element, name: str) -> str:
    child = element.find(f"{{{W}}}{name}")
    return "" if child is None else _value(child, "val")
