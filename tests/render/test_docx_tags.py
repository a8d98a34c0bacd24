"""What the tags of a Word template may print: words, whatever stands around them, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from policygen.domain.values import Missing, Record
from policygen.domain.word_tags import FILTERS
from policygen.domain.word_values import UNFILLED, plain_value
from policygen.render.docx_tags import ShellEnvironment
from policygen.templating.tokens import token

PLACE = {"id": "albany", "name": "Albany", "open": True, "ways": ["talk", "email"], "head": {"post": "Chair"}}
RECORD = Record("chair", {"id": "chair", "post": "Chair", "outside": False, "gone": Missing("chair.gone")})
WORDS = {"text": "Some words", "none_yet": "", "number": 7, "day": date(2026, 11, 1), "words": ["one", "two"]}
WORDLESS = {
    "record": PLACE, "records": [PLACE, PLACE], "own": RECORD, "yes": True, "no": False, "nothing": None,
    "missing": Missing("x"), "empty": [], "lists": [["one"], []], "truths": [True, False], "object": object(),
}  # fmt: skip
VALUES = {**WORDS, **WORDLESS}
# What Python, and no answer above, writes of such values.
RAW = ("{", "}", "[", "]", "'", "<", "(", "true", "false", "none", "record", "missing", "object", "albany", "outside")
NAMES = (
    *VALUES,
    "unknown",
    "record.ways",
    "records[0]",
    "own.gone",
    "true",
    "none",
    "[text, yes]",
    "(text == text)",
    "loop",
)
FILTER = st.sampled_from([
    *FILTERS, "join(', ')", "join(', ', attribute='head')", "join(attribute='open')", "join(', ', attribute='nmae')",
    "join(records)", "join(yes)", "default(records)", "default(yes, true)", "default(none)", "trim(record)", "default('x', no)",
])  # fmt: skip


def filled(environment: ShellEnvironment, tag: str) -> str:
    """What a tag shows, with the values of its tokens."""
    shown = environment.from_string(tag).render(VALUES)
    for at, one in enumerate(environment.prints):
        shown = shown.replace(token(at), environment.say(one, VALUES))
    return shown


@given(name=st.sampled_from(NAMES), filters=st.lists(FILTER, max_size=3), loop=st.booleans())
def test_nothing_without_words_is_printed_whatever_filters_stand_around_it(
    name: str, filters: list[str], loop: bool
) -> None:
    tag = "{{ " + " | ".join((name, *filters)) + " }}"
    environment = ShellEnvironment()
    try:
        shown = filled(environment, f"{{% for one in words %}}{tag}{{% endfor %}}" if loop else tag)
    except TemplateError as problem:
        told = environment.told(problem).message or ""
        assert "attribute" not in told.replace(tag, "").replace(", attribute='", "")
        assert tag in told or "only names and words" in told or "only a name" in told
        return
    assert not any(raw in shown.lower() for raw in RAW), (tag, shown)


@pytest.mark.parametrize("value", WORDLESS.values(), ids=WORDLESS)
def test_what_has_no_words_has_no_text_form(value: object) -> None:
    with pytest.raises(TemplateError):
        plain_value(value)


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("{{ records }}", "{{ records }} has no words to print: it is a list; name a field: "
         "{{ records | join(', ', attribute='name') }}, or repeat it with {% for one in records %}"),
        ("{{ records | join(', ') }}", "{{ records | join(', ', attribute='name') }}, or"),
        ("{{ records | first | upper }}", "for instance {{ (records | first).name }}"),
        ("{{ records[0] | trim }}", "for instance {{ records[0].name }}"),
        ("{{ record | join }}", "for instance {{ record.name }}"),
        ("{% for p in records %}{{ p | trim }}{% endfor %}", "{{ p | trim }} has no words to print"),
        ("{{ words }}", "join its entries: {{ words | join(', ') }}, or repeat it"),
        ("{{ yes | upper }}", "decide by it: {% if yes %}"),
        ("{{ records | join(', ', attribute='nmae') }}", "an entry of records has no 'nmae'"),
        ("{% for p in records %}{{ p.nmae }}{% endfor %}", "{{ p.nmae }} is not answered; put its tag between {% if p.nmae %}"),
        ("{% if unknown > 3 %}a{% endif %}", "ask first whether it is: {% if unknown and"),
        ("{% if text > 3 %}a{% endif %}", "{% if text > 3 %} cannot be filled in: it compares what cannot be compared"),
        ("{% if number is divisibleby 0 %}a{% endif %}", "{% if number is divisibleby 0 %} cannot be filled in"),
        ("{% for p in text %}a{% endfor %}", "{% for p in text %} cannot be filled in: a loop runs over"),
        ("a {# {{ text }} #} {{ text }} b {{ number | length }}", "{{ number | length }} cannot be filled in"),
    ],
)  # fmt: skip
def test_a_tag_that_cannot_be_filled_in_is_quoted_with_what_to_write_instead(tag: str, wanted: str) -> None:
    environment = ShellEnvironment()
    try:
        told = filled(environment, tag)
    except UNFILLED as problem:
        told = environment.told(problem).message or ""
    assert wanted in told


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ words | join(', ') }}", "one, two"),
        ("{{ records | join(', ', attribute='name') }}", "Albany, Albany"),
        ("{{ records | join(', ', attribute='head.post') }}", "Chair, Chair"),
        ("{{ (records | last).name | upper }}", "ALBANY"),
        ("{{ own.post | lower }}", "chair"),
        ("{{ records | length }}", "2"),
        ("{{ missing | default('x') }}", "x"),
        ("{{ 'a' if yes is true and record and not empty else 'b' }}", "a"),
        ("{% if no == false and nothing is not defined %}a{% endif %}", ""),
        ("{{ number | upper }} {{ day | trim }}", "7 2026-11-01"),
    ],
)
def test_words_are_printed_through_filters(tag: str, shown: str) -> None:
    assert filled(ShellEnvironment(), tag) == shown
