"""A reader for the plain PDF files that policygen writes: objects, structure and the words in reading order.

No encryption, no object streams, no fonts without a ToUnicode table: it is no general PDF reader.
"""

import re
import zlib
from collections.abc import Iterator
from functools import cached_property

_OBJECT = re.compile(rb"[\r\n](\d+) 0 obj[\r\n]+(.*?)[\r\n]endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>|(\[)|(\])")
_KIDS = re.compile(rb"/K\s*\[[^\]]*\]")
_KID = re.compile(rb"<<.*?>>|(\d+) 0 R|(\d+)", re.DOTALL)
_PLAIN = rb"\\.|[^\\()]"
_NESTED = rb"(?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb")*\))*\))*\))*"
_TOKEN = re.compile(
    rb"\((?P<text>" + _NESTED + rb")\)|(?<!<)<(?P<hex>[0-9A-Fa-f]+)>"
    rb"|/(?P<font>[^\s/\[\]<>()]+)\s+[\d.]+\s+Tf"
    rb"|/(?P<tag>\w+)\s*(?:/\w+|<<(?P<properties>(?:[^<>]|<<.*?>>|<[0-9A-Fa-f]*>)*)>>)\s*BDC|(?P<plain>BMC)|(?P<end>EMC)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UNSEEN = {0xAD: None, 0x2060: None}
_INLINE = (b"Span", b"Strong", b"Em", b"Link", b"Reference", b"Datetime")
Codes = dict[int, str]


class PdfFile:
    """A PDF by its objects. `objects` maps an object's number to its bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects = {int(match[1]): match[2] for match in _OBJECT.finditer(data)}

    @cached_property
    def catalog(self) -> bytes:
        return next((body for body in self.objects.values() if b"/Type/Catalog" in body), b"")

    @cached_property
    def structure(self) -> tuple[tuple[bytes, bytes], ...]:
        """Kind and body of every structure element, in reading order."""
        return tuple((kind, body) for kind, body, _ in self._elements(self._root()))

    def of_type(self, name: bytes) -> tuple[bytes, ...]:
        """The dictionaries of a type: `Font`, `Page`, `FontDescriptor`."""
        pattern = re.compile(rb"/Type\s*/" + name + rb"\b(?![A-Za-z])")
        return tuple(body for body in self.objects.values() if pattern.search(body))

    def words(self) -> tuple[str, ...]:
        """The words of the tagged content as a screen reader meets them, without running lines and contents list."""
        parts = []
        for kind, _, pieces in self._elements(self._root()):
            parts.append("" if kind in _INLINE else " ")
            parts.extend(pieces)
        return tuple("".join(parts).translate(_UNSEEN).split())

    def edges(self) -> list[str]:
        """What each page shows beside the tagged content: its running lines."""
        pages = [number for number, body in self.objects.items() if re.search(rb"/Type\s*/Page\b(?!s)", body)]
        return [self._page(number).get(-1, "").translate(_UNSEEN) for number in pages]

    def _root(self) -> int:
        found = re.search(rb"/StructTreeRoot (\d+) 0 R", self.catalog)
        return int(found[1]) if found else 0

    def _elements(self, number: int) -> Iterator[tuple[bytes, bytes, list[str]]]:
        """Elements in order, each with the text up to its next child element."""
        body = self.objects.get(number, b"")
        named = re.search(rb"/S/(\w+)", body)
        kind = named[1] if named else b""
        if kind == b"TOC":
            return
        page = self._number(rb"/Pg (\d+) 0 R", _KIDS.sub(b"", body))  # its own page, not that of a piece
        kids = re.search(rb"/K\s*(\[[^\]]*\]|\d+ 0 R|\d+)", body)
        pending: list[str] = []
        first = True
        for kid in _KID.finditer(kids[1] if kids else b""):
            if kid[1]:
                yield (kind if first else b"Span"), (body if first else b""), pending
                pending, first = [], False
                yield from self._elements(int(kid[1]))
            elif (text := self._text(kid, page)) is not None:
                pending.append(text)
        yield (kind if first else b"Span"), (body if first else b""), pending
        if kind not in _INLINE:
            yield b"", b"", [" "]

    def _text(self, kid: re.Match[bytes], page: int) -> str | None:
        if kid[2]:
            return self._page(page).get(int(kid[2]), "")
        mark = re.search(rb"/MCID (\d+)", kid[0])
        return self._page(self._number(rb"/Pg (\d+) 0 R", kid[0]) or page).get(int(mark[1]), "") if mark else None

    def _page(self, number: int) -> Codes:
        if number not in self._pages:
            self._pages[number] = self._marked(number)
        return self._pages[number]

    @cached_property
    def _pages(self) -> dict[int, Codes]:
        return {}

    def _marked(self, number: int) -> Codes:
        """The text of a page by marked content id."""
        page = self.objects[number]
        fonts = self._fonts(page)
        shown: Codes = {}
        stack: list[int] = []
        codes: Codes = {}
        hidden = 0
        for token in _TOKEN.finditer(self.stream(self._number(rb"/Contents (\d+) 0 R", page))):
            if token["tag"] is not None or token["plain"]:
                properties = token["properties"] or b""
                stack.append(self._number(rb"/MCID (\d+)", properties, stack[-1] if stack else -1))
                actual = re.search(rb"/ActualText\s*<FEFF([0-9A-Fa-f]*)>", properties)
                if actual or hidden:
                    hidden += 1
                if actual:
                    shown[stack[-1]] = shown.get(stack[-1], "") + _unicode(actual[1])
            elif token["end"]:
                stack.pop()
                hidden = max(0, hidden - 1)
            elif token["font"]:
                codes = fonts.get(token["font"], {})
            elif stack and not hidden:
                raw = bytes.fromhex(token["hex"].decode()) if token["hex"] else _unescaped(token["text"])
                shown[stack[-1]] = shown.get(stack[-1], "") + _decoded(raw, codes)
        return shown

    def _fonts(self, page: bytes) -> dict[bytes, Codes]:
        resources = self.objects[self._number(rb"/Resources (\d+) 0 R", page)]
        listed = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
        fonts = {}
        for name, number in re.findall(rb"/(\S+?) (\d+) 0 R", listed[1] if listed else b""):
            table = self._number(rb"/ToUnicode (\d+) 0 R", self.objects[int(number)])
            fonts[name] = _codes(self.stream(table)) if table else {}
        return fonts

    def stream(self, number: int) -> bytes:
        """The bytes of a stream object, inflated."""
        match = _STREAM.fullmatch(self.objects.get(number, b"").strip(b"\r\n"))
        if match is None:
            return b""
        return zlib.decompress(match[2]) if b"/FlateDecode" in match[1] else match[2]

    @staticmethod
    def _number(pattern: bytes, body: bytes, default: int = 0) -> int:
        found = re.search(pattern, body)
        return int(found[1]) if found else default


def _codes(table: bytes) -> Codes:
    """A ToUnicode table: what each glyph code stands for."""
    codes: Codes = {}
    for kind, block in _BLOCK.findall(table):
        found = [match[1] for match in _HEX.finditer(block) if match[1] is not None]
        if kind == b"bfchar":
            codes.update({int(code, 16): _unicode(text) for code, text in zip(found[::2], found[1::2], strict=False)})
            continue
        for low, high, text in zip(found[::3], found[1::3], found[2::3], strict=False):
            start = _unicode(text)
            for step in range(int(high, 16) - int(low, 16) + 1):
                codes[int(low, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return codes


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if m[1] else _CONTROL.get(m[2], m[2]), text)


def _decoded(raw: bytes, codes: Codes) -> str:
    return "".join(codes.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw) - 1, 2))
