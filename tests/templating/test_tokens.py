"""Tokens: what goes in comes out once, exactly, and is never read again."""

from hypothesis import given
from hypothesis import strategies as st

from policygen.domain.document import Value
from policygen.templating import tokens

texts = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xEFFFF), max_size=40)


@given(st.lists(texts, min_size=1, max_size=8))
def test_filling_gives_back_exactly_the_values_between_the_text(values: list[str]) -> None:
    text = "".join(f"<{tokens.token(i)}>" for i in range(len(values)))
    assert tokens.filled(text, [Value(v, "") for v in values]) == "".join(f"<{v}>" for v in values)


def test_a_value_that_looks_like_a_token_is_not_filled_again() -> None:
    values = [Value(tokens.token(1), "a"), Value("secret", "b")]
    assert tokens.filled(tokens.token(0), values) == tokens.token(1)


def test_shifted_tokens_keep_their_order() -> None:
    text = tokens.token(0) + " and " + tokens.token(3)
    assert tokens.found(tokens.shift(text, 5)) == (5, 8)
