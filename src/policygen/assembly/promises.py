"""The promises of an issue: every sentence with a deadline, a named post, a service, or "we will"."""

import re
from collections.abc import Iterator, Sequence

from policygen.assembly.assemble import Assembled
from policygen.assembly.expanded import Written
from policygen.domain.document import Value
from policygen.domain.values import AnyValue
from policygen.templating import tokens

_BINDING = (
    "reporting.times.", "response.", "vendors.times.", "support.", "contacts.", "reporting.decides", "reporting.finds_facts",
    "reporting.about_management", "reporting.records", "next_review",
)  # fmt: skip
_WORDS = re.compile(r"\bwe (?:will|aim|always|answer|act on|pay|give|help)\b", re.IGNORECASE)
_MARKUP = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)|`|\[\]\(#[a-z0-9-]+\)|^#+ |^> ?|^\s*(?:[-*]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def promises(assembled: Sequence[Assembled]) -> Iterator[dict[str, AnyValue]]:
    """One row a sentence and clause, main documents only: a variant repeats what its document promises."""
    seen: set[tuple[str, str]] = set()
    for one in assembled:
        if one.outline.variant_of:
            continue
        title = tokens.filled(one.document.title, one.document.values)
        numbers = {(d.clause, d.record): d.number for d in one.decisions if d.outcome == "in"}
        for written in one.written:
            for sentence in _sentences(written):
                if (one.outline.id, sentence) in seen:
                    continue
                seen.add((one.outline.id, sentence))
                number = numbers.get((written.clause.id, written.record), "")
                yield {"what": sentence, "document": title, "clause": f"{number} {written.clause.id}".strip()}


def _sentences(written: Written) -> Iterator[str]:
    values = written.body.values
    for line in written.body.text.split("\n"):
        if line.startswith("|"):
            yield from _row(line, values)
            continue
        for part in _SENTENCE_END.split(line):
            plain = _MARKUP.sub("", part).strip()
            if plain and (_binds(part, values) or _WORDS.search(plain)):
                yield " ".join(tokens.filled(plain, values).split())


def _row(line: str, values: Sequence[Value]) -> Iterator[str]:
    if _binds(line, values):
        cells = (_MARKUP.sub("", cell).strip() for cell in line.strip().strip("|").split("|"))
        yield " ".join(tokens.filled(": ".join(cell for cell in cells if cell), values).split())


def _binds(text: str, values: Sequence[Value]) -> bool:
    return any(values[index].source.startswith(_BINDING) for index in tokens.found(text))
