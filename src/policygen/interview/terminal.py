"""Which way of asking the terminal allows: menus, plain lines, or none."""

import os
import sys
from collections.abc import Mapping

from policygen.interview.forms import Asker


def asker_here(labels: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Asker | None:
    """An asker for this process's terminal; None where nobody can answer. POLICYGEN_PLAIN=1 asks in plain lines."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    if environ.get("POLICYGEN_PLAIN") or environ.get("TERM") == "dumb" or not _has_console():
        from policygen.interview.plain import PlainAsker

        return PlainAsker(labels, input, print)
    from policygen.interview.prompts import TerminalAsker

    return TerminalAsker(labels)


def _has_console() -> bool:
    """False in Windows terminals that prompt_toolkit cannot draw in, such as Git Bash."""
    if sys.platform != "win32":
        return True
    from prompt_toolkit.output.defaults import create_output
    from prompt_toolkit.output.win32 import NoConsoleScreenBufferError  # type: ignore[attr-defined, unused-ignore]  # Windows

    try:
        create_output(sys.stdout)
    except NoConsoleScreenBufferError:
        return False
    return True
