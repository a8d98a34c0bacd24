"""Documents made by hand, rich enough to look at: a policy, a form and a contract with every kind of block."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from policygen.domain.document import (
    Block,
    Box,
    Clause,
    Document,
    Inlines,
    Item,
    List,
    Numbering,
    PageBreak,
    Paragraph,
    Reference,
    Section,
    Text,
    Value,
)  # fmt: skip
from policygen.templating import markdown
from policygen.templating.tokens import token

HOSTILE = 'R&D <Labs> {{x}} *a* | "b" &amp; </title> $1 `c` [d](e) 1. _f_ --> (c) ::g'
WORDS = Path(__file__).parents[2] / "templates" / "words" / "en"


@lru_cache
def labels() -> dict[str, str]:
    """The shipped labels of the areas under test."""
    found: dict[str, str] = {}
    for area in ("render", "site"):
        path = WORDS / f"{area}.yaml"
        if path.is_file():
            data = cast(dict[str, str], yaml.safe_load(path.read_text(encoding="utf-8")))
            found |= {f"{area}.{key}": text for key, text in data.items()}
    return found


class Printed:
    """Issues tokens for values, as the assembly does."""

    def __init__(self) -> None:
        self.values: list[Value] = []

    def say(self, text: str, source: str = "organisation.name") -> str:
        self.values.append(Value(text, source))
        return token(len(self.values) - 1)


def clause(anchor: str, title: str, body: str, number: str = "", level: int = 3) -> Clause:
    return Clause(anchor, 1, anchor, level, number, inlines(title), tuple(map(labelled, markdown.blocks(body))))


def labelled(block: Block) -> Block:
    """An ordered list with the labels that the assembly computes."""
    if not isinstance(block, List) or not block.ordered:
        return block
    return replace(block, items=tuple(replace(item, label=f"{n}.") for n, item in enumerate(block.items, 1)))


def section(anchor: str, title: str, *clauses: Clause, number: str = "", look: str = "plain") -> Section:
    made = Section(anchor, number, inlines(title), "plain", False, "headings", clauses)
    return replace(made, look="box") if look == "box" else replace(made, look="card") if look == "card" else made


def inlines(title: str) -> Inlines:
    return markdown.inlines(title) if title else ()


def document(
    printed: Printed, *sections: Section, id: str, title: str, numbering: Numbering = "headings", **changes: object
) -> Document:
    made = Document(
        id, "", "", "en", "en-GB", title, "", "Lantern Network", "Lantern Network", "", "a4", numbering, False, False,
        date(2026, 11, 21), sections, tuple(printed.values), f"{id}-key",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # tests name fields freely


def policy(name: str = "Lantern Children's Network", chair: str = "Chair of the Board") -> Document:
    """A staff policy: a box, steps, a table, nested lists, a call-out, cross-references, a contents list."""
    p = Printed()
    title = f"Harassment by people outside {p.say(name)}"
    box = section(
        "now", "",
        clause("in-danger", "In danger now", f"Get away first. Call **{p.say('000', 'places.melbourne.emergency')}**. "
               "You do not need anyone's permission, and you will never be blamed for leaving.", level=2),
        clause("tell-short", "", f"Then tell {p.say('HR Officer', 'contacts.hr.post')} on "
               f"[{p.say('+1 518 555 0101', 'contacts.hr.phone')}](tel:{p.say('+1 518 555 0101', 'contacts.hr.p')}) "
               "or anyone in the table below."),
        look="box",
    )  # fmt: skip
    steps = section(
        "steps", "What to do",
        with_reference(clause(
            "first-steps", "First steps",
            "You may do these in any order. None of them is a test.\n\n"
            "- Stop the call, leave the room, close the chat. You may say: *I am ending this now.*\n"
            "- Write down what happened, in the words that were used:\n"
            "    - when and where\n    - who saw or heard it\n        - their names, if you know them\n"
            "- Keep the message, the recording or the letter.\n\n"
            "> If the person is still on the premises, do not go back alone. Someone else finishes the visit.\n\n"
            "1. Tell one contact.\n2. Say what you need today.\n3. Rest.",
            "1.1"), Reference("whom-to-tell", "1.2", "Whom to tell")),
        clause(
            "whom-to-tell", "Whom to tell",
            "Tell any one of these. You choose.\n\n| Who | How | When |\n|---|---|---|\n"
            "| Your supervisor | in person |  |\n"
            f"| {p.say('HR Officer', 'contacts.hr.post')} | phone {p.say('+1 518 555 0101')}, "
            f"email {p.say('hr@lantern.example')} | {p.say('Mon-Fri 9-17', 'contacts.hr.hours')} |\n"
            f"| {p.say(chair, 'contacts.chair.post')} | {p.say('1 Example Plaza' + chr(10) + 'Albany', 'a')} | |\n\n"
            f"A report about a manager goes to **{p.say(chair, 'contacts.chair.post')}**, who answers within "
            f"{p.say('2 working days', 'reporting.times.acknowledge')}.", "1.2"),
        number="1",
    )  # fmt: skip
    parties = section(
        "who-it-was", "Who it was",
        clause("donors", f"When {p.say('a donor', 'third_party_families.donor')} harasses you",
               "No gift buys the right to harass. We would rather lose the gift. See "
               "[the guidance](https://www.example.org/guide?a=1&b=2) for more.\n\n### What happens next\n\n"
               f"We ask {p.say('donors', 'third_party_families.donors')} to stop, and end the contact "
               "if they do not.", "2.1"),
        clause("flows-on", "", "This clause has no heading and flows on from the one before."),
        number="2",
    )  # fmt: skip
    record = section(
        "control", "About this policy",
        clause("control-table", "", "| | |\n|---|---|\n| Owner | "
               f"{p.say('HR Officer', 'contacts.hr.post')} |\n| In force from | {p.say('1 December 2026', 'issue')} |"),
        number="3",
    )  # fmt: skip
    return document(
        p, box, steps, parties, record, id="third-party-harassment-policy", title=title, contents=True,
        subtitle="For everyone who works with us, paid or not", locale="en-AU",
        running_head=f"{p.say(name)} · Harassment policy",
        running_foot="In force from 1 December 2026", values=tuple(p.values), organisation=name,
    )  # fmt: skip


def with_reference(made: Clause, reference: Reference) -> Clause:
    """The clause with a cross-reference in a last paragraph, and a page break after it."""
    last = Paragraph((Text("Then read "), reference, Text(".")))
    return replace(made, blocks=(*made.blocks, last, PageBreak()))


def form() -> Document:
    """A form: every kind of field, and a signature block."""
    p = Printed()
    fields = """```fields
- {id: safe-now, kind: one-of, label: "Are you safe now?", options: ["Yes", "No", "Not sure"]}
- {id: when, kind: date, label: "When did it happen?"}
- {id: at, kind: time, label: "At what time?"}
- {id: who, kind: person, label: "Who are you? You may leave this empty."}
- {id: what, kind: text, lines: 8, label: "What happened? Use the words that were used."}
- {id: where, kind: text, label: "Where?"}
- {id: ways, kind: several-of, label: "How may we reach you?", options: ["Phone", "Email", "Through someone I name"]}
- {id: agree, kind: tick, label: "You may share this with NAME."}
- {id: done, kind: entries, label: "What NAME did", columns: ["Date | time", "What NAME did"], rows: 3, widths: [2, 5]}
```""".replace("NAME", p.say("HR Officer", "contacts.hr.post"))
    sign = """```sign
heading: "Received for NAME by"
fields:
- {id: by, kind: signature, label: "Signature"}
- {id: name, kind: person, label: "Name"}
- {id: on, kind: date, label: "Date"}
```""".replace("NAME", p.say("Lantern Children's Network"))
    return document(
        p,
        section("event", "What happened", clause("what-happened", "", fields)),
        section("receipt", "Receipt", clause("received", "", sign)),
        id="incident-report-form", title="Incident report", numbering="none", draft=True,
        subtitle="Write as much or as little as you want.", values=tuple(p.values), locale="en-US", paper="letter",
    )  # fmt: skip


def contract() -> Document:
    """Vendor clauses in legal numbering: numbered paragraphs, lettered items, a nested list."""
    p = Printed()
    vendor = p.say(HOSTILE, "vendor.name")

    def numbered(number: str, words: str, *more: Block) -> tuple[Block, ...]:
        return (Paragraph(markdown.inlines(words), number), *more)

    inner = List(True, (Item((Paragraph((Text("ten days, or"),)),), "(i)"), Item((Paragraph((Text("two"),)),), "(ii)")))
    points = List(True, (
        Item((Paragraph((Text("keeps its people away;"),)),), "(a)"),
        Item((Paragraph((Text("answers within:"),)), inner), "(b)"),
        Item((Paragraph((Text("© is not (c).") ,)), Paragraph((Text("A second paragraph of the item."),))), "(c)"),
    ))  # fmt: skip
    duty = Clause("duty", 2, "duty", 2, "1", markdown.inlines("Duty of care"), (
        *numbered("1.1", f"{vendor} protects **{vendor}** and its people:", points),
        *numbered("1.2", "This clause prevails."),
        Box((Paragraph((Text("A box with a list:"),)), List(False, (Item((Paragraph((Text("one"),)),)),)))),
    ))  # fmt: skip
    sign = markdown.blocks(
        '```sign\nheading: "Signed for NAME by"\nfields:\n- {id: by, kind: signature, label: Signature}\n'
        "- {id: on, kind: date, label: Date}\n```".replace("NAME", vendor)
    )
    execution = Clause("execution", 1, "execution", 2, "2", markdown.inlines(f"Signing by {vendor}"), sign)
    body = Section("terms", "", (), "plain", False, "legal", (duty, execution))
    schedule = section("schedule-1", "Schedule 1: *people* named", clause("named", "", "Named by hand."), look="card")
    return document(
        p, body, replace(schedule, new_page=True), id="vendor-clauses", title=f"Addendum with {vendor}",
        numbering="legal", values=tuple(p.values), contents=True, running_head=vendor, running_foot=vendor,
    )  # fmt: skip


ALL = {"policy": policy, "form": form, "contract": contract}
