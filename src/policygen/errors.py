"""What a user can cause, said so that the user can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place the user can go to: a file position, or the question, clause or document it is about."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    subject: str | None = None

    def __str__(self) -> str:
        position = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return " ".join(part for part in (position, self.subject) if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, and what to do next. Codes are stable (PG-xnnn).

    `facts` are names and texts that the words of another language for findings of this code may print.
    """

    code: str
    message: str
    where: Where = Where()
    hint: str = ""
    severity: Severity = "error"
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = str(self.where)
        first = f"{place}  {self.code}  {self.message}" if place else f"{self.code}  {self.message}"
        return f"{first}\nhint: {self.hint}" if self.hint else first


class PolicygenError(Exception):
    """Everything that was found wrong, raised once. As text, it is the lines that the command prints."""

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


def fail(code: str, message: str, where: Where = Where(), hint: str = "") -> PolicygenError:
    """Build the error for a single finding."""
    return PolicygenError([Diagnostic(code, message, where, hint)])
