"""What lawyers leave in a Word template while they work on it, and nobody else should read: changes and comments."""

from collections.abc import Iterator, Sequence
from itertools import chain

from lxml import etree

from policygen.errors import Diagnostic
from policygen.verify.docx_reading import W
from policygen.verify.shell_page import Page

_CHANGES = tuple(
    f"{{{W}}}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
        "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_COMMENTS = tuple(f"{{{W}}}{name}" for name in ("comment", "commentReference", "commentRangeStart"))


def review_findings(shown: Sequence[Page]) -> Iterator[Diagnostic]:
    """Tracked changes and comments: they would go into every document, and no redline could be made of these."""
    why = "they would go into every document, and no redline could be made of these"
    yield from _held(
        shown, _CHANGES, "PG-V235", f"tracked changes{{}} stand in it: {why}", "accept or reject all of them in Word"
    )
    yield from _held(shown, _COMMENTS, "PG-V236", f"comments{{}} stand in it: {why}", "delete all of them in Word")


def _held(shown: Sequence[Page], tags: Sequence[str], code: str, message: str, hint: str) -> Iterator[Diagnostic]:
    """One finding for a template, with everybody who left something and the words beside the first of it."""
    found = list(chain.from_iterable(((page, one) for one in page.tree.iter(*tags)) for page in shown))
    if not found:
        return
    who = ", ".join(dict.fromkeys(filter(None, (_author(one) for _, one in found))))
    page, first = found[0]
    yield page.found(code, message.format(f" by {who}" if who else ""), page.at(first), f"{hint} (Review), and save it")


def _author(mark: etree._Element) -> str:
    return str(mark.get(f"{{{W}}}author", ""))
