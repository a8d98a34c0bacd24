"""A colour of the organisation's own: its tints, and whether text in it can be read (WCAG 2.2, 1.4.3, level AA)."""

from colorsys import hls_to_rgb, rgb_to_hls

LEAST = 4.5  # contrast of text, of any size, against what it stands on
FILL, CARD, PALE = 0.16, 0.07, 0.08  # how much of the colour is in the grounds that text stands on
_WHITE = "#ffffff"
_COLOURED = 0.2  # difference of its parts from which a colour is no tinted grey


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as `#rrggbb`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str, share: float) -> str:
    """White with this share of the colour in it."""
    return _written(tuple(round(255 - share * (255 - part)) for part in _parts(colour)))


def reads_on(colour: str) -> float:
    """The least contrast of text in this colour with white, and with its own tints, on which headings stand."""
    return min(contrast(colour, ground) for ground in (_WHITE, *(tint(colour, each) for each in (FILL, CARD, PALE))))


def is_readable(colour: str) -> bool:
    """Whether headings may be set in this colour."""
    return reads_on(colour) >= LEAST


def nearest_readable(colour: str) -> str:
    """The colour, or the lightest one of its hue that can be read: of a pale colour a strong one, of a grey a grey."""
    if is_readable(colour):
        return colour
    parts = [part / 255 for part in _parts(colour)]
    hue, lightness, strength = rgb_to_hls(*parts)
    strength *= min(1.0, (max(parts) - min(parts)) / _COLOURED)
    darker = (hls_to_rgb(hue, lightness * step / 255, strength) for step in range(255, -1, -1))
    written = (_written(tuple(round(255 * part) for part in one)) for one in darker)
    return next(one for one in written if is_readable(one))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _written(parts: tuple[int, ...]) -> str:
    return f"#{bytes(parts).hex()}"
