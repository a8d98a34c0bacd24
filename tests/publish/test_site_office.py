"""The pages for the office say the same in each language, and the most urgent first."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from policygen.publish.site_cards import contacts, listed
from policygen.publish.site_input import SiteChange, SiteFile, SiteHelp, SiteInput
from policygen.publish.site_pages import site_files
from policygen.workflow import Request, issued
from policygen.workflow_site import for_site, site_input

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 21)


def made(name: str, tmp: Path, kept: Mapping[str, Any] | None = None, **moved: str) -> SiteInput:
    """The whole site of an example, without its files: after another, with contacts that have other numbers."""
    numbers = {f"contacts.{who}.phone": number for who, number in moved.items()}
    request = for_site(Request(EXAMPLES / f"{name}.yaml", tmp / "out", as_of=TODAY, overrides=numbers))
    return site_input(issued(request, TODAY), "all", lambda _: (), kept or {})


def pages(site: SiteInput) -> Mapping[str, str]:
    return {page.id: page.markdown.decode() for page in site.pages()}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    return made("sakura-retail", tmp_path_factory.mktemp("shops"))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> SiteInput:
    return made("harbour-clinic", tmp_path_factory.mktemp("clinic"))


def test_law_that_is_not_held_is_told_in_each_language(shops: SiteInput) -> None:
    japanese, english = pages(shops), pages(shops.others[0])
    assert "Osaka" in english["site-actions"].split("## 2")[0]
    assert "大阪府" in japanese["site-actions"].split("## 2")[0]
    assert "| Osaka: law of its own | not held |" in english["site-law-watch"]
    assert "| 大阪府（独自の法令） | 未収録 |" in japanese["site-law-watch"]


def test_what_to_do_leads_to_every_document(shops: SiteInput, clinic: SiteInput) -> None:
    for site in (*shops.languages(), clinic):
        documents = {page.id for page in site.documents if not page.id.startswith("site-")}
        assert len(documents) > 15
        assert documents <= set(re.findall(r"\]\(([\w-]+)\.md\)", pages(site)["site-actions"])), site.language


def test_sources_of_a_duty_stand_apart(shops: SiteInput, clinic: SiteInput) -> None:
    for site, between in ((clinic, "; "), (shops.others[0], "; "), (shops, "、")):
        cells = [line.split(" | ")[-1] for line in pages(site)["site-actions"].splitlines() if line.startswith("| ")]
        several = [cell for cell in cells if cell.count("](") > 1]
        assert several
        assert all(f"){between}" in cell for cell in several)
        assert not [cell for cell in cells if re.search(r";\S|\)\[", cell)]


def test_law_of_the_whole_country_is_asked_for_once(shops: SiteInput) -> None:
    japanese = pages(shops)["site-actions"]
    rows = [line for line in japanese.splitlines() if line.startswith("| ") and "http" not in line]
    told = [line.partition("|")[2].partition("|")[2] for line in rows]
    assert len(told) == len(set(told))
    assert {line.split(" | ")[0] for line in japanese.split("## 5")[1].splitlines() if line.startswith("| ")} == {
        "| 地域",
        "| 全国",
        "| 東京都",
    }
    assert "採用前" not in japanese
    assert "採用時" not in japanese


def test_what_the_law_asks_for_stands_by_its_moment(clinic: SiteInput) -> None:
    rows = [line.split(" | ") for line in pages(clinic)["site-actions"].split("## 5")[1].splitlines()]
    moments = [row[3] for row in rows if len(row) > 4 and row[3] != "When"]
    order = ["before adoption", "on adoption", "after each incident", "every year", "always"]
    assert moments == sorted(moments, key=order.index)
    assert len(set(moments)) > 2


def test_what_should_have_started_stands_first_and_says_so(clinic: SiteInput) -> None:
    table = pages(clinic)["site-law-watch"].split("\n\n")
    rows = next(part for part in table if part.startswith("| When")).splitlines()[2:]
    late = ["nobody has confirmed it: look now" in row for row in rows]
    assert late[0]
    assert late == sorted(late, reverse=True)
    assert any(row.startswith("| expected December 2025 | Victoria | [Crimes Amendment") for row in rows[: sum(late)])


def test_law_watch_tells_a_bill_once_and_leads_to_it(clinic: SiteInput) -> None:
    rows = [row for row in pages(clinic)["site-law-watch"].splitlines() if "rotection" in row and "Victoria |" in row]
    assert len(rows) == 1
    assert "[Workplace protection orders (announcement of the government of Victoria)](https://" in rows[0]


def test_law_watch_writes_days_as_its_readers_do(tmp_path: Path) -> None:
    watch = pages(made("prairie-grill", tmp_path))["site-law-watch"]
    assert "holds for every claim: ends; until then February 15, 2024]" in watch
    assert not re.search(r"\d{4}-\d{2}-\d{2}", watch)


def test_no_page_of_the_office_names_what_a_site_does_not_hold(shops: SiteInput, clinic: SiteInput) -> None:
    for site in (shops, shops.others[0], clinic):
        for words in pages(site).values():
            assert "for-review" not in words
            assert "first page of the policy" not in words


def test_contacts_are_those_to_tell_and_others_with_what_they_do(clinic: SiteInput) -> None:
    told = {one.post: one.does for one in clinic.contacts if one.told}
    assert list(told) == [
        "Practice Manager",
        "Principal Doctor",
        "Independent adviser for staff",
        "On-call doctor",
    ]
    assert told["On-call doctor"] == ("When we are closed, and when you are away from our places.",)
    others = {one.post: one.does for one in clinic.contacts if not one.told}
    assert set(others) == {
        "Senior Nurse",
        "Second Principal Doctor",
        "Patient Liaison Officer",
        "Health and safety representative",
    }
    assert all(others.values())


def test_what_has_nothing_to_fill_in_does_not_ask_for_it(shops: SiteInput) -> None:
    forms = {page.id for page in shops.documents if page.form}
    assert {"incident-report-form", "letter-acknowledgement", "vendor-clauses"} <= forms
    assert forms.isdisjoint({"consultation-desk-notice", "out-of-hours-contact-protocol", "snippets"})


def test_contacts_begin_with_the_emergency_and_hold_the_support(clinic: SiteInput, shops: SiteInput) -> None:
    ours, japanese, english = (contacts(site) for site in (clinic, shops, shops.others[0]))
    assert ours.split("\n\n")[1:4] == [
        "## In danger? Get away, then call",
        "- **[000](tel:000)**",
        "**It is over, and nobody is in danger?** Police assistance line, [&#43;61 3 5550 0170](tel:+61355500170)",
    ]
    assert "**終わった後で、危険がないとき：**見本警察署（[03&#45;5550&#45;0191](tel:0355500191)）" in japanese
    assert "- **[警察 110](tel:110)**、**[救急・火災 119](tel:119)**" in japanese
    assert "- **[police 110](tel:110)**; **[fire and ambulance 119](tel:119)**" in english
    assert "](tel:0355500150)（毎日 8&#58;00～22&#58;00、年5回まで無料）" in japanese
    assert english.index("## Tell any one") < english.index("## Help for you afterwards") < english.index("## Others")


def test_help_is_reached_by_whatever_the_organisation_says(clinic: SiteInput) -> None:
    offered = (SiteHelp("Line", "ask HR, or +61 3 5550 0150 or eap@x.example"), SiteHelp("<b>", "[x](javascript:y)"))
    page = contacts(replace(clinic, support=offered))
    assert (
        "- **Line** ask HR, or [&#43;61 3 5550 0150](tel:+61355500150) or [eap&#64;x&#46;example](mailto:eap@x.example)\n"
        in page
    )
    assert "- **&#60;b&#62;** &#91;x&#93;&#40;javascript&#58;y&#41;\n" in page


def test_places_with_numbers_of_their_own_are_named(tmp_path: Path) -> None:
    page = contacts(made("childrens-network", tmp_path))
    assert "- Albany office: **[911](tel:911)**\n- Melbourne office: **[000](tel:000)**\n" in page


def test_a_manager_with_a_report_finds_the_first_ten_minutes_first(clinic: SiteInput, shops: SiteInput) -> None:
    assert [site.told.to for site in (clinic, shops) if site.told] == [
        "response-manual.md#manual-card",
        "response-manual.md#jp-manual-card",
    ]
    managers = listed(clinic).split("## For managers")[1]
    assert managers.lstrip().startswith(
        "- [You got a report&#58; the first ten minutes](response-manual.md#manual-card)"
    )


def test_the_law_stands_behind_the_one_clause_that_answers_it(clinic: SiteInput) -> None:
    policy = pages(clinic)["third-party-harassment-policy"]
    folded = re.findall(r'<details class="pg-law">.*?</details>', policy)
    assert folded
    assert not [one for one in folded if "Say in the policy" in one or "Give the same choices" in one]
    said = [page.split("<a id=")[-1] for page in policy.split('<details class="pg-law">')[:-1]]
    assert not [clause for clause in said if "suppl" in clause.split(">")[0]]


def test_every_page_begins_with_its_title(shops: SiteInput) -> None:
    for name, data in site_files(shops).items():
        if name.endswith(".md"):
            text = data.decode().split("---\n", 2)[2]
            assert text.lstrip().startswith("# "), name
            assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, name


def test_one_page_leads_to_every_change(clinic: SiteInput) -> None:
    new = (SiteChange("New words: One", "one"), SiteChange("No longer there: Two"))
    first, *rest = clinic.documents
    site = replace(clinic, documents=(replace(first, changes=new), *rest))
    files = site_files(site)
    text = files["changed.md"].decode()
    assert f"({first.id}.md#one)" in text
    assert "No longer there&#58; Two" in text
    assert "(changed.md)" in files["index.md"].decode()
    assert "changed.md" not in site_files(clinic)
    assert "changed.md" not in site_files(replace(site, audience="staff"))


def test_pages_of_numbers_say_that_one_changed_below_the_numbers(clinic: SiteInput, tmp_path: Path) -> None:
    site = made("harbour-clinic", tmp_path, clinic.record, principal="+61 3 5550 0998")
    files = {name: data.decode() for name, data in site_files(site).items()}
    for name in ("index.md", "contacts.md", "site-start.md"):
        assert files[name].index("+61 3 5550 0998") < files[name].index('<details class="pg-changes">'), name
        assert "What changed since version 1.0 was first made" in unescape(files[name]), name
        assert f"]({name})\n" in files["changed.md"], name
    assert "[New words&#58; Principal Doctor](contacts.md#contact-principal)" in files["changed.md"]
    assert '<li id="contact-principal">' in files["contacts.md"]
    [desk] = [page for page in site.documents if page.id == "consultation-desk-notice"]
    assert [change.says for change in desk.changes] == ["New words: Who / How / When"]
    same = site_files(made("harbour-clinic", tmp_path, clinic.record))
    assert not [name for name, data in same.items() if b"pg-changes" in data]


def test_the_office_reads_how_the_site_is_written_again(shops: SiteInput, clinic: SiteInput) -> None:
    for site, owner in ((shops, "人事部長"), (shops.others[0], "Head of Personnel"), (clinic, "Practice Manager")):
        made = unescape(pages(site)["site-made"])
        for command in (
            "policygen new",
            "policygen check answers.yaml",
            "policygen site answers.yaml --audience all -o",
        ):
            assert command in made
        assert owner in made


def test_every_page_says_of_which_issue_it_is(shops: SiteInput, clinic: SiteInput) -> None:
    assert clinic.issue.startswith("Version 1.0; in force from 1 December 2026; states the law of 21 November 2026. ")
    assert "人事部長" in shops.issue
    for site in (shops, clinic):
        for name, text in site_files(site).items():
            if name.endswith(".md"):
                page = text.decode()
                assert ('<p class="pg-about">' in page) != ("\nissue: true\n" in page), name


def test_a_form_says_where_to_fill_it_in_and_stands_without_the_room_to_write(clinic: SiteInput) -> None:
    form = next(page for page in clinic.documents if page.id == "incident-report-form")
    filled = replace(form, downloads={"incident-report-form.en.docx": SiteFile(b"")})
    shown = site_files(replace(clinic, documents=(filled,)))["incident-report-form.md"].decode()
    assert clinic.labels["site.form"] in unescape(shown)
    assert "....<br>\n...." not in shown
    assert shown.count('<span class="label box">') > 30
