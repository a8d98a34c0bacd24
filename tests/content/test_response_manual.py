"""The response manual: a script for each channel in use and no other, lines short enough to say, numbers as answered."""

import re
from functools import cache

import pytest

from policygen import workflow
from tests.samples import ALL_EXAMPLES, GONE, Changes, issue, rendered

MANUAL = "response-manual"
LONGEST_LINE = 15  # words that can be said in one breath, about seven seconds
SCRIPTS = {"face-to-face": "Ask to leave|End the meeting", "phone": "Say why", "reviews": "our own account"}
CHANNELS = "meeting_people.channels"


def markdown(name: str, changes: Changes | None = None) -> str:
    return _text(issue(name, changes, documents=(MANUAL,)))


@cache
def of_example(name: str) -> str:
    return markdown(name)


def _text(of: workflow.Issue) -> str:
    return rendered(of, "md")[f"{MANUAL}.en.md"].data.decode()


def spoken(text: str) -> list[str]:
    """What is put into quotation marks as something to say."""
    return re.findall(r'"([^"\n]+)"', re.sub(r"\[[^\]]*\]\([^)]*\)", "", text))


@pytest.mark.parametrize("name", ALL_EXAMPLES)
def test_no_line_to_say_is_longer_than_can_be_said(name: str) -> None:
    sentences = [part for line in spoken(of_example(name)) for part in re.split(r"(?<=[.?!])\s+", line)]
    assert len(sentences) > 30
    assert [part for part in sentences if len(part.split()) > LONGEST_LINE] == []


@pytest.mark.parametrize("name", ["harbour-clinic", "corner-shop"])
@pytest.mark.parametrize("channel", SCRIPTS)
def test_a_channel_has_its_script_only_where_it_is_in_use(name: str, channel: str) -> None:
    alone = markdown(name, {CHANNELS: [channel]})
    assert [one for one, sign in SCRIPTS.items() if re.search(sign, alone)] == [channel]


@pytest.mark.parametrize("name", ["harbour-clinic", "corner-shop"])
@pytest.mark.parametrize(
    ("warnings", "says", "never"),
    [(0, "", "or I will end this call"), (1, "Once.", "At most"), (2, "At most 2 times.", "Once. Name")],
)
def test_the_number_of_warnings_is_the_one_answered(name: str, warnings: int, says: str, never: str) -> None:
    text = markdown(name, {"response.warnings_before_ending_a_call": warnings})
    assert says in text
    assert never not in text


@pytest.mark.parametrize("name", ["harbour-clinic", "corner-shop"])
def test_only_what_is_recorded_is_said_to_be_recorded(name: str) -> None:
    text = markdown(name, {"response.recording": ["calls"]})
    assert "We record phone calls." in text
    assert "Cameras record" not in text
    assert "neither calls nor pictures" in markdown(name, {"response.recording": [], "response.recordings_kept": GONE})


@pytest.mark.parametrize("name", ["harbour-clinic", "corner-shop", "indus-software"])
def test_the_manual_stands_without_any_of_its_own_questions(name: str) -> None:
    own = ("recordings_kept", "longest_talk", "repeats", "signal", "alarms", "takes_over", "nights", "check_in_after")
    gone = {f"response.{key}": GONE for key in (*own, "police_contact", "longest_wait")}
    text = markdown(name, gone)
    assert "Our signal" in text
    assert "It is over, and nobody is in danger?" in text


def test_whoever_has_to_ask_first_is_not_told_to_stop_without_asking() -> None:
    text = markdown("harbour-clinic", {"response.stop_without_asking": False})
    assert "need not ask first" not in text
    assert "or end the call whenever" not in text
    assert "At any other time, ask the Practice Manager to take over." in text


def test_who_is_ill_is_helped_only_where_such_people_are_served() -> None:
    changes = {"meeting_people.impaired": False, "meeting_people.impaired_assessed_by": GONE}
    assert "If illness or distress plays a part" in of_example("harbour-clinic")
    assert "If illness or distress plays a part" not in markdown("harbour-clinic", changes)
