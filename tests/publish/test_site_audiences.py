"""A site shows each audience its own documents, and a public one holds nothing internal in any byte."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from policygen.domain.audience import Audience
from policygen.errors import PolicygenError
from policygen.verify.pdf_file import PdfFile
from policygen.workflow import Request
from policygen.workflow_site import site

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
TODAY = date(2026, 11, 21)
REACHED_BY = ("name", "phone", "email")
INTERNAL = ("contacts.md", "site-home.md", "site-start.md", "site-actions.md", "site-law-watch.md", "site-made.md")


@lru_cache
def answers(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def internal_values(file: Path) -> set[str]:
    """Names, numbers and addresses of everyone whom the answers do not offer to the public."""
    given = answers(file)
    offered = {given["public_contact"]["complaints"], given["response"]["reply_or_appeal"]["to"]}
    offered.add(
        given.get("japan", {}).get("applicants_desk")
    )  # whom people who look for work turn to; the code tells them
    spoken = (given, *given.get("translations", {}).values())
    people = [
        (id_, person)
        for words in spoken
        for group in ("contacts", "committee_members")
        for id_, person in words.get(group, {}).items()
    ]
    open_ = {str(value) for words in spoken for value in words.get("public_contact", {}).values()}
    open_ |= {str(v) for words in spoken for p in words["places"].values() for k, v in p.items() if k != "emergency"}
    open_ |= {str(person[key]) for id_, person in people if id_ in offered for key in REACHED_BY if key in person}
    found = {str(p[key]) for id_, p in people if id_ not in offered for key in REACHED_BY if key in p}
    found -= {
        str(p["name"]) for id_, p in people if id_ == given["issue"]["approved_by"] and "name" in p
    }  # who signs it
    found |= {str(s["reach"]) for words in spoken for s in words.get("support", {}).get("services", [])}
    return found - open_


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file with its name and all that it says, packed or not."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), data.decode("utf-8", "replace")
            if path.suffix == ".docx":
                with zipfile.ZipFile(BytesIO(data)) as packed:
                    yield path.name, "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
            elif path.suffix == ".pdf":
                file = PdfFile(data)
                yield path.name, " ".join((*file.words(), *file.edges()))


def holds(text: str, value: str) -> bool:
    """Whether a text says a value, wherever its lines break; not as the end of a longer address."""
    return re.search(r"(?<![\w.+-])" + re.escape("".join(value.split())), "".join(text.split())) is not None


def written(file: Path, out: Path, audience: Audience, *documents: str) -> set[str]:
    paths = site(Request(file, out, documents=documents, as_of=TODAY), TODAY, audience)
    return {path.relative_to(out / "docs").as_posix() for path in paths if path.is_relative_to(out / "docs")}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The corner shop, where nobody outside is sent to the senior assistant."""
    text = (EXAMPLES / "corner-shop.yaml").read_text(encoding="utf-8")
    file = tmp_path / "shop.yaml"
    file.write_text(text.replace("reply_or_appeal: {to: senior,", "reply_or_appeal: {to: owner,"), encoding="utf-8")
    assert internal_values(file) == {"+61 3 5550 0131"}
    return file


@pytest.mark.parametrize("example", NAMES)
def test_no_byte_of_a_public_site_holds_what_is_internal(example: str, tmp_path: Path) -> None:
    file, out = EXAMPLES / f"{example}.yaml", tmp_path / "out"
    pages = written(file, out, "public")
    assert {"index.md", "visitor-code-of-conduct.md"} <= pages
    assert not [page for page in pages if page.rpartition("/")[2].startswith(("letter-", *INTERNAL))]
    everything = tuple(texts(out))
    assert any(holds(text, str(answers(file)["public_contact"]["phone"])) for _, text in everything)
    internal = internal_values(file)
    assert {(value, name) for name, text in everything for value in internal if holds(text, value)} == set()


def test_staff_see_no_vendor_clauses_and_the_office_sees_all_but_the_review(shop: Path, tmp_path: Path) -> None:
    documents = ("third-party-harassment-policy", "visitor-code-of-conduct", "vendor-clauses", "incident-log")
    staff = written(shop, tmp_path / "staff", "staff", *documents)
    everything = written(shop, tmp_path / "all", "all", *documents)
    assert {
        "index.md",
        "site-start.md",
        "site-public.md",
        "site-made.md",
        "contacts.md",
        "third-party-harassment-policy.md",
    } <= staff
    assert {"vendor-clauses.md", "site-actions.md", "site-law-watch.md"} <= everything - staff
    assert staff <= everything
    assert not [page for page in everything if page.startswith(("review", "for-review", "start-here"))]
    held = {name for name, text in texts(tmp_path / "staff") for value in internal_values(shop) if holds(text, value)}
    assert {"docs/index.md", "third-party-harassment-policy.en.docx", "third-party-harassment-policy.en.pdf"} <= held
    written(shop, tmp_path / "staff", "public", *documents)
    assert not [
        name
        for name, text in texts(tmp_path / "staff")
        if "third-party-harassment-policy" in text or "5550 0131" in text
    ]


def test_a_site_without_a_document_for_its_audience_is_refused(shop: Path, tmp_path: Path) -> None:
    request = Request(shop, tmp_path / "out", documents=("training-plan",), as_of=TODAY)
    with pytest.raises(PolicygenError, match="PG-D045"):
        site(request, TODAY, "public")
    assert not (tmp_path / "out").exists()


def first_page(out: Path, *, language: str = "") -> str:
    return (out / "docs" / language / "index.md").read_text(encoding="utf-8")


def test_the_help_pages_name_who_answers_at_night_and_who_stands_in_for_the_supervisor(tmp_path: Path) -> None:
    written(EXAMPLES / "harbour-clinic.yaml", tmp_path, "staff", "third-party-harassment-policy")
    help_ = (tmp_path / "docs" / "site-start.md").read_text(encoding="utf-8")
    for page in (first_page(tmp_path), help_):
        assert re.search(r"closed.*away from our places.*On-call doctor.*\(tel:\+61355500116\)", page)
        assert re.search(r"o supervisor.*there.*Senior Nurse.*\(tel:\+61355500112\)", page)
        assert "Press the alarm if you can reach it. Then call **[000](tel:000)**" in page


def test_a_site_in_japan_gives_the_police_and_the_ambulance_in_each_language(tmp_path: Path) -> None:
    written(EXAMPLES / "sakura-retail.yaml", tmp_path, "staff", "third-party-harassment-policy")
    for page in (first_page(tmp_path), first_page(tmp_path, language="en")):
        assert page.index("(tel:110)") < page.index("(tel:119)")
    assert re.search(r"上司がいないとき.*営業本部長.*\(tel:0355500114\)", first_page(tmp_path))
