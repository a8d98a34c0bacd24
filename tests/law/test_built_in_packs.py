"""The built-in packs against their source sheets: nothing dropped, nothing stale, nothing printed that nobody read."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from policygen.content.library import load_library
from policygen.content.locate import builtin_root, jurisdictions_dir
from policygen.content.pack_references import pack_references
from policygen.content.packs import read_packs
from policygen.domain.law import Law, changes, overdue
from policygen.domain.library import Library
from policygen.domain.pack import BINDING
from policygen.domain.values import Duration

ROWS = {
    "au": {f"AU-{n:02}" for n in range(1, 19)},
    "au-nsw": {f"AU-NSW-{n:02}" for n in range(1, 4)},
    "au-qld": {f"AU-QLD-{n:02}" for n in range(1, 5)},
    "au-sa": {"AU-SA-01"},
    "au-vic": {f"AU-VIC-{n:02}" for n in range(1, 17)},
    "gb": {f"GB-{n:02}" for n in range(1, 28)},
    "gb-eng": {"GB-17", "GB-18", "GB-19", "GB-20", "GB-24", "GB-27"},
    "gb-nir": {"GB-17", "GB-23", "GB-25"},
    "gb-sct": {"GB-27"},
    "gb-wls": {"GB-24", "GB-27"},
    "in": {f"IN-{n:02}" for n in range(1, 63)},
    "jp": {f"JP-{n:02}" for n in range(1, 51)},
    "jp-01": {"JP-44"},
    "jp-05": {"JP-44"},
    "jp-10": {"JP-44"},
    "jp-11": {"JP-44"},
    "jp-13": {"JP-42"},
    "jp-22": {"JP-44"},
    "jp-23": {"JP-43"},
    "jp-24": {"JP-44"},
    "nz": {f"NZ-{n:02}" for n in range(1, 23)},
    "us": {f"US-{n:02}" for n in range(1, 32)},
    "us-ca": {f"US-CA-{n:02}" for n in range(1, 28)},
    "us-ny": {f"US-NY-{n:02}" for n in range(1, 22)},
    "us-ny-nyc": {f"US-NY-{n:02}" for n in range(22, 25)},
    "us-il": {f"US-IL-{n:02}" for n in (*range(1, 16), 20)},
    "us-il-chicago": {f"US-IL-{n:02}" for n in (16, 17, 18, 19, 21)},
}
TABLE = {
    "au": {
        "positive_duty_sex_harassment", "positive_duty_enforcement_start", "fwc_sexual_harassment_jurisdiction",
        "fwc_time_limit", "ahrc_time_limit", "right_to_disconnect_non_small", "right_to_disconnect_small",
        "violent_incident_notifiable", "cth_sgbh_code", "cth_workplace_protection_orders", "ilo_c190_in_force",
    },
    "au-nsw": {"codes_enforceable", "healthcare_code", "retail_worker_offence"},
    "au-qld": {"prevention_plan_mandatory", "prevention_plan_review_max", "ad_act_positive_duty"},
    "au-sa": {"workplace_protection_orders"},
    "au-vic": {
        "psych_health_regs", "prevention_plan_mandatory", "psychosocial_complaint_reports", "nda_restriction",
        "nda_time_to_consider", "customer_worker_abuse_offence", "customer_worker_assault_penalty",
        "customer_worker_abuse_penalty", "workplace_protection_orders",
    },
    "gb": {
        "prevent_sexual_harassment_standard", "third_party_harassment_liability", "tribunal_limit_equality",
        "early_conciliation_max", "compensation_uplift_max", "whistleblowing_covers_sexual_harassment",
        "nda_ban_harassment", "riddor_incapacity_threshold", "written_safety_policy_threshold", "ilo_c190_in_force",
    },
    "gb-eng": {
        "tribunal_limit_contract", "sex_based_public_harassment_offence", "retail_worker_assault_offence",
        "gp_warning_window", "gp_violent_removal_written_confirmation", "nhs_vpr_standard_version",
    },
    "gb-nir": {"third_party_sexual_harassment_threshold"},
    "gb-sct": {"tribunal_limit_contract", "retail_worker_offence"},
    "gb-wls": {"tribunal_limit_contract", "sex_based_public_harassment_offence", "retail_worker_assault_offence"},
    "in": {
        "act_in_force", "committee_name", "ic_threshold_workers", "ic_min_members", "ic_women_share",
        "ic_max_term", "ic_quorum", "external_member_fee", "complaint_limit", "complaint_extension",
        "complaint_outer_limit", "complaint_limit_proposed", "complaint_copies", "copy_to_respondent",
        "respondent_reply", "absence_ex_parte", "ex_parte_notice", "interim_leave_max", "inquiry_limit",
        "report_limit", "employer_action_limit", "appeal_limit", "lc_forward_by_nodal", "lc_police_domestic",
        "secrecy_breach_penalty", "employer_fine_first", "employer_fine_repeat", "annual_report_period",
        "annual_report_due_default", "annual_report_due_gurugram", "board_report_statement",
        "board_report_counts", "board_report_gender_headcount", "board_report_exempt", "small_company_capital",
        "small_company_turnover", "board_report_penalty", "ic_jurisdiction_third_party", "criminal_code",
        "labour_codes", "labour_codes_central_rules", "contract_labour_threshold",
        "grievance_committee_threshold", "standing_orders_threshold", "ncw_helpline", "shebox_url",
        "shebox_registration",
    },
    "jp": {
        "customer_harassment_duty", "amending_act", "commencement_order", "guideline_notice",
        "job_seeker_guideline_notice", "qa_edition", "manual_edition", "employer_size_threshold", "measures_count",
        "report_fine_max", "publication_articles", "statutory_review", "hotel_refusal_ground",
        "reasonable_accommodation", "custodial_penalty_name", "whistleblower_amendment", "subcontract_act_renamed",
        "work_rules_threshold", "appi_reform",
    },
    "jp-01": {"hokkaido_ordinance"},
    "jp-09": {"tochigi_ordinance"},
    "jp-10": {"gunma_ordinance", "tsumagoi_ordinance"},
    "jp-11": {"saitama_ordinance"},
    "jp-13": {"tokyo_ordinance", "tokyo_guideline"},
    "jp-22": {"shizuoka_ordinance", "nagaizumi_ordinance"},
    "jp-23": {"aichi_ordinance"},
    "jp-24": {"kuwana_ordinance", "mie_ordinance_fine_max"},
    "nz": {
        "third_party_scope_statutory", "employer_duty_on_complaint", "deemed_grievance_on_repetition",
        "pg_limit_sexual_harassment", "pg_limit_other", "hrc_limit", "stalking_pattern", "criminal_harassment_s8",
        "restraining_order_pattern", "hswa_small_pcbu_critical_only", "small_pcbu_threshold", "ipp3a_notice",
        "trespass_max", "ilo_c190_in_force",
    },
    "us": {
        "eeoc_2024_guidance_in_force", "nonemployee_standard", "nonemployee_standard_sixth_circuit",
        "nonemployee_standard_third_circuit", "nonemployee_standard_national_origin",
        "osha_health_care_violence_rule", "threshold_title_vii", "threshold_ada", "threshold_adea",
        "charge_deadline", "charge_deadline_deferral", "osha_retaliation_deadline", "damages_cap_15_100",
        "damages_cap_101_200", "damages_cap_201_500", "damages_cap_501", "efaa", "speak_out_act",
        "s1557_gender_identity_rule", "nlra_work_rule_test", "eo_11246_clause", "jc_wpv_hospital",
        "jc_wpv_nursing_officesurgery",
    },
    "us-ca": {
        "threshold_harassment", "threshold_policy", "threshold_training", "nonemployee_all_characteristics",
        "policy_translation_share", "crd_charge_deadline", "training_supervisor", "training_other",
        "training_new_hire", "intersectional_protection", "victim_rights_notice", "know_your_rights_notice",
        "employer_harassment_tro", "wvpp_required", "wvpp_small_site_exemption", "wvpp_log_retention",
        "wvpp_training_record_retention", "wvpp_training_frequency", "wvp_general_standard_due", "hc_wpv_plan",
        "hc_wpv_report", "hc_wpv_report_grave", "hospital_weapons_screening_rule_due", "menopause_in_sex",
    },
    "us-ny": {
        "ny_threshold", "severe_or_pervasive_needed", "policy_required", "model_policy_version", "hotline",
        "training_frequency", "ny_charge_deadline", "ny_charge_deadline_sexual_harassment", "retail_wvp_required",
        "retail_training_50plus", "retail_training_under50", "retail_policy_redistribution", "silent_response_button",
        "hospital_wvp_law_in_force", "hospital_wvp_programme_by", "hospital_annual_assessment",
    },
    "us-ny-nyc": {
        "training_threshold", "training_person_hours", "training_person_days", "nyc_gender_harassment_deadline",
        "shortened_limits_void",
    },
    "us-il": {
        "il_threshold", "nonemployees_protected", "il_charge_deadline", "il_charge_deadline_days",
        "family_responsibilities", "reproductive_health_decisions", "annual_training", "restaurant_bar_policy_delivery",
        "hotel_casino_guest_policy", "wta_amended", "hc_violence_act_extension", "hc_posted_notice",
        "hc_police_report_notice",
    },
    "us-il-chicago": {
        "policy_required", "training_staff_hours", "training_supervisor_hours", "training_bystander_hours",
        "record_retention", "policy_change_notice", "fine_harassment_least", "fine_harassment_most",
        "chicago_charge_deadline",
    },
}  # fmt: skip


@cache
def library() -> Library:
    return load_library((builtin_root(),))


def on(day: date) -> Law:
    return Law(day, library().packs)


def test_the_packs_have_no_finding() -> None:
    assert read_packs([(jurisdictions_dir(), "jurisdictions")]).problems == ()


def test_packs_and_clauses_refer_to_what_is_there() -> None:
    assert pack_references(library()) == ()


@pytest.mark.parametrize("code", ROWS)
def test_every_row_of_the_checklist_stands_in_its_pack(code: str) -> None:
    found = {duty.checklist_row for pack in library().packs.values() for duty in pack.obligations}
    assert ROWS[code] <= found


@pytest.mark.parametrize("code", TABLE)
def test_every_dated_value_of_the_table_stands_in_its_pack(code: str) -> None:
    assert TABLE[code] <= {parameter.id for parameter in library().packs[code].parameters}


@pytest.mark.parametrize("code", ROWS)
def test_every_must_row_is_met_by_a_clause_or_says_who_meets_it(code: str) -> None:
    for duty in library().packs[code].obligations:
        if duty.force in BINDING:
            assert duty.kind in ("do", "never") or duty.accounted or duty.elements or duty.clauses or duty.holds, (
                duty.id
            )


@pytest.mark.parametrize(("day", "value"), [(date(2026, 1, 21), True), (date(2026, 1, 22), False)])
def test_the_eeoc_guidance_of_2024_holds_until_it_is_rescinded(day: date, value: bool) -> None:
    assert on(day).values("us")["eeoc_2024_guidance_in_force"].value is value


def test_rescinded_guidance_is_cited_by_nothing() -> None:
    cited = {cite for pack in library().packs.values() for duty in pack.obligations for cite in duty.cites}
    cited |= {cite for clause in library().clauses for cite in clause.cites}
    assert "us-eeoc-2024-guidance" not in cited
    assert on(date(2026, 1, 22)).citations("us")["us-eeoc-2024-guidance"].status == "rescinded"


def test_the_model_safety_law_does_not_hold_in_victoria() -> None:
    law = on(date(2026, 11, 21))
    assert [law.values(code)["whs_model_law"].value for code in ("au-nsw", "au-vic")] == [True, False]


def test_northern_ireland_has_nothing_of_great_britain() -> None:
    law = on(date(2026, 11, 21))
    assert [pack.code for pack in law.stack("gb-nir")] == ["gb-nir"]
    assert [[pack.code for pack in law.stack(code)] for code in ("gb-eng", "gb-sct", "gb-wls")] == [
        ["gb", "gb-eng"], ["gb", "gb-sct"], ["gb", "gb-wls"],
    ]  # fmt: skip


def test_what_england_and_wales_share_is_the_same_in_both() -> None:
    england, wales = ({one.id: one for one in library().packs[code].instruments} for code in ("gb-eng", "gb-wls"))
    assert wales
    assert {id_: england[id_] for id_ in wales} == wales
    values = [{p.id: p.values for p in library().packs[code].parameters} for code in ("gb-eng", "gb-wls")]
    assert {id_: values[0][id_] for id_ in values[1]} == values[1]


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 10, 30), date(2026, 11, 21)])
def test_what_great_britain_only_expects_never_counts(day: date) -> None:
    values = on(day).values("gb-eng")
    assert str(values["prevent_sexual_harassment_standard"].value) == "reasonable steps"
    assert values["tribunal_limit_equality"].value == Duration(3, "months")


def test_a_phone_number_is_printed_only_where_its_page_was_read() -> None:
    law = on(date(2026, 11, 21))
    printed = {
        body.id
        for pack in library().packs.values()
        for body in pack.authorities
        if body.phone and law.printable(body.phone)
    }
    assert printed == {
        "victoria_legal_aid", "worksafe_nz", "hdc", "health_advocacy", "women_line", "nalsa", "ny_harassment_hotline", "consumer_hotline",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "found"), [(date(2026, 5, 25), (None, True)), (date(2026, 5, 26), (2, False))])
def test_stalking_takes_the_place_of_criminal_harassment_in_new_zealand(
    day: date, found: tuple[int | None, bool]
) -> None:
    values = on(day).values("nz")
    acts = values["stalking_acts"].value if "stalking_acts" in values else None
    assert (acts, values["criminal_harassment_s8"].value) == found


@pytest.mark.parametrize(
    ("day", "code", "status"),
    [
        (date(2024, 6, 30), "Indian Penal Code, 1860", "not-yet"),
        (date(2024, 7, 1), "Bharatiya Nyaya Sanhita, 2023", "in-force"),
    ],
)
def test_the_criminal_code_of_india_is_the_one_of_the_day(day: date, code: str, status: str) -> None:
    law = on(day)
    assert law.values("in")["criminal_code"].value == code
    assert law.citations("in")["in-bns"].status == status


@pytest.mark.parametrize(("day", "value"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_safety_law_of_new_zealand_changes_for_small_businesses_on_its_day(day: date, value: bool) -> None:
    law = on(day)
    assert law.values("nz")["hswa_small_pcbu_critical_only"].value is value
    assert ("small_pcbu_threshold" in law.values("nz")) is value


@pytest.mark.parametrize(("day", "value"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_the_duty_of_japan_binds_from_its_day(day: date, value: bool) -> None:
    law = on(day)
    assert law.values("jp-27")["customer_harassment_duty"].value is value
    assert law.in_force("jp-27", ("jp-lpa-33-1",)) is value


@pytest.mark.parametrize("code", ["jp-09", "jp-24"])
def test_a_bill_of_a_prefecture_is_no_law(code: str) -> None:
    law = on(date(2027, 12, 31))
    assert law.citations(code)[f"{code}-bill"].status == "announced"
    assert not {"tochigi_ordinance", "mie_ordinance_fine_max"} & set(law.values(code))


def test_every_prefecture_of_japan_is_a_place_and_nine_have_a_pack() -> None:
    parts = {part.code for part in library().packs["jp"].parts}
    assert parts == {f"jp-{n:02}" for n in range(1, 48)}
    assert {code for code in library().packs if code.startswith("jp-")} == {
        f"jp-{n}" for n in ("01", "05", "09", "10", "11", "13", "22", "23", "24")
    }


def test_no_pack_claims_a_review() -> None:
    assert all(pack.reviewed_by is None for pack in library().packs.values())


def test_announced_starts_that_have_passed_are_warnings() -> None:
    warned = Counter(warning.where.subject for warning in overdue(library().packs, date(2026, 11, 21)))
    assert {"au-vic-worker-harm", "au-vic-protection-orders", "customer_worker_abuse_offence"} <= set(warned)
    assert {"gb-era-2025", "gb-era-2025-s152", "third_party_harassment_liability"} <= set(warned)


def test_what_changes_in_the_united_states_in_january_2026_is_the_rescission() -> None:
    found = {change.id for change in changes(library().packs["us"], date(2026, 1, 1), date(2026, 2, 1))}
    assert found == {"us-eeoc-2024-guidance", "us-eeoc-2026-vote", "eeoc_2024_guidance_in_force"}


@pytest.mark.parametrize("code", ROWS)
def test_every_pack_has_a_readme_with_scope_doubts_and_sources(code: str) -> None:
    text = (jurisdictions_dir() / code / "README.md").read_text(encoding="utf-8")
    for heading in ("## Scope", "## Not covered", "## Open doubts", "## Sources by mark", "## How to review"):
        assert heading in text, heading


@pytest.mark.parametrize("code", ROWS)
def test_the_readme_counts_sources_as_the_files_do(code: str) -> None:
    pack = library().packs[code]
    counted = {
        "instruments": Counter(one.evidence for one in pack.instruments),
        "parameters": Counter(value.evidence for one in pack.parameters for value in one.values),
        "contact details": Counter(body.phone.evidence for body in pack.authorities if body.phone),
        "duties": Counter(duty.evidence for duty in pack.obligations),
    }
    text = (jurisdictions_dir() / code / "README.md").read_text(encoding="utf-8")
    for kind, marks in counted.items():
        row = " | ".join(str(marks[mark]) for mark in ("primary", "secondary", "unread", "background"))
        assert f"| {kind} | {row} |" in text


def test_what_is_only_reported_is_printed_with_a_warning_not_to_rely_on_it() -> None:
    reported = {
        f"law.{one.id}": code
        for code, pack in library().packs.items()
        for one in pack.parameters
        if one.basis == "proposal"
    }
    printed = [
        (clause.id, paragraph)
        for clause in library().clauses
        for paragraph in clause.body.split("\n\n")
        for name, code in reported.items()
        if clause.owner == code and f"{{{{ {name} |" in paragraph
    ]
    assert {id_ for id_, _ in printed} >= {"gb-duty", "gb-limits"}
    assert [id_ for id_, paragraph in printed if "Do not rely on it until" not in paragraph] == []
