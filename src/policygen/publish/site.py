"""Writes a site: plain Markdown pages, their configuration and looks, and the pages built from them."""

import tempfile
from pathlib import Path

from policygen.domain.colour import PALE, tint
from policygen.publish.site_build import build_site
from policygen.publish.site_config import SEARCH_FROM_DISK, logo_file, site_config
from policygen.publish.site_input import SiteInput
from policygen.publish.site_pages import site_files
from policygen.publish.site_place import put, refuse_changed

THEME = ("main.html", "404.html", "partials/language.html", "partials/menu.html", "partials/nav.html")


def write_site(out: Path, pages: SiteInput, shell: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write `out/docs`, `out/theme`, `out/mkdocs.yml` and build `out/html`; give the paths written, html apart.

    `shell` is the folder with the looks of sites (`templates/shells/site`). Nothing in `out` changes unless the
    whole site could be built. A file changed by hand is overwritten only with `force`.
    """
    files = site_contents(pages, shell)
    if not force:
        refuse_changed(out, files)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        staged = Path(folder)
        for name, data in files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        build_site(staged, pages.as_of)
        put(staged, out, files, pages.record)
    return tuple(out / name for name in files)


def site_contents(pages: SiteInput, shell: Path) -> dict[str, bytes]:
    """Every file of a site by its path in the folder, the built pages apart."""
    files = {f"docs/{name}": data for name, data in site_files(pages).items()}
    files["docs/style.css"] = (shell / "style.css").read_bytes() + _colours(pages.brand.colour).encode()
    files[f"docs/{SEARCH_FROM_DISK}"] = (shell / Path(SEARCH_FROM_DISK).name).read_bytes()
    if pages.brand.logo:
        files[f"docs/{logo_file(pages.brand.logo)}"] = pages.brand.logo.data
    files |= {f"theme/{name}": (shell / name).read_bytes() for name in THEME}
    files["mkdocs.yml"] = site_config(pages)
    return files


def _colours(colour: str) -> str:
    """The light pages in the organisation's colour."""
    if not colour:
        return ""
    named = (
        "primary-fg-color",
        "primary-fg-color--light",
        "primary-fg-color--dark",
        "accent-fg-color",
        "typeset-a-color",
    )
    own = "".join(f"--md-{name}:{colour};" for name in named)
    return f'[data-md-color-scheme="default"]{{{own}--pg-line:{colour};--pg-tint:{tint(colour, PALE)}}}\n'
