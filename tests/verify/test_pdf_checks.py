"""Every promise of a PDF is missed when it is broken."""

import re

import pytest

from policygen.render.to_pdf import pdf
from policygen.verify.pdf_checks import findings
from tests.render.pdf_samples import LABELS, policy

WHOLE = pdf(policy(), LABELS)
BROKEN = [
    ("PG-V101", rb"/Marked true", b"/Marked null"),
    ("PG-V102", rb"/Lang\(", b"/Lung("),
    ("PG-V103", rb"/DisplayDocTitle true", b"/DisplayDocTitle null"),
    ("PG-V104", rb"<dc:title>", b"<dc:total>"),
    ("PG-V105", rb"<pdfuaid:part>1", b"<pdfuaid:part>2"),
    ("PG-V106", rb"<pdfaid:conformance>A", b"<pdfaid:conformance>B"),
    ("PG-V107", rb"/S/H2\b", b"/S/H4"),
    ("PG-V108", rb"/S/TH\b", b"/S/TD"),
    ("PG-V109", rb"/FontFile2 ", b"/FontFild2 "),
    ("PG-V110", rb"/ToUnicode", b"/ToUnicorn"),
    ("PG-V111", rb"/FontName/[A-Z]{6}\+", b"/FontName/"),
    ("PG-V112", rb"/Outlines", b"/Outlaws"),
]


def test_a_sound_file_has_no_finding() -> None:
    assert findings(WHOLE) == ()


@pytest.mark.parametrize(("code", "kept", "broken"), BROKEN, ids=[code for code, *_ in BROKEN])
def test_a_broken_promise_is_found_by_its_name(code: str, kept: bytes, broken: bytes) -> None:
    assert re.search(kept, WHOLE)
    assert {one.code for one in findings(re.sub(kept, broken, WHOLE), "policy.pdf")} == {code}
