"""How an organisation shows that a document is its own: a logo and a colour, and a QR code that leads to its code."""

from dataclasses import dataclass
from typing import Literal

LogoKind = Literal["png", "jpeg", "svg"]
MEDIA: dict[LogoKind, str] = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was found to be safe and whole. `width` and `height` are in pixels, or in units of an SVG."""

    kind: LogoKind
    data: bytes
    width: float
    height: float

    @property
    def shape(self) -> float:
        """How many times as wide as it is high."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Brand:
    """What the answers say of logo, colour (`#rrggbb`) and QR code (`address` is where it leads). All may be absent."""

    logo: Logo | None = None
    colour: str = ""
    address: str = ""


PLAIN = Brand()
