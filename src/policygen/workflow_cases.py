"""From a pack's cases to what differs: each case is assembled as a build would assemble it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from policygen.assembly.assemble import Assembled
from policygen.assembly.case_check import differences
from policygen.assembly.choose import Situation
from policygen.assembly.duties import Accounts
from policygen.content.answers_file import answers_of
from policygen.content.library import load_library
from policygen.content.locate import builtin_root, roots
from policygen.content.pack_cases import answers_source, read_cases
from policygen.domain.cases import PackCase
from policygen.domain.library import Library
from policygen.errors import Diagnostic
from policygen.workflow import Request, account_all, assemble_all, prepare


def run_cases(root: Path | None) -> tuple[int, tuple[Diagnostic, ...]]:
    """Run the cases of every pack below a folder (the built-in one where none is given): how many, and what differs."""
    folder = (root or builtin_root()) / "jurisdictions"
    library = load_library(roots((root,) if root else ()))
    count = 0
    found: list[Diagnostic] = []
    for pack in sorted(path for path in folder.iterdir() if (path / "cases").is_dir()) if folder.is_dir() else ():
        if pack.name in library.broken:
            found.extend(library.broken[pack.name])
            continue
        for cases in _alike(read_cases(pack, f"jurisdictions/{pack.name}")):
            count += len(cases)
            made = issue_of(library, folder, cases[0])
            found.extend(finding for case in cases for finding in differences(case, *made))
    return count, tuple(found)


def issue_of(library: Library, folder: Path, case: PackCase) -> tuple[Situation, tuple[Assembled, ...], Accounts]:
    """What a build of the case's answers on its day would make."""
    answers = answers_of(answers_source(folder, case), library)
    request = Request(answers=Path(case.file), documents=case.documents, as_of=case.as_of)
    job = prepare(library, answers, request, case.as_of)
    assembled = assemble_all(job)
    return job.situation, assembled, account_all(job, assembled)


def _alike(cases: Iterable[PackCase]) -> Iterable[list[PackCase]]:
    """The cases in groups that look at the same issue, so that each issue is made once."""
    groups: dict[tuple[str, str, date, tuple[str, ...]], list[PackCase]] = {}
    for case in cases:
        groups.setdefault((case.base, repr(case.answers), case.as_of, case.documents), []).append(case)
    return groups.values()
