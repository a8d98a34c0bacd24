"""Makes the reference and law pages of the guide from code and content.

python scripts/make_reference.py            writes the pages, and removes those whose subject is gone
python scripts/make_reference.py --check    names the pages that lag, with exit code 1; a test runs it
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pages import changelog, codes, comparison, content_format, documents, law_changes, law_index, places, questions
from pages.material import Material

SITE = Path(__file__).parents[1] / "site"
MARK = "<!-- Made by scripts/make_reference.py -->"
PAGES = (questions, documents, codes, content_format, changelog, law_index, comparison, law_changes, places)


def main() -> int:
    """Write the pages, or say which of them lag."""
    made = {path: f"{page.rstrip()}\n\n{MARK}\n" for path, page in _pages(Material.built_in())}
    lag = sorted({*(path for path, page in made.items() if _now(path) != page), *(_there() - made.keys())})
    if "--check" in sys.argv[1:]:
        for path in lag:
            print(path)
        return 1 if lag else 0
    for path in lag:
        _write(SITE / path, made.get(path))
    return 0


def _pages(material: Material) -> Iterator[tuple[str, str]]:
    for module in PAGES:
        yield from module.pages(material)


def _there() -> set[str]:
    """The pages that were made before."""
    found = (path for path in SITE.rglob("*.md") if path.read_text("utf-8").endswith(f"{MARK}\n"))
    return {path.relative_to(SITE).as_posix() for path in found}


def _now(path: str) -> str:
    return (SITE / path).read_text("utf-8") if (SITE / path).is_file() else ""


def _write(path: Path, page: str | None) -> None:
    if page is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, "utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
