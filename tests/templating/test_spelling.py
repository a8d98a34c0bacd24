"""Words swapped for the spelling of a place."""

from policygen.templating.spelling import respelled

PAIRS = {"afterwards": "afterward", "till": "register"}


def test_whole_words_are_swapped_and_keep_their_capital() -> None:
    assert respelled("Afterwards, at the till; tillage stays.", PAIRS) == "Afterward, at the register; tillage stays."


def test_the_clause_that_a_reference_names_keeps_its_id() -> None:
    assert respelled("Afterwards: section [](#dates-afterwards).", PAIRS) == "Afterward: section [](#dates-afterwards)."
