"""What `content check` finds: one broken file for each of its rules, and nothing in the library that ships."""

from pathlib import Path

import pytest

from policygen.content.check import check
from policygen.content.library import load_library
from tests.content.library_samples import FILES, clause, write
from tests.samples import ROOT, library

A = "templates/clauses/a.en.md"
WORDING = {"templates/words/en/wording.yaml": (ROOT / "templates/words/en/wording.yaml").read_text("utf-8")}


def found(tmp_path: Path, files: dict[str, str]) -> list[str]:
    return [str(finding) for finding in check(load_library((write(tmp_path, {**FILES, **WORDING, **files}),)))]


def test_the_library_that_ships_has_no_findings() -> None:
    assert [str(finding) for finding in check(library())] == []


def test_the_small_library_of_these_tests_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("text", "place", "words", "hint"),
    [
        (clause("a", body="A {{ organisation.nmae }}."), f"{A}:6:6 a",
         'no name "organisation.nmae". Did you mean "organisation.name"?', ""),
        (clause("a", body="One.\n\n{% if organisatoin.hr %}x{% endif %}"), f"{A}:8:7 a", 'no name "organisatoin.hr"', ""),
        (clause("a", when='"organisation.hrr"'), f"{A}:2 a", 'no name "organisation.hrr"', ""),
        (clause("a", title='"{{ organisation.nam }}"'), f"{A}:2", 'no name "organisation.nam"', ""),
        (clause("a", body="{{ chief.fone }}"), f"{A}:6:4 a", 'a contact has no field "fone". Did you mean "phone"?', ""),
        (clause("a", body="{{ organisation.name.first }}"), f"{A}:6:4 a", "`organisation.name` is a text and has no part", ""),
        (clause("a", body="{{ jurisdiction.name }}"), f"{A}:6:4 a", 'no name "jurisdiction.name"', ""),
        (clause("a", "note/local", "{{ jurisdiction.nmae }}"), f"{A}:6:4 a", 'jurisdiction has no field "nmae". Did you mean "name"?', ""),
        (clause("a", body="{{ words.poeple }}"), f"{A}:6:4 a", 'no word "words.poeple". Did you mean "people"?', ""),
        (clause("a", body="{{ law.limit | number }}"), f"{A}:6:4 a", "`law.` names belong in a jurisdiction's own files", ""),
        (clause("a", body="{{ organisation.__class__ }}"), f"{A}:6", 'a name may not start with "_"', "Only names"),
        (clause("a", body="{{ organisation.name | lower }}"), f"{A}:6", 'there is no filter "lower"', ""),
        (clause("a", body="x {% set y = 1 %}"), f"{A}:6", "`Assign` is not part of the language", "if and for"),
        (clause("a", body="{% for i in range(9) %}x{% endfor %}"), f"{A}:6", "Call is not part of the language", ""),
        (clause("a", when='"organisation.hr and"'), f"{A} a", "not a condition", "organisation.hr and"),
        (clause("a", body="We are fully\ncompliant."), f"{A}:7 a", '"compliant" is said in no document', "Write: what the document does."),
        (clause("a", body="Safety is guaranteed."), f"{A}:6 a", '"guaranteed" is said in no document', ""),
        (clause("a", body="First confront him."), f"{A}:6 a", '"confront him" is said in no document', "nobody has to confront anyone"),
        (clause("a", body="Strictly confidential."), f"{A}:6 a", '"Strictly confidential" is said in no document', "who will know"),
        (clause("a", body="Ask your doctor and/or nurse. TODO"), f"{A}:6 a", '"and/or" is left over from drafting', ""),
        (clause("a", body="We are [name of firm]."), f"{A}:6 a", '"[name of firm]" is left over from drafting', ""),
        (clause("a", body="As in SEED-101."), f"{A}:6 a", '"SEED-101" is a number of a requirement', ""),
        (clause("a", body="\n"), f"{A}:6 a", "the clause has no text", "delete the file"),
        (clause("a", body="The law of Atlantis."), f"{A}:6:12 a", 'core text names "Atlantis"', "jurisdictions/ only"),
    ],
)  # fmt: skip
def test_each_rule_finds_its_broken_clause_on_its_line(
    text: str, place: str, words: str, hint: str, tmp_path: Path
) -> None:
    [finding] = [one for one in found(tmp_path, {A: text}) if words in one]
    assert finding.startswith(place)
    assert hint in finding


def test_what_ends_in_a_bracket_and_is_a_link_is_no_residue(tmp_path: Path) -> None:
    body = "See [](#hello) and [our page](https://www.firm.example/)."
    assert found(tmp_path, {A: clause("a", body=body)}) == []


def test_loop_names_and_names_of_the_section_are_known(tmp_path: Path) -> None:
    body = "{{ jurisdiction.name }}\n\n{% for p in jurisdiction.places %}\n- {{ p.name }}\n{% endfor %}\n"
    assert found(tmp_path, {A: clause("a", "note/local", body)}) == []


def test_a_pack_may_print_its_own_law_and_name_itself(tmp_path: Path) -> None:
    parameter = (
        "- {id: limit, says: Limit, unit: days, cites: act, basis: statute, checked_on: 2026-11-01,\n"
        "   values: [{value: 10, starts: 2020-01-01, evidence: primary}]}\n"
    )
    act = (
        "- {id: act, title: The Act, basis: statute, evidence: primary,\n"
        "   events: [{kind: starts, day: 2020-01-01, evidence: primary}]}\n"
    )
    files = {
        "jurisdictions/xa/parameters.yaml": parameter,
        "jurisdictions/xa/instruments.yaml": act,
        "jurisdictions/xa/clauses/rule.en.md": clause("rule", "note/local", "Atlantis: {{ law.limit | duration }}."),
    }
    assert found(tmp_path, files) == []
    files["jurisdictions/xa/clauses/rule.en.md"] = clause("rule", "note/local", "{{ law.limti }}")
    [finding] = found(tmp_path, files)
    assert 'no parameter "law.limti". Did you mean "limit"?' in finding


def test_names_in_the_titles_and_conditions_of_an_outline_are_checked(tmp_path: Path) -> None:
    outline = FILES["templates/documents/note.yaml"]
    broken = outline.replace("title: Note", 'title: "{{ nobody }}"').replace(
        "{id: main,", "{id: main, when: nothing, title: '{{ nowhere }}',"
    )
    findings = found(tmp_path, {"templates/documents/note.yaml": broken})
    assert len(findings) == 3
    for finding, name in zip(findings, ("nobody", "nowhere", "nothing"), strict=True):
        assert finding.startswith(f'templates/documents/note.yaml note  PG-C040  no name "{name}"')


def test_a_must_element_that_no_clause_supplies_is_named(tmp_path: Path) -> None:
    [finding] = found(tmp_path, {"templates/clauses/hello.en.md": clause("hello")})
    assert finding.startswith("templates/elements.yaml E-01  PG-C070  no clause supplies E-01: Hello")


def test_an_element_of_several_documents_is_supplied_in_each_of_them(tmp_path: Path) -> None:
    files = {
        "templates/elements.yaml": FILES["templates/elements.yaml"].replace("document: note", "document: [note, card]"),
        "templates/documents/card.yaml": "id: card\ntitle: Card\nreader: staff\nsections:\n  - {id: m, slots: [hello]}\n",
    }
    [finding] = found(tmp_path, files)
    assert "PG-C070  no clause supplies E-01 in card: Hello" in finding
    assert found(tmp_path, {**files, A: clause("a", "card/hello", supplies="[E-01]")}) == []
