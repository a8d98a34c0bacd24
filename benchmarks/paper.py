"""Measure PDFs against WeasyPrint and LibreOffice, and how cost grows with pages, side by side in one run."""

import pickle
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
from figures import EXAMPLE, ONE_PDF, anew, medians, office_command

from policygen import workflow
from policygen.domain.document import Document
from policygen.render.formats import Setting, rendered
from policygen.render.to_pdf import pdf

COMPARED = ("visitor-code-of-conduct", "vendor-clauses", "third-party-harassment-policy")
LENGTHENED = "vendor-clauses-small"
TIMES = (5, 10, 20, 50, 150, 300)
ROUNDS = 5
ONE_WEASY = """
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def main() -> None:
    """Print both tables."""
    request = workflow.Request(EXAMPLE, documents=(*COMPARED, LENGTHENED))
    issue = workflow.issued(request, date(2026, 11, 21))
    found = {one.outline.id: one.document for one in issue.assembled}
    setting = Setting(issue.job.library.words["en"])
    for name in COMPARED:
        with tempfile.TemporaryDirectory() as folder:
            _against_others(name, found[name], setting, Path(folder))
    _growth(found[LENGTHENED], setting)


def _against_others(name: str, document: Document, setting: Setting, out: Path) -> None:
    """A document from finished words to a PDF in a process of its own, and once more in a warm one."""
    tree, page, word = out / "one.pickle", out / "one.html", out / "one.docx"
    tree.write_bytes(pickle.dumps((document, dict(setting.labels))))
    page.write_bytes(rendered(document, "html", setting))
    word.write_bytes(rendered(document, "docx", setting))
    commands: dict[str, Sequence[str]] = {
        "policygen": [sys.executable, "-c", ONE_PDF, str(tree), str(out / "ours.pdf")]
    }
    if _weasyprint():
        commands["WeasyPrint"] = [sys.executable, "-c", ONE_WEASY, str(page), str(out / "theirs.pdf")]
    if office := office_command(word, out):
        commands["LibreOffice, its profile kept"] = office
        commands["LibreOffice, a new profile"] = anew(office, out)
    found = medians(commands)
    pages = len(pikepdf.open(out / "ours.pdf").pages)
    print(f"{name}, {pages} pages, one PDF in a whole cold process: of CPU, and by the clock")
    ours = found["policygen"]
    for engine, one in found.items():
        cpu, clock = (
            f"{one.cpu:6.2f} s {one.cpu / ours.cpu:5.1f} ×",
            f"{one.clock:6.2f} s {one.clock / ours.clock:5.1f} ×",
        )
        print(f"  {engine:<30} {cpu}   {clock}")
    if _weasyprint():
        from weasyprint import HTML  # type: ignore[import-not-found]  # only where it is installed

        warm = _seconds(lambda: pdf(document, setting.labels))
        theirs = _seconds(lambda: HTML(str(page)).write_pdf(pdf_variant="pdf/ua-1"))
        print(f"one PDF, warm: policygen {warm:.2f} s, WeasyPrint {theirs:.2f} s, {theirs / warm:.1f} ×")


def _growth(document: Document, setting: Setting) -> None:
    print("growth with pages: milliseconds of CPU a page")
    for times in TIMES:
        long = _long(document, times)
        pages = len(pikepdf.open(BytesIO(pdf(long, setting.labels))).pages)
        word = _seconds(lambda long=long: rendered(replace(long, key=object()), "docx", setting))  # type: ignore[misc]
        paper = _seconds(lambda long=long: pdf(long, setting.labels))  # type: ignore[misc]
        print(f"  {pages:4d} pages: Word {word * 1000 / pages:5.1f}, PDF {paper * 1000 / pages:5.1f}")


def _long(document: Document, times: int) -> Document:
    """The document with its sections repeated."""
    sections = tuple(
        replace(
            section,
            anchor=f"{section.anchor}{mark}" if section.anchor else "",
            clauses=tuple(replace(c, id=f"{c.id}{mark}", anchor=f"{c.anchor}{mark}") for c in section.clauses),
        )
        for mark in ("", *(f"-{number}" for number in range(1, times)))
        for section in document.sections
    )
    return replace(document, sections=sections, contents=False)


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds, the median of several rounds after one that is not counted."""
    work()
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def _weasyprint() -> bool:
    try:
        import weasyprint  # noqa: F401  # whether it is here
    except (ImportError, OSError):
        return False
    return True


if __name__ == "__main__":
    main()
