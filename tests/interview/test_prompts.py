"""The forms on a terminal: keys in, answers out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from policygen.interview.forms import Form, Given, Move, Row
from policygen.interview.layout import cut, row_text
from policygen.interview.menus import below_line
from policygen.interview.plain import PlainAsker
from policygen.interview.prompts import TerminalAsker
from tests.content.answers_samples import real_questions

LABELS = real_questions().words["en"]
DOWN, ENTER, CTRL_C, CTRL_D = "\x1b[B", "\r", "\x03", "\x04"
MENU = (Row("a", "Apples"), Row("b", "Bread"), Row("c", "Cheese"))
SCREEN = (Row("accept", "Accept all", "", "All of them."), Row("", "Heading"), Row("x", "Time", "2 days", "How soon?"))


@dataclass
class _Menu:
    search_filter: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Seen:
    first: int
    last: int
    height: int

    @property
    def content_height(self) -> int:
        return self.height

    def first_visible_line(self) -> int:
        return self.first

    def last_visible_line(self) -> int:
        return self.last


@dataclass(frozen=True)
class _Window:
    render_info: _Seen


@contextmanager
def keys(text: str) -> Iterator[None]:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(text)
        yield


def press(text: str, form: Form) -> Given:
    with keys(text):
        return TerminalAsker(LABELS).ask(form)


@pytest.mark.parametrize(
    ("text", "form", "answer"),
    [
        ("Bellbird" + ENTER, Form("line", "Name?"), "Bellbird"),
        (ENTER, Form("line", "Name?", default="Bellbird"), "Bellbird"),
        ("?", Form("line", "Name?"), Move.HELP),
        ("<", Form("line", "Name?", default="Bellbird"), Move.BACK),
        ("a < b?" + ENTER, Form("line", "Name?"), "a < b?"),
        ("\x1b[200~<Labs>\x1b[201~" + ENTER, Form("line", "Name?"), "<Labs>"),
        (ENTER, Form("pick", "Which?", rows=MENU), "a"),
        (ENTER, Form("pick", "Which?", default="c", rows=MENU), "c"),
        (DOWN + ENTER, Form("pick", "Which?", rows=MENU), "b"),
        ("?", Form("pick", "Which?", rows=MENU), Move.HELP),
        ("<", Form("pick", "Which?", rows=MENU), Move.BACK),
        (DOWN + ENTER, Form("pick", "Right?", rows=SCREEN), "x"),
        (" " + DOWN + " " + ENTER, Form("pick-many", "Which?", default=("b",), rows=MENU), ("a",)),
        (ENTER, Form("pick-many", "Which?", default=("b", "c"), rows=MENU), ("b", "c")),
        ("<", Form("pick-many", "Which?", rows=MENU), Move.BACK),
    ],
)
def test_keys_give_the_answer(text: str, form: Form, answer: Given) -> None:
    assert press(text, form) == answer


def test_a_long_menu_is_searched_by_typing() -> None:
    rows = tuple(Row(f"v{n}", f"Place {n}") for n in range(40))
    assert press("Place 37" + ENTER, Form("pick", "Which?", rows=rows)) == "v37"
    assert press("<", Form("pick", "Which?", rows=rows)) is Move.BACK
    lost = "Plate" + ENTER + "\x7f\x7f" + "ce 9" + ENTER
    assert press(lost, Form("pick", "Which?", rows=rows)) == "v9"


def test_a_lone_escape_and_letters_taken_back_leave_the_row_first_marked() -> None:
    rows = tuple(Row(f"v{n}", f"Place {n}") for n in range(40))
    form = Form("pick", "Which?", default="v7", rows=rows)
    for typed in ("\x1b" + ENTER, "zz\x7f\x7f" + ENTER, "zz\x1b" + ENTER, "\x7f" + ENTER):
        assert press(typed, form) == "v7", repr(typed)


def test_letters_find_a_row_of_a_short_menu() -> None:
    assert press("che" + ENTER, Form("pick", "Which?", rows=MENU)) == "c"
    assert press("chips" + ENTER + "\x1b" + "bre" + ENTER, Form("pick", "Which?", rows=MENU)) == "b"


def test_pages_stay_on_rows_that_can_be_chosen() -> None:
    rows = (*SCREEN, *(Row(f"v{n}", f"Time {n}", "2 days") for n in range(30)))
    page, end, home = "\x1b[6~", "\x1b[F", "\x1b[H"
    assert press(page + ENTER, Form("pick", "Right?", rows=rows)) == "v7"
    assert press(end + ENTER, Form("pick", "Right?", rows=rows)) == "v29"
    assert press(end + home + ENTER, Form("pick", "Right?", rows=rows)) == "accept"


def test_a_menu_says_how_much_of_it_is_out_of_sight() -> None:
    menu, seen = _Menu(), _Seen(first=2, last=11, height=24)
    assert below_line(menu, _Window(seen), LABELS)()[0][1].strip() == (
        f"{LABELS['interview.more-below'].format(count=12)} · {LABELS['interview.more-above'].format(count=2)}"
    )
    menu.search_filter = "zz"
    assert LABELS["interview.nothing-found"] in below_line(menu, _Window(seen), LABELS)()[0][1]


@pytest.mark.parametrize(
    "form",
    [
        Form("line", "Name?"),
        Form("pick", "Which?", rows=MENU),
        Form("pick-many", "Which?", rows=MENU),
    ],
)
def test_leaving_is_never_taken_for_an_answer(form: Form) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(CTRL_C, form)
    with pytest.raises(EOFError):
        press(CTRL_D, form)


def test_rows_fit_the_terminal_with_wide_characters_counted_twice() -> None:
    assert cut("あいうえお", 7) == "あいう…"
    assert row_text(Row("x", "髙島", "値"), 8, 80) == "髙島      値"
    assert len(row_text(Row("x", "Left", "r" * 200), 10, 80)) == 74


def plain(lines: list[str], form: Form) -> tuple[Given, str]:
    said: list[str] = []
    typed = iter(lines)
    return PlainAsker(LABELS, lambda _prompt: next(typed), said.append).ask(form), "\n".join(said)


@pytest.mark.parametrize(
    ("lines", "form", "answer"),
    [
        (["Bellbird"], Form("line", "Name?"), "Bellbird"),
        ([""], Form("line", "Name?", default="Bellbird"), "Bellbird"),
        (["?"], Form("line", "Name?"), Move.HELP),
        (["9", "2"], Form("pick", "Which?", rows=MENU), "b"),
        ([""], Form("pick", "Which?", default="c", rows=MENU), "c"),
        (["<"], Form("pick", "Which?", rows=MENU), Move.BACK),
        (["1, 3"], Form("pick-many", "Which?", rows=MENU), ("a", "c")),
        ([""], Form("pick-many", "Which?", default=("b",), rows=MENU), ("b",)),
        (["0"], Form("pick-many", "Which?", default=("b",), rows=MENU), ()),
        (["2"], Form("pick", "Right?", rows=SCREEN), "x"),
        (["chips", "che"], Form("pick", "Which?", rows=MENU), "c"),
        (["e", "bread"], Form("pick", "Which?", rows=MENU), "b"),
    ],
)
def test_plain_lines_ask_the_same(lines: list[str], form: Form, answer: Given) -> None:
    given, said = plain(lines, form)
    assert given == answer
    assert form.message in said


def test_a_long_list_is_not_read_out_before_it_is_asked_for() -> None:
    rows = tuple(Row(f"v{n}", f"Place {n}") for n in range(40))
    form = Form("pick", "Which?", default="v3", rows=rows)
    given, said = plain(["ace 3", "Place 37"], form)
    assert given == "v37"
    assert "Enter alone takes: Place 3" in said
    assert "11 fit:" in said
    assert "Place 12" not in said
    assert "Place 12" in plain(["*", "13"], form)[1]
    assert plain([""], form)[0] == "v3"


@pytest.mark.parametrize(
    ("lines", "form", "chosen"),
    [
        (["7"], Form("pick", "Which?", rows=tuple(Row(f"v{n}", f"Place {n}") for n in range(40))), "Place 6"),
        (["che"], Form("pick", "Which?", rows=MENU), "Cheese"),
        ([""], Form("pick", "Which?", default="c", rows=MENU), "Cheese"),
        (["1, 3"], Form("pick-many", "Which?", rows=MENU), "Apples, Cheese"),
        (["0"], Form("pick-many", "Which?", rows=MENU), "none"),
    ],
)
def test_what_was_chosen_by_number_letters_or_enter_is_said_by_its_name(
    lines: list[str], form: Form, chosen: str
) -> None:
    assert plain(lines, form)[1].splitlines()[-1] == f"Chosen: {chosen}"
