"""Numbers and addresses on a page of a site can be pressed, and nothing else becomes a link."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import markdown  # type: ignore[import-untyped]  # comes with mkdocs, without types

from policygen.domain.document import Value
from policygen.publish.site_dial import pressable

NUMBER, MAIL = "+61 3 5550 0110", "manager@clinic.example"
VALUES = (
    Value(f"phone {NUMBER}, email {MAIL} or in person", "contacts.manager.reach"),
    Value("000", "emergency.number"),
    Value("3000", "places.main.postcode"),
)
LABELS = {
    "site.dial": "call {number}",
    "site.call_110": "警察 110",
    "site.call_119": "救急・火災 119",
    "site.phone": "電話",
}


def links(text: str) -> list[tuple[str, str]]:
    page = html.fromstring(markdown(pressable(text, VALUES, LABELS), extensions=["attr_list", "tables"]))
    return [(link.text_content(), link.get("href")) for link in page.iter("a") if link.get("href")]


def test_a_number_and_an_address_can_be_pressed_wherever_they_are_printed() -> None:
    both = [(NUMBER, "tel:+61355500110"), (MAIL, f"mailto:{MAIL}")]
    assert links(f"Phone {NUMBER}, email {MAIL}.") == both
    assert links(f"電話{NUMBER}、{MAIL}まで") == both
    assert links(f"> - The Practice Manager: {NUMBER}, {MAIL}") == both
    assert links(f"| Who | How |\n|---|---|\n| Manager | {NUMBER}, {MAIL} |") == both


def test_the_emergency_number_can_be_pressed_where_it_stands_out() -> None:
    assert links("**In danger?** Get away. Then call **000**.") == [("000", "tel:000")]
    assert links("In Melbourne 3000, 000 people live.") == []


def test_the_emergency_number_can_be_pressed_behind_the_word_for_calling_it() -> None:
    assert links("In danger, call 000 first. Call 000, not 0001.") == [("000", "tel:000"), ("000", "tel:000")]
    assert links("We recall 000 people; they call 0001.") == []


def test_a_number_that_reaches_only_some_can_be_pressed_with_whom_it_reaches() -> None:
    assert links("**警察 110　救急・火災 119**") == [("警察 110", "tel:110"), ("救急・火災 119", "tel:119")]
    assert links("**[警察 110](tel:110)**") == [("警察 110", "tel:110")]
    assert links("110人が電話した。") == []


def test_links_headings_and_words_to_copy_stay_as_they_are() -> None:
    for text in (f"[{NUMBER}](tel:1)", f"# {NUMBER}", f"`{NUMBER}`", f"    {MAIL}", f"<p>{MAIL}</p>", f"1{NUMBER}2"):
        assert pressable(text, VALUES, LABELS) == text


@given(st.lists(st.sampled_from((NUMBER, MAIL, "**000**", *"[](){}<>*`|# x窓\n")), max_size=12))
def test_no_word_of_a_page_is_lost_or_moved(parts: list[str]) -> None:
    text = "".join(parts)
    made = pressable(text, VALUES, LABELS)
    made = made.replace(f"[{NUMBER}](tel:+61355500110)", NUMBER).replace(f"[{MAIL}](mailto:{MAIL})", MAIL)
    assert made.replace("**[000](tel:000)**", "**000**") == text
