"""The decisions of an issue as its manifest records them: with the files they are about, and what each clause read."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import shown
from policygen.assembly.expanded import Written
from policygen.domain.answers import Answers
from policygen.domain.decision import Decision
from policygen.domain.document import Document
from policygen.domain.law import Law
from policygen.domain.values import AnyValue, Record
from policygen.templating import tokens
from policygen.templating.body import Expanded
from policygen.templating.reads import names_read

_EMPHASIS = re.compile(r"[*_`]")
_MARKS = re.compile(r"\(https?:[^)]*\)|[#>|\[\]{}]|^\s*[-:]+\s*", re.MULTILINE)
_FORM = re.compile(r'```.*?label: *"([^"]*)', re.DOTALL)
_TABLE = re.compile(r"\|(?P<head>.*)\|\s*\n\|[\s:|-]+$", re.MULTILINE)  # the head of a table and the line below it
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_BEGINS = 48  # characters of a clause without a title


def decisions(assembled: Assembled, file: str) -> Iterator[Decision]:
    """Every decision of one document; those on clauses that stand in it with the values that their words rest on."""
    written = {(one.clause.id, one.record): one for one in assembled.written}
    for decision in assembled.decisions:
        found = written.get((decision.clause, decision.record)) if decision.outcome == "in" else None
        if found is None:
            yield replace(decision, file=file)
        else:
            words = _digest(*map(_text, (found.section_title, found.title, found.body)))
            yield replace(decision, file=file, read=_read(found), title=called(found), words=words)


def head(document: Document) -> str:
    """The digest of what a document says around its clauses: its title and its running lines."""
    said = (document.title, document.subtitle, document.running_head, document.running_foot)
    return _digest(*(tokens.filled(text, document.values) for text in said))


def records(answers: Answers) -> Iterator[tuple[str, Record]]:
    """Every record of the answers, by the path of the answer: a contact under each answer that names it."""
    return _records("", answers.tree)


def contacts(answers: Answers) -> Mapping[str, str]:
    """Which contact each answer names that is one, by its path: `reporting.decides` → `contacts.owner`."""
    return {path: one.name for path, one in records(answers) if one.name.startswith("contacts.") and path != one.name}


def issue(answers: Answers) -> Mapping[str, str]:
    """What tells one issue from the next: its version. The day of its approval is entered when its words are settled."""
    version = answers.get("issue.version")
    return {"version": version} if isinstance(version, str) else {}


def citations(law: Law, decisions: tuple[Decision, ...]) -> Mapping[str, str]:
    """The words of every citation that a clause of the documents rests on."""
    cited = {id_ for decision in decisions if decision.outcome == "in" for id_ in decision.cites}
    return {id_: citation.text for code in law.packs for id_, citation in law.citations(code).items() if id_ in cited}


def _records(path: str, value: AnyValue) -> Iterator[tuple[str, Record]]:
    if isinstance(value, tuple):
        for one in value:
            yield from _records(one.name if isinstance(one, Record) else path, one)
    elif isinstance(value, Record):
        yield path, value
        for name in value:
            yield from _records(f"{path}.{name}" if path else name, value.get(name))


def _read(written: Written) -> tuple[tuple[str, str], ...]:
    """Names and values: those printed as they are printed, the others as a trace names them."""
    scope, found = written.scope, {}
    if scope is not None:
        found = {".".join(path): shown(scope.lookup(path)) for path in names_read(written.clause)}
    printed = {name: "; ".join(dict.fromkeys(v.text for v in written.values if v.source == name))
               for name in {value.source for value in written.values}}  # fmt: skip
    return tuple(sorted({**found, **printed}.items()))


def called(written: Written) -> str:
    """The title of a clause, that of its section, or the words it begins with: of a table, those over its columns."""
    title = _text(written.title) or _text(written.section_title)
    if title:
        return title
    text = _text(written.body)
    if table := _TABLE.match(text):
        words = " / ".join(filter(None, (cell.strip() for cell in table["head"].split("|"))))
    else:
        form = _FORM.match(text)
        words = form[1] if form else _BLOCK.sub("", text)
    return _beginning(" ".join(_MARKS.sub(" ", _EMPHASIS.sub("", words)).split()))


def _beginning(text: str) -> str:
    """The first words of a text; of one without spaces, its first characters."""
    if len(text) <= _BEGINS:
        return text
    space = text.rfind(" ", 1, _BEGINS)
    return f"{text[: space if space > 0 else _BEGINS]} …"


def _text(expanded: Expanded) -> str:
    return tokens.filled(expanded.text, expanded.values).strip()


def _digest(*texts: str) -> str:
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]
