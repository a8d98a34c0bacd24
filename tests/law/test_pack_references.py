"""Packs and clauses that refer to nothing, or to what must not stand there, each found with its place."""

from dataclasses import replace
from functools import cache

import pytest

from policygen.content.library import load_library
from policygen.content.locate import builtin_root
from policygen.content.pack_references import pack_references
from policygen.domain.library import Clause, Library
from policygen.domain.pack import Obligation

LOCAL = "vendor-clauses/local"


@cache
def library() -> Library:
    return load_library((builtin_root(),))


def with_clause(**more: object) -> Library:
    fields = {
        "id": "us-test",
        "version": 1,
        "slots": (LOCAL,),
        "layer": "place",
        "owner": "us",
        "file": "us-test.en.md",
    }
    return replace(library(), clauses=(*library().clauses, Clause.model_validate({**fields, **more})))


def with_duty(**more: object) -> Library:
    fields = {
        "id": "US-99",
        "kind": "say",
        "force": "must",
        "says": "x",
        "cites": "us-ada",
        "document": "vendor-clauses",
    }
    duty = Obligation.model_validate({**fields, **more})
    pack = library().packs["us"]
    return replace(library(), packs={**library().packs, "us": pack.model_copy(update={"obligations": (duty,)})})


def test_the_built_in_content_has_no_finding() -> None:
    assert pack_references(library()) == ()


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"cites": ("us-adaa",)}, "PG-P050", 'the citation "us-adaa" points nowhere'),
        ({"cites": ("us-eeoc-2024-guidance",)}, "PG-P051", "it is rescinded"),
        ({"cites": ("us-osha-violence-rule",)}, "PG-P052", "it is not in force"),
        ({"when": "people_total >= 15"}, "PG-P045", "the number 15 stands in a condition"),
        ({"when": "people_total >="}, "PG-T003", "not a condition"),
        ({"body": "x\n\nYou have {{ law.osha_retaliation_deadline | duration }}."}, "PG-P053", "not known well enough"),
    ],
)
def test_a_clause_of_a_pack_is_held_to_its_law(more: dict[str, object], code: str, words: str) -> None:
    (finding,) = pack_references(with_clause(**more))
    assert (finding.code, finding.where.file) == (code, "us-test.en.md")
    assert words in finding.message


def test_a_deadline_that_is_not_known_well_is_pointed_at_by_line() -> None:
    body = "One.\n\nYou have {{ law.nlrb_charge_deadline | duration }}."
    (finding,) = pack_references(with_clause(body=body, body_line=8))
    assert (finding.where.line, finding.where.column) == (10, 10)


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"elements": "POL-04"}, "PG-P054", "which vendor-clauses does not have"),
        ({"clauses": "us-vendor-peple"}, "PG-P055", 'there is no clause "us-vendor-peple"'),
        ({"clauses": "us-duty"}, "PG-P056", '"us-duty" has no slot in vendor-clauses'),
        ({"clauses": "au-vendor-local"}, "PG-P055", 'there is no clause "au-vendor-local"'),
    ],
)
def test_a_duty_that_no_clause_can_meet_is_found(more: dict[str, object], code: str, words: str) -> None:
    (finding,) = pack_references(with_duty(**more))
    assert finding.code == code
    assert words in finding.message
    assert finding.hint


def test_a_row_that_is_accounted_for_may_name_elements_of_a_document_still_to_come() -> None:
    later = {"elements": "TRN-01", "document": "training-plan", "accounted": "offered-later", "reason": "Later."}
    assert pack_references(with_duty(**later)) == ()
    (finding,) = pack_references(with_duty(**{**later, "document": "vendor-clauses"}))
    assert finding.code == "PG-P054"


def test_an_address_without_https_is_not_made_a_link() -> None:
    pack = library().packs["us"]
    bodies = tuple(b.model_copy(update={"url": "http://site.example"}) for b in pack.authorities if b.id == "eeoc")
    changed = replace(with_clause(body="See [the site]({{ law.eeoc.url }})."), packs={
        **library().packs, "us": pack.model_copy(update={"authorities": (*bodies, *pack.authorities[1:])}),
    })  # fmt: skip
    assert "PG-P060" in {finding.code for finding in pack_references(changed)}
