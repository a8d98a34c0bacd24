"""Declared blanks as labelled inputs that work without a script, print well and keep nothing.

There is no `<form>` on purpose: pressing Enter in one would put what was typed into the address.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from policygen.domain.document import Field, Sign
from policygen.render.blank_parts import date_parts, time_parts, units_follow
from policygen.render.html_writer import Writer


class FieldWriter:
    """Writes the fields of one document; `prefix` keeps ids apart where two clauses use one field id."""

    def __init__(self, writer: Writer, labels: Mapping[str, str], locale: str) -> None:
        self.writer = writer
        self.labels = labels
        self.dates = date_parts(locale)
        self.times = time_parts(locale)
        self.follow = units_follow(locale)
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
            case "date":
                self._in_parts(field, name, self.dates)
            case "time" if self.times:
                self._in_parts(field, name, self.times)
            case "text" | "time" | "person":
                self._typed(field, name)
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

    def _in_parts(self, field: Field, name: str, parts: Sequence[str]) -> None:
        self.writer.markup(f'<fieldset class="field {field.kind}{_half(field)}"><legend>')
        self.writer.text(field.label)
        self.writer.markup(f'</legend><div class="parts{" follow" if self.follow else ""}">')
        for part in parts:
            self.writer.markup(f'<div class="{part}">')
            if self.follow:
                self._part(name, part)
            self.writer.markup(f'<label for="{name}_{part}"><small>')
            self.writer.text(self.labels[f"render.{part}"])
            self.writer.markup("</small></label>")
            if not self.follow:
                self._part(name, part)
            self.writer.markup("</div>")
        self.writer.markup("</div></fieldset>")

    def _part(self, name: str, part: str) -> None:
        self.writer.markup(f'<input id="{name}_{part}" type="text" inputmode="numeric" autocomplete="off">')

    def _choice(self, field: Field, name: str, kind: str) -> None:
        self.writer.markup(f'<fieldset class="field {field.kind}"><legend>')
        self.writer.text(field.label)
        self.writer.markup("</legend>")
        for number, option in enumerate(field.options, 1):
            self._box(option, f"{name}_{number}", name, kind)
        if field.other:
            self._other(field.other, name, kind)
        self.writer.markup("</fieldset>")

    def _other(self, option: str, name: str, kind: str) -> None:
        """A last option with a place to type in beside it."""
        before, after = self.labels["render.other"].replace("{option}", option).split("{blank}")
        self.writer.markup(
            f'<div class="choice other"><input id="{name}_other" name="{name}" type="{kind}" autocomplete="off">'
            f'<label for="{name}_other">'
        )
        self.writer.text(before)
        self.writer.markup('</label><input type="text" autocomplete="off" aria-label="')
        self.writer.attribute(option)
        self.writer.markup('"><span>')
        self.writer.text(after)
        self.writer.markup("</span></div>")

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
