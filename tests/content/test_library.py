"""Loading content: the nearest definition wins, and what leads nowhere or stands twice is said with its file."""

from pathlib import Path

import pytest

from policygen.content.library import load_library
from policygen.content.locate import builtin_root, roots
from policygen.domain.library import Library
from policygen.errors import Diagnostic, PolicygenError
from tests.content.library_samples import FILES, clause, write

HELLO = "templates/clauses/hello.en.md"


def loaded(tmp_path: Path, files: dict[str, str] | None = None, own: dict[str, str] | None = None) -> Library:
    """The small library with files changed, and below the organisation's own folder where one is given."""
    base = write(tmp_path / "base", {**FILES, **(files or {})})
    return load_library((write(tmp_path / "own", own), base) if own else (base,))


def said(tmp_path: Path, files: dict[str, str], own: dict[str, str] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong: raised, or kept with the packs that cannot be used."""
    try:
        library = loaded(tmp_path, files, own)
    except PolicygenError as error:
        return error.diagnostics
    return tuple(problem for problems in library.broken.values() for problem in problems)


def test_the_small_library_is_whole(tmp_path: Path) -> None:
    library = loaded(tmp_path)
    assert [c.id for c in library.clauses] == ["hello"]
    assert set(library.packs) == {"xa", "xb"}
    assert library.spelling == {"en-US": {"organisation": "organization"}}
    assert library.words["en"]["document.running_head"] == "Head"


def test_a_clause_knows_its_file_and_the_line_its_body_starts_on(tmp_path: Path) -> None:
    [found] = loaded(tmp_path).clauses
    assert (found.file, found.body_line) == (HELLO, 7)


@pytest.mark.parametrize(
    ("name", "text", "code", "words", "hint"),
    [
        ("templates/clauses/Hello There.en.md", clause("x"), "PG-C020", "called `<id>.<language>.md`", "Rename"),
        ("templates/clauses/other.en.md", clause("another"), "PG-C021", '"another" does not fit', "the file name"),
        (f"templates/clauses/{'x' * 33}.en.md", clause("x" * 33), "PG-C021", "does not fit", "32"),
        ("templates/clauses/gone.en.md", clause("gone", removes="hello"), "PG-C022", "gives no reason", "`reason:`"),
        ("templates/clauses/bare.en.md", "No front matter.\n", "PG-C023", "starts with front matter", "Add it"),
        ("templates/clauses/odd.en.md", clause("odd", slots="x"), "PG-C010", 'unknown key "slots"', '"slot"'),
        ("templates/clauses/nov.en.md", "---\nid: nov\nslot: note/hello\n---\nx\n", "PG-C011", '"version" is missing', "Add"),
        ("templates/clauses/yml.en.md", "---\nid: [\n---\nx\n", "PG-C004", "not valid YAML", "Check"),
        ("templates/clauses/slot.en.md", clause("slot", "note/helo"), "PG-C031", 'no outline has the slot "note/helo"', '"note/hello"'),
        ("templates/clauses/elem.en.md", clause("elem", supplies="[E-02]"), "PG-C032", 'no element "E-02"', '"E-01"'),
        ("templates/clauses/repl.en.md", clause("repl", replaces="helo"), "PG-C033", 'no clause "helo"', '"hello"'),
        ("templates/documents/part.yaml", "id: part\nvariant_of: nothing\ntitle: T\nreader: staff\nsections: []\n",
         "PG-C034", "part is a variant of no document", ""),
        ("templates/profile.yaml", "documents:\n  - {id: noet}\n", "PG-C036", 'no document "noet"', '"note"'),
        ("templates/third-parties/odd.yaml", "id: odd\ntitle: O\nwords: o\none: an o\nfamily: parter\n",
         "PG-C035", 'no family "parter"', '"partner"'),
        ("templates/documents/bad.yaml", "id: bad\ntitle: T\nreader: everyone\nsections: []\n", "PG-C012", '"reader"', "everyone"),
        ("templates/questions/20-bad.yaml", "section: a\nscreen: a\ntitle: A\nquestions:\n  - {id: a, kind: txt, prompt: A}\n",
         "PG-C012", '"questions.0.kind"', "txt"),
        ("jurisdictions/xa/pack.yaml", FILES["jurisdictions/xa/pack.yaml"].replace("a4", "a5"), "PG-C012", '"paper"', "a5"),
    ],
)  # fmt: skip
def test_each_broken_file_is_named_with_what_is_wrong_and_what_to_do(
    name: str, text: str, code: str, words: str, hint: str, tmp_path: Path
) -> None:
    [finding] = said(tmp_path, {name: text})
    assert (finding.code, finding.where.file) == (code, name)
    assert words in finding.message
    assert hint in finding.hint


def test_the_problems_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    broken = {f"templates/clauses/c{n}.en.md": clause(f"c{n}", sloot="x") for n in range(3)}
    broken["templates/documents/bad.yaml"] = "id: bad\n"
    broken["jurisdictions/xa/pack.yaml"] = "code: xa\n"
    files = {finding.where.file for finding in said(tmp_path, broken)}
    assert files == set(broken)


def test_an_id_used_twice_shows_both_files(tmp_path: Path) -> None:
    [finding] = said(tmp_path, {"templates/clauses/more/hello.en.md": clause("hello")})
    assert (finding.code, HELLO in finding.message) == ("PG-C030", True)
    assert "templates/clauses/more/hello.en.md" in finding.message


def test_two_packs_naming_one_clause_is_an_error_that_shows_both(tmp_path: Path) -> None:
    both = {f"jurisdictions/{code}/clauses/rule.en.md": clause("rule", "note/local") for code in ("xa", "xb")}
    [finding] = said(tmp_path, both)
    assert finding.code == "PG-C030"
    assert all(name in finding.message for name in both)


def test_an_industry_may_not_use_the_id_of_a_base_clause_without_replacing_it(tmp_path: Path) -> None:
    [finding] = said(tmp_path, {"templates/industries/shop/clauses/hello.en.md": clause("hello")})
    assert (finding.code, finding.hint) == ("PG-C030", "Give one of them another id, or let it say `replaces:`.")


def test_the_organisations_clause_stands_in_for_the_built_in_one_of_the_same_id(tmp_path: Path) -> None:
    library = loaded(tmp_path, own={HELLO: clause("hello", body="Ours.", supplies="[E-01]")})
    assert [(c.id, c.layer, c.body) for c in library.clauses] == [("hello", "base", "Ours.\n")]


@pytest.mark.parametrize(
    "name",
    [
        "templates/industries/shop/clauses/in-a-shop.en.md",
        "jurisdictions/xa/clauses/rule.en.md",
        "templates/clauses/plain.en.md",
    ],
)
def test_the_nearest_clause_wins_in_every_layer(name: str, tmp_path: Path) -> None:
    id_ = Path(name).name.removesuffix(".en.md")
    own = {name: clause(id_, body="Near."), "jurisdictions/xa/pack.yaml": FILES["jurisdictions/xa/pack.yaml"]}
    library = loaded(tmp_path, {name: clause(id_, body="Far.")}, own)
    assert [c.body for c in library.clauses if c.id == id_] == ["Near.\n"]


def test_the_organisation_may_add_a_place_within_a_built_in_one(tmp_path: Path) -> None:
    wider = FILES["jurisdictions/xa/pack.yaml"] + "parts: [{code: xa-1, name: Poseidonis}]\n"
    own = (
        FILES["jurisdictions/xa/pack.yaml"]
        .replace("code: xa\n", "code: xa-1\nwithin: xa\n")
        .replace("Atlantis", "Poseidonis")
    )
    library = loaded(tmp_path, {"jurisdictions/xa/pack.yaml": wider}, {"jurisdictions/xa-1/pack.yaml": own})
    assert library.packs["xa-1"].within == "xa"


def test_the_nearest_words_win_key_by_key(tmp_path: Path) -> None:
    library = loaded(
        tmp_path,
        {"templates/words/en/document.yaml": "running_head: Far\nrunning_foot: Foot\n"},
        {"templates/words/en/document.yaml": "running_head: Near\n"},
    )
    assert library.words["en"] == {"document.running_head": "Near", "document.running_foot": "Foot"}


def test_the_search_path_is_content_folders_then_the_project_then_what_ships(tmp_path: Path) -> None:
    project, given = write(tmp_path / "p", FILES), write(tmp_path / "g", FILES)
    assert roots((given,), project) == (given, project, builtin_root())
    assert roots((), tmp_path / "empty") == (builtin_root(),)
    assert roots((), builtin_root()) == (builtin_root(),)


def test_the_real_library_loads_with_its_words_documents_and_packs() -> None:
    library = load_library((builtin_root(),))
    assert {"third-party-harassment-policy", "visitor-code-of-conduct", "vendor-clauses"} <= set(library.outlines)
    assert {"au-vic", "gb-nir", "in", "jp-13", "us-il-chicago", "us-ny-nyc"} <= set(library.packs)
    assert {"ngo", "clinic", "retail", "restaurant", "professional-services"} <= set(library.industries)
    assert len({party.family for party in library.third_parties.values()}) == 8


def test_an_organisations_clause_of_a_built_in_id_stands_where_the_built_in_one_stood(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "clauses"
    folder.mkdir(parents=True)
    (folder / "support-for-you.en.md").write_text(
        "---\nid: support-for-you\nversion: 2\nslot: third-party-harassment-policy/support\nsupplies: [POL-21]\n---\nOurs.\n"
    )
    found = {c.id: c for c in load_library((tmp_path, builtin_root())).clauses}["support-for-you"]
    assert (found.version, found.body, found.layer) == (2, "Ours.\n", "base")
