"""Declared blanks in Markdown: ruled lines of dots, empty boxes, small words under a line."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from policygen.domain.document import Field, Sign
from policygen.render.blank_parts import date_parts, time_parts, units_follow
from policygen.render.markdown_inline import Lines, Parts, plain_text

RULE = "." * 48
SHORT_RULE = "." * 12
WIDTH = 72  # dots across a table of entries
SHORTEST = 8
BOX, SQUARE = "☐ ", "□ "


def field_lines(field: Field, labels: Mapping[str, str], locale: str) -> Lines:
    """One field; a choice becomes a list of boxes."""
    label: Parts = ["**", *plain_text(field.label), "**"]
    box = SQUARE if units_follow(locale) else BOX
    match field.kind:
        case "text" | "person":
            rules: Lines = [[RULE, "<br>"] for _ in range(field.lines - 1)]
            return [[*label, "<br>"], *rules, [RULE]]
        case "time" if units_follow(locale):
            return [[*label, "<br>"], _parts(time_parts(locale), labels, locale)]
        case "time":
            return [[*label, "<br>"], [SHORT_RULE]]
        case "signature":
            return [[*label, "<br>"], ["<br>"], [RULE]]
        case "date":
            return [[*label, "<br>"], _parts(date_parts(locale), labels, locale)]
        case "one-of" | "several-of":
            options = [plain_text(option) for option in field.options]
            if field.other:
                before, after = labels["render.other"].split("{blank}")
                options.append([*plain_text(before.replace("{option}", field.other)), f" {SHORT_RULE} ", after])
            return [label, [], *(["- ", box, *option] for option in options)]
        case "tick":
            return [[box, *plain_text(field.label)]]
        case "entries":
            return [label, [], *_entries(field)]
        case _:
            assert_never(field.kind)


def _parts(parts: Sequence[str], labels: Mapping[str, str], locale: str) -> Parts:
    """The parts of a day or a time on one line, each with its unit on the side of the locale."""
    made: Parts = ["<small>"]
    for part in parts:
        word = plain_text(labels[f"render.{part}"])
        made += [SHORT_RULE, " ", *word, " "] if units_follow(locale) else [*word, f" {SHORT_RULE} "]
    return [*made, "</small>"]


def _entries(field: Field) -> Lines:
    """A table whose empty cells are ruled, so that it reads as a table to fill in and not as one that lost its text."""
    shares = field.shares()
    blank: Parts = ["|"]
    for share in shares:
        blank.append(f" {'.' * max(SHORTEST, WIDTH * share // sum(shares))} |")
    head: Parts = ["|"]
    for column in field.columns:
        head += [" ", *plain_text(column), " |"]
    named: Lines = [["| ", *plain_text(text), " |", *blank[2:]] for text in field.given]
    return [head, ["|" + "---|" * len(shares)], *(named or ([*blank] for _ in range(field.rows)))]


def sign_lines(sign: Sign, labels: Mapping[str, str], locale: str) -> Lines:
    """A signature block: its heading, then its fields."""
    lines: Lines = [["**", *plain_text(sign.heading), "**"]]
    for field in sign.fields:
        lines += [[], *field_lines(field, labels, locale)]
    return lines
