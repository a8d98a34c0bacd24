"""Advice about an issue: what is too long or too hard to read, whose law is thin or overdue, and what was left out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policygen.assembly import readability, readability_ja
from policygen.assembly.assemble import Assembled
from policygen.assembly.choose import Situation
from policygen.assembly.compose import plain_text
from policygen.assembly.plan import profile
from policygen.assembly.readability import Grade
from policygen.assembly.readability_ja import Measure
from policygen.domain.answers import Answers
from policygen.domain.derived import MICRO_BELOW, instead_of_receiver, people_total, receiver_is_management
from policygen.domain.document import Clause, Document
from policygen.domain.values import Record
from policygen.errors import Diagnostic, Where
from policygen.templating import tokens

_SHOWN = {  # what visitors are given, in the words of a finding
    "public_contact": "the public number",
    "public_contact.complaints": "the number for complaints",
    "response.reply_or_appeal.to": "the number for objections to a limit",
}
_OF_STAFF = {"reporting.channels": "report", "response.nights": "call at night and on visits"}
_ANNEX = ("s-annex", "s-local")


def grades(assembled: Sequence[Assembled]) -> dict[str, Grade | Measure]:
    """The grade of every document and variant, annexes of law left out; by language where it is not the first."""
    found: dict[str, Grade | Measure] = {}
    for one in assembled:
        annexes = frozenset(s.anchor for s in one.document.sections if s.anchor.startswith(_ANNEX))
        if _name(one) not in found:
            found[_name(one)] = (
                readability_ja.measure(one.document, annexes)
                if _counted(one)
                else readability.grade(one.document, leave_out=annexes)
            )
    return found


def _name(one: Assembled) -> str:
    return f"{one.outline.id}.{one.document.language}" if _counted(one) else one.outline.id


def _counted(one: Assembled) -> bool:
    """Whether the document is measured in characters: its outline bounds a sentence, not a grade."""
    return "sentence" in one.outline.grade


def advice(
    situation: Situation, answers: Answers, assembled: Sequence[Assembled], today: date
) -> tuple[Diagnostic, ...]:
    """Warnings and notes; nothing here stops a build."""
    return (
        *_words(situation, [one for one in assembled if not _counted(one)]),
        *_characters(situation, [one for one in assembled if _counted(one)]),
        *_law(situation, today),
        *_left_out(situation, answers),
        *_one_way(answers),
        *_above(answers),
        *_closed_line(answers),
        *_line_of_staff(answers),
    )


def _words(situation: Situation, assembled: Sequence[Assembled]) -> Iterator[Diagnostic]:
    size = situation.scope.lookup(("size",))
    measured = grades(assembled)
    for one in {one.outline.id: one for one in assembled}.values():
        grade, outline = measured[_name(one)], one.outline
        if not isinstance(grade, Grade):
            continue
        most = outline.words.get(str(size), outline.words.get("any"))
        if most and grade.words > most:
            counted = [c for s in one.document.sections if not s.anchor.startswith(_ANNEX) for c in s.clauses]
            longest = sorted(counted, key=readability.words, reverse=True)[:3]
            names = ", ".join(f"{clause.id} ({readability.words(clause)})" for clause in longest)
            message = f"{outline.id} has {grade.words} words, the plan is {most}; the longest clauses: {names}"
            yield Diagnostic("PG-D050", message, Where(subject=outline.id), "Shorten these first.", "warning")
        if "most" in outline.grade and grade.grade > outline.grade["most"]:
            message = f"{outline.id} reads at grade {grade.grade}, the most is {outline.grade['most']}"
            hint = f"The longest sentence has {grade.longest} words: {grade.longest_sentence[:120]}"
            yield Diagnostic("PG-D051", message, Where(subject=outline.id), hint, "warning")


def _characters(situation: Situation, assembled: Sequence[Assembled]) -> Iterator[Diagnostic]:
    size = situation.scope.lookup(("size",))
    forms = " ".join(one.document.subtitle for one in assembled)
    for one in {_name(one): one for one in assembled}.values():
        document, outline, at = one.document, one.outline, Where(subject=_name(one))
        words = situation.library.words[document.language]
        clauses = [clause for section in document.sections for clause in section.clauses]
        measured = readability_ja.measure(document)
        most = outline.words.get(str(size), outline.words.get("any"))
        if most and measured.characters > most:
            longest = sorted(clauses, key=readability_ja.length, reverse=True)[:3]
            names = ", ".join(f"{clause.id} ({readability_ja.length(clause)})" for clause in longest)
            message = f"{_name(one)} has {measured.characters} characters, the plan is {most}; the longest: {names}"
            facts = _lengths(one, longest, measured.characters, most, words)
            yield Diagnostic("PG-D050", message, at, "Shorten these first.", "warning", facts)
        if measured.kanji > outline.grade.get("kanji", 100):
            message = f"{_name(one)} is {measured.kanji}% kanji, the most is {outline.grade['kanji']}%"
            yield Diagnostic("PG-D052", message, at, "Write more of it in kana, or shorten compounds.", "warning")
        for clause in clauses:
            for sentence in readability_ja.sentences(clause):
                if readability_ja.span(sentence) > outline.grade["sentence"]:
                    length = readability_ja.span(sentence)
                    message = f"{_name(one)}, {clause.id}: a sentence has {length} characters"
                    hint = f"The most is {outline.grade['sentence']}: {sentence[:60]}"
                    yield Diagnostic("PG-D053", message, at, hint, "warning")
        for clause_id, text in readability_ja.found(document, words.get("wording.double_negatives", "(?!)")):
            yield Diagnostic("PG-D054", f"{clause_id} says no twice: {text}", at, "Say it as a yes.", "warning")
        for clause_id, text in _unheld(document, words.get("wording.cited", "(?!)"), forms):
            message = f"{clause_id} names {text}, which neither the document holds nor another bears"
            yield Diagnostic("PG-D055", message, at, "Add it, or take the mention out.", "warning")
        for text, source in readability_ja.as_given(document, words.values()):
            message = f'"{text}" ({source}) is printed in {_name(one)} as it was given'
            hint = f"Give its words under `translations.{document.language}`, unless it is a name."
            yield Diagnostic("PG-D057", message, at, hint, "note")
        for section in document.sections:
            kind = "rules" if section.numbering == "articles" else outline.reader
            start = f"wording.{kind}."
            unfit = {name.removeprefix(start): text for name, text in words.items() if name.startswith(start)}
            for clause_id, word, instead in readability_ja.out_of_place(section, unfit):
                message = f'{_name(one)}, {clause_id}: "{word}" does not belong in such a text'
                yield Diagnostic("PG-D056", message, at, f"Write: {instead}.", "warning")


def _lengths(
    one: Assembled, longest: Sequence[Clause], has: int, most: int, labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What words in another language say of a document that is too long; its clauses by number or title."""
    numbers = {d.clause: d.number for d in one.decisions if d.outcome == "in"}
    each = (
        labels["review.long_one"].format(where=numbers.get(c.id) or plain_text(c.title), count=readability_ja.length(c))
        for c in longest
    )
    title = tokens.filled(one.document.title, one.document.values)
    return (
        ("document", title),
        ("has", f"{has:,}"),
        ("most", f"{most:,}"),
        ("longest", labels["review.numbers"].join(each)),
    )


def _unheld(document: Document, cited: str, forms: str) -> Iterator[tuple[str, str]]:
    """Tables and forms that a document names, with the clause, and that are neither its own nor a document of the set."""
    held = " ".join((forms, *(plain_text(section.title) for section in document.sections)))
    yield from ((clause, text) for clause, text in readability_ja.found(document, cited) if text not in held)


def _law(situation: Situation, today: date) -> Iterator[Diagnostic]:
    law = situation.law
    jurisdictions = situation.scope.lookup(("jurisdictions",))
    for record in jurisdictions if isinstance(jurisdictions, tuple) else ():
        if isinstance(record, Record) and record.get("covered") is False:
            message = f"{record.text('asked_name')} has no pack yet; the documents cover {record.text('name')} only"
            hint = "Have a lawyer of that place add what its own law asks for."
            yield Diagnostic("PG-D060", message, Where(subject=record.text("asked")), hint, "warning")
    for pack in {pack.code: pack for code in situation.codes for pack in law.stack(code)}.values():
        code = pack.code
        if pack.review_by < today:
            message = f"the law of {pack.name} was last checked on {pack.checked_on} and was due by {pack.review_by}"
            yield Diagnostic("PG-D061", message, Where(subject=code), "Have it checked before you adopt.", "warning")
        if pack.reviewed_by is None:
            message = f"the pack for {pack.name} has not been reviewed by a lawyer of that place"
            yield Diagnostic(
                "PG-D062", message, Where(subject=code), "Have someone qualified there read the documents.", "note"
            )


def _left_out(situation: Situation, answers: Answers) -> Iterator[Diagnostic]:
    for id_ in profile(situation):
        if id_ in answers.without:
            message = f"{id_} is switched off, although it belongs to the set"
            hint = "Take it out of documents.without unless you have one already."
            yield Diagnostic("PG-D070", message, answers.where("documents.without"), hint, "warning")


def _one_way(answers: Answers) -> Iterator[Diagnostic]:
    """A route that nobody outside the line of command receives is a weak one."""
    channels = answers.get("reporting.channels")
    found = [c for c in channels if isinstance(c, Record)] if isinstance(channels, tuple) else []
    if len({c.text("id") for c in found}) == 1:
        message = f"people can tell only one contact, the {found[0].text('post')}"
        hint = (
            "Name a second one, for instance an adviser outside, your accountant or a trade association. Until then the "
            "documents say that there is nobody else, and a duty to offer more than one way stands among yours to do."
        )
        yield Diagnostic("PG-D076", message, answers.where("reporting.channels"), hint, "warning")
    elif found and not any(c.get("outside") is True for c in found):
        message = "no reporting channel is marked as outside the organisation"
        hint = "Add a hotline, an adviser or a board member with `outside: true`, if there is one."
        yield Diagnostic("PG-D071", message, answers.where("reporting.channels"), hint, "note")
    orders, hears = answers.get("response.who_may_order"), answers.get("response.reply_or_appeal.to")
    if isinstance(orders, Record) and orders == hears:
        message = f"the {orders.text('post')} orders limits and hears the objections to them"
        hint = (
            "Let somebody else hear objections, if there is anybody; the documents say that it may be the same person."
        )
        yield Diagnostic("PG-D072", message, answers.where("response.reply_or_appeal.to"), hint, "note")


def _above(answers: Answers) -> Iterator[Diagnostic]:
    """Whoever receives reports about the management can be reported too."""
    receiver = answers.get("reporting.about_management")
    if isinstance(receiver, Record) and receiver_is_management(answers) and not instead_of_receiver(answers):
        message = f"no contact outside is named for a report about the {receiver.text('post')}"
        hint = (
            f"The {receiver.text('post')} receives reports about the management. Add a hotline or an adviser with "
            "`outside: true` to `reporting.channels`; until then the documents point to the outside bodies of the place."
        )
        yield Diagnostic("PG-D077", message, answers.where("reporting.about_management"), hint, "note")


def _closed_line(answers: Answers) -> Iterator[Diagnostic]:
    """Whoever works alone or away must not be sent to the public line, which is open at set hours."""
    public, where = answers.get("public_contact"), ("response.nights", "response.takes_over", "response.who_may_order")
    at = next((path for path in where if isinstance(answers.get(path), Record)), "")
    answering = answers.get(at) if at else None
    if not (answers.get("meeting_people.alone") and isinstance(answering, Record) and isinstance(public, Record)):
        return
    if public.text("hours") and answering.text("phone") == public.text("phone") != "":
        message = (
            f"who works alone or away phones the {answering.text('post')} on the public line, which has opening hours"
        )
        hint = "Answer `response.nights` with somebody whose phone is answered whenever people work."
        yield Diagnostic("PG-D073", message, answers.where(at), hint, "warning")


def _line_of_staff(answers: Answers) -> Iterator[Diagnostic]:
    """A number that visitors are given is better not the one on which staff report, or call at night.

    A handful of people have no other: for them it is a note.
    """
    people = people_total(answers)
    handful = isinstance(people, int) and people < MICRO_BELOW
    for path, what in _SHOWN.items():
        number = _phone(answers.get(path))
        does = [does for own, does in _OF_STAFF.items() if number and number in _phones(answers.get(own))]
        if does:
            message = f"{what} is also the one on which staff {' and '.join(does)}"
            hint = "Visitors keep it engaged, and whoever was banned knows it. Give them another number or contact, if there is one."
            yield Diagnostic("PG-D074", message, answers.where(path), hint, "note" if handful else "warning")


def _phones(contacts: object) -> tuple[str, ...]:
    return tuple(map(_phone, contacts if isinstance(contacts, tuple) else (contacts,)))


def _phone(contact: object) -> str:
    """The digits of a contact's number."""
    return "".join(filter(str.isdigit, contact.text("phone"))) if isinstance(contact, Record) else ""
