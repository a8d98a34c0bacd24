"""A site is plain files that build strictly with mkdocs-material alone, and nothing of it is fetched."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml

from policygen.domain.audience import Group
from policygen.errors import PolicygenError
from policygen.publish.site import write_site
from policygen.publish.site_cards import downloads
from policygen.verify.words import markdown_words
from tests.publish import site_samples as samples

HOSTILE = 'R&D <Labs> "x" *a* </title> &lt; {{ 7 }} #1: [b]'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "out"
    write_site(out, samples.site(HOSTILE), samples.SHELL)
    return out


def test_a_site_is_pages_configuration_and_a_built_folder(site: Path) -> None:
    found = {path.name for path in site.iterdir()}
    assert found == {"docs", "theme", "html", "mkdocs.yml", "site-manifest.json"}
    pages = {path.name for path in (site / "html").glob("*.html")}
    assert pages >= {"index.html", "404.html", "contacts.html", "downloads.html", "incident-report-form.html"}


def test_mkdocs_builds_the_written_folder_strictly_without_a_word(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "again"],
        cwd=site,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_values_reach_names_and_titles_as_they_are(site: Path) -> None:
    config = yaml.safe_load((site / "mkdocs.yml").read_text(encoding="utf-8"))
    assert unescape(config["site_name"]) == HOSTILE
    page = (site / "html" / "vendor-clauses.html").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title
    assert unescape(title[1]) == f"Addendum with {samples.HOSTILE} - {HOSTILE}"
    for tooltip in re.findall(r'title="([^"]*)" class="md-\w+__button md-logo"', page):
        assert unescape(tooltip) == HOSTILE


def test_pages_load_nothing_from_outside(site: Path) -> None:
    for page in (site / "html").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe|link)\b[^>]*?(?:src|href)="([^"]+)"', text)
        assert loaded or page.name == "404.html"
        assert not [address for address in loaded if re.match(r"(?:[a-z]+:)?//", address)], page.name


def test_headings_carry_the_clause_ids_and_references_lead_to_them(site: Path) -> None:
    page = (site / "html" / "third-party-harassment-policy.html").read_text(encoding="utf-8")
    assert re.search(r'<h3 id="whom-to-tell">1\.2 Whom to tell', page)
    assert 'href="#whom-to-tell"' in page
    assert len(re.findall(r'id="whom-to-tell"', page)) == 1


def test_a_document_page_says_what_its_markdown_says(site: Path) -> None:
    for given in samples.site().documents:
        _, _, written = (site / "docs" / f"{given.id}.md").read_bytes().split(b"---\n", 2)
        written = re.sub(rb'<p class="pg-kind">.*?</p>|<span class="pg-blank"></span>', b"", written)
        said = re.sub(rb"\s\{ [#.][\w-]+ \}", b"", re.sub(rb"\[[^\]]*\]\(files/[^)]*\)\{ .pg-file } ?", b"", written))
        assert markdown_words(said) == markdown_words(re.sub(rb"\.{8,}", b"", given.markdown))


def test_downloads_are_offered_with_their_size(site: Path) -> None:
    page = (site / "html" / "incident-report-form.html").read_text(encoding="utf-8")
    assert '<a class="pg-file" href="files/incident-report-form.en.docx">Word, 37 KB</a>' in page
    assert (site / "html" / "files" / "incident-report-form.en.docx").stat().st_size == 38_000


def test_downloads_are_listed_by_their_readers() -> None:
    given = replace(samples.site(), audience="all")
    groups: tuple[Group, ...] = ("vendors", "public", "staff")
    pages = tuple(replace(page, group=group) for page, group in zip(given.documents, groups, strict=True))
    listed = downloads(replace(given, documents=(*pages, replace(pages[0], group="managers", downloads={}))), "files/")
    parts = listed.split("## ")[1:]
    assert [part.splitlines()[0] for part in parts] == ["For everyone who works here", "For the public", "For vendors"]
    for part, page in zip(parts, (pages[2], pages[1], pages[0]), strict=True):
        assert re.findall(r'href="files/([^"]+)"', part) == list(page.downloads)


def test_the_same_site_is_the_same_files(site: Path, tmp_path: Path) -> None:
    write_site(tmp_path / "out", samples.site(HOSTILE), samples.SHELL)
    for part in ("docs", "theme", "html"):
        for path in sorted((site / part).rglob("*")):
            if path.is_file():
                assert path.read_bytes() == (tmp_path / "out" / path.relative_to(site)).read_bytes(), path


def test_a_page_changed_by_hand_is_not_overwritten_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site(out, samples.site(), samples.SHELL)
    write_site(out, samples.site("Another Name"), samples.SHELL)
    page = out / "docs" / "index.md"
    page.write_text("mine", encoding="utf-8")
    with pytest.raises(PolicygenError, match=r"docs/index\.md  PG-S013"):
        write_site(out, samples.site(), samples.SHELL)
    assert page.read_text(encoding="utf-8") == "mine"
    write_site(out, samples.site(), samples.SHELL, force=True)
    assert page.read_text(encoding="utf-8") != "mine"


def test_a_page_no_longer_made_is_removed_unless_it_was_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    whole = samples.site()
    write_site(out, whole, samples.SHELL)
    (out / "docs" / "vendor-clauses.md").write_text("mine", encoding="utf-8")
    write_site(out, replace(whole, documents=whole.documents[:1]), samples.SHELL)
    left = {path.name for path in (out / "docs").glob("*.md")}
    assert "incident-report-form.md" not in left
    assert "vendor-clauses.md" in left
    assert not (out / "html" / "incident-report-form.html").exists()


def test_a_broken_link_is_an_error_and_leaves_the_last_site_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    whole = samples.site()
    write_site(out, whole, samples.SHELL)
    before = (out / "html" / "index.html").read_bytes()
    broken = replace(whole.start, markdown=b"# Start\n\n[there](#nowhere) and [where](nowhere.md)\n")
    with pytest.raises(PolicygenError, match=r"(?s)nowhere\.md.*nowhere|nowhere.*nowhere\.md"):
        write_site(out, replace(whole, start=broken), samples.SHELL)
    assert (out / "html" / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
