"""What a preview keeps from one change to the next never shows: it always writes what would be written afresh."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from policygen import workflow
from policygen.assembly.kept import KeptDocuments
from policygen.content.answers_file import answers_of, read_answers
from policygen.content.library import load_library
from policygen.content.locate import roots
from policygen.content.yaml_source import parse_yaml
from policygen.domain.library import Library
from policygen.errors import Diagnostic, PolicygenError
from policygen.publish.site import site_contents
from policygen.publish.site_input import SiteInput
from policygen.render.shell_files import shells_dir
from policygen.workflow import Issue, Request
from policygen.workflow_kept import KeptFiles, KeptPages
from policygen.workflow_making import AFRESH, Making
from policygen.workflow_serve import Preview
from policygen.workflow_site import for_site, site_input
from tests import samples
from tests.samples import CODE, GONE, POLICY, ROOT, TODAY, Changes

SHELL = shells_dir() / "site"
SECOND: Changes = {"name": "Second place", "address": "2 Sample Street", "workers": 6, "public": True}

# Every change is made to the example as it is: each step undoes the one before it.
CLINIC: Mapping[str, Changes] = {
    "as it is": {},
    "a phone": {"contacts.manager.phone": "+61 3 5550 0199"},
    "a name": {"organisation.name": "Quay Street Clinic Pty Ltd"},
    "a place more": {"places.second": {**SECOND, "law": "gb-eng", "emergency": "999"}},
    "a contact less": {
        "contacts.adviser": GONE,
        "reporting.channels": ["supervisor", "manager", "principal"],
        "reporting.about_management": "partner",
    },
    "industry": {"organisation.industry": "retail"},
    "law on another day": {"law_as_of": "2025-06-01"},
    "an answer with a mistake": {"organisation.industry": "clinique"},
    "as it was": {},
}
CHAIN: Mapping[str, Changes] = {
    "as it is": {},
    "a phone": {"contacts.president.phone": "+81 3 5550 0199"},
    "a name in Japanese": {"translations.ja.organisation.name": "椿小売株式会社"},
    "one language": {"organisation.languages": {"staff": ["ja"], "public": ["ja"], "contract": ["ja"]}},
}
OFFICES: Mapping[str, Changes] = {
    "as it is": {},
    "a name of an office": {"places.pune.name": "Pune campus"},
    "each apart": {"shape": "separate"},
    "each apart, and a phone": {"shape": "separate", "contacts.hr.phone": "+91 20 5550 0199"},
    "as it was": {},
}


CLAUSE = """---
id: our-dog
version: 1
title: Our dog
slot: visitor-code-of-conduct/about
order: 99
---
The dog of {{ organisation.name }} is a colleague{% if places %} everywhere{% endif %}.
"""
OWN = "templates/clauses/our-dog.en.md"
BUILT_IN = "templates/clauses/code/code-about.en.md"
PACK = "jurisdictions/au-vic/parameters.yaml"
ELEMENTS = "templates/elements.yaml"


@pytest.mark.parametrize(
    ("example", "steps"), [("harbour-clinic", CLINIC), ("sakura-retail", CHAIN), ("tri-continent", OFFICES)]
)
def test_every_document_is_as_if_it_were_assembled_afresh(example: str, steps: Mapping[str, Changes]) -> None:
    kept, again = KeptDocuments(), 0
    making = Making(kept.assemble, KeptPages().keep)
    before: frozenset[int] = frozenset()
    for name, changes in steps.items():
        found, fresh = (_issue(example, changes, keeping) for keeping in (making, AFRESH))
        if isinstance(found, Issue) and isinstance(fresh, Issue):
            assert found.assembled == fresh.assembled, name
            assert found.accounts == fresh.accounts, name
            assert workflow.manifest(found, (), {}) == workflow.manifest(fresh, (), {}), name
            assert _pages(found, making) == _pages(fresh, AFRESH), name
            again += len(before & set(map(id, found.assembled)))
            before = frozenset(map(id, found.assembled))
            kept.settle()
        else:
            assert found == fresh, name
    assert again  # or it would prove nothing


def _issue(example: str, changes: Changes, making: Making) -> Issue | tuple[Diagnostic, ...]:
    """The issue, or why there is none."""
    content, text = samples.library(), samples.text(example, changes)
    request = for_site(Request(samples.example(example)))
    try:
        answers = answers_of(parse_yaml(text, f"{example}.yaml"), content)
        return workflow.issue_of(content, answers, request, TODAY, making.assembling)
    except PolicygenError as error:
        return error.diagnostics


def _pages(issue: Issue, making: Making) -> SiteInput:
    return site_input(issue, "all", lambda _: (), {}, making)


def test_what_a_preview_writes_is_what_a_new_site_would_be(tmp_path: Path) -> None:
    request = Request(tmp_path / "answers.yaml", tmp_path / "site", documents=(CODE, POLICY), variants=False)
    preview, files, content = Preview(request, TODAY, "all"), KeptFiles(), samples.library()
    for name in ("as it is", "a place more", "an answer with a mistake", "as it was"):
        samples.file(tmp_path, "harbour-clinic", CLINIC[name])
        _same(preview, files, content, name)
    shutil.copytree(ROOT / "jurisdictions" / "au-vic", tmp_path / "jurisdictions" / "au-vic")
    for at, (name, (file, text)) in enumerate(_content().items()):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
        if at % 2:
            samples.file(tmp_path, "harbour-clinic", CLINIC["a phone"] if at % 4 == 1 else {})
        _same(preview, files, None, name)


def _content() -> Mapping[str, tuple[str, str]]:
    """Files of content as they are written, one after the other."""
    clause, pack = ((ROOT / file).read_text(encoding="utf-8") for file in (BUILT_IN, PACK))
    return {
        "a clause of their own": (OWN, CLAUSE),
        "with a mistake": (OWN, CLAUSE.replace("if places", "if places and (")),
        "mended": (OWN, CLAUSE.replace("colleague", "friend")),
        "a clause in place of a built-in one": (BUILT_IN, clause.rstrip() + " So it is.\n"),
        "a parameter": (PACK, pack.replace("value: false", "value: true")),
        "a parameter with a mistake": (PACK, pack.replace("- value: false", "- worth: false")),
        "as it was": (PACK, pack),
        "an element": (ELEMENTS, f"elements:\n- {{id: X-01, document: {CODE}, level: must, says: X.}}"),
        "no element": (ELEMENTS, "elements: []\n"),
        "words": ("templates/words/en/site.yaml", "as_of: On {day}\nkept: Kept by {owner}. {about}\n"),
    }


def _same(preview: Preview, files: KeptFiles, content: Library | None, name: str) -> None:
    """The preview tells what a new site would tell, or writes it."""
    expected, told = _afresh(preview.request, files, content), _written(preview)
    faulty = "mistake" in name or name == "an element"
    assert (bool(told), name) == (faulty, name)
    if told or not isinstance(expected, dict):
        assert told == expected, name
        return
    out = preview.request.out
    paths = (*(out / "docs").rglob("*"), *(out / "theme").rglob("*"), out / "mkdocs.yml")
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    assert found.keys() == expected.keys(), name
    assert [path for path, data in found.items() if data != expected[path]] == [], name


def _written(preview: Preview) -> tuple[Diagnostic, ...]:
    """Why nothing was written; empty where the site was."""
    try:
        preview.pages()
        preview.files()
    except PolicygenError as error:
        return error.diagnostics
    return ()


def _afresh(
    request: Request, files: KeptFiles, content: Library | None
) -> Mapping[str, bytes] | tuple[Diagnostic, ...]:
    """Every file of the site, from content and answers read and assembled anew."""
    try:
        content = content or load_library(roots(request.content, request.answers.resolve().parent))
        issue = workflow.issue_of(content, read_answers(request.answers, content), for_site(request), TODAY)
        pages = site_input(issue, "all", lambda shown: files.files(shown, request, wait=False), {})
        return site_contents(pages, SHELL)
    except PolicygenError as error:
        return error.diagnostics
