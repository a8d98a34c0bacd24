"""What a pack covers and what it does not, in the words of its README."""

import re
from collections.abc import Iterator

from pages.material import Material
from policygen.content.locate import builtin_root
from policygen.domain.pack import Pack

PARTS = {"Scope": "scope", "Not covered": "not-covered"}
_SECTION = re.compile(r"^## (?P<title>.*)\n(?P<text>(?:(?!## ).*\n?)*)", re.M)
_OTHER_PACK = re.compile(r"\]\(\.\./([a-z-]+)/README\.md\)")


def section(material: Material, pack: Pack) -> Iterator[str]:
    """Its scope and what it leaves out; links to the README of another pack lead to the page of its law."""
    readme = (builtin_root() / "jurisdictions" / pack.code / "README.md").read_text("utf-8")
    for found in _SECTION.finditer(readme):
        if found["title"] in PARTS:
            yield f"## {found['title']} {{#{PARTS[found['title']]}}}\n"
            yield _OTHER_PACK.sub(lambda link: f"]({_page(material, link[1])})", found["text"].strip()) + "\n"


def _page(material: Material, code: str) -> str:
    return f"{material.packs[code].code}.md"
