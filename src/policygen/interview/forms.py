"""What is put to the user at once, without saying how: the seam between the interview and the terminal."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol

FormKind = Literal["line", "pick", "pick-many"]
Tone = Literal["plain", "title", "quiet", "error", "done"]


class Move(Enum):
    """What a user may do instead of answering."""

    BACK = "back"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Row:
    """A line to choose. `right` is shown in a second column, `detail` while the row is marked. A row without a
    value is a heading."""

    value: str
    left: str
    right: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One question: a line to type, one row to pick, or several. `default` is typed, marked or ticked already."""

    kind: FormKind
    message: str
    heading: str = ""
    note: str = ""
    default: str | tuple[str, ...] = ""
    rows: tuple[Row, ...] = ()


Given = str | tuple[str, ...] | Move


class Asker(Protocol):
    """A terminal, or a test that plays one. `ask` raises KeyboardInterrupt or EOFError when the user leaves."""

    def tell(self, text: str, tone: Tone = "plain") -> None:
        """Show a text."""
        ...

    def ask(self, form: Form) -> Given:
        """Put one form to the user."""
        ...
