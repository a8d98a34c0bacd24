"""One document laid out in Word: everything but its values, ready to be filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from policygen.domain.document import Document, Reference, Value
from policygen.render import docx_parts
from policygen.render.docx_body import body, draft_mark
from policygen.render.docx_package import Skeleton, addresses, filled, one_line, skeleton
from policygen.render.docx_pen import Base, Pen
from policygen.render.docx_picked import only, picked
from policygen.render.docx_tokens import account
from policygen.templating.tokens import filled as plain_text

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out document that waits for its values; `links` are relationship ids with their addresses."""

    skeleton: Skeleton
    links: tuple[tuple[str, str], ...]
    base: Base
    lost: tuple[Reference, ...] = ()
    styles: frozenset[str] = frozenset()


def lay_out(document: Document, labels: Mapping[str, str], base: Base) -> Layout:
    """Write every part, with tokens for values, and account for each of them."""
    document = shown(document, base)
    pen = Pen(document, labels, base)
    laid = [body(pen, picked(document, spot.clause), spot.width) for spot in base.spots]
    if document.draft and not base.own_edges:
        laid[0] = draft_mark(pen) + laid[0]
    written = "".join(laid)
    head, middle, end = base.numbering
    parts = dict(base.parts)
    parts["word/document.xml"] = "".join(chain(*zip_longest(base.texts, laid, fillvalue=""))).encode()
    parts["word/numbering.xml"] = (
        f"{head}{pen.numbering.definitions()}{middle}{pen.numbering.instances()}{end}".encode()
    )
    parts["word/styles.xml"] = base.sheet(written)
    account(document, parts, pen.links, base.own_edges)
    links = tuple((f"rIdLink{at}", href) for at, href in enumerate(pen.links, 1))
    return Layout(skeleton(parts), links, base, tuple(pen.lost), frozenset(pen.used))


def shown(document: Document, base: Base) -> Document:
    """What of a document the package has room for: all of it, without a title that it shows itself, or some clauses."""
    if any(spot.clause for spot in base.spots):
        return only(document, base.spots, base.joined)
    return replace(document, title="", subtitle="") if base.titled else document


def finish(layout: Layout, document: Document, values: Sequence[Value], manifest_digest: str) -> bytes:
    """The bytes of one document: values filled in, relationships and properties made for it."""
    base = layout.base
    links = "".join(docx_parts.link_relationship(name, address) for name, address in addresses(layout.links, values))
    title, author = (one_line(plain_text(text, values)) for text in (document.title, document.organisation))
    marks = {"policygen-manifest": manifest_digest, "policygen-template": base.name}
    told = [(name, text) for name, text in marks.items() if text]
    mark = "".join(docx_parts.custom_property(base.first_property + at, *one) for at, one in enumerate(told))
    return filled(
        layout.skeleton,
        values,
        {
            _RELATIONSHIPS: f"{base.links}{links}</Relationships>".encode(),
            _CORE: docx_parts.core_properties(document, title, author),
            _CUSTOM: f"{base.properties}{mark}</Properties>".encode(),
        },
    )
