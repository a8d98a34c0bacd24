"""A Word file as its parts, and the same again: parts out of the zip, relationships, and the zip with fixed times."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from policygen.errors import Where, fail
from policygen.redline.wordml import R

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
FOOTNOTES, ENDNOTES = "word/footnotes.xml", "word/endnotes.xml"
CORE, CUSTOM, TYPES = "docProps/core.xml", "docProps/custom.xml", "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BROUGHT = "rIdOld"  # how the ids begin of relationships that come from another file
RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_OVERRIDE, _DEFAULT = (f"{{{_PACKAGE}/content-types}}{name}" for name in ("Override", "Default"))
_RELATING = etree.XPath("//*[@r:*]", namespaces={"r": R})
_STORY = re.compile(r"word/(document|header\w*|footer\w*|footnotes|endnotes)\.xml")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class Package:
    """The parts of one file; a part is parsed when it is asked for, and written back if it was."""

    def __init__(self, data: bytes, name: str) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {one: package.read(one) for one in package.namelist() if not one.endswith("/")}
        self.name = name
        self._trees: dict[str, etree._Element] = {}

    def tree(self, part: str) -> etree._Element:
        """One part as a tree, for reading and changing."""
        if part not in self._trees:
            try:
                self._trees[part] = etree.fromstring(self.parts[part], _PARSER)
            except etree.XMLSyntaxError as error:
                hint = "open it in Word and save it again"
                raise fail("PG-X001", f"{part} cannot be read: {error}", Where(self.name), hint) from error
        return self._trees[part]

    def has(self, part: str) -> bool:
        return part in self.parts or part in self._trees

    def put(self, part: str, content: etree._Element | bytes) -> None:
        """Add a part, or replace it."""
        if isinstance(content, bytes):
            self._trees.pop(part, None)
            self.parts[part] = content
        else:
            self.parts.setdefault(part, b"")
            self._trees[part] = content

    def stories(self) -> list[str]:
        """The parts that hold text."""
        return [part for part in self.parts if _STORY.fullmatch(part)]

    def drop(self, part: str) -> None:
        """Leave a part out."""
        self.parts.pop(part, None)
        self._trees.pop(part, None)
        for one in self.tree(TYPES).findall(_OVERRIDE):
            if one.get("PartName") == f"/{part}":
                one.getparent().remove(one)

    def relations(self, part: str) -> dict[str, etree._Element]:
        """The relationships of a part by their id."""
        name = relations_of(part)
        return {str(one.get("Id")): one for one in self.tree(name).iterfind(RELATION)} if self.has(name) else {}

    def target(self, part: str, relation: etree._Element) -> str:
        """The part that a relationship leads to; empty where it leads outside."""
        if relation.get("TargetMode") == "External":
            return ""
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), str(relation.get("Target"))))[1:]

    def relate(self, part: str, kind: str, target: str, mode: str = "") -> str:
        """The id of a new relationship of a part."""
        name = relations_of(part)
        if not self.has(name):
            self.put(
                name,
                etree.Element(f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"}),
            )
        known, at = self.relations(part), 1
        while f"{BROUGHT}{at}" in known:
            at += 1
        held = {"Id": f"{BROUGHT}{at}", "Type": kind, "Target": target} | ({"TargetMode": mode} if mode else {})
        etree.SubElement(self.tree(name), RELATION, held)
        return f"{BROUGHT}{at}"

    def type_of(self, part: str) -> str:
        """The declared type of a part, by its name or its ending."""
        types = self.tree(TYPES)
        for one in types.iterfind(_OVERRIDE):
            if one.get("PartName") == f"/{part}":
                return str(one.get("ContentType"))
        ending = part.rpartition(".")[2].lower()
        found = (one for one in types.iterfind(_DEFAULT) if str(one.get("Extension")).lower() == ending)
        return str(getattr(next(found, None), "attrib", {}).get("ContentType", ""))

    def declare(self, part: str, kind: str) -> None:
        """Say what type a part is of, unless that is said already."""
        if kind and self.type_of(part) != kind:
            etree.SubElement(self.tree(TYPES), _OVERRIDE, PartName=f"/{part}", ContentType=kind)

    def property(self, name: str) -> str:
        """A custom property; empty where it has none of this name."""
        if not self.has(CUSTOM):
            return ""
        found = (one for one in self.tree(CUSTOM) if one.get("name") == name)
        return "".join(text for one in found for text in one.itertext()).strip()

    def core(self, name: str) -> str:
        """A core property by its local name, such as `creator`."""
        if not self.has(CORE):
            return ""
        found = (one for one in self.tree(CORE) if isinstance(one.tag, str) and etree.QName(one).localname == name)
        return next((one.text or "" for one in found), "").strip()

    def packed(self) -> bytes:
        """The file again; the same parts give the same bytes."""
        done = io.BytesIO()
        with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in {**self.parts, **{name: written(tree) for name, tree in self._trees.items()}}.items():
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
                package.writestr(entry, part)
        return done.getvalue()


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"


def written(tree: etree._Element) -> bytes:
    found: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def relating(story: etree._Element) -> list[etree._Element]:
    """The elements of a story that name a relationship."""
    found: list[etree._Element] = _RELATING(story)
    return found


def related(element: etree._Element) -> Mapping[str, str]:
    """The attributes of an element that hold the id of a relationship."""
    return {str(name): str(held) for name, held in element.items() if str(name).startswith(f"{{{R}}}")}
