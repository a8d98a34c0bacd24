"""A user's own letterhead: docxtpl fills its tags, and the document is laid where `{{ document }}` stands.

What the tags print arrives as tokens, so a letterhead is filled once for all documents that take the same
branches of its conditions, and no value is ever read as markup. Their styles, numbering, header, footer and page
are kept; ours are added beside them.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import TemplateError, Undefined
from lxml import etree

from policygen.domain.document import Document, Value
from policygen.errors import PolicygenError, fail
from policygen.render.docx_merge import ANCHOR, merged
from policygen.render.docx_pen import Base
from policygen.render.docx_tags import Printed, ShellEnvironment
from policygen.render.docx_xml import W

_TAG = re.compile(r"\{\{-?\s*(?:[pr]\s+)?document\s*-?\}\}")


@dataclass(frozen=True)
class Letterhead:
    """A user's shell, read once: its bytes and the names its tags print and decide by."""

    name: str
    digest: str
    data: bytes
    prints: tuple[Printed, ...]
    decides: tuple[tuple[str, ...], ...]

    def decisions(self, values: Mapping[str, object]) -> Hashable:
        """What the shell's conditions and loops see: other values need another layout."""
        environment = ShellEnvironment()
        found = ((path, environment.read(path, values)) for path in self.decides)
        return tuple((path, "" if isinstance(value, Undefined) else repr(value)) for path, value in found)

    def printed(self, values: Mapping[str, object]) -> tuple[Value, ...]:
        """The values its tags print, in the order of their tokens."""
        environment = ShellEnvironment()
        try:
            return tuple(Value(environment.say(one, values), f"shell: {one.source}") for one in self.prints)
        except TemplateError as problem:
            raise self._problem(problem) from problem

    def base(self, document: Document, values: Mapping[str, object]) -> Base:
        """The shell with its tags filled by tokens, ready for a document of this many values."""
        template = DocxTemplate(io.BytesIO(self.data))
        template.init_docx()
        _set_anchor(template.docx.element.body)
        first = len(document.values)
        try:
            template.render(dict(values), ShellEnvironment(self.prints, first))
        except TemplateError as problem:
            raise self._problem(problem) from problem
        packed = io.BytesIO()
        template.save(packed)
        return merged(packed.getvalue())

    def _problem(self, problem: TemplateError) -> PolicygenError:
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
    try:
        for source in _sources(data):
            environment.learn(source)
    except TemplateError as problem:
        raise fail(
            "PG-R120",
            f"the letterhead {name} has a tag that cannot be read: {problem.message}",
            hint=f"run: policygen shell check {name}",
        ) from problem
    digest = hashlib.sha256(data).hexdigest()
    return Letterhead(name, digest, data, tuple(environment.prints), tuple(sorted(environment.decides)))


def _sources(data: bytes) -> Sequence[str]:
    """The text that docxtpl will give to the template engine, part by part."""
    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    _set_anchor(template.docx.element.body)
    parts = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.patch_xml(template.get_part_xml(part)) for _, part in template.get_headers_footers(uri)]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "word/footnotes.xml" in package.namelist():
            parts.append(template.patch_xml(package.read("word/footnotes.xml").decode()))
    return parts


def _set_anchor(body: etree._Element) -> None:
    """Put our mark where `{{ document }}` stands alone, before docxtpl can lose it."""
    for paragraph in body.iter(f"{{{W}}}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        if _TAG.fullmatch(words.strip()):
            for child in list(paragraph):
                if child.tag != f"{{{W}}}pPr":
                    paragraph.remove(child)
            run = etree.SubElement(paragraph, f"{{{W}}}r")
            etree.SubElement(run, f"{{{W}}}t").text = ANCHOR
            return
