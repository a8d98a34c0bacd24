"""policygen turns an organisation's answers and dated law into documents that protect its people.

As a library: `policygen.api`, whose names are all here. They are looked up when they are first used, so that
`import policygen` costs nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for true; `typing` would take longer to import than all of this
if TYPE_CHECKING:
    from policygen.api import (
        FORMATS,
        Answers,
        Audience,
        BatchRow,
        Checked,
        Compared,
        Diagnostic,
        Document,
        Files,
        Format,
        Grade,
        Issue,
        Library,
        Measure,
        PolicygenError,
        Status,
        Where,
        Written,
        assemble,
        batch,
        check,
        compare,
        library,
        load,
        loads,
        site,
    )

__all__ = [
    "FORMATS",
    "Answers",
    "Audience",
    "BatchRow",
    "Checked",
    "Compared",
    "Diagnostic",
    "Document",
    "Files",
    "Format",
    "Grade",
    "Issue",
    "Library",
    "Measure",
    "PolicygenError",
    "Status",
    "Where",
    "Written",
    "assemble",
    "batch",
    "check",
    "compare",
    "library",
    "load",
    "loads",
    "site",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from policygen import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
