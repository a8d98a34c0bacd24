"""A jurisdiction pack as its authors wrote it: instruments, dated parameters, obligations and authorities."""

import calendar
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr

from policygen.domain.questions import Question
from policygen.errors import Where

Evidence = Literal["primary", "secondary", "unread", "background"]
Basis = Literal["statute", "regulation", "case", "guidance", "practice", "proposal", "ours"]
EventKind = Literal["made", "starts", "ends"]
Ending = Literal["superseded", "rescinded", "stayed", "lapsed"]
About = Literal["", "month", "year"]
Kind = Literal["say", "never", "answer", "do"]
Force = Literal["must", "in-effect", "effort", "advised", "local"]
Accounted = Literal["", "offered-later", "outside"]
Moment = Literal["before", "adoption", "always", "incident", "yearly"]
Status = Literal["in-force", "not-yet", "announced", "superseded", "rescinded", "stayed", "lapsed"]

PRINTABLE: frozenset[Evidence] = frozenset({"primary", "secondary"})
BINDING: frozenset[Force] = frozenset({"must", "in-effect"})


def _several(value: object) -> object:
    """One id may be written without brackets."""
    return (value,) if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], BeforeValidator(_several)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(_Frozen):
    """Something that happened, or is expected to happen, to an instrument.

    `expected` marks a day that was announced while nobody saw the commencement; it never counts as law. `about`
    says that only the month or the year is known: a start then counts from its last day, an end from its first.
    """

    kind: EventKind
    day: date | None = None
    about: About = ""
    evidence: Evidence
    expected: bool = False
    how: Ending | None = None
    source: str = ""
    doubt: str = ""

    @property
    def counts_from(self) -> date | None:
        """The day from which the event is sure to have happened; none while it is only expected."""
        return None if self.expected else sure_day(self.day, self.about, self.kind)


class Provision(_Frozen):
    """A pinpoint in an instrument: what a citation points at.

    `citation` says how it is cited where that is not the instrument's citation followed by the pinpoint.
    """

    id: str
    pinpoint: str
    citation: str = ""
    url: str = ""
    evidence: Evidence | None = None
    doubt: str = ""


class Instrument(_Frozen):
    """An act, rule, judgment or guideline, with its provisions and what happened to it."""

    id: str
    title: str
    citation: str = ""
    url: str = ""
    basis: Basis
    evidence: Evidence
    sources: Ids = ()
    events: tuple[Event, ...]
    provisions: tuple[Provision, ...] = ()
    doubt: str = ""

    def status(self, as_of: date) -> Status:
        """What the instrument is on a day: the last event that surely happened by then decides."""
        happened = [e for e in self.events if e.counts_from is not None and e.counts_from <= as_of]
        starts = [e for e in happened if e.kind == "starts"]
        ends = [e for e in happened if e.kind == "ends"]
        last_start = max((e.counts_from or date.min for e in starts), default=date.min)
        last_end = max(ends, key=lambda e: e.counts_from or date.min, default=None)
        if last_end and (last_end.counts_from or date.min) >= last_start:
            return last_end.how or "lapsed"
        if starts:
            return "in-force"
        return "not-yet" if any(e.kind == "starts" and not e.expected for e in self.events) else "announced"


class ValuePeriod(_Frozen):
    """A value of a parameter with its half-open period: the start is in, the end is out.

    Only a value that is `expected` may lack a start: announced, with no day known.
    """

    value: StrictBool | StrictInt | StrictStr
    starts: date | None = None
    about: About = ""
    ends: date | None = None
    expected: bool = False
    evidence: Evidence
    source: str = ""
    doubt: str = ""

    def covers(self, day: date) -> bool:
        """Whether the value is law on the day."""
        first = sure_day(self.starts, self.about, "starts")
        begun = not self.expected and first is not None and first <= day
        return begun and (self.ends is None or day < self.ends)


class Parameter(_Frozen):
    """A legal value with its history. `instead_of` names the wider parameter that it stands in for."""

    id: str
    says: str
    unit: str
    cites: Ids
    basis: Basis
    checked_on: date
    values: tuple[ValuePeriod, ...]
    instead_of: str = ""
    doubt: str = ""


class Obligation(_Frozen):
    """One duty: a row of the checklist, or the part of a row (`row`) that falls to one document.

    `say`: the document must hold the elements and clauses. `never`: no document (or not the one named) may
    hold one of the phrases. `answer`: `holds` must be true of the answers; `mend` says what to do
    where it is not. `do`: only the organisation can.
    """

    id: str
    row: str = ""
    kind: Kind
    force: Force
    says: str
    document: str = ""
    elements: Ids = ()
    clauses: Ids = ()
    phrases: Ids = ()
    when: str = ""
    holds: str = ""
    mend: str = ""
    each: str = ""
    moment: Moment = "always"
    cites: Ids
    evidence: Evidence = "background"
    doubt: str = ""
    accounted: Accounted = ""
    reason: str = ""

    @property
    def checklist_row(self) -> str:
        """The row of the checklist that the obligation comes from."""
        return self.row or self.id


class Contact(_Frozen):
    """One contact detail of an authority, with its own evidence."""

    value: str
    evidence: Evidence
    source: str = ""


class Authority(_Frozen):
    """A body that people can turn to. `limits` are the parameters that say how long they have."""

    id: str
    name: str
    purpose: str
    url: str
    evidence: Evidence
    phone: Contact | None = None
    limits: Ids = ()
    doubt: str = ""

    @property
    def site(self) -> str:
        """The address as people read it aloud, for paper."""
        return self.url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


class CountingRule(_Frozen):
    """How times are counted in a place: in words, since the program prints times and reckons no day from them."""

    id: str
    says: str
    cites: Ids = ()
    evidence: Evidence
    doubt: str = ""


class Emergency(_Frozen):
    """The number for police and ambulance."""

    number: str
    evidence: Evidence
    source: str = ""
    doubt: str = ""


class Part(_Frozen):
    """A part of the country that has law of its own, with a pack or without. `names` are its names in other languages."""

    code: str
    name: str
    names: dict[str, str] = {}


class Review(_Frozen):
    """Who, named and qualified in the place, has reviewed which state of the pack."""

    name: str
    qualified_as: str
    on: date
    digest: str


class Pack(_Frozen):
    """The law of one place. What is wider stands in the pack `within`; `names` are its names in other languages."""

    code: str
    name: str
    names: dict[str, str] = {}
    within: str = ""
    languages: tuple[str, ...] = ("en",)
    english: Literal["", "en-US", "en-GB"] = ""
    locale: str
    paper: Literal["a4", "letter"]
    calendar: str = ""  # the question whose answer says how years are counted
    layout: str = ""  # the question whose answer says whether a translation shares the files of its source
    terms: dict[str, str] = {}
    emergency: Emergency | None = None
    parts: tuple[Part, ...] = ()
    authorities: tuple[Authority, ...] = ()
    counting: tuple[CountingRule, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    questions: tuple[Question, ...] = ()
    covers: str = ""
    checked_on: date
    review_by: date
    reviewed_by: Review | None = None
    folder: str = ""
    lines: dict[str, tuple[str, int]] = {}

    def where(self, subject: str = "", key: str = "") -> Where:
        """Where an instrument, parameter or obligation, or a key of pack.yaml, stands; else the pack's folder."""
        file, line = self.lines.get(key or subject, (self.folder or self.code, None))
        return Where(file, line, None, subject or None)

    def provisions(self) -> dict[str, tuple[Instrument, Provision | None]]:
        """Every id that a citation may name: instruments and their provisions."""
        found: dict[str, tuple[Instrument, Provision | None]] = {}
        for instrument in self.instruments:
            found[instrument.id] = (instrument, None)
            found.update({provision.id: (instrument, provision) for provision in instrument.provisions})
        return found


def sure_day(day: date | None, about: About, kind: EventKind) -> date | None:
    """The day by which an event of a loosely known month or year has surely happened."""
    if day is None or not about:
        return day
    if kind == "ends":
        return day.replace(day=1) if about == "month" else day.replace(month=1, day=1)
    if about == "year":
        return day.replace(month=12, day=31)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
