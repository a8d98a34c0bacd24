"""Declared blanks in Markdown: ruled lines of dots, empty boxes, small words under a line."""

from collections.abc import Mapping
from typing import assert_never

from policygen.domain.document import Field, Sign
from policygen.render.html_fields import date_parts
from policygen.render.markdown_inline import Lines, Parts, plain_text

RULE = "." * 48
SHORT_RULE = "." * 12
WIDTH = 72  # dots across a table of entries
SHORTEST = 8
BOX = "☐ "


def field_lines(field: Field, labels: Mapping[str, str], locale: str) -> Lines:
    """One field; a choice becomes a list of boxes."""
    label: Parts = ["**", *plain_text(field.label), "**"]
    match field.kind:
        case "text" | "person":
            rules: Lines = [[RULE, "<br>"] for _ in range(field.lines - 1)]
            return [[*label, "<br>"], *rules, [RULE]]
        case "time":
            return [[*label, "<br>"], [SHORT_RULE]]
        case "signature":
            return [[*label, "<br>"], ["<br>"], [RULE]]
        case "date":
            words = (labels[f"render.{part}"] for part in date_parts(locale))
            parts: Parts = [piece for word in words for piece in (*plain_text(word), f" {SHORT_RULE} ")]
            return [[*label, "<br>"], ["<small>", *parts, "</small>"]]
        case "one-of" | "several-of":
            options: Lines = [["- ", BOX, *plain_text(option)] for option in field.options]
            return [label, [], *options]
        case "tick":
            return [[BOX, *plain_text(field.label)]]
        case "entries":
            return [label, [], *_entries(field)]
        case _:
            assert_never(field.kind)


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
