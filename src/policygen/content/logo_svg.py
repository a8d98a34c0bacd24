"""Whether an SVG is a drawing and nothing else: shapes, colours and gradients of its own. It is refused, never mended.

A script, an address outside the file, a style sheet fetched from elsewhere, an entity, a font and a picture inside it
could each act or change after the file was looked at; none of them is needed for a logo.
"""

import re

from lxml import etree

from policygen.content.logo_refused import LogoRefusedError

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    [
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "clipPath", "mask"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop"),
    ]
)
_WHY = {
    "script": "a script",
    "foreignObject": "a web page",
    "image": "a picture of dots",
    "a": "a link",
    "text": "text, whose font others may not have",
    "animate": "a movement",
    "set": "a movement",
}
_LINKS = frozenset({"href", "{http://www.w3.org/1999/xlink}href"})
_OUTSIDE = re.compile(r"url\s*\(\s*[\"']?(?!#)|@|\\|expression|javascript|-moz-binding|data:", re.IGNORECASE)
_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})"
_LENGTH = re.compile(rf"\s*{_NUMBER}(px|pt|mm|cm|in|pc)?\s*")
_BOX = re.compile(rf"\s*\S+[\s,]+\S+[\s,]+{_NUMBER}[\s,]+{_NUMBER}\s*")
_LARGEST = 100_000
_MOST_ELEMENTS = 5_000
_MOST_USES = 200
_DEEPEST = 60
_PLAIN = "Save it as plain SVG, with text turned into paths, or as PNG."


def size(data: bytes) -> tuple[float, float]:
    """Width and height in units of the drawing, or `LogoRefusedError`."""
    root = _root(data)
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        raise LogoRefusedError(f"it has more than {_MOST_ELEMENTS:,} parts", "Simplify it, or save it as PNG.")
    for element in elements:
        _element(element)
    _uses(root)
    return _size(root)


def _root(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper() or b"\0" in data:
        raise LogoRefusedError("it declares entities or a document type", _PLAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LogoRefusedError("it is no SVG drawing, or it is cut off", _PLAIN) from None
    if root.tag != f"{_SVG}svg":
        raise LogoRefusedError("it is no SVG drawing, whatever its name says", _PLAIN)
    if any(isinstance(beside, etree._ProcessingInstruction) for beside in (*root.itersiblings(preceding=True),)):
        raise LogoRefusedError("it names a style sheet outside the file", _PLAIN)
    return root


def _element(element: etree._Element) -> None:
    if isinstance(element, etree._Comment):
        return
    if not isinstance(element.tag, str):
        raise LogoRefusedError("it holds an instruction or an entity", _PLAIN)
    name = etree.QName(element).localname
    if element.tag != f"{_SVG}{name}" or name not in _ELEMENTS:
        raise LogoRefusedError(f"it holds {_WHY.get(name, f'`{name}`, which is no shape')}", _PLAIN)
    if sum(1 for _ in element.iterancestors()) > _DEEPEST:
        raise LogoRefusedError("its parts stand too deep in each other", "Simplify it, or save it as PNG.")
    if name == "style" and _OUTSIDE.search(element.text or ""):
        raise LogoRefusedError("its style sheet fetches something or does something", _PLAIN)
    for key, value in element.attrib.items():
        _attribute(str(key), str(value))


def _attribute(key: str, value: str) -> None:
    if key.lower().startswith("on"):
        raise LogoRefusedError(f"it holds a script (`{key}`)", _PLAIN)
    if key in _LINKS and not value.startswith("#"):
        raise LogoRefusedError("it fetches something from outside the file", _PLAIN)
    if key.startswith("{") and key not in _LINKS and not key.startswith("{http://www.w3.org/XML/1998/namespace}"):
        raise LogoRefusedError(f"it holds notes of a drawing program (`{etree.QName(key).localname}`)", _PLAIN)
    if key not in _LINKS and _OUTSIDE.search(value):
        raise LogoRefusedError(f"`{key}` fetches something or does something", _PLAIN)


def _uses(root: etree._Element) -> None:
    """Copies of copies would grow without end."""
    uses = list(root.iter(f"{_SVG}use"))
    if len(uses) > _MOST_USES:
        raise LogoRefusedError("it copies its own parts too often", "Simplify it, or save it as PNG.")
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    for use in uses:
        named = next((str(use.get(key)) for key in sorted(_LINKS) if use.get(key) is not None), "")
        target = ids.get(named.removeprefix("#"))
        if target is None or any(True for _ in target.iter(f"{_SVG}use")):
            raise LogoRefusedError("it copies a part that is not there, or copies of copies", _PLAIN)


def _size(root: etree._Element) -> tuple[float, float]:
    box = _BOX.fullmatch(root.get("viewBox") or "")
    wide, high = (_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height"))
    found = (float(box[1]), float(box[2])) if box else (float(wide[1]), float(high[1])) if wide and high else (0.0, 0.0)
    if not all(0 < side < _LARGEST for side in found):
        raise LogoRefusedError("it does not say how large it is", "Give it a viewBox, or save it as PNG.")
    return found
