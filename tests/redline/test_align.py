"""Two sequences beside each other: nothing lost, nothing crossed."""

from hypothesis import given
from hypothesis import strategies as st

from policygen.redline.align import aligned
from policygen.redline.inline import words

LISTS = st.lists(st.sampled_from("abcde"), max_size=45)


def pairs(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    return aligned(old, new, str, lambda one, other: float(one == other))


@given(old=LISTS, new=LISTS)
def test_each_side_comes_out_whole_and_in_order(old: list[str], new: list[str]) -> None:
    found = pairs(old, new)
    assert [one for one, _ in found if one is not None] == old
    assert [other for _, other in found if other is not None] == new
    assert all(one == other for one, other in found if one is not None and other is not None)


@given(same=LISTS)
def test_a_sequence_beside_itself_is_all_pairs(same: list[str]) -> None:
    assert pairs(same, same) == [(one, one) for one in same]


def test_what_pairs_best_is_paired_even_out_of_place() -> None:
    weights = {("x", "y"): 1.0, ("x", "z"): 5.0}
    found = aligned(["x"], ["y", "z"], str, lambda one, other: weights.get((one, other), 0.0))
    assert found == [(None, "y"), ("x", "z")]


@given(text=st.text())
def test_words_make_up_their_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_an_address_a_date_and_a_japanese_sentence_are_cut_where_a_reader_would() -> None:
    assert words("Ask hr@x.example by 2026-11-21.") == ["Ask", " ", "hr@x.example", " ", "by", " ", "2026-11-21", "."]
    assert words("これは規程です。") == ["これは", "規程", "です", "。"]
