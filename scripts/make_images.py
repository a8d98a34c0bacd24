"""Makes the pictures of README from the examples: pages of finished documents, and the start page of a site.

Needs `pdftoppm` (poppler) and a Chromium browser beside the packages of `.[test]`. The pictures are committed, so nobody
else needs them:

    python scripts/make_images.py
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from policygen.cli.main import run

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = 860  # pixels; README shows the pictures at less than half of it
COLOURS = 48
LARGEST = 120 * 1024
PAGES = {  # picture: example, page of a finished PDF
    "policy.png": ("childrens-network", "third-party-harassment-policy.en.pdf"),
    "addendum.png": ("childrens-network", "vendor-clauses.en.pdf"),
    "wall-sheet.png": ("harbour-clinic", "visitor-code-of-conduct-a4.en.pdf"),
}
SITE = ("site.png", "harbour-clinic")


def main() -> None:
    """Write every picture and say how large it is."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        built = {example: _built(example, work / example) for example in {example for example, _ in PAGES.values()}}
        for name, (example, file) in PAGES.items():
            _save(_first_page(built[example] / file, work / name), IMAGES / name)
        name, example = SITE
        _save(_start_page(example, work), IMAGES / name)


def _built(example: str, out: Path) -> Path:
    _policygen("build", example, out, "-f", "pdf")
    return out


def _policygen(command: str, example: str, out: Path, *options: str) -> None:
    if run([command, str(ROOT / "examples" / f"{example}.yaml"), "-o", str(out), *options]) != 0:
        raise SystemExit(f"policygen {command} of {example} did not end well")


def _first_page(pdf: Path, to: Path) -> Image.Image:
    stem = to.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(pdf), str(stem)],
        check=True,
    )
    return Image.open(stem.with_suffix(".png"))


def _start_page(example: str, work: Path) -> Image.Image:
    site = work / "site"
    _policygen("site", example, site)
    shot = work / "shot.png"
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={work / 'chr'}"]
    page = (site / "html" / "index.html").as_uri()
    subprocess.run([browser, *options, "--window-size=1240,900", f"--screenshot={shot}", page], check=True)
    return Image.open(shot)


def _save(picture: Image.Image, path: Path) -> None:
    """Few colours and a thin frame, so that a white page stands out from a white screen."""
    framed = ImageOps.expand(picture.convert("RGB"), border=1, fill="#b8b8b8")
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size} bytes; at most {LARGEST} are wanted")
    print(f"{path.relative_to(ROOT)}: {size // 1024} KB, {framed.width} x {framed.height}")


if __name__ == "__main__":
    main()
