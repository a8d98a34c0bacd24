"""Measure the figures of a batch side by side in one run: against docxtpl and docxtemplater on the same document with
the same values and the words of the outputs compared, two processes against one, memory, and growth with rows."""

import csv
import html
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "childrens-network.yaml"
COLUMNS = ("vendor.name", "vendor.address", "vendor.contact", "vendor.main_contract")
TEMPLATES = 25  # documents made by the other engines in one round
ROUNDS = 3
MEMORY = Path("/dev/shm")
GROWTH = (1, 10, 100, 1_000, 10_000)
DOCXTPL = """
import json, sys, time
from docxtpl import DocxTemplate
values = json.load(open(sys.argv[2], encoding="utf-8"))
start = time.process_time()
for number, one in enumerate(values):
    template = DocxTemplate(sys.argv[1])
    template.render(one, autoescape=True)
    template.save(f"{sys.argv[3]}/{number}.docx")
print((time.process_time() - start) / len(values))
"""
DOCXTEMPLATER = """
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const [template, values, out] = process.argv.slice(2);
const all = JSON.parse(fs.readFileSync(values, "utf-8")), before = process.cpuUsage();
all.forEach((one, number) => {
  const options = {delimiters: {start: "{{", end: "}}"}, linebreaks: true};
  const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), options);
  document.render(one);
  fs.writeFileSync(`${out}/${number}.docx`, document.toBuffer({compression: "DEFLATE"}));
});
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6 / all.length);
"""


def table(path: Path, rows: int) -> Path:
    """A table of vendors; every cell filled, so that all engines fill the same template."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(vendor(number) for number in range(rows))
    return path


def vendor(number: int) -> tuple[str, ...]:
    """The cells of a row."""
    return (
        f"Vendor {number} & Partners Ltd",
        f"{number} Sample Road, Melbourne VIC 3000",
        f"Site manager, +61 3 5550 0170, site{number}@vendor.example",
        f"Services agreement {number} of 1 July 2026",
    )


def ran(rows: Path, out: Path, jobs: int) -> tuple[float, float, float]:
    """Wall and CPU seconds and peak MiB of one whole `policygen batch`, workers included."""
    command = [sys.executable, "-m", "policygen", "batch", str(EXAMPLE), "--rows", str(rows), "-d", "vendor-clauses"]
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    with subprocess.Popen(
        [*command, "-f", "docx", "-o", str(out), "--jobs", str(jobs)], stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def template(folder: Path) -> tuple[Path, Path]:
    """The same addendum as a template with a tag for each value, and the values of some rows for it."""
    from policygen import workflow
    from policygen.domain.document import Value
    from policygen.render.formats import Setting, rendered

    overrides = dict(zip(COLUMNS, vendor(0), strict=True))
    request = workflow.Request(EXAMPLE, documents=("vendor-clauses",), overrides=overrides, variants=False)
    issue = workflow.issued(request, date(2026, 11, 21))
    document = issue.assembled[0].document
    tags = tuple(Value(f"{{{{v{at}}}}}", value.source) for at, value in enumerate(document.values))
    setting = Setting(issue.job.library.words["en"])
    path, values = folder / "template.docx", folder / "values.json"
    path.write_bytes(rendered(replace(document, values=tags), "docx", setting))
    rows = []
    for number in range(TEMPLATES):
        own = dict(zip(COLUMNS, vendor(number), strict=True))
        rows.append({f"v{at}": own.get(value.source, value.text) for at, value in enumerate(document.values)})
    values.write_text(json.dumps(rows), "utf-8")
    return path, values


def engine(command: Sequence[str], folder: Path, name: str) -> float | None:
    """CPU seconds of one document of another engine, or nothing where it is not installed."""
    out = folder / name
    out.mkdir(exist_ok=True)
    arguments = [*command, str(folder / "template.docx"), str(folder / "values.json"), str(out)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


def words(path: Path) -> list[str]:
    """The words of a Word file: body, header and footer, in order."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        parts = [package.read(name).decode() for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml")]
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", "".join(parts))))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template(folder)
        (folder / "run.js").write_text(DOCXTEMPLATER, "utf-8")
        engines = {"docxtpl": [sys.executable, "-c", DOCXTPL]}
        if shutil.which("node"):
            engines["docxtemplater"] = ["node", str(folder / "run.js")]
        few, many = table(folder / "few.csv", 200), table(folder / "many.csv", 2_200)
        ours: list[float] = []
        theirs: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(ROUNDS):
            first, second = ran(few, folder / "few", 1), ran(many, folder / "many", 1)
            ours.append((second[1] - first[1]) / 2_000)
            for other, command in engines.items():
                cpu = engine(command, folder, other)
                theirs[other] += [] if cpu is None else [cpu]
        show("one more addendum of a batch, whole row", f"{statistics.median(ours) * 1000:.2f} ms CPU", "≤ 3 ms")
        for other, found in theirs.items():
            if not found:
                show(f"… against {other}", f"{other} is not installed", "≥ 30 ×" if other == "docxtpl" else "> 1 ×")
                continue
            same = all(
                words(folder / other / f"{number}.docx")
                == words(folder / "few" / f"vendor-clauses@vendor-{number}-partners-ltd.en.docx")
                for number in range(TEMPLATES)
            )
            ratio = statistics.median(found) / statistics.median(ours)
            target = "≥ 30 ×" if other == "docxtpl" else "> 1 ×"
            show(
                f"… against {other} ({statistics.median(found) * 1000:.1f} ms)",
                f"{ratio:.0f} × as many a second",
                target,
            )
            show("    the same words in all outputs", "yes" if same else "NO", "yes")
        growth(folder)


def growth(folder: Path) -> None:
    """Rows from one to ten thousand, then ten thousand in two processes."""
    found = {rows: ran(table(folder / f"{rows}.csv", rows), folder / "out", 1) for rows in GROWTH}
    for rows, (wall, cpu, memory) in found.items():
        each = (cpu - found[GROWTH[0]][1]) / max(rows - 1, 1) * 1000
        more = f", {each:.2f} ms for each further row" if rows > 1 else ""
        show(
            f"{rows:,} rows, one process", f"{wall:.1f} s, {cpu:.1f} s CPU, {memory:.0f} MiB{more}", "linear, ≤ 200 MB"
        )
    wall, cpu, memory = ran(folder / f"{GROWTH[-1]}.csv", folder / "out", 2)
    show(f"{GROWTH[-1]:,} rows, two processes", f"{wall:.1f} s, {cpu:.1f} s CPU, {memory:.0f} MiB", "≤ 30 s, ≤ 200 MB")
    show("two processes against one, on this disk", f"{found[GROWTH[-1]][0] / wall:.2f} ×", "reported")
    in_memory(folder / f"{GROWTH[-1]}.csv")


def in_memory(rows: Path) -> None:
    """Two processes against one where no disk takes part: a disk makes one file at a time, whoever asks it."""
    if not MEMORY.is_dir():
        show("two processes against one, files in memory", f"no {MEMORY} here", "≥ 1.5 ×")
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        ratios = []
        for _ in range(ROUNDS):
            one, two = (ran(rows, Path(name) / "out", jobs)[0] for jobs in (1, 2))
            ratios.append(one / two)
    found = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    show(f"two processes against one, files in memory ({found})", f"{statistics.median(ratios):.2f} ×", "≥ 1.5 ×")


def show(what: str, figure: str, target: str) -> None:
    """One line of the table, as soon as it is known."""
    print(f"{what:<58} {figure:>48}   {target}", flush=True)


if __name__ == "__main__":
    main()
