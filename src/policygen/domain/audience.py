"""Who a site is for, and which documents each group of its readers finds there."""

from collections.abc import Mapping
from typing import Literal, get_args

from policygen.domain.document import Document, Fields, Sign
from policygen.domain.library import Outline

Audience = Literal["public", "staff", "all"]
Group = Literal["staff", "managers", "public", "vendors", "office"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
SHOWN: Mapping[Audience, tuple[Group, ...]] = {
    "public": ("public",),
    "staff": ("staff", "managers", "public"),
    "all": ("staff", "managers", "public", "vendors", "office"),
}


def group(outline: Outline, document: Document) -> Group:
    """Whose document it is, by the reader its outline names.

    What is written to the public and is still to be filled in, as a letter is, lies with those who send it: managers.
    """
    match outline.reader:
        case "staff":
            return "staff"
        case "management":
            return "managers"
        case "lawyer":
            return "vendors"
        case "public":
            return "managers" if _has_blanks(document) else "public"


def _has_blanks(document: Document) -> bool:
    return any(isinstance(block, Fields | Sign) for clause in document.clauses() for block in clause.blocks)
