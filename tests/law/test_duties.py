"""Accounting for duties: four columns, and what may not be left as it is."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policygen.assembly.duties import Accounts, BuiltClause, BuiltDocument, account, broken
from policygen.assembly.scope import AnswerScope
from policygen.domain.answers import Answers
from policygen.domain.law import Law
from policygen.domain.pack import Event, Instrument, Obligation, Pack
from policygen.domain.values import Record
from tests.samples import unchanged

DAY = date(2026, 11, 21)
POLICY = "third-party-harassment-policy"
ACT = Instrument(
    id="xx-act", title="Work Act", basis="statute", evidence="primary",
    events=(Event(kind="starts", day=date(2020, 1, 1), evidence="primary"),),
)  # fmt: skip


def duty(id_: str = "XX-01", **more: object) -> Obligation:
    fields = {"id": id_, "kind": "say", "force": "must", "says": "Say it.", "cites": "xx-act", "document": POLICY}
    return Obligation.model_validate({**fields, **more})


def clause(id_: str, record: str = "", number: str = "", text: str = "", elements: Sequence[str] = ()) -> BuiltClause:
    return BuiltClause(id_, record, number, tuple(elements), text)


def document(*clauses: BuiltClause, id_: str = POLICY, variant: str = "", record: str = "") -> BuiltDocument:
    return BuiltDocument(id_, variant, clauses, record)


def accounted(duties: Sequence[Obligation], built: Sequence[BuiltDocument], codes: Sequence[str] = ("xx",)) -> Accounts:
    packs = {
        code: Pack(
            code=code, name=code, locale="en", paper="a4", checked_on=DAY, review_by=DAY, instruments=(ACT,),
            obligations=tuple(duties) if code == "xx" else (),
        )
        for code in codes
    }  # fmt: skip
    records = [Record("jurisdiction", {"id": code, "code": code, "asked": code}) for code in codes]
    committee = Record("place", {"id": "hq", "code": "xx", "women": 1, "members": 4})
    tree = Record("answers", {"shop": True, "places": (committee,)})
    return account(Law(DAY, packs), AnswerScope(Answers(tree), {}, {}), records, built)


def test_a_duty_is_said_where_its_elements_and_clauses_stand() -> None:
    built = document(clause("core", number="2.1", elements=["POL-04"]), clause("annex", "xx", "9.1"))
    (row,) = accounted([duty(elements="POL-04", clauses="annex")], [built]).rows
    assert (row.column, row.numbers) == ("said", ("2.1", "9.1"))


def test_deleting_one_annex_clause_makes_the_build_name_the_duty() -> None:
    found = accounted([duty(elements="POL-04", clauses="annex")], [document(clause("core", elements=["POL-04"]))])
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("PG-L020", "error")
    assert "XX-01" in finding.message
    assert "annex" in finding.hint
    assert found.uncovered == ({"obligation": "XX-01", "place": "xx", "document": POLICY},)


def test_the_annex_of_another_place_meets_no_duty_here() -> None:
    built = document(clause("annex", "yy", "9.1"))
    (row,) = accounted([duty(clauses="annex")], [built], ["xx", "yy"]).rows
    assert row.column == "not-covered"


def test_advice_that_is_not_followed_stops_nothing() -> None:
    found = accounted([duty(force="advised", clauses="annex")], [document()])
    assert (found.findings, found.uncovered, found.rows[0].column) == ((), (), "not-covered")


def test_a_document_that_is_not_built_gives_no_false_failure() -> None:
    found = accounted([duty(clauses="annex")], [document(id_="poster")])
    assert (found.findings, found.rows[0].column) == ((), "not-built")


def test_a_short_variant_answers_for_no_duty_of_the_whole_document() -> None:
    found = accounted([duty(clauses="annex")], [document(variant="wall")])
    assert (found.findings, found.rows[0].column) == ((), "not-built")


def test_what_only_the_organisation_can_do_never_shows_as_said() -> None:
    built = document(clause("annex", "xx", elements=["POL-04"]))
    found = accounted([duty(kind="do", elements="POL-04", clauses="annex", moment="before")], [built])
    assert (found.rows[0].column, found.rows[0].moment) == ("do", "before")


def test_a_duty_whose_condition_does_not_hold_does_not_fall_due() -> None:
    assert accounted([duty(clauses="annex", when="not shop")], [document()]).rows == ()


def test_a_duty_left_for_later_is_shown_with_its_reason() -> None:
    (row,) = accounted([duty(accounted="offered-later", reason="Next issue.")], [document()]).rows
    assert (row.column, row.reason) == ("not-covered", "Next issue.")


def test_a_forbidden_phrase_fails_with_its_clause() -> None:
    built = document(clause("core", text="We keep it  Strictly\nConfidential."))
    found = accounted([duty(kind="never", document="", phrases="strictly confidential")], [built])
    (finding,) = found.findings
    assert finding.code == "PG-L021"
    assert 'says "strictly confidential"' in finding.message
    assert "core" in finding.hint


def test_a_forbidden_phrase_in_another_place_s_annex_is_not_this_place_s_matter() -> None:
    built = document(clause("annex", "yy", text="strictly confidential"))
    never = duty(kind="never", document="", phrases="strictly confidential")
    assert accounted([never], [built], ["xx", "yy"]).findings == ()


def test_an_answer_that_the_law_refuses_is_an_error_with_the_section() -> None:
    refused = duty(kind="answer", document="", each="places", holds="place.women == place.members")
    (finding,) = accounted([refused], [document()]).findings
    assert finding.code == "PG-L022"
    assert "Work Act" in finding.message


def test_an_answer_that_the_law_accepts_is_no_finding() -> None:
    accepted = duty(kind="answer", document="", each="places", holds="place.women != place.members")
    assert accounted([accepted], [document()]).findings == ()


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert broken(["zero tolerance"], "A ZERO  tolerance rule") == "zero tolerance"
    assert not broken(["must report"], "You must reporter")
    assert broken(["EEOC's 2024 guidance"], "the EEOC’s 2024 guidance") == "EEOC's 2024 guidance"


@given(st.text(alphabet="abc ’'\n", max_size=30), st.text(alphabet="abc ", min_size=1, max_size=8).filter(str.strip))
def test_case_and_line_breaks_never_hide_a_phrase(around: str, phrase: str) -> None:
    text = f"{around} {phrase.upper()}\n{around}"
    assert broken([phrase.strip()], text) == phrase.strip()


def test_a_duty_of_each_place_is_met_only_where_every_place_has_its_document() -> None:
    order = duty(elements="IC-01", each="places")
    here = document(clause("order", number="1", elements=["IC-01"]), record="hq")
    assert accounted([order], [here]).rows[0].column == "said"
    elsewhere = document(clause("order", number="1", elements=["IC-01"]), record="branch")
    (finding,) = accounted([order], [elsewhere]).findings
    assert finding.code == "PG-L020"


def test_a_refused_answer_names_the_place_and_says_what_to_do() -> None:
    row = duty(kind="answer", each="places", holds="place.women >= place.members", mend="Name more women.")
    (finding,) = accounted([row], []).findings
    assert (finding.code, finding.hint) == ("PG-L022", "Name more women.")
    assert "is not met at hq:" in finding.message


def test_a_duty_is_said_in_the_annex_of_its_own_place() -> None:
    of = unchanged("prairie-grill")
    wide = {row.place: row.numbers for row in of.accounts.rows if row.id == "US-01" and row.column == "said"}
    assert len(wide) == 3
    annexes = {place: {number.split(".")[0] for number in numbers} for place, numbers in wide.items()}
    assert len(set.union(*annexes.values())) >= 3, annexes
