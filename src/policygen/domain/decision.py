"""Why a clause is in a document or out of it."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["in", "out", "replaced", "removed"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The trace of one clause in one document: the condition, the facts it read, the law that asked for it.

    `file` is the name of the document's files without extension. `read` is every name that the clause's own text read
    or printed, with its value. `title` is what the clause is called, or how it begins, and `words` the digest of its
    words. These four are filled in when an issue is recorded.
    """

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
    file: str = ""
    read: tuple[tuple[str, str], ...] = ()
    title: str = ""
    words: str = ""
