"""What must hold of packs beyond their form: ids, stacks, histories, citations, duties and conditions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from policygen.content.yaml_source import Source, nearest
from policygen.domain.pack import Obligation, Pack, Parameter, Status
from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.templating import expression

FIRST_ISSUE = ("third-party-harassment-policy", "visitor-code-of-conduct", "vendor-clauses")
ENDED: frozenset[Status] = frozenset({"rescinded", "stayed", "lapsed"})
DOCUMENTS = frozenset({
    *FIRST_ISSUE, "response-manual", "incident-report-form", "incident-log", "investigation-checklist",
    "letter-acknowledgement", "letter-complaint", "letter-to-customer", "letter-to-organisation", "letter-refusal",
    "letter-police", "acceptable-behaviour-agreement", "consultation-desk-notice", "internal-committee-order",
    "internal-committee-notice", "internal-committee-annual-report", "prevention-plan", "poster", "training-plan",
    "risk-assessment", "out-of-hours-contact-protocol", "annual-review", "snippets", "trespass-notice",
})  # fmt: skip


@dataclass(frozen=True)
class ReadPack:
    """A pack with the files it was read from."""

    pack: Pack
    sources: Mapping[str, Source]

    def where(self, kind: str, *path: str | int) -> Where:
        """The position of a value in one of the pack's files."""
        source = self.sources.get(kind)
        return source.where(*path) if source else self.pack.where()


def check_packs(packs: Mapping[str, ReadPack]) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with packs that could be read."""
    problems: list[Diagnostic] = []
    for code, read in packs.items():
        above = tuple(_stack_problems(code, packs))
        problems += above
        problems += _identity(read, code)
        problems += _histories(read)
        problems += _instruments(read)
        problems += _duties(read)
        if not above:
            problems += _references(read, _stack(code, packs))
    return tuple(problems)


def _stack(code: str, packs: Mapping[str, ReadPack]) -> tuple[ReadPack, ...]:
    within = packs[code].pack.within
    return (*_stack(within, packs), packs[code]) if within else (packs[code],)


def _stack_problems(code: str, packs: Mapping[str, ReadPack]) -> Iterator[Diagnostic]:
    read = packs[code]
    seen = [code]
    within = read.pack.within
    while within:
        if within not in packs:
            known = frozenset(packs) - {code}
            at = read.where("pack", "within")
            yield Diagnostic("PG-P010", f'"{within}" is not a pack that can be used', at, nearest(within, known))
            return
        if within in seen:
            line = " in ".join((*seen, within))
            at = read.where("pack", "within")
            yield Diagnostic("PG-P011", f"the packs stand in a circle: {line}", at, "Name the wider place only.")
            return
        seen.append(within)
        within = packs[within].pack.within
    parent = packs[read.pack.within].pack if read.pack.within else None
    if parent is not None and code not in {part.code for part in parent.parts}:
        hint = f"Add {{code: {code}, name: {read.pack.name}}} to its `parts:`."
        message = f'"{parent.code}" does not list "{code}" as a part'
        yield Diagnostic("PG-P012", message, read.where("pack", "within"), hint)


def _identity(read: ReadPack, folder: str) -> Iterator[Diagnostic]:
    if read.pack.code != folder:
        hint = "The code and the folder have one name."
        message = f'the pack "{read.pack.code}" stands in the folder "{folder}"'
        yield Diagnostic("PG-P013", message, read.where("pack", "code"), hint)
    pack = read.pack
    ids = [("instruments", i, item.id) for i, item in enumerate(pack.instruments)]
    ids += [("instruments", i, p.id) for i, item in enumerate(pack.instruments) for p in item.provisions]
    ids += [("parameters", i, item.id) for i, item in enumerate(pack.parameters)]
    ids += [("parameters", i, item.id) for i, item in enumerate(pack.authorities)]
    ids += [("obligations", i, item.id) for i, item in enumerate(pack.obligations)]
    seen: set[tuple[str, str]] = set()
    for kind, index, name in ids:
        if (kind, name) in seen:
            hint = "Give each its own id."
            yield Diagnostic("PG-P014", f'"{name}" is used twice', read.where(kind, index, "id"), hint)
        seen.add((kind, name))


def _histories(read: ReadPack) -> Iterator[Diagnostic]:
    for index, parameter in enumerate(read.pack.parameters):
        if not parameter.values:
            at = read.where("parameters", index, "values")
            yield Diagnostic("PG-P020", f'"{parameter.id}" has no value', at, "Give a value with its start.")
        order = [i for _, i in sorted((v.starts, i) for i, v in enumerate(parameter.values) if v.starts)]
        for i, value in enumerate(parameter.values):
            if value.starts is None:
                if not value.expected:
                    at = read.where("parameters", index, "values", i)
                    hint = "Give the day on which it starts, or mark it `expected: true`."
                    yield Diagnostic("PG-P027", f'a value of "{parameter.id}" has no start', at, hint)
                continue
            if value.ends is not None and value.ends <= value.starts:
                at = read.where("parameters", index, "values", i, "ends")
                message = f'"{parameter.id}" ends on {value.ends.isoformat()}, not after it starts'
                yield Diagnostic("PG-P021", message, at, "A period includes its start and not its end.")
        for i, j in pairwise(order):
            yield from _join(read, parameter, (index, i, j))


def _join(read: ReadPack, parameter: Parameter, place: tuple[int, int, int]) -> Iterator[Diagnostic]:
    index, i, j = place
    first, second = parameter.values[i], parameter.values[j]
    start = second.starts
    if start is None or first.expected or second.expected:
        return
    day = start.isoformat()
    if first.ends is None or first.ends > start:
        at = read.where("parameters", index, "values", j)
        hint = f"End the first on {day}; a period does not include its end."
        yield Diagnostic("PG-P022", f'"{parameter.id}" has two values on {day}', at, hint)
    elif first.ends < start:
        message = f'"{parameter.id}" has no value from {first.ends.isoformat()} to {day}'
        at = read.where("parameters", index, "values", j)
        hint = f"End the first on {day}, or write down the value that held in between."
        yield Diagnostic("PG-P023", message, at, hint)


def _instruments(read: ReadPack) -> Iterator[Diagnostic]:
    for index, instrument in enumerate(read.pack.instruments):
        starts = [e.counts_from for e in instrument.events if e.kind == "starts" and e.counts_from]
        for i, event in enumerate(instrument.events):
            if event.kind == "ends" and event.how is None:
                hint = "Say how: superseded, rescinded, stayed or lapsed."
                message = f'the end of "{instrument.id}" does not say how it ended'
                yield Diagnostic("PG-P024", message, read.where("instruments", index, "events", i), hint)
            if event.kind == "ends" and event.counts_from and starts and event.counts_from < min(starts):
                message = f'"{instrument.id}" ends before it starts'
                yield Diagnostic("PG-P025", message, read.where("instruments", index, "events", i), "Check the days.")
        if not instrument.events:
            at = read.where("instruments", index, "events")
            hint = "Say when it starts, or that it was made."
            yield Diagnostic("PG-P026", f'"{instrument.id}" has no event', at, hint)


def _duties(read: ReadPack) -> Iterator[Diagnostic]:
    for index, duty in enumerate(read.pack.obligations):
        missing = _unmeetable(duty)
        if missing:
            at = read.where("obligations", index)
            message = f'nobody can meet "{duty.id}": {missing}'
            yield Diagnostic("PG-P030", message, at, "Complete the row, or set `accounted:` with a reason.")
        if duty.accounted and not duty.reason:
            at = read.where("obligations", index)
            hint = "Say in `reason:` why the row is not met here."
            yield Diagnostic("PG-P031", f'"{duty.id}" is accounted for without a reason', at, hint)
        if duty.document and duty.document not in DOCUMENTS:
            at_document = read.where("obligations", index, "document")
            message = f'"{duty.document}" is not a document'
            yield Diagnostic("PG-P032", message, at_document, nearest(duty.document, DOCUMENTS))


def _unmeetable(duty: Obligation) -> str:
    if duty.accounted:
        return ""
    match duty.kind:
        case "say":
            return (
                "" if duty.document and (duty.elements or duty.clauses) else "it names no document, element or clause"
            )
        case "never":
            return "" if duty.phrases else "it names no phrase"
        case "answer":
            return "" if duty.holds else "it has no `holds:`"
        case "do":
            return ""


def _references(read: ReadPack, stack: tuple[ReadPack, ...]) -> Iterator[Diagnostic]:
    day = read.pack.checked_on
    cited = {
        id_: status
        for r in stack
        for instrument in r.pack.instruments
        for status in [instrument.status(day)]
        for id_ in (instrument.id, *(provision.id for provision in instrument.provisions))
    }
    wider = {p.id for r in stack[:-1] for p in r.pack.parameters}
    declared = {name for r in stack for name in _law_names(r.pack)}
    for i, parameter in enumerate(read.pack.parameters):
        yield from _cites(read, ("parameters", i), parameter.cites, cited)
        yield from _narrower(read, i, parameter, wider)
    for i, duty in enumerate(read.pack.obligations):
        yield from _cites(read, ("obligations", i), duty.cites, cited)
        for key, text in (("when", duty.when), ("holds", duty.holds)):
            if text:
                yield from _condition(partial(read.where, "obligations", i, key), text, declared)
    for i, rule in enumerate(read.pack.counting):
        yield from _cites(read, ("pack", "counting", i), rule.cites, cited)
    for i, body in enumerate(read.pack.authorities):
        for limit in body.limits:
            if limit not in declared:
                at = read.where("pack", "authorities", i, "limits")
                yield Diagnostic("PG-P040", f'"{limit}" is not a parameter', at, nearest(limit, frozenset(declared)))


def _law_names(pack: Pack) -> Iterator[str]:
    yield from (parameter.id for parameter in pack.parameters)
    yield from (body.id for body in pack.authorities)


def _cites(
    read: ReadPack, at: tuple[str, *tuple[str | int, ...]], cites: tuple[str, ...], known: Mapping[str, Status]
) -> Iterator[Diagnostic]:
    for cite in cites:
        if cite not in known:
            hint = nearest(cite, frozenset(known))
            yield Diagnostic("PG-P041", f'the citation "{cite}" points nowhere', read.where(*at, "cites"), hint)
        elif known[cite] in ENDED:
            hint = "Cite what stands in its place, or what ended it."
            message = f'"{cite}" is cited, but it is {known[cite]}'
            yield Diagnostic("PG-P042", message, read.where(*at, "cites"), hint)


def _narrower(read: ReadPack, index: int, parameter: Parameter, wider: set[str]) -> Iterator[Diagnostic]:
    if parameter.id in wider and parameter.instead_of != parameter.id:
        message = f'"{parameter.id}" is a parameter of a wider pack too'
        hint = f"Give it another id, or say `instead_of: {parameter.id}`."
        yield Diagnostic("PG-P043", message, read.where("parameters", index, "id"), hint)
    if parameter.instead_of and parameter.instead_of not in wider:
        hint = nearest(parameter.instead_of, frozenset(wider))
        message = f'"{parameter.instead_of}" is not a parameter of a wider pack'
        yield Diagnostic("PG-P044", message, read.where("parameters", index, "instead_of"), hint)


def _condition(where: Callable[[], Where], text: str, declared: set[str]) -> Iterator[Diagnostic]:
    try:
        tree = expression.condition(text)
    except PolicygenError as error:
        yield from (replace(problem, where=where()) for problem in error.diagnostics)
        return
    for number in sorted(numbers(tree)):
        hint = "Make it a parameter with its period and citation, and write `law.<parameter>`."
        yield Diagnostic("PG-P045", f"the number {number} stands in a condition", where(), hint)
    for path in sorted(expression.names(tree)):
        if path[0] == "law" and (len(path) < 2 or path[1] not in declared):
            name = ".".join(path)
            hint = nearest(path[-1], frozenset(declared))
            yield Diagnostic("PG-P046", f'"{name}" is not a parameter of the place', where(), hint)


def numbers(tree: expression.Expr) -> frozenset[int]:
    """The whole numbers written out in a condition: a legal one belongs in a parameter."""
    match tree:
        case expression.Literal(value):
            plain = isinstance(value, int) and not isinstance(value, bool)
            return frozenset({value}) if plain and isinstance(value, int) else frozenset()
        case expression.Ref():
            return frozenset()
        case expression.Listing(parts) | expression.All(parts) | expression.AnyOf(parts):
            return frozenset().union(*(numbers(part) for part in parts))
        case expression.Compare(left, steps):
            return numbers(left).union(*(numbers(step) for _, step in steps))
        case expression.Not(part) | expression.Filtered(part, _, _):
            return numbers(part)
