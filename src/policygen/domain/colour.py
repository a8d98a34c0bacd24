"""A colour of the organisation's own: its tints, and whether text in it can be read (WCAG 2.2, 1.4.3, level AA)."""

LEAST = 4.5  # contrast of text, of any size, against what it stands on
FILL, CARD, PALE = 0.16, 0.07, 0.08  # how much of the colour is in the grounds that text stands on
_WHITE = "#ffffff"


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
    """The colour, or the lightest one of its hue that can be read."""
    parts = _parts(colour)
    darker = (_written(tuple(round(part * step / 255) for part in parts)) for step in range(255, -1, -1))
    return next(one for one in darker if is_readable(one))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _written(parts: tuple[int, ...]) -> str:
    return f"#{bytes(parts).hex()}"
