"""The law of every place as it stands on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygen.domain.pack import (
    BINDING,
    PRINTABLE,
    Authority,
    Contact,
    Evidence,
    Instrument,
    Obligation,
    Pack,
    Parameter,
    Part,
    Status,
    ValuePeriod,
)
from policygen.domain.values import AnyValue

__all__ = ["BINDING", "PRINTABLE", "Authority", "Contact", "Evidence", "Instrument", "Obligation", "Pack",
           "Parameter", "Part", "Status", "ValuePeriod", "LawValue", "Law"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawValue:
    """A parameter's value on the day, with where it comes from."""

    id: str
    code: str
    value: AnyValue
    unit: str
    cites: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True)
class Law:
    """All packs on one day."""

    as_of: date
    packs: Mapping[str, Pack]
