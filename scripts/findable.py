"""Called by mkdocs once the project's site is built: names of Japanese laws are found in it, as in the sites it writes."""

from pathlib import Path
from typing import Any

from policygen.publish.site_search import make_findable


def on_post_build(config: Any, **_: Any) -> None:  # mkdocs ships no types
    """Cut the Japanese words of the search index into what readers type."""
    make_findable(Path(config.site_dir) / "search")
