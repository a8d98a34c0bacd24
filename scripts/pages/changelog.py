"""The changelog of the program, as it stands in CHANGELOG.md, beside that of the law."""

from collections.abc import Iterator
from pathlib import Path

from pages.material import Material

SOURCE = Path(__file__).parents[2] / "CHANGELOG.md"
LAW = "What changed in the law stands on [a page of its own](law/changes.md)."


def pages(material: Material) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - called like every other maker of pages
    """One page."""
    title, _, rest = SOURCE.read_text("utf-8").partition("\n")
    yield "changelog.md", f"{title}\n\n{LAW}\n{rest}"
