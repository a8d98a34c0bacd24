"""Runs mkdocs over a written site, quietly; a warning is a failure."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from policygen.errors import Diagnostic, PolicygenError, Where
from policygen.publish.site_search import make_findable


def build_site(folder: Path, as_of: date, html: Path | None = None) -> None:
    """Build `html` (else `folder/html`) from `folder/mkdocs.yml`. `as_of` stands for the day of the build."""
    into = (html or folder / "html").absolute()  # mkdocs would look for it beside its configuration
    day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    heard = _Heard()
    # mkdocs reads both from the environment only.
    with (
        _environment({"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(day.timestamp()))}),
        _listening(heard),
    ):
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        try:
            build(load_config(str(folder / "mkdocs.yml"), strict=True, site_dir=str(into)))
        except MkDocsException as error:
            raise _failure(heard.messages or [str(error)]) from error
        except SystemExit as error:
            raise _failure(heard.messages) from error
    if heard.messages:
        raise _failure(heard.messages)
    make_findable(into / "search")


def _failure(messages: list[str]) -> PolicygenError:
    where = Where(file="mkdocs.yml")
    hint = "the site could not be built from its pages; report this with the message"
    return PolicygenError(Diagnostic("PG-S012", message, where, hint) for message in messages)


class _Heard(logging.Handler):
    """Keeps what mkdocs warns about while it builds; its server, which a preview runs, has its own to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("mkdocs.livereload"):
            self.messages.append(record.getMessage())


@contextmanager
def _listening(handler: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    before = {key: os.environ.get(key) for key in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
