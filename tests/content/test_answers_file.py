"""answers.yaml: what is read, and what is said about what cannot be."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygen.content.answer_reader import as_json, open_questions
from policygen.content.answers_checks import ignored, missing, remarks
from policygen.content.answers_file import answers_of, answers_schema, read_answers
from policygen.content.emergency import other_numbers
from policygen.content.yaml_source import parse_yaml
from policygen.domain.answers import Answers
from policygen.domain.values import Choice, Duration, Missing, Record
from policygen.errors import PolicygenError
from tests.content.answers_samples import real_questions
from tests.samples import library, text

HEAD = "version: 1\n"
CONTACTS = "contacts: {owner: {post: Owner, phone: '+61 3 5550 0130'}, senior: {post: Senior, email: s@shop.example}}\n"


def read(text: str, **overrides: str) -> Answers:
    return answers_of(parse_yaml(text, "answers.yaml"), real_questions(), overrides)


def said(text: str, overrides: dict[str, str] | None = None) -> str:
    with pytest.raises(PolicygenError) as caught:
        answers_of(parse_yaml(text, "answers.yaml"), real_questions(), overrides or {})
    return str(caught.value)


def test_every_example_is_read_and_misses_nothing_that_is_always_asked() -> None:
    examples = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
    assert examples
    for path in examples:
        answers = read_answers(path, library())
        assert missing(answers, library()) == ()
        assert answers.digest


def test_values_have_the_kinds_that_clauses_compare_and_print() -> None:
    answers = read(
        HEAD
        + "law_as_of: 2026-11-21\n"
        + CONTACTS
        + "organisation: {industry: retail, people: {employees: 6}, hr: false}\n"
        "meeting_people: {third_parties: [suppliers]}\n"
        "reporting: {times: {acknowledge: 1 working day}, finds_facts: owner}\n"
        "issue: {effective: 2026-12-01}\n"
    )
    assert answers.law_as_of == date(2026, 11, 21)
    assert answers.get("reporting.times.acknowledge") == Duration(1, "working days")
    assert answers.get("issue.effective") == date(2026, 12, 1)
    assert answers.get("organisation.hr") is False
    chosen = answers.get("meeting_people.third_parties")
    assert isinstance(chosen, tuple)
    assert isinstance(chosen[0], Choice)
    assert (chosen[0], chosen[0].words) == ("suppliers", real_questions().third_parties["suppliers"].words)
    finder = answers.get("reporting.finds_facts")
    assert isinstance(finder, Record)
    assert (finder.text("post"), finder.name) == ("Owner", "contacts.owner")


def test_a_contact_says_how_it_is_reached() -> None:
    answers = read(
        HEAD + "contacts:\n"
        "  a: {post: A, phone: '+61 3 5550 0130', email: a@shop.example}\n"
        "  b: {post: B, phone: '+61 3 5550 0130', email: b@shop.example, ways: [talk, email]}\n"
        "  c: {post: C, ways: [talk]}\n"
        "reporting: {channels: [supervisor, a]}\n"
    )
    contacts = answers.get("contacts")
    assert isinstance(contacts, tuple)
    assert [record.get("reach") for record in contacts if isinstance(record, Record)] == [
        ("phone +61 3 5550 0130", "email a@shop.example"),
        ("email b@shop.example", "in person"),
        ("in person",),
    ]
    channels = answers.get("reporting.channels")
    assert isinstance(channels, tuple)
    assert isinstance(channels[0], Record)
    assert (channels[0].text("post"), channels[0].get("reach")) == ("your supervisor", ("in person",))


def test_own_words_stand_in_for_those_of_a_third_party_type() -> None:
    answers = read(
        HEAD + "organisation: {words: {individual-customers: families}}\n"
        "meeting_people: {third_parties: [individual-customers]}\n"
    )
    chosen = answers.get("meeting_people.third_parties")
    assert isinstance(chosen, tuple)
    assert isinstance(chosen[0], Choice)
    assert chosen[0].words == "families"


def test_nobody_is_an_answer_and_is_empty() -> None:
    answers = read(HEAD + CONTACTS + "reporting: {channels: [owner], about_management: nobody}\n")
    assert isinstance(answers.get("reporting.about_management"), Missing)
    assert "reporting.about_management" not in [q.id for q in missing(answers, real_questions())]


def test_places_are_records_in_file_order_with_their_law() -> None:
    answers = read(HEAD + "places: {second: {law: au-vic}, first: {law: au-nsw, emergency: '000'}}\n")
    places = answers.get("places")
    assert isinstance(places, tuple)
    assert [(p.text("id"), p.text("code")) for p in places if isinstance(p, Record)] == [
        ("second", "au-vic"),
        ("first", "au-nsw"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version: 2\n", 'version 2 is not known\nhint: This policygen reads version 1.'),
        ("organisation: {name: A}\n", "does not say its version"),
        ("- one\n", "the file holds no answers"),
        (HEAD + "organisation: {naem: A}\n", 'unknown key "organisation.naem"\nhint: Did you mean "name"?'),
        (HEAD + "reportng: {}\n", 'unknown key "reportng"\nhint: Did you mean "reporting"?'),
        (HEAD + "organisation: {hr: yes}\n", '"yes" is not true or false\nhint: Write true, without quotation marks.'),
        (HEAD + "organisation: {hr: no}\n", "Write false, without quotation marks."),
        (HEAD + "organisation: {industry: Clinik}\n", 'Did you mean "clinic"?'),
        (HEAD + "organisation: {people: {employees: '38'}}\n", "Write it without quotation marks."),
        (HEAD + "organisation: {people: {employees: -1}}\n", "-1 is out of range\nhint: The number goes from 0"),
        (HEAD + "organisation: {people: {employees: 1.5}}\n", '"1.5" is not a whole number'),
        (HEAD + "organisation: 12\n", '"organisation" is a group of answers, not one answer'),
        (HEAD + "places: {shop: {emergency: 911}}\n", 'Put it in quotation marks, for instance "911".'),
        (HEAD + "places: {shop: {emergency: '0'}}\n", '"0" is no number that can be called\nhint: Write it whole, for instance 000.'),
        (HEAD + "places: {shop: {emergency: the guard}}\n", '"the guard" is no number that can be called'),
        (HEAD + "places: {Shop One: {law: au-vic}}\n", '"Shop One" cannot be a name on the left'),
        (HEAD + "places: [{law: au-vic}]\n", 'Write one line for each: `my_place: {…}`.'),
        (HEAD + "places: {shop: {law: au-vci}}\n", 'Did you mean "au-vic"?'),
        (HEAD + "contacts: {supervisor: {post: S}}\n", '"supervisor" is built in'),
        (HEAD + "contacts: {a: {post: A, email: a.example}}\n", '"a.example" is not an email address'),
        (HEAD + "contacts: {a: {post: A, phone: call me}}\n", '"call me" is not a phone number'),
        (HEAD + CONTACTS + "reporting: {finds_facts: ownr}\n", 'is not one of the contacts\nhint: Did you mean "owner"?'),
        (HEAD + CONTACTS + "reporting: {decides: boss}\n", 'is not one of the contacts\nhint: Known: owner, senior.'),
        (HEAD + CONTACTS + "reporting: {finds_facts: nobody}\n", '"nobody" is no answer here'),
        (HEAD + CONTACTS + "reporting: {channels: owner}\n", "Write it in square brackets: [owner]."),
        (HEAD + CONTACTS + "reporting: {channels: [owner, owner]}\n", '"owner" stands in the list twice'),
        (HEAD + "meeting_people: {protected: []}\n", "the list is too short\nhint: Choose at least 1."),
        (HEAD + "reporting: {times: {protect: 2 wroking days}}\n", 'Did you mean "2 working days"?'),
        (HEAD + "reporting: {times: {protect: 48h}}\n", 'Write a number and a unit: "4 hours"'),
        (HEAD + "reporting: {times: {protect: 0 days}}\n", '"0 days" is out of range'),
        (HEAD + "issue: {effective: 1/12/2026}\n", "Write year, month and day with dashes: 2026-12-01."),
        (HEAD + "issue: {effective: 2026-02-30}\n", 'there is no day "2026-02-30" in the calendar'),
        (HEAD + "issue: {version: 1.0}\n", 'Put it in quotation marks, for instance "1.0".'),
        (HEAD + "public_contact: {web: http://shop.example}\n", "that starts with https://"),
        (HEAD + "shape: seperate\n", 'Did you mean "separate"?'),
        (HEAD + "documents: {also: [poster]}\n", 'there is no document "poster"'),
        (HEAD + "documents: {supplement: perhaps}\n", "documents.supplement is true or false"),
        (HEAD + "confirmed: {au.ahrc.phone: {by: A}}\n", "needs who checked it and when"),
        (HEAD + "organisation: {name: ''}\n", "the text is empty\nhint: For instance: Harbour"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_what_would_be_right(text: str, words: str) -> None:
    assert words in said(text)


@pytest.mark.parametrize(
    ("law", "number", "told"),
    [
        ("au-vic", "911", 'places.shop.emergency is "911"; in an emergency, people in Victoria, Australia call 000'),
        ("jp-13", "911", "people in Tokyo, Japan call 110 (police) or 119 (fire and ambulance)"),
        ("jp-13", "１１９番", ""),
        ("gb", "999 or 112", ""),
    ],
)
def test_an_emergency_number_that_is_not_the_one_of_its_law_is_told_with_both(law: str, number: str, told: str) -> None:
    source = parse_yaml(HEAD + f"places: {{shop: {{law: {law}, emergency: '{number}'}}}}\n", "answers.yaml")
    found = "\n".join(map(str, other_numbers(answers_of(source, library()), library())))
    assert (told in found) if told else not found


def test_all_mistakes_are_said_at_once_with_their_lines() -> None:
    message = said(HEAD + "organisation:\n  naem: A\n  hr: yes\nshape: x\n")
    for place in ("answers.yaml:3:3", "answers.yaml:4:3", "answers.yaml:5:1"):
        assert place in message


def test_the_one_language_of_contracts_may_stand_without_brackets() -> None:
    """Files from the time when contracts had one language are read as before."""
    for written in ("en", "[en]"):
        found = read(HEAD + f"organisation: {{languages: {{contract: {written}}}}}\n").get(
            "organisation.languages.contract"
        )
        assert found == (Choice("en", "English"),)


def test_the_country_code_no_is_text_and_not_false() -> None:
    assert read(HEAD + "organisation: {name: no}\n").get("organisation.name") == "no"


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(PolicygenError, match="stands here twice"):
        read(HEAD + "organisation: {name: A, name: B}\n")


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(PolicygenError, match="aliases"):
        read(HEAD + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\\u202e", "U+202E"),
        ("\\u2066", "U+2066"),
        ("\\x07", "U+0007"),
        ("\\t", "U+0009"),
        ("\\n", "U+000A"),
        ("\\u0085", "U+0085"),
        ("\\u2028", "U+2028"),
        ("\\U00100000", "U+100000"),
        ("\\U000f0000", "U+F0000"),
        ("\\ufffe", "U+FFFE"),
        ("\\ufeff", "U+FEFF"),
    ],
)
def test_a_character_nobody_can_see_is_refused_with_its_question_and_code(character: str, code: str) -> None:
    message = said(HEAD + f'organisation: {{name: "A{character}B"}}\n')
    assert "organisation.name" in message
    assert code in message


def test_half_a_surrogate_pair_is_refused_from_the_command_line() -> None:
    assert "U+D800" in said(HEAD, {"organisation.name": "A\ud800B"})


def test_hostile_but_visible_text_is_an_ordinary_name() -> None:
    name = 'R&D <Labs> {{x}} *a* | "b" % 高﨑 שלום $(rm) ../..'
    assert read(HEAD + f"organisation: {{name: {json.dumps(name)}}}\n").get("organisation.name") == name


def test_names_have_a_longest_length() -> None:
    assert read(HEAD + f"organisation: {{name: {'a' * 300}}}\n").get("organisation.name") == "a" * 300
    assert "the text has 301 characters; the most is 300" in said(HEAD + f"organisation: {{name: {'a' * 301}}}\n")


def test_set_overrides_are_typed_and_checked_like_the_file() -> None:
    answers = answers_of(
        parse_yaml(HEAD + CONTACTS + "places: {shop: {law: au-vic}}\n", "answers.yaml"),
        real_questions(),
        {
            "organisation.people.employees": "12",
            "organisation.hr": "no",
            "reporting.channels": "supervisor, owner",
            "places.shop.workers": "7",
            "issue.effective": "1 December 2026",
            "law_as_of": "2026-11-21",
            "documents.supplement": "yes",
        },
    )
    assert answers.get("organisation.people.employees") == 12
    assert answers.get("organisation.hr") is False
    assert answers.get("issue.effective") == date(2026, 12, 1)
    assert answers.supplement is True
    places = answers.get("places")
    assert isinstance(places, tuple)
    assert isinstance(places[0], Record)
    assert places[0].get("workers") == 7
    message = said(HEAD, {"organisation.hr": "maybe", "organisation.nam": "A", "issue.effective": "soon"})
    for words in ("--set organisation.hr", 'Did you mean "organisation.name"?', "--set issue.effective"):
        assert words in message


def test_set_cannot_dig_below_an_answer() -> None:
    assert "is one answer, not a group" in said(HEAD + "organisation: 1\n", {"organisation.name": "A"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("issue: {approved_on: 2026-12-02, effective: 2026-12-01}\n", "before the approval on 2026-12-02"),
        ("reporting: {channels: [owner], about_management: senior}\n", "people can tell only one contact"),
        ("reporting: {channels: [owner], about_management: owner}\n", "the only contact for reports also receives"),
    ],
)
def test_answers_that_contradict_each_other_are_refused(text: str, words: str) -> None:
    assert words in said(HEAD + CONTACTS + text)


def test_one_channel_is_enough_where_there_is_nobody_else() -> None:
    read(HEAD + CONTACTS + "reporting: {channels: [owner], about_management: nobody}\n")


def test_what_is_missing_is_named_by_the_path_of_its_answer() -> None:
    answers = read(HEAD + "places: {shop: {address: 1 Road}}\n")
    paths = [question.id for question in missing(answers, real_questions())]
    assert "organisation.name" in paths
    assert "places.shop.law" in paths
    assert "places.shop.address" not in paths
    assert "public_contact.reach" in paths
    assert "organisation.people.volunteers" not in paths  # its condition rests on an answer that is missing too
    assert "vendor.name" not in paths


def test_nothing_answered_yet_is_no_error_and_can_be_listed_as_json() -> None:
    rows = as_json(open_questions(real_questions()))
    assert {"id": "organisation.name", "ask": "always"}.items() <= rows[0].items()
    json.dumps(rows)


def test_an_answer_whose_question_does_not_arise_is_kept_and_noted() -> None:
    answers = read(HEAD + CONTACTS + "meeting_people: {impaired: false, impaired_assessed_by: owner}\n")
    assert ignored(answers, real_questions()) == ("meeting_people.impaired_assessed_by",)
    assert [d.severity for d in remarks(answers, real_questions())] == ["note"]


def test_the_digest_is_of_the_answers_not_of_their_order_or_comments() -> None:
    one = read(HEAD + "organisation: {name: A, hr: true}\nshape: separate\n")
    other = read("shape: separate  # a comment\nversion: 1\norganisation:\n  hr: true\n  name: A\n")
    assert one.digest == other.digest
    assert one.digest != read(HEAD + "organisation: {name: B, hr: true}\nshape: separate\n").digest


def test_positions_lead_to_the_line_of_an_answer() -> None:
    answers = read(HEAD + "organisation:\n  name: A\n  people: {employees: 3}\n")
    assert answers.where("organisation.people.employees").line == 4
    assert answers.where("organisation.people.interns").line == 4


def test_the_schema_describes_what_the_reader_takes() -> None:
    schema = answers_schema(real_questions())
    json.dumps(schema)
    organisation = schema["properties"]["organisation"]["properties"]
    assert organisation["industry"]["enum"] == list(real_questions().industries)
    protect = schema["properties"]["reporting"]["properties"]["times"]["properties"]["protect"]
    assert re.fullmatch(protect["pattern"], "1 working day")
    assert "reach" not in schema["properties"]["public_contact"]["properties"]
    _closed(schema)


def _closed(schema: Any) -> None:
    """Every group of the schema refuses unknown keys."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            assert schema["additionalProperties"] is False
        for inner in schema.values():
            _closed(inner)


def test_a_term_that_ends_before_it_begins_is_refused_at_its_line() -> None:
    source = parse_yaml(text("indus-software", {"committee_members.outside.until": "2026-11-30"}), "answers.yaml")
    with pytest.raises(PolicygenError, match=r"committee_members\.outside\.until is 2026-11-30, before the first day"):
        answers_of(source, library())


def test_a_language_that_only_other_places_have_is_refused_with_that_reason() -> None:
    with pytest.raises(PolicygenError) as caught:
        answers_of(
            parse_yaml(text("harbour-clinic", {"organisation.languages.public": ["en", "ja"]}), "a.yaml"), library()
        )
    (found,) = caught.value.diagnostics
    assert found.code == "PG-A010"
    assert 'documents in "ja" exist only for places in Japan' in found.message
    assert "Your places have: en." in found.hint
