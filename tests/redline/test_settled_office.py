"""LibreOffice accepts and rejects our redlines to the same words as it reads in the two issues."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from policygen.redline.compare import redlined
from policygen.redline.package import Package
from policygen.verify.docx_reading import lines
from tests.redline.engine import settled as by_rules
from tests.redline.engine import uncontrolled
from tests.redline.issues import NEW, plain, word_file
from tests.redline.office import Verdict, office_program, settled
from tests.redline.reading import seen
from tests.samples import CODE, POLICY, VENDOR

pytestmark = pytest.mark.office
PAIRS: dict[str, Callable[[], tuple[bytes, bytes]]] = {
    "answers": lambda: (plain(POLICY), word_file(POLICY, {"contacts.owner.phone": "+61 3 5550 0199"}, NEW)),
    "contracts": lambda: (plain(VENDOR), plain(VENDOR, "childrens-network")),
    "codes": lambda: (plain(CODE, "harbour-clinic"), plain(CODE, "childrens-network")),
    "forms": lambda: (plain("incident-report-form"), plain("incident-report-form", "indus-software")),
}


@pytest.fixture
def office() -> str:
    return office_program()


def test_libreoffice_settles_every_redline_to_both_issues(office: str, tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    for name, pair in PAIRS.items():
        old, new = pair()
        made = redlined(Package(old, "old.docx"), Package(new, "new.docx"))
        files |= {name: made.data, f"{name}-accept": uncontrolled(new), f"{name}-reject": uncontrolled(old)}
    found = settled(office, tmp_path, files)
    verdicts: tuple[Verdict, ...] = ("accept", "reject")
    for name in PAIRS:
        for verdict in verdicts:
            shown, wanted = found[name, verdict], found[f"{name}-{verdict}", verdict]
            assert words(shown) == words(wanted), (name, verdict)
            assert edges(shown) == edges(wanted), (name, verdict)
    came_back(found["contracts-accept", "accept"], PAIRS["contracts"]()[1])


def came_back(saved: bytes, issued: bytes) -> None:
    """A file that LibreOffice has saved is compared clause by clause with what it was made from."""
    made = redlined(Package(saved, "saved.docx"), Package(issued, "issued.docx"))
    assert lines(uncontrolled(by_rules(made.data, "accept"))) == lines(uncontrolled(issued))
    touched = sum(change.gone for change in made.changes)
    assert touched < len([word for line in lines(uncontrolled(issued)) for word in line.split()]) / 5


def words(data: bytes) -> list[list[str]]:
    """The words of every line, as LibreOffice has saved it."""
    return [line.split() for line in lines(uncontrolled(data))]


def edges(data: bytes) -> list[str]:
    """What stands in headers and footers, but for the numbers of pages, which LibreOffice counts itself."""
    return [re.sub(r"Page \d+ of \d+", "", one) for one in seen(data).others]
