"""A colour is refused where text in it could not be read, and the one proposed instead can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.domain.colour import contrast, is_readable, nearest_readable, tint

COLOURS = st.binary(min_size=3, max_size=3).map(lambda parts: f"#{parts.hex()}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS)
def test_the_colour_proposed_can_be_read_on_white_and_on_its_own_tints(colour: str) -> None:
    found = nearest_readable(colour)
    assert is_readable(found)
    assert all(contrast(found, ground) >= 4.5 for ground in ("#ffffff", tint(found, 0.16), tint(found, 0.07)))


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour: str) -> None:
    assert (nearest_readable(colour) == colour) == is_readable(colour)


@given(COLOURS)
def test_the_colour_proposed_is_no_darker_than_it_must_be(colour: str) -> None:
    found = nearest_readable(colour)
    lighter = bytes(min(part + 3, 255) for part in bytes.fromhex(found[1:]))
    assert found == colour or not is_readable(f"#{lighter.hex()}")


@pytest.mark.parametrize(("colour", "most_blue"), [("#fff4b0", 0), ("#ffd54f", 0), ("#f0f0f0", 255)])
def test_a_pale_colour_stays_of_its_hue_and_a_grey_stays_grey(colour: str, most_blue: int) -> None:
    red, green, blue = bytes.fromhex(nearest_readable(colour)[1:])
    assert blue <= most_blue
    assert abs(red - green) < 40


@given(COLOURS)
def test_the_text_of_a_sheet_can_be_read_on_every_tint(colour: str) -> None:
    assert contrast("#1c252d", tint(nearest_readable(colour), 0.16)) >= 7
