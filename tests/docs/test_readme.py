"""What README says is true: its commands run, its files are there, its notice and its two first lines are exact."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from policygen.cli.main import run
from policygen.cli.notices import notice_a
from tests.samples import ROOT, library

README = (ROOT / "README.md").read_text("utf-8")
GUIDE = sorted((ROOT / "site").glob("*.md"))
TABLES = re.compile(r"`(\w+\.csv)`:\n\n```\n(.*?)^```", re.MULTILINE | re.DOTALL)
CLAUSES = (ROOT / "site" / "write-a-clause.md").read_text("utf-8")
INSTALL = "python -m pip install . && policygen build examples/childrens-network.yaml -o out"
TEST = 'python -m pip install -e ".[test]" && python -m pytest'
FILES = re.compile(r"`(?:out/)?([\w-]+(?:\.en)?\.(?:docx|pdf|html|json))`")
NOT_OUTPUT = {
    "letterhead.docx",
    "our-letterhead.docx",
    "contract.docx",
    "back.docx",
    "redline.docx",
    "new-law-summary.docx",
}
LARGEST_PICTURE = 120 * 1024
NEVER_SAID = ("compliant", "guarantee", "up to date", "up-to-date", "lawyer-grade", "ensures", "seamless", "powerful")


def _commands(text: str) -> Iterator[str]:
    """Every line of a fenced block that calls policygen, alone or after an installation."""
    for block in re.findall(r"^```(?:\w+)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if "policygen " in f"{line} ":
                yield from (part.strip() for part in line.split("&&") if part.strip().startswith("policygen"))


COMMANDS = list(
    dict.fromkeys(command for text in (README, *(p.read_text("utf-8") for p in GUIDE)) for command in _commands(text))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples, the answers of a shop, Word templates and tables, as the commands of the guide name them."""
    home = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(ROOT / "examples", home / "examples")
    for place, example in (("our-shop", "corner-shop"), ("our-clinic", "harbour-clinic")):
        (home / place).mkdir()
        shutil.copy(ROOT / "examples" / f"{example}.yaml", home / place / "answers.yaml")
    letterhead = Document()
    letterhead.sections[0].header.paragraphs[0].text = "{{ organisation.name }}"
    letterhead.add_paragraph("{{ document }}")
    letterhead.save(str(home / "letterhead.docx"))
    contract = Document()
    contract.add_paragraph("Services agreement with {{ organisation.name }}")
    contract.add_paragraph("{{p clause('vendor-protect') }}")
    contract.save(str(home / "contract.docx"))
    shop = str(home / "examples" / "childrens-network.yaml")
    assert run(["build", shop, "-d", "vendor-clauses", "-f", "docx", "-o", str(home / "sent")]) == 0
    back = Document(str(home / "sent" / "vendor-clauses.en.docx"))
    said = next(one for one in back.element.body.iter(qn("w:t")) if "Prohibited Conduct" in one.text)
    said.text = said.text.replace("Prohibited Conduct", "such conduct")
    back.save(str(home / "back.docx"))
    for name, rows in TABLES.findall((ROOT / "site" / "many-at-once.md").read_text("utf-8")):
        (home / name).write_text(rows, "utf-8")
    own = home / "our-content" / "templates" / "clauses"
    own.mkdir(parents=True)
    for clause in re.findall(r"^`{3,4}markdown\n(---\n.*?)^`{3,4}$", CLAUSES, re.MULTILINE | re.DOTALL):
        (own / f"{re.findall(r'^id: (.+)$', clause, re.MULTILINE)[0]}.en.md").write_text(clause, "utf-8")
    return home


def test_the_clauses_of_the_guide_stand_in_a_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    command = ["build", "examples/harbour-clinic.yaml", "--content", "our-content", "-f", "md", "-o", "out-clauses"]
    assert run(command) == 0
    policy = (folder / "out-clauses" / "third-party-harassment-policy.en.md").read_text("utf-8")
    assert "call the Practice Manager:" in policy
    assert "Tell the Practice Manager what works" in policy
    assert "Ideas and complaints" not in policy


def test_the_two_commands_stand_at_the_start_of_a_line() -> None:
    lines = README.splitlines()
    assert lines.count(INSTALL) == 1
    assert lines.count(TEST) == 1


def test_powershell_gets_one_command_a_line() -> None:
    block = re.search(r"^```powershell\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert block
    assert "&&" not in block[1]
    assert [part.strip() for part in INSTALL.split("&&")] == block[1].splitlines()[-2:]


def test_the_notice_is_printed_word_for_word() -> None:
    quoted = " ".join(line.removeprefix("> ") for line in README.splitlines() if line.startswith("> "))
    assert notice_a() in " ".join(quoted.split())


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith("policygen new")])
def test_each_command_of_the_guide_ends_well(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run(shlex.split(command)[1:]) == 0, capsys.readouterr().err


def test_what_the_guide_says_of_the_files_is_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert run(["build", "examples/childrens-network.yaml", "-f", "pdf,docx", "-o", "out-named"]) == 0
    sizes = ("--set", "print.sizes=[a3, a5, a6, large-print]", "--set", "print.landscape=true")
    sheets = ("-d", "visitor-code-of-conduct", "-d", "poster", "-f", "pdf", "-o", "out-sheets")
    assert run(["build", "examples/harbour-clinic.yaml", *sizes, *sheets]) == 0
    assert run(["build", "examples/sakura-retail.yaml", "-d", "poster", "-f", "pdf", "-o", "out-two"]) == 0
    named = {
        name for page in (README, *(p.read_text("utf-8") for p in GUIDE)) for name in FILES.findall(page)
    } - NOT_OUTPUT
    assert len(named) >= 6
    made = {path.name for out in ("out-named", "out-sheets", "out-two") for path in (folder / out).iterdir()}
    assert not named - made
    reviewed = {path.stem for path in (folder / "out-named" / "for-review").iterdir()}
    assert set(re.findall(r"`for-review/(\w+)`", "".join(p.read_text("utf-8") for p in GUIDE))) == reviewed


@pytest.mark.parametrize("page", ["README.md", "site/index.md"])
def test_what_it_holds_so_far_is_what_it_holds(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert not [pack.name for pack in library().packs.values() if pack.name.removeprefix("the ") not in text]
    assert set(library().industries) == {
        "ngo", "clinic", "retail", "restaurant", "professional-services", "contact-centre", "public-office", "school",
        "transport", "events", "care", "hospitality",
    }  # fmt: skip
    assert all(kind in text.lower() for kind in ("charit", "clinic", "shop", "restaurant", "professional service"))


def test_links_and_pictures_lead_to_files_of_this_folder() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_pictures_are_small_and_described() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert not [p.name for p in pictures if p.stat().st_size > LARGEST_PICTURE or f"docs/images/{p.name}" not in README]
    assert all(len(alt) > 40 for alt in re.findall(r'<img [^>]*alt="([^"]*)"', README))


@pytest.mark.parametrize("page", [ROOT / "README.md", *GUIDE], ids=lambda path: path.name)
def test_nothing_is_sold_or_promised(page: Path) -> None:
    text = page.read_text("utf-8").lower()
    assert not [word for word in NEVER_SAID if word in text]
