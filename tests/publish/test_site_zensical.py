"""The written folder builds with zensical too, without a word of complaint: a site outlives the builder it began with."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policygen.publish.site import write_site
from tests.publish import site_japanese as japanese
from tests.publish import site_samples as samples


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("zensical") / "out"
    write_site(out, samples.site(samples.HOSTILE), samples.SHELL)
    return out


@pytest.mark.parametrize("site", ["english", "japanese"])
def test_zensical_builds_every_page_and_finds_no_issue(written: Path, tmp_path: Path, site: str) -> None:
    folder = tmp_path / "site"
    if site == "english":
        shutil.copytree(written, folder)
    else:
        write_site(folder, japanese.site(), samples.SHELL)
    pages = {path.relative_to(folder / "html") for path in (folder / "html").rglob("*.html")}
    shutil.rmtree(folder / "html")
    done = _zensical(folder)
    assert (done.returncode, "No issues found" in done.stdout + done.stderr) == (0, True), done.stdout + done.stderr
    built = {path.relative_to(folder / "html") for path in (folder / "html").rglob("*.html")}
    assert built == pages
    for page in built:
        assert "unpkg.com" not in (folder / "html" / page).read_text(encoding="utf-8")


def test_zensical_would_have_said_so(written: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(written, folder)
    with (folder / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    done = _zensical(folder)
    assert done.returncode != 0
    assert "page does not exist" in done.stdout + done.stderr


def _zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
