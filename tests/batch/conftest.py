"""What the tests of batches share: one reading of the content, and the answers of an example without a vendor."""

from pathlib import Path

import pytest

from tests import samples
from tests.samples import GONE


@pytest.fixture(autouse=True)
def _content_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of these tests reads the same content, which takes longer than what it does with it."""
    for module in ("workflow_prepare", "workflow_rows"):
        monkeypatch.setattr(f"policygen.{module}.load_library", lambda _roots: samples.library())


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(samples.text("childrens-network", {"vendor": GONE}), "utf-8")
    return path
