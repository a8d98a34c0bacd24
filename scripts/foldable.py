"""Called by mkdocs for each page: what folds is flat while the search reads it, so that words are found under their own heading.

The search takes a heading inside another element for one that ends with that element, and gives what follows to the heading before.
"""

import re
from typing import Any

_ASIDE = re.compile(r'<details class="full">.*?</details>', re.S)
_TAG = re.compile(r"<(/?(?:details|summary)\b[^>]*)>")
_HIDDEN = re.compile(r"<!--fold (/?(?:details|summary)\b[^>]*?)-->")


def on_page_content(html: str, **_: Any) -> str:  # mkdocs ships no types
    """The page as the search reads it; a text in another language stands aside."""
    return _TAG.sub(r"<!--fold \1-->", _ASIDE.sub(lambda found: f"<div data-search-exclude>{found[0]}</div>", html))


def on_post_page(output: str, **_: Any) -> str:
    """The page as it is shown."""
    return _HIDDEN.sub(r"<\1>", output)
