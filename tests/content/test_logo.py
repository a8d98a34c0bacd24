"""A logo is taken as it is, or refused with what to do: nobody vouches for the file it comes in."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.content.logo import MOST_BYTES, logo, read_logo
from policygen.content.logo_refused import LogoRefusedError
from policygen.errors import PolicygenError, Where
from tests.pictures import NS, SVG, chunk, drawn, png, svg

JPEG = drawn("JPEG")
USE = '<defs><g id="a"><path d="M0 0h9"/></g><g id="b"><use href="#a"/></g></defs>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    data = drawn("PNG", mode)
    found = logo(data, "logo.png")
    assert (found.kind, found.width, found.height, found.data) == ("png", 120, 48, data)


def test_an_interlaced_png_is_taken() -> None:
    """Adam7, of which Pillow writes none: the rows of seven passes, each with the mark of its filter."""
    passes = ((15, 6), (15, 6), (30, 6), (30, 12), (60, 12), (60, 24), (120, 24))
    rows = b"".join(b"\0" * (wide + 1) * high for wide, high in passes)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 48, 8, 0, 0, 0, 1))
    whole = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert logo(whole, "logo.png").height == 48
    short = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows[:-1])) + chunk(b"IEND", b"")
    with pytest.raises(LogoRefusedError, match="pixels are missing"):
        logo(short, "logo.png")


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"quality": 95, "optimize": True}])
def test_every_usual_kind_of_jpeg_is_taken(how: dict[str, Any]) -> None:
    found = logo(drawn("JPEG", **how), "Logo.JPG")
    assert (found.kind, found.width, found.height) == ("jpeg", 120, 48)


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        svg(f"{USE}<use href='#a'/>"),
        svg("<style>.a{fill:#123456}</style><path class='a' d='M0 0h9'/>"),
        svg("<linearGradient id='g'><stop offset='0'/></linearGradient><rect fill='url(#g)' width='9' height='9'/>"),
        f'<?xml version="1.0"?><!-- drawn --><svg {NS} width="30mm" height="12mm"><title>R&amp;D</title></svg>'.encode(),
    ],
)
def test_a_drawing_of_shapes_is_taken(data: bytes) -> None:
    found = logo(data, "logo.svg")
    assert (found.kind, found.shape, found.data) == ("svg", 2.5, data)


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<rect onclick='alert(1)' width='9' height='9'/>", "a script"),
        ("<a href='https://a.example'><rect/></a>", "a link"),
        ("<image href='https://a.example/x.png'/>", "a picture of dots"),
        ("<foreignObject/>", "a web page"),
        ("<text>Clinic</text>", "text"),
        ("<animate attributeName='x'/>", "a movement"),
        ("<use href='https://a.example/x.svg#a'/>", "outside the file"),
        (f"<use {XLINK} xlink:href='file:///etc/passwd#a'/>", "outside the file"),
        ("<rect fill='url(https://a.example/x)'/>", "fetches something"),
        ("<rect style='fill:url( \"//a.example/x\")'/>", "fetches something"),
        ("<rect style='background:\\75rl(//a.example)'/>", "fetches something"),
        ("<style>@import 'https://a.example/x.css';</style>", "fetches something"),
        ("<style>a{b:url(data:text/html,x)}</style>", "fetches something"),
        ("<x:rect xmlns:x='https://a.example/x'/>", "no shape"),
        ("<rect xmlns:x='https://a.example/x' x:note='1'/>", "notes of a drawing program"),
        (f"{USE}<use href='#b'/>", "copies of copies"),
        ("<use/>", "copies a part that is not there"),
        ("<?php system('id') ?>", "an instruction"),
        ("<g>" * 70 + "</g>" * 70, "too deep"),
        ("<g/>" * 5001, "more than 5,000 parts"),
        ("<defs><g id='a'/></defs>" + "<use href='#a'/>" * 201, "too often"),
        ("<path", "cut off"),
    ],
)
def test_a_drawing_that_could_do_something_is_refused(inner: str, why: str) -> None:
    with pytest.raises(LogoRefusedError, match=why) as refused:
        logo(svg(inner), "logo.svg")
    assert "PNG" in refused.value.hint


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (svg("&a;" * 9, before='<!DOCTYPE s [<!ENTITY a "aaaa">]>'), "entities"),
        (svg(before='<?xml-stylesheet href="https://a.example/x.css"?>'), "style sheet outside"),
        (svg().decode().encode("utf-16"), "entities or a document type|no SVG drawing"),
        (b"<html><svg/></html>", "no SVG drawing"),
        (b"\x89PNG\r\n\x1a\n", "no SVG drawing"),
        (f"<svg {NS}/>".encode(), "how large"),
        (f'<svg {NS} viewBox="0 0 0 5"/>'.encode(), "how large"),
        (f'<svg {NS} viewBox="0 0 900 5"/>'.encode(), "times as long"),
        (svg(more="onload='alert(1)'"), "a script"),
    ],
)
def test_a_file_that_is_more_or_less_than_a_drawing_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(LogoRefusedError, match=why):
        logo(data, "logo.svg")


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"<html><script>alert(1)</script></html>", "logo.png", "no PNG picture"),
        (JPEG, "logo.png", "no PNG picture"),
        (png(), "logo.jpg", "no JPEG picture"),
        (png(), "logo.exe", "does not end in"),
        (b"", "logo.png", "no PNG picture"),
        (png() + b"<script>", "logo.png", "after the end"),
        (png(rows=b"\0" * 50_000_000), "logo.png", "unpacks to more"),
        (png(rows=b"\0" * 10), "logo.png", "pixels are missing"),
        (png(60_000, 60_000, b""), "logo.png", "60000 by 60000"),
        (png(9_000, 9_000, b"\0" * 9_000 * 9_001), "logo.png", "more than 16,000,000 pixels"),
        (png(8, 8), "logo.png", "too few to print"),
        (png(400, 40), "logo.png", "times as long"),
        (png(120, 48, None, chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 5_000_000))), "logo.png", "unpacks to more"),
        (png(120, 48, None, chunk(b"acTL", b"\0" * 8)), "logo.png", "moves"),
        (png().replace(b"IHDR", b"IHDX"), "logo.png", "damaged"),
        (drawn("JPEG", "CMYK"), "logo.jpg", "CMYK"),
        (JPEG[:-2], "logo.jpg", "cut off"),
        (JPEG[:60], "logo.jpg", "cut off"),
        (b"\xff\xd8\xff\xd9", "logo.jpg", "no picture"),
    ],
)  # fmt: skip
def test_a_picture_that_is_not_what_it_says_is_refused(data: bytes, name: str, why: str) -> None:
    with pytest.raises(LogoRefusedError, match=why) as refused:
        logo(data, name)
    assert refused.value.hint


@given(st.integers(0, len(png()) - 1))
def test_a_png_that_is_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(LogoRefusedError):
        logo(png()[:length], "logo.png")


@given(st.integers(0, len(JPEG) - 1))
def test_a_jpeg_that_is_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(LogoRefusedError):
        logo(JPEG[:length], "logo.jpg")


@given(st.integers(0, len(png()) - 1), st.integers(1, 255))
def test_a_png_with_a_changed_byte_is_refused(at: int, by: int) -> None:
    data = bytearray(png())
    data[at] ^= by
    with pytest.raises(LogoRefusedError):
        logo(bytes(data), "logo.png")


@given(st.binary(max_size=400), st.sampled_from(["logo.png", "logo.jpg", "logo.svg"]), st.booleans())
def test_no_bytes_break_the_reader(data: bytes, name: str, headed: bool) -> None:
    head = {"logo.png": png()[:40], "logo.jpg": JPEG[:20], "logo.svg": svg()[:60]}[name] if headed else b""
    with pytest.raises(LogoRefusedError):
        logo(head + data, name)


def test_a_file_that_is_too_large_or_not_there_is_refused_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(b"\x89PNG" + b"\0" * MOST_BYTES)
    for name, why in (("large.png", "larger than"), ("none.png", "cannot be read"), (".", "cannot be read")):
        with pytest.raises(PolicygenError, match=why) as refused:
            read_logo(tmp_path / name, Where("answers.yaml", 3))
        (finding,) = refused.value.diagnostics
        assert (finding.code, finding.where.line) == ("PG-A040", 3)
