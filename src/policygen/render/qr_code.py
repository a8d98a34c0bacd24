"""A QR code as a vector drawing, with the address as people read it."""

import re

_PART = re.compile(r"[^./_?&=:;,-]+[./_?&=:;,-]*|[./_?&=:;,-]+")


def qr(address: str) -> dict[str, object]:
    """The code that leads to an address, and the address cut where a line may break; its scheme is not printed."""
    import segno

    code = segno.make(address, error="m", micro=False)
    return {"svg": code.svg_inline(border=4, light="#fff", omitsize=True), "shown": _PART.findall(_short(address))}


def _short(address: str) -> str:
    return address.removeprefix("https://").removesuffix("/")
