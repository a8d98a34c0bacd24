"""An interview from its first screen to its end. The terminal is an `Asker`, the meaning of answers a `Reader`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from policygen.domain.library import Library
from policygen.errors import Diagnostic, Where, fail
from policygen.interview.asking import Desk
from policygen.interview.forms import Asker
from policygen.interview.reader import Raw, Reader
from policygen.interview.sitting import Sitting, key_order
from policygen.interview.store import NAME, Store, write_atomically
from policygen.interview.used_by import used_by

OPEN = "PG-A030"
# An answer that cannot stand is asked again or shown in the review; a file of the wrong form is mended by hand.
MENDABLE = frozenset({OPEN, "PG-A010", "PG-A020"})


@dataclass(frozen=True)
class Outcome:
    """How an interview ended. Whatever the state, every answer given is in the file."""

    state: Literal["done", "interrupted", "refused"]
    path: Path
    problems: tuple[Diagnostic, ...] = ()


def run(
    folder: Path,
    library: Library,
    asker: Asker,
    today: date,
    reader: Reader,
    language: str = "en",
) -> Outcome:
    """Ask until everything is answered and the user is content, writing FOLDER/answers.yaml after every answer."""
    path = folder / NAME
    desk = Desk(asker, reader, library.words[language], lambda raw: used_by(library, raw, language))
    if path.exists():
        blocking = tuple(d for d in reader.problems(path) if d.code not in MENDABLE)
        if blocking:
            return Outcome("refused", path, blocking)
    sitting = Sitting(desk, library, today, path, language)
    try:
        sitting.welcome()
        sitting.interview()
    except (KeyboardInterrupt, EOFError):
        asker.tell(desk.say("interrupted", path=path, folder=typeable(folder)), "plain")
        return Outcome("interrupted", path)
    problems = reader.problems(path)
    ended = "finished-problems" if problems else "finished"
    asker.tell(desk.say(ended, path=path, **commands(folder)), "done")
    return Outcome("done", path, problems)


def commands(folder: Path) -> dict[str, str]:
    """The folder of the answers and the one of the documents within it, as they are typed after a command."""
    return {"folder": typeable(folder), "documents": typeable(folder / "documents")}


def typeable(path: Path) -> str:
    """A path as it is typed after a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def begin(folder: Path, reader: Reader, source: Path | None = None, values: Mapping[str, Raw] | None = None) -> Path:
    """Lay a given file and given answers into FOLDER/answers.yaml before anything is asked. An answers file that is
    there already is never replaced by another."""
    path = folder / NAME
    if source is not None and source.resolve() != path.resolve():
        if path.exists():
            hint = "Run without --answers to go on with it, or choose another folder."
            raise fail("PG-I002", "there is an answers file already", Where(str(path)), hint)
        reader.load(source)
        write_atomically(path, source.read_bytes())
    if values:
        raw = reader.load(path) if path.exists() else {}
        Store(path, key_order(reader, raw)).put(dict(values))
    return path
