"""Cases: what the law of a place makes of some answers on a day, written so that a lawyer can read and check it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from policygen.domain.pack import Status
from policygen.errors import Where

Found = Literal["said", "do", "not-built", "not-covered", "absent"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class InOut(_Frozen):
    """Ids that must be there and ids that must not."""

    there: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Phrases(_Frozen):
    """Words that must and must not stand in the documents of the case, whatever their case and line breaks."""

    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


class PackCase(_Frozen):
    """One case. `base` names full answers, `answers` what differs from them; `place` is the code looked at.

    `values` are parameters as text, with their unit where it is a length of time; an empty text means: no value
    on the day. `duties` are the columns in which rows of the checklist end up; `findings` are codes of findings.
    """

    name: str
    base: str
    as_of: date
    place: str
    answers: Mapping[str, JsonValue] = {}
    documents: tuple[str, ...] = ()
    clauses: InOut = InOut()
    citations: InOut = InOut()
    statuses: Mapping[str, Status] = {}
    values: Mapping[str, str] = {}
    phrases: Phrases = Phrases()
    duties: Mapping[str, Found] = {}
    findings: tuple[str, ...] = ()
    file: str = ""
    line: int | None = None

    def where(self) -> Where:
        """Where the case was written."""
        return Where(self.file, self.line, None, self.name)
