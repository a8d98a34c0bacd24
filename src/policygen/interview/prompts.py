"""The interview in a terminal, with questionary: lines to type and menus to choose from, at 80 columns and up."""

import shutil
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from policygen.interview.forms import Form, Given, Move, Row, Tone
from policygen.interview.layout import detail_lines, row_text
from policygen.interview.menus import below_line, mend_search, page_keys

# questionary and prompt_toolkit take a while to import: only a run that asks pays for them.
_STYLES: Mapping[Tone, str] = {
    "plain": "",
    "title": "bold",
    "quiet": "fg:ansibrightblack",
    "error": "bold fg:ansired",
    "done": "bold",
}
_MARKS: Mapping[Tone, str] = {"error": "! ", "done": ""}
_MANY = 12  # from here on a menu without headings says that it can be searched by typing
_DETAIL = 5
_ABOVE = 5  # an empty line, the heading, the message and its note


class TerminalAsker:
    """Asks on a real terminal. Colour is never the only sign; NO_COLOR is obeyed by prompt_toolkit."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def tell(self, text: str, tone: Tone = "plain") -> None:
        """Show a text, wrapped to the terminal."""
        from prompt_toolkit import print_formatted_text
        from prompt_toolkit.formatted_text import FormattedText

        mark = _MARKS.get(tone, "")
        lines = [line for part in text.split("\n") for line in _wrapped(part)]
        body = "\n".join(f"{mark if at == 0 else ' ' * len(mark)}{line}" for at, line in enumerate(lines))
        print_formatted_text(FormattedText([(_STYLES[tone], body), ("", "\n")]))

    def ask(self, form: Form) -> Given:
        """Put one form to the user. Ctrl-C raises KeyboardInterrupt, Ctrl-D and a closed terminal EOFError."""
        if form.heading:
            self._print(f"\n{form.heading}", "quiet")
        if form.note:
            self._print(form.note, "quiet")
        if form.kind == "line":
            return self._line(form)
        return self._pick(form) if form.kind == "pick" else self._pick_many(form)

    def _line(self, form: Form) -> Given:
        import questionary

        default = form.default if isinstance(form.default, str) else ""
        question = questionary.text(form.message, default=default, qmark="?", key_bindings=_line_keys(default))
        given = question.unsafe_ask()
        if isinstance(given, Move):
            return given
        text = str(given).strip()
        return _MOVES.get(text, text)

    def _pick(self, form: Form) -> Given:
        import questionary

        left = _left_width(form.rows)
        choices = [_choice(row, left) for row in form.rows]
        values = [row.value for row in form.rows if row.value or not row.right]
        default = form.default if form.default in values and form.default else None
        searched = all(row.value for row in form.rows)
        long = len(form.rows) > _MANY and searched
        question = questionary.select(
            form.message,
            choices=choices,
            default=default,
            qmark="?",
            instruction=self._labels["interview.filter-note"] if long else " ",
            use_search_filter=searched,
            use_jk_keys=False,
            use_emacs_keys=not searched,
            show_description=False,
            erase_when_done=True,
        )
        _add_moves(question)
        _fit(question, {row.value: row for row in form.rows}, self._labels)
        given = _moved(question.unsafe_ask())
        if not isinstance(given, Move):
            self._print(f"? {form.message} {next(row.left for row in form.rows if row.value == given)}", "plain")
        return given

    def _pick_many(self, form: Form) -> Given:
        import questionary

        ticked = form.default if isinstance(form.default, tuple) else ()
        choices = [questionary.Choice(row.left, row.value, checked=row.value in ticked) for row in form.rows]
        question = questionary.checkbox(
            form.message, choices=choices, qmark="?", instruction=" ", use_jk_keys=False, erase_when_done=True
        )
        _add_moves(question)
        _fit(question, {}, self._labels)
        given = question.unsafe_ask()
        if isinstance(given, Move):
            return given
        chosen = tuple(str(one) for one in given)
        titles = ", ".join(row.left for row in form.rows if row.value in chosen) or self._labels["interview.none"]
        self._print(f"? {form.message} {titles}", "plain")
        return chosen

    def _print(self, text: str, tone: Tone) -> None:
        from prompt_toolkit import print_formatted_text
        from prompt_toolkit.formatted_text import FormattedText

        print_formatted_text(
            FormattedText([(_STYLES[tone], "\n".join(line for part in text.split("\n") for line in _wrapped(part)))])
        )


_MOVES: Mapping[str, Move] = {"<": Move.BACK, "?": Move.HELP}


def _moved(given: Any) -> Given:
    return given if isinstance(given, Move) else str(given)


def _line_keys(default: str) -> Any:
    """`?` and `<` act at once while nothing else is typed; pasted text is taken as it is."""
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings

    untouched = Condition(lambda: get_app().current_buffer.text in ("", default))
    keys = KeyBindings()
    for key, move in _MOVES.items():
        keys.add(key, filter=untouched, eager=True)(_leave_with(move))
    return keys


def _add_moves(question: Any) -> None:
    for key, move in _MOVES.items():
        question.application.key_bindings.add(key, eager=True)(_leave_with(move))
    question.application.key_bindings.add("c-d", eager=True)(_end)


def _end(event: Any) -> None:
    event.app.exit(exception=EOFError)


def _leave_with(move: Move) -> Callable[[Any], None]:
    def leave(event: Any) -> None:
        event.app.erase_when_done = True
        event.app.exit(result=move)

    return leave


def _fit(question: Any, rows: Mapping[str, Row], labels: Mapping[str, str]) -> None:
    """Keep the question in sight above a long menu, and show below it what is not in sight and the marked row's detail."""
    from prompt_toolkit.filters import IsDone
    from prompt_toolkit.layout import ConditionalContainer, Dimension, Window
    from prompt_toolkit.layout.controls import FormattedTextControl
    from questionary.prompts.common import InquirerControl

    layout = question.application.layout
    menu = next(control for control in layout.find_all_controls() if isinstance(control, InquirerControl))
    mend_search(question, menu)
    page_keys(question, menu)
    below = _DETAIL + 1 if any(row.detail for row in rows.values()) else 0
    menu_window = next(window for window in layout.find_all_windows() if window.content is menu)
    menu_window.height = Dimension(max=max(_height() - _ABOVE - below - 1, 4))
    unfinished = ~IsDone()  # type: ignore[no-untyped-call]  # prompt_toolkit leaves it bare
    line = Window(FormattedTextControl(below_line(menu, menu_window, labels)), height=1, dont_extend_height=True)
    layout.container.children.append(ConditionalContainer(line, filter=unfinished))
    if not below:
        return

    def detail() -> Any:  # what prompt_toolkit calls formatted text
        row = rows.get(str(menu.get_pointed_at().value))
        lines = detail_lines(row.detail if row else "", _width(), _DETAIL)
        return [("class:instruction", "\n".join(lines))]

    pane = Window(FormattedTextControl(detail), height=below, dont_extend_height=True)
    layout.container.children.append(ConditionalContainer(pane, filter=unfinished))


def _choice(row: Row, left: int) -> Any:
    import questionary

    if not row.value and not row.right and row.left and left:
        return questionary.Separator(f"── {row.left} ──")
    return questionary.Choice(row_text(row, left, _width()), row.value)


def _left_width(rows: tuple[Row, ...]) -> int:
    return min(max((len(row.left) for row in rows if row.right), default=0), 32)


def _height() -> int:
    return shutil.get_terminal_size((80, 24)).lines


def _width() -> int:
    return max(shutil.get_terminal_size((80, 24)).columns, 40)


def _wrapped(text: str) -> list[str]:
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(text, min(_width(), 100) - 2, subsequent_indent=indent) or [""]
