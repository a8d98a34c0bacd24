"""Every message by its code: what policygen says, and what to do."""

from collections.abc import Iterator, Mapping

from pages.code_words import AREAS, words
from pages.codes_found import Found, found_codes
from pages.markup import anchor, lines, prose, table, upper
from pages.material import Material

HEAD = """# Messages and codes

What policygen says when something is to be mended. Each message has a code, so that you can search for it here. The parts in ‹angle
brackets› stand for your own words, ids, files and numbers. An *error* stops the work. A *warning* does not, unless you asked for
`--strict`. A *note* tells you something that you may want to know.
"""


def pages(material: Material) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - called like every other maker of pages
    """One page."""
    yield "reference/messages.md", "\n".join(_page())


def _page() -> Iterator[str]:
    found, written = found_codes(), words()
    yield HEAD
    for letters, title in AREAS.items():
        yield f"## {title} {{#{letters.lower()}}}\n"
        rows = (
            _row(code, found[code], written.get(code, {})) for code in sorted(found) if code.startswith(f"PG-{letters}")
        )
        yield from table(("Code", "What it says", "What to do"), rows)


def _row(code: str, found: Found, written: Mapping[str, str]) -> tuple[str, ...]:
    says = (written["says"],) if "says" in written else tuple(found.messages)
    do = (written["do"],) if "do" in written else tuple(found.hints)
    if not says or not do:
        raise SystemExit(f"{code}: write what it says and what to do in scripts/pages/messages.yaml")
    return (
        lines((f"{anchor(code)}**{code}**", ", ".join(sorted(found.severities or {"error"})))),
        lines(prose(one) for one in says),
        lines(prose(upper(one)) for one in do),
    )
