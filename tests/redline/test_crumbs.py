"""Numbers, days, phone numbers and names are shown whole, whatever part of them has changed."""

import time

import pytest

from policygen.redline.crumbs import whole
from policygen.redline.inline import Atom, Fate, compared, words


def shown(old: str, new: str) -> list[tuple[str, str]]:
    """What a summary quotes of two paragraphs."""
    sides = ([Atom(("text", word), word) for word in words(text)] for text in (old, new))
    return whole([(piece.fate, "".join(atom.text for atom in piece.atoms)) for piece in compared(*sides)])


@pytest.mark.parametrize(
    ("around", "was", "now"),
    [
        ("Phone the desk on {} at any time of the day.", "+81 3 5550 0111", "+81 3 5550 0999"),
        ("Phone the desk on {} at any time of the day.", "+81 3 5550 0111", "+81 6 5550 0999"),
        ("電話は{}、電子メールは窓口へお送りください。", "03-5550-0111", "03-5550-0999"),
        ("It was approved on {} by all of them.", "21 November 2026", "25 November 2027"),
        ("It was approved on {} by all of them.", "November 21, 2026", "November 25, 2026"),
        ("この規程は、{}から施行する。", "令和8年12月1日", "令和9年12月1日"),
        ("この規程は、{}から施行する。", "2026年12月1日", "2026年11月2日"),
        ("Whoever hears of it answers within {} of the report.", "1 working day", "2 working days"),
        ("記録は事案の終了の日から{}保存する。", "5年", "8年"),
        ("The documents were approved by {} for the board.", "Amara Fielding", "Amara Jones"),
        ("この規程は、{}が承認した。", "佐倉　和子", "佐倉　和男"),
        ("We answer until {} every day of the week.", "9 p.m.", "8 p.m."),
    ],
)
def test_what_a_change_is_a_part_of_is_shown_whole(around: str, was: str, now: str) -> None:
    assert shown(around.format(was), around.format(now)) == [(was, now)]


def test_words_and_what_is_far_from_a_number_are_shown_as_they_are() -> None:
    assert shown("They tell the desk of it at once, 2 days later.", "They tell the owner of it at once, 2 days later.") == [
        ("desk", "owner"),
    ]  # fmt: skip
    assert shown("Tell us the facts of it.", "Tell us all the facts of it.") == [("", "all")]
    assert whole([]) == []
    assert whole([("kept", "on 5 days")]) == []


def test_a_post_after_its_heading_is_no_name() -> None:
    old, new = "通知　営業本部長が行い、その結果を本人に伝える。", "通知　人事部長が行い、その結果を本人に伝える。"
    assert shown(old, new) == [("営業本部長", "人事部長")]


def test_a_word_that_came_into_a_number_shows_it_before_and_after() -> None:
    assert shown("They hear of it within 2 days at the most.", "They hear of it within 2 working days at the most.") == [
        ("2 days", "2 working days"),
    ]  # fmt: skip


def test_two_changes_apart_stay_two() -> None:
    old, new = "It takes 2 days here and always 5 months there.", "It takes 3 days here and always 6 months there."
    assert shown(old, new) == [("2 days", "3 days"), ("5 months", "6 months")]


@pytest.mark.parametrize("letter", ["a", "1", "A ", "1 ", "\u4eba", "a.", "("])
def test_a_long_paragraph_of_another_hand_is_soon_read(letter: str) -> None:
    far = letter * 100_000
    line: list[tuple[Fate, str]] = [("kept", far), ("gone", far), ("new", "5"), ("kept", far)]
    start = time.monotonic()
    whole(line * 20)
    assert time.monotonic() - start < 5
