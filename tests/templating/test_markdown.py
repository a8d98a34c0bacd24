"""Markdown: the allow-list, what it makes of values, and the traps that lose words."""

import pytest

from policygen.domain.document import (
    Box,
    Break,
    Fields,
    Link,
    List,
    Paragraph,
    Reference,
    Sign,
    Strong,
    Table,
    Text,
    in_rows,
)
from policygen.errors import PolicygenError
from policygen.templating import tokens
from policygen.templating.markdown import blocks, inlines

T = tokens.token(0)


def test_a_token_stands_like_a_letter_wherever_a_value_is_printed() -> None:
    [paragraph] = blocks(f"**{T}**, *{T}*, {T}. {T}) {T}{T} [{T}](https://x.example/{T})")
    assert isinstance(paragraph, Paragraph)
    kinds = [type(part).__name__ for part in paragraph.inlines]
    assert kinds == ["Strong", "Text", "Emphasis", "Text", "Link"]
    assert paragraph.inlines[-1] == Link(f"https://x.example/{T}", (Text(T),))


@pytest.mark.parametrize("line", ["{}.", "{})", "{} x", "# {}", "- {}", "> {}", "{}\n---x"])
def test_a_token_at_the_start_of_a_line_never_makes_markup(line: str) -> None:
    with_token = blocks(line.format(T))
    with_letter = blocks(line.format("Q"))
    assert repr(with_token).replace(repr(T)[1:-1], "Q") == repr(with_letter)


def test_a_cross_reference_is_a_link_to_a_clause() -> None:
    assert inlines("see [](#whom-to-tell)") == (Text("see "), Reference("whom-to-tell", "", ""))


def test_lists_nest_and_tables_keep_their_cells() -> None:
    ordered, table = blocks("1. a\n2. b\n   - c\n\n| x | y |\n|---|---|\n| 1 | **2** |\n")
    assert isinstance(ordered, List)
    assert ordered.ordered
    assert isinstance(ordered.items[1].blocks[1], List)
    assert isinstance(table, Table)
    assert table.rows == (((Text("1"),), (Strong((Text("2"),)),)),)


def test_a_block_quote_is_a_call_out_box() -> None:
    assert isinstance(blocks("> Mind this.")[0], Box)


def test_fields_and_signatures_are_declared_in_fences() -> None:
    fields, sign = blocks(
        f'```fields\n- {{id: a, kind: text, label: "What? {T}", lines: 3}}\n```\n\n'
        "```sign\nheading: For us\nfields:\n  - {id: s, kind: signature, label: Name}\n```\n"
    )
    assert isinstance(fields, Fields)
    assert fields.fields[0].lines == 3
    assert T in fields.fields[0].label
    assert isinstance(sign, Sign)
    assert sign.heading == "For us"


def test_entries_are_a_table_of_empty_rows() -> None:
    (fields,) = blocks("```fields\n- {id: a, kind: entries, label: Done, columns: [When, What, Who], rows: 12}\n```")
    assert isinstance(fields, Fields)
    (field,) = fields.fields
    assert (field.columns, field.rows, field.shares()) == (("When", "What", "Who"), 12, (1, 1, 1))


def test_the_first_column_of_entries_may_be_given() -> None:
    (fields,) = blocks(
        "```fields\n- {id: a, kind: entries, label: Done, columns: [Who, Count], given: [Staff, Board]}\n```"
    )
    assert isinstance(fields, Fields)
    (field,) = fields.fields
    assert (field.given, field.rows) == (("Staff", "Board"), 2)


def test_two_halves_that_follow_each_other_share_a_row() -> None:
    kinds = [("a", "date", True), ("b", "text", True), ("c", "person", True), ("d", "text", False), ("e", "time", True)]
    rows = "\n".join(f"- {{id: {name}, kind: {kind}, label: x, half: {half}}}" for name, kind, half in kinds)
    (fields,) = blocks(f"```fields\n{rows}\n```")
    assert isinstance(fields, Fields)
    assert [[field.id for field in row] for row in in_rows(fields.fields)] == [["a", "b"], ["c"], ["d"], ["e"]]


def test_lines_on_the_right_or_in_the_centre_are_one_paragraph_without_the_empty_ones() -> None:
    right, centre = blocks(f"```right\n\n{T}\n  **Shop**\n\n```\n\n```centre\nNotice\n```\n", "ja")
    assert right == Paragraph((Text(T), Break(), Strong((Text("Shop"),))), side="right")
    assert centre == Paragraph((Text("Notice"),), side="centre")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("```right\n\n```", "holds at least one line"),
        ("```right\n- item\n```", "a list cannot stand in ```right"),
        ("```right\na ** b\n```", "markup that does nothing"),
        ("- item\n\n  ```right\n  x\n  ```", "at the top level"),
        ("text\n2. item", "a list needs an empty line"),
        ("text\n- item is fine", ""),
        ("a ** b", "markup that does nothing"),
        ("![alt](x.png)", "markup that does nothing"),
        ("a <b>bold</b> b", "markup that does nothing"),
        ("a &amp; b", "markup that does nothing"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "3 cells, its header 2"),
        ("```python\nx\n```", "a fence is ```fields, ```sign"),
        ("```fields\nnot a list\n```", "fields are a list"),
        ("```fields\n- {id: a, kind: colour, label: x}\n```", "unknown in field a"),
        ("```fields\n- {id: a, kind: one-of, label: x}\n```", "needs options"),
        ("```fields\n- {id: a\n```", "not YAML"),
        ("```fields\n- {id: a, kind: [entries], label: x}\n```", "unknown in field a"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B]}\n```", "a needs 1 to 40 rows"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], rows: 41}\n```", "a needs 1 to 40 rows"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], given: []}\n```", "a needs 1 to 40 rows"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], given: C}\n```", "a text for each row"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], rows: 3, given: [C]}\n```", "a text for each"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], rows: yes}\n```", "a needs 1 to 40 rows"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A], rows: 2}\n```", "a needs 2 to 6 columns"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: A, rows: 2}\n```", "a needs 2 to 6 columns"),
        ('```fields\n- {id: a, kind: entries, label: x, columns: [A, ""], rows: 2}\n```', "each with a heading"),
        ("```fields\n- {id: a, kind: entries, label: x, columns: [A, B], rows: 2, widths: [1]}\n```", "widths are one"),
        (
            "```fields\n- {id: a, kind: entries, label: x, columns: [A, B], rows: 2, lines: 3}\n```",
            "unknown in field a",
        ),
        ("```fields\n- {id: a, kind: text, label: x, rows: 2}\n```", "unknown in field a"),
        ("```fields\n- {id: a, kind: tick, label: x, half: true}\n```", "unknown in field a"),
        ("```fields\n- {id: a, kind: text, label: x, half: true, lines: 2}\n```", "has one line"),
        ("```fields\n- {id: a, kind: date, label: x, half: often}\n```", "half is true or false"),
        (
            "```sign\nheading: x\nfields:\n- {id: a, kind: entries, label: x, columns: [A, B], rows: 2}\n```",
            "holds no table of entries",
        ),
    ],
)
def test_text_that_would_be_lost_or_left_over_is_refused(source: str, words: str) -> None:
    if not words:
        assert blocks(source)
        return
    with pytest.raises(PolicygenError) as raised:
        blocks(source)
    assert words in str(raised.value)


def test_japanese_emphasis_beside_brackets_and_soft_breaks() -> None:
    [paragraph] = blocks("これは**「重要」**です\n次", "ja")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Text("これは"), Strong((Text("「重要」"),)), Text("です次"))
