"""The documents of the examples, word for word: read a change here like prose before you accept it.

`POLICYGEN_UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py` writes them anew.
"""

import difflib
import os

import pytest

from tests.samples import CODE, EXAMPLES, POLICY, ROOT, VENDOR, rendered, unchanged

GOLDEN = ROOT / "tests" / "golden"
UPDATE = "POLICYGEN_UPDATE_GOLDEN"


@pytest.mark.parametrize("document", [POLICY, CODE, VENDOR])
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_document_reads_as_it_was_last_reviewed(example: str, document: str) -> None:
    made = rendered(unchanged(example), "md")[f"{document}.en.md"].data.decode()
    path = GOLDEN / example / f"{document}.md"
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8", newline="\n")
    before = path.read_text("utf-8") if path.is_file() else ""
    changes = "\n".join(
        difflib.unified_diff(before.splitlines(), made.splitlines(), "reviewed", "now", n=1, lineterm="")
    )
    assert before == made, f"{path.relative_to(ROOT)}; read this, then run with {UPDATE}=1:\n{changes}"


def test_no_golden_document_is_left_behind() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md")}
    assert kept == {f"{example}/{document}.md" for example in EXAMPLES for document in (POLICY, CODE, VENDOR)}
