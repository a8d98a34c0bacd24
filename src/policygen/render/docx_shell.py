"""A user's own letterhead: docxtpl fills its tags, and the document is laid where `{{ document }}` stands.

What the tags print arrives as tokens, so a letterhead is filled once for all documents that take the same
branches of its conditions, and no value is ever read as markup. Their styles, numbering, header, footer and page
are kept; ours are added beside them.
"""

import hashlib
import io
import zipfile
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from docx.exceptions import PythonDocxError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, Undefined
from lxml import etree

from policygen.domain.document import Document, Value
from policygen.domain.word_tags import TAG, read_tag
from policygen.domain.word_values import UNFILLED
from policygen.errors import PolicygenError, fail
from policygen.render.docx_merge import ANCHOR, add_anchor, merged
from policygen.render.docx_pen import Base
from policygen.render.docx_tags import Printed, ShellEnvironment
from policygen.render.docx_xml import W

_TITLE = "document.title"
_CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Letterhead:
    """A user's shell, read once: its bytes and the names its tags print, decide by, and ask no more of than whether
    they have an answer."""

    name: str
    digest: str
    data: bytes
    prints: tuple[Printed, ...]
    decides: tuple[tuple[str, ...], ...]
    asks: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()
    titled: bool = False

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses that it asks for by their ids; none where it takes a whole document."""
        return frozenset(filter(None, self.places))

    def decisions(self, values: Mapping[str, object]) -> Hashable:
        """What the shell's conditions and loops see: other values need another layout."""
        environment = ShellEnvironment()
        found = ((path, environment.read(path, values)) for path in self.decides)
        seen = tuple((path, "" if isinstance(value, Undefined) else repr(value)) for path, value in found)
        return (*seen, *((path, bool(environment.read(path, values))) for path in self.asks))

    def printed(self, values: Mapping[str, object]) -> tuple[Value | TemplateError, ...]:
        """The values its tags print, in the order of their tokens; for one without words, why it has none.

        A tag within a condition that leaves it out may well print a name without an answer.
        """
        environment = ShellEnvironment()
        found: list[Value | TemplateError] = []
        for one in self.prints:
            try:
                found.append(Value(environment.say(one, values), f"shell: {one.source}"))
            except UNFILLED as problem:
                found.append(environment.told(problem))
        return tuple(found)

    def base(self, document: Document, values: Mapping[str, object]) -> Base:
        """The shell with its tags filled by tokens, ready for a document of this many values."""
        template = _template(self.name, self.data)
        if not set_anchors(template.docx.element.body):
            add_anchor(template.docx.element.body)
        environment = ShellEnvironment(self.prints, len(document.values))
        try:
            template.render(dict(values), environment)
        except UNFILLED as problem:
            raise self.problem(environment.told(problem)) from problem
        packed = io.BytesIO()
        template.save(packed)
        base = merged(packed.getvalue(), document.locale)
        if not base.spots:
            message = f"a condition of the template {self.name} leaves out the place of the document"
            raise fail("PG-R122", message, hint="move {{p document }} out of the condition")
        return replace(base, titled=self.titled, name=self.name)

    def problem(self, problem: TemplateError) -> PolicygenError:
        """What a tag that cannot be filled in is told as."""
        return fail(
            "PG-R120",
            f"the letterhead {self.name} cannot be filled in: {problem.message}",
            hint=f"run: policygen shell check {self.name}",
        )


def opened(path: Path) -> Letterhead:
    """Read a letterhead. Whether it is safe to read is for `policygen.verify.shell_check` to say before."""
    return _read(path.name, path.read_bytes())


@lru_cache(maxsize=8)
def _read(name: str, data: bytes) -> Letterhead:
    """Fill the letterhead once with nothing decided, to learn which names its tags use."""
    environment = ShellEnvironment()
    template = _template(name, data)
    places = set_anchors(template.docx.element.body)
    titled = False
    try:
        for at, source in enumerate(_sources(template, data)):
            environment.learn(source)
            titled = titled or (at == 0 and any(one.source == _TITLE for one in environment.prints))
    except TemplateError as problem:
        raise fail(
            "PG-R120",
            f"the letterhead {name} has a tag that cannot be read: {problem.message}",
            hint=f"run: policygen shell check {name}",
        ) from problem
    digest = hashlib.sha256(data).hexdigest()
    decides, asks = tuple(sorted(environment.decides)), tuple(sorted(environment.asks))
    return Letterhead(name, digest, data, tuple(environment.prints), decides, asks, places, titled)


def _template(name: str, data: bytes) -> DocxTemplate:
    """The file as docxtpl opens it; what it stumbles over is damage that the bytes alone do not show."""
    try:
        template = DocxTemplate(io.BytesIO(_without_properties(data)))
        template.init_docx()
    except (KeyError, ValueError, etree.LxmlError, PythonDocxError) as problem:
        hint = "open it in Word and save it again"
        raise fail("PG-R121", f"the letterhead {name} cannot be opened: {problem}", hint=hint) from problem
    return template


def _without_properties(data: bytes) -> bytes:
    """The file without its core properties: they are set from the document, and docxtpl would read them as templates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as theirs, zipfile.ZipFile(out, "w") as ours:
        for name in theirs.namelist():
            if name == _CORE:
                continue
            part = theirs.read(name)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                tree = etree.fromstring(part)
                for entry in [one for one in tree if _CORE in (one.get("PartName") or one.get("Target") or "")]:
                    tree.remove(entry)
                part = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            ours.writestr(name, part)
    return out.getvalue()


def _sources(template: DocxTemplate, data: bytes) -> Sequence[str]:
    """The text that docxtpl will give to the template engine, part by part; the page itself comes first."""
    parts = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.patch_xml(template.get_part_xml(part)) for _, part in template.get_headers_footers(uri)]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/footnotes.xml" in package.namelist():
            parts.append(template.patch_xml(package.read("word/footnotes.xml").decode()))
    return parts


def set_anchors(body: etree._Element) -> tuple[str, ...]:
    """Put our mark where `{{ document }}` or `{{ clause('id') }}` stands alone, before docxtpl can lose it.

    Returns the clauses asked for, in their order; an empty name is the document.
    """
    places = []
    for paragraph in body.iter(f"{{{W}}}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t")).strip()
        tag = read_tag(words) if TAG.fullmatch(words) else None
        if tag is None or not tag.marks:
            continue
        for child in list(paragraph):
            if child.tag != f"{{{W}}}pPr":
                paragraph.remove(child)
        run = etree.SubElement(paragraph, f"{{{W}}}r")
        etree.SubElement(run, f"{{{W}}}t").text = f"{ANCHOR}{tag.clause}"
        places.append(tag.clause)
    return tuple(places)
