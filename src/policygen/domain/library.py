"""What content authors write: elements, clauses, outlines, industries and kinds of third party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from policygen.domain.document import Look, Numbering, Picture
from policygen.domain.law import Pack
from policygen.domain.pack import Ids
from policygen.domain.pack_words import PackWords, in_words
from policygen.domain.questions import Question, QuestionnaireWords, QuestionSection
from policygen.domain.sheet import SheetKind
from policygen.errors import Diagnostic, Where

Level = Literal["must", "should"]
Format = Literal["docx", "pdf", "html", "md"]
Layer = Literal["base", "industry", "third-party", "place", "organisation"]
# The name of one record in a section that is repeated for each record of a list.
RECORD_OF: Mapping[str, str] = {"third_party_families": "family", "jurisdictions": "jurisdiction", "places": "place"}
FORMATS: tuple[Format, ...] = ("docx", "pdf", "html", "md")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(_Frozen):
    """What a document of a type must or should say, in one plain sentence; `when` limits where it applies.

    `document` is one document id or several, each of which has to say it for itself.
    """

    id: str
    document: Ids
    level: Level
    says: str
    when: str = ""
    file: str = ""


class Clause(_Frozen):
    """A clause as its author wrote it: front matter and a Markdown body with conditions.

    `slot` is `document/slot`, one or several. `record` restricts a clause of an `each:` section to the record
    of that id (front matter `for:`). `replaces` names the clause it stands in for, `removes` one it takes out
    (with `reason`). `anticipates` names law that is expected and not yet in force.
    """

    id: str
    version: int
    title: str = ""
    slots: tuple[str, ...]
    supplies: tuple[str, ...] = ()
    when: str = ""
    record: str = ""
    order: int = 100
    replaces: str = ""
    removes: str = ""
    reason: str = ""
    cites: tuple[str, ...] = ()
    anticipates: tuple[str, ...] = ()
    instead_of: str = ""
    body: str = ""
    language: str = "en"
    layer: Layer = "base"
    owner: str = ""
    file: str = ""
    body_line: int = 1

    def where(self, line: int = 0) -> Where:
        """The place of a line of the body in its file."""
        return Where(self.file, self.body_line + line if line else None, None, self.id)


class SectionPlan(_Frozen):
    """A section of an outline: its slots in order. `each` repeats it for every record of a list.

    `picture` is drawn before its heading on a print sheet.
    """

    id: str
    title: str = ""
    slots: tuple[str, ...]
    each: str = ""
    when: str = ""
    look: Look = "plain"
    picture: Picture = ""
    numbering: Numbering | None = None
    new_page: bool = False
    required: bool = False


class Outline(_Frozen):
    """The plan of a document type, or of one of its variants (`variant_of`).

    `use` tells in START-HERE what to do with it. `words` are the most words by size band (micro, small, larger) or
    `any`. `each` issues one document for each of the `places`, or for each law they stand under (`jurisdictions`).
    `contents` asks for a list of contents, always or under a condition. `references` says what a cross-reference
    prints. `close` sets it closer on paper. `says_what_is_not` asks it to say what is not harassment. `sheet` is a print
    sheet, one a paper size. `manner` is how it lists things, for languages that have more than one. `owner` is the pack
    it comes from, if any: it is then issued where that pack holds; where it bears the id of a document of the core, it
    stands in for it in its own language. `company` is the answer that names the company of a group that signs it.
    `source` is the language it is translated from: its clauses are chosen in that
    language and printed in its own. `cites` is the law without which no translation of it is issued.
    """

    id: str
    title: str
    subtitle: str = ""
    variant_of: str = ""
    variant: str = ""
    reader: Literal["staff", "public", "lawyer", "management"]
    use: str = ""
    grade: Mapping[str, int] = {}
    words: Mapping[str, int] = {}
    numbering: Numbering = "none"
    references: Literal["number", "title", "number-and-title"] = "number"
    manner: str = ""
    contents: bool | str = False
    sections: tuple[SectionPlan, ...]
    each: str = ""
    when: str = ""
    company: str = ""
    cites: Ids = ()
    formats: tuple[Format, ...] = FORMATS
    close: bool = False
    says_what_is_not: bool = False
    sheet: SheetKind = ""
    running_head: str = ""
    running_foot: str = ""
    language: str = "en"
    source: str = ""
    file: str = ""
    owner: str = ""

    @property
    def document(self) -> str:
        """The document id that its slots and elements belong to."""
        return self.variant_of or self.id


class DefaultDocument(_Frozen):
    """A document that is issued unless the answers switch it off, for every organisation or where `when` holds."""

    id: str
    when: str = ""


class Derived(_Frozen):
    """A derived value as content declares it; `domain/derived.py` computes it from the answers at `inputs`."""

    name: str
    kind: str
    says: str
    inputs: tuple[str, ...] = ()


class ThirdParty(_Frozen):
    """A kind of outsider: how it is named (plural and singular) and which family's procedure it takes."""

    id: str
    title: str
    words: str
    one: str
    family: str


class Industry(_Frozen):
    """An industry: its own words for people, place and kinds of outsiders, and what it usually answers."""

    id: str
    title: str
    words: Mapping[str, str]
    third_parties: tuple[str, ...]
    third_party_words: Mapping[str, str] = {}
    still_served: str = ""


@dataclass(frozen=True)
class Library:
    """All content of one search path, loaded and checked, law not yet dated."""

    elements: Mapping[str, Element]
    clauses: tuple[Clause, ...]
    outlines: Mapping[str, Outline]
    industries: Mapping[str, Industry]
    third_parties: Mapping[str, ThirdParty]
    families: tuple[str, ...]
    sections: tuple[QuestionSection, ...]
    derived: Mapping[str, Derived]
    words: Mapping[str, Mapping[str, str]]
    spelling: Mapping[str, Mapping[str, str]]
    packs: Mapping[str, Pack]
    profile: tuple[DefaultDocument, ...] = ()
    own_outlines: Mapping[tuple[str, str], Outline] = field(default_factory=dict)  # by document and language
    translations: Mapping[tuple[str, str], Clause] = field(default_factory=dict)  # by id and language
    asked_in: Mapping[str, QuestionnaireWords] = field(default_factory=dict)  # the questionnaire in further languages
    law_words: Mapping[tuple[str, str], PackWords] = field(default_factory=dict)  # by pack and language
    parts: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    broken: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)  # packs that cannot be used, and why

    def faults(self, code: str) -> tuple[Diagnostic, ...]:
        """What keeps the law of a place from being used; empty where nothing does."""
        at = next((b for b in sorted(self.broken, key=len, reverse=True) if f"{code}-".startswith(f"{b}-")), "")
        return () if code in self.packs else self.broken.get(at, ())

    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked."""
        return tuple(question for section in self.sections for question in section.questions)

    def stack(self, code: str) -> tuple[str, ...]:
        """The codes of the packs that hold at a place, narrowest first; empty for a code nobody lists."""
        if code not in self.packs:
            listing = (p.code for p in self.packs.values() if any(part.code == code for part in p.parts))
            code = max(listing, key=len, default="")
        found: list[str] = []
        while code in self.packs and code not in found:
            found.append(code)
            code = self.packs[code].within
        return tuple(found)

    def fields(self, question: Question, law: str) -> tuple[Question, ...]:
        """The fields of one record of a question: the core's, and those of the packs that hold under its law."""
        packs = ("", *self.stack(law))
        return tuple(one for one in question.fields if one.law in packs)

    def languages(self) -> tuple[str, ...]:
        """The languages the library has words for."""
        return tuple(self.words)

    def languages_at(self, laws: Sequence[str]) -> tuple[str, ...]:
        """The languages in which something can be issued where these laws hold."""
        packs = {code for law in laws for code in self.stack(law)}
        local = {language for (_, language), one in self.own_outlines.items() if one.owner in packs}
        core = {one.language for one in self.clauses if one.layer != "place"} or set(self.words)
        return tuple(language for language in self.words if language in local | core)

    def only_at(self, language: str) -> tuple[str, ...]:
        """The codes of the packs that have documents of their own in a language; empty where they have none."""
        return tuple(sorted({one.owner for (_, of), one in self.own_outlines.items() if of == language and one.owner}))

    def packs_in(self, language: str) -> Mapping[str, Pack]:
        """The packs in the words of a language; what has none stays in the language of the source."""
        return self.worded_packs.get(language, self.packs)

    def worded(self, code: str, language: str) -> bool:
        """Whether the law of a pack is written in a language, its own or by translation."""
        words = self.law_words.get((code, language))
        return language in self.packs[code].languages or (words is not None and words.whole(self.packs[code]))

    @cached_property
    def worded_packs(self) -> Mapping[str, Mapping[str, Pack]]:
        found: dict[str, dict[str, Pack]] = {}
        for (code, language), words in self.law_words.items():
            if code in self.packs:
                found.setdefault(language, dict(self.packs))[code] = in_words(self.packs[code], words)
        return found

    @cached_property
    def of_document(self) -> Mapping[str, tuple[Clause, ...]]:
        """The clauses that have a slot in each document, in the order of the library."""
        found: dict[str, dict[int, Clause]] = {}
        for at, clause in enumerate(self.clauses):
            for slot in clause.slots:
                found.setdefault(slot.partition("/")[0], {})[at] = clause
        return {document: tuple(clauses.values()) for document, clauses in found.items()}

    def in_language(self, clause: Clause, language: str) -> Clause:
        """The clause in a language: as it is, or its translation; the clause itself where there is none."""
        return clause if clause.language == language else self.translations.get((clause.id, language), clause)

    def every_text(self) -> tuple[Clause, ...]:
        """The clauses, and their translations."""
        return (*self.clauses, *self.translations.values())

    def every_outline(self) -> tuple[Outline, ...]:
        """The outlines, and those that stand in for one of them in a language of their own."""
        return (*self.outlines.values(), *self.own_outlines.values())
