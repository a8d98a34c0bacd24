"""The interview line by line, without menus: for screen readers, simple terminals and consoles without cursor keys."""

from collections.abc import Callable, Mapping

from policygen.interview.forms import Form, Given, Move, Row, Tone

_MANY = 12  # a longer list is not read out before it is asked for
_MOVES: Mapping[str, Move] = {"<": Move.BACK, "?": Move.HELP}


class PlainAsker:
    """Asks with numbered lists. `read` takes a prompt and gives a line, `write` shows one: `input` and `print`."""

    def __init__(self, labels: Mapping[str, str], read: Callable[[str], str], write: Callable[[str], None]) -> None:
        self._labels = labels
        self._read = read
        self._write = write

    def tell(self, text: str, tone: Tone = "plain") -> None:
        """Show a text."""
        self._write(f"! {text}" if tone == "error" else text)

    def ask(self, form: Form) -> Given:
        """Put one form to the user."""
        for line in (form.heading, form.message, form.note if form.kind == "line" else ""):
            if line:
                self._write(line)
        if form.kind == "line":
            return self._line(form)
        rows = tuple(row for row in form.rows if not _is_heading(row, form))
        if len(rows) > _MANY and not any(row.right for row in rows) and form.kind == "pick":
            self._write(self._labels["interview.long-list"].format_map({"count": len(rows)}))
        else:
            self._list(form)
        self._tell_default(form, rows)
        while True:
            given = self._read(f"{self._ask_for(form)}: ").strip()
            if given in _MOVES:
                return _MOVES[given]
            picked = self._picked(form, rows, given)
            if picked is not None:
                self._echo(picked, form, rows)
                return picked
            fitting = rows if given == "*" else _fitting(rows, given)
            if form.kind == "pick" and fitting:
                self._write(self._labels["interview.several-fit"].format_map({"count": len(fitting)}))
                for row in fitting:
                    self._write(f"{rows.index(row) + 1:>3}. {row.left}")
                continue
            self._write(f"! {self._labels['interview.not-a-number']}")

    def _echo(self, picked: Given, form: Form, rows: tuple[Row, ...]) -> None:
        """Say what was chosen by its name: a number may have been mistyped, and a long list was not read out."""
        if any(row.right for row in form.rows):
            return
        chosen = picked if isinstance(picked, tuple) else (picked,)
        titles = ", ".join(row.left for row in rows if row.value in chosen) or self._labels["interview.none"]
        self._write(self._labels["interview.chosen"].format_map({"titles": titles}))

    def _line(self, form: Form) -> Given:
        default = form.default if isinstance(form.default, str) else ""
        given = self._read(f"[{default}] > " if default else "> ").strip()
        return _MOVES.get(given, given or default)

    def _tell_default(self, form: Form, rows: tuple[Row, ...]) -> None:
        title = next((row.left for row in rows if row.value == form.default and row.value), "")
        if title:
            self._write(self._labels["interview.enter-takes"].format_map({"title": title}))

    def _list(self, form: Form) -> None:
        number = 0
        for row in form.rows:
            if _is_heading(row, form):
                self._write(f"-- {row.left}")
                continue
            number += 1
            tick = ""
            if form.kind == "pick-many":
                tick = self._labels["interview.tick-on" if row.value in form.default else "interview.tick-off"] + " "
            self._write(f"{number:>3}. {tick}{row.left}{': ' + row.right if row.right else ''}")

    def _ask_for(self, form: Form) -> str:
        return self._labels["interview.choose-numbers" if form.kind == "pick-many" else "interview.choose-number"]

    def _picked(self, form: Form, rows: tuple[Row, ...], given: str) -> Given | None:
        if not given:
            if form.kind == "pick-many":
                return form.default if isinstance(form.default, tuple) else ()
            return form.default if form.default in [row.value for row in rows] else None
        parts = [part.strip() for part in given.split(",")]
        if form.kind == "pick-many" and given in ("0", "-"):
            return ()
        one = _fitting(rows, given)
        if form.kind == "pick" and len(one) == 1:
            return one[0].value
        if not all(part.isdecimal() and 1 <= int(part) <= len(rows) for part in parts):
            return None
        values = tuple(rows[int(part) - 1].value for part in parts)
        return values if form.kind == "pick-many" else values[0] if len(values) == 1 else None


def _fitting(rows: tuple[Row, ...], given: str) -> tuple[Row, ...]:
    """The rows with the letters typed; a row that has just these words comes alone."""
    typed = given.casefold()
    if not any(character.isalpha() for character in typed):
        return ()
    whole = tuple(row for row in rows if row.left.casefold() == typed)
    return whole[:1] or tuple(row for row in rows if typed in row.left.casefold())


def _is_heading(row: Row, form: Form) -> bool:
    return not row.value and not row.right and any(one.right for one in form.rows)
