"""A logo, read from a file that nobody vouches for: taken as it is where it is whole and safe, else refused."""

from pathlib import Path

from policygen.content import logo_jpeg, logo_png, logo_svg
from policygen.content.logo_refused import LogoRefusedError
from policygen.domain.brand import Logo
from policygen.errors import Where, fail

MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
LEAST_SIDE = 32
WIDEST = 8  # times as wide as high, or as high as wide
_ENDINGS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}


def read_logo(path: Path, where: Where = Where()) -> Logo:
    """The logo in a PNG, JPEG or SVG file; any other file, and one that is broken or could do harm, is refused."""
    try:
        return logo(_bytes(path), path.name)
    except LogoRefusedError as refused:
        raise fail("PG-A040", f"the logo {path.name} is refused: {refused.message}", where, refused.hint) from None


def logo(data: bytes, name: str) -> Logo:
    """The logo in the bytes of a file, or `LogoRefusedError`."""
    ending = _ENDINGS.get(Path(name).suffix.lower(), "")
    if not ending:
        raise LogoRefusedError("its name does not end in .png, .jpg or .svg", "Save it as PNG, JPEG or SVG.")
    if ending == "png":
        found = Logo("png", data, *logo_png.size(data))
    elif ending == "jpeg":
        found = Logo("jpeg", data, *logo_jpeg.size(data))
    else:
        found = Logo("svg", data, *logo_svg.size(data))
    _proportions(found)
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        hint = "Write its name as it is found from the folder of the answers, for instance logo.png."
        raise LogoRefusedError(f"it cannot be read ({error.strerror or error})", hint) from error
    if len(data) > MOST_BYTES:
        raise LogoRefusedError(
            f"it is larger than {MOST_BYTES:,} bytes", "Save it smaller: 1,200 pixels across are enough for A3."
        )
    return data


def _proportions(found: Logo) -> None:
    if not 1 / WIDEST <= found.shape <= WIDEST:
        raise LogoRefusedError(
            f"it is more than {WIDEST} times as long as it is short",
            "Cut off the empty margins, or use a compact logo.",
        )
    if found.kind != "svg" and min(found.width, found.height) < LEAST_SIDE:
        raise LogoRefusedError(
            f"it is {found.width:.0f} by {found.height:.0f} pixels, too few to print",
            f"Use one of {LEAST_SIDE} pixels at least each way; 600 and more print well.",
        )
    if found.kind != "svg" and found.width * found.height > MOST_PIXELS:
        raise LogoRefusedError(
            f"it has more than {MOST_PIXELS:,} pixels", "Save it smaller: 1,200 pixels across are enough for A3."
        )
