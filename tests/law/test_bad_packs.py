"""A pack with a fault: one finding with file, line and what to do; the work on every other place goes on."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from policygen.cli.main import run
from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from tests import samples
from tests.law.packs_on_disk import swapped, with_more, write_pack, write_packs

ANNEX = "third-party-harassment-policy/annex-rules"
CLAUSE = f"---\nid: %s\nversion: 1\nslot: {ANNEX}\n%s---\nText.\n"
DUTY = "- {id: XX-02, kind: say, force: must, says: x, cites: xx-act, document: vendor-clauses, %s}\n"
SOUND_RULE = {"xx/clauses/xx-rule.en.md": CLAUSE % ("xx-rule", "cites: [xx-act]\n")}

BAD: Mapping[str, tuple[dict[str, str], str, str]] = {
    "an unknown parent": ({"xx-n/pack.yaml": write_pack("xx-n", "yy")}, "xx-n/pack.yaml:3", '"yy" is not a pack'),
    "a cycle": ({"xx/pack.yaml": write_pack("xx", "xx-n")}, "xx/pack.yaml:3", "the packs stand in a circle: xx in xx-n"),
    "overlapping periods": (
        swapped("xx/parameters.yaml", "ends: 2024-01-01", "ends: 2024-06-01"), "xx/parameters.yaml:9", "has two values on",
    ),
    "a gap": (
        swapped("xx/parameters.yaml", "ends: 2024-01-01", "ends: 2023-06-01"), "xx/parameters.yaml:9", "has no value from",
    ),
    "a citation to nowhere": (
        swapped("xx/obligations.yaml", "cites: xx-act-s1", "cites: xx-act-s9"), "xx/obligations.yaml:8", "points nowhere",
    ),
    "a clause that cites nothing there is": (
        {"xx/clauses/xx-rule.en.md": CLAUSE % ("xx-rule", "cites: [xx-akt]\n")},
        "xx/clauses/xx-rule.en.md:2", 'the citation "xx-akt" points nowhere',
    ),
    "rescinded law cited": (
        swapped("xx/parameters.yaml", "cites: xx-act-s1", "cites: xx-guide"), "xx/parameters.yaml:4", "it is rescinded",
    ),
    "rescinded law cited by a clause": (
        {"xx/clauses/xx-rule.en.md": CLAUSE % ("xx-rule", "cites: [xx-guide]\n")},
        "xx/clauses/xx-rule.en.md:2", "it is rescinded",
    ),
    "an obligation without anything that could meet it": (
        with_more("xx/obligations.yaml", DUTY % "moment: always"), "xx/obligations.yaml:9", 'nobody can meet "XX-02"',
    ),
    "an obligation on a clause that is not there": (
        with_more("xx/obligations.yaml", DUTY % "clauses: xx-gone"), "xx/obligations.yaml:9", 'there is no clause "xx-gone"',
    ),
    "an obligation on a clause of another document": (
        SOUND_RULE | with_more("xx/obligations.yaml", DUTY % "clauses: xx-rule"),
        "xx/obligations.yaml:9", '"xx-rule" has no slot in vendor-clauses',
    ),
    "a document that cannot be read, with its translation": (
        {
            "xx/documents/xx-paper.yaml": "id: [",
            "xx/translations/ja/xx-paper.yaml": "translates: xx-paper@en\ntitle: 紙\n",
            "xx/translations/ja/xx-paper-says.md": "---\ntranslates: xx-paper-says@1\n---\n紙。\n",
        },
        "xx/documents/xx-paper.yaml:2", "not valid YAML",
    ),
    "an unknown document": (
        swapped("xx/obligations.yaml", "vendor-clauses", "vendor-claws"), "xx/obligations.yaml:5", "is not a document",
    ),
    "a language without words": (
        with_more("xx-n/pack.yaml", "languages: [en, tlh]\n"), "xx-n/pack.yaml:8", 'no words in the language "tlh"',
    ),
    "a language in which a clause is not written": (
        {"xx/clauses/xx-rule.fr.md": CLAUSE % ("xx-rule", "cites: [xx-act]\n")},
        "xx", 'lists the language "en", in which xx-rule is not written',
    ),
    "a word of contracts that is missing": (
        swapped("xx/pack.yaml", "clause_word: clause, ", ""), "xx/pack.yaml:10", "has no word for clause_word",
    ),
    "a slot that no outline has": (
        {"xx/clauses/xx-rule.en.md": (CLAUSE % ("xx-rule", "")).replace("annex-rules", "annex-rulez")},
        "xx/clauses/xx-rule.en.md:2", "no outline has the slot",
    ),
    "a file that is no YAML": ({"xx/parameters.yaml": "- id: [\n"}, "xx/parameters.yaml:2", "not valid YAML"),
}  # fmt: skip


def root(folder: Path, changed: Mapping[str, str]) -> Path:
    write_packs(folder / "jurisdictions", changed)
    return folder


@pytest.mark.parametrize("what", BAD)
def test_a_fault_of_a_pack_is_one_finding_with_file_line_and_what_to_do(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed, place, words = BAD[what]
    assert run(["content", "check", str(root(tmp_path, changed))]) == 1
    told = capsys.readouterr().err
    [finding] = [part for part in re.split(r"^error  ", told, flags=re.M)[1:] if words in part]
    first, hint = finding.splitlines()[:2]
    assert first.startswith(f"jurisdictions/{place}"), first
    assert re.fullmatch(r"hint: .{10,}", hint), hint


def test_a_document_that_cannot_be_read_is_the_only_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = root(tmp_path, BAD["a document that cannot be read, with its translation"][0])
    assert run(["content", "check", str(faulty)]) == 1
    assert "1 finding" in capsys.readouterr().err


def test_the_sound_packs_have_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["content", "check", str(root(tmp_path, SOUND_RULE))]) == 0
    assert "0 findings" in capsys.readouterr().err


@pytest.mark.parametrize("what", BAD)
def test_a_fault_of_a_pack_never_stops_the_others(what: str, tmp_path: Path) -> None:
    library = load_library((root(tmp_path, BAD[what][0]), builtin_root()))
    assert set(samples.library().packs) <= set(library.packs)
    assert {clause.owner for clause in library.clauses if clause.layer == "place"} <= set(library.packs)


FAULT = BAD["overlapping periods"][0]


def test_other_places_are_issued_with_a_warning_that_names_the_broken_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = str(root(tmp_path, FAULT))
    answers = str(samples.example("corner-shop"))
    assert run(["build", answers, "--content", own, "-o", str(tmp_path / "out"), "-f", "md"]) == 0
    assert (
        'warning  jurisdictions/xx/parameters.yaml:9:5  PG-P002  the pack "xx" cannot be used'
        in capsys.readouterr().err
    )
    assert run(["check", answers, "--content", own]) == 0
    assert "PG-P002" in capsys.readouterr().err
    assert run(["law", "au-vic", "--content", own]) == 0
    assert run(["list", "jurisdictions", "--content", own]) == 0


def test_the_cases_of_other_packs_run_beside_a_broken_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = root(tmp_path, FAULT | {"xx/cases/none.yaml": "[]\n", "yy/pack.yaml": write_pack("yy", "")})
    assert run(["content", "test", str(own)]) == 1
    assert "PG-P022" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["xx", "xx-n", "xx-s"])
def test_a_place_whose_pack_is_broken_is_told_what_is_wrong_with_the_pack(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = root(tmp_path, FAULT)
    shop = {"law": code, "name": "Shop", "address": "1 Road", "workers": 6, "public": True, "emergency": "111"}
    answers = samples.file(tmp_path, "corner-shop", {"places": {"shop": shop}})
    for command in (["build", str(answers), "-o", str(tmp_path / "out")], ["check", str(answers)], ["law", code]):
        assert run([*command, "--content", str(own)]) == 1
        assert 'jurisdictions/xx/parameters.yaml:9:5  PG-P022  "limit" has two values' in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
