"""One document of an issue as a page of a site: its words, the law behind each clause, its files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policygen.assembly.assemble import Assembled
from policygen.assembly.defined import Term, with_terms
from policygen.assembly.duties import Account, BuiltClause
from policygen.assembly.grounds import grounds
from policygen.assembly.on_screen import on_screen
from policygen.assembly.plan import Planned
from policygen.assembly.recorded import called
from policygen.assembly.situation import record_names
from policygen.domain.audience import group
from policygen.domain.document import Document, Fields, Sign
from policygen.domain.law import Citation, Law
from policygen.domain.manifest import Artifact
from policygen.domain.wording import definitions
from policygen.publish.site_changes import ClauseWords, page_record
from policygen.publish.site_changes import Issue as Kept
from policygen.publish.site_dial import pressable
from policygen.publish.site_input import SiteFile, SitePage, SitePlace
from policygen.publish.site_law import LawLine, fold_out
from policygen.render.to_markdown import markdown
from policygen.templating import tokens
from policygen.templating.filters import spoken_date
from policygen.workflow import Issue, Job, writer
from policygen.workflow_making import AFRESH, Making

_DEFINITION = 300  # characters of a definition at most in its tooltip; the link leads to all of it

_BRACKETS = "()（）"  # the caption of an article stands in them


@dataclass(frozen=True)
class Paged:
    """A page with what the site records of it. `supplied` maps an element to the place of the clause that says it: the
    first with a number, else the first.
    """

    page: SitePage
    record: Kept
    supplied: Mapping[str, SitePlace] = field(default_factory=dict)


@dataclass(frozen=True)
class _Words:
    """What a page says, and what is known of its clauses."""

    markdown: bytes
    anchors: tuple[str, ...]
    terms: tuple[tuple[str, str, str], ...]
    clauses: tuple[ClauseWords, ...]
    supplied: Mapping[str, SitePlace]
    form: bool


def paged(
    planned: Planned, one: Assembled, artifacts: Sequence[Artifact], issue: Issue, *, law: bool, making: Making = AFRESH
) -> Paged:
    """A document's page. One that is issued for a place or a law is named by it: its page, and its title in the menu.

    With `law`, each clause is followed by the law behind it, in the words of the accounts of the issue.
    """
    job, labels = issue.job, issue.job.library.words[planned.language]
    of = (planned.outline.document, planned.language, planned.record, planned.place)
    of_it = {p.stem: p for p in job.planned if (p.outline.document, p.language, p.record, p.place) == of}
    files = {
        a.path: SiteFile(a.data, _version(of_it[stem], labels))
        for a in artifacts
        if (stem := a.path.rpartition(".")[0]) in of_it and a.path.endswith((".docx", ".pdf"))
    }
    id_, title = _named(planned, one.document, job)
    behind = _behind(planned, one, issue) if law else None
    words = making.keeping(planned.stem, (id_, one, behind, labels), lambda: _words(id_, one, behind, labels))
    page = SitePage(
        id_, title, words.markdown, files, group(planned.outline, one.document), kind_of(planned.outline.id, labels),
        about(job, planned.language, law=law), anchors=words.anchors, terms=words.terms, form=words.form,
    )  # fmt: skip
    return Paged(page, page_record(job.situation.law.as_of.isoformat(), words.clauses), words.supplied)


_Behind = tuple[tuple[Account, ...], Law, tuple[str, ...]]


def _behind(planned: Planned, one: Assembled, issue: Issue) -> _Behind:
    """The duties that a document says, the law they are of, and the places it is about."""
    here, id_ = issue.job.situation_of(planned), one.document.id
    said = (row for row in issue.accounts.column("said") if row.kind == "say" and row.document == id_)
    return tuple(said), here.law, here.codes


def _words(id_: str, one: Assembled, behind: _Behind | None, labels: Mapping[str, str]) -> _Words:
    notes = _notes(one, *behind, labels) if behind else {}
    clauses = one.built.clauses
    terms = tuple(_terms(clauses, labels))
    shown = with_terms(on_screen(one.document), terms)
    return _Words(
        pressable(markdown(shown, labels, notes).decode(), one.document.values, labels).encode(),
        tuple(clause.anchor for clause in one.document.clauses()),
        tuple((term.name, term.anchor, term.says) for term in terms),
        _clause_words(one, clauses),
        _supplied(id_, one),
        _is_filled_in(one.document),
    )


def _supplied(page: str, one: Assembled) -> Mapping[str, SitePlace]:
    numbers = {d.clause: d.number for d in one.decisions if d.outcome == "in"}
    titles = {written.clause.id: called(written).strip(_BRACKETS) for written in one.written}
    found = {e: next((c for c in ids if numbers.get(c)), ids[0]) for e, ids in one.supplied().items()}
    return {e: SitePlace(f"{page}.md#{c}", numbers.get(c, ""), titles[c]) for e, c in found.items()}


def _is_filled_in(document: Document) -> bool:
    """Whether it is to be filled in: a form, or a letter or contract that has blanks."""
    blocks = (block for clause in document.clauses() for block in clause.blocks)
    return document.is_form() or (document.close and any(isinstance(block, Fields | Sign) for block in blocks))


def title_of(document: Document) -> str:
    return tokens.filled(document.title, document.values)


def about(job: Job, language: str, *, law: bool) -> str:
    """Version, from when it holds or that it waits for approval, and with `law` the day of its law."""
    labels, speaker = job.library.words[language], writer(job, job.situation, language).speaker
    version, effective = job.answers.get("issue.version"), job.answers.get("issue.effective")
    said = [labels["site.version"].format(version=version)] if isinstance(version, str) else []
    if job.situation.scope.derived.get("approved") is not True:
        said.append(labels["site.for_approval"])
    elif isinstance(effective, date):
        said.append(labels["site.in_force"].format(day=spoken_date(effective, speaker)))
    if law:
        said.append(labels["site.law_of"].format(day=spoken_date(job.situation.law.as_of, speaker)))
    return labels["site.between"].join(said)


def kind_of(outline: str, labels: Mapping[str, str]) -> str:
    """What a document is where its title alone does not say it, in words for a reader of the site."""
    return labels.get(f"site.about_{outline}") or labels.get(f"start.about_{outline}", "")


def _version(planned: Planned, labels: Mapping[str, str]) -> str:
    """Which version of its document a file is: for the wall, as an insert, and on which paper it is printed."""
    words = [labels.get(f"start.variant_{planned.outline.variant or 'main'}", "")]
    if planned.outline.sheet:
        lying = ("landscape",) if planned.landscape else ("large-print",) if planned.large else ()
        words += [
            labels[f"start.paper_{part}"] for part in (planned.paper, *lying, *(("both",) if planned.beside else ()))
        ]
    return " ".join(filter(None, words))


def _named(planned: Planned, document: Document, job: Job) -> tuple[str, str]:
    place = planned.record or planned.place
    if not place:
        return document.id, title_of(document)
    name = record_names(job.situation_of(planned)).get(place) or place
    return f"{document.id}-{place}", job.library.words[planned.language]["site.for_place"].format(
        title=title_of(document), place=name
    )


def _notes(
    one: Assembled, said: Sequence[Account], law: Law, codes: Sequence[str], labels: Mapping[str, str]
) -> Mapping[str, str]:
    found = grounds(one, said, law, codes)
    lines = {anchor: [_line(source, labels) for source in behind] for anchor, behind in found.items()}
    return {anchor: fold_out(tuple(dict.fromkeys(behind)), labels) for anchor, behind in lines.items()}


def _line(source: Citation, labels: Mapping[str, str]) -> LawLine:
    """A source in words. What its duty asks is told to whoever writes the clause, not to its readers."""
    state = (labels[f"site.status_{source.status}"], labels[f"review.evidence_{source.evidence}"])
    return LawLine(source.text, source.url, labels["site.between"].join(state))


def _terms(clauses: Sequence[BuiltClause], labels: Mapping[str, str]) -> Iterator[Term]:
    """The terms that a document defines, but for names of a single character, which stand in every line."""
    seen: set[str] = set()
    for clause in clauses:
        for name, (first, _) in definitions(clause.text, labels).items():
            if len(name) > 1 and name not in seen:
                seen.add(name)
                begin, end = clause.text.rfind("\n", 0, first) + 1, clause.text.find("\n", first)
                says = clause.text[begin : end if end > 0 else None]
                yield Term(name, _anchor(clause), _short(says, _DEFINITION))


def clause_words(one: Assembled) -> tuple[ClauseWords, ...]:
    """What each clause of a page is called, and its words."""
    return _clause_words(one, one.built.clauses)


def _clause_words(one: Assembled, clauses: Sequence[BuiltClause]) -> tuple[ClauseWords, ...]:
    shown = {clause.anchor for clause in one.document.clauses()}
    found = ((_anchor(clause), clause, written) for clause, written in zip(clauses, one.written, strict=True))
    return tuple(
        ClauseWords(anchor, called(written), clause.text) for anchor, clause, written in found if anchor in shown
    )


def _anchor(clause: BuiltClause) -> str:
    return f"{clause.id}-{clause.record}" if clause.record else clause.id


def _short(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
