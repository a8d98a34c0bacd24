"""The command line: the one place that knows the clock, the terminal and exit codes."""

from policygen.cli.main import main

__all__ = ["main"]
