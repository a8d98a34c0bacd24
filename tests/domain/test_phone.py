"""A number that is touched on a phone dials what it says, and an emergency number above all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.domain.phone import dialled, numbers


@pytest.mark.parametrize(
    ("written", "dials"),
    [
        ("911", "911"),
        ("110 (police) or 119 (fire and ambulance)", "110"),
        ("999 or 112", "999"),
        ("Police: 110; ambulance: 119", "110"),
        ("+1 518 555 0101", "+15185550101"),
        ("(03) 5550-0111", "0355500111"),
        ("+1 518 555 0101 ext. 12", "+15185550101;ext=12"),
        ("\uff10\uff13\uff0d5550\uff0d0111", "0355500111"),
        ("*55", "*55"),
        ("ask at the desk", ""),
    ],
)
def test_a_number_dials_what_it_says(written: str, dials: str) -> None:
    assert dialled(written) == dials


@given(st.from_regex(r"\+?[0-9]{2,12}", fullmatch=True), st.text("abcdefghijklmnoprstuvz ():,", max_size=40))
def test_words_after_a_number_are_not_dialled(number: str, words: str) -> None:
    assert dialled(f"{number} {words}") == number


def test_every_number_of_a_text_is_found_and_none_of_two_digits() -> None:
    assert numbers("110 (police) or \uff11\uff11\uff19; desk 12; not 0") == {"110", "119"}
