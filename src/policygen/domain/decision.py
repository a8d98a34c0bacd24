"""Why a clause is in a document or out of it."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["in", "out", "replaced", "removed"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The trace of one clause in one document: the condition, the facts it read, the law that asked for it."""

    document: str
    clause: str
    version: int
    outcome: Outcome
    reason: str
    condition: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cites: tuple[str, ...] = ()
    number: str = ""
    record: str = ""
