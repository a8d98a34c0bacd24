"""A table of the guide on a phone: each cell says what it is."""

import re

from hypothesis import given
from hypothesis import strategies as st

from labelled import on_page_content

HEAD = st.text("AB &\"<'", min_size=1, max_size=8).filter(str.strip)


def _table(heads: list[str], rows: int) -> str:
    from markdown import markdown  # type: ignore[import-untyped]  # comes with mkdocs, without types

    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(f"c{at}" for at in range(len(heads))) + " |"] * rows
    return str(markdown("\n".join(lines), extensions=["tables"]))


def test_a_cell_says_under_which_head_it_stands_and_nothing_else_changes() -> None:
    page = _table(["Duty", "**How** sure", 'The "rule"'], 2)
    made = on_page_content(page)
    assert re.findall(r'<td data-head="([^"]*)">(c\d)</td>', made) == [
        ("Duty", "c0"), ("How sure", "c1"), ("The &quot;rule&quot;", "c2"),
    ] * 2  # fmt: skip
    assert re.sub(r' data-(wide|search-exclude|head="[^"]*")', "", made) == page


def test_heads_and_cells_of_ways_to_elsewhere_are_not_searched() -> None:
    made = on_page_content(_table(["Duty", "Rests on", "When"], 1))
    assert re.findall(r"<(\w+)[^>]* data-search-exclude", made) == ["thead", "td"]
    assert ' data-head="Rests on" data-search-exclude>' in made


@given(st.lists(HEAD, min_size=3, max_size=5), st.integers(1, 3))
def test_every_cell_has_a_label_and_no_label_ends_early(heads: list[str], rows: int) -> None:
    made = on_page_content(_table(heads, rows))
    assert len(re.findall(r'<td data-head="[^"<>]*">c\d</td>', made)) == len(heads) * rows


def test_a_narrow_table_and_a_table_with_a_class_stay_as_they_are() -> None:
    for page in (_table(["Mark", "Means"], 1), '<table class="highlighttable"><tr><td>x</td></tr></table>'):
        assert on_page_content(page) == page
