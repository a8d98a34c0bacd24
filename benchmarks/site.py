"""Measure the building of a site side by side in one run: policygen's folder against the very same pages with nothing but
mkdocs-material, for 10, 100 and 500 pages; how large it is, how many pages, links and checks it has."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "childrens-network.yaml"
PAGES = (10, 100, 500)
ROUNDS = 3
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]
LINK = re.compile(r'<a [^>]*?href="(?![a-z]+:)')
OURS = """
import sys
from datetime import date
from pathlib import Path
from policygen.publish.site import write_site
from policygen.publish.site_input import SiteInput, SitePage
from policygen.render.shell_files import shells_dir
from policygen.content.locate import builtin_root
from policygen.content.library import load_library

page, out, number = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]), int(sys.argv[3])
pages = tuple(SitePage(f"page-{at}", f"Page {at}", page) for at in range(number - 1))
start = SitePage("start", "Start", b"# Start" + bytes([10, 10]) + b"Words." + bytes([10]))
words = load_library([builtin_root()]).words["en"]
write_site(out, SiteInput("Example", "en", date(2026, 11, 21), start, pages, (), words), shells_dir() / "site")
"""
BARE = """
site_name: Example
docs_dir: docs
site_dir: html
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables]
"""


def cpu(command: Sequence[str], folder: Path) -> float:
    """User and system seconds of a whole process."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:3]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def a_page(folder: Path) -> Path:
    """The policy of an example as Markdown."""
    build = [
        sys.executable,
        "-m",
        "policygen",
        "build",
        str(EXAMPLE),
        "-d",
        "third-party-harassment-policy",
        "-f",
        "md",
    ]
    subprocess.run([*build, "-o", str(folder / "built")], check=True, capture_output=True)
    return next((folder / "built").rglob("third-party-harassment-policy.en.md"))


def measure(page: Path, folder: Path, number: int) -> None:
    """A site of so many pages by both builders, in turn."""
    out, bare = folder / f"ours-{number}", folder / f"bare-{number}"
    ours: list[float] = []
    built: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(cpu([sys.executable, "-c", OURS, str(page), str(out), str(number)], folder))
        if not bare.exists():
            bare.mkdir()
            (bare / "mkdocs.yml").write_text(BARE, encoding="utf-8")
            (bare / "docs").symlink_to(out / "docs")
        built.append(cpu(MKDOCS, out))
        theirs.append(cpu(MKDOCS, bare))
    mine, alone, plain = (statistics.median(found) for found in (ours, built, theirs))
    show(
        f"{number} pages built, against bare mkdocs-material",
        f"{alone:.1f} s : {plain:.1f} s = {alone / plain:.2f} ×",
        "≤ 1.2 ×",
    )
    show("… with all that policygen does, and its start", f"{mine:.1f} s = {mine / plain:.2f} ×", "")
    show("… size of what is served", f"{size(out / 'html'):.1f} MB, bare {size(bare / 'html'):.1f} MB", "")


def whole_site(folder: Path) -> None:
    """A real one: every page of the example for every reader."""
    out = folder / "whole"
    used = cpu([sys.executable, "-m", "policygen", "site", str(EXAMPLE), "--audience", "all", "-o", str(out)], folder)
    pages = list((out / "html").rglob("*.html"))
    links = sum(len(LINK.findall(page.read_text(encoding="utf-8"))) for page in pages)
    show("the site of childrens-network for all, files included", f"{used:.1f} s CPU, {size(out / 'html'):.1f} MB", "")
    show("… pages; links within it, each checked by the strict build", f"{len(pages)}; {links}", "")


def size(folder: Path) -> float:
    """Megabytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def show(what: str, figure: str, target: str) -> None:
    """One line of the table, as soon as it is known."""
    print(f"{what:<60} {figure:>36}   {target}", flush=True)


def main(numbers: Sequence[int]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole_site(folder)
        page = a_page(folder)
        for number in numbers:
            measure(page, folder, number)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or PAGES)
