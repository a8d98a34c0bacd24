"""The promises of an issue: every sentence with a deadline, a named post or a service, and every "we will"."""

import re
from collections.abc import Iterator, Sequence

from policygen.assembly import prose
from policygen.assembly.assemble import Assembled
from policygen.assembly.compose import plain_text
from policygen.assembly.numbering import headed
from policygen.domain.document import Block, Clause, Document, Paragraph, Section, Strong
from policygen.domain.values import AnyValue
from policygen.templating import tokens

_BINDING = ("reporting.", "response.", "vendors.times.", "support.", "contacts.", "next_review")
# Times that the organisation sets itself: a row that gives one is a promise, however short.
_TIMES = (
    "reporting.times.", "reporting.records_kept", "response.longest_ban", "response.reply_or_appeal.within",
    "response.recordings_kept", "support.paid_time", "training.records_kept", "vendors.times.",
)  # fmt: skip
# "We" with a verb that binds; what we are, may, can or ask for is no promise.
_WE = re.compile(
    r"\bwe (?!are\b|were\b|may\b|can\b|cannot\b|could\b|ask\b|need\b|have\b|would\b|do not know\b)[a-z]+", re.IGNORECASE
)
# The same in Japanese: what the organisation calls itself is a value there; the end says whether it may, has or will.
_SELF = ("words.self", "words.body")
_NO_PROMISE = re.compile(r"(?:こと(?:が|も)(?:でき|あ)(?:る|ます|ります)|おります|ました)。?$")
_MADE_GOOD = re.compile(r"\b(?:made up|paid time|is paid|are paid|counts? as made)\b", re.IGNORECASE)
# What is promised without "we": nobody is worse off, who will know, and a standard of our own.
_GIVEN = re.compile(
    r"\b(?:stays? the same|lose nothing|counts? against|will know|nobody (?:may|is worse)|our own standard)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」")
_ASKS = re.compile(r"[?？][”\"」)）]?$")
_STOPS = ".,:;。：，、　 "
_WORD = re.compile(r"[A-Za-z]{2,}|[\u3040-\u30ff\u3400-\u9fff]{4}")
_LETTER = re.compile(r"[^\W\d_]")
FEWEST_OWN_WORDS = 3


def promises(assembled: Sequence[Assembled]) -> Iterator[dict[str, AnyValue]]:
    """One row a sentence, main documents only: a variant repeats what its document promises."""
    seen: set[tuple[str, str]] = set()
    for one in assembled:
        if one.outline.variant_of:
            continue
        document = one.document
        title = tokens.filled(document.title, document.values)
        for place, text in _texts(document):
            sentence = " ".join(tokens.filled(text, document.values).split())
            if (document.id, sentence) not in seen and _binds(text, document):
                seen.add((document.id, sentence))
                yield {"what": sentence, "document": title, "clause": place}


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every sentence after the place where it stands."""
    for section in document.sections:
        for clause, head in headed(section):
            for block in clause.blocks:
                for text in prose.sentences(block, whole=True):
                    yield _place(section, head, block, document), text


def _binds(text: str, document: Document) -> bool:
    """A promise, and not a bare contact: it has words of its own beside the values, and one at least beside a time."""
    if _names(text, document, _TIMES) and _LETTER.search(tokens.PATTERN.sub("", text)):
        return True
    if _ASKS.search(text):
        return False
    text = _QUOTED.sub(" ", text)  # what somebody says, or must never say
    own = len(_WORD.findall(tokens.PATTERN.sub(" ", text)))
    ours = _WE.search(text) or _MADE_GOOD.search(text) or _GIVEN.search(text) or _itself(text, document)
    return own >= FEWEST_OWN_WORDS and bool(ours or _names(text, document, _BINDING))


def _names(text: str, document: Document, sources: tuple[str, ...]) -> bool:
    """Whether the text prints a value from one of these answers."""
    return any(document.values[index].source.startswith(sources) for index in tokens.found(text))


def _itself(text: str, document: Document) -> bool:
    """Whether a Japanese sentence says what the organisation does, by the name it gives itself."""
    if document.language != "ja" or _NO_PROMISE.search(text):
        return False
    said = (match for match in tokens.PATTERN.finditer(text) if text[match.end() :].startswith("は"))
    return any(document.values[index].source in _SELF for match in said for index in tokens.found(match.group()))


def _place(section: Section, head: Clause | None, block: Block, document: Document) -> str:
    """Where a sentence stands, as a reader finds it: number and heading, else the words in bold that it begins with."""
    over = head or section
    heading = plain_text(over.title) or plain_text(section.title)
    place = f"{over.number or section.number} {heading}".strip()
    if not place and isinstance(block, Paragraph) and block.inlines and isinstance(block.inlines[0], Strong):
        place = plain_text(block.inlines[:1]).strip().rstrip(_STOPS)
    return tokens.filled(place, document.values)
