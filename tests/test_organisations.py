"""Organisations of every kind that no example shows: whole at each size and place, and true to what their kind may do."""

import copy
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import pytest

from policygen import workflow
from policygen.assembly import letterhead
from policygen.assembly.advice import grades
from policygen.assembly.compose import plain_text
from policygen.assembly.prose import sentences
from policygen.assembly.readability import Grade
from policygen.content.yaml_source import load_yaml
from policygen.errors import PolicygenError
from policygen.render import docx_picked as picked
from policygen.templating import tokens
from tests import places
from tests.samples import CODE, POLICY, ROOT, VENDOR, data, library, page_text, rendered

Plain = dict[str, Any]  # plain YAML values
KINDS = ("contact-centre", "public-office", "school")
PEOPLE = {"micro": 6, "small": 24, "larger": 140}
EMERGENCY = {"au-vic": "000", "us-ca": "911", "gb-eng": "999"}
TERMS, SPOKEN = "vendor-clauses-contact-centre", "visitor-code-of-conduct-spoken"


@cache
def _read(kind: str) -> Plain:
    found: Plain = load_yaml(ROOT / "tests" / "organisations" / f"{kind}.yaml").data
    return found


def of_kind(kind: str, **over: Mapping[str, Any]) -> Plain:
    """The answers of an organisation of this kind, some groups of them changed."""
    found = copy.deepcopy(_read(kind))
    for group, changed in over.items():
        found[group] = {**found.get(group, {}), **changed}
    return found


def at(kind: str, size: str, law: str) -> Plain:
    found = of_kind(kind)
    found["organisation"]["people"] = {"employees": PEOPLE[size]}
    found["meeting_people"]["protected"] = ["employees"]
    place = next(iter(found["places"].values()))
    place.update(law=law, emergency=EMERGENCY[law])
    return found


def texts(issue: workflow.Issue) -> dict[str, str]:
    """The words of each document by the id of its outline, in one line."""
    found: dict[str, str] = {}
    for one in issue.assembled:
        words = []
        for clause in one.document.clauses():
            words += [plain_text(clause.title), *(text for block in clause.blocks for text in sentences(block))]
        found[one.outline.id] = " ".join(tokens.filled("\n".join(words), one.document.values).split())
    return found


@pytest.mark.parametrize(("kind", "size", "law"), list(product(KINDS, PEOPLE, EMERGENCY)))
def test_every_kind_is_issued_whole_and_readable_at_every_size_and_place(kind: str, size: str, law: str) -> None:
    issue = places.issue_of(at(kind, size, law))
    assert issue.accounts.findings == ()
    for name, grade in grades(issue.assembled).items():
        assert isinstance(grade, Grade)
        assert grade.grade <= library().outlines[name].grade.get("most", 99), (name, grade)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_own_examples_and_steps(kind: str) -> None:
    issue = places.issue_of(of_kind(kind))
    own = {clause.id for clause in library().clauses if clause.layer == "industry" and clause.owner == kind}
    said = {d.clause for one in issue.assembled for d in one.decisions if d.outcome == "in"} & own
    slots = {slot for clause in library().clauses if clause.id in said for slot in clause.slots}
    assert {f"{POLICY}/{slot}" for slot in ("examples-here", "procedure")} <= slots
    assert {f"{CODE}/{slot}" for slot in ("welcome", "please", "from-us", "open")} <= slots


def test_an_agent_ends_a_call_without_anyones_consent() -> None:
    said = texts(places.issue_of(of_kind("contact-centre")))
    assert "You need nobody's consent, not the client's either." in said[POLICY]
    assert "after 3 clear answers to the same question, or 30 minutes after the first" in said[POLICY]
    assert "no permission from the Contact Centre and no consent from the Client" in said[TERMS]
    assert "counts in no service level" in said[TERMS]


def test_agents_who_must_ask_first_are_told_so_in_the_policy_and_in_the_terms() -> None:
    for people in (6, 85):
        answers = of_kind("contact-centre", response={"stop_without_asking": False})
        answers["organisation"]["people"] = {"employees": people}
        said = texts(places.issue_of(answers))
        assert "nobody's consent" not in said[POLICY]
        assert "The client's consent is not needed." in said[POLICY]
        assert "no permission" not in said[TERMS]
        assert "need no consent from the Client" in said[TERMS]


def test_a_contact_centre_speaks_its_code_and_hangs_it_up_only_where_visitors_come() -> None:
    alone = places.issue_of(of_kind("contact-centre"))
    said = texts(alone)
    assert "visitor-code-of-conduct-wall" not in said
    first = next(one for one in alone.assembled if one.outline.id == SPOKEN).document.sections[0]
    spoken = " ".join(text for clause in first.clauses for block in clause.blocks for text in sentences(block))
    assert len(spoken.split()) <= 35
    answers = of_kind("contact-centre")
    next(iter(answers["places"].values()))["public"] = True
    assert "visitor-code-of-conduct-wall" in texts(places.issue_of(answers))


def test_whoever_lets_another_firm_answer_its_calls_gets_the_terms_as_the_client() -> None:
    plain = data("corner-shop")
    assert TERMS not in texts(places.issue_of(plain))
    asked = {"outsourced": True, "clear_answers": 4}
    said = texts(places.issue_of(data("corner-shop", {"contact_centre": asked})))
    assert "Client: Bellbird Corner Store" in said[TERMS]
    assert SPOKEN not in said


def test_lines_of_its_own_need_no_terms_with_a_client() -> None:
    answers = of_kind("contact-centre", meeting_people={"third_parties": ["individual-customers"]})
    said = texts(places.issue_of(answers))
    assert TERMS not in said
    assert "client" not in said[CODE]
    assert "not the client's either" not in said[POLICY]


def test_a_shop_with_a_contact_centre_of_its_own_keeps_its_words_and_adds_the_rules_for_calls() -> None:
    both = {"organisation.activities": ["contact-centre"], "contact_centre": {"clear_answers": 3}}
    for people in (6, 85):
        said = texts(places.issue_of(data("corner-shop", {**both, "organisation.people.employees": people})))
        assert "Welcome to Bellbird. We want this to be a good place to shop and work." in said[CODE]
        assert "A caller mocks your accent" in said[POLICY]
        assert "We may also end a call after 3 clear answers" in said[CODE]
        assert SPOKEN in said
        assert TERMS not in said


@pytest.mark.parametrize("people", [6, 62])
def test_no_child_loses_a_school_place(people: int) -> None:
    answers = of_kind("school")
    answers["organisation"]["people"] = {"employees": people, "interns": 1, "volunteers": 1}
    said = texts(places.issue_of(answers))
    assert "end our" not in said[CODE]
    assert "end our" not in said["visitor-code-of-conduct-wall"]
    assert "Your child keeps their place." in said[CODE]
    assert "No child" in said[POLICY]
    assert "School counselor at once" in said[POLICY]
    assert "rules for pupils' behavior" in said[POLICY]


def test_a_public_office_gives_reasons_and_reads_what_is_new() -> None:
    said = texts(places.issue_of(of_kind("public-office")))
    assert "in writing, with reasons, an end date and the way to a review" in said[POLICY]
    assert "What is new and genuine gets an answer." in said[POLICY]
    assert "ask about something new. We read it, and you get an answer." in said[CODE]
    assert "end our service" not in said[CODE]


def test_a_group_names_each_of_its_legal_entities_and_lets_each_sign_for_itself() -> None:
    group = places.issue_of(of_kind("engineering-group"))
    said, files = texts(group), rendered(group, "md")
    names = [one["name"] for one in of_kind("engineering-group")["organisation"]["entities"]]
    assert len(names) == 3
    for name in names:
        assert name in said[POLICY]
        for terms in (VENDOR, "vendor-clauses-reverse", "vendor-clauses-small"):
            assert name in files[f"{terms}.en.md"].data.decode()
    assert "Of the companies below, only the one ticked is a party." in said[VENDOR]
    assert "Signed for the Organisation by" in files[f"{VENDOR}.en.md"].data.decode()
    assert "the company of Ironbark that signs this contract" in said["vendor-clauses-insert"]
    assert "is a party" not in texts(places.issue_of(of_kind("school")))[VENDOR]


def test_vendor_documents_of_one_company_name_it_and_only_the_places_where_it_works() -> None:
    ours, parent = "Ironbark Example (NZ) Limited", "Ironbark Example Holdings Pty Ltd"
    group = of_kind("engineering-group")
    group["vendors"]["our_company"] = ours
    files = rendered(places.issue_of(group, documents=(VENDOR,)), "md")
    assert len(files) == 4
    for name, file in files.items():
        words = file.data.decode()
        assert ours in words, name
        assert parent not in words, name
        assert "Brisbane" not in words, name
        assert "Terms for Queensland" not in words, name
        assert "Terms for New Zealand" in words, name
    addendum = files[f"{VENDOR}.en.md"].data.decode()
    assert f"{ours}, 12 Sample Road, Auckland 1010" in addendum
    assert "Signed for Ironbark Example (NZ) Limited by" in addendum.replace("\\", "")
    assert (
        page_text(
            rendered(places.issue_of(group, documents=(VENDOR,)), "html")[f"{VENDOR}.en.html"].data.decode()
        ).count(parent)
        == 0
    )
    assert [one.code for one in places.issue_of(group).job.remarks] == ["PG-D046"]


def test_what_a_template_may_take_of_a_document_is_known_to_the_check() -> None:
    known = set(letterhead.clauses(library()))
    for one in places.issue_of(of_kind("engineering-group"), documents=(VENDOR,)).assembled:
        assert picked.ids(one.document) <= known, one.outline.id
    assert {"insert-place", "local-nz", "local-us-il-chicago"} <= known
    assert "local" not in known


def test_the_insert_alone_promises_no_terms_that_do_not_follow() -> None:
    [insert] = [
        one.document
        for one in places.issue_of(of_kind("engineering-group"), documents=("vendor-clauses-insert",)).assembled
    ]
    words = {clause.id: tokens.filled(" ".join(t for b in clause.blocks for t in sentences(b)), insert.values)
             for clause in insert.clauses()}  # fmt: skip
    assert "terms below" in words["vendor-insert-place"]
    assert not [one for one in ("Terms for a place", "that follow", "terms below") if one in words["vendor-insert"]]


def test_a_company_that_works_nowhere_is_refused_with_what_to_mend() -> None:
    group = of_kind("engineering-group")
    group["vendors"]["our_company"] = "Ironbark Example Testing Pty Ltd"
    group["places"]["brisbane"]["companies"] = ["Ironbark Example Holdings Pty Ltd"]
    with pytest.raises(PolicygenError, match=r"PG-D047.*nobody works for Ironbark Example Testing Pty Ltd"):
        places.issue_of(group, documents=(VENDOR,))
    group["vendors"]["our_company"] = "Ironbark Testing"
    with pytest.raises(PolicygenError, match="is not one of the options"):
        places.issue_of(group, documents=(VENDOR,))


def test_nobody_is_promised_pay_where_nobody_is_paid() -> None:
    said = texts(places.issue_of(of_kind("volunteers")))
    assert "Your role, your hours and your standing stay the same." in said[POLICY]
    assert "You keep your role, your hours and your tasks." in said[POLICY]
    assert "Your pay" not in said[POLICY].split("Annex")[0]
    assert "You lose nothing by it: no hours" in said["snippets"]


def test_an_organisation_for_which_nobody_works_is_refused() -> None:
    answers = of_kind("volunteers")
    answers["organisation"]["people"] = {"employees": 0}
    answers["meeting_people"]["protected"] = ["employees"]
    with pytest.raises(PolicygenError, match="nobody works for the organisation"):
        places.issue_of(answers)


def test_officials_who_give_no_money_are_not_spoken_of_as_if_they_did() -> None:
    said = texts(places.issue_of(of_kind("night-buses")))
    assert "Nobody who depends on their word or vote finds the facts" in said[POLICY]
    assert "return money" not in said[POLICY]


def test_whoever_lives_where_they_work_has_somewhere_to_go() -> None:
    said = texts(places.issue_of(of_kind("live-in-care")))
    assert "your room and your free hours are yours" in said[POLICY]
    assert "we arrange where you sleep" in said["response-manual"]


@pytest.mark.parametrize("people", [6, 85])
def test_every_kind_of_work_has_lines_of_its_own_in_the_manual(people: int) -> None:
    own = {clause.owner: set[str]() for clause in library().clauses if clause.layer == "industry"}
    for clause in library().clauses:
        small = "size == 'micro'" in (clause.when or "")
        if clause.layer == "industry" and clause.slots[0].startswith("response-manual/") and small == (people == 6):
            own[clause.owner].add(clause.id)
    assert [kind for kind, ids in own.items() if not ids] == []
