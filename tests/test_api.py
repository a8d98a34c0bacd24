"""`import policygen`: what a service can rest on, and what it must never meet."""

import doctest
import io
import json
import pkgutil
import runpy
import subprocess
import sys
import typing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st

import policygen
from policygen import api
from policygen.cli.listing import OWN_PAGES
from policygen.cli.main import run
from tests import samples
from tests.samples import CODE, ROOT, TODAY, VENDOR

SHOP = samples.example("corner-shop")
DAY = date(2026, 11, 21)
UNTYPED: Any = policygen  # as a program sees it that no type checker reads


def shop(**asked: Any) -> policygen.Issue:  # what assemble takes
    return policygen.assemble(policygen.load(SHOP, samples.library()), TODAY, **asked)


# --- the promise ------------------------------------------------------------------------------------------------------


def test_the_ten_lines_of_the_page_do_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testmod(api)
    assert (done.failed, done.attempted > 8) == (0, True)


def test_every_name_is_a_name_of_the_package_and_of_no_module_of_it() -> None:
    assert policygen.__all__ == api.__all__ == [*sorted(api.__all__, key=lambda name: (name.upper() != name, name))]
    assert all(getattr(policygen, name) is getattr(api, name) for name in api.__all__)
    assert set(api.__all__) & {module.name for module in pkgutil.iter_modules(policygen.__path__)} == set()
    assert set(api.__all__) <= set(dir(policygen))
    with pytest.raises(AttributeError, match="build_everything"):
        policygen.build_everything  # type: ignore[attr-defined]  # noqa: B018


def test_type_checkers_see_the_types_of_every_function() -> None:
    assert (Path(policygen.__file__).parent / "py.typed").is_file()
    for name in api.__all__:
        found = getattr(api, name)
        if callable(found) and not isinstance(found, type) and found.__module__ == "policygen.api":
            assert "return" in found.__annotations__, name


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys; before = set(sys.modules); import policygen; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "['policygen']"


# --- the same as the command ------------------------------------------------------------------------------------------


def test_files_are_those_that_the_command_writes(tmp_path: Path) -> None:
    assert run(["build", str(SHOP), "-d", VENDOR, "-o", str(tmp_path)]) == 0
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    made = shop(documents=[VENDOR]).files()
    assert made.files == written
    assert (made.missing, shop(documents=[VENDOR]).write(tmp_path).missing) == ({}, {})


def test_a_document_alone_is_the_file_of_the_issue() -> None:
    issue = shop(documents=[CODE], formats=["md", "docx"])
    files = issue.files().files
    for document in issue.documents:
        for format_ in document.formats:
            assert document.render(format_) == files[f"{document.name}.{format_}"]


def test_a_file_changed_by_hand_is_kept(tmp_path: Path) -> None:
    issue = shop(documents=[CODE], formats=["md"])
    path = issue.write(tmp_path).paths[0]
    path.write_text("ours", "utf-8")
    with pytest.raises(policygen.PolicygenError, match=path.name):
        issue.write(tmp_path)
    assert path.read_text("utf-8") == "ours"
    issue.write(tmp_path, force=True)
    assert path.read_text("utf-8") != "ours"


def test_check_finds_what_the_command_finds(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(SHOP), "--json", "--as-of", DAY.isoformat()])
    told = json.loads(capsys.readouterr().out)
    checked = policygen.check(policygen.load(SHOP, samples.library()), TODAY, as_of=DAY)
    laws = ("PG-L010", "PG-L011", "PG-L012")  # these compare with the day, which the command takes from the clock
    notes = {d.message for d in checked.findings if d.severity == "note" and d.code not in laws}
    assert notes == {one["message"] for one in told["notes"] if one["code"] not in laws}
    assert list(checked.uncovered) == told["uncovered"]
    assert set(checked.grades) == set(told["grades"])


def test_a_site_a_batch_and_a_redline_are_one_call_each(tmp_path: Path) -> None:
    rows = tmp_path / "vendors.csv"
    rows.write_text("vendor.name\nBrightwell Ltd\nBrightwell Ltd\n=1+1\n", "utf-8")
    done = list(
        policygen.batch(SHOP, rows, tmp_path / "addenda", TODAY, documents=["vendor-clauses-insert"], formats=["docx"])
    )
    assert [row.status for row in done] == ["issued", "issued", "issued"]
    before, after = (
        policygen.assemble(
            policygen.load(SHOP, over={"organisation.name": name}), TODAY, documents=[CODE], formats=["docx"]
        )
        .write(tmp_path / name)
        .paths[0]
        for name in ("Old", "New")
    )
    redline = policygen.compare(before, after, tmp_path / "redline.docx")
    assert redline.marks > 0
    assert all(path.is_file() for path in redline.written)
    pages = policygen.site(SHOP, tmp_path / "site", TODAY)
    assert all(path.is_file() for path in (*pages, tmp_path / "site" / "html" / "index.html"))


# --- answers of unknown origin ----------------------------------------------------------------------------------------


def test_answers_may_come_as_json() -> None:
    as_json = json.dumps(samples.data("sakura-retail"), ensure_ascii=False)
    from_file = policygen.load(samples.example("sakura-retail"), samples.library())
    assert policygen.loads(as_json, samples.library()).digest == from_file.digest
    assert policygen.loads(as_json.encode(), samples.library()).organisation == from_file.organisation


def test_answers_laid_over_are_read_as_typed() -> None:
    issue = policygen.assemble(
        policygen.load(SHOP, over={"organisation.name": samples.HOSTILE}), TODAY, documents=[CODE]
    )
    text = issue.documents[0].render("html").decode()
    assert "<Labs>" not in text
    assert samples.HOSTILE.split("{%")[0].strip() in " ".join(samples.page_text(text).split())


@pytest.mark.parametrize("file", ["../../etc/passwd", "/dev/zero", "logo.png"])
def test_answers_from_elsewhere_name_no_file(file: str) -> None:
    with pytest.raises(policygen.PolicygenError) as refused:
        policygen.loads(samples.text("corner-shop", {"look": {"logo": file}}), samples.library())
    assert [d.code for d in refused.value.diagnostics] == ["PG-A041"]


@settings(max_examples=60, deadline=None)
@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text(alphabet="-[]{}:?#&*!|>'\"%@` \na1")
)
def test_whatever_is_posted_is_answers_or_findings(posted: str | bytes) -> None:
    with pytest.raises(policygen.PolicygenError) as refused:
        policygen.loads(posted, samples.library())
    assert all(d.code and d.message for d in refused.value.diagnostics)


def test_a_text_with_half_a_character_is_refused() -> None:
    with pytest.raises(policygen.PolicygenError, match="UTF-8"):
        policygen.loads("version: 1\norganisation: {name: \ud83d}\n", samples.library())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"documents": ["vendor-clause"]}, 'Did you mean "vendor-clauses"'),
        ({"languages": ["tlh"]}, "does not exist in the language"),
        ({"shell": ROOT / "README.md"}, "README.md"),
        ({"shell": ROOT / "nowhere.docx"}, "cannot read"),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_to_do(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(policygen.PolicygenError) as refused:
        shop(**asked)
    assert said in "\n".join(str(d) for d in refused.value.diagnostics)


@pytest.mark.parametrize(
    ("asked", "code", "hint"),
    [
        ({"documents": ["trespass-notice"]}, "PG-D048", "where the law of New Zealand holds"),
        ({"documents": [f"{CODE}-spoken"]}, "PG-D048", "by the condition `'contact-centre' in activities`"),
        ({"documents": ["poster"], "formats": ["docx"]}, "PG-D044", "It comes as pdf, html, md."),
    ],
)
def test_a_document_that_is_not_for_these_answers_is_refused(asked: dict[str, Any], code: str, hint: str) -> None:
    with pytest.raises(policygen.PolicygenError) as refused:
        shop(**asked)
    [found] = refused.value.diagnostics
    assert (found.code, found.severity) == (code, "error")
    assert hint in found.hint
    beside = shop(**{**asked, "documents": [VENDOR, *asked["documents"]]})
    left = [one for one in beside.files().findings if one.code == code]
    assert [(one.where.subject, one.severity) for one in left] == [(*asked["documents"], "warning")]


def test_a_document_that_answers_add_and_that_is_not_for_them_is_told() -> None:
    added = {"documents.also": ["trespass-notice", VENDOR]}
    answers = policygen.loads(samples.text("corner-shop", added), samples.library())
    for findings in (policygen.check(answers, TODAY).findings, policygen.assemble(answers, TODAY).files().findings):
        told = [one for one in findings if one.code == "PG-D048"]
        assert [(one.where.subject, one.severity) for one in told] == [("trespass-notice", "warning")]
        assert "New Zealand" in told[0].hint


def test_answers_that_switch_off_every_document_are_refused() -> None:
    every = [id_ for id_, one in samples.library().outlines.items() if id_ not in OWN_PAGES and not one.variant_of]
    none = policygen.loads(samples.text("corner-shop", {"documents.without": every}), samples.library())
    with pytest.raises(policygen.PolicygenError, match="PG-D049"):
        policygen.assemble(none, TODAY)


def test_a_sheet_is_not_made_in_a_format_that_it_does_not_have() -> None:
    sheet = next(one for one in shop(documents=[CODE]).documents if one.variant == "wall")
    with pytest.raises(policygen.PolicygenError, match="does not come as docx"):
        sheet.render("docx")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: shop(formats=["odt"]), "there is no format 'odt'"),
        (lambda: shop(formats=[]), "names no format"),
        (lambda: UNTYPED.assemble(policygen.load(SHOP, samples.library()), "2026-12-01"), "`today` takes a day"),
        (lambda: shop(as_of=datetime(2026, 12, 1, tzinfo=UTC)), "`as_of` takes a day"),
        (lambda: UNTYPED.check(policygen.load(SHOP, samples.library()), "today"), "`today` takes a day"),
        (lambda: UNTYPED.site(SHOP, "nowhere", TODAY, audience="everyone"), "one of public, staff, all"),
        (lambda: UNTYPED.loads({"version": 1}, samples.library()), "json.dumps"),
        (lambda: UNTYPED.load(SHOP, samples.library(), over={"organisation.people.employees": 7}), "employees is 7"),
        (lambda: policygen.library("/nope"), "there is no folder"),
        (lambda: list(UNTYPED.batch(SHOP, "r.csv", "o", TODAY, documents=[CODE], formats=["odt"])), "no format 'odt'"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_with_what_to_write(call: Callable[[], object], said: str) -> None:
    with pytest.raises(policygen.PolicygenError) as refused:
        call()
    [found] = refused.value.diagnostics
    assert found.code == "PG-U060"
    assert said in f"{found.message} {found.hint}"


def test_a_name_alone_is_a_list_of_one() -> None:
    [code, *_sheets] = shop(documents=CODE, formats="docx", languages="en").documents
    assert (code.id, code.language, code.formats) == (CODE, "en", ("docx",))


def test_answers_that_are_hardly_begun_have_no_name_and_make_a_draft() -> None:
    begun = policygen.loads("version: 1", samples.library())
    assert begun.organisation == ""
    for document in policygen.assemble(begun, TODAY, draft=True).documents:
        assert document.render(document.formats[-1])


# --- no clock, no state -----------------------------------------------------------------------------------------------


def test_the_day_is_the_one_that_is_given() -> None:
    undated = policygen.loads(samples.text("corner-shop", {"law_as_of": samples.GONE}), samples.library())
    assert policygen.assemble(undated, DAY, documents=[CODE]).law_as_of == DAY
    assert policygen.assemble(undated, TODAY, as_of=DAY, documents=[CODE]).law_as_of == DAY
    fixed = policygen.load(SHOP, samples.library())
    one, two = (policygen.assemble(fixed, today, documents=[CODE], formats=["md"]) for today in (DAY, date(2031, 1, 1)))
    assert one.files().files == two.files().files


def test_threads_share_answers_and_get_the_same_bytes() -> None:
    answers = policygen.load(SHOP, samples.library())

    def made(_: int) -> tuple[bytes, ...]:
        [addendum, *_rest] = policygen.assemble(answers, TODAY, documents=[VENDOR]).documents
        return tuple(addendum.render(format_) for format_ in typing.get_args(policygen.Format))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(made, range(8)))) == 1


# --- behind a service -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def post() -> Callable[[str, bytes], tuple[str, bytes]]:
    """Post to the service of the page, as a WSGI server would."""
    application = runpy.run_path(str(ROOT / "examples" / "service.py"))["application"]

    def posted(path: str, body: bytes, method: str = "POST", size: str = "") -> tuple[str, bytes]:
        heard: list[str] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": size or str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        answer = b"".join(application(environ, lambda status, _: heard.append(status)))
        return heard[0], answer

    return posted


def test_the_service_gives_a_word_file_for_answers(post: Callable[..., tuple[str, bytes]]) -> None:
    status, body = post(f"/{VENDOR}", SHOP.read_bytes())
    assert status == "200 OK"
    assert Word(io.BytesIO(body)).core_properties.author == "Bellbird Corner Store"


def test_the_service_gives_each_document_there_is_or_says_why_not(post: Callable[..., tuple[str, bytes]]) -> None:
    listed = [id_ for id_ in samples.library().outlines if id_ not in OWN_PAGES]
    told = {id_: post(f"/{id_}", SHOP.read_bytes()) for id_ in listed}
    refused = {id_: body.decode() for id_, (status, body) in told.items() if status != "200 OK"}
    assert {told[id_][0][:3] for id_ in refused} == {"422"}
    assert "the law of New Zealand" in refused["trespass-notice"]
    assert "It comes as pdf" in refused["poster"]
    assert "prevention-plan" in refused


@pytest.mark.parametrize(
    ("path", "body", "method", "size", "status"),
    [
        ("/vendor-clauses", b"version: 1\n", "POST", "", "422"),
        ("/no-such-document", SHOP.read_bytes(), "POST", "", "422"),
        ("/../../etc/passwd", SHOP.read_bytes(), "POST", "", "422"),
        ("/vendor-clauses", b"", "GET", "", "405"),
        ("/vendor-clauses", b"", "POST", "200001", "413"),
        ("/vendor-clauses", b"", "POST", "9" * 5000, "413"),
        ("/vendor-clauses", b"", "POST", "abc", "400"),
        ("/vendor-clauses", b"", "POST", "²", "400"),
        ("/vendor-clauses", SHOP.read_bytes(), "POST", "-1", "400"),
    ],
)
def test_the_service_says_what_is_wrong(
    post: Callable[..., tuple[str, bytes]], path: str, body: bytes, method: str, size: str, status: str
) -> None:
    told, said = post(path, body, method, size)
    assert told.startswith(status)
    assert said.strip()
    if status == "422":
        assert all(finding["message"] and finding["hint"] for finding in json.loads(said))
