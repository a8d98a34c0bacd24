"""Declared blanks as labelled inputs that work without a script, print well and keep nothing.

There is no `<form>` on purpose: pressing Enter in one would put what was typed into the address.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from policygen.domain.document import Field, Sign
from policygen.render.html_writer import Writer

MONTH_FIRST = ("en-US", "en-PH")
YEAR_FIRST = ("ja", "zh", "ko", "hu")


def date_parts(locale: str) -> tuple[str, str, str]:
    """The boxes of a date in the order people of the locale write them."""
    if locale in MONTH_FIRST:
        return ("month", "day", "year")
    if locale.partition("-")[0] in YEAR_FIRST:
        return ("year", "month", "day")
    return ("day", "month", "year")


class FieldWriter:
    """Writes the fields of one document; `prefix` keeps ids apart where two clauses use one field id."""

    def __init__(self, writer: Writer, labels: Mapping[str, str], locale: str) -> None:
        self.writer = writer
        self.labels = labels
        self.dates = date_parts(locale)
        self.noted = False
        self.used: set[str] = set()

    def fields(self, fields: Sequence[Field], prefix: str) -> None:
        """A run of fields, with the note on what happens to what is typed before the first of the page."""
        self._note()
        self.writer.markup('<div class="fields">')
        for field in fields:
            self._field(field, self._id(prefix, field.id))
        self.writer.markup("</div>")

    def sign(self, sign: Sign, prefix: str) -> None:
        """A signature block, kept together on paper."""
        heading = self._id(prefix, "sign")
        self.writer.markup(
            f'<div class="sign" role="group" aria-labelledby="{heading}"><p class="sign-heading" id="{heading}">'
        )
        self.writer.text(sign.heading)
        self.writer.markup('</p><div class="fields">')
        for field in sign.fields:
            self._field(field, self._id(prefix, field.id))
        self.writer.markup("</div></div>")

    def _field(self, field: Field, name: str) -> None:
        match field.kind:
            case "text" | "time" | "person":
                self._typed(field, name)
            case "date":
                self._date(field, name)
            case "one-of":
                self._choice(field, name, "radio")
            case "several-of":
                self._choice(field, name, "checkbox")
            case "tick":
                self.writer.markup(f'<div class="field {field.kind}">')
                self._box(field.label, name, name, "checkbox")
                self.writer.markup("</div>")
            case "signature":
                self.writer.markup('<div class="field signature"><p class="label">')
                self.writer.text(field.label)
                self.writer.markup('</p><div class="line"></div></div>')
            case "entries":
                self._entries(field, name)
            case _:
                assert_never(field.kind)

    def _typed(self, field: Field, name: str) -> None:
        self.writer.markup(f'<div class="field {field.kind}{_half(field)}"><label for="{name}">')
        self.writer.text(field.label)
        if field.lines > 1:
            self.writer.markup(
                f'</label><textarea id="{name}" rows="{field.lines}" autocomplete="off"></textarea></div>'
            )
        else:
            self.writer.markup(f'</label><input id="{name}" type="text" autocomplete="off"></div>')

    def _date(self, field: Field, name: str) -> None:
        self.writer.markup(f'<fieldset class="field date{_half(field)}"><legend>')
        self.writer.text(field.label)
        self.writer.markup('</legend><div class="parts">')
        for part in self.dates:
            self.writer.markup(f'<div class="{part}"><label for="{name}_{part}"><small>')
            self.writer.text(self.labels[f"render.{part}"])
            self.writer.markup(
                f'</small></label><input id="{name}_{part}" type="text" inputmode="numeric" autocomplete="off"></div>'
            )
        self.writer.markup("</div></fieldset>")

    def _choice(self, field: Field, name: str, kind: str) -> None:
        self.writer.markup(f'<fieldset class="field {field.kind}"><legend>')
        self.writer.text(field.label)
        self.writer.markup("</legend>")
        for number, option in enumerate(field.options, 1):
            self._box(option, f"{name}_{number}", name, kind)
        self.writer.markup("</fieldset>")

    def _entries(self, field: Field, name: str) -> None:
        # A screen reader says column and row with every cell; on a narrow screen rows become blocks, as tables do.
        self.writer.markup(f'<div class="field entries"><p class="label" id="{name}">')
        self.writer.text(field.label)
        self.writer.markup(f'</p><div class="table"><table role="table" aria-labelledby="{name}"><colgroup>')
        shares = field.shares()
        for share in shares:
            self.writer.markup(f'<col style="width: {100 * share / sum(shares):.1f}%">')
        self.writer.markup('</colgroup><thead role="rowgroup"><tr role="row">')
        for column in field.columns:
            self.writer.markup('<th scope="col" role="columnheader">')
            self.writer.text(column)
            self.writer.markup("</th>")
        self.writer.markup('</tr></thead><tbody role="rowgroup">\n')
        for row in range(1, field.rows + 1):
            self.writer.markup('<tr role="row">')
            for number, column in enumerate(field.columns):
                if number == 0 and field.given:
                    self._given(column, field.given[row - 1])
                else:
                    self._cell(column, row)
            self.writer.markup("</tr>\n")
        self.writer.markup("</tbody></table></div></div>")

    def _given(self, column: str, text: str) -> None:
        self.writer.markup('<th scope="row" role="rowheader" data-label="')
        self.writer.attribute(column)
        self.writer.markup('"><div>')
        self.writer.text(text)
        self.writer.markup("</div></th>")

    def _cell(self, column: str, row: int) -> None:
        before, _, after = self.labels["render.cell"].replace("{row}", str(row)).partition("{column}")
        self.writer.markup('<td role="cell" data-label="')
        self.writer.attribute(column)
        self.writer.markup('"><div><textarea rows="1" autocomplete="off" aria-label="')
        for part in (before, column, after):
            self.writer.attribute(part)
        self.writer.markup('"></textarea></div></td>')

    def _box(self, label: str, name: str, group: str, kind: str) -> None:
        self.writer.markup(
            f'<div class="choice"><input id="{name}" name="{group}" type="{kind}" autocomplete="off">'
            f'<label for="{name}">'
        )
        self.writer.text(label)
        self.writer.markup("</label></div>")

    def _note(self) -> None:
        if not self.noted:
            self.writer.markup('<p class="note"><small>')
            self.writer.text(self.labels["render.fields_note"])
            self.writer.markup("</small></p>")
        self.noted = True

    def _id(self, prefix: str, name: str) -> str:
        found = f"_{prefix}_{name}"
        while found in self.used:
            found += "_"
        self.used.add(found)
        return found


def _half(field: Field) -> str:
    return " half" if field.half else ""
