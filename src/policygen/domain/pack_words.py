"""A pack in the words of another language: what its duties ask, and every other text of it that prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policygen.domain.pack import (
    Authority,
    CountingRule,
    Event,
    Instrument,
    Obligation,
    Pack,
    Parameter,
    Provision,
    ValuePeriod,
)
from policygen.domain.values import UNITS

_WRITTEN_WITHOUT_SPACES = "\u2fff"  # scripts above this do not part words


@dataclass(frozen=True)
class DutyWords:
    """What a duty asks, in another language, with the source text `of` that it translates."""

    of: str
    says: str


@dataclass(frozen=True)
class PackWords:
    """The words of a pack in one language: of each duty by its id, of any other text by the text itself."""

    duties: Mapping[str, DutyWords] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    file: str = ""

    def text(self, source: str) -> str:
        """The words of a text; the text itself where there are none."""
        return self.texts.get(source, source)

    def whole(self, pack: Pack) -> bool:
        """Whether every duty and every text of the pack has words."""
        return all(duty.id in self.duties for duty in pack.obligations) and not any(self.lacking(pack))

    def lacking(self, pack: Pack) -> Iterator[str]:
        """The texts without words. A name or an official number in another script needs none."""
        return (text for text in texts(pack) if text not in self.texts and any("a" <= sign <= "z" for sign in text))


def in_words(pack: Pack, words: PackWords) -> Pack:
    """The pack with the words laid over. A text that has none stays in the language of the source."""
    return pack.model_copy(
        update={
            "covers": words.text(pack.covers),
            "instruments": tuple(_instrument(one, words) for one in pack.instruments),
            "parameters": tuple(_parameter(one, words) for one in pack.parameters),
            "obligations": tuple(_obligation(one, words) for one in pack.obligations),
            "counting": tuple(_counting(one, words) for one in pack.counting),
            "authorities": tuple(_authority(one, words) for one in pack.authorities),
        }
    )


def texts(pack: Pack) -> Iterator[str]:
    """Every text of a pack that prints, but for what its duties ask; each once, the empty ones left out."""
    yield from dict.fromkeys(text for text in _texts(pack) if text)


def _texts(pack: Pack) -> Iterator[str]:
    yield pack.covers
    for instrument in pack.instruments:
        yield from (instrument.title, instrument.citation, instrument.doubt)
        yield from (event.doubt for event in instrument.events)
        for provision in instrument.provisions:
            yield from (provision.pinpoint, provision.citation, provision.doubt)
    for parameter in pack.parameters:
        yield from (parameter.says, parameter.doubt)
        yield from (period.doubt for period in parameter.values)
        yield from (period.source for period in parameter.values if " " in period.source)  # words, no bare address
        yield from (str(p.value) for p in parameter.values if parameter.unit == "text")
        yield parameter.unit if _prints(parameter) else ""
    for rule in pack.counting:
        yield from (rule.says, rule.doubt)
    for body in pack.authorities:
        yield from (body.name, body.doubt)
    for duty in pack.obligations:
        yield from (duty.reason, duty.doubt)


def _prints(parameter: Parameter) -> bool:
    """Whether the unit is a word of the pack's own that prints beside a number."""
    return parameter.unit not in ("", "text", "id", "date", *UNITS) and not isinstance(parameter.values[0].value, bool)


def _instrument(one: Instrument, words: PackWords) -> Instrument:
    title, citation = words.text(one.title), words.text(one.citation)
    return one.model_copy(
        update={
            "title": title,
            "citation": citation,
            "doubt": words.text(one.doubt),
            "events": tuple(_event(event, words) for event in one.events),
            "provisions": tuple(_provision(part, citation or title, words) for part in one.provisions),
        }
    )


def _event(one: Event, words: PackWords) -> Event:
    return one.model_copy(update={"doubt": words.text(one.doubt)})


def _provision(one: Provision, cited: str, words: PackWords) -> Provision:
    pinpoint = words.text(one.pinpoint)
    citation = words.text(one.citation) or joined(cited, pinpoint)
    return one.model_copy(update={"pinpoint": pinpoint, "citation": citation, "doubt": words.text(one.doubt)})


def _parameter(one: Parameter, words: PackWords) -> Parameter:
    values = tuple(_period(period, one, words) for period in one.values)
    unit = words.text(one.unit) if _prints(one) else one.unit
    update = {"says": words.text(one.says), "doubt": words.text(one.doubt), "values": values, "unit": unit}
    return one.model_copy(update=update)


def _period(one: ValuePeriod, parameter: Parameter, words: PackWords) -> ValuePeriod:
    value = words.text(str(one.value)) if parameter.unit == "text" else one.value
    update = {"value": value, "source": words.text(one.source), "doubt": words.text(one.doubt)}
    return one.model_copy(update=update)


def _counting(one: CountingRule, words: PackWords) -> CountingRule:
    return one.model_copy(update={"says": words.text(one.says), "doubt": words.text(one.doubt)})


def _authority(one: Authority, words: PackWords) -> Authority:
    return one.model_copy(update={"name": words.text(one.name), "doubt": words.text(one.doubt)})


def _obligation(one: Obligation, words: PackWords) -> Obligation:
    says = words.duties[one.id].says if one.id in words.duties else one.says
    return one.model_copy(update={"says": says, "reason": words.text(one.reason), "doubt": words.text(one.doubt)})


def joined(first: str, second: str) -> str:
    """Two words side by side, as their script joins them."""
    close = first[-1:] > _WRITTEN_WITHOUT_SPACES or second[:1] > _WRITTEN_WITHOUT_SPACES
    return first + second if close else f"{first} {second}".strip()
