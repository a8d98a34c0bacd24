"""Declared blanks in Markdown: ruled lines of dots, empty boxes, small words under a line."""

from collections.abc import Mapping
from typing import assert_never

from policygen.domain.document import Field, Sign
from policygen.render.html_fields import date_parts
from policygen.render.markdown_inline import Lines, Parts, plain_text

RULE = "." * 48
SHORT_RULE = "." * 12
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
        case _:
            assert_never(field.kind)


def sign_lines(sign: Sign, labels: Mapping[str, str], locale: str) -> Lines:
    """A signature block: its heading, then its fields."""
    lines: Lines = [["**", *plain_text(sign.heading), "**"]]
    for field in sign.fields:
        lines += [[], *field_lines(field, labels, locale)]
    return lines
