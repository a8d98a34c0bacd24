"""Bodies: branches and loops are taken, values become tokens, everything else stands as written."""

import pytest

from policygen.domain.values import Choice
from policygen.errors import PolicygenError, Where
from policygen.templating import tokens
from policygen.templating.body import body, expand, read
from policygen.templating.filters import Speaker
from tests.templating.samples import AMERICAN, BRITISH, LABELS, Names, written


def filled(source: str) -> str:
    expanded = written(source)
    return tokens.filled(expanded.text, expanded.values)


def test_a_printed_value_is_one_token_that_knows_its_source() -> None:
    expanded = written("We are {{ name }}. Tell the {{ chair.post }}.")
    assert len(tokens.found(expanded.text)) == 2
    assert [value.source for value in expanded.values] == ["name", "contacts.chair.post"]
    assert tokens.filled(expanded.text, expanded.values) == "We are Lantern. Tell the Chair."


def test_a_value_from_a_loop_names_the_record_it_came_from() -> None:
    expanded = written("{% for c in channels %}\n- {{ c.post }}\n{% endfor %}")
    assert [value.source for value in expanded.values] == ["contacts.hr.post", "contacts.chair.post"]


def test_a_value_is_never_read_as_template_code() -> None:
    hostile = {"name": "{{ 7*7 }} {% raw %} *a* | # <b>"}
    expanded = written("{{ name }}", hostile)  # type: ignore[arg-type]
    assert tokens.filled(expanded.text, expanded.values) == "{{ 7*7 }} {% raw %} *a* | # <b>"


def test_tags_alone_on_a_line_vanish_and_tags_inside_a_line_keep_its_end() -> None:
    source = "| A |\n|---|\n{% for c in channels %}\n| {{ c.post }} |\n{% endfor %}\nnow{% if open %} open{% endif %}\nNext\n"
    assert filled(source) == "| A |\n|---|\n| HR Officer |\n| Chair |\nnow open\nNext\n"


def test_a_list_item_that_is_left_out_does_not_glue_its_neighbours() -> None:
    assert filled("- a{% if not open %}\n- b{% endif %}\n- c\n") == "- a\n- c\n"


@pytest.mark.parametrize(
    ("source", "british", "american"),
    [
        ("{{ start | date }}", "1 December 2026", "December 1, 2026"),
        ("{{ soon | duration }}", "2 working days", "2 working days"),
        ("{{ day | duration }}", "1 hour", "1 hour"),
        ("{{ soon | duration('own') }}", "2 days", "2 days"),
        ("{{ day | duration('own') }}", "1 hour", "1 hour"),
        ("{{ kinds | and_list }}", "donors and strangers online", "donors and strangers online"),
        ("{{ kinds | or_list | first }}", "Donors or strangers online", "Donors or strangers online"),
        ("{{ people }}", "6", "6"),
        ("{{ people | plural('person', 'people') }}", "people", "people"),
        ("{{ industry }}", "a charity", "a charity"),
        ("{{ name | upper }}", "LANTERN", "LANTERN"),
    ],
)
def test_values_read_as_the_place_writes_them(source: str, british: str, american: str) -> None:
    for speaker, words in ((BRITISH, british), (AMERICAN, american)):
        expanded = expand(body(source), Names(), speaker)
        assert tokens.filled(expanded.text, expanded.values) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ unheard_of }}", '"unheard_of" has no answer'),
        ("{{ chair.phone }}", '"contacts.chair.phone" has no answer'),
        ("{{ open }}", "yes or no would be printed"),
        ("{{ kinds }}", "a list is printed with"),
        ("{{ nothing | and_list }}", "an empty list would be printed"),
        ("{{ start }}", "a date is printed with"),
        ("{{ soon }}", "a duration is printed with"),
        ("{{ chair }}", "is a record; print one of its fields"),
        ("{% for c in name %}x{% endfor %}", "a loop needs a list"),
    ],
)
def test_what_cannot_be_printed_is_an_error_on_its_line(source: str, words: str) -> None:
    with pytest.raises(PolicygenError) as raised:
        expand(body(f"First line.\n\n{source}"), Names(), BRITISH, Where("a.md", 8))
    [finding] = raised.value.diagnostics
    assert words.replace("contacts.chair", "chair") in finding.message.replace("contacts.chair", "chair")
    assert (finding.where.file, finding.where.line) == ("a.md", 10)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ people | plural('person') }}", "takes the word for one and that for many in its brackets"),
        ("{{ soon | duration('long') }}", 'takes "own" for time off, or nothing in its brackets'),
        ("{{ start | date('short') }}", "takes nothing in brackets"),
    ],
)
def test_a_filter_takes_what_it_can_use_and_nothing_else(source: str, words: str) -> None:
    with pytest.raises(PolicygenError, match=words):
        body(source)


def test_all_problems_of_a_body_are_said_at_once() -> None:
    with pytest.raises(PolicygenError) as raised:
        written("{{ one }} {{ two }} {{ three }}")
    assert len(raised.value.diagnostics) == 3


@pytest.mark.parametrize(
    "source",
    [
        "{{ name.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ name ~ name }}",
        "{{ name if open else name }}",
        "{{ loop.index }}{% for loop in kinds %}{% endfor %}",
        "{% for a, b in kinds %}{% endfor %}",
        "{% for k in kinds if open %}{% endfor %}",
        "{% for k in kinds recursive %}{% endfor %}",
        "{# a comment #}",
        "{{ open and name }}",
        "{{ 'a' * 100000000 }}",
        "\U00100000",
        "x" * 50_001,
    ],
)
def test_a_body_that_walks_outside_the_subset_is_refused_before_it_runs(source: str) -> None:
    with pytest.raises(PolicygenError):
        body(source)


def test_a_text_that_grows_without_bound_is_stopped() -> None:
    many = {"many": tuple("x" * 1000 for _ in range(1000))}
    source = "{% for a in many %}" + "y" * 1000 + "{% endfor %}"
    with pytest.raises(PolicygenError, match="grows beyond"):
        written(source, many)  # type: ignore[arg-type]


def test_the_names_a_body_reads_come_with_the_loop_variables_in_force() -> None:
    found = {
        (str(ref), bound)
        for ref, bound in read(body("{{ a.b }}{% for c in d %}{{ c.e }}{% if f %}{% endif %}{% endfor %}"))
    }
    assert found == {("a.b", ()), ("d", ()), ("c.e", ("c",)), ("f", ("c",))}


def test_our_own_words_are_spelled_as_the_place_spells_and_an_answer_is_not() -> None:
    american = Speaker("en-US", LABELS, {"organisation": "organization"})
    values = {"kind": Choice("x", "another organisation"), "name": "The Blue Organisation"}
    expanded = expand(body("{{ kind }}, {{ name }}"), Names(values), american)  # type: ignore[arg-type]
    assert tokens.filled(expanded.text, expanded.values) == "another organization, The Blue Organisation"
