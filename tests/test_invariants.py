"""What must hold whatever the organisation, the place and the day: one test that would fail for each promise."""

import ast
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policygen import workflow
from policygen.assembly import built
from policygen.content.check import check
from policygen.domain.document import Document
from policygen.domain.law import Law
from policygen.domain.library import Clause, Library
from policygen.domain.pack import BINDING
from policygen.errors import Diagnostic, PolicygenError
from policygen.verify import docx_reading, pdf_checks, words
from tests import samples
from tests.samples import ALL_EXAMPLES, CODE, EXAMPLES, POLICY, ROOT, TODAY, VENDOR, issue, library, rendered, unchanged

SHELLS = ROOT / "templates" / "shells"
PROSE = re.compile(r"[A-Za-z’']+(?:,? [a-z’']+){3,}")
REPORTS = frozenset({"Diagnostic", "fail", "_problem", "_refuse", "_found", "_unread", "refused", "Slip"})
ELSEWHERE = "prevention-plan"  # no example stands in its State; tests/content/test_plans.py has it
MUST = frozenset(e.id for e in library().elements.values() if e.level == "must" and ELSEWHERE not in e.document)
MUST_CLAUSES = sorted({c.id for c in library().clauses if MUST & set(c.supplies)})


# --- words live in clauses, looks live in shells ---------------------------------------------------------------


@pytest.mark.parametrize("format_", ["docx", "pdf", "html", "md"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_word_of_a_document_comes_from_content_or_from_an_answer(example: str, format_: str) -> None:
    """With every letter of the content an x, only the values of answers and law have other letters."""
    for name, document, data in _masked(example, format_):
        allowed = {word for value in document.values for word in _letters(value.text)}
        strange = {run for word in _shown(data, format_) for run in _letters(word)} - allowed
        assert strange == set(), name


@pytest.mark.parametrize("stage", ["render", "publish", "interview", "domain"])
def test_no_sentence_for_people_stands_in_python_except_in_messages_of_errors(stage: str) -> None:
    found = [
        f"{path.name}:{line}: {text!r}"
        for path in sorted((ROOT / "src" / "policygen" / stage).rglob("*.py"))
        for line, text in _literals(ast.parse(path.read_text("utf-8")))
        if PROSE.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("shell", sorted(SHELLS.rglob("*.*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shell_holds_no_words(shell: Path) -> None:
    assert _words_of_shell(shell) == []


# --- nothing of the organisation's is blank ----------------------------------------------------------------------


def test_the_check_of_content_finds_every_clause_that_was_emptied() -> None:
    content = samples.with_clauses(lambda c: c.model_copy(update={"body": "\n"}) if c.id in MUST_CLAUSES else c)
    assert {d.where.subject for d in check(content) if d.code == "PG-C054"} == set(MUST_CLAUSES)


@pytest.mark.parametrize("id_", MUST_CLAUSES)
def test_a_document_with_an_emptied_must_clause_is_not_issued(id_: str) -> None:
    """Clauses that stand in no document of the examples are held by the check of content alone."""
    content = samples.with_body(id_, "\n")
    for example in EXAMPLES:
        for one in unchanged(example).assembled:
            if any(written.clause.id == id_ for written in one.written):
                with pytest.raises(PolicygenError, match=f"{id_} supplies .* and its text is empty|leads nowhere"):
                    samples.assembled_with(content, example, one.outline, one.document.record)


def test_most_must_clauses_stand_in_an_example() -> None:
    """Clauses of a pack or an industry in which no example works are held by its cases and by the combinations."""
    standing = {w.clause.id for example in ALL_EXAMPLES for one in unchanged(example).assembled for w in one.written}
    law = Law(TODAY, library().packs)
    places = {place["law"] for example in ALL_EXAMPLES for place in samples.data(example)["places"].values()}
    packs = {pack.code for code in places for pack in law.stack(code)}
    industries = {name for example in ALL_EXAMPLES for name in unchanged(example).job.situation.industries}
    here = {"place": packs, "industry": industries}
    possible = {c.id for c in library().clauses if c.owner in here.get(c.layer, {c.owner})} & set(MUST_CLAUSES)
    assert len(possible & standing) >= 0.9 * len(possible)


@pytest.mark.parametrize("example", ALL_EXAMPLES)
def test_every_file_of_every_example_can_be_made(example: str) -> None:
    made = unchanged(example)
    artifacts, missing, findings = workflow.render_all(made, workflow.Request(answers=samples.example(example)))
    assert (missing, findings, made.accounts.findings) == ({}, (), ())
    assert len(artifacts) == sum(len(planned.formats) for planned in made.job.planned)


def _held_by_examples() -> list[str]:
    """Must elements but for those of packs in which no example works; `test_letters` holds these."""
    codes = {place["law"] for example in EXAMPLES for place in samples.data(example)["places"].values()}
    packs = {f"jurisdictions/{code}/elements.yaml" for one in codes for code in library().stack(one)}
    elements = (e for e in library().elements.values() if e.id in MUST)
    return sorted(e.id for e in elements if e.file.startswith("templates/") or e.file in packs)


@pytest.mark.parametrize("element", _held_by_examples())
def test_a_document_without_a_must_element_is_not_issued(element: str) -> None:
    for example in EXAMPLES:
        for one in unchanged(example).assembled:
            suppliers = one.supplied().get(element, ())
            if suppliers and not one.outline.variant_of:
                content = samples.without(*(c.id for c in library().clauses if element in c.supplies))
                with pytest.raises(PolicygenError) as raised:
                    samples.assembled_with(content, example, one.outline, one.document.record)
                said = str(raised.value)
                assert (
                    f"{one.outline.id} does not say {element}: " in said
                    or "leads nowhere" in said
                    or "required" in said
                )
                return
    pytest.fail(f"no example holds {element}")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_answer_that_a_clause_prints_cannot_be_left_out(example: str) -> None:
    with pytest.raises(PolicygenError) as raised:
        samples.job(example, {"reporting.finds_facts": samples.GONE, "issue.owner": samples.GONE})
    assert {d.message.split("`")[1] for d in raised.value.diagnostics} == {"reporting.finds_facts", "issue.owner"}
    assert all("policygen new" in d.hint for d in raised.value.diagnostics)


def test_a_draft_marks_what_is_missing_instead() -> None:
    drafted = issue("corner-shop", {"reporting.finds_facts": samples.GONE}, draft=True)
    for path, artifact in rendered(drafted, "docx", "html", "md").items():
        shown = " ".join(_shown(artifact.data, path.rsplit(".", 1)[1]))
        if path.startswith(POLICY):
            assert "[to be completed" in shown, path


# --- every clause says why -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_clause_of_an_issued_document_has_a_decision_with_a_reason(example: str) -> None:
    of = unchanged(example)
    decided = {(d.document, d.clause) for one in of.assembled for d in one.decisions if d.reason}
    outlines = [one.outline for one in of.assembled]
    slots = {f"{o.document}/{slot}": o.id for o in outlines for section in o.sections for slot in section.slots}
    expected = {(slots[slot], c.id) for c in library().clauses for slot in c.slots if slot in slots}
    assert {clause for _, clause in expected} - {clause for _, clause in decided} == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_condition_is_shown_with_every_fact_it_read(example: str) -> None:
    for one in unchanged(example).assembled:
        for decision in one.decisions:
            if decision.condition:
                assert decision.facts, decision.clause
                assert all(name in decision.condition for name, _ in decision.facts)


# --- duties are accounted for -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_says_every_duty_that_binds_it(example: str) -> None:
    accounts = unchanged(example).accounts
    assert accounts.findings == ()
    assert accounts.uncovered == ()
    assert {row.column for row in accounts.rows} >= {"said", "do"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_build_fails_when_a_binding_duty_loses_its_clause(example: str) -> None:
    of = unchanged(example)
    rows = [r for r in of.accounts.column("said") if r.kind == "say" and r.force in BINDING]
    assert rows
    for row in rows:
        duty = next(d for d in library().packs[row.pack].obligations if d.id == row.id)
        for id_ in duty.clauses:
            lost = _accounts_without(of, id_)
            finding = next(f for f in lost if f.code == "PG-L020" and f" {row.id}:" in f.message)
            assert id_ in finding.hint


def test_a_build_fails_when_a_document_says_what_a_law_forbids() -> None:
    body = next(c.body for c in library().clauses if c.id == "who-will-know")
    content = samples.with_body("who-will-know", body + "\nYour report is strictly confidential.\n")
    findings = issue("childrens-network", content=content).accounts.findings
    assert [f.code for f in findings] == ["PG-L021"]
    assert 'says "strictly confidential"' in findings[0].message


def test_a_forbidden_phrase_in_an_answer_is_found_too() -> None:
    findings = issue("childrens-network", {"contacts.hr.post": "Strictly  Confidential desk"}).accounts.findings
    assert "PG-L021" in {f.code for f in findings}


# --- each place keeps its own law ---------------------------------------------------------------------------------------


def test_nothing_of_one_places_law_stands_in_the_core_or_in_another_places_annex() -> None:
    """The charity works in New York and Melbourne: American and Australian bodies stand in their own annex only."""
    packs = library().packs
    names = {code: {body.name for body in packs[code].authorities} for code in ("us", "us-ny", "au", "au-vic")}
    checked = 0
    for one in unchanged("childrens-network").assembled:
        for clause in one.built.clauses:
            own = {"us-ny": {"us", "us-ny"}, "au-vic": {"au", "au-vic"}}.get(clause.record, set())
            for code in set(names) - own:
                assert not {name for name in names[code] if name in clause.text}, (one.outline.id, clause.id)
            checked += bool(own)
    assert checked > 10


def test_separate_documents_hold_the_law_of_their_own_place_alone() -> None:
    of = issue("childrens-network", {"shape": "separate"})
    assert {p.stem.split(".")[1] for p in of.job.planned} == {"albany", "melbourne"}
    for planned, one in zip(of.job.planned, of.assembled, strict=True):
        other = "au-vic" if ".albany." in planned.stem else "us-ny"
        assert other not in {clause.record for clause in one.built.clauses}
        numbers = {value.text for value in one.document.values if value.source.endswith(".emergency")}
        assert numbers <= {"911" if ".albany." in planned.stem else "000"}
    assert of.accounts.findings == ()


def test_a_place_that_meets_no_public_owes_nothing_to_the_public_in_documents_of_its_own() -> None:
    """What another place's answers ask for is no fault of its documents."""
    places = samples.data("childrens-network")["places"]
    places["albany"] |= {"public": False}
    of = issue("childrens-network", {"shape": "separate", "places": places})
    assert of.accounts.findings == ()


def test_a_part_without_a_pack_gets_the_wider_law_and_the_annex_says_so() -> None:
    of = issue("childrens-network", {"places.albany.law": "us-wa"})
    annex = [c for one in of.assembled for c in one.built.clauses if c.record == "us-wa"]
    assert annex
    assert "This annex covers federal law only" in " ".join(" ".join(c.text for c in annex).split())


# --- same answers, same bytes ---------------------------------------------------------------------------------------


def test_the_same_answers_give_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    folders = []
    for number, day in enumerate((date(2026, 11, 22), date(2031, 2, 3))):
        folders.append(tmp_path / str(number) / "out")
        workflow.build(workflow.Request(answers=samples.example("childrens-network"), out=folders[-1]), day)
    assert _digests(folders[0]) == _digests(folders[1])


def test_the_same_answers_give_the_same_bytes_in_another_zone_locale_and_process(tmp_path: Path) -> None:
    surroundings = (
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_CTYPE": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "77"},
    )
    running = []
    for number, around in enumerate(surroundings):
        command = [sys.executable, "-m", "policygen", "build", str(samples.example("harbour-clinic")), "-o", "out"]
        folder = tmp_path / str(number)
        folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        env = {**kept, "PYTHONPATH": str(ROOT / "src"), **around}
        running.append(subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL))
    assert [one.wait(120) for one in running] == [0, 0]
    assert _digests(tmp_path / "0" / "out") == _digests(tmp_path / "1" / "out")


# --- languages ------------------------------------------------------------------------------------------------------


def test_a_language_the_library_lacks_is_refused_with_those_it_has() -> None:
    with pytest.raises(PolicygenError) as raised:
        issue("corner-shop", languages=("ja",))
    assert {d.code for d in raised.value.diagnostics} == {"PG-D041"}
    assert f"{POLICY} does not exist in the language 'ja'" in str(raised.value)
    assert all(d.hint == "It exists in: en." for d in raised.value.diagnostics)


# --- issued documents stay alive --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("issued") / "out"
    workflow.build(workflow.Request(answers=samples.example("corner-shop"), out=out), TODAY)
    return out


def test_the_manifest_digests_every_file_and_the_uncompressed_parts_of_word_files(issued: Path) -> None:
    manifest = json.loads((issued / "manifest.json").read_text("utf-8"))
    on_disk = {p.relative_to(issued).as_posix() for p in issued.rglob("*") if p.is_file()}
    told = set(manifest["files"]) | {"manifest.json"}
    assert on_disk - told == set()
    for path, about in manifest["files"].items():
        data = (issued / path).read_bytes()
        assert about["sha256"] == hashlib.sha256(data).hexdigest()
        assert about.get("parts", "") == (_parts(_packed_anew(data)) if path.endswith(".docx") else "")


def test_the_manifest_records_answers_packs_law_date_and_decisions(issued: Path) -> None:
    manifest = json.loads((issued / "manifest.json").read_text("utf-8"))
    assert manifest["answers"] == unchanged("corner-shop").job.answers.digest
    assert manifest["law_as_of"] == "2026-11-21"
    assert set(manifest["packs"]) == {"au", "au-vic"}
    assert manifest["missing"] == {}
    assert {d["outcome"] for d in manifest["decisions"]} >= {"in", "out"}


@pytest.mark.parametrize("document", [POLICY, CODE, VENDOR])
def test_every_format_carries_the_ids_of_its_clauses(document: str, issued: Path) -> None:
    one = next(a for a in unchanged("corner-shop").assembled if a.outline.id == document)
    parts = docx_reading.parts((issued / f"{document}.en.docx").read_bytes())
    word = parts["word/document.xml"].decode()
    page = (issued / f"{document}.en.html").read_text("utf-8")
    plain = (issued / f"{document}.en.md").read_text("utf-8")
    for clause in one.document.clauses():
        assert f'w:val="{clause.id}@{clause.version}"' in word
        assert f'w:name="{"_c_" + clause.anchor.replace("-", "_")}"'[:44] in word
        assert f'id="{clause.anchor}"' in page
        assert f'<a id="{clause.anchor}">' in plain
    assert unchanged("corner-shop").job.answers.digest in parts["docProps/custom.xml"].decode()


# --- helpers of these tests ---------------------------------------------------------------------------------------------


@cache
def _masked_library() -> Library:
    """The content with every letter an x, its template language and its structure left as they are."""
    content = samples.with_clauses(_masked_clause)
    outlines = {id_: outline.model_copy(update=_masked_outline(outline)) for id_, outline in content.outlines.items()}
    words = {lang: {key: _mask(text) for key, text in labels.items()} for lang, labels in content.words.items()}
    return replace(content, outlines=outlines, words=words, spelling={})


def _masked(example: str, format_: str) -> Iterator[tuple[str, Document, bytes]]:
    of = issue(example, content=_masked_library())
    documents = {p.stem: a.document for p, a in zip(of.job.planned, of.assembled, strict=True)}
    for path, artifact in rendered(of, format_).items():  # type: ignore[arg-type] # one of the four
        yield path, documents[path.rsplit(".", 1)[0]], artifact.data


def _masked_clause(clause: Clause) -> Clause:
    parts = re.split(r"(```.*?```)", clause.body, flags=re.S)
    body = "".join(_masked_fence(part) if part.startswith("```") else _mask(part) for part in parts)
    return clause.model_copy(update={"title": _mask(clause.title), "body": body})


def _masked_fence(fence: str) -> str:
    return re.sub(r'"[^"]*"', lambda m: _mask(m[0]), fence)


def _masked_outline(outline: object) -> dict[str, object]:
    assert hasattr(outline, "sections")
    sections = tuple(s.model_copy(update={"title": _mask(s.title)}) for s in outline.sections)
    names = ("title", "subtitle", "running_head", "running_foot")
    return {"sections": sections, **{name: _mask(getattr(outline, name)) for name in names}}


def _mask(text: str) -> str:
    """Every letter an x, except in template tags, placeholders and targets of links."""
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\}|\{\w+\}|\]\([^)]*\))", text, flags=re.S)
    return "".join(part if index % 2 else re.sub(r"[^\W\d_]", "x", part) for index, part in enumerate(parts))


def _letters(text: str) -> set[str]:
    """The runs of letters of a text that are not masked, and not the letter or numeral of a list."""
    found = re.findall(r"[^\W\d_]+", re.sub(r"\([a-z]+\)", " ", text))
    return {word.casefold().strip("x") for word in found} - {""}


def _shown(data: bytes, format_: str) -> tuple[str, ...]:
    match format_:
        case "docx":
            return tuple(_word_text(data))
        case "pdf":
            return pdf_checks.words(data)
        case "html":
            page = data.decode()
            said = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', page)
            return (*words.html_words(data), *said)
    return words.markdown_words(data)


def _word_text(data: bytes) -> Iterator[str]:
    """The text of every part that is shown: body, headers, footers and notes."""
    for name, part in docx_reading.parts(data).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            for text in docx_reading.parsed(part).iter(f"{{{docx_reading.W}}}t"):
                yield text.text or ""


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts that are neither docstrings nor in a function that reports errors or in an exception."""
    for node, above in _walk(tree, ()):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if isinstance(above[-1], ast.Expr) or any(isinstance(one, ast.Raise) for one in above):
            continue
        functions = [one for one in above if isinstance(one, ast.FunctionDef)]
        if not (functions and REPORTS & set(_called(functions[-1]))):
            yield node.lineno, node.value


def _walk(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        yield child, (*above, node)
        yield from _walk(child, (*above, node))


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _words_of_shell(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".typ":
        plain = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
        return [
            s for s in re.findall(r'"([^"\n]*)"', plain) if re.search(r"[A-Za-z]+ [a-z]+", s) and "unknown" not in s
        ]
    if path.suffix == ".css":
        return [s for s in re.findall(r'content:\s*"([^"]*)"', text) if re.search(r"[A-Za-z]{2}", s)]
    if path.suffix == ".html":
        plain = re.sub(r"\{[{%#].*?[#%}]\}|\$\{?\w+\}?|<(style|script).*?</\1>", " ", text, flags=re.S)
        said = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', plain)
        return [s for s in (*said, *re.sub(r"<[^>]*>", "\n", plain).split("\n")) if re.search(r"[A-Za-z]{2}", s)]
    return re.findall(r"<w:t[ >][^<]*</w:t>|<w:alias [^>]*>", text)


def _accounts_without(of: workflow.Issue, id_: str) -> tuple[Diagnostic, ...]:
    lost = tuple(replace(one, written=tuple(w for w in one.written if w.clause.id != id_)) for one in of.assembled)
    return built.accounts(of.job.situation, [one.built for one in lost]).findings


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _parts(data: bytes) -> str:
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            digest.update(name.encode() + b"\x00" + package.read(name))
    return digest.hexdigest()


def _packed_anew(data: bytes) -> bytes:
    """The same parts, deflated in another way."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert packed.getvalue() != data
    return packed.getvalue()
