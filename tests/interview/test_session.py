"""The interview from the user's side: what is asked again, what is kept, how one goes back and changes things."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from policygen.content.answer_reader import AnswerReader
from policygen.content.answers_file import read_answers
from policygen.content.answers_set import typed_values
from policygen.content.yaml_source import load_yaml
from policygen.domain.library import Clause, DefaultDocument, Outline, SectionPlan
from policygen.domain.values import Record
from policygen.errors import PolicygenError
from policygen.interview.forms import Form, Move
from policygen.interview.plan import steps
from policygen.interview.review import FINISH
from policygen.interview.session import begin, commands
from policygen.interview.used_by import used_by
from tests.content.answers_samples import real_questions
from tests.interview.scripted import Leave, Said, Script, interview
from tests.interview.test_plan import situation
from tests.samples import EXAMPLES, data, library, unchanged

SHOP: dict[str, str | list[str]] = {
    "organisation.name": "Bellbird Corner Store",
    "organisation.industry": "retail",
    "organisation.people.employees": "6",
    "organisation.people.volunteers": "2",
    "places.address": ["5 Sample Road, Ballarat VIC 3350"],
    "places.law": "au-vic",
    "contacts.post": ["Owner", "Senior sales assistant"],
    "contacts.reach": "+61 3 5550 0130, owner@bellbird.example",
    "reporting.about_management": "nobody",
    "public_contact.reach": "+61 3 5550 0130",
}
NAME = "What is the full legal name of your organisation?"
EMPLOYEES = "How many employees do you have, all places together?"


class Once:
    """Says one thing each time a question comes up, until nothing is left to say."""

    def __init__(self, message: str, *said: "Said | Leave") -> None:
        self.message = message
        self.left = list(said)

    def __call__(self, form: Form, _count: int) -> "Said | Leave | None":
        return self.left.pop(0) if form.message == self.message and self.left else None


def either(*users: Once) -> Callable[[Form, int], "Said | Leave | None"]:
    """The first of several that has something to say."""

    def said(form: Form, count: int) -> "Said | Leave | None":
        return next((one for user in users if (one := user(form, count)) is not None), None)

    return said


def test_a_finished_interview_leaves_a_file_that_can_be_built_from(tmp_path: Path) -> None:
    outcome = interview(Script(SHOP), tmp_path)
    assert (outcome.state, outcome.problems) == ("done", ())
    answers = read_answers(tmp_path / "answers.yaml", real_questions())
    assert answers.get("organisation.short_name") == "Bellbird Corner Store"
    assert answers.get("organisation.people.employees") == 6
    assert "reporting.times.acknowledge" in answers.accepted_suggestions
    places = answers.get("places")
    assert isinstance(places, tuple)
    assert isinstance(places[0], Record)
    assert (places[0].text("id"), places[0].text("emergency")) == ("ballarat", "000")


def test_the_notice_is_shown_first() -> None:
    script = Script(SHOP)
    interview(script)
    assert "not a substitute for the advice of a lawyer" in script.told[1][1]


def test_a_wrong_answer_is_asked_again_with_what_would_be_right() -> None:
    script = Script(SHOP, Once(EMPLOYEES, "six"))
    assert interview(script).state == "done"
    assert script.errors == '"six" is not a whole number. Type digits only, for instance 38.'
    again = [form for form in script.forms if form.message == EMPLOYEES]
    assert [form.default for form in again] == ["", ""]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type at least one of the two"),
        ("+61 3 5550 0130 or so", "neither a phone number nor an email address"),
        ("me@shop", '"me@shop" is not an email address'),
        ("a@shop.example, b@shop.example", "two email entries"),
    ],
)
def test_how_to_reach_somebody_is_checked_at_once(typed: str, words: str) -> None:
    script = Script(SHOP, Once("Phone number, email address, or both", typed))
    assert interview(script).state == "done"
    assert words.lower() in script.errors.lower()


@pytest.mark.parametrize("typed", ["A\u202eB", "A\U00100000B", "A\x07B", "x" * 301])
def test_a_hostile_name_is_refused_at_the_question(typed: str, tmp_path: Path) -> None:
    script = Script(SHOP, Once(NAME, typed))
    interview(script, tmp_path)
    assert script.errors
    assert load_yaml(tmp_path / "answers.yaml").data["organisation"]["name"] == SHOP["organisation.name"]


def test_help_says_what_is_meant_and_why_it_is_asked() -> None:
    script = Script(SHOP, Once(NAME, Move.HELP))
    interview(script)
    assert any("exactly as it stands on your contracts" in text for _, text in script.told)


def test_why_we_ask_is_computed_from_the_clauses_that_read_the_answer() -> None:
    clause = Clause(
        id="whom-to-tell",
        version=1,
        title="Whom to tell",
        slots=("policy/whom-to-tell",),
        when="size != 'micro'",
        body="A report about a manager goes to {{ reporting.about_management.post }}.",
    )
    section = SectionPlan(id="tell", slots=("whom-to-tell",))
    outline = Outline(id="policy", title="Staff policy", reader="staff", sections=(section,))
    content = replace(
        real_questions(), clauses=(clause,), outlines={"policy": outline}, profile=(DefaultDocument(id="policy"),)
    )
    found = used_by(content, {})
    assert found["reporting.about_management"] == ("Staff policy (Whom to tell)",)
    assert found["organisation.people.employees"] == ("Staff policy (Whom to tell)",)
    assert "reporting.decides" not in found
    assert used_by(content, {"organisation": {"people": {"employees": 6}}}) == {}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_help_names_a_few_documents_that_these_answers_issue_and_no_ids(example: str, language: str) -> None:
    content, of = library(), unchanged(example)
    issued = {one.document for one in of.job.outlines}
    words = content.words[language]
    titles = {words.get(f"start.document_{id_}", "").lower() for id_ in issued}
    for id_ in issued:
        found = (content.outlines.get(id_), content.own_outlines.get((id_, language)))
        titles |= {outline.title.lower() for outline in found if outline is not None}
    used = used_by(content, data(example, {}), language)
    assert len(used["reporting.times.acknowledge"]) > 1
    for lines in used.values():
        assert len(lines) <= 5
        for line in lines[:4]:
            assert line.lower().startswith(tuple(filter(None, titles)))
            assert line not in content.outlines


def test_help_before_any_place_is_known_names_no_document_of_a_place() -> None:
    content = library()
    own = {one.title for one in (*content.outlines.values(), *content.own_outlines.values()) if one.owner}
    named = {line.partition(" (")[0] for lines in used_by(content, {}).values() for line in lines}
    assert named & {one.title for one in content.outlines.values()}
    assert not named & own


def test_one_can_go_back_one_question_and_change_it(tmp_path: Path) -> None:
    answers = {**SHOP, "organisation.name": ["Belbird", "Bellbird Corner Store"]}
    script = Script(answers, Once("What kind of organisation is it?", Move.BACK))
    assert interview(script, tmp_path).state == "done"
    named = [form for form in script.forms if form.message == NAME]
    assert [form.default for form in named] == ["", "Belbird"]
    assert load_yaml(tmp_path / "answers.yaml").data["organisation"]["name"] == "Bellbird Corner Store"


def test_back_at_the_first_question_stays_there() -> None:
    script = Script(SHOP, Once(NAME, Move.BACK))
    assert interview(script).state == "done"
    assert ("quiet", "This is the first question.") in script.told


def test_back_from_a_new_entry_takes_back_the_wish_for_another(tmp_path: Path) -> None:
    asked = Once("What is the job title, or the name of the service?", "Owner", Move.BACK)
    another = real_questions().words["en"]["interview.another-contact"]
    wishes = iter(["yes", "no"])
    script = Script(
        {**SHOP, "contacts.post": []},
        lambda form, count: next(wishes) if form.message == another else asked(form, count),
    )
    assert interview(script, tmp_path).state == "done"
    assert list(load_yaml(tmp_path / "answers.yaml").data["contacts"]) == ["owner"]


def test_a_changed_suggestion_is_the_users_own_and_the_rest_stays_proposed(tmp_path: Path) -> None:
    reports = real_questions().words["en"]["interview.screen-title"]
    seen: list[int] = []

    def change(form: Form, count: int) -> "Said | Leave | None":
        values = [row.value for row in form.rows]
        if form.message == reports and "reporting.times.acknowledge" in values:
            seen.append(count)
            return "reporting.times.acknowledge" if len(seen) == 1 else None
        return "24 hours" if form.message == "How soon do you answer a report?" else None

    assert interview(Script(SHOP, change), tmp_path).state == "done"
    answers = read_answers(tmp_path / "answers.yaml", real_questions())
    assert "reporting.times.acknowledge" not in answers.accepted_suggestions
    assert "reporting.times.protect" in answers.accepted_suggestions
    assert load_yaml(tmp_path / "answers.yaml").data["reporting"]["times"]["acknowledge"] == "24 hours"


def test_the_review_lists_every_answer_and_changes_the_one_picked(tmp_path: Path) -> None:
    review = real_questions().words["en"]["interview.review-title"]
    answers = {**SHOP, "organisation.name": ["Belbird", "Bellbird Corner Store"]}
    script = Script(answers, Once(review, "organisation.name"))
    assert interview(script, tmp_path).state == "done"
    rows = {
        row.value: row.right for form in script.forms for row in form.rows if FINISH in [r.value for r in form.rows]
    }
    assert {"organisation.name", "reporting.times.protect", "issue.review", "vendor.name"} <= set(rows)
    assert rows["organisation.name"] == "Bellbird Corner Store"
    assert load_yaml(tmp_path / "answers.yaml").data["organisation"]["name"] == "Bellbird Corner Store"


def test_an_optional_answer_can_be_given_and_taken_away_again_in_the_review(tmp_path: Path) -> None:
    picked = Once(real_questions().words["en"]["interview.review-title"], "vendor.name", "vendor.name")
    script = Script(SHOP, either(picked, Once("Which vendor is the addendum for?", "Brightwell", "")))
    assert interview(script, tmp_path).state == "done"
    asked = [form for form in script.forms if form.message == "Which vendor is the addendum for?"]
    assert [form.default for form in asked] == ["", "Brightwell"]
    assert not load_yaml(tmp_path / "answers.yaml").data["vendor"]


def test_a_contact_in_use_is_not_removed_and_the_reason_is_said(tmp_path: Path) -> None:
    words = real_questions().words["en"]
    picked = Once(words["interview.review-title"], "entry:contacts.owner")
    removed = Once(words["interview.entry-which"], "remove", "done")
    script = Script(SHOP, either(picked, removed))
    assert interview(script, tmp_path).state == "done"
    assert "Give them another answer first" in script.errors
    assert "owner" in load_yaml(tmp_path / "answers.yaml").data["contacts"]


def test_a_list_of_policies_is_filled_in_from_its_line_on_the_screen(tmp_path: Path) -> None:
    words = real_questions().words["en"]
    screen = Once(words["interview.screen-title"], "organisation.existing_policies")
    listed = Once("Which related policies do you have already?", "+", "done")
    title = Once("Title of the policy", "Complaints policy")
    where = Once("Where people find it", "")
    script = Script(SHOP, either(screen, listed, title, where))
    assert interview(script, tmp_path).state == "done"
    policies = read_answers(tmp_path / "answers.yaml", real_questions()).get("organisation.existing_policies")
    assert isinstance(policies, tuple)
    assert [policy.text("title") for policy in policies if isinstance(policy, Record)] == ["Complaints policy"]


@pytest.mark.parametrize("leave", [KeyboardInterrupt, EOFError])
@pytest.mark.parametrize("after", [0, 3, 5, 7, 11, 12, 15])
def test_leaving_at_any_moment_loses_at_most_the_answer_being_typed(leave: Leave, after: int, tmp_path: Path) -> None:
    first = Script(SHOP, lambda _form, count: leave if count == after else None)
    assert interview(first, tmp_path).state == "interrupted"
    saved = load_yaml(tmp_path / "answers.yaml").data if after else {}
    left = {
        "places.address": [] if saved.get("places") else ["5 Sample Road, Ballarat VIC 3350"],
        "contacts.post": ["Owner", "Senior sales assistant"][len(saved.get("contacts", {})) :],
    }
    second = Script({**SHOP, **left})
    outcome = interview(second, tmp_path)
    assert (outcome.state, outcome.problems) == ("done", ())
    assert len(first.forms) - 1 + len(second.forms) == len(_undisturbed().forms)


def _undisturbed() -> Script:
    script = Script(SHOP)
    interview(script)
    return script


def test_running_a_finished_interview_again_goes_straight_to_the_review(tmp_path: Path) -> None:
    interview(Script(SHOP), tmp_path)
    before = (tmp_path / "answers.yaml").read_bytes()
    again = Script({})
    assert interview(again, tmp_path).state == "done"
    assert len(again.forms) == 1
    assert (tmp_path / "answers.yaml").read_bytes() == before


def test_a_file_of_the_wrong_form_is_left_alone_and_explained(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("version: 1\norganisaton: {name: A}\n", encoding="utf-8")
    script = Script({})
    outcome = interview(script, tmp_path)
    assert outcome.state == "refused"
    assert 'Did you mean "organisation"?' in str(outcome.problems[0])
    assert script.forms == []


def test_a_contradiction_is_shown_at_the_review(tmp_path: Path) -> None:
    words = real_questions().words["en"]
    only_one = {
        **SHOP,
        "contacts.post": ["Owner"],
        "organisation.people.employees": "2",
        "reporting.about_management": "owner",
    }
    script = Script(only_one)
    outcome = interview(script, tmp_path)
    assert outcome.state == "done"
    assert [d.code for d in outcome.problems] == ["PG-A020", "PG-A020", "PG-A020"]
    assert "People can tell only one contact." in script.errors
    path = tmp_path / "answers.yaml"
    assert words["interview.finished-problems"].format(path=path, folder=tmp_path) in [text for _, text in script.told]


def test_two_contacts_that_would_look_the_same_are_not_taken(tmp_path: Path) -> None:
    posts = ["HR officer", "hr officer", "HR officer, Melbourne"]
    script = Script({**SHOP, "contacts.post": posts})
    assert interview(script, tmp_path).state == "done"
    assert 'There is an entry "hr officer" already.' in script.errors
    posts_asked = [f.default for f in script.forms if f.message == "What is the job title, or the name of the service?"]
    assert posts_asked == ["", "", "hr officer"]
    contacts = load_yaml(tmp_path / "answers.yaml").data["contacts"]
    assert [one["post"] for one in contacts.values()] == ["HR officer", "HR officer, Melbourne"]


def test_a_contact_added_at_the_end_is_said_to_be_named_nowhere(tmp_path: Path) -> None:
    words = real_questions().words["en"]
    picked = Once(words["interview.review-title"], "entry:contacts")
    another = words["interview.another-contact"]
    wishes = iter(["yes", "no", "no"])
    script = Script(
        {**SHOP, "contacts.post": ["Owner", "Senior sales assistant", "Shift leader"]},
        lambda form, count: next(wishes) if form.message == another else picked(form, count),
    )
    assert interview(script, tmp_path).state == "done"
    told = [text for _, text in script.told if "No answer names" in text]
    assert told
    assert "Shift leader" in told[0]
    assert words["interview.short.reporting.channels"] in told[0]


def test_enter_after_help_is_no_empty_answer() -> None:
    script = Script(SHOP, Once(NAME, Move.HELP, ""))
    assert interview(script).state == "done"
    assert script.errors == ""


def test_the_end_says_what_to_type_next(tmp_path: Path) -> None:
    folder = tmp_path / "our shop"
    folder.mkdir()
    script = Script(SHOP)
    interview(script, folder)
    assert script.told[-1][1].endswith(f'\n  policygen build "{folder}" -o "{folder / "documents"}"')
    stopped = Script(SHOP, lambda _form, _count: KeyboardInterrupt)
    interview(stopped, tmp_path)
    assert stopped.told[-1][1].endswith(f"\n  policygen new {tmp_path}")


def test_nobody_else_is_marked_only_where_there_is_one_contact() -> None:
    script = Script(SHOP)
    interview(script)
    alone = Script({**SHOP, "contacts.post": ["Owner"]})
    interview(alone)
    asked = "Who receives a report about a manager or the owner?"
    assert next(form.default for form in script.forms if form.message == asked) == "senior_sales_assistant"
    assert next(form.default for form in alone.forms if form.message == asked) == "nobody"


@pytest.mark.parametrize("between", [" or ", " and ", ", ", " / ", " "])
def test_phone_and_email_are_told_apart_however_they_are_joined(between: str, tmp_path: Path) -> None:
    script = Script({**SHOP, "contacts.post": ["Owner"], "contacts.reach": f"0355 500 130{between}o@bellbird.example"})
    assert interview(script, tmp_path).state == "done"
    owner = load_yaml(tmp_path / "answers.yaml").data["contacts"]["owner"]
    assert (owner["phone"], owner["email"]) == ("0355 500 130", "o@bellbird.example")


def test_the_law_of_the_address_is_marked_in_the_menu() -> None:
    script = Script(SHOP)
    interview(script)
    menu = next(form for form in script.forms if form.message == "Which state or country is it in?")
    assert menu.default == "au-vic"


def test_the_same_file_gives_the_same_plan() -> None:
    raw = {"organisation": {"name": "A"}}
    assert steps(situation(raw)) == steps(situation(raw))


def test_a_file_and_values_given_are_not_asked_again(tmp_path: Path) -> None:
    given = tmp_path / "given.yaml"
    given.write_text("version: 1\norganisation: {name: A}  # ours\n", encoding="utf-8")
    folder, reader = tmp_path / "new", AnswerReader(real_questions())
    values = typed_values({}, {"organisation.people.employees": "6", "organisation.hr": "no"}, real_questions())
    path = begin(folder, reader, given, values)
    assert "# ours" in path.read_text(encoding="utf-8")
    script = Script(SHOP)
    assert interview(script, folder).state == "done"
    assert {NAME, EMPLOYEES}.isdisjoint(form.message for form in script.forms)
    assert load_yaml(path).data["organisation"]["hr"] is False
    with pytest.raises(PolicygenError, match="there is an answers file already"):
        begin(folder, reader, given)
    with pytest.raises(PolicygenError, match="not a whole number"):
        typed_values({}, {"organisation.people.employees": "six"}, real_questions())


@pytest.mark.parametrize("page", ["site/office.md", "README.md"])
def test_the_command_at_the_end_is_the_one_that_the_tutorial_goes_on_with(page: str) -> None:
    ended = library().words["en"]["interview.finished"].format_map({"path": "", **commands(Path("our-shop"))})
    command = ended.splitlines()[-1].strip()
    assert command.startswith("policygen build")
    assert command in (Path(__file__).parents[2] / page).read_text("utf-8").splitlines()
