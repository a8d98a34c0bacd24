"""ARCHITECTURE.md names every module there is, and nothing that is not."""

import re

from tests.samples import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PACKAGE = ROOT / "src" / "policygen"
LONGEST = 120  # lines


def test_every_module_is_named_and_every_module_named_exists() -> None:
    there = {
        path.relative_to(PACKAGE).with_suffix("").as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.stem not in ("__init__", "__main__")
    }
    assert _named() == there


def test_the_text_is_short_enough_to_be_read() -> None:
    assert len(TEXT.splitlines()) <= LONGEST


def test_every_test_that_holds_an_invariant_exists() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 13))
    for row in rows:
        held_by = re.findall(r"`([^`]+)`", row.split("|")[3])
        assert held_by, row
        assert not [path for path in held_by if not (ROOT / "tests" / path).exists()], row


def test_folders_it_names_exist() -> None:
    folders = re.findall(r"`((?:templates|jurisdictions|docs|examples|site|tests)/[\w./-]*)`", TEXT)
    assert folders
    assert not [folder for folder in folders if not (ROOT / folder).exists()]


def _named() -> set[str]:
    """Module paths: `name` at the start of an item, under the heading of its package."""
    named: set[str] = set()
    package = ""
    for line in TEXT.splitlines():
        if heading := re.match(r"### `(\w+)/`", line):
            package = f"{heading[1]}/"
        elif line.startswith("#"):
            package = ""
        elif line.startswith("- `"):
            named |= {package + name for name in re.findall(r"(?:^- |· )`(\w+)`", line)}
    return named
