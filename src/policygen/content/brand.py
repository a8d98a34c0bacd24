"""What the answers say of logo, colour and QR code, with the file of the logo read."""

from pathlib import Path

from policygen.content.logo import read_logo
from policygen.domain.answers import Answers
from policygen.domain.brand import Brand
from policygen.errors import fail


def read_brand(answers: Answers, folder: Path) -> Brand:
    """The brand of an organisation. The file of its logo is looked for from the folder of its answers."""
    file, colour, address = (_text(answers, path) for path in ("look.logo", "look.colour", "public_contact.web"))
    logo = read_logo(folder / file, answers.where("look.logo")) if file else None
    wanted = answers.get("print.qr_code") is True
    if wanted and not address:
        hint = "Add `public_contact.web`, or write `qr_code: false`."
        raise fail("PG-A020", "a QR code needs an address to lead to", answers.where("print.qr_code"), hint)
    return Brand(logo, colour, address if wanted else "")


def _text(answers: Answers, path: str) -> str:
    found = answers.get(path)
    return found if isinstance(found, str) else ""
