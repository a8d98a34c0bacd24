"""What a reader of English documents would stumble over: words of another country, words said twice, dates without a comma."""

import re
from collections.abc import Mapping

import pytest

from policygen.render.to_markdown import markdown
from tests.samples import OF_THE_CORE, Changes, issue, library, unchanged

LABELS = library().words
BRITISH = re.compile(
    r"\b(?:working days?|public holidays?|agency workers?|rosters?|toilets?|last orders|your bill)\b", re.I
)
DATE = re.compile(r"\b[A-Z][a-z]+ \d{1,2}, \d{4} [a-z]")  # "December 7, 2026 we": the year takes a comma


def texts(example: str, changes: Changes | None = None, language: str = "en") -> Mapping[str, str]:
    of = issue(example, changes) if changes else unchanged(example)
    return {
        f"{one.document.id} {one.document.variant} {one.document.language}": " ".join(
            re.sub(r"[*\\|>]", "", markdown(one.document, LABELS[language]).decode()).split()
        )
        for one in of.assembled
        if one.document.language == language
    }


def test_american_documents_use_american_words() -> None:
    for name, text in texts("prairie-grill").items():
        assert not BRITISH.search(text), (name, BRITISH.search(text))
        assert not DATE.search(text), (name, DATE.search(text))
    assert "1 business day" in texts("prairie-grill")["third-party-harassment-policy  en"]


def test_other_documents_keep_their_own() -> None:
    assert "1 working day" in texts("corner-shop")["third-party-harassment-policy  en"]


@pytest.mark.parametrize("example", OF_THE_CORE)
def test_nobody_outside_is_called_outside_twice(example: str) -> None:
    for name, text in texts(example).items():
        assert not re.search(r"[Oo]utside [\w ]+(?: \(|, )outside(?: our organi[sz]ation)?\b", text), name


def test_each_paragraph_of_the_code_for_the_public_says_another_thing() -> None:
    code = texts("prairie-grill")["visitor-code-of-conduct  en"]
    for part in code.split("## In ")[1:]:
        said = [one.strip() for one in part.split(".") if re.search(r"\bwhat (?:people|a person|you) do", one)]
        assert len(said) == 1, said


def test_the_manual_of_a_shop_leaves_the_police_to_their_section() -> None:
    manual = texts("corner-shop")["response-manual  en"]
    assert "Threats go to the police" not in manual
    assert "If it is a threat, do as section" in manual


def test_the_terms_in_short_say_whom_to_reach_at_any_hour() -> None:
    for variant in ("insert", "small"):
        text = texts("indus-software")[f"vendor-clauses {variant} en"]
        assert "utside these hours" in text, variant


def test_the_addendum_for_clients_has_an_address_of_the_organisation() -> None:
    assert "Organisation: address" in texts("indus-software")["vendor-clauses reverse en"]


@pytest.mark.parametrize(
    ("example", "language", "lines"),
    [
        ("harbour-clinic", "en", ("Main Contract: date", "Agreement: date")),
        ("sakura-retail", "en", ("Date of the Main Contract", "Date of the contract")),
        ("sakura-retail", "ja", ("原契約の締結日", "契約の締結日")),
    ],
)
def test_a_contract_named_without_its_day_leaves_a_line_for_it(
    example: str, language: str, lines: tuple[str, str]
) -> None:
    def named(contract: str) -> list[str]:
        found = texts(example, {"vendor.main_contract": contract}, language)
        return [found[f"vendor-clauses {variant} {language}"] for variant in ("", "small")]

    for line, undated, dated in zip(lines, named("Services agreement"), named("Agreement of 2026"), strict=True):
        assert line in undated
        assert line not in dated
