"""Rich documents made by hand, so that the PDF can be looked at and measured without the rest of the program."""

# ruff: noqa: E501 - a sentence of a sample stays on one line

from datetime import date
from typing import Any

from policygen.domain.document import (
    Block,
    Box,
    Break,
    Clause,
    Document,
    Emphasis,
    Field,
    Fields,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    PageBreak,
    Paragraph,
    Reference,
    Section,
    Sign,
    Strong,
    Table,
    Text,
    Value,
)  # fmt: skip
from policygen.templating.tokens import token

LABELS = {
    "pdf.page": "Page {page} of {pages}",
    "pdf.contents": "Contents",
    "pdf.draft": "Draft",
    "pdf.day": "day",
    "pdf.month": "month",
    "pdf.year": "year",
    "pdf.hour": "hour",
    "pdf.minute": "minute",
    "pdf.other": "{option}: {blank}",
}
HOSTILE = 'R&D <Labs> {{x}} *a* | "b" #let $x$ @y \\z `c` _d_ //e [f]'


def t(text: str) -> Inlines:
    return (Text(text),)


def p(*inlines: Inline | str, number: str = "") -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), number)


def bullets(*texts: str) -> List:
    return List(False, tuple(Item((p(text),)) for text in texts))


def steps(*texts: str, labels: str = "123456789") -> List:
    return List(True, tuple(Item((p(text),), f"{n}.") for n, text in zip(labels, texts, strict=False)))


def clause(name: str, *blocks: Block, title: str = "", number: str = "", level: int = 2) -> Clause:
    return Clause(name, 1, name, level, number, t(title) if title else (), blocks)


def section(
    name: str, *clauses: Clause, title: str = "", number: str = "", look: Any = "plain", new_page: bool = False
) -> Section:
    return Section(name, number, t(title) if title else (), look, new_page, "none", clauses)


def document(*sections: Section, values: tuple[Value, ...] = (), **other: Any) -> Document:
    fields: dict[str, Any] = {
        "id": "sample", "variant": "", "record": "", "language": "en", "locale": "en-AU", "title": "A sample document",
        "subtitle": "", "organisation": "Harbour Street Clinic", "running_head": "", "running_foot": "", "paper": "a4",
        "numbering": "headings", "contents": False, "draft": False, "created": date(2026, 11, 21), "key": "k",
    } | other  # fmt: skip
    return Document(sections=sections, values=values, **fields)


def one(*blocks: Block, values: tuple[Value, ...] = (), **other: Any) -> Document:
    """A document of one clause."""
    return document(section("part", clause("only", *blocks), title="Part"), values=values, **other)


# --- a staff policy ---------------------------------------------------------------------------------------------

_NAMES = (
    "髙橋 﨑子",
    "彅田 太郎",
    HOSTILE,
    "+61 3 5550 0101",
    "nobody-with-a-very-long-name.at.reception@harbour-street-clinic.example",
)
VALUES = tuple(Value(name, f"contacts.c{n}.name") for n, name in enumerate(_NAMES))
T = [token(n) for n in range(len(VALUES))]


def policy(paper: str = "a4", **other: Any) -> Document:
    contacts = Table(
        (t("Who"), t("How"), t("When")),
        (
            (t("Your supervisor"), t("in person"), ()),
            (
                t(f"HR Officer, {T[0]}"),
                (Text(f"phone {T[3]}"), Break(), Text(f"email {T[4]}")),
                t("Monday to Friday, 9:00 to 17:00"),
            ),
            (t(f"Practice Director, {T[1]}"), t("email director@harbour.example"), t("any day")),
            (t("Outside helpline"), t("phone +61 3 5550 0102"), t("day and night")),
        ),
    )
    now = section(
        "now",
        clause(
            "in-danger",
            p(Strong(t("In danger?")), " Get away. Call ", Strong(t("000")), "."),
            p("You may leave, stop serving or end the call without asking anyone."),
            p(
                f"Tell any one of these people: your supervisor, the HR Officer ({T[3]}) or the outside helpline (+61 3 5550 0102)."
            ),
            p("You will not lose pay, tips, targets or standing for it."),
            title="If it is happening now",
        ),
        look="box",
    )
    what = section(
        "what",
        clause(
            "who-is-protected",
            p(
                "This policy protects everyone who works with us: employees, agency workers, volunteers, interns and contractors’ people. It covers what patients, visitors, suppliers and strangers do to you, in person, by phone, in writing and online."
            ),
            title="Who is protected?",
            number="1.1",
            level=3,
        ),
        clause(
            "conduct",
            p("One serious act is enough. Examples:"),
            bullets(
                "A patient makes sexual comments about your body.",
                "A visitor waits for you after your shift.",
                "A caller shouts insults about who you are and calls again to do the same.",
                f"Somebody from {T[2]} posts your photo with a threat.",
            ),
            p(
                "Other things can count too. Tell us if you are not sure. See ",
                Reference("whom-to-tell", "2.1", "Whom to tell"),
                ".",
            ),
            title="What we do not accept",
            number="1.2",
            level=3,
        ),
        title="What this is about",
        number="1",
    )
    do = section(
        "steps",
        clause(
            "steps-now",
            steps(
                "Get safe. Leave the room, or end the call.",
                "If you can, save the message. Then block the sender.",
                "Tell any one of the people in the table. You choose. You may speak, write, or ask someone to do it for you.",
                "Write down what was said and done, with the time. It is fine if you do not remember everything.",
            ),
            title="Six steps",
            number="2.1",
            level=3,
        ),
        clause(
            "whom-to-tell",
            p("Tell any one of these. You choose."),
            contacts,
            Box(
                (
                    p(
                        "A report about a manager goes to the Chair of the Board. ",
                        Link("mailto:chair@harbour.example", t("chair@harbour.example")),
                        " Nobody needs to give a name.",
                    ),
                )
            ),
            title="Whom to tell",
            number="2.2",
            level=3,
        ),
        title="What to do",
        number="2",
    )
    long = section(
        "procedures",
        *(
            clause(
                f"procedure-{n}",
                p(
                    "The manager on duty decides within one hour which step protects you today. The step takes nothing away from you: not shifts, not pay, not a place on the rota that you want to keep."
                ),
                List(
                    True,
                    (
                        Item(
                            (
                                p("First the manager asks you what would help."),
                                bullets("another room", "a colleague beside you"),
                            ),
                            "(a)",
                        ),
                        Item((p("Then the manager tells the person, in neutral words, what has to stop."),), "(b)"),
                        Item(
                            (
                                p(
                                    Emphasis(t("Within two working days")),
                                    " the HR Officer writes to you with what was done.",
                                ),
                                p("If we cannot keep the time, we tell you why by then."),
                            ),
                            "(c)",
                        ),
                    ),
                ),
                p(
                    "Nothing in this policy limits your right to speak to the police, a regulator, a union, a doctor or a lawyer."
                ),
                title=f"Procedure for group {n}",
                number=f"3.{n}",
                level=3,
            )
            for n in range(1, 6)
        ),
        title="Who it was",
        number="3",
    )
    control = section(
        "control",
        clause(
            "control-table",
            Table(
                (t("Matter"), t("What holds")),
                (
                    (t("Approved by"), t(f"{T[1]}, Practice Director")),
                    (t("Approved on"), t("20 November 2026")),
                    (t("In force from"), t("1 December 2026")),
                    (t("Next review"), t("1 December 2027")),
                ),
            ),
        ),
        title="About this document",
        look="card",
    )
    fields = {
        "title": "Protection from harassment by patients, visitors and other outsiders",
        "subtitle": "Policy for everyone who works with us",
        "contents": True,
        "paper": paper,
    } | other
    return document(now, what, do, long, control, values=VALUES, **fields)


# --- a contract ---------------------------------------------------------------------------------------------------


def contract(paper: str = "a4", **other: Any) -> Document:
    party = (
        Field("name", "person", "Name"),
        Field("post", "text", "Post"),
        Field("signature", "signature", "Signature"),
        Field("date", "date", "Date"),
    )
    clauses = [
        clause(
            f"c{n}",
            p("Each party must tell its Personnel, before they start at a Workplace, what the Code forbids and whom to contact.", number=f"{n}.1"),
            p("A party that learns of Prohibited Conduct must tell the other’s Contact Person no later than 24 hours after it learns of it. Weekends and holidays count. The notice states only:", number=f"{n}.2"),
            List(True, (Item((p("date, time and place or channel;"),), "(a)"), Item((p("the conduct, in neutral words, which are"), List(True, (Item((p("short; and"),), "(i)"), Item((p("taken from the report; and"),), "(ii)")))), "(b)"), Item((p("a contact."),), "(c)"))),
            p("It must not name the Affected Person unless a protective step needs the name: ", Reference("c1", "clause 1", "Telling each other"), ".", number=f"{n}.3"),
            title=name, number=f"{n}.", level=2,
        )
        for n, name in enumerate(("Telling each other", "Protective steps", "Finding the facts", "No retaliation", "Putting right and ending"), 1)
    ]  # fmt: skip
    signing = section(
        "signing",
        clause(
            "sign",
            p("Signed by the parties. Electronic signatures are valid."),
            Sign("Signed for Harbour Street Clinic Pty Ltd by", party),
            Sign(f"Signed for {T[2]} by", party),
        ),
        title="Signatures",
    )
    schedule = section(
        "schedule",
        clause(
            "terms",
            Table(
                (t("Term"), t("Value")),
                tuple((t(f"Contact Person of party {n}"), t(f"{T[0]}, {T[4]}")) for n in range(1, 3)),
            ),
            title="Key terms",
        ),
        title="Schedule 1",
        new_page=True,
    )
    fields = {
        "title": "Addendum on protecting people at work",
        "subtitle": "between Harbour Street Clinic Pty Ltd and the Supplier",
        "numbering": "legal",
        "paper": paper,
    } | other
    parties = section(
        "parties",
        clause(
            "parties-text",
            p("This Addendum belongs to the Main Contract of 1 March 2026 and starts on 1 December 2026."),
        ),
    )
    return document(parties, section("terms-of", *clauses), signing, schedule, values=VALUES, **fields)


# --- a form -------------------------------------------------------------------------------------------------------


def form(paper: str = "a4", **other: Any) -> Document:
    fields = (
        Field("safe", "one-of", "Are you safe now?", options=("Yes", "No", "Not sure")),
        Field(
            "need",
            "several-of",
            "Do you need anything today? Tick all that apply.",
            options=("A break", "Someone beside me", "Another room or another task", "A lift home", "A doctor"),
        ),
        Field("what", "text", "What happened? Use the words that were used.", 8),
        Field("when", "date", "When was it?"),
        Field("time", "time", "At what time?"),
        Field("where", "text", "Where, or by which channel?"),
        Field("wishes", "text", "What do you want to happen? What do you not want?", 4),
        Field("share", "tick", "You may use my name with the person’s employer."),
        Field(
            "done",
            "entries",
            "What was done, and when",
            columns=("Date and time", "What was done", "By"),
            rows=5,
            widths=(2, 5, 2),
        ),
        Field("name", "person", "Your name"),
        Field("how", "text", "How may we reach you safely?", 1),
    )
    body = section(
        "form",
        clause(
            "fill",
            p("Only two answers are needed: what happened, and when. ", "Not sure is a real answer."),
            Fields(fields),
        ),
        title="Tell us",
    )
    desk = section(
        "desk",
        clause(
            "desk-fields",
            Sign(
                "For the person who receives this form",
                (Field("n", "person", "Name"), Field("d", "date", "Date"), Field("s", "signature", "Signature")),
            ),
            PageBreak(),
            p("Back of the form."),
        ),
        title="For the office",
        look="card",
    )
    fields_ = {"title": "What happened", "subtitle": "Form 1, version 2", "paper": paper} | other
    return document(body, desk, **fields_)


# --- print sheets ---------------------------------------------------------------------------------------------------


def wall(paper: str = "a4", more: tuple[Clause, ...] = (), **other: Any) -> Document:
    sections = (
        section("welcome", clause("wel", p("You are welcome here. We want to help you, and we want everyone to be safe."))),
        section("us", clause("from-us", bullets("We listen to you.", "We tell you how long it takes.", "We explain what we do.", "We say sorry when we are wrong.")), title="You can expect", look="card"),
        section("please", clause("requests", bullets("Speak to us with respect.", "Tell us what you need.", "Give us time to answer.", "Ask before you take a photo.", "Keep your phone quiet.")), title="Please", look="card"),
        section("no", clause("bans", bullets("Threats or violence", "Touching anyone who does not want it", "Sexual comments or messages", "Insults about who someone is", "Following a worker, here or online")), title="We do not accept", look="card"),
        section("hard", clause("adjust", p("Is this hard because of illness, disability or language? Tell us. We will look for another way."), p("Not happy with us? Tell the Practice Manager. You will not be treated worse for complaining."), *()), title="Talk to us", look="card"),
        section("then", clause("ladder", steps("ask you to stop", "ask you to leave", "write to you", "limit visits or calls", "end our service")), *more, title="If this happens we may"),
        section("reach", clause("contact", p("Practice Manager: ", Strong(t("+61 3 5550 0101")), " · ", "manager@harbour.example"), p("We always give emergency care. If anyone is in danger we call ", Strong(t("000")), ".")), look="box"),
    )  # fmt: skip
    fields = {
        "id": "visitor-code-of-conduct",
        "variant": f"wall-{paper}",
        "title": "Kind to each other",
        "subtitle": "",
        "paper": paper,
        "numbering": "none",
    } | other
    return document(*sections, **fields)


def leaflet(paper: str = "a4", more: tuple[Clause, ...] = (), **other: Any) -> Document:
    first = wall(paper).sections
    extra = (
        section("why", clause("why-text", p("Our staff do their best work when they feel safe, and so do you. Most people who come here are kind, even on a hard day. This leaflet says what you can expect from us, what we ask, and what happens when someone crosses a line."), p("It is for patients, for carers and visitors, and for everyone who calls or writes to us.")), title="Why we have this leaflet"),
        section("decide", clause("decide-text", p("The Practice Manager decides, after hearing both sides. A limit lasts as long as it must and at most 12 months. We write to you with the reasons, the date it ends, and how you still get care."), p("Before we decide on a long limit, you can tell us your side. You can bring someone.")), title="Who decides?"),
        section("say", clause("say-text", p("Write to the Chair of the Board within 15 working days. The Chair answers within 10 working days. You still get urgent care while you wait."), bullets("By email: chair@harbour.example", "By post: 1 Example Street, Geelong VIC 3220")), title="If you disagree"),
        section("privacy", clause("privacy-text", p("We write down what happened and keep it for 12 months. Only people who need it to act can see it. You can ask what we hold about you, and you can ask us to put it right.")), *more, title="What we write down"),
    )  # fmt: skip
    fields = {
        "id": "visitor-code-of-conduct",
        "variant": f"leaflet-{paper}",
        "title": "Kind to each other",
        "subtitle": "What you can expect, and what we ask",
        "paper": paper,
        "numbering": "none",
    } | other
    return document(first[0], extra[0], *first[1:6], *extra[1:], first[6], **fields)
