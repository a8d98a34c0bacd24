"""Measure the figures of README.md side by side in one run, and print them as ratios beside their targets."""

import os
import pickle
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "childrens-network.yaml"
THREE = ("third-party-harassment-policy", "visitor-code-of-conduct", "vendor-clauses")
ROUNDS = 5
ENOUGH = 700_000  # bytes of YAML: about 25 packs
# An installation compiles what it installs; a checkout does where the environment lets it, with the first run of each.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Like LibreOffice, this process starts from finished words: it reads the tree and writes the PDF.
ONE_PDF = """
import pickle, sys
from policygen.render.to_pdf import pdf
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    target.write(pdf(*pickle.load(source)))
"""


# A Word file in the same way, in a process of its own.
ONE_WORD = """
import pickle, sys
from policygen.render.to_docx import docx
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    target.write(docx(*pickle.load(source)))
"""


class Run(NamedTuple):
    """One whole process, its children included: seconds of CPU (user and system), peak resident MiB, seconds gone by."""

    cpu: float
    memory: float
    clock: float


def run(command: Sequence[str]) -> Run:
    """Run a process to its end. Raises SystemExit where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, time.perf_counter() - start)


def medians(commands: dict[str, Sequence[str]]) -> dict[str, Run]:
    """The median of several rounds after one that is not counted; every round runs every command once, in turn."""
    for command in commands.values():
        run(command)
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            found[name].append(run(command))
    return {
        name: Run(
            statistics.median(one.cpu for one in runs),
            max(one.memory for one in runs),
            statistics.median(one.clock for one in runs),
        )
        for name, runs in found.items()
    }


def finished_words(out: Path) -> tuple[Path, Path]:
    """The vendor addendum, assembled: as a Word file for LibreOffice, and as our own tree for our own renderer."""
    from policygen import workflow
    from policygen.render.formats import Setting, rendered

    issue = workflow.issued(workflow.Request(EXAMPLE, documents=("vendor-clauses",)), date(2026, 11, 21))
    document, labels = issue.assembled[0].document, dict(issue.job.library.words["en"])
    word, tree = out / "vendor-clauses.docx", out / "vendor-clauses.pickle"
    word.write_bytes(rendered(document, "docx", Setting(labels)))
    tree.write_bytes(pickle.dumps((document, labels)))
    return word, tree


def office_command(word: Path, out: Path) -> Sequence[str]:
    """LibreOffice's conversion of a Word file to PDF with a profile of its own below `out`; empty where it is not installed."""
    office = shutil.which("soffice")
    profile = f"-env:UserInstallation=file://{out}/profile"
    return (
        (office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out / "lo"), str(word)) if office else ()
    )


def anew(office: Sequence[str], out: Path) -> Sequence[str]:
    """The same conversion with a profile that is made for it: what each of several at once needs, or a fresh machine."""
    profile = f'"-env:UserInstallation=file://$(mktemp -d -p {shlex.quote(str(out))})"'
    return ("sh", "-c", f"exec {shlex.quote(office[0])} {profile} {shlex.join(office[2:])}")


def warm_word() -> tuple[float, float]:
    """Milliseconds of CPU for the first Word file of a kind in a process, and for a further one with other values."""
    from policygen import workflow
    from policygen.domain.document import Value
    from policygen.render.formats import Setting, rendered

    issue = workflow.issued(workflow.Request(EXAMPLE, documents=("vendor-clauses",)), date(2026, 11, 21))
    document = issue.assembled[0].document
    setting = Setting(issue.job.library.words["en"])
    first = _ms(lambda: rendered(document, "docx", setting))
    further = []
    for number in range(20):
        values = tuple(Value(f"{value.text} {number}", value.source) for value in document.values)
        other = replace(document, values=values)
        further.append(_ms(lambda other=other: rendered(other, "docx", setting)))  # type: ignore[misc]
    return first, statistics.median(further)


def warm_redline() -> tuple[float, float]:
    """Milliseconds of CPU for a redline of the policy with two answers changed, and for reading both files alone."""
    from policygen import workflow
    from policygen.redline.compare import redlined
    from policygen.redline.package import DOCUMENT, Package
    from policygen.render.formats import Setting, rendered

    changes = {"response.longest_ban": "3 months", "contacts.hr.phone": "+1 518 555 0177"}
    files = []
    for overrides in ({}, changes):
        request = workflow.Request(EXAMPLE, documents=("third-party-harassment-policy",), overrides=overrides)
        issue = workflow.issued(request, date(2026, 11, 21))
        files.append(rendered(issue.assembled[0].document, "docx", Setting(issue.job.library.words["en"])))
    old, new = files
    redlined(Package(old, "old"), Package(new, "new"))
    made = [_ms(lambda: redlined(Package(old, "old"), Package(new, "new"))) for _ in range(20)]
    read = [_ms(lambda: [Package(one, "one").tree(DOCUMENT) for one in files]) for _ in range(20)]
    return statistics.median(made), statistics.median(read)


def law() -> tuple[int, float, int, float, float]:
    """Bytes of the packs and milliseconds of CPU to load them all, the same once they have grown, and to resolve the
    law of the example's places on a day."""
    from policygen.content.library import load_library
    from policygen.content.locate import builtin_root, jurisdictions_dir
    from policygen.content.packs import read_packs
    from policygen.domain.law import Law

    packs = load_library((builtin_root(),)).packs
    with tempfile.TemporaryDirectory() as folder:
        grown = _grown(jurisdictions_dir(), Path(folder))
        sizes = [_bytes(place) for place in (jurisdictions_dir(), grown)]
        rounds = [
            [_ms(lambda place=place: read_packs([(place, "jurisdictions")])) for place in (jurisdictions_dir(), grown)]  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]

    def resolve() -> None:
        on = Law(date(2026, 11, 21), packs)
        for code in ("us-ny", "au-vic"):
            on.scope(code), on.obligations(code), on.citations(code), on.declared(code), on.terms(code)

    now, then = (statistics.median(column) for column in zip(*rounds, strict=True))
    return sizes[0], now, sizes[1], then, statistics.median(_ms(resolve) for _ in range(ROUNDS))


def _grown(packs: Path, folder: Path) -> Path:
    """The packs and copies of those of whole countries under other codes, until there are bytes enough."""
    shutil.copytree(packs, folder, dirs_exist_ok=True)
    countries = [pack for pack in sorted(packs.iterdir()) if "\nwithin:" not in (pack / "pack.yaml").read_text("utf-8")]
    number = 0
    while _bytes(folder) < ENOUGH:
        pack = countries[number % len(countries)]
        number += 1
        copy = Path(shutil.copytree(pack, folder / f"{pack.name}-{number}"))
        head = (copy / "pack.yaml").read_text("utf-8")
        (copy / "pack.yaml").write_text(head.replace(f"code: {pack.name}\n", f"code: {copy.name}\n", 1), "utf-8")
    return folder


def _bytes(packs: Path) -> int:
    return sum(path.stat().st_size for path in packs.glob("*/*.yaml"))


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    """Print the table."""
    python = sys.executable
    first, further = warm_word()
    redline, reading = warm_redline()
    size, loaded, later_size, later, resolved = law()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        build = [python, "-m", "policygen", "build", str(EXAMPLE)]
        word, tree = finished_words(out)
        commands: dict[str, Sequence[str]] = {
            "pass": [python, "-c", "pass"],
            "help": [python, "-m", "policygen", "--help"],
            "three": [*build, "-o", str(out / "three"), *(part for one in THREE for part in ("-d", one))],
            "build": [*build, "-o", str(out / "all")],
            "pdf": [python, "-c", ONE_PDF, str(tree), str(out / "one.pdf")],
            "word": [python, "-c", ONE_WORD, str(tree), str(out / "one.docx")],
            "word command": [*build, "-o", str(out / "word"), "-d", "vendor-clauses-small", "-f", "docx"],
            "pdf command": [*build, "-o", str(out / "pdf"), "-d", "vendor-clauses", "-f", "pdf"],
        }
        office = office_command(word, out)
        if office:
            commands["office"] = office
            run(commands["office"])
        figures = medians(commands)
    floor = figures["pass"].cpu
    rows = [
        ("policygen --help", f"{figures['help'].cpu / floor:.1f} × pass", "≤ 10 ×"),
        ("three documents × four formats, cold", f"{figures['three'].cpu:.2f} s CPU", "≤ 3 s"),
        ("  … : every document of the example", f"{figures['build'].cpu:.2f} s CPU", ""),
        ("first Word file of a kind in a process", f"{first:.1f} ms", ""),
        ("a further Word file of a kind", f"{further:.1f} ms", "≤ 3 ms"),
        ("one Word file from finished words, cold", f"{figures['word'].cpu / floor:.1f} × pass", "≤ 35 ×"),
        (
            "  … : the whole command, answers and all packs read",
            f"{figures['word command'].cpu / floor:.1f} × pass",
            "",
        ),
        ("a redline of the policy, two answers changed, warm", f"{redline:.0f} ms CPU", "≤ 100 ms"),
        ("  … : unpacking and parsing both files alone", f"{redline / reading:.1f} ×", ""),
        (f"all packs loaded ({size // 1000} kB)", f"{loaded:.0f} ms CPU", "≤ 150 ms"),
        (f"  … once they have grown ({later_size // 1000} kB)", f"{later:.0f} ms CPU", "≤ 150 ms"),
        ("the law of one build resolved", f"{resolved:.1f} ms CPU", "≤ 5 ms"),
        ("peak memory of a build", f"{figures['build'].memory:.0f} MiB", "≤ 250 MB"),
    ]
    if office:
        ratio = figures["office"].cpu / figures["pdf"].cpu
        rows.append(("LibreOffice's CPU : ours, one PDF from finished words", f"{ratio:.1f}", "≥ 5"))
        whole = figures["office"].cpu / figures["pdf command"].cpu
        rows.append(("  … : the whole command (answers to three PDFs, five pages)", f"{whole:.1f}", ""))
    else:
        rows.append(("LibreOffice's CPU : ours, one PDF from finished words", "LibreOffice is not installed", "≥ 5"))
    for name, value, target in rows:
        print(f"{name:<60} {value:>28}   {target}")
    print(f"({ROUNDS} rounds; pass = {floor * 1000:.0f} ms CPU; this process used {_own()} MiB)")


def _own() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
