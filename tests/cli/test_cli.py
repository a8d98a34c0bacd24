"""The command line as its contract states it: exit codes, JSON, quick help, and what goes to stdout and stderr."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import docx
import pytest

from policygen import __version__, workflow_check
from policygen.cli.main import COMMANDS, run
from tests import samples
from tests.samples import CODE, POLICY, ROOT, VENDOR

SHOP = str(samples.example("corner-shop"))
CHARITY = str(samples.example("childrens-network"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def json_of(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> object:
    assert run(list(arguments)) == code
    return json.loads(capsys.readouterr().out)


def test_a_name_that_the_pdf_cannot_print_is_one_warning_and_a_site_says_what_it_lacks(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = str(samples.file(tmp_path, "corner-shop", {"organisation.name": "مكتبة النور"}))
    assert run(["check", answers]) == 0
    assert capsys.readouterr().err.count("warning  organisation.name  PG-R010") == 1
    assert run(["site", answers, "--audience", "public", "-o", str(out)]) == 1
    told = capsys.readouterr().err
    assert told.count("PG-R010") == 1
    assert f"note  {out}  PG-R015  the site is written, without the downloads {CODE}.en.pdf" in told
    assert (out / "html" / "index.html").is_file()


# --- build ------------------------------------------------------------------------------------------------------------


def test_a_build_lists_its_files_on_stdout_and_ends_with_0(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", SHOP, "-o", str(out)]) == 0
    captured = capsys.readouterr()
    listed = {Path(line).relative_to(out).as_posix() for line in captured.out.splitlines()}
    assert listed == {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} - {"manifest.json"}
    assert f"Open {out / 'START-HERE.html'} first" in captured.err
    for document in (POLICY, CODE, VENDOR):
        assert {f"{document}.en.{kind}" for kind in ("docx", "pdf", "html", "md")} <= listed


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["-d", CODE], {CODE, f"{CODE}-a4", f"{CODE}-leaflet-a4"}),
        (["-d", f"{VENDOR}-small"], {f"{VENDOR}-small"}),
        (["-d", f"{CODE}-wall", "-d", f"{VENDOR}-insert"], {f"{CODE}-a4", f"{VENDOR}-insert"}),
        (["-d", f"{POLICY},{VENDOR}-small"], {POLICY, f"{VENDOR}-small"}),
    ],
)
def test_only_the_documents_named_are_built(options: list[str], expected: set[str], out: Path) -> None:
    assert run(["build", SHOP, "-o", str(out), *options]) == 0
    made = {path.name.partition(".")[0] for path in out.glob("*.en.*")}
    assert made == expected


@pytest.mark.parametrize(("formats", "expected"), [(["-f", "md"], {"md"}), (["-f", "docx,html"], {"docx", "html"})])
def test_only_the_formats_named_are_built(formats: list[str], expected: set[str], out: Path) -> None:
    assert run(["build", SHOP, "-o", str(out), *formats]) == 0
    assert {path.suffix[1:] for path in out.glob("*.en.*")} == expected


def test_a_print_sheet_comes_in_every_paper_of_the_places(out: Path) -> None:
    assert run(["build", CHARITY, "-o", str(out), "-d", f"{CODE}-wall"]) == 0
    assert {path.name for path in out.glob("*.pdf")} == {f"{CODE}-a4.en.pdf", f"{CODE}-letter.en.pdf"}


def test_set_answers_a_question_over_the_file_and_as_of_dates_the_law(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--set", "organisation.name=Kookaburra Store", "--as-of", "2026-12-24", "-d", CODE, "-f", "md"]
    assert run(["build", SHOP, "-o", str(out), *options]) == 0
    assert "Kookaburra Store" in (out / f"{CODE}.en.md").read_text("utf-8")
    assert json.loads((out / "manifest.json").read_text("utf-8"))["law_as_of"] == "2026-12-24"


def test_a_build_without_a_law_date_says_which_day_it_took(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"law_as_of": samples.GONE})
    assert run(["build", str(answers), "-o", str(out), "-d", CODE, "-f", "md"]) == 0
    assert "set law_as_of to fix the day" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-d", "vendor-clause"], 'there is no document "vendor-clause"\nhint: Did you mean "vendor-clauses"?'),
        (["-l", "fr"], "does not exist in the language 'fr'\nhint: It exists in: en."),
        (["--set", "organisation.nam=X"], 'Did you mean "organisation.name"?'),
    ],
)
def test_what_the_user_can_mend_ends_with_1_and_a_hint(
    options: list[str], words: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", SHOP, "-o", str(out), *options]) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert not out.exists()


def test_answers_yaml_of_the_folder_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build"]) == 1
    assert "there is no file answers.yaml" in capsys.readouterr().err
    samples.file(tmp_path, "corner-shop")
    assert run(["build", "-d", CODE, "-f", "md"]) == 0
    assert (tmp_path / "out" / f"{CODE}.en.md").is_file()


def test_an_edited_file_stops_the_next_build_until_force(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["build", SHOP, "-o", str(out), "-d", CODE, "-f", "md"]
    assert run(command) == 0
    path = out / f"{CODE}.en.md"
    path.write_text("edited", "utf-8")
    assert run(command) == 1
    assert f"{CODE}.en.md was changed since it was issued" in capsys.readouterr().err
    assert path.read_text("utf-8") == "edited"
    assert run([*command, "--force"]) == 0
    assert path.read_text("utf-8") != "edited"


def test_a_second_build_of_less_says_what_it_removed(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", SHOP, "-o", str(out), "-d", CODE, "-f", "md,html"]) == 0
    capsys.readouterr()
    assert run(["build", SHOP, "-o", str(out), "-d", CODE, "-f", "md"]) == 0
    assert f"removed {CODE}.en.html" in capsys.readouterr().err
    assert not (out / f"{CODE}.en.html").exists()


# --- Word templates ------------------------------------------------------------------------------------------------------


def test_a_new_letterhead_passes_its_check_and_lists_its_tags(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letterhead.docx"
    assert run(["shell", "new", str(file), "--cover", "--paper", "letter"]) == 0
    capsys.readouterr()
    assert run(["shell", "check", str(file)]) == 0
    told = capsys.readouterr()
    assert "{{ document.title }}" in told.out
    assert "{{ document.head }}   in the header" in told.out
    assert "can be used with --shell" in told.err


def test_a_letterhead_that_is_there_is_written_over_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letterhead.docx"
    file.write_bytes(b"mine")
    assert run(["shell", "new", str(file)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_bytes() == b"mine"
    assert run(["shell", "new", str(file), "--force"]) == 0
    assert run(["shell", "new", str(tmp_path / "letterhead.doc")]) == 1
    assert run(["shell", "new", str(tmp_path / "fr.docx"), "--lang", "fr"]) == 1
    assert "choose from en, ja" in capsys.readouterr().err


def template(folder: Path, *paragraphs: str) -> str:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(folder / "contract.docx"))
    return str(folder / "contract.docx")


def test_a_template_with_a_wrong_tag_is_refused_with_its_page_text(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = template(tmp_path, "Dear people of {{ organisation.nome }}")
    assert run(["shell", "check", shell]) == 1
    assert "Dear people of {{ organisation.nome }}" in capsys.readouterr().err
    assert run(["build", SHOP, "-o", str(out), "-d", "vendor-clauses", "-f", "docx", "--shell", shell]) == 1
    assert "the nearest name is organisation.name" in capsys.readouterr().err
    assert not out.exists()


def test_a_contract_takes_the_insert_with_the_terms_of_its_place_and_nothing_is_left_undefined(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    insert = samples.library().words["en"]["wording.itself_instead"]
    shell = template(tmp_path, f"{{{{p clause('{insert}') }}}}", "{{p clause('local-us-ny') }}")
    assert run(["shell", "check", shell]) == 0
    assert run(["build", CHARITY, "-o", str(out), "-d", VENDOR, "-f", "docx", "--shell", shell]) == 0
    told = capsys.readouterr().err
    assert not {code for code in ("PG-R125", "PG-R127", "PG-R128") if code in told}
    assert [path.name for path in out.glob("*.docx")] == [f"{VENDOR}-insert.en.docx"]
    shell = template(tmp_path, "{{p clause('vendor-protect') }}", "{{p clause('local') }}")
    assert run(["shell", "check", shell]) == 1
    assert "the nearest name is local-" in capsys.readouterr().err
    shell = template(tmp_path, "{{p clause('vendor-protect') }}", "{{p clause('vendor-remedies') }}")
    assert run(["build", CHARITY, "-o", str(out), "-d", VENDOR, "-f", "docx", "--shell", shell, "--force"]) == 0
    told = capsys.readouterr().err
    assert "add {{p clause('vendor-meanings') }}" in told
    assert f"or take {{{{p clause('{insert}') }}}} instead" in told


def test_a_build_without_any_document_sends_nobody_to_read_about_it(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = template(tmp_path, "To {{ vendor.address }}", "{{p clause('vendor-facts') }}")
    assert run(["shell", "check", shell]) == 0
    assert "'vendor.address' may have no answer" in capsys.readouterr().err
    assert run(["build", SHOP, "-o", str(out), "-d", "vendor-clauses", "-f", "docx", "--shell", shell]) == 1
    told = capsys.readouterr().err
    assert "{{ vendor.address }} is not answered" in told
    assert "No document was made." in told
    assert "START-HERE" not in told


@pytest.mark.parametrize(
    ("clause", "message"),
    [
        ("jp-vendor-conduct", "is for places in Japan, which the answers do not have"),
        ("local-us-tx", "is for places in Texas, which the answers do not have"),
        ("vendor-rooms", "for the industry hospitality only"),
        ("code-about", "stands in visitor-code-of-conduct, not in vendor-clauses"),
    ],
)
def test_a_clause_that_no_document_holds_is_told_once_with_the_reason(
    clause: str, message: str, tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = template(tmp_path, f"{{{{p clause('{clause}') }}}}")
    args = ["build", str(samples.example("prairie-grill")), "-o", str(out), "-d", VENDOR, "-f", "docx"]
    assert run([*args, "--shell", shell]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert told.count("PG-R123") == 1
    assert "the nearest is" not in told


def test_a_contract_takes_clauses_and_names_the_documents_it_is_not_for(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = template(tmp_path, "Price", "{{p clause('vendor-facts') }}")
    assert run(["build", SHOP, "-o", str(out), "-d", "vendor-clauses", "-f", "docx", "--shell", shell]) == 0
    assert "vendor-clauses-small.en.docx" in capsys.readouterr().err
    assert [path.name for path in out.glob("*.docx")] == ["vendor-clauses.en.docx"]


# --- usage, bugs, interruptions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["biuld"], 'Did you mean "build"?'),
        (["chekc"], 'Did you mean "check"?'),
        (["build", "--shel", "x"], "--shell"),
        (["build", SHOP, "-f", "doc"], "-f takes docx, pdf, html, md"),
        (["build", SHOP, "--set", "novalue"], "--set takes KEY=VALUE"),
        (["build", SHOP, "--as-of", "yesterday"], "write it as 2026-11-21"),
        (["why", SHOP, "our-commitment", "--as-of", "yesterday"], "write it as 2026-11-21"),
        (["law", "changes", "au"], "--since"),
        (["list", "colours"], "documents"),
        (["list"], "Missing argument"),
        (["schema", "everything"], "answers"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_would_be_right(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_bug_ends_with_3_and_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "list", ("policygen.cli.nothing_of_that_name", "Broken."))
    assert run(["list", "documents"]) == 3
    told = capsys.readouterr().err
    assert "policygen has a bug" in told
    assert "POLICYGEN_DEBUG=1" in told


@pytest.mark.skipif(not Path("/proc/self/maps").is_file(), reason="sees the build at work by Linux's /proc")
def test_an_interruption_ends_with_130_and_leaves_no_half_issue(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policygen", "build", CHARITY, "-o", str(tmp_path / "out")]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while running.poll() is None and "typst" not in Path(f"/proc/{running.pid}/maps").read_text():
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert not list(tmp_path.glob(".out-*"))


def test_a_reader_that_closes_the_pipe_is_no_error() -> None:
    command = f'"{sys.executable}" -m policygen list clauses --json | head -c 10'
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], env=env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    assert "bug" not in ran.stderr


# --- quick help --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_help_is_quick_because_it_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom policygen.cli.main import run\n"
        f"code = run({arguments!r})\n"
        "heavy = {'pydantic', 'jinja2', 'yaml', 'typst', 'docx', 'docxtpl', 'lxml', 'babel', 'mkdocs', 'questionary'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert ran.stderr.strip().splitlines()[-1] == "[]"
    assert all(name in ran.stdout + ran.stderr for name in COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert f"policygen {command}" in capsys.readouterr().out


def test_the_version_comes_with_what_policygen_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"policygen {__version__}" in said
    assert "It is not a substitute for the advice of a lawyer" in said


# --- check -------------------------------------------------------------------------------------------------------------


def test_check_as_json_has_errors_warnings_notes_uncovered_and_grades(capsys: pytest.CaptureFixture[str]) -> None:
    found = json_of(capsys, "check", SHOP, "--json")
    assert isinstance(found, dict)
    assert set(found) == {"errors", "warnings", "notes", "uncovered", "grades"}
    assert found["errors"] == []
    assert found["uncovered"] == []
    assert all(set(row) == {"code", "message", "where", "hint"} for row in found["notes"])
    assert {POLICY, CODE, VENDOR} <= set(found["grades"])


def test_check_reports_errors_with_their_place_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = samples.file(tmp_path, "corner-shop", {"reporting.finds_facts": samples.GONE})
    found = json_of(capsys, "check", str(answers), "--json", code=1)
    assert isinstance(found, dict)
    [error] = found["errors"]
    assert error["code"] == "PG-D030"
    assert error["where"].startswith("answers.yaml:")


def test_check_strict_ends_with_1_on_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = str(samples.file(tmp_path, "childrens-network", {"places.albany.law": "us-wa"}))
    found = json_of(capsys, "check", answers, "--json")
    assert isinstance(found, dict)
    assert "Washington has no pack yet" in str(found["warnings"])
    assert run(["check", answers]) == 0
    assert run(["check", answers, "--strict"]) == 1


def test_check_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check", SHOP]) == 0
    assert list(tmp_path.iterdir()) == []


# --- list, schema, why, law ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("documents", {POLICY, CODE, VENDOR}),
        ("jurisdictions", {"au-vic", "gb-nir", "in", "jp-13", "us-il-chicago", "us-ny-nyc", "us-wa"}),
        ("industries", {"ngo", "clinic", "retail", "restaurant", "professional-services"}),
        ("third-parties", {"suppliers", "donors"}),
        ("questions", {"organisation.name", "reporting.channels", "size", "third_party_families"}),
        ("clauses", {"our-commitment", "what-to-do-now"}),
    ],
)
def test_list_as_json_is_rows_with_id_and_title(
    what: str, expected: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json_of(capsys, "list", what, "--json")
    assert isinstance(rows, list)
    assert all({"id", "title"} <= set(row) for row in rows)
    assert expected <= {row["id"] for row in rows}
    assert run(["list", what]) == 0
    shown = capsys.readouterr().out
    assert all(id_ in shown for id_ in expected)
    assert "{" not in shown


@pytest.mark.parametrize("what", ["answers", "pack", "clause", "outline", "questions"])
def test_every_schema_is_json_that_describes_an_object(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json_of(capsys, "schema", what)
    assert isinstance(schema, dict)
    assert schema["type"] == "object"
    assert schema["properties"]


def test_why_tells_condition_answers_and_law_of_a_clause(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", CHARITY, "us-ny-duty"]) == 0
    said = capsys.readouterr().out
    assert f"us-ny-duty@2 in {POLICY} for New York: in" in said
    assert "law: " in said
    assert run(["why", SHOP, "our-commitment"]) == 0
    said = capsys.readouterr().out
    assert "when: " in said
    assert "size = micro" in said


def test_why_finds_a_clause_by_a_phrase_of_its_finished_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", SHOP, "call  000"]) == 0
    assert "@" in capsys.readouterr().out
    assert run(["why", SHOP, "a phrase that stands nowhere"]) == 1
    assert "no document holds that phrase" in capsys.readouterr().err


@pytest.mark.parametrize("example", samples.EXAMPLES)
def test_why_answers_for_every_clause_of_the_documents(example: str) -> None:
    issue = samples.unchanged(example)
    outlines = [one.outline for one in issue.assembled]
    slots = {f"{o.document}/{slot}" for o in outlines for section in o.sections for slot in section.slots}
    for clause in samples.library().clauses:
        if slots & set(clause.slots):
            assert workflow_check.clauses_named(issue, clause.id) == {clause.id}


def test_law_of_a_place_shows_its_values_and_that_no_lawyer_reviewed_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "au-vic", "--as-of", "2026-11-21"]) == 0
    said = capsys.readouterr().out
    assert "Victoria: law on 2026-11-21" in said
    assert "Not reviewed by a lawyer of this place" in said
    found = json_of(capsys, "law", "au-vic", "--as-of", "2026-11-21", "--json")
    assert isinstance(found, dict)
    assert found["as_of"] == "2026-11-21"


def test_an_unknown_place_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "au-vci"]) == 1
    assert "au-vic" in capsys.readouterr().err


# --- content -----------------------------------------------------------------------------------------------------------


def test_the_content_that_ships_passes_its_own_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["content", "check"]) == 0
    told = capsys.readouterr().err
    assert " 0 findings" in told
    assert "error" not in told


def test_who_keeps_the_packs_is_told_which_starts_nobody_has_confirmed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("policygen.cli.content.today", lambda: date(2026, 11, 21))
    assert run(["content", "check"]) == 0
    told = capsys.readouterr().err
    assert "gb-era-2025-s152" in told
    assert "expected: true" in told
