"""The first files of a pack, a clause or a document, as text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygen.content.clauses import MOST_ID
from policygen.domain.pack import Basis, Evidence
from policygen.errors import fail

Files = Mapping[str, str]  # path below the root → text
ANNEX, ANNEX_SAYS = "third-party-harassment-policy/annex-duty", "POL-29"
GRADES = {"staff": (9, 11), "public": (6, 8)}
_CODE = re.compile(r"[a-z]{2}(-[a-z0-9]+)*")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS_OF_ID = 8


@dataclass(frozen=True)
class NewPack:
    """A place, with one act, one value and one duty that its author has at hand: enough for an annex that says so much."""

    code: str
    name: str
    within: str
    locale: str
    paper: str
    instrument: str
    pinpoint: str
    url: str
    basis: Basis
    starts: date
    evidence: Evidence
    parameter: str
    says: str
    value: str
    unit: str
    duty: str
    checked_on: date
    review_by: date


@dataclass(frozen=True)
class NewClause:
    """A clause with its text. `owner` is the code of the pack it belongs to; empty for the organisation's own."""

    id: str
    slot: str
    title: str
    text: str
    owner: str = ""
    when: str = ""
    supplies: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    replaces: str = ""
    language: str = "en"


@dataclass(frozen=True)
class NewDocument:
    """A document with one section, and the text that stands there."""

    id: str
    title: str
    reader: str
    section: str
    text: str


def pack_files(new: NewPack, words: Mapping[str, str]) -> Files:
    """The files of a pack; `words` are the library's, for its README and its terms."""
    _fits(_CODE, new.code, "a code such as `nz` or `us-tx`")
    _locale(new.locale)
    act = f"{new.code}-{_slug(new.instrument)}"
    provision = f"{act}-{_slug(new.pinpoint)}" if new.pinpoint else ""
    pinpoint = [f"  provisions: [{{id: {provision}, pinpoint: {_quoted(new.pinpoint)}}}]"] if provision else []
    folder, duty = f"jurisdictions/{new.code}", f"{new.code}-duty"
    clause = NewClause(duty, ANNEX, "", new.duty, new.code, supplies=(ANNEX_SAYS,), cites=(provision or act,))
    readme = words["scaffold.pack_readme"].format(
        name=new.name, code=new.code, instrument=new.instrument, says=new.says, duty=_one_line(new.duty), checked_on=new.checked_on,
        counts=_counts(new.evidence, words["scaffold.pack_counts"]),
    )  # fmt: skip
    return {
        f"{folder}/pack.yaml": _lines(
            f"code: {new.code}", f"name: {_quoted(new.name)}",
            *([f"within: {new.within}"] if new.within else []),
            "languages: [en]", f"english: {'en-US' if new.locale == 'en-US' else 'en-GB'}",
            f"locale: {new.locale}", f"paper: {new.paper}",
            f"checked_on: {new.checked_on}", f"review_by: {new.review_by}",
            *(["terms: {}"] if new.within else ["terms:", *_indented(words["scaffold.pack_terms"])]),
        ),
        f"{folder}/instruments.yaml": _lines(
            f"- id: {act}", f"  title: {_quoted(new.instrument)}", f"  url: {_quoted(new.url)}",
            f"  basis: {new.basis}", f"  evidence: {new.evidence}",
            "  events:", f"  - {{kind: starts, day: {new.starts}, evidence: {new.evidence}}}", *pinpoint,
        ),
        f"{folder}/parameters.yaml": _lines(
            f"- id: {new.parameter}", f"  says: {_quoted(new.says)}", f"  unit: {_quoted(new.unit)}",
            f"  cites: {provision or act}", f"  basis: {new.basis}", f"  checked_on: {new.checked_on}", "  values:",
            f"  - {{value: {_value(new.value, new.unit)}, starts: {new.starts}, evidence: {new.evidence}}}",
        ),
        f"{folder}/obligations.yaml": _lines(
            f"- id: {new.code.upper()}-01", "  kind: say", "  force: must", f"  says: {_quoted(new.duty)}",
            f"  document: {ANNEX.partition('/')[0]}", f"  clauses: {duty}", f"  cites: {provision or act}",
            f"  evidence: {new.evidence}",
        ),
        f"{folder}/README.md": readme,
        **clause_files(clause),
    }  # fmt: skip


def clause_files(new: NewClause) -> Files:
    """The one file of a clause."""
    _fits(_KEBAB, new.id, f"an id in lower case with hyphens, at most {MOST_ID} characters", MOST_ID)
    named = {"supplies": new.supplies, "cites": new.cites}
    front = _lines(
        f"id: {new.id}", "version: 1",
        *([f"title: {_quoted(new.title)}"] if new.title else []),
        f"slot: {new.slot}",
        *(f"{key}: [{', '.join(values)}]" for key, values in named.items() if values),
        *([f"when: {_quoted(new.when)}"] if new.when else []),
        *([f"replaces: {new.replaces}"] if new.replaces else []),
    )  # fmt: skip
    folder = f"jurisdictions/{new.owner}" if new.owner else "templates"
    path = f"{folder}/clauses/{new.slot.partition('/')[0]}/{new.id}.{new.language}.md"
    return {path: f"---\n{front}---\n{new.text.strip()}\n"}


def document_files(new: NewDocument) -> Files:
    """The outline of a document and its first clause, which has the document's id."""
    _fits(_KEBAB, new.id, f"an id in lower case with hyphens, at most {MOST_ID} characters", MOST_ID)
    slot = _slug(new.section)
    target, most = GRADES.get(new.reader, (0, 0))
    outline = _lines(
        f"id: {new.id}", f"title: {_quoted(new.title)}", f"reader: {new.reader}",
        *([f"grade: {{target: {target}, most: {most}}}"] if target else []),
        "numbering: headings", "sections:",
        f"  - {{id: {slot}, title: {_quoted(new.section)}, slots: [{slot}]}}",
    )  # fmt: skip
    clause = NewClause(new.id, f"{new.id}/{slot}", "", new.text)
    return {f"templates/documents/{new.id}.yaml": outline, **clause_files(clause)}


def _counts(evidence: Evidence, kinds: str) -> str:
    """A row for each kind of source, one of each counted under its mark."""
    marks = ("primary", "secondary", "unread", "background")
    rows = zip(kinds.split("\n"), (1, 1, 0, 1), strict=False)
    return "\n".join(
        f"| {kind.strip()} | " + " | ".join(str(n if mark == evidence else 0) for mark in marks) + " |"
        for kind, n in rows
        if kind.strip()
    )


def _locale(code: str) -> None:
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        hint = "Write the language and the country, such as en-NZ."
        raise fail("PG-S005", f'"{code}" is not a locale', hint=hint) from error


def _fits(pattern: re.Pattern[str], id_: str, what: str, most: int = 99) -> None:
    if not pattern.fullmatch(id_) or len(id_) > most:
        raise fail("PG-S004", f'"{id_}" cannot be used here', hint=f"Write {what}.")


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words[:_WORDS_OF_ID]) or "text"


def _value(text: str, unit: str) -> str:
    if re.fullmatch(r"[0-9]{1,9}", text):
        return str(int(text))
    if unit == "yes or no" and text in ("yes", "no"):
        return "true" if text == "yes" else "false"
    return _quoted(text)


def _quoted(text: str) -> str:
    """Text in double quotes: what JSON writes is YAML too."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.strip().splitlines()]


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"
