"""Documents built by hand, as rich as the ones that assembly makes; organisations are fictional."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from policygen.domain.document import (
    Block,
    Box,
    Break,
    Clause,
    Document,
    Emphasis,
    Field,
    Fields,
    Heading,
    Inlines,
    Item,
    Link,
    List,
    Paragraph,
    Reference,
    Section,
    Sign,
    Strong,
    Table,
    Text,
    Value,
)
from policygen.render.docx_layout import Layout, lay_out
from policygen.render.docx_pen import Base
from policygen.templating.tokens import token

LABELS = {
    "docx.contents": "Contents",
    "docx.page": "Page {page} of {pages}",
    "docx.draft": "Draft",
    "docx.choose": "Choose one",
    "docx.other": "{option}: {blank}",
    **{f"docx.{part}": part for part in ("year", "month", "day", "hour", "minute")},
    "docx.cell": "{column}, row {row}",
    "docx.entries": "A table to fill in: {columns}.",
    "docx.table": "A table: {columns}.",
    "docx.comma": ", ",
    "docx.left_out": "“{clause}”",
}
HOSTILE = 'R&D <Labs> "O\'Neil" {{ 7*7 }} {% raw %} *a* _b_ | # 髙﨑 日本語 é'
NAME, EMAIL, PHONE, ADDRESS, SHORT = (token(i) for i in range(5))
VALUES = (
    Value("Lantern Children's Network", "organisation.name"),
    Value("director@lantern.example", "contacts.director.email"),
    Value("+1 518 555 0100", "contacts.director.phone"),
    Value("1 Example Plaza\nAlbany, NY 12207", "places.albany.address"),
    Value("LCN", "organisation.short_name"),
)


def text(*parts: str) -> Inlines:
    return tuple(Text(part) for part in parts)


def para(*inlines: str | Strong | Emphasis | Link | Reference | Break, number: str = "") -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), number)


def strong(words: str) -> Strong:
    return Strong((Text(words),))


def bullets(*items: str) -> List:
    return List(False, tuple(Item((para(item),)) for item in items))


def ordered(*items: tuple[str, str] | Item) -> List:
    return List(True, tuple(i if isinstance(i, Item) else Item((para(i[1]),), i[0]) for i in items))


def clause(name: str, *blocks: Block, title: str = "", number: str = "", level: int = 2, version: int = 1) -> Clause:
    return Clause(name, version, name, level, number, text(title) if title else (), blocks)


def section(anchor: str, *clauses: Clause, title: str = "", number: str = "", **other: object) -> Section:
    plain = Section(f"s-{anchor}", number, text(title) if title else (), "plain", False, "none", clauses)
    return replace(plain, **other)  # type: ignore[arg-type]  # the keyword names are those of Section


def document(*sections: Section, **other: object) -> Document:
    plain = Document(
        id="third-party-harassment-policy",
        variant="",
        record="",
        language="en",
        locale="en-AU",
        title="Harassment by people from outside",
        subtitle=f"Policy for everyone who works for {NAME}",
        organisation="Lantern Children's Network",
        running_head=SHORT,
        running_foot="Version 1, in force from 1 December 2026",
        paper="a4",
        numbering="headings",
        contents=True,
        draft=False,
        created=date(2026, 11, 21),
        sections=sections,
        values=VALUES,
        key="policy",
    )
    return replace(plain, **other)  # type: ignore[arg-type]  # the keyword names are those of Document


def policy() -> Document:
    """A policy: a box first, contents, numbered headings, tables, lists, a call-out, links and references."""
    return document(
        section(
            "now",
            clause("in-danger", para(strong("In danger? "), "Leave. Call ", strong("911"), " from a safe place.")),
            clause(
                "first-steps",
                ordered(
                    ("1.", "Get away from the person. You do not have to finish the call, the visit or the sale."),
                    ("2.", "Tell any one of the people in the table on this page."),
                    ("3.", "Write down what happened when you can."),
                ),
            ),
            title="What to do now",
            look="box",
        ),
        section(
            "commitment",
            clause(
                "commitment",
                para(
                    f"{NAME} does not accept harassment of anybody who works here. It does not matter who the "
                    "person is, what they give us, or how long we have known them."
                ),
                para("We act on every report. We protect first and find out afterwards."),
                Box(
                    (
                        para(
                            strong("You do not need proof. "),
                            "Tell us what you saw, heard or felt. We look for the facts.",
                        ),
                    )
                ),
            ),
            title="Our commitment",
            number="1",
        ),
        section(
            "whom",
            clause(
                "whom-to-tell",
                para("Tell any one of these. You choose. You may speak, write, or ask someone to do it for you."),
                Table(
                    (text("Who"), text("How"), text("When")),
                    (
                        (text("Your supervisor"), text("in person"), ()),
                        (
                            text("Executive Director"),
                            (
                                Text(f"phone {PHONE}, email "),
                                Link(f"mailto:{EMAIL}", text(EMAIL)),
                            ),
                            text("Mon-Fri 9-17"),
                        ),
                        (text("Outside helpline"), text("phone +1 518 555 0102"), text("day and night")),
                    ),
                ),
                para(
                    "A report about a manager goes to the chair of the board. We then do what ",
                    Reference("what-we-do", "2.2", "What we do"),
                    " says. More is on ",
                    Link("https://www.lantern.example/safe", text("our page")),
                    ".",
                ),
                title="Channels",
                number="2.1",
                level=3,
            ),
            clause(
                "what-we-do",
                para("Within two working days we:"),
                bullets(
                    "thank you and write down what you told us;",
                    "ask what you need to be safe;",
                    "tell you who will know.",
                ),
                para("Then we take these steps:"),
                ordered(
                    Item(
                        (
                            para("We keep the person away from you."),
                            bullets("another desk or shift;", "another person for the visit."),
                        ),
                        "1.",
                    ),
                    Item(
                        (para("We find the facts:"), ordered(("a.", "from you;"), ("b.", "from whoever saw it."))), "2."
                    ),
                    ("3.", "We decide, and tell you the outcome."),
                ),
                Heading(4, text("When the person is ill or confused")),
                para(
                    "The rule is the same: you may leave. ",
                    Emphasis(
                        text("Care goes on"),
                    ),
                    " by another route.",
                ),
                title="What we do",
                number="2.2",
                level=3,
            ),
            title="Whom to tell",
            number="2",
        ),
        section(
            "steps",
            clause("more", para("A second list starts again:"), ordered(("1.", "one;"), ("2.", "two."))),
            title="What to do",
            number="3",
        ),
        section(
            "control",
            clause(
                "control",
                Table(
                    ((), ()),
                    (
                        (text("Owner"), text("HR Officer")),
                        (text("Address"), text(ADDRESS)),
                        (text("Status"), text("For approval")),
                    ),
                ),
            ),
            title="About this policy",
            number="4",
        ),
        section(
            "receipt",
            clause(
                "receipt",
                Sign(
                    "I have read this policy",
                    (
                        Field("name", "person", "Name"),
                        Field("signed", "signature", "Signature"),
                        Field("day", "date", "Date"),
                    ),
                ),
            ),
            look="card",
            title="Receipt",
            new_page=True,
        ),
    )


def contract() -> Document:
    """An addendum with legal numbering, a schedule that restarts, definitions and two signature blocks."""
    party = (
        Field("name", "person", "Name"),
        Field("post", "text", "Position"),
        Field("signed", "signature", "Signature"),
        Field("day", "date", "Date"),
    )
    return document(
        section(
            "clauses",
            clause(
                "definitions",
                para("In this addendum:", number="1.1"),
                ordered(
                    ("(a)", "“Harassment” means unwelcome conduct of a Supplier Person toward our People;"),
                    Item(
                        (
                            para("“Supplier Person” means:"),
                            ordered(("(i)", "an employee of the Supplier;"), ("(ii)", "a subcontractor;")),
                        ),
                        "(b)",
                    ),
                    Item(
                        (
                            para("“Our People” means:"),
                            ordered(("(i)", "staff;"), ("(ii)", "volunteers.")),
                        ),
                        "(c)",
                    ),
                ),
                para("Words in the singular include the plural.", number="1.2"),
                title="Definitions",
                number="1",
            ),
            clause(
                "conduct",
                para("The Supplier shall make sure that no Supplier Person harasses our People.", number="2.1"),
                para(
                    "If that happens, clause ",
                    Reference("reports", "3", "Reports"),
                    " applies, and the Supplier shall:",
                    number="2.2",
                ),
                ordered(
                    ("(a)", "remove the Supplier Person within one working day;"),
                    ("(b)", "keep the facts confidential."),
                ),
                title="Conduct",
                number="2",
            ),
            clause("reports", para(f"Reports go to {EMAIL}.", number="3.1"), title="Reports", number="3"),
            numbering="legal",
        ),
        section(
            "sign",
            clause("signatures", Sign(f"Signed for {NAME} by", party), Sign("Signed for the Supplier by", party)),
        ),
        section(
            "schedule",
            clause(
                "contacts",
                para("Each party names a contact.", number="1.1"),
                para("A change is told in writing.", number="1.2"),
                title="Contacts",
                number="1",
                level=3,
            ),
            clause(
                "response",
                para("Within these times:", number="2.1"),
                ordered(("(a)", "one day;"), ("(b)", "two days.")),
                title="Times",
                number="2",
                level=3,
            ),
            title="Schedule: how we work together",
            numbering="legal",
            new_page=True,
        ),
        id="vendor-clauses",
        title="Respect at work addendum",
        subtitle=f"between {NAME} and the Supplier",
        numbering="legal",
        paper="letter",
        locale="en-US",
        draft=False,
        contents=False,
        key="contract",
    )


def report_form() -> Document:
    """A form with every kind of field."""
    months = ("January", "February", "March", "April", "May", "June", "July", "August")
    return document(
        section(
            "what",
            clause(
                "what-happened",
                para("Fill in what you can. You may leave any line empty, and another person may write for you."),
                Fields(
                    (
                        Field("who", "person", "Your name (you may leave this empty)"),
                        Field("day", "date", "Date"),
                        Field("hour", "time", "Time"),
                        Field("where", "text", "Where", 2),
                        Field("safe", "one-of", "Are you safe now?", 1, ("Yes", "No", "Not sure")),
                        Field(
                            "kind",
                            "several-of",
                            "What kind of thing was it?",
                            1,
                            (
                                "Words or shouting",
                                "Threats",
                                "Touching",
                                "Messages, calls or posts",
                                f"Something about {SHORT}",
                            ),
                        ),
                        Field("month", "one-of", "First time this happened", 1, months),
                        Field("what", "text", "What happened? Use the words that were used.", 8),
                        Field(
                            "done",
                            "entries",
                            f"What {SHORT} did",
                            columns=("Date and time", "What was done", f"By whom at {SHORT}"),
                            rows=4,
                            widths=(2, 5, 3),
                        ),
                        Field("agree", "tick", "You may tell my supervisor"),
                        Field("signed", "signature", "Signature"),
                    )
                ),
                title="What happened",
            ),
        ),
        id="incident-report-form",
        title="Incident report",
        subtitle="",
        contents=False,
        numbering="none",
        key="form",
    )


def with_values(whole: Document, *texts: str) -> Document:
    """The same document with other values."""
    return replace(whole, values=tuple(replace(v, text=t) for v, t in zip(whole.values, texts, strict=True)))


def counted(calls: list[int]) -> Callable[[Document, Mapping[str, str], Base], Layout]:
    """The layout function, noting each time it is called."""

    def lay_out_and_note(whole: Document, labels: Mapping[str, str], base: Base) -> Layout:
        calls.append(1)
        return lay_out(whole, labels, base)

    return lay_out_and_note
