"""The gallery: every document in every language, for every example, and none older than its words."""

import json
import re
import subprocess
import sys
from functools import cache
from typing import Any

from tests.samples import ALL_EXAMPLES, POLICY, ROOT, job, library

PAGE = (ROOT / "site" / "gallery.md").read_text("utf-8")
PICTURES = ROOT / "site" / "gallery"
RECORD: list[dict[str, Any]] = json.loads((PICTURES / "pages.json").read_text("utf-8"))
SHOWN = {(one["outline"], one["language"]) for one in RECORD}
MOST = 12_000_000
LARGEST_SMALL = 60 * 1024
AGAIN = "run: python scripts/make_gallery.py"


@cache
def issued() -> frozenset[tuple[str, str]]:
    """Each document that an example issues as PDF, with its language."""
    planned = (one for example in ALL_EXAMPLES for one in job(example).planned)
    return frozenset((one.outline.id, one.language) for one in planned if "pdf" in one.formats)


def test_every_document_is_shown_that_can_be_issued_as_pdf() -> None:
    every = {outline.id for outline in library().every_outline() if "pdf" in outline.formats}
    assert {outline for outline, _ in SHOWN} == every, AGAIN


def test_a_document_without_a_pdf_is_shown_as_its_sheet() -> None:
    about_an_issue = ("review-", "start-here", "site-")
    for outline in library().outlines.values():
        if "pdf" not in outline.formats and not outline.id.startswith(about_an_issue):
            assert any(f"{outline.id}-sheet" == shown for shown, _ in SHOWN), outline.id


def test_every_language_of_a_document_is_shown() -> None:
    missing = {
        (outline, language)
        for outline, language in issued()
        if language not in {shown for other, shown in SHOWN if other == outline}
    }
    assert missing == set()


def test_the_policy_of_every_example_is_shown() -> None:
    assert {one["answers"] for one in RECORD if one["outline"] == POLICY} == set(ALL_EXAMPLES)


def test_the_sheets_for_a_wall_are_shown_on_a3_beside_a4() -> None:
    for outline in ("visitor-code-of-conduct-wall", "poster-sheet"):
        shown = PAGE.partition(f"{{ #{outline} }}")[2].partition("\n###")[0]
        assert "on A3 · English" in shown, outline
        assert shown.count("· English") == 2, outline


def test_no_picture_is_older_than_the_words_of_its_document() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "make_gallery.py"), "--print"]
    made = json.loads(subprocess.run(script, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    assert made["digests"] == {one["name"]: one["digest"] for one in RECORD}, AGAIN
    assert made["page"] == PAGE, AGAIN


def test_each_page_has_its_two_pictures_and_no_picture_is_left_over() -> None:
    named = {f"{one['name']}{size}.webp" for one in RECORD for size in ("", "-small")}
    assert {path.name for path in PICTURES.iterdir()} == named | {"pages.json"}
    assert set(re.findall(r"\(gallery/([^)]+\.webp)\)", PAGE)) == named
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST
    assert not [path.name for path in PICTURES.glob("*-small.webp") if path.stat().st_size > LARGEST_SMALL]
    assert not [path.name for path in PICTURES.glob("*.webp") if path.read_bytes()[8:12] != b"WEBP"]


def test_each_picture_says_whose_first_page_it_is() -> None:
    for one in RECORD:
        [alt] = re.findall(rf"\[!\[(.*?)\]\(gallery/{re.escape(one['name'])}-small\.webp\)", PAGE)
        language = {"en": "English", "ja": "Japanese"}[one["language"]]
        assert alt == f"First page of “{one['title']}” of {one['organisation']}, in {language}"
