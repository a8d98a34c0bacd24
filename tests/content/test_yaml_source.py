"""YAML as people write it: read as YAML 1.2, with the position of everything and nothing guessed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from policygen.content.yaml_source import load_yaml, nearest, parse, parse_yaml
from policygen.errors import PolicygenError


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    count: int = 0


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")
    parts: tuple[Part, ...]


def said(text: str) -> str:
    with pytest.raises(PolicygenError) as raised:
        parse_yaml(text, "a.yaml")
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("NO", "NO"),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("012", "012"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("12:30:45", "12:30:45"), ("1e3", "1e3"),
        ("-7", -7), ("1.50", 1.5), (".5", ".5"), ("2026-12-01", "2026-12-01"), ("+61", 61), ("=", "="), ("<<", "<<"),
        ('"7"', "7"), ("'true'", "true"), ("|\n  7", "7\n"),
    ],
)  # fmt: skip
def test_a_plain_value_is_read_as_yaml_1_2_and_a_quoted_one_is_text(text: str, value: object) -> None:
    found = parse_yaml(f"a: {text}\n", "a.yaml").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_every_value_knows_its_line_and_column() -> None:
    source = parse_yaml("a:\n  - b: 1\n    c: {d: 2}\n", "f.yaml", first_line=10)
    assert str(source.where("a", 0, "c", "d")) == "f.yaml:12:9"
    assert str(source.where("a", 0, "b")) == "f.yaml:11:5"


def test_a_path_that_is_not_there_is_placed_at_the_nearest_value_above_it() -> None:
    source = parse_yaml("a:\n  b: 1\n", "f.yaml")
    assert str(source.where("a", "b", "c", 7)) == "f.yaml:2:3"


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "PG-C007", "a.yaml:3:1", '"a" stands here twice'),
        ("x: {k: 1, k: 2}\n", "PG-C007", "a.yaml:1:11", '"k" stands here twice'),
        ("? [a, b]\n: 1\n", "PG-C006", "a.yaml:1:3", "a key must be plain text"),
        ("a: [1, 2\nb: 3\n", "PG-C004", "a.yaml:2", "not valid YAML"),
        ("a:\n\t- 1\n", "PG-C004", "a.yaml:2", "not valid YAML"),
        ("a: 1\n---\nb: 2\n", "PG-C004", "a.yaml:2", "not valid YAML"),
        ("a: *nowhere\n", "PG-C004", "a.yaml:1", "not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, code: str, place: str, words: str) -> None:
    message = said(text)
    assert code in message
    assert place in message
    assert words in message


def test_a_tag_that_would_make_an_object_makes_text() -> None:
    assert parse_yaml("a: !!python/object/apply:os.system [date]\n", "a.yaml").data == {"a": ["date"]}
    assert parse_yaml("a: !!bool yes\n", "a.yaml").data == {"a": "yes"}


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "more than 100 aliases" in said("\n".join(lines) + "\n")


def test_an_alias_that_holds_itself_is_refused() -> None:
    assert "PG-C005" in said("a: &a [*a]\n") or "PG-C008" in said("a: &a [*a]\n")


def test_a_few_aliases_are_allowed() -> None:
    assert parse_yaml("a: &x [1]\nb: *x\n", "a.yaml").data == {"a": [1], "b": [1]}


@pytest.mark.parametrize(
    "text", ["[" * 200 + "]" * 200, "[" * 100_000, "\n" + "- " * 100_000 + "x", "\n" + "? " * 100_000 + "x"]
)
def test_a_file_nested_too_deeply_is_refused(text: str) -> None:
    assert "PG-C00" in said(f"a: {text}\n")


def test_a_file_that_is_missing_a_folder_or_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Café\n".encode("latin-1"))
    for path, code in (
        (tmp_path / "none.yaml", "PG-C001"),
        (tmp_path, "PG-C001"),
        (tmp_path / "latin.yaml", "PG-C003"),
    ):
        with pytest.raises(PolicygenError, match=code):
            load_yaml(path)


def test_a_file_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"a: 1\n" * 1_100_000)
    with pytest.raises(PolicygenError, match="larger than 5000000 bytes"):
        load_yaml(tmp_path / "big.yaml")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes("\ufeffversion: 1\n".encode())
    assert load_yaml(tmp_path / "bom.yaml").data == {"version": 1}


def test_each_violation_of_a_model_has_its_place_and_the_nearest_name() -> None:
    source = parse_yaml("parts:\n  - {nam: A}\n  - {name: B, count: many}\n", "f.yaml")
    with pytest.raises(PolicygenError) as raised:
        parse(Whole, source)
    found = {(d.code, str(d.where)): (d.message, d.hint) for d in raised.value.diagnostics}
    assert found[("PG-C010", "f.yaml:2:6")] == ('unknown key "nam"', 'Did you mean "name"?')
    assert found[("PG-C011", "f.yaml:2:5")] == ('"name" is missing', "Add `name:` here.")
    assert "Found 'many'" in found[("PG-C012", "f.yaml:3:15")][1]


def test_where_no_name_is_near_the_known_ones_are_listed() -> None:
    assert nearest("zebra", ["apple", "pear"]) == "Known: apple, pear."


@given(st.dictionaries(st.text("abcdefgh_", min_size=1), st.text(max_size=30).filter(str.isprintable), max_size=4))
def test_text_in_double_quotes_is_read_as_it_was_written(values: dict[str, str]) -> None:
    escaped = {key: text.replace("\\", "\\\\").replace('"', '\\"') for key, text in values.items()}
    source = parse_yaml("".join(f'"{key}": "{text}"\n' for key, text in escaped.items()), "p.yaml")
    assert (source.data or {}) == values
