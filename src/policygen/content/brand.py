"""What the answers say of logo, colour and QR code, with the file of the logo read."""

from collections.abc import Iterable, Iterator
from math import ceil, sqrt
from pathlib import Path

from policygen.content.logo import read_logo
from policygen.domain.answers import Answers
from policygen.domain.brand import Brand
from policygen.domain.sheet import SIZES, SheetFormat
from policygen.errors import Diagnostic, fail

_HIGH, _SHARE = 20.0, 0.34  # the logo of a poster: millimetres on A4, and its share of the width at most
_COARSE, _SHARP = 100, 150  # dots an inch: below the first, edges show as steps from where a sheet is read
_INCH = 25.4  # millimetres


def read_brand(answers: Answers, folder: Path) -> Brand:
    """The brand of an organisation. The file of its logo is looked for from the folder of its answers."""
    file, colour, address = (answers.text(path) for path in ("look.logo", "look.colour", "public_contact.web"))
    logo = read_logo(folder / file, answers.where("look.logo")) if file else None
    wanted = answers.get("print.qr_code") is True
    if wanted and not address:
        hint = "Add `public_contact.web`, or write `qr_code: false`."
        raise fail("PG-A020", "a QR code needs an address to lead to", answers.where("print.qr_code"), hint)
    return Brand(logo, colour, address if wanted else "")


def coarse(brand: Brand, sheets: Iterable[SheetFormat], answers: Answers) -> Iterator[Diagnostic]:
    """A warning where a logo made of dots has too few of them for the largest of the sheets."""
    logo, largest = brand.logo, max(sheets, key=lambda sheet: SIZES[sheet.paper], default=None)
    if logo is None or logo.kind == "svg" or largest is None:
        return
    wide, high = largest.size
    scale = sqrt(wide * high / (SIZES["a4"][0] * SIZES["a4"][1]))
    printed = min(_HIGH * scale * logo.shape, _SHARE * wide)
    if logo.width / printed * _INCH < _COARSE:
        message = f"the logo is {logo.width:.0f} pixels wide; printed {printed:.0f} mm wide on {largest.paper.capitalize()}, it is coarse"
        hint = f"Give an SVG, or a picture at least {ceil(printed / _INCH * _SHARP)} pixels wide."
        yield Diagnostic("PG-A042", message, answers.where("look.logo"), hint, "warning")
